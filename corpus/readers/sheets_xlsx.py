"""The reader of Excel workbooks (.xlsx): the values the file holds, never a formula computed.

Keeps the limits on what is unpacked, the text of each kind of value, and merged cells said again on the rows they
cover. The library is given a file whose parts were checked first.
"""

from __future__ import annotations

import datetime
import io
import warnings as python_warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl
from lxml import etree

from corpus.errors import ReaderError
from corpus.readers.recognition import damaged_workbook, protected_workbook
from corpus.readers.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, sheet_of
from corpus.readers.sheets_csv import TOO_MANY, TOO_WIDE
from corpus.readers.zipped import MOST_PARTS, UNPACKED_MEGABYTES

SWOLLEN = "Ce classeur dépasse {limit} Mo une fois décompressé : partagez-le en plusieurs classeurs, puis déposez-les."
TYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
MOST_MERGED = 5_000
LONGEST_CELL = 32_767
"""Characters a cell of Excel can hold: a text of that length was cut."""

CUT = "Une cellule a la longueur maximale d’Excel (32 767 signes) : sa fin a sans doute été coupée."
NOT_COMPUTED = "Une formule n’a pas de valeur dans le fichier : ouvrez-le dans Excel et enregistrez-le de nouveau."
ERROR = "Une formule donne une erreur ({value})."
ERRORS = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALEUR!", "#NOM?", "#NOMBRE!")
)


def read_xlsx(data: bytes) -> list[Sheet]:
    """Sheets of a workbook. Raises ReaderError when it is protected, damaged, or too large once unpacked."""
    _check(data)
    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            return [
                _sheet(sheet, formulas[sheet.title], data)
                for sheet in values.worksheets
                if sheet.sheet_state != "veryHidden"
            ]
    except (ReaderError, MemoryError):
        raise
    except Exception as error:  # the library raises errors of many kinds on files that are not sound
        raise ReaderError(damaged_workbook()) from error


def _check(data: bytes) -> None:
    """Refuse what is locked, would unpack to too much, or declares a document type, where entities hide."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > UNPACKED_MEGABYTES * 1_000_000:
                raise ReaderError(SWOLLEN.format(limit=UNPACKED_MEGABYTES))
            if len(infos) > MOST_PARTS:
                raise ReaderError(damaged_workbook())
            if any(info.flag_bits & 1 for info in infos):
                raise ReaderError(protected_workbook())
            for info in infos:
                if info.filename.endswith((".xml", ".rels")) and any(kind in archive.read(info) for kind in TYPES):
                    raise ReaderError(damaged_workbook())
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise ReaderError(damaged_workbook()) from error


def _sheet(sheet: Any, formulas: Any, data: bytes) -> Sheet:
    """One sheet: its lines, its merged cells filled, the doubts on its rows."""
    lines: list[tuple[int, list[str]]] = []
    doubts: list[tuple[int, str]] = []
    warnings: list[str] = []
    said = formulas.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        if number > MOST_ROWS + 1:
            warnings.append(TOO_MANY.format(limit=MOST_ROWS))
            break
        written = next(said, ())
        cells = [text_of(value) for value in row]
        lines.append((number, cells))
        doubts += [(number, doubt) for doubt in dict.fromkeys(_doubts(row, written, cells))]
    if (sheet.max_column or 0) > MOST_COLUMNS:
        warnings.append(TOO_WIDE.format(limit=MOST_COLUMNS))
    for left, top, right, bottom in _merged(data, getattr(sheet, "_worksheet_path", "")):
        _fill(lines, left, top, right, bottom)
    return sheet_of(sheet.title, lines, warnings, doubts)


def text_of(value: Any) -> str:
    """What a cell says: a day as 2021-03-09, a number with its comma, yes and no as Excel writes them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, datetime.datetime):
        day = value.date().isoformat()
        return day if value.time() == datetime.time() else f"{day} {value:%H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    return str(value).replace("_x000D_", "")


def _doubts(values: tuple[Any, ...], written: tuple[Any, ...], cells: list[str]) -> Iterator[str]:
    """What the cells of a row may have lost."""
    for rank, cell in enumerate(cells):
        formula = written[rank] if rank < len(written) else None
        if values[rank] is None and isinstance(formula, str) and formula.startswith("="):
            yield NOT_COMPUTED
        elif cell in ERRORS:
            yield ERROR.format(value=cell)
        elif len(cell) >= LONGEST_CELL:
            yield CUT


def _merged(data: bytes, path: str) -> Iterator[tuple[int, int, int, int]]:
    """Merged cells of a sheet: left, top, right, bottom, counted from 1."""
    if not path:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path.lstrip("/")) as part:
        found = etree.iterparse(part, tag=MERGED, resolve_entities=False, no_network=True, load_dtd=False)
        for count, (_, element) in enumerate(found):
            if count >= MOST_MERGED:
                return
            yield openpyxl.utils.cell.range_boundaries(element.get("ref"))


def _fill(lines: list[tuple[int, list[str]]], left: int, top: int, right: int, bottom: int) -> None:
    """Say a cell merged over rows again on each of them."""
    if not (1 <= left <= MOST_COLUMNS and 1 <= top <= len(lines)) or bottom <= top:
        return
    cells = lines[top - 1][1]
    label = cells[left - 1] if left <= len(cells) else ""
    for _, below in lines[top:bottom]:
        if left <= len(below) and not below[left - 1]:
            below[left - 1] = label
