"""Reshaping the codebook: what a change of the tree does to everybody's codings, told first, then done in one change.

The codebook is shared, so a reshaping touches the codings of the whole team; each keeps its coder. ``effects`` tells
what would happen; ``moving``, ``merging``, ``splitting``, ``deleting`` and ``writing`` do it.
"""
