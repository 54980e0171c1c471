"""What is counted once, by document and code, and is enough for every coefficient.

How much each coder marked, how much two coders marked alike, how long the pieces are: sums of these over any documents
and codes give the tables of ``coefficients`` and ``unitizing``, so drawing documents again costs no new look at the
texts. For one code the values are two: not marked, marked.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.coefficients import Floats
from codebook.agreement.stretches import Ints, Stretches, merged, shared, summed

Pair = tuple[int, int]


@dataclass(frozen=True)
class Markings:
    """Who marked what: documents, codes and coders are numbers from 0, places are counted in the chosen unit.

    ``lengths`` is the number of units of each document; ``finished`` (document × coder) says who finished which.
    """

    lengths: Ints
    finished: NDArray[np.bool_]
    codes: int
    document: Ints
    code: Ints
    coder: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True)
class Tallies:
    """Counts of units. ``marked`` and ``squares`` are (document, code, coder), ``common`` (document, code, pair).

    ``squares`` adds the squared lengths of the pieces a coder marked. A coder who did not finish a document counts
    for nothing there, and a document that fewer than two people finished counts for nothing at all.
    """

    lengths: Ints
    finished: NDArray[np.bool_]
    marked: Ints
    squares: Ints
    common: Ints

    @property
    def pairs(self) -> list[Pair]:
        """Every two coders, by number."""
        return list(combinations(range(self.finished.shape[1]), 2))

    @cached_property
    def coders(self) -> Ints:
        """How many coders finished each document, 0 when they are fewer than two."""
        found = self.finished.sum(axis=1)
        return np.where(found > 1, found, 0)

    def table(self, pair: Pair) -> Floats:
        """Return (document, code, 2, 2): what the first of a pair did by what the second did; not marked comes first.

        Nothing is counted on a document that one of the two did not finish.
        """
        one, two = pair
        there = (self.finished[:, one] & self.finished[:, two])[:, None]
        both = self.common[:, :, self.pairs.index(pair)]
        first, second = self.marked[:, :, one] - both, self.marked[:, :, two] - both
        neither = self.lengths[:, None] - first - second - both
        return np.stack([neither, second, first, both], axis=-1).reshape(*both.shape, 2, 2) * there[..., None, None]

    @cached_property
    def coincidences(self) -> Floats:
        """Observed coincidences (document, code, 2, 2), the pairs of a document over its coders less one."""
        found = np.zeros((*self.common.shape[:2], 2, 2))
        for pair in self.pairs:
            table = self.table(pair)
            found += table + table.swapaxes(-1, -2)
        return found / np.maximum(self.coders - 1, 1)[:, None, None, None]

    @cached_property
    def selves(self) -> Floats:
        """What gaps and pieces give by meeting themselves (document, code, 2): lengths of gaps, squares of pieces."""
        counted = (self.coders > 0)[:, None]
        gaps = self.coders[:, None] * self.lengths[:, None] - self.marked.sum(axis=-1)
        return np.stack([gaps * counted, self.squares.sum(axis=-1) * counted], axis=-1).astype(np.float64)


def tally(markings: Markings) -> Tallies:
    """Count what coders marked; the codings of somebody who did not finish the document are left out."""
    documents, coders = markings.finished.shape
    lines = documents * markings.codes
    counted = markings.finished & (markings.finished.sum(axis=1) > 1)[:, None]
    known = counted[markings.document, markings.coder]
    line = markings.document * markings.codes + markings.code
    pieces = [_pieces(markings, line, known & (markings.coder == coder)) for coder in range(coders)]
    shape = (documents, markings.codes)
    marked = [summed(one.line, one.lengths, lines).reshape(shape) for one in pieces]
    squares = [summed(one.line, one.lengths * one.lengths, lines).reshape(shape) for one in pieces]
    common = [shared(pieces[one], pieces[two], lines).reshape(shape) for one, two in combinations(range(coders), 2)]
    empty = np.zeros((*shape, 0), dtype=np.int64)
    return Tallies(
        markings.lengths,
        counted,
        np.stack(marked, axis=-1) if marked else empty,
        np.stack(squares, axis=-1) if squares else empty,
        np.stack(common, axis=-1) if common else empty,
    )


def _pieces(markings: Markings, line: Ints, kept: NDArray[np.bool_]) -> Stretches:
    return merged(line[kept], markings.start[kept], markings.end[kept])
