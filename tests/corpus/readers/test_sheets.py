import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReaderError
from corpus.readers.sheets import letter, read_sheets, sheets_from, sheets_packed
from tests.corpus.readers.sample_files import xlsx_file, zipped


def cells(data: bytes, name: str = "a.csv"):
    (sheet,) = read_sheets(name, data)
    return sheet.columns, [row.cells for row in sheet.rows]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    rows = [("Titre", "Texte", "Date"), ("A", f'"Un mot{separator} un autre"', "2021"), ("B", "Deux, trois", "2022")]
    if separator == ",":
        rows[2] = ("B", '"Deux, trois"', "2022")
    data = "\n".join(separator.join(row) for row in rows).encode()
    assert cells(data) == (
        ("Titre", "Texte", "Date"),
        [("A", f"Un mot{separator} un autre", "2021"), ("B", "Deux, trois", "2022")],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_are_right_in_the_encodings_of_spreadsheets(encoding):
    data = "Réponse;Été\nC’est là;déjà passé\n".encode(encoding)
    assert cells(data) == (("Réponse", "Été"), [("C’est là", "déjà passé")])


def test_the_line_that_announces_the_separator_is_obeyed():
    assert cells(b"sep=,\na,b;c\nd,e;f\n") == (("a", "b;c"), [("d", "e;f")])


def test_lines_within_a_cell_stay_and_rows_are_numbered_as_in_the_spreadsheet():
    (sheet,) = read_sheets("a.csv", b'Texte;N\n"un\ndeux";1\n;\nfin;2\n')
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("un\ndeux", "1")), (4, ("fin", "2"))]


def test_columns_without_a_name_or_named_alike_are_told_apart():
    assert cells(b"Note;;Note\na;b;c\n")[0] == ("Note", "colonne B", "Note (2)")


def test_rows_wider_than_the_titles_and_quotes_left_open_are_told():
    (sheet,) = read_sheets("a.csv", b'Titre;Texte\nA;b;c\nB;"ouvert\n')
    assert sheet.columns == ("Titre", "Texte", "colonne C")
    assert sheet.doubts[0][0] == 2
    assert any("guillemets" in warning for warning in sheet.warnings)


def test_values_of_a_workbook_are_read_as_a_person_reads_them():
    when = datetime.datetime(2021, 3, 9)
    row = [
        "Site",
        when,
        when.replace(hour=10, minute=5),
        datetime.time(9, 30),
        12.0,
        2.5,
        3,
        True,
        None,
        "=1+1",
        "#REF!",
    ]
    (sheet,) = read_sheets("a.xlsx", xlsx_file([list("abcdefghijk"), row]))
    assert sheet.rows[0].cells == (
        *("Site", "2021-03-09", "2021-03-09 10:05", "09:30", "12", "2,5", "3", "VRAI", "", "", "#REF!"),
    )
    assert {number for number, _ in sheet.doubts} == {2}
    assert {"valeur" in doubt or "erreur" in doubt for _, doubt in sheet.doubts} == {True}


def test_cells_merged_over_rows_are_said_on_each():
    data = xlsx_file([["Site", "Texte"], ["Nord", "un"], [None, "deux"], ["Sud", "trois"]], merged=["A2:A3"])
    assert cells(data, "a.xlsx")[1] == [("Nord", "un"), ("Nord", "deux"), ("Sud", "trois")]


def test_each_sheet_that_holds_rows_is_read():
    data = xlsx_file([["a"], ["b"]], Vide=[], Autre=[["c"], ["d"]])
    assert [(sheet.name, sheet.columns) for sheet in read_sheets("a.xlsx", data)] == [
        ("Sheet", ("a",)),
        ("Autre", ("c",)),
    ]


def test_a_cell_as_long_as_excel_allows_is_said_to_be_cut():
    (sheet,) = read_sheets("a.xlsx", xlsx_file([["Texte"], ["x" * 32_767]]))
    assert "coupée" in sheet.doubts[0][1]


def test_content_decides_over_the_extension():
    assert cells(xlsx_file([["a"], ["b"]]), "a.csv") == (("a",), [("b",)])


REFUSED = {
    "empty": (b" \n", "aucun texte"),
    "only titles": (b"a;b\n", "pas de ligne"),
    "a text": (b"%PDF-1.4\n", "ni un .csv"),
    "binary": (bytes(range(256)) * 3, "texte lisible"),
    "entities": (
        zipped(
            {
                "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>',
                "[Content_Types].xml": b"<a/>",
            }
        ),
        "endommagé",
    ),
    "entities in utf-16": (
        zipped({"xl/workbook.xml": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")}),
        "endommagé",
    ),
    "cut": (xlsx_file([["a"], ["b"]])[:1500], "endommagé"),
    "without sheets": (zipped({"xl/workbook.xml": b"<a/>"}), "endommagé"),
    "swollen": (zipped({"xl/workbook.xml": b" " * 101_000_000}), "décompressé"),
}


@pytest.mark.parametrize(("data", "word"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_with_one_sentence(data, word):
    with pytest.raises(ReaderError) as refusal:
        read_sheets("a.csv", data)
    assert word in str(refusal.value)
    assert str(refusal.value).endswith(".")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        sheets = read_sheets("a.csv", data)
    except ReaderError as error:
        assert str(error).endswith(".")
    else:
        assert sheets_from(sheets_packed(sheets)) == sheets


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12), min_size=2, max_size=4),
        max_size=6,
    )
)
def test_what_a_workbook_holds_comes_back(rows):
    rows = [["a", "b", "c", "d"], *[(row + [""] * 4)[:4] for row in rows], ["fin", "", "", "x"]]
    expected = [
        tuple(" ".join([cell.strip()]) for cell in row) for row in rows[1:] if any(cell.strip() for cell in row)
    ]
    plain = [[None if not cell else "'" + cell if cell[0] in "=+" else cell for cell in row] for row in rows]
    read = cells(xlsx_file(plain), "a.xlsx")[1]
    assert [tuple(cell.lstrip("'") for cell in row) for row in read] == [
        tuple(cell.lstrip("'") for cell in row) for row in expected
    ]


def test_letters_of_columns():
    assert [letter(rank) for rank in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
