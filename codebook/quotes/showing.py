"""A window of quotes as they are read: the words, who speaks, where, who coded what, and the neighbourhood.

Everything a window needs is read in a few queries, whatever the number of documents it spans.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from codebook.following import DOUBTFUL, MODIFIED
from codebook.quotes.papers import Paper
from codebook.quotes.reading import NOT_PARAGRAPHS, Place, Reading
from codebook.quotes.voices import Speaker
from codebook.terms import FACETS

_FACETS = ", ".join(f"k.{facet}" for facet in FACETS)


@dataclass(frozen=True)
class Mark:
    """A coding a quote rests on, with its own place.

    ``facets`` are pairs of French words; ``state`` is that of the anchor of its passage.
    """

    coding: str
    passage: str
    code: str
    coder: str
    coder_name: str
    document: str
    start: int
    end: int
    dominant: bool
    comment: str
    facets: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True)
class Neighbour:
    """A paragraph beside a quote, or the rest of its own: number from 1, who speaks, and the words."""

    number: int
    speaker: str
    text: str


@dataclass(frozen=True)
class Quote:
    """What is read: words, place, paragraphs (numbers from 1, as ``corpus show`` prints them), speakers, codings.

    ``lead_in`` and ``lead_out`` are the words of its own paragraphs around it. ``passage`` is the GUID of the passage
    of these very characters when there is one.
    """

    place: Place
    paper: Paper
    text: str
    first: int
    last: int
    speakers: tuple[Speaker, ...]
    marks: tuple[Mark, ...]
    lead_in: str
    lead_out: str

    @property
    def passage(self) -> str | None:
        """The passage of the very characters of the quote, if they were marked as such."""
        here = (self.place.start, self.place.end)
        return next((mark.passage for mark in self.marks if (mark.start, mark.end) == here), None)

    @property
    def at(self) -> str:
        """The place in the address of the document: the passage, else the offsets."""
        return self.passage or f"{self.place.start}-{self.place.end}"

    @property
    def state(self) -> str:
        """``doubtful`` or ``modified`` when a coding it rests on came so through the last change, else ``kept``."""
        states = {mark.state for mark in self.marks}
        return next((state for state in (DOUBTFUL, MODIFIED) if state in states), "kept")

    @property
    def paragraphs(self) -> str:
        """The number of its paragraph, or those of the first and last."""
        return f"§ {self.first}" if self.first == self.last else f"§ {self.first}–{self.last}"

    @property
    def reference(self) -> str:
        """Where the words come from: title, date, site, who speaks, paragraph."""
        said = ", ".join(told(speaker) for speaker in self.speakers)
        parts = (self.paper.title, self.paper.date_shown, ", ".join(self.paper.sites), said, self.paragraphs)
        return " · ".join(part for part in parts if part)


def told(speaker: Speaker) -> str:
    """Return who speaks, with her métier when it is known and says more than the name."""
    job = speaker.profession_label
    return f"{speaker.label} ({job})" if job and job.casefold() != speaker.label.casefold() else speaker.label


class Shown:
    """A window of quotes, in the order of the reading."""

    def __init__(self, reading: Reading, places: Sequence[Place]) -> None:
        """Read what the window needs."""
        self.reading = reading
        self.places = list(places)
        names = dict.fromkeys(place.document for place in places)
        self._texts = reading.texts(names)
        self._voices = reading.voices_of(names)
        self._blocks = self._paragraphs(names)
        self._starts = {name: [start for start, _, _ in blocks] for name, blocks in self._blocks.items()}

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotes of the window."""
        marks = self._marks()
        return [self._quote(place, marks.get(place, ())) for place in self.places]

    def _quote(self, place: Place, marks: Sequence[Mark]) -> Quote:
        text, reading = self._texts[place.document], self.reading
        first, last = self._ranks(place)
        blocks = self._blocks[place.document]
        begin = min(blocks[first][0], place.start) if blocks else place.start
        end = max(blocks[last][1], place.end) if blocks else place.end
        heard = self._voices.heard(place.document, (place.start, place.end))
        return Quote(
            place,
            reading.papers[place.document],
            text[place.start : place.end],
            first + 1,
            last + 1,
            tuple(self._voices.of(place.document, label) for label in heard),
            tuple(marks),
            text[begin : place.start],
            text[place.end : end],
        )

    def around(self, place: Place, reach: int = 1) -> tuple[list[Neighbour], list[Neighbour]]:
        """Return the paragraphs before and after the ones a quote stands in, up to ``reach`` on each side."""
        first, last = self._ranks(place)
        blocks, text = self._blocks[place.document], self._texts[place.document]

        def those(begin: int, end: int) -> list[Neighbour]:
            rows = list(enumerate(blocks))[max(0, begin) : max(0, end)]
            return [Neighbour(rank + 1, speaker or "", text[start:stop]) for rank, (start, stop, speaker) in rows]

        return those(first - reach, first), those(last + 1, last + 1 + reach)

    def _ranks(self, place: Place) -> tuple[int, int]:
        starts = self._starts.get(place.document, [])
        return max(0, bisect_right(starts, place.start) - 1), max(0, bisect_left(starts, place.end) - 1)

    def _paragraphs(self, names: Mapping[str, None]) -> dict[str, list[tuple[int, int, str | None]]]:
        owners = {self.reading.papers[name].version: name for name in names}
        rows = self.reading.study.execute(
            'SELECT s.version, s.start, s."end", s.speaker FROM json_each(?) w CROSS JOIN segment s'
            f" ON s.version = w.value WHERE s.kind NOT IN ({NOT_PARAGRAPHS}) ORDER BY w.key, s.start",
            (json.dumps(list(owners)),),
        )
        found: dict[str, list[tuple[int, int, str | None]]] = {name: [] for name in names}
        for version, start, end, speaker in rows:
            found[owners[version]].append((start, end, speaker))
        return found

    def _marks(self) -> dict[Place, list[Mark]]:
        """Return the codings each quote rests on: of its very characters, or any it shares some with once joined."""
        reading = self.reading
        rows = reading.study.rows(
            "SELECT k.id AS coding, k.passage, k.code, k.coder, m.name AS coder_name, p.document, a.start,"
            f' a."end", k.dominant, k.comment, a.state, {_FACETS} FROM json_each(:shown) w'
            " CROSS JOIN passage p ON p.document = w.value ->> 0 JOIN document d ON d.id = p.document"
            " JOIN anchor a ON a.passage = p.id AND a.version = d.version AND a.start < w.value ->> 2"
            ' AND a."end" > w.value ->> 1'
            f" JOIN coding k ON k.passage = p.id JOIN member m ON m.id = k.coder WHERE {reading.where}"
            ' ORDER BY a.start, a."end" DESC, k.made_at, k.id',
            shown=json.dumps(self._spans()),
            **reading.params,
        )
        by_document: dict[str, list[Mark]] = {}
        for row in rows:
            facets = tuple(
                (FACETS[facet][0], FACETS[facet][1].get(value, value)) for facet in FACETS if (value := row.pop(facet))
            )
            by_document.setdefault(row["document"], []).append(
                Mark(**row | {"dominant": bool(row["dominant"]), "facets": facets})
            )
        exact = reading.keeps_passages
        found: dict[Place, list[Mark]] = {}
        for place in self.places:
            here = by_document.get(place.document, ())
            found[place] = [
                mark
                for mark in here
                if ((mark.start, mark.end) == (place.start, place.end))
                or (not exact and mark.start < place.end and place.start < mark.end)
            ]
        return found

    def _spans(self) -> list[tuple[str, int, int]]:
        """Return what the window spans of each document."""
        spans: dict[str, tuple[int, int]] = {}
        for place in self.places:
            start, end = spans.get(place.document, (place.start, place.end))
            spans[place.document] = (min(start, place.start), max(end, place.end))
        return [(document, start, end) for document, (start, end) in spans.items()]


def show(reading: Reading, offset: int = 0, limit: int | None = None) -> Shown:
    """Return a window of a reading ready to be read; all from ``offset`` on without limit."""
    return Shown(reading, reading.places(offset, limit))
