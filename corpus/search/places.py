"""Where a tree of a query is found: stretches of words in the rows of the index, whoever may read them.

A place is one number, ``row << 20 | rank of the word``, so that words that follow one another have numbers that do too
and never run from a segment into the next. Places of a word come from the index of FTS5 when they are few, from the
words kept with the rows already found when they are many; the answer is the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.search.index import ROW_BITS
from corpus.search.packing import Numbers
from corpus.search.query import Either, Every, Near, Node, Phrase, Slot, phrases
from corpus.search.vocabulary import Words, words_for
from corpus.study import Study

RANK_BITS = ROW_BITS
_ROW_COST = 3  # reading the words of a row costs as much as reading that many places in the index


@dataclass(frozen=True)
class Spans:
    """Stretches of words: the place of the first and of the last word of each, in the order of the first."""

    first: Numbers
    last: Numbers

    @property
    def rows(self) -> Numbers:
        """The row of each stretch."""
        return self.first >> RANK_BITS

    def kept(self, keep: NDArray[np.bool_]) -> Spans:
        """Return the stretches that a mask keeps."""
        return Spans(self.first[keep], self.last[keep])


NOWHERE = Spans(np.empty(0, np.int64), np.empty(0, np.int64))


def find(study: Study, node: Node) -> Spans:
    """Return every stretch a tree asks for: a stretch that holds within another is not counted beside it."""
    return _outermost(_Finder(study).find(node, None))


@dataclass
class _Finder:
    study: Study
    known: dict[Slot, Words] = field(default_factory=dict)
    read: dict[Slot, Numbers] = field(default_factory=dict)

    def find(self, node: Node, rows: Numbers | None) -> Spans:
        """Return the stretches of a tree, in these rows when they are given (sorted)."""
        if isinstance(node, Phrase):
            return self._phrase(node, rows)
        if isinstance(node, Near):
            return self._near(node, rows)
        if isinstance(node, Either):
            return _together([self.find(part, rows) for part in node.parts])
        return self._every(node, rows)

    def _words(self, slot: Slot) -> Words:
        if slot not in self.known:
            self.known[slot] = words_for(self.study, slot)
        return self.known[slot]

    def _cost(self, node: Node) -> int:
        """How many places must be read for a tree, at most."""
        if isinstance(node, Phrase):
            return min(self._words(slot).uses for slot in node.slots)
        if isinstance(node, Either):
            return sum(self._cost(part) for part in node.parts)
        return min(self._cost(part) for part in ((node.left, node.right) if isinstance(node, Near) else node.parts))

    def _phrase(self, phrase: Phrase, rows: Numbers | None) -> Spans:
        """Words that follow one another: the rarest first, the others looked for beside it."""
        begins: Numbers | None = None
        for at in sorted(range(len(phrase.slots)), key=lambda at: self._words(phrase.slots[at]).uses):
            places = self._places(phrase.slots[at], rows) - at
            begins = places if begins is None else begins[_among(begins, places)]
            if not len(begins):
                return NOWHERE
            rows = np.unique(begins >> RANK_BITS)
        assert begins is not None
        return Spans(begins, begins + len(phrase.slots) - 1)

    def _places(self, slot: Slot, rows: Numbers | None) -> Numbers:
        """Return the sorted places of a word, in these rows when they are given."""
        words = self._words(slot)
        if rows is not None and _ROW_COST * len(rows) < words.uses and slot not in self.read:
            return self._places_in(words, rows)
        if slot not in self.read:
            cursor = self.study.execute(
                "SELECT (doc << ?) | offset FROM search_place WHERE term IN (SELECT value FROM json_each(?))",
                (RANK_BITS, json.dumps([str(number) for number in words.numbers.tolist()])),
            )
            self.read[slot] = np.sort(np.array(cursor.fetchall(), np.int64).reshape(-1))
        found = self.read[slot]
        return found if rows is None else found[_among(found >> RANK_BITS, rows)]

    def _places_in(self, words: Words, rows: Numbers) -> Numbers:
        """Return the places of words in these rows, read from the words kept with each."""
        cursor = self.study.execute(
            "SELECT id, words FROM search_segment WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(rows.tolist()),),
        )
        ids, packed = [], []
        for row, kept in cursor:
            ids.append(row)
            packed.append(kept)
        lengths = np.array([len(kept) // 4 for kept in packed], np.int64)
        numbers = np.frombuffer(b"".join(packed), "<u4")
        starts = np.cumsum(lengths) - lengths
        bases = (np.array(ids, np.int64) << RANK_BITS) - starts
        wanted = np.zeros(max(int(numbers.max(initial=0)), int(words.numbers.max(initial=0))) + 1, np.bool_)
        wanted[words.numbers] = True
        at = np.flatnonzero(wanted[numbers])
        return at + bases[np.searchsorted(starts, at, side="right") - 1]

    def _near(self, near: Near, rows: Numbers | None) -> Spans:
        """For each stretch of one side, the closest of the other side in the same row; both and what is between."""
        sides = (near.left, near.right)
        swapped = self._cost(near.left) > self._cost(near.right)
        rare = self.find(sides[swapped], rows)
        if not len(rare.first):
            return NOWHERE
        other = self.find(sides[not swapped], np.unique(rare.rows))
        left, right = (other, rare) if swapped else (rare, other)
        return _closest(left, right, near.distance)

    def _every(self, every: Every, rows: Numbers | None) -> Spans:
        """All parts in the same row; what is left out must not stand there."""
        found = []
        for part in sorted(every.parts, key=self._cost):
            found.append(self.find(part, rows))
            rows = np.unique(found[-1].rows)
            if not len(rows):
                return NOWHERE
        assert rows is not None
        for part in every.without:
            rows = np.setdiff1d(rows, self.find(part, rows).rows, assume_unique=False)
        return _together([spans.kept(_among(spans.rows, rows)) for spans in found])


def _among(values: Numbers, wanted: Numbers) -> NDArray[np.bool_]:
    """Say which values are among the wanted ones, which are sorted."""
    if not len(wanted):
        return np.zeros(len(values), np.bool_)
    at = np.searchsorted(wanted, values)
    at[at == len(wanted)] = 0
    return wanted[at] == values


def _together(found: list[Spans]) -> Spans:
    first = np.concatenate([spans.first for spans in found])
    last = np.concatenate([spans.last for spans in found])
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    new = np.ones(len(first), np.bool_)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Spans(first[new], last[new])


def _outermost(spans: Spans) -> Spans:
    """Drop the stretches that hold within another."""
    order = np.lexsort((-spans.last, spans.first))
    first, last = spans.first[order], spans.last[order]
    if not len(first):
        return spans
    reached = np.maximum.accumulate(last)
    keep = np.ones(len(first), np.bool_)
    keep[1:] = last[1:] > reached[:-1]
    return Spans(first[keep], last[keep])


def _closest(left: Spans, right: Spans, distance: int) -> Spans:
    """Pair the stretches of two sides that are near enough, leaving out the pairs that hold a closer pair."""
    pairs = _together([_ahead(left, right, distance), _ahead(right, left, distance)])
    order = np.lexsort((-pairs.first, pairs.last))
    first, last = pairs.first[order], pairs.last[order]
    keep = np.ones(len(first), np.bool_)
    keep[1:] = first[1:] > np.maximum.accumulate(first)[:-1]
    return Spans(first[keep], last[keep])


def _ahead(one: Spans, two: Spans, distance: int) -> Spans:
    """Pair each stretch of one side with the first of the other side that begins after its end."""
    at = np.searchsorted(two.first, one.last, side="right")
    there = at < len(two.first)
    begin, end = one.kept(there), two.first[at[there]]
    close = end - begin.last <= distance + 1  # another row is farther than any distance
    return Spans(begin.first, two.last[at[there]]).kept(close)


def asked(node: Node) -> list[Slot]:
    """Return the words a tree asks to find."""
    return [slot for phrase in phrases(node) for slot in phrase.slots]
