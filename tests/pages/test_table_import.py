"""The import page as a person meets it: files are read with a bar, a table is seen row by row before it is stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import changes, documents, sites
from corpus.study import Study
from tests.corpus.readers.sample_files import docx_file, vtt_file, xlsx_file

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
CSV = (
    "Titre;Date;Site;Verbatim\n"
    "Premier;09/03/2021;Havremer;Le local est arrivé.\n"
    "Second;le 32 mars;Ailleurs;Une autre parole.\n"
    "Troisième;2022;;Une dernière parole.\n"
)


def opened(study: Study, *files: tuple[str, bytes]) -> AppTest:
    """Enter as this member, open the page and drop files on it."""
    app = AppTest.from_file(str(INDEX), default_timeout=90)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    app.switch_page("field/importing.py").run()
    if files:
        app.file_uploader("import-files").set_value([(name, data, "application/octet-stream") for name, data in files])
        app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    parts = (*app.text, *app.markdown, *app.caption, *app.subheader, *app.warning, *app.error, *app.info)
    return " ".join(part.value for part in parts).replace("\\", "")


def keyed(widgets, start: str):
    """The widget whose key starts so: keys end with the number of the file."""
    return next(widget for widget in widgets if (widget.key or "").startswith(start))


@pytest.fixture
def site(study: Study) -> str:
    return sites.add(study, "Havremer")


def test_the_rows_are_seen_before_anything_is_stored(study: Study, site: str) -> None:
    app = opened(study, ("paroles.csv", CSV.encode()))
    frame = app.dataframe[0].value
    assert list(frame["Titre"]) == ["Premier", "Second", "Troisième"]
    assert list(frame["Date"]) == ["2021-03-09", "", "2022"]
    assert "32 mars" in frame["À corriger"][1] and "Ailleurs" in frame["À corriger"][1]
    assert "Une ligne a un problème" in shown(app)
    assert "Le local est arrivé." in shown(app)
    assert documents.everything(study) == []


def test_the_good_rows_are_stored_in_one_change(study: Study, site: str) -> None:
    app = opened(study, ("paroles.csv", CSV.encode()))
    keyed(app.selectbox, "table-default").set_value("interview").run()
    button = keyed(app.button, "table-store")
    assert button.label == "Ajouter 2 documents à l’étude"
    button.click().run()
    assert not app.exception
    stored = documents.everything(study)
    assert [(one.title, one.kind, one.sites) for one in stored] == [
        ("Premier", "interview", (site,)),
        ("Troisième", "interview", ()),
    ]
    assert "2 documents de « paroles.csv »" in changes.history(study)[0].label
    assert "2 documents de « paroles.csv » sont dans l’étude." in shown(app)


def test_columns_are_chosen_again_and_the_rows_follow(study: Study, site: str) -> None:
    app = opened(study, ("paroles.csv", CSV.encode()))
    keyed(app.selectbox, "table-date").select_index(0).run()
    keyed(app.selectbox, "table-sites").select_index(0).run()
    assert not any(app.dataframe[0].value["À corriger"])
    keyed(app.multiselect, "table-texts").set_value([]).run()
    assert "au moins une colonne de texte" in shown(app)
    assert not [button for button in app.button if (button.key or "").startswith("table-store")]


def test_a_sheet_of_a_workbook_is_chosen(study: Study) -> None:
    data = xlsx_file([["Titre", "Texte"], ["A", "un"]], Autre=[["Titre", "Texte"], ["B", "deux"], ["C", "trois"]])
    app = opened(study, ("classeur.xlsx", data))
    keyed(app.selectbox, "table-sheet").set_value(1).run()
    assert list(app.dataframe[0].value["Titre"]) == ["B", "C"]


def test_several_files_are_read_once_each(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    from corpus import importing

    real: Callable = importing.take

    def take(study, name, data, **known):  # noqa: ANN001, ANN202
        read.append(name)
        return real(study, name, data, **known)

    monkeypatch.setattr(importing, "take", take)
    app = opened(
        study, ("a.docx", docx_file(["Une phrase."])), ("b.vtt", vtt_file(["Une parole."])), ("c.bin", b"\0\1" * 99)
    )
    app.run()
    assert read == ["a.docx", "b.vtt", "c.bin"]
    said = shown(app)
    assert "a.docx" in said and "b.vtt" in said
    assert [error.value.replace("\\", "") for error in app.error][0].startswith("« c.bin » : ")


def test_the_empty_page_says_what_it_takes(study: Study) -> None:
    said = shown(opened(study))
    assert all(kind in said for kind in (".odt", ".pdf", ".vtt", ".xlsx"))


def test_the_committee_is_refused(committee: Study) -> None:
    app = AppTest.from_file(str(INDEX.parent / "field" / "importing.py"), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    assert "n’est pas ouverte" in shown(app)
