"""The files of a reading, opened again by other programs: what they hold, and that no cell of them is computed."""

import csv
import io

import docx
import openpyxl
import pytest

from codebook import codings
from codebook.quotes import exporting
from tests.codebook.quotes.conftest import Field, Read, reading_text


def table(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_a_spreadsheet_has_one_line_a_quote(field: Field, read: Read) -> None:
    found = read(field.lead, "facilitateur")
    head, *lines = table(exporting.as_csv(found))
    assert tuple(head) == exporting.COLUMNS
    first = dict(zip(head, lines[0], strict=True))
    assert [line[head.index("Verbatim")] for line in lines] == [
        "elle aide",
        "Elle aide encore.",
        "Le COPIL aide et forme.",
    ]
    assert first | {"Début": "", "Fin": ""} == {
        "Document": "Premier entretien", "Genre": "Entretien", "Date": "9 mars 2021", "Sites": "Havremer",
        "Locuteur": "Infirmière A (Infirmières, infirmiers)", "Paragraphe": "§ 2", "Verbatim": "elle aide",
        "Codes": "Facilitateur", "Codé par": "Léa, Romain", "Dominant": "Facilitateur",
        "Facettes": "Voix : un acteur, directement", "Commentaires": "", "État": "", "Début": "", "Fin": "",
    }  # fmt: skip
    text = reading_text(field.lead, field.first)
    assert text[int(first["Début"]) : int(first["Fin"])] == "elle aide"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_no_cell_is_a_formula(field: Field, read: Read, document, sign: str) -> None:
    words = f"{sign}HYPERLINK(1)"
    hostile = document(field.lead, words, title=f"{sign.strip()}1+1", source=b"h")
    codings.apply(field.lead, hostile, 0, len(words), [field.codes["trust"]], comment="@SUM(1)")
    found = read(field.lead, "confiance", documents=(hostile,))
    _, line = table(exporting.as_csv(found))
    assert not [cell for cell in line if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    assert line[exporting.COLUMNS.index("Verbatim")] == f"'{words}"
    sheet = openpyxl.load_workbook(io.BytesIO(exporting.as_xlsx(found)))["Verbatims"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet.cell(2, 1 + exporting.COLUMNS.index("Verbatim")).value == words


def test_a_workbook_says_what_was_read(field: Field, read: Read) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(exporting.as_xlsx(read(field.lead, "facilitateur sauf confiance", period="2021")))
    )
    assert [row[0].value for row in book["Verbatims"].iter_rows(min_row=2)] == ["Second entretien"]
    about = dict(book["Lecture"].values)
    assert about["Formule"] == "Facilitateur sauf Confiance"
    assert about["Période"] == "2021"
    assert about["Étendue"] == "1 verbatim · 1 document sur 2 · 1 locuteur sur 4"
    assert "Dates incertaines" in about


def test_control_characters_and_long_cells_do_not_spoil_a_workbook(field: Field, read: Read, document) -> None:
    words = "a\x0bb" + "c" * 40_000
    strange = document(field.lead, words, source=b"s")
    codings.apply(field.lead, strange, 0, len(words), [field.codes["trust"]])
    found = read(field.lead, "confiance", documents=(strange,))
    cell = openpyxl.load_workbook(io.BytesIO(exporting.as_xlsx(found)))["Verbatims"].cell(2, 7).value
    assert isinstance(cell, str)
    assert len(cell) <= 32_767
    assert cell.startswith("abccc") and cell.endswith("(coupé : une cellule ne contient pas plus)")
    assert "abccc" in docx.Document(io.BytesIO(exporting.as_docx(found))).element.xml


def test_a_word_document_is_grouped_as_on_the_page(field: Field, read: Read) -> None:
    made = docx.Document(io.BytesIO(exporting.as_docx(read(field.lead, "confiance"))))
    heads = [line.text for line in made.paragraphs if line.style.name.startswith("Heading")]
    assert heads == ["Verbatims : Confiance", "Premier entretien", "Second entretien"]
    lines = [line.text for line in made.paragraphs]
    at = lines.index("La confiance vient.")
    assert lines[at + 1] == "Infirmière A (Infirmières, infirmiers) · § 3 · Confiance · Romain"
    assert lines[at + 2] == "Romain : à relire"


def test_what_a_person_may_not_read_is_in_no_file(field: Field, read: Read) -> None:
    (secret,) = field.code(field.other, field.note, "Fin.", "trust")
    codings.revise(field.other, secret, level="private")
    for write in exporting.FORMATS.values():
        assert write(read(field.lead, "confiance"))
    assert "Fin." not in exporting.as_csv(read(field.lead, "confiance")).decode("utf-8-sig")
    assert "Fin." in exporting.as_csv(read(field.other, "confiance")).decode("utf-8-sig")
