"""The shape of what comes out of a reader.

Keeps the three value objects every reader answers with. How a received file becomes one of them is left to the
readers; what is stored of them is left to ``corpus.documents``.
"""

from __future__ import annotations

from dataclasses import dataclass

HEADING = "heading"
PARAGRAPH = "paragraph"
LIST_ITEM = "list_item"
TABLE_ROW = "table_row"
QUOTATION = "quotation"
FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the reading text: ``text[start:end]``, which never holds a line break.

    ``kind`` is one of heading, paragraph, list_item, table_row, quotation, footnote. ``level`` counts from 1 and is
    set for headings only. ``speaker`` is who talks, when the file says it. ``note`` is the label of a footnote, which
    is not in the text. ``source_line`` is the line (from 1) of the received text where the block starts; in a PDF,
    which has no lines of its own, it is the page. ``time`` counts milliseconds from the start of a recording.
    """

    kind: str
    start: int
    end: int
    level: int | None = None
    speaker: str | None = None
    note: str | None = None
    source_line: int | None = None
    time: int | None = None


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The call of footnote ``note`` stands just before ``text[at]`` and takes no room in the text."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A text made for reading and coding, with its way back to the file as it was received.

    Blocks follow one another in ``text``, separated by exactly one line feed; footnotes come last. ``source_map``
    holds runs ``(reading_start, source_start, length)`` in reading order: ``text[r + i]`` comes from character
    ``s + i`` of the received text, to which it is equal unless the character was a glyph of the private area or a
    Markdown entity (always one reading character for one source position). What no run covers was put in by the
    reader: a space where two lines were joined, a separator of cells, the line feeds between blocks.
    """

    text: str
    blocks: tuple[Block, ...]
    calls: tuple[NoteCall, ...]
    source_map: tuple[tuple[int, int, int], ...]
    title: str | None
    warnings: tuple[str, ...]
