"""All codes at once on one continuum: the value of a stretch is the set of codes a coder gave it.

A coder may give two codes to the same words, where the alpha for unitizing wants one value a stretch: each is cut where
a code begins or ends, and its set of codes is its value. So “where both marked, did they give the same codes?” has an
answer whatever overlaps. A set is known by the sum of numbers drawn for its codes, 62 bits wide: two sets of a study do
not share one.
"""

import numpy as np

from codebook.agreement.stretches import Ints, Stretches, merged
from codebook.agreement.tallies import Markings
from codebook.agreement.unitizing import Continuum, Family, family

_SEED, _WIDEST = 2016, 2**62


def valued(markings: Markings) -> Family:
    """Return the unitizing coefficients of the documents at least two people finished, whatever codes overlap."""
    documents, coders = markings.finished.shape
    line = (markings.document * coders + markings.coder) * markings.codes + markings.code
    kept = markings.finished[markings.document, markings.coder]
    marks = merged(line[kept], markings.start[kept], markings.end[kept])
    who, start, end, value = _segments(marks, max(markings.codes, 1))
    edges = np.searchsorted(who, np.arange(documents * coders + 1))
    continua = []
    for document, length in enumerate(markings.lengths):
        present = np.flatnonzero(markings.finished[document])
        if len(present) > 1 and length:
            parts = [slice(edges[at], edges[at + 1]) for at in document * coders + present]
            continua.append(Continuum(int(length), tuple((start[p], end[p], value[p]) for p in parts)))
    return family(continua, int(value.max(initial=0)))


def _segments(marks: Stretches, codes: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Cut what each coder marked wherever a code begins or ends: (who, start, end, value from 1), in order."""
    drawn = np.random.default_rng(_SEED).integers(1, _WIDEST, size=codes)
    number = drawn[marks.line % codes]
    who = np.tile(marks.line // codes, 2)
    at = np.concatenate([marks.start, marks.end])
    step = np.concatenate([number, -number])
    order = np.argsort(who * (int(at.max(initial=0)) + 1) + at)
    who, at = who[order], at[order]
    open_codes = np.cumsum(step[order])  # wraps around, and comes back to nought after the last end of each coder
    inside = (who[1:] == who[:-1]) & (at[1:] > at[:-1]) & (open_codes[:-1] != 0)
    here = np.flatnonzero(inside)
    _, value = np.unique(open_codes[here], return_inverse=True)
    return who[here], at[here], at[here + 1], value.astype(np.int64) + 1
