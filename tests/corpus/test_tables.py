"""A table becomes documents: one row, one document, seen before it is stored, stored in one change."""

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import changes, documents, importing, keys, sites, tables, versions
from corpus.errors import ReaderError, StudyError
from corpus.readers.sheets import Sheet, SheetRow
from corpus.tables import Columns, drafted, edtf_of, proposed
from tests.corpus.readers.sample_files import xlsx_file

LONG = "Une remarque laissée sans titre, assez longue pour qu’on en garde le début seulement."
CSV = (
    "Titre;Date;Genre;Site;Qui;Verbatim\n"
    "Premier;09/03/2021;Entretien;Havremer;Anne;Le local est arrivé.\n"
    'Second;2021-04;courriel;Havremer, Sainte-Ondine;;"Anne : oui.\nPaul : non.\nAnne : si."\n'
    f";mars 2022;;;;{LONG}\n"
)


TITLED = Columns(("Texte",), "Titre")


def sheet(*rows: tuple[str, ...], columns: tuple[str, ...] = ("Titre", "Texte"), **known) -> Sheet:
    return Sheet("t", columns, tuple(SheetRow(number, cells) for number, cells in enumerate(rows, start=2)), **known)


def made(*rows: tuple[str, ...], columns: Columns = TITLED, **known):
    return drafted(sheet(*rows, **known), columns, kind="other", sites={"s1": "Havremer", "s2": "Sainte-Ondine"})


@pytest.fixture
def field(study):
    """The study with two sites, and the sheet of the example read."""
    for label in ("Havremer", "Sainte-Ondine"):
        sites.add(study, label)
    (read,) = importing.take_table("entretiens.csv", CSV.encode())
    return study, read


def test_columns_are_guessed_by_their_names():
    (read,) = importing.take_table("entretiens.csv", CSV.encode())
    assert proposed(read) == Columns(("Verbatim",), "Titre", "Date", "Genre", "Site", "Qui")


def test_questions_are_columns_of_text_and_the_longest_one_is_when_no_name_tells():
    asked = sheet(("a", "b", "c"), columns=("Horodateur", "Qu’est-ce qui a changé ?", "Réponse libre"))
    assert proposed(asked) == Columns(("Qu’est-ce qui a changé ?", "Réponse libre"), date="Horodateur")
    assert proposed(sheet(("a", "b" * 80), columns=("X", "Y"))).texts == ("Y",)
    assert proposed(sheet(("a", "bb"), columns=("X", "Y"))).texts == ("Y",)


def test_each_row_makes_a_document_as_the_columns_say(field):
    study, read = field
    rows = importing.dry_run(study, read, proposed(read), kind="report")
    by_label = {label: site for site, label in sites.labels(study).items()}
    assert [(row.number, row.title, row.date, row.kind, row.problems) for row in rows] == [
        (2, "Premier", "2021-03-09", "interview", ()),
        (3, "Second", "2021-04", "mail", ()),
        (4, f"entretiens, ligne 4 : {LONG[:59]}…", "2022-03", "report", ()),
    ]
    assert [row.sites for row in rows] == [
        (by_label["Havremer"],),
        (by_label["Havremer"], by_label["Sainte-Ondine"]),
        (),
    ]
    assert [block.speaker for block in rows[0].reading.blocks] == ["Anne"]
    assert [block.speaker for block in rows[1].reading.blocks] == ["Anne", None, "Anne"]
    assert "comprise comme le 9 mars 2021" in rows[0].remarks[0]
    assert documents.everything(study) == []


def test_rows_are_stored_in_one_change_that_is_undone_as_one(field):
    study, read = field
    rows = importing.dry_run(study, read, proposed(read), kind="report")
    told = []
    ids = importing.store_table(study, "entretiens.csv", CSV.encode(), rows, told=lambda *n: told.append(n))
    assert told == [(1, 3), (2, 3), (3, 3)]
    stored = [documents.get(study, one) for one in ids]
    assert [one.source_name for one in stored] == [f"entretiens.csv, ligne {n}" for n in (2, 3, 4)]
    assert versions.text(study, stored[1].version) == "Anne : oui.\nPaul : non.\nAnne : si."
    change = changes.history(study)[0]
    assert change.label == "Importer 3 documents de « entretiens.csv »"
    changes.undo(study, change.id)
    assert documents.everything(study) == []


def test_the_table_and_each_row_are_kept_as_received(field):
    study, read = field
    rows = importing.dry_run(study, read, proposed(read), kind="report")
    importing.store_table(study, "entretiens.csv", CSV.encode(), rows)
    received = dict(study.execute("SELECT name, data FROM keys.received").fetchall())
    assert received["entretiens.csv"] == CSV.encode()
    assert json.loads(received["entretiens.csv, ligne 2"])["Verbatim"] == "Le local est arrivé."
    assert keys.received(study, "inconnu") is None


def test_rows_already_in_the_study_are_told_and_left(field):
    study, read = field
    rows = importing.dry_run(study, read, proposed(read), kind="report")
    importing.store_table(study, "entretiens.csv", CSV.encode(), rows[:1])
    again = importing.dry_run(study, read, proposed(read), kind="report")
    assert [bool(row.problems) for row in again] == [True, False, False]
    assert "« Premier »" in again[0].problems[0]
    assert len(importing.store_table(study, "entretiens.csv", CSV.encode(), again)) == 2
    with pytest.raises(StudyError, match="Aucune ligne"):
        importing.store_table(study, "entretiens.csv", CSV.encode(), again[:1])


