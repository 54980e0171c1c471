"""Where a stretch of a text stands once the text was changed: the rule by which passages are carried over.

First by position: what a comparison leaves untouched keeps its place. Then by the words themselves with their
neighbourhood (the ``TextQuoteSelector`` of the W3C Web Annotation model). Where the same words could stand at two
places and their neighbourhoods do not decide, one is proposed and the person is asked. Knows texts, not studies.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice, takewhile

from codebook import differences
from codebook.alignment import CHANCE, Alignment
from codebook.differences import Run

KEPT, MOVED, MODIFIED, DOUBTFUL, LOST = "kept", "moved", "modified", "doubtful", "lost"

CONTEXT = 40  # code points of neighbourhood that say whether two places are the same
FAR = 200  # code points of neighbourhood looked at to choose the best of several places
NEAR = 8  # code points of shared neighbourhood that make a place a serious one
TELLING = 12  # letters of a quote that make it unlikely to stand elsewhere by chance
FEW = 4  # letters under which a quote found elsewhere is never sure
MOST = 200  # places looked at for one quote
CLOSE = 20_000  # code points around its old place where a frequent quote is looked for first
HALF = 0.5  # share of its letters from which changed words are surely the same passage
SHARE = 0.34  # share of its letters that must be left for a passage among rewritten words to be the same passage


@dataclass(frozen=True)
class Place:
    """Where a stretch stands in the changed text, or None when it is lost; ``rivals`` are the other likely places.

    Of a lost stretch, ``near`` is where it stood.
    """

    state: str
    start: int | None = None
    end: int | None = None
    rivals: tuple[tuple[int, int], ...] = ()
    near: int = 0


@dataclass(frozen=True)
class _Candidate:
    start: int
    score: int
    whole: bool  # the neighbourhood is that of the old place, on both sides
    borrowed: bool  # the words come there from another place of the old text


@dataclass(frozen=True)
class _Changed:
    start: int
    end: int
    share: float  # of the letters that are left


class Following(Alignment):
    """Two texts, and where the stretches of the old one stand in the new."""

    def follow(self, start: int, end: int) -> Place:
        """Return where ``old[start:end]`` stands in the new text."""
        if self.exact:
            return self._followed_exactly(start, end)
        place = self.within(self.runs, self.run_starts, start, end)
        if place is not None and self.new.startswith(self.old[start:end], place):
            return self._kept(start, end, place)
        candidates = self._candidates(start, end, self.image(start, end))
        changed = self._modified(start, end)
        if changed is None:
            return self._chosen(start, end, candidates)
        if changed.share < HALF and candidates and not candidates[0].borrowed:
            found = self._chosen(start, end, candidates)
            if found.state != LOST:
                return found
        return self._either(start, end, changed, candidates)

    # Exact ranges

    def _followed_exactly(self, start: int, end: int) -> Place:
        """Keep a passage on what replaced its words, whole, when the ranges are known."""
        first, last = self._edge(start, False), self._edge(end, True)
        touched = [h for h in self.hunks if h.old_start < end and start < h.old_end or start < h.old_start < end]
        new_start, new_end = first, max(first, last)
        if not self.new[new_start:new_end].strip():
            return Place(LOST, near=first)
        return Place(MODIFIED if touched else KEPT, new_start, new_end)

    def _edge(self, at: int, ends: bool) -> int:
        for hunk in self.hunks:
            if hunk.old_start < at < hunk.old_end:
                return hunk.new_end if ends else hunk.new_start
            if at == hunk.old_start and ends or at < hunk.old_start:
                return hunk.new_start - (hunk.old_start - at)
            if at == hunk.old_start and not ends:
                # Words put in just before a passage do not belong to it; those that replace its first words do.
                return hunk.new_start if hunk.old_end > hunk.old_start else hunk.new_end
        return len(self.new) - (len(self.old) - at)

    # The same words

    def _kept(self, start: int, end: int, place: int) -> Place:
        """A stretch that the comparison left untouched, unless its words may as well be taken for others."""
        here = self._candidate(start, end, place)
        slid = self.slid(start, end)
        others = slid if here.whole else {*slid, *self._elsewhere(start, end)}
        rivals = self._unlike(start, end, here, others - {place})
        if rivals and rivals[0].score > here.score + NEAR and not self.trusted(start, end):
            return self._chosen(start, end, [*rivals, here])
        if rivals or (not self.trusted(start, end) and not here.whole):
            return self._doubtful(start, end, here, rivals)
        return Place(KEPT, place, place + end - start)

    def _elsewhere(self, start: int, end: int) -> set[int]:
        """Return where the words of a stretch stand, but for the places that surely are those of others."""
        quote, near = self.old[start:end], self.near(start)
        close = _places(self.new, quote, max(0, near - CLOSE), near + CLOSE)
        return {p for p in (*close, *_places(self.new, quote, 0, len(self.new))) if self._free(p, start, end)}

    def _candidates(self, start: int, end: int, place: int | None) -> list[_Candidate]:
        """Return where the words of a touched stretch may stand, the likeliest first."""
        places = self._elsewhere(start, end)
        places |= {p for p in self.regained(start, end) if self.new.startswith(self.old[start:end], p)}
        if place is not None and self.new.startswith(self.old[start:end], place):
            places.add(place)
        found = [self._candidate(start, end, p) for p in places]
        quote, near = self.old[start:end], self.near(start)
        return sorted(
            found,
            key=lambda c: (not _convincing(c, quote), c.borrowed, -c.whole, -c.score, abs(c.start - near)),
        )

    def _twins(self, start: int, end: int) -> list[_Candidate]:
        """Return places close by that hold the same words, left of a repetition of which one was taken out."""
        near, reach, quote = self.near(start), 3 * (end - start) + CONTEXT, self.old[start:end]
        found = [self._candidate(start, end, p) for p in _places(self.new, quote, max(0, near - reach), near + reach)]
        return sorted((c for c in found if _convincing(c, quote)), key=lambda c: (-c.score, abs(c.start - near)))

    def _free(self, place: int, start: int, end: int) -> bool:
        """Say whether words of the new text do not come, with their neighbourhood, from other words of the old one."""
        source = self.source(place, end - start)
        if source is None or source == start:
            return True
        return _around(self.old, source, source + end - start) != _around(self.new, place, place + end - start)

    def _candidate(self, start: int, end: int, place: int) -> _Candidate:
        stop = place + end - start
        before = _shared_end(self.old[max(0, start - FAR) : start], self.new[max(0, place - FAR) : place])
        after = _shared_start(self.old[end : end + FAR], self.new[stop : stop + FAR])
        whole = _around(self.old, start, end) == _around(self.new, place, stop)
        return _Candidate(place, before + after, whole, self.source(place, end - start) not in (None, start))

    def _unlike(self, start: int, end: int, here: _Candidate, places: set[int]) -> list[_Candidate]:
        """Return the places whose neighbourhood is not the very same as that of ``here``."""
        length = end - start
        mine = _around(self.new, here.start, here.start + length)
        found = [self._candidate(start, end, p) for p in places if _around(self.new, p, p + length) != mine]
        return sorted(found, key=lambda c: -c.score)

    def _chosen(self, start: int, end: int, candidates: list[_Candidate]) -> Place:
        """The best of several places: sure when it alone is likely, or has the very neighbourhood of the old one."""
        if not candidates:
            twins = self._twins(start, end)
            return self._doubtful(start, end, twins[0], twins[1:]) if twins else Place(LOST, near=self.near(start))
        best, quote = candidates[0], self.old[start:end]
        rivals = self._unlike(start, end, best, {c.start for c in candidates[1:]})
        likely = _convincing(best, quote) or self.stays(start, end, best.start)
        if best.borrowed and not likely:
            places = tuple((c.start, c.start + end - start) for c in candidates[:5])
            return Place(LOST, rivals=places, near=self.near(start))
        few = _letters(quote) < FEW and not best.whole
        if not likely or few or (best.borrowed and best.start not in self.regained(start, end)):
            return self._doubtful(start, end, best, rivals)
        serious = [r for r in rivals if _convincing(r, quote) or 2 * r.score >= best.score]
        if serious and not (best.whole and not any(r.whole for r in serious)):
            return self._doubtful(start, end, best, serious)
        state = KEPT if self.stays(start, end, best.start) else MOVED
        return Place(state, best.start, best.start + end - start)

    def _either(self, start: int, end: int, changed: _Changed, candidates: list[_Candidate]) -> Place:
        """Words that were changed in their place, and stand whole elsewhere: the person is asked."""
        length, quote = end - start, self.old[start:end]
        whole = [c for c in candidates if _convincing(c, quote) or not c.borrowed]
        inside = [c for c in whole if not c.borrowed and self.stays(start, end, c.start)]
        inside += [
            c for c in candidates if not c.borrowed and c.start < changed.end and changed.start < c.start + length
        ]
        if inside:
            return self._chosen(start, end, [inside[0], *(c for c in candidates if c is not inside[0])])
        if whole:
            rivals = tuple((c.start, c.start + length) for c in whole[:5])
            return Place(DOUBTFUL, changed.start, changed.end, rivals)
        return Place(MODIFIED, changed.start, changed.end)

    def _doubtful(self, start: int, end: int, here: _Candidate, rivals: list[_Candidate]) -> Place:
        length = end - start
        return Place(DOUBTFUL, here.start, here.start + length, tuple((r.start, r.start + length) for r in rivals[:5]))

    # Words that were changed

    def _modified(self, start: int, end: int) -> _Changed | None:
        """Return the stretch that stands for partly changed words, and the share of their letters that is left."""
        letters = _letters(self.old[start:end])
        best: _Changed | None = None
        for runs in (self.runs, self.moved):
            parts = self._parts(runs, start, end)
            for cluster in [parts] if runs is self.runs else _clusters(parts, end - start):
                share = sum(_letters(self.old[run.old : run.old + run.length]) for run in cluster) / max(1, letters)
                if self._enough(cluster, share, runs) and (best is None or share > best.share):
                    best = _Changed(*self._hull(cluster, start, end, runs), share)
        return best

    @staticmethod
    def _parts(runs: list[Run], start: int, end: int) -> list[Run]:
        """Return what the runs hold of a stretch."""
        found = []
        first = max(0, bisect_right(runs, start, key=lambda run: run.old) - 1)
        for run in takewhile(lambda run: run.old < end, islice(runs, first, None)):
            low, high = max(run.old, start), min(run.old + run.length, end)
            if low < high:
                found.append(Run(low, run.new + low - run.old, high - low))
        return found

    def _enough(self, parts: list[Run], share: float, runs: list[Run]) -> bool:
        """Say whether what is left of a stretch is enough to be the same passage: a whole word, not left by chance."""
        if not parts or not share:
            return False
        whole = [run for run in parts if self._holds_a_word(run)]
        if not whole and share < HALF:
            return False
        if share >= SHARE:
            return True
        if runs is self.moved:
            return any(_holding(runs, part.old).length >= CHANCE for part in whole)
        return any(not self.by_chance(_holding(runs, part.old)) for part in whole)

    def _holds_a_word(self, part: Run) -> bool:
        for word in differences.WORD.finditer(self.old, part.old, part.old + part.length):
            inside = word.group()[0].isalnum() and len(word.group()) > 1
            if inside and not _cut(self.old, word.start()) and not _cut(self.old, word.end()):
                return True
        return False

    def _hull(self, parts: list[Run], start: int, end: int, runs: list[Run]) -> tuple[int, int]:
        """Return the stretch from the first to the last words left, with those that replaced its own ends."""
        low = min(run.new for run in parts)
        high = max(run.new + run.length for run in parts)
        # What replaced the first words of a passage belongs to it when the words before it stayed where they were.
        before = _holding(runs, start - 1) if start else Run(0, 0, 0)
        if before.old + before.length == start < parts[0].old and 0 <= low - before.new - before.length <= FAR:
            low = before.new + before.length
        after = _holding(runs, end) if end < len(self.old) else Run(len(self.old), len(self.new), 0)
        if after.old == end > parts[-1].old + parts[-1].length and 0 <= after.new - high <= FAR:
            high = after.new
        while low > 0 and _cut(self.new, low) and not _cut(self.old, start):
            low -= 1
        while high < len(self.new) and _cut(self.new, high) and not _cut(self.old, end):
            high += 1
        words = self.new[low:high]
        return low + len(words) - len(words.lstrip()), high - (len(words) - len(words.rstrip()))


def _holding(runs: list[Run], at: int) -> Run:
    """Return the last run that starts at a place of the old text or before it."""
    index = bisect_right(runs, at, key=lambda run: run.old) - 1
    return runs[index] if index >= 0 else Run(0, 0, 0)


def _clusters(parts: list[Run], length: int) -> list[list[Run]]:
    """Group the parts that stand near one another in the new text."""
    found: list[list[Run]] = []
    for run in sorted(parts, key=lambda run: run.new):
        if found and run.new - found[-1][-1].new - found[-1][-1].length <= length + CONTEXT:
            found[-1].append(run)
        else:
            found.append([run])
    return [sorted(cluster) for cluster in found]


def _places(text: str, quote: str, low: int, high: int) -> list[int]:
    """Return where a quote stands in a part of a text."""
    found: list[int] = []
    at = text.find(quote, low, high)
    while at >= 0 and len(found) < MOST:
        found.append(at)
        at = text.find(quote, at + 1, high)
    return found


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def _convincing(candidate: _Candidate, quote: str) -> bool:
    """Say whether words found elsewhere are likely to be those that were marked, and not the same by chance."""
    return candidate.whole or candidate.score >= NEAR or _letters(quote) >= TELLING


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _cut(text: str, at: int) -> bool:
    """Say whether a place is inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _shared_start(one: str, two: str) -> int:
    most = min(len(one), len(two))
    return next((at for at in range(most) if one[at] != two[at]), most)


def _shared_end(one: str, two: str) -> int:
    return _shared_start(one[::-1], two[::-1])
