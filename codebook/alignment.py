"""Two texts side by side: what is the same in them, what was cut and pasted, what is between.

Answers where an untouched stretch went, where words came from, and the other ways the same change could be told: a
comparison says that the second « B » of « A B B » was put in, when it may have been the first. What becomes of a
passage is decided in ``codebook.following``.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from codebook import differences
from codebook.differences import Hunk, Run

CHANCE = 20  # characters under which a run between rewritten stretches may be words shared by chance


class Alignment:
    """Two texts and what is the same in them, but for case and accents: places are the same, letters may not be.

    :param changed: the exact ranges that were replaced, when they are known; otherwise a comparison is made.
    """

    def __init__(self, old: str, new: str, changed: Sequence[tuple[int, int, int, int]] | None = None) -> None:
        self.old, self.new = old, new
        self.exact = changed is not None
        if changed is not None:
            self.runs = differences.runs_of(changed, len(old), len(new))
            self.hunks = [Hunk(*one) for one in sorted(changed)]
        else:
            self.runs = differences.kept(differences.flat(old), differences.flat(new))
            self.hunks = differences.hunks(self.runs, len(old), len(new))
        self.run_starts = [run.old for run in self.runs]
        self._hunk_ends = [hunk.old_end for hunk in self.hunks]

    @cached_property
    def moved(self) -> list[Run]:
        """What was cut and pasted, touched up or not."""
        if self.exact:
            return []
        return differences.moved(differences.flat(self.old), differences.flat(self.new), self.runs)

    @cached_property
    def _all(self) -> list[Run]:
        return sorted([*self.runs, *self.moved])

    @cached_property
    def _all_starts(self) -> list[int]:
        return [run.old for run in self._all]

    @cached_property
    def _back(self) -> tuple[list[int], list[Run]]:
        runs = sorted(self._all, key=lambda run: run.new)
        return [run.new for run in runs], runs

    def same(self) -> Iterator[Run]:
        """Give the runs whose letters are the very same, what was moved included, in the order of the new text."""
        for run in sorted(self._all, key=lambda run: run.new):
            old, new = (text[at : at + run.length] for text, at in ((self.old, run.old), (self.new, run.new)))
            if old == new:
                yield run
                continue
            for alike, group in groupby(range(run.length), key=lambda at: old[at] == new[at]):  # noqa: B023
                if alike:
                    places = list(group)
                    yield Run(run.old + places[0], run.new + places[0], len(places))

    def image(self, start: int, end: int) -> int | None:
        """Return where a stretch went that was left untouched, cut and pasted or not; None when it was not."""
        place = self.within(self.runs, self.run_starts, start, end)
        return place if place is not None else self.within(self._all, self._all_starts, start, end)

    def near(self, at: int) -> int:
        """Return the place in the new text where the old place ``at`` was."""
        index = bisect_right(self.run_starts, at) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.new + min(at - run.old, run.length)

    @staticmethod
    def within(runs: list[Run], starts: list[int], start: int, end: int) -> int | None:
        """Return where a stretch that lies in one run went."""
        index = bisect_right(starts, start) - 1
        if index < 0:
            return None
        run = runs[index]
        return run.new + start - run.old if end <= run.old + run.length else None

    def trusted(self, start: int, end: int) -> bool:
        """Say whether the run that holds a stretch is more than a few words shared by chance with rewritten text."""
        run = self.runs[bisect_right(self.run_starts, start) - 1]
        return not self.by_chance(run)

    def by_chance(self, run: Run) -> bool:
        """Say whether a run is short, and what was taken out and put in around it both much longer."""
        index = bisect_right(self.run_starts, run.old) - 1
        before = self.runs[index - 1] if index else Run(0, 0, 0)
        after = self.runs[index + 1] if index + 1 < len(self.runs) else Run(len(self.old), len(self.new), 0)
        lost = after.old - before.old - before.length - run.length
        put = after.new - before.new - before.length - run.length
        return run.length < CHANCE and min(lost, put) > 2 * run.length

    def slid(self, start: int, end: int) -> set[int]:
        """Return the other places a stretch has if what was put in beside it is said to be put in elsewhere.

        « A B » made « A B B » may have gained the first B or the second.
        """
        index = bisect_right(self.run_starts, start) - 1
        run = self.runs[index]
        found = set()
        after = self.runs[index + 1].new if index + 1 < len(self.runs) else len(self.new)
        before = self.runs[index - 1].new + self.runs[index - 1].length if index else 0
        put_after = after - run.new - run.length
        tail = self.old[start : run.old + run.length]
        if put_after and self.new.startswith(tail, run.new + start - run.old + put_after):
            found.add(run.new + start - run.old + put_after)
        put_before = run.new - before
        head = self.old[run.old : end]
        if put_before and run.new >= put_before and self.new.startswith(head, run.new - put_before):
            found.add(run.new - put_before + start - run.old)
        return found

    def regained(self, start: int, end: int) -> Iterator[int]:
        """Give the places a stretch has if what was taken out beside it is said to be taken out elsewhere.

        « A B B » made « A B » may have lost the first B or the second.
        """
        for hunk in self.hunks:
            if hunk.old_end <= start - (end - start) or hunk.old_start >= end + (end - start):
                continue
            if hunk.old_end > hunk.old_start:
                slid = hunk.new_end - (hunk.old_end - start), hunk.new_start + start - hunk.old_start
                yield from (place for place in slid if place >= 0)

    def source(self, place: int, length: int) -> int | None:
        """Return the old place that words of the new text come from, whole."""
        starts, runs = self._back
        index = bisect_right(starts, place) - 1
        if index < 0 or place + length > runs[index].new + runs[index].length:
            return None
        return runs[index].old + place - runs[index].new

    def stays(self, start: int, end: int, place: int) -> bool:
        """Say whether a place lies between what was kept before the stretch and what was kept after it."""
        before = self.within(self.runs, self.run_starts, start - 1, start) if start else None
        low = self.near(start) if before is None else before + 1
        after = bisect_right(self.run_starts, end - 1)
        high = self.within(self.runs, self.run_starts, end, end + 1)
        if high is None:
            high = self.runs[after].new if after < len(self.runs) else len(self.new)
        return low <= place and place + end - start <= high
