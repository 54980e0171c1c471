"""From a received file to a document: read it, say what was found, store it.

The reading itself stands in ``corpus.readers``, each foreign file in a process of its own; storing stands in
``corpus.documents``. The two steps are apart so that a person sees what was read before it enters the study. A table is
read whole, shown row by row, and stored in one change.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import documents, keys, sites, tables
from corpus.errors import ReaderError, StudyError
from corpus.proposals import kinds
from corpus.readers import ReadingText
from corpus.readers.isolation import PAGE, Limits, read, read_sheets
from corpus.readers.progress import Listener
from corpus.readers.sheets import Sheet
from corpus.readers.sheets_csv import is_csv
from corpus.study import Study
from corpus.tables import Columns, RowDraft

PARTS_OF_ANY_TEXT = frozenset(
    "introduction sommaire résumé abstract avant-propos préambule préface remerciements dédicace".split()
) | {"table des matières", "ordre du jour"}


@dataclass(frozen=True)
class Reading:
    """A file that was read and not yet stored: its name, bytes, reading text, and the seconds the reading took."""

    name: str
    data: bytes
    text: ReadingText
    seconds: float

    @property
    def title(self) -> str:
        """A title to propose: the one the text gives, unless it only names a part, else the name of the file."""
        found = self.text.title or ""
        if found.strip(" .:").casefold() in PARTS_OF_ANY_TEXT:
            found = ""
        return found or Path(self.name).stem.replace("_", " ").strip() or self.name

    @property
    def speakers(self) -> list[str]:
        """The speakers found, in the order they first speak."""
        return list(dict.fromkeys(b.speaker for b in self.text.blocks if b.speaker))

    def count(self, kind: str) -> int:
        """Return how many blocks of a kind were found."""
        return sum(block.kind == kind for block in self.text.blocks)


_OPENING = 50_000
"""Bytes in which the rows of a .csv file are looked for."""


def take(study: Study, name: str, data: bytes, limits: Limits = PAGE, listener: Listener | None = None) -> Reading:
    """Read a file without storing it.

    :param limits: what the reading may take.
    :param listener: hears the share of the file that is read, for long ones.
    :raises ReaderError: the file is empty, unreadable, protected, a table, of a kind not read, or takes too long.
    :raises StudyError: the same file is in the study already.
    """
    refuse_twice(study, name, data)
    if is_table(name, data):
        raise ReaderError(
            f"« {name} » est un tableau : déposez-le sur la page « Importer », où chaque ligne devient un document."
        )
    begun = time.perf_counter()
    text = read(name, data, limits, listener)
    return Reading(name, data, text, time.perf_counter() - begun)


def refuse_twice(study: Study, name: str, data: bytes) -> None:
    """Refuse a file that stands in the study already.

    :raises StudyError: it does; the sentence says under which title.
    """
    already = documents.same_source(study, data)
    if already is not None:
        raise StudyError(f"« {name} » est déjà dans l’étude sous le titre « {already.title} » : rien n’a été ajouté.")


def is_table(name: str, data: bytes) -> bool:
    """Say whether a file is a workbook, or rows of cells in a .csv file."""
    if data.startswith(b"PK"):
        return b"xl/workbook.xml" in data
    return b"\0" not in data[:1000] and is_csv(name, data[:_OPENING].decode("utf-8", "replace"))


def take_table(name: str, data: bytes, limits: Limits = PAGE) -> list[Sheet]:
    """Read a table without storing anything; a workbook may have several sheets.

    :raises ReaderError: the file is no table, is damaged or protected, holds no row, or takes too long.
    """
    return read_sheets(name, data, limits)


def dry_run(study: Study, sheet: Sheet, columns: Columns, *, kind: str) -> list[RowDraft]:
    """Return what each row of a sheet would become in this study, and what is wrong in it. Nothing is stored."""
    rows = tables.drafted(sheet, columns, kind=kind, sites=sites.labels(study))
    checked = []
    for row in rows:
        already = documents.same_source(study, row.source)
        checked.append(row if already is None else row.refused(f"Déjà dans l’étude : « {already.title} »."))
    return checked


def store_table(
    study: Study,
    name: str,
    data: bytes,
    rows: Sequence[RowDraft],
    *,
    state: str = "drafted",
    level: str = "team",
    told: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Store the rows that have no problem, in one change, and return the GUIDs of their documents.

    :param told: hears how many documents are stored, of how many.
    :raises StudyError: no row can be stored, or a row is in the study already; nothing is written then.
    """
    good = [row for row in rows if not row.problems and row.reading is not None]
    if not good:
        raise StudyError("Aucune ligne ne peut devenir un document : corrigez le tableau ou changez les colonnes.")
    made = []
    with study.change(f"Importer {len(good)} documents de « {name} »", level=level):
        for row in good:
            assert row.reading is not None  # what was just checked
            made.append(
                documents.add(
                    study,
                    row.reading,
                    title=row.title,
                    source_name=f"{name}, ligne {row.number}",
                    source=row.source,
                    kind=row.kind,
                    date=row.date,
                    sites=row.sites,
                    state=state,
                    level=level,
                )
            )
            if told is not None:
                told(len(made), len(good))
        keys.keep_received(study, hashlib.sha256(data).hexdigest(), name, data)
    return made


def likely_kind(reading: Reading) -> str:
    """Return the kind of document its title and first lines suggest; the person decides."""
    found = kinds.of_document(reading.text.text, reading.title, Path(reading.name).stem)
    return found[0].value if found else "other"


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
