"""Tables drawn with rules on a page of a PDF, as rows of cells.

Keeps the choice of what is a table, and the text of merged cells said again on the rows they cover. Rules are found by
pdfplumber; a table without rules stays lines set apart by tabs.
"""

from __future__ import annotations

from dataclasses import dataclass

from pdfplumber.page import Page as Drawn
from pdfplumber.table import Table

from corpus.readers.paragraphs import joint
from corpus.readers.pdf_glyphs import Glyph, Page
from corpus.readers.pdf_lines import Run, text_of
from corpus.readers.rows import LONGEST_LABEL

MOST_RULES = 3_000
"""Rules of one way above which a page is a drawing rather than a table."""

LONGEST_CELL = 2_500
"""Characters above which a cell is a frame around text."""

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Cell:
    """A cell: its box (left, bottom, right, top), its signs, its text."""

    box: Box
    glyphs: list[Glyph]
    text: str = ""


def tables_of(page: Page, drawn: Drawn) -> list[Run]:
    """Tables of a page, whose signs are taken out of ``page``; each row is a list of texts of cells."""
    if not (2 <= page.level_rules <= MOST_RULES and 2 <= page.upright_rules <= MOST_RULES):
        return []
    found = []
    for table in drawn.find_tables():
        if len(table.rows) >= 2 and max(len(row.cells) for row in table.rows) >= 2:
            run = _read(table, page, drawn)
            if run is not None:
                found.append(run)
    return found


def _read(table: Table, page: Page, drawn: Drawn) -> Run | None:
    """One table; None when it holds no text, or frames whole texts."""
    boxes: list[Box] = [_box(cell, drawn) for cell in table.cells]
    cells = {box: _Cell(box, []) for box in boxes}
    bounds = _box(table.bbox, drawn)
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        (inside if _holds(bounds, glyph) else outside).append(glyph)
    for glyph in inside:
        holder = next((cell for box, cell in cells.items() if _holds(box, glyph)), None)
        if holder is None:
            return None  # words between the cells: these rules are not those of a table
        holder.glyphs.append(glyph)
    for cell in cells.values():
        cell.text = _joined(text_of(cell.glyphs)) if cell.glyphs else ""
    if not any(cell.text for cell in cells.values()) or any(len(cell.text) > LONGEST_CELL for cell in cells.values()):
        return None
    page.glyphs = outside
    return Run([], _rows(list(cells.values())), bounds[0], bounds[2], bounds[1], bounds[3])


def _box(box: Box, drawn: Drawn) -> Box:
    """A box of pdfplumber (left, top, right, bottom, from the top of the page) counted from the bottom left."""
    left, top, right, bottom = box
    x, y = drawn.bbox[0], drawn.bbox[1]
    height = drawn.height
    return left - x, height - (bottom - y), right - x, height - (top - y)


def _holds(box: Box, glyph: Glyph) -> bool:
    """Whether the middle of a sign stands in a box."""
    return box[0] <= (glyph.x0 + glyph.x1) / 2 <= box[2] and box[1] <= glyph.middle <= box[3]


def _joined(text: str) -> str:
    """Lines of a cell end to end."""
    lines = text.split("\n")
    whole = lines[0]
    for line in lines[1:]:
        whole += joint(whole, line, tight=True) + line
    return whole


def _rows(cells: list[_Cell]) -> list[list[str]]:
    """Texts of the cells, row by row; a cell that covers several rows is said again on each."""
    tops = _edges([cell.box[3] for cell in cells])
    table = []
    for top in sorted(tops, reverse=True):
        row = []
        for cell in sorted(cells, key=lambda cell: cell.box[0]):
            starts = abs(cell.box[3] - top) <= 1
            if starts or (cell.box[1] < top - 2 and cell.box[3] > top + 1):
                row.append(cell.text if starts or len(cell.text) <= LONGEST_LABEL else "")
        if any(row):
            table.append(row)
    return table


def _edges(values: list[float]) -> list[float]:
    """Values that differ by more than one point."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 1:
            kept.append(value)
    return kept
