"""Tables as rows of text: one block a row, and merged cells said again on each row they cover.

Keeps what a merge means for reading: a row taken out of its table must still say what it is about. How cells are
found in a file is left to its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.readers.assembly import Draft
from corpus.readers.reading_text import TABLE_ROW
from corpus.readers.strand import Strand

CELL = " | "
WITHIN_CELL = " / "
WIDEST = 16_384
"""Most columns of a table, those of the widest spreadsheet; a file that announces more is not believed."""

LONGEST_LABEL = 300
"""Longest text of a merged cell that is said again; a longer one is not the label of its rows."""


@dataclass(slots=True)
class Cell:
    """A cell: its text, the columns and rows it covers; ``continues`` one that belongs to the cell above."""

    content: Draft
    across: int = 1
    down: int = 1
    continues: bool = False


@dataclass(slots=True)
class _Above:
    """What a column holds from the rows above: text, rows still covered, columns of the merge."""

    text: str = ""
    left: int = 0
    across: int = 1


def rows(table: Iterable[list[Cell]]) -> Iterator[Draft]:
    """One draft a row, cells set apart by « | »; a cell merged over rows is put in again on each of them."""
    above: dict[int, _Above] = {}
    for cells in table:
        parts: list[Draft] = []
        column = 0
        for cell in cells:
            column = _from_above(above, column, parts)
            known = above.get(column, _Above())
            content = _said_again(known.text) if cell.continues else cell.content
            across = min(max(1, cell.across), WIDEST)
            label = content.trimmed().text
            above[column] = _Above(label if len(label) <= LONGEST_LABEL else "", max(1, cell.down) - 1, across)
            parts.append(content)
            column += across
        _from_above(above, column, parts)
        yield joined(parts, CELL, TABLE_ROW)


def _from_above(above: dict[int, _Above], column: int, parts: list[Draft]) -> int:
    """Put in the merged cells that cover the places from ``column`` on; the first free column."""
    while (known := above.get(column)) is not None and known.left > 0:
        parts.append(_said_again(known.text))
        known.left -= 1
        column += known.across
    return column


def _said_again(text: str) -> Draft:
    return Draft(TABLE_ROW, Strand.put_in(text))


def joined(parts: list[Draft], joint: str, kind: str) -> Draft:
    """The parts end to end."""
    whole = Draft(kind, Strand.put_in(""))
    for rank, part in enumerate(parts):
        whole.append(part, joint if rank else "")
    return whole


def within_cell(parts: list[Draft]) -> Draft:
    """The paragraphs of a cell as one, set apart by « / »."""
    trimmed = [part.trimmed() for part in parts]
    return joined([part for part in trimmed if part.text or part.calls], WITHIN_CELL, TABLE_ROW)


def groups_said_again(drafts: Iterable[Draft]) -> None:
    """Fill the empty cells at the head of tabbed rows with those of the row above, the first row (titles) apart.

    Word processors write a label merged over several rows so: on the first of them, the others starting with a tab.
    """
    above: list[str] = []
    rank = 0
    for draft in drafts:
        if draft.kind != TABLE_ROW or "\t" not in draft.text:
            above, rank = [], 0
            continue
        empty = len(draft.text) - len(draft.text.lstrip("\t "))
        blanks = draft.text[:empty].count("\t")
        if blanks and rank and len(above) > blanks and all(above[:blanks]) and draft.text.strip():
            _fill(draft, above[:blanks])
        rank += 1
        above = [cell.strip() for cell in draft.text.split("\t")] if rank > 1 else []


def _fill(draft: Draft, labels: list[str]) -> None:
    """Put each label before the tab that ends its empty cell."""
    for label, tab in reversed(list(zip(labels, re.finditer("\t", draft.text), strict=False))):
        at = tab.start()
        draft.strand = Strand.joined([draft.strand[:at], Strand.put_in(label), draft.strand[at:]])
        draft.calls = [(place + len(label) if place > at else place, note) for place, note in draft.calls]
