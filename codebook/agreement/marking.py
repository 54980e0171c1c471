"""The units of a text — characters, sentences, paragraphs — and coded stretches counted in them.

A unit is coded as soon as a coding touches one of its characters.
"""

from collections.abc import Sequence

import numpy as np

from codebook.agreement.stretches import Ints

CHARACTER, SENTENCE, PARAGRAPH = "character", "sentence", "paragraph"
UNITS = {CHARACTER: "signe", SENTENCE: "phrase", PARAGRAPH: "paragraphe"}

Units = tuple[Ints, Ints]  # starts and ends of the units of a text, in order, none overlapping


def units(places: Sequence[tuple[int, int]]) -> Units:
    """Return units given as ``[start, end)`` in order as two arrays; empty ones go."""
    table = np.array([place for place in places if place[1] > place[0]], dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def counted(start: Ints, end: Ints, found: Units) -> tuple[Ints, Ints]:
    """Return stretches of characters as ranges of units; a stretch between two units becomes empty."""
    starts, ends = found
    return np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end, side="left")
