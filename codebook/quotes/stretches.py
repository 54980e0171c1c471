"""The algebra of coded stretches in one document: what two codes share, what one has left, what stands inside or near.

A stretch is ``(start, end)`` in code points, half-open and not empty. Every function takes stretches in any order, that
may overlap, and returns each once, in the order of the text. One sweep over the ends answers each question, so that
the time grows as n log n. What a formula means is told in ``codebook.quotes.query``; codes and people are unknown here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Stretch = tuple[int, int]


def ordered(found: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches in the order of the text, the longest first where several begin, each once."""
    return sorted(set(found), key=lambda one: (one[0], -one[1]))


def runs(found: Iterable[Stretch]) -> list[Stretch]:
    """Return the longest stretches without a gap that cover the same characters."""
    covered: list[Stretch] = []
    for start, end in sorted(found):
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], end))
        else:
            covered.append((start, end))
    return covered


def either(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches of both sides, each as it was marked."""
    return ordered([*left, *right])


def both(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    """Return the runs of characters that stand in both sides at once."""
    mine, others = runs(left), runs(right)
    shared: list[Stretch] = []
    here = there = 0
    while here < len(mine) and there < len(others):
        start, end = max(mine[here][0], others[there][0]), min(mine[here][1], others[there][1])
        if start < end:
            shared.append((start, end))
        if mine[here][1] < others[there][1]:
            here += 1
        else:
            there += 1
    return shared


def without(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    """Return the runs of characters of the left side that do not stand in the right one."""
    taken = runs(right)
    left_over: list[Stretch] = []
    at = 0
    for start, end in runs(left):
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        here = at
        while here < len(taken) and taken[here][0] < end:
            if start < taken[here][0]:
                left_over.append((start, taken[here][0]))
            start = taken[here][1]
            here += 1
        if start < end:
            left_over.append((start, end))
    return left_over


def touching(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    """Return the whole stretches of the left side that share a character with the right one."""
    covered = runs(right)
    return [stretch for stretch in ordered(left) if meets(covered, stretch)]


def apart(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    """Return the whole stretches of the left side that share no character with the right one."""
    covered = runs(right)
    return [stretch for stretch in ordered(left) if not meets(covered, stretch)]


def inside(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches of the left side whose every character stands in the right one."""
    covered = runs(right)
    starts = [start for start, _ in covered]
    kept = []
    for start, end in ordered(left):
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= covered[at][1]:
            kept.append((start, end))
    return kept


def near(
    left: Iterable[Stretch], right: Iterable[Stretch], paragraphs: Sequence[int], distance: int = 0
) -> list[Stretch]:
    """Return the whole stretches of the left side at most so many paragraphs away from one of the right side.

    :param paragraphs: where each paragraph of the document begins, in order; what stands before the first is of it.
    :param distance: 0 for the same paragraph, 1 for the one before or after as well, and so on.
    """
    widened = runs(
        (first - distance, last + 1 + distance) for first, last in (_rows(paragraphs, stretch) for stretch in right)
    )
    kept = []
    for stretch in ordered(left):
        first, last = _rows(paragraphs, stretch)
        if meets(widened, (first, last + 1)):
            kept.append(stretch)
    return kept


def meets(covered: Sequence[Stretch], stretch: Stretch) -> bool:
    """Say whether runs in order, apart from one another, share something with a stretch."""
    at = bisect_left(covered, stretch[1], key=lambda run: run[0]) - 1
    return at >= 0 and covered[at][1] > stretch[0]


def _rows(paragraphs: Sequence[int], stretch: Stretch) -> Stretch:
    """Return the ranks of the first and last paragraph of a stretch."""
    start, end = stretch
    return max(0, bisect_right(paragraphs, start) - 1), max(0, bisect_right(paragraphs, end - 1) - 1)


def trimmed(text: str, stretch: Stretch) -> Stretch | None:
    """Return a stretch without white space at its ends, or None when no letter or figure is left of it."""
    words = text[stretch[0] : stretch[1]]
    if not any(sign.isalnum() for sign in words):
        return None
    return stretch[1] - len(words.lstrip()), stretch[0] + len(words.rstrip())
