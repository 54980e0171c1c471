"""Quotes as files: a table for a spreadsheet (CSV, XLSX), a text grouped by document as on the page (DOCX).

No cell can be a formula, and nothing is computed from the words. What the files say of the reading (formula, filters,
denominators) stands in the workbook and in the text; the CSV holds the table alone.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import docx
import openpyxl
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from codebook.following import DOUBTFUL, MODIFIED
from codebook.quotes import describing
from codebook.quotes.reading import Reading
from codebook.quotes.showing import Quote, show, told

COLUMNS = (
    "Document", "Genre", "Date", "Sites", "Locuteur", "Paragraphe", "Verbatim", "Codes", "Codé par", "Dominant",
    "Facettes", "Commentaires", "État", "Début", "Fin",
)  # fmt: skip
STATES = {"kept": "", MODIFIED: "mots modifiés depuis le codage", DOUBTFUL: "place à confirmer"}
_WIDTHS = (34, 20, 16, 18, 22, 12, 80, 34, 22, 10, 34, 40, 22, 9, 9)
_WRAPPED, _BOLD = Alignment(vertical="top", wrap_text=True), Font(bold=True)
_LONGEST = 32_767  # what a cell of Excel holds
_CUT = " … (coupé : une cellule ne contient pas plus)"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_COMPUTED = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def rows(reading: Reading) -> Iterator[list[str | int]]:
    """Yield one row a quote, all of them, in the columns of ``COLUMNS``."""
    labels = {code.id: code.label for code in reading.tree}
    for quote in show(reading).quotes:
        marks = quote.marks
        facets = dict.fromkeys(f"{name} : {value}" for mark in marks for name, value in mark.facets)
        yield [
            quote.paper.title,
            quote.paper.kind_label,
            quote.paper.date_shown,
            ", ".join(quote.paper.sites),
            ", ".join(told(speaker) for speaker in quote.speakers),
            quote.paragraphs,
            quote.text,
            " ; ".join(dict.fromkeys(labels[mark.code] for mark in marks)),
            ", ".join(dict.fromkeys(mark.coder_name for mark in marks)),
            " ; ".join(dict.fromkeys(labels[mark.code] for mark in marks if mark.dominant)),
            " ; ".join(facets),
            " / ".join(f"{mark.coder_name} : {mark.comment}" for mark in marks if mark.comment),
            STATES[quote.state],
            quote.place.start,
            quote.place.end,
        ]


def as_csv(reading: Reading) -> bytes:
    """Return the quotes as a CSV that French spreadsheets open: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for row in rows(reading):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the text of a cell so that no spreadsheet computes it."""
    return f"'{cell}" if cell.lstrip().startswith(_COMPUTED) or cell[:1] in ("\t", "\r", "\n") else cell


def as_xlsx(reading: Reading) -> bytes:
    """Return the quotes as a workbook: a sheet of quotes, a sheet that says what was read."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Verbatims"
    for width, column in zip(_WIDTHS, range(1, len(COLUMNS) + 1), strict=True):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    _line(sheet, 1, COLUMNS, bold=True)
    for at, row in enumerate(rows(reading), start=2):
        _line(sheet, at, row)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    about = book.create_sheet("Lecture")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 26, 90
    for at, pair in enumerate(_about(reading), start=1):
        _line(about, at, pair)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _line(sheet: Worksheet, at: int, cells: Sequence[str | int], *, bold: bool = False) -> None:
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(at, column)
        assert isinstance(cell, Cell)
        cell.alignment = _WRAPPED
        if bold:
            cell.font = _BOLD
        if isinstance(value, int):
            cell.value = value
        else:
            words = clean(value)
            cell.value = words if len(words) <= _LONGEST else words[: _LONGEST - len(_CUT)] + _CUT
            cell.data_type = "s"  # a text, even where its first sign would make a formula


def clean(text: str) -> str:
    """Return a text without the control characters that office files refuse."""
    return _CONTROL.sub("", text)


def _about(reading: Reading) -> list[tuple[str, str]]:
    """Return what is said of a reading at the head of a file."""
    said = [("Formule", " · ".join([describing.formula(reading), *describing.manner(reading.ask)]))]
    said += describing.narrowed(reading.study, reading.ask)
    said.append(("Étendue", describing.extent(reading.reach)))
    if reading.reach.possible:
        said.append(("Dates incertaines", f"{reading.reach.possible} documents sont comptés comme possibles."))
    lost = sum(reading.waiting.values())
    if lost:
        said.append(("À replacer", f"{lost} codages attendent une place dans leur texte et ne sont pas ici."))
    return said


def as_docx(reading: Reading) -> bytes:
    """Return the quotes as a Word document, grouped by document as on the page."""
    made = docx.Document()
    _set_up(made)
    made.add_heading(f"Verbatims : {clean(describing.formula(reading))}", level=1)
    for name, words in _about(reading)[1:]:
        line = made.add_paragraph(style="No Spacing")
        line.add_run(f"{name} : ").bold = True
        line.add_run(clean(words))
    labels = {code.id: code.label for code in reading.tree}
    for _, group in groupby(show(reading).quotes, key=lambda quote: quote.place.document):
        quotes = list(group)
        paper = quotes[0].paper
        made.add_heading(clean(paper.title), level=2)
        known = (paper.kind_label, paper.date_shown, ", ".join(paper.sites))
        _quiet(made, " · ".join(part for part in known if part))
        for quote in quotes:
            _quote(made, quote, labels)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _quote(made: Document, quote: Quote, labels: dict[str, str]) -> None:
    words = made.add_paragraph()
    words.paragraph_format.left_indent, words.paragraph_format.space_before = Cm(0.6), Pt(10)
    words.paragraph_format.space_after, words.paragraph_format.keep_with_next = Pt(2), True
    for rank, line in enumerate(clean(quote.text).split("\n")):
        if rank:
            words.add_run().add_break()
        words.add_run(line)
    codes = ", ".join(dict.fromkeys(labels[mark.code] for mark in quote.marks))
    coders = ", ".join(dict.fromkeys(mark.coder_name for mark in quote.marks))
    said = ", ".join(told(speaker) for speaker in quote.speakers)
    parts = (said, quote.paragraphs, codes, coders, STATES[quote.state])
    _quiet(made, " · ".join(part for part in parts if part), indent=0.6)
    for mark in quote.marks:
        if mark.comment:
            _quiet(made, f"{mark.coder_name} : {mark.comment}", indent=0.6)


def _quiet(made: Document, text: str, *, indent: float = 0) -> None:
    line = made.add_paragraph()
    line.paragraph_format.left_indent, line.paragraph_format.space_after = Cm(indent), Pt(4)
    run = line.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x55, 0x55, 0x55)


def _set_up(made: Document) -> None:
    made.core_properties.title, made.core_properties.author, made.core_properties.comments = "Verbatims", "", ""
    made.core_properties.language = "fr-FR"
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "fr-FR"})
    normal.element.get_or_add_rPr().append(language)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)


FORMATS = {".csv": as_csv, ".xlsx": as_xlsx, ".docx": as_docx}
MIMES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
