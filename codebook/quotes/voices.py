"""Who speaks where: the turns of speech of documents, and whom their labels are.

A label of a document that is reported to a person of the study is that person, wherever she speaks; one that is
reported to nobody is somebody of that document only. What a person may not read of people is not told.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from codebook.quotes.stretches import Stretch, meets, runs
from corpus.study import Study
from corpus.terms import PROFESSIONS
from corpus.versions import CALL

Turn = tuple[int, int, str]
"""What is said by one person without a break: ``[start, end)`` and the label of the document."""
NONE = "-"  # the métier of who is reported to nobody, or to somebody without one


@dataclass(frozen=True)
class Speaker:
    """Who speaks behind a label: the person (GUID and name) if known, her métier (key), else the label alone."""

    label: str
    person: str | None = None
    profession: str | None = None

    @property
    def profession_label(self) -> str:
        """The métier in French, or nothing."""
        return PROFESSIONS.get(self.profession or "", self.profession or "")


class Voices:
    """The turns of speech of some documents, by document, and the speaker behind each label."""

    def __init__(self, study: Study, versions: Mapping[str, str]) -> None:
        """Read the turns of documents (GUID) in a version (GUID) this member has been found to be allowed to read."""
        owners = {version: document for document, version in versions.items()}
        self.turns: dict[str, list[Turn]] = {}
        cursor = study.execute(
            'SELECT s.version, s.start, s."end", s.speaker FROM json_each(?) w CROSS JOIN segment s'
            f" ON s.version = w.value WHERE s.speaker IS NOT NULL AND s.kind <> '{CALL}' ORDER BY w.key, s.start",
            (json.dumps(list(owners)),),
        )
        for version, start, end, speaker in cursor.fetchall():
            turns = self.turns.get(owners[version])
            if turns is None:
                turns = self.turns[owners[version]] = []
            turns.append((start, end, speaker))
        rows = study.rows(
            "SELECT n.document, n.speaker, h.id, h.label, h.profession FROM speaker_person n"
            f" JOIN person h ON h.id = n.person WHERE {study.readable('h')}"
        )
        self.known = {
            (row["document"], row["speaker"]): Speaker(row["label"], row["id"], row["profession"]) for row in rows
        }

    def of(self, document: str, label: str) -> Speaker:
        """Return who is behind a label of a document."""
        return self.known.get((document, label)) or Speaker(label)

    def identity(self, document: str, label: str) -> tuple[str, str]:
        """Return what two labels of the same person share."""
        found = self.known.get((document, label))
        return ("", found.person) if found and found.person else (document, label)

    def everybody(self, professions: Iterable[str] = (), people: Iterable[str] = ()) -> set[tuple[str, str]]:
        """Return who speaks in the documents, those of some métiers or among some people when they are given."""
        asked = set(professions), set(people)
        return {
            self.identity(document, label)
            for document in self.turns
            for label in self._labels(document)
            if self._asked(document, label, *asked)
        }

    def spoken(self, document: str, professions: Iterable[str] = (), people: Iterable[str] = ()) -> list[Stretch]:
        """Return where people of some métiers, or some people, speak in a document."""
        asked = set(professions), set(people)
        labels = {label for label in self._labels(document) if self._asked(document, label, *asked)}
        return runs((start, end) for start, end, label in self.turns.get(document, ()) if label in labels)

    def _labels(self, document: str) -> set[str]:
        return {label for _, _, label in self.turns.get(document, ())}

    def _asked(self, document: str, label: str, professions: set[str], people: set[str]) -> bool:
        found = self.of(document, label)
        job = found.profession or NONE
        return (not professions or job in professions) and (not people or found.person in people)

    def heard(self, document: str, stretch: Stretch) -> list[str]:
        """Return the labels of those who speak within a stretch, in order."""
        turns = self.turns.get(document, [])
        # a part of a paragraph stands inside it, so that what begins before may reach further than what begins after
        longest = max((end - start for start, end, _ in turns), default=0)
        first = bisect_left(turns, stretch[0] - longest, key=lambda turn: turn[0])
        last = bisect_left(turns, stretch[1], key=lambda turn: turn[0])
        return list(dict.fromkeys(label for _, end, label in turns[first:last] if end > stretch[0]))

    def all_heard(self, found: Mapping[str, Iterable[Stretch]]) -> set[tuple[str, str]]:
        """Return who speaks within any of the stretches, by document."""
        heard: set[tuple[str, str]] = set()
        for document, places in found.items():
            if document in self.turns:
                covered = runs(places)
                labels: set[str] = set()
                for start, end, label in self.turns[document]:
                    if label not in labels and meets(covered, (start, end)):
                        labels.add(label)
                heard |= {self.identity(document, label) for label in labels}
        return heard
