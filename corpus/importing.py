"""From a received file to a document: read it, say what was found, store it.

The reading itself is pure and stands in ``corpus.readers``; storing stands in ``corpus.documents``. The two steps are
apart so that a person sees what was read before it enters the study.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import documents, sites
from corpus.errors import StudyError
from corpus.readers import ReadingText, read
from corpus.study import Study


@dataclass(frozen=True)
class Reading:
    """A file that was read and not yet stored: its name, bytes, reading text, and the seconds the reading took."""

    name: str
    data: bytes
    text: ReadingText
    seconds: float

    @property
    def title(self) -> str:
        """A title to propose: the one found in the text, else the name of the file."""
        return self.text.title or Path(self.name).stem.replace("_", " ").strip() or self.name

    @property
    def speakers(self) -> list[str]:
        """The speakers found, in the order they first speak."""
        return list(dict.fromkeys(b.speaker for b in self.text.blocks if b.speaker))

    def count(self, kind: str) -> int:
        """Return how many blocks of a kind were found."""
        return sum(block.kind == kind for block in self.text.blocks)


_KIND_WORDS = (
    ("visit_minutes", r"compte[- ]rendu de visite|visite sur site|visite du site"),
    ("steering_note", r"\bcopil\b|comité de pilotage"),
    ("project_note", r"comité de projet|comité projet"),
    ("interview", r"\bentretien\b|enquêt(?:eur|rice)\s*:"),
    ("logbook", r"\bcarnet\b|journal de bord"),
    ("mail", r"^\s*(?:objet|de|à)\s*:"),
)


def take(study: Study, name: str, data: bytes) -> Reading:
    """Read a file without storing it.

    :raises ReaderError: the file is empty, unreadable, protected or of a kind not read.
    :raises StudyError: the same file is in the study already.
    """
    already = documents.same_source(study, data)
    if already is not None:
        raise StudyError(f"« {name} » est déjà dans l’étude sous le titre « {already.title} » : rien n’a été ajouté.")
    begun = time.perf_counter()
    text = read(name, data)
    return Reading(name, data, text, time.perf_counter() - begun)


def likely_kind(reading: Reading) -> str:
    """Return the kind of document its title and first lines suggest; the person decides."""
    opening = f"{reading.title}\n{reading.text.text[:600]}"
    for kind, pattern in _KIND_WORDS:
        if re.search(pattern, opening, re.IGNORECASE | re.MULTILINE):
            return kind
    return "other"


def store(
    study: Study,
    reading: Reading,
    *,
    kind: str,
    title: str,
    date: str = "",
    site_names: Sequence[str] = (),
    state: str = "drafted",
    level: str = "team",
) -> str:
    """Store a file that was read and return the GUID of the document. Sites are given by name or GUID.

    :raises StudyError: an unknown site, or the same file is in the study already.
    :raises DateError: the date is not in an accepted form.
    """
    return documents.add(
        study,
        reading.text,
        title=title,
        source_name=reading.name,
        source=reading.data,
        kind=kind,
        date=date,
        sites=[sites.find(study, name) for name in site_names],
        state=state,
        level=level,
    )


def summary(study: Study, document: str, reading: Reading) -> dict[str, Any]:
    """Return what the import of a file did, in the words of the command line."""
    stored = documents.get(study, document)
    labels = sites.labels(study)
    return {
        "id": stored.id,
        "kind": stored.kind,
        "title": stored.title,
        "date": stored.date,
        "sites": [labels[site] for site in stored.sites],
        "characters": stored.characters,
        "paragraphs": sum(block.kind not in ("heading", "footnote") for block in reading.text.blocks),
        "footnotes": reading.count("footnote"),
        "speakers": reading.speakers,
        "warnings": list(reading.text.warnings),
        "seconds": round(reading.seconds, 3),
    }
