"""Tables of data, from a .csv file or a workbook: sheets of named columns and rows of texts.

Keeps what a cell says as a person reads it: dates as days, numbers as they are written in French, formulas as the value
the file holds. Nothing is computed. What rows become is left to ``corpus.tables``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.errors import ReaderError
from corpus.readers.assembly import NOTHING_TO_READ
from corpus.readers.recognition import WORKBOOK, container

MOST_ROWS, MOST_COLUMNS = 20_000, 200
NOT_A_TABLE = (
    "Ce fichier n’est ni un .csv ni un classeur .xlsx : enregistrez le tableau dans l’un de ces types, puis déposez-le."
)
NO_ROWS = "Ce tableau n’a pas de ligne sous celle des titres : vérifiez qu’il s’agit du bon fichier, puis déposez-le."
NAMELESS = "colonne {letter}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a table: its number, that of the spreadsheet, and the text of each of its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, the names of its columns, all different, its rows, and what is odd about it.

    ``doubts`` say of a row, by its number, what its cells may have lost.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    warnings: tuple[str, ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()


def read_sheets(name: str, data: bytes) -> list[Sheet]:
    """Sheets of a workbook that hold rows, or the one sheet of a .csv file, read in this very process.

    Raises ReaderError when the file is none of these, damaged, protected, or holds no row.
    """
    # Here, so that neither library is loaded for a file that is not a table.
    from corpus.readers.sheets_csv import read_csv
    from corpus.readers.sheets_xlsx import read_xlsx

    if not data.strip():
        raise ReaderError(NOTHING_TO_READ)
    kind = container(data)
    if kind not in (WORKBOOK, None):
        raise ReaderError(NOT_A_TABLE)
    sheets = read_xlsx(data) if kind == WORKBOOK else [read_csv(name, data)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise ReaderError(NO_ROWS)
    return filled


def sheet_of(
    name: str,
    lines: list[tuple[int, list[str]]],
    warnings: list[str],
    doubts: list[tuple[int, str]],
) -> Sheet:
    """A sheet made of numbered lines, the first that is not blank naming the columns."""
    held = [(number, [cell.strip() for cell in cells]) for number, cells in lines]
    held = [(number, cells) for number, cells in held if any(cells)]
    if not held:
        return Sheet(name, (), ())
    width = max(rank + 1 for _, cells in held for rank, cell in enumerate(cells) if cell)
    columns = _names(held[0][1], width)
    rows = tuple(SheetRow(number, tuple((cells + [""] * width)[:width])) for number, cells in held[1:])
    first = held[0][0]
    return Sheet(name, columns, rows, tuple(warnings), tuple(doubt for doubt in doubts if doubt[0] > first))


def _names(cells: list[str], width: int) -> tuple[str, ...]:
    """Names of the columns: those without one are named by their letter, those named alike are numbered."""
    names: list[str] = []
    for rank in range(width):
        name = " ".join((cells[rank] if rank < len(cells) else "").split()) or NAMELESS.format(letter=letter(rank))
        known, count = name, 2
        while name in names:
            name, count = f"{known} ({count})", count + 1
        names.append(name)
    return tuple(names)


def letter(rank: int) -> str:
    """Letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    rank += 1
    while rank:
        rank, last = divmod(rank - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def sheets_packed(sheets: list[Sheet]) -> list[dict[str, Any]]:
    """Sheets as lists, texts and numbers."""
    return [
        {
            "name": sheet.name,
            "columns": list(sheet.columns),
            "rows": [[row.number, *row.cells] for row in sheet.rows],
            "warnings": list(sheet.warnings),
            "doubts": [list(doubt) for doubt in sheet.doubts],
        }
        for sheet in sheets
    ]


def sheets_from(values: Any) -> list[Sheet]:
    """Sheets made of such values. Raises ValueError when they are not those of sheets."""
    try:
        return [
            Sheet(
                str(value["name"]),
                tuple(map(str, value["columns"])),
                tuple(_row(row, len(value["columns"])) for row in value["rows"]),
                tuple(map(str, value["warnings"])),
                tuple((int(number), str(doubt)) for number, doubt in value["doubts"]),
            )
            for value in values
        ]
    except (KeyError, TypeError) as error:
        raise ValueError("not sheets") from error


def _row(values: list[Any], width: int) -> SheetRow:
    number, *cells = values
    if not isinstance(number, int) or len(cells) != width or not all(isinstance(cell, str) for cell in cells):
        raise ValueError("not a row")
    return SheetRow(number, tuple(cells))
