"""Stretches of many lines at once: those of one line that overlap made one, and the length two sets of them share.

A line is a document seen under one code. All lines are laid end to end on one axis, so that sorting and searching are
done once for all of them: the cost follows the number of stretches, never the length of the texts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stretches:
    """Stretches ``[start, end)`` on their lines, sorted by line then start; none overlaps another of its line."""

    line: Ints
    start: Ints
    end: Ints

    @property
    def lengths(self) -> Ints:
        """Length of each stretch."""
        return self.end - self.start


def merged(line: Ints, start: Ints, end: Ints) -> Stretches:
    """Make one of the stretches of a line that overlap; those that only touch stay two. Empty ones go."""
    kept = end > start
    line, start, end = line[kept], start[kept], end[kept]
    if not len(line):
        return Stretches(line, start, end)
    stride = _stride(end)
    order = np.argsort(line * stride + start)
    line, start, end = line[order], start[order], end[order]
    shift = line * stride
    reach = np.maximum.accumulate(end + shift)
    opens = np.concatenate([[True], start[1:] + shift[1:] >= reach[:-1]])
    first = np.flatnonzero(opens)
    last = np.concatenate([first[1:], [len(line)]]) - 1
    return Stretches(line[first], start[first], reach[last] - shift[first])


def shared(one: Stretches, two: Stretches, lines: int) -> Ints:
    """Return, for each of ``lines`` lines, the length that stands in both sets."""
    if not len(one.line) or not len(two.line):
        return np.zeros(lines, dtype=np.int64)
    stride = _stride(np.concatenate([one.end, two.end]))
    starts, ends = two.start + two.line * stride, two.end + two.line * stride
    covered = np.concatenate([[0], np.cumsum(two.lengths)])

    def before(place: Ints) -> Ints:
        """Return the length of the second set that stands before each place."""
        opened = np.searchsorted(starts, place, side="right")
        rest = np.where(opened > 0, ends[np.maximum(opened, 1) - 1] - place, 0)
        found: Ints = covered[opened] - np.maximum(rest, 0)
        return found

    shift = one.line * stride
    common = before(one.end + shift) - before(one.start + shift)
    return summed(one.line, common, lines)


def summed(line: Ints, values: Ints, lines: int) -> Ints:
    """Add values up by line, exactly."""
    total = np.zeros(lines, dtype=np.int64)
    np.add.at(total, line, values)
    return total


def _stride(end: Ints) -> int:
    """Return how far apart lines are laid so that none reaches the next."""
    return int(end.max()) + 1
