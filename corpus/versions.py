"""The words of a document: versions whose text never changes, their segments, and the way back to the received file.

Offsets are code points of the version's text, half-open. A footnote's call takes no room in the text: it is a segment
of kind ``note_call`` whose start and end are the place where it stands.
"""

import array
import hashlib
import sys
import zlib
from bisect import bisect_right
from dataclasses import dataclass

from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.pseudonyms import withholding
from corpus.readers import ReadingText
from corpus.study import Study

CALL = "note_call"
TURN = "turn"
"""A part of a paragraph several people share, said by one of them; its words are those of the paragraph."""
INSIDE = (CALL, TURN)
"""Segments that stand inside a block: whoever shows the text block by block leaves them out."""


@dataclass(frozen=True)
class Segment:
    """A stretch of a version.

    Its kind, ``[start, end)``, heading level, speaker, footnote label, line of the source (page of a PDF), time in
    milliseconds from the start of a recording.
    """

    kind: str
    start: int
    end: int
    level: int | None
    speaker: str | None
    note: str | None
    source_line: int | None
    time_ms: int | None = None


@dataclass(frozen=True)
class Version:
    """A version of a document: its number from 1, why it was made, its size, when (ISO 8601 in UTC) and by whom."""

    id: str
    number: int
    reason: str
    characters: int
    words: int
    sha256: str
    at: str
    author_name: str


def of_document(study: Study, document: str) -> list[Version]:
    """Return the versions of a document this member may read, oldest first."""
    rows = study.rows(
        "SELECT v.id, v.number, v.reason, v.characters, v.words, v.sha256, c.at, m.name AS author_name"
        " FROM document_version v JOIN document d ON d.id = v.document"
        " JOIN change c ON c.id = (SELECT min(r.change) FROM change_row r"
        " WHERE r.tbl = 'document_version' AND r.row = v.id) JOIN member m ON m.id = c.author"
        f" WHERE v.document = :document AND {study.readable('d')} ORDER BY v.number",
        document=document,
    )
    return [Version(**row) for row in rows]


def add(study: Study, document: str, reading: ReadingText, *, reason: str) -> str:
    """Store a new version of a document inside the open change and return its GUID. The text is kept for good."""
    version = new_id()
    number = study.value("SELECT coalesce(max(number), 0) + 1 FROM document_version WHERE document = :d", d=document)
    study.insert(
        "document_version",
        {
            "id": version,
            "document": document,
            "number": number,
            "reason": reason,
            "characters": len(reading.text),
            "words": len(reading.text.split()),
            "sha256": hashlib.sha256(reading.text.encode()).hexdigest(),
        },
    )
    study.insert("version_text", {"version": version, "text": reading.text, "source_map": _packed(reading.source_map)})
    segments = [
        Segment(b.kind, b.start, b.end, b.level, b.speaker, b.note, b.source_line, b.time) for b in reading.blocks
    ] + [Segment(CALL, call.at, call.at, None, None, call.note, None) for call in reading.calls]
    study.insert("segment", *({"id": new_id(), "version": version} | vars(segment) for segment in segments))
    return version


def text(study: Study, version: str) -> str:
    """Return the text of a version whose document this member may read.

    :raises StudyError: there is no such version, or it is not open to this member.
    """
    found = study.value(
        "SELECT t.text FROM version_text t JOIN document_version v ON v.id = t.version"
        " JOIN document d ON d.id = v.document"
        f" WHERE t.version = :version AND {study.readable('d')}",
        version=version,
    )
    if found is None and withholding.keeps(study, version):
        raise StudyError("Ce texte d’avant les pseudonymes est gardé avec les clés : annulez-les pour y revenir.")
    if found is None:
        raise StudyError("Ce texte n’existe pas ou ne vous est pas ouvert : revenez à la bibliothèque.")
    return str(found)


def segments(study: Study, version: str) -> list[Segment]:
    """Return the segments of a version in reading order; the caller has read its text first."""
    rows = study.rows(
        'SELECT s.kind, s.start, s."end", s.level, s.speaker, s.note, s.source_line, s.time_ms FROM segment s'
        " JOIN document_version v ON v.id = s.version JOIN document d ON d.id = v.document"
        f' WHERE s.version = :version AND {study.readable("d")} ORDER BY s.start, s."end" DESC',
        version=version,
    )
    return [Segment(**row) for row in rows]


def segment_at(found: list[Segment], offset: int) -> Segment | None:
    """Return the block that holds an offset, among the segments of a version."""
    blocks = [segment for segment in found if segment.kind != CALL]
    index = bisect_right([block.start for block in blocks], offset) - 1
    return blocks[index] if index >= 0 else None


def _packed(source_map: tuple[tuple[int, int, int], ...]) -> bytes:
    numbers = array.array("I", (number for run in source_map for number in run))
    if sys.byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes())


def source_map(study: Study, version: str) -> list[tuple[int, int, int]]:
    """Return the runs (start in the text, start in the received text, length) of a version."""
    packed = study.value("SELECT source_map FROM version_text WHERE version = :version", version=version)
    if packed is None:
        return []
    numbers = array.array("I")
    numbers.frombytes(zlib.decompress(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    return [(numbers[i], numbers[i + 1], numbers[i + 2]) for i in range(0, len(numbers), 3)]
