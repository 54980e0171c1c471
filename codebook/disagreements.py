"""Two readings of a document laid side by side: where they are the same, where they differ, what answers what.

Knows what was read and decided, not where it is kept: that, and deciding, is the affair of ``codebook.settling``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from codebook.agreement.meetings import Meeting, Place, meetings
from codebook.codings import Coding
from corpus.documents import Document

CHOICES = {
    "first": "la première lecture",
    "second": "la seconde lecture",
    "both": "les deux lectures réunies",
    "neither": "aucune des deux",
    "other": "d’autres bornes",
}
CHANGED, REVISED, LOST = (
    "une des lectures a changé depuis",
    "le texte a été révisé depuis",
    "ses mots ne sont plus dans le texte",
)

Pair = tuple[str, str]


@dataclass(frozen=True)
class Settlement:
    """A decision. ``places`` are the stretches retained, none when neither reading stands.

    ``start`` and ``end`` bound what was looked at, None once its words are gone; ``stale`` says in French what
    happened since, and is empty while the decision answers the readings it was made on. ``readings`` is what was
    compared.
    """

    id: str
    document: str
    code: str
    pair: Pair
    start: int | None
    end: int | None
    places: tuple[Place, ...]
    choice: str
    reason: str
    author: str
    author_name: str
    settled_at: str
    version: str
    readings: str
    stale: tuple[str, ...] = ()


@dataclass(frozen=True)
class Disagreement:
    """Where two people differ on a code, between ``start`` and ``end``, and what was decided of it, if anything.

    ``pair`` is in the order of ``ordered``: ``meeting.first`` are the stretches of its first coder.
    """

    document: str
    code: str
    pair: Pair
    meeting: Meeting
    readings: str
    settled: tuple[Settlement, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.meeting.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.meeting.end

    @property
    def id(self) -> str:
        """What tells it from the others of the study while nothing changes."""
        return f"{self.document}:{self.code}:{self.start}-{self.end}:{':'.join(self.pair)}"

    @property
    def open(self) -> bool:
        """Whether it waits for a decision, or for one to be looked at again."""
        return not self.settled or any(one.stale for one in self.settled)


@dataclass(frozen=True)
class Compared:
    """Two readings of a document: where they are the same, where they differ, and decisions that answer neither.

    ``alike`` gives (code, start, end) of what both marked; ``orphans`` are decisions on readings that no longer differ.
    """

    document: Document
    pair: Pair
    alike: tuple[tuple[str, int, int], ...]
    disagreements: tuple[Disagreement, ...]
    orphans: tuple[Settlement, ...]

    @property
    def settlements(self) -> list[Settlement]:
        """Every decision on these two readings, once."""
        found = [one for disagreement in self.disagreements for one in disagreement.settled]
        return list({one.id: one for one in (*found, *self.orphans)}.values())


def compare(paper: Document, pair: Pair, made: Iterable[Coding], known: Sequence[Settlement]) -> Compared:
    """Lay the codings of two people of a document side by side, with the decisions taken on them.

    :param pair: in the order in which the decisions are kept.
    """
    alike: list[tuple[str, int, int]] = []
    found: list[Disagreement] = []
    for code, (first, second) in _readings(made, pair).items():
        for meeting in meetings(*(((c.start, c.end) for c in each) for each in (first, second))):
            told = _told(meeting, (*first, *second))
            here = (one for one in known if one.code == code and _touch(one, meeting.start, meeting.end))
            on_it = tuple(_dated(one, paper, told) for one in here)
            if meeting.alike:
                alike += [(code, *place) for place in meeting.first]
            else:
                found.append(Disagreement(paper.id, code, pair, meeting, told, on_it))
    met = {one.id for disagreement in found for one in disagreement.settled}
    orphans = tuple(_dated(one, paper, None) for one in known if one.id not in met)
    found.sort(key=lambda one: (one.start, one.end, one.code))
    return Compared(paper, pair, tuple(sorted(alike, key=lambda row: row[1:])), tuple(found), orphans)


def _readings(found: Iterable[Coding], pair: Pair) -> dict[str, tuple[list[Coding], list[Coding]]]:
    """Return the codings of two people by code, those of the first and those of the second."""
    made: dict[str, tuple[list[Coding], list[Coding]]] = {}
    for coding in found:
        if coding.coder in pair:
            made.setdefault(coding.code, ([], []))[pair.index(coding.coder)].append(coding)
    return made


def _told(meeting: Meeting, made: Sequence[Coding]) -> str:
    """Return what was compared in a meeting: each coder with each passage, in one order."""
    inside = {(c.coder, c.passage) for c in made if c.start < meeting.end and meeting.start < c.end}
    return json.dumps(sorted(inside))


def _touch(one: Settlement, start: int, end: int) -> bool:
    return one.start is not None and one.end is not None and one.start < end and start < one.end


def _dated(one: Settlement, paper: Document, told: str | None) -> Settlement:
    """Return a settlement with what happened to its readings and its text since."""
    since = [LOST] if one.start is None else []
    since += [CHANGED] if told != one.readings and one.start is not None else []
    since += [REVISED] if one.version != paper.version else []
    return replace(one, stale=tuple(since))