def test_nothing_is_written_when_one_row_fails(field):
    study, read = field
    rows = importing.dry_run(study, read, proposed(read), kind="report")
    with pytest.raises(StudyError):
        importing.store_table(study, "entretiens.csv", CSV.encode(), [*rows, rows[0]])
    assert documents.everything(study) == []


PROBLEMS = {
    "no text": (("A", ""), Columns(("Texte",), "Titre"), "pas de texte"),
    "a date that is none": (("le 32 mars", "b"), Columns(("Texte",), date="Titre"), "32 mars"),
    "an impossible day": (("31/02/2021", "b"), Columns(("Texte",), date="Titre"), "2021-02-31"),
    "an unknown kind": (("compte rendu lunaire", "b"), Columns(("Texte",), kind="Titre"), "lunaire"),
    "an unknown site": (("Havremer, Ailleurs", "b"), Columns(("Texte",), sites="Titre"), "Ailleurs"),
}


@pytest.mark.parametrize(("row", "columns", "word"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_wrong_in_a_row_is_told(row, columns, word):
    (draft,) = made(row, columns=columns)
    (problem,) = draft.problems
    assert word in problem
    assert problem.endswith(".")


def test_a_row_that_repeats_another_is_told():
    assert [draft.problems for draft in made(("A", "b"), ("A", "c"), ("A", "b"))] == [
        (),
        (),
        ("La ligne répète la ligne 2.",),
    ]


def test_a_doubt_on_a_row_stands_in_its_remarks_and_in_its_document():
    (draft,) = made(("A", "b"), doubts=((2, "Une formule donne une erreur (#REF!)."),))
    assert draft.remarks == draft.reading.warnings == ("Une formule donne une erreur (#REF!).",)


def test_several_columns_of_text_stand_under_their_names():
    (draft,) = made(("Oui.", "Non.\n- un\n- deux"), columns=Columns(("Titre", "Texte")))
    assert [(b.kind, draft.reading.text[b.start : b.end]) for b in draft.reading.blocks] == [
        ("heading", "Titre"),
        ("paragraph", "Oui."),
        ("heading", "Texte"),
        ("paragraph", "Non."),
        ("list_item", "- un"),
        ("list_item", "- deux"),
    ]


def test_an_empty_cell_has_no_heading():
    (draft,) = made(("", "Non."), columns=Columns(("Titre", "Texte")))
    assert draft.reading.text == "Texte\nNon."


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2021-03-09", "2021-03-09"),
        ("2021-03-09 10:15", "2021-03-09"),
        ("9/3/2021", "2021-03-09"),
        ("09.03.2021", "2021-03-09"),
        ("03/2021", "2021-03"),
        ("9 mars 2021", "2021-03-09"),
        ("mardi 9 mars 2021", "2021-03-09"),
        ("1er août 2021", "2021-08-01"),
        ("Mars 2021", "2021-03"),
        ("2021", "2021"),
        ("2021-03~", "2021-03~"),
        ("printemps 2021", "printemps 2021"),
        ("", ""),
    ],
)
def test_dates_are_understood_as_tables_write_them(written, date):
    assert edtf_of(written) == date


@settings(max_examples=80, deadline=None)
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_any_day_comes_back_however_it_is_written(day):
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}"):
        assert edtf_of(written) == day.isoformat()


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_any_table_is_drafted_without_losing_a_word(rows):
    columns = Columns(("Texte", "Titre"))
    drafts = made(*rows, columns=columns)
    assert [draft.number for draft in drafts] == list(range(2, len(rows) + 2))
    for draft, row in zip(drafts, rows, strict=True):
        words = [word for cell in row for word in tables.with_usual_signs(cell).split()]
        if draft.reading is not None:
            read = draft.reading.text.replace("Texte", " ", 1).replace("Titre", " ", 1).split()
            assert sorted("".join(words)) == sorted("".join(read)) or {"Texte", "Titre"} & set(words)
        else:
            assert words == []


def test_a_workbook_goes_the_same_way(study):
    sites.add(study, "Havremer")
    rows = [
        ["Titre", "Date", "Site", "Texte"],
        ["A", datetime.date(2021, 3, 9), "Havremer", "Bonjour."],
        [None, None, None, "Fin."],
    ]
    data = xlsx_file(rows, merged=["C2:C3"])
    assert importing.is_table("a.xlsx", data)
    (read,) = importing.take_table("a.xlsx", data)
    drafts = importing.dry_run(study, read, proposed(read), kind="other")
    assert [(draft.date, len(draft.sites), draft.problems) for draft in drafts] == [("2021-03-09", 1, ()), ("", 1, ())]


def test_a_table_is_not_read_as_a_text(study):
    for name, data in (("a.csv", CSV.encode()), ("a.xlsx", xlsx_file([["a"], ["b"]]))):
        with pytest.raises(ReaderError, match="est un tableau"):
            importing.take(study, name, data)
    assert not importing.is_table("a.csv", b"Une phrase.\nUne autre phrase.\n")
    assert not importing.is_table("a.txt", CSV.encode())
