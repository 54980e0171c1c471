"""Paragraphs and tables of an RTF file in the making.

Keeps what is under way in the body, in a note or in a text box: the paragraph, the cell, the row, the table. The
control words that end them are told by ``rtf_body``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.assembly import Draft
from corpus.readers.docx_styles import Shape
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, TABLE_ROW
from corpus.readers.received import Received
from corpus.readers.rows import Cell, rows, within_cell

MOST_CELLS = 2_000


@dataclass(slots=True)
class Settings:
    """What the file says of the paragraph under way."""

    style: Shape = field(default_factory=Shape)
    outline: int | None = None
    listed: bool = False
    in_table: bool = False

    @property
    def shape(self) -> Shape:
        """Kind of block the paragraph makes, by its own settings first, then by its style."""
        if self.outline is not None and 0 <= self.outline < 9:
            return Shape(HEADING, self.outline + 1)
        if self.listed and self.style.kind == PARAGRAPH:
            return Shape(LIST_ITEM)
        return self.style


@dataclass(slots=True)
class Flow:
    """A run of blocks; ``merges`` says of each cell of the row under way whether it belongs to the one above."""

    received: Received
    drafts: list[Draft] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    parts: list[str] = field(default_factory=list)
    size: int = 0
    calls: list[tuple[int, str]] = field(default_factory=list)
    cell: list[Draft] = field(default_factory=list)
    row: list[Draft] = field(default_factory=list)
    table: list[list[Cell]] = field(default_factory=list)
    merges: list[bool] = field(default_factory=list)
    merged: bool = False
    title: str | None = None

    def take(self, text: str) -> None:
        """Add text to the paragraph under way."""
        self.parts.append(text)
        self.size += len(text)

    def end_paragraph(self) -> None:
        """End the paragraph under way, which goes to the cell under way when it stands in a table."""
        shape = self.settings.shape
        draft = Draft(shape.kind, self.received.received("".join(self.parts)), shape.level, calls=self.calls)
        self.parts, self.size, self.calls = [], 0, []
        if self.settings.in_table:
            draft.kind, draft.level = TABLE_ROW, None
            self.cell.append(draft)
            return
        self.end_table()
        if shape.title and self.title is None and draft.text.strip():
            self.title = draft.text.strip()
        self.drafts.append(draft)

    def end_cell(self) -> None:
        """End the cell under way."""
        self.settings.in_table = True
        self.end_paragraph()
        if len(self.row) < MOST_CELLS:
            self.row.append(within_cell(self.cell))
        else:
            self.row[-1].append(within_cell(self.cell), " ")
        self.cell = []

    def end_row(self) -> None:
        """End the row under way."""
        if self.parts or self.cell:
            self.end_cell()
        merges = [*self.merges, *[False] * len(self.row)]
        cells = [
            Cell(content, continues=continues and not content.text)
            for content, continues in zip(self.row, merges, strict=False)
        ]
        if cells:
            self.table.append(cells)
        self.row = []

    def end_table(self) -> None:
        """End the table under way, if any."""
        if self.cell or self.row:
            if self.cell:
                self.row.append(within_cell(self.cell))
                self.cell = []
            self.end_row()
        self.drafts += rows(self.table)
        self.table = []

    def end(self) -> list[Draft]:
        """End what is under way; the blocks."""
        if self.parts:
            self.end_paragraph()
        self.end_table()
        return self.drafts
