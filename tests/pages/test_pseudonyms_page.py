"""Pseudonyms as a person meets them: a name replaced, left, kept, added; what applying says; who may come in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook import pseudonymising
from corpus import backup, documents, versions
from corpus.errors import AccessError
from corpus.pseudonyms import register
from corpus.study import Study, StudyFile
from tests.corpus.pseudonyms import planted as field

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
PAGE = "field/pseudonyms.py"
TEXT = "Mme Delorme, infirmière, parle à Karim Benali. Mme Delorme revient (Clot, 1999).\nM. Vernoux répond."
Make = Callable[..., str]


def opened(study: Study, script: str = PAGE, path: Path | None = None, **address: str) -> AppTest:
    """Enter as this member and open a page."""
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(path or study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(script).run()
    assert not app.exception
    return app


def tab(app: AppTest, label: str) -> AppTest:
    app.session_state["pseudonyms-tab"] = label
    return app.run()


@pytest.fixture
def paper(study: Study, document: Make) -> str:
    return document(study, TEXT, title="Entretien avec Mme Delorme")


def text_of(study: Study, document: str) -> str:
    return versions.text(study, documents.get(study, document).version or "")


def test_a_name_is_replaced_everywhere_and_the_next_one_opens(study: Study, paper: str) -> None:
    app = opened(study, document=paper)
    assert app.radio("pseudonym-chosen").value == "delorme"
    assert app.text_input(f"pseudonym-{paper}-delorme-person").value == "[Infirmière 1]"
    app.button("pseudonym-accept").click().run()
    assert not app.exception
    ((entry),) = register.everything(study)
    assert (entry.name, entry.pseudonym) == ("Delorme", "[Infirmière 1]")
    assert app.radio("pseudonym-chosen").value == "vernoux"


def test_a_pseudonym_that_shows_the_name_is_refused_in_a_sentence(study: Study, paper: str) -> None:
    app = opened(study, document=paper)
    app.text_input(f"pseudonym-{paper}-delorme-person").set_value("Mme Delorme").run()
    app.button("pseudonym-accept").click().run()
    assert "montre" in " ".join(error.value for error in app.error)
    assert register.everything(study) == []


def test_one_place_is_left_and_the_other_replaced(study: Study, paper: str) -> None:
    app = opened(study, document=paper)
    desk = pseudonymising.desk(study, paper)
    (group,) = [g for g in desk.groups if g.name == "Delorme"]
    pseudonymising.accept(study, desk, group, "[Infirmière 1]", kind="person")
    pseudonymising.leave(study, desk, group, [(group.occurrences[1].start, group.occurrences[1].end)])
    app.run()
    assert "en partie" in " ".join(app.radio("pseudonym-chosen").proto.captions)
    pseudonymising.apply(study, pseudonymising.desk(study, paper))
    assert text_of(study, paper).startswith("[Infirmière 1], infirmière, parle à Karim Benali. Mme Delorme revient")
    again = pseudonymising.desk(study, paper)
    assert [again.state(g) for g in again.groups if g.name == "Delorme"] == ["left"]


def test_a_name_the_program_missed_is_added_and_found(study: Study, paper: str) -> None:
    app = opened(study, document=paper)
    app.text_input("pseudonym-missed-name").set_value("Karim")
    app.button("pseudonym-missed-add").click().run()
    assert not app.exception
    assert [entry.name for entry in register.everything(study)] == ["Karim"]
    app = opened(study, document=paper)
    assert "Karim" in [option.split(" ", 1)[1] for option in app.radio("pseudonym-chosen").options]


def test_the_preview_says_what_follows_and_applying_does_it(study: Study, paper: str, grid: dict[str, str]) -> None:
    from codebook import codings

    codings.apply(study, paper, 0, 11, [grid["trust"]])
    app = opened(study, document=paper)
    app.button("pseudonym-accept").click().run()
    tab(app, "Aperçu et application")
    assert not app.exception
    shown = " ".join(element.value for element in (*app.markdown, *app.caption, *app.warning)).replace("\u00a0", " ")
    assert "1 nom, 2 places" in shown
    assert "1 codage et 0 pièce de lien suivent, dont 1 codage qui cite un nom remplacé" in shown
    assert "Le titre devient « Entretien avec" in shown
    assert "à décider encore" in shown
    app.button("pseudonym-apply").click().run()
    assert not app.exception
    assert text_of(study, paper).startswith("[Infirmière 1], infirmière, parle")
    assert [coding.quote for coding in codings.everything(study)] == ["[Infirmière 1]"]
    assert documents.get(study, paper).title == "Entretien avec [Infirmière 1]"


def test_the_register_is_written_and_its_errors_are_said(study: Study, paper: str) -> None:
    app = tab(opened(study, document=paper), "Registre")
    app.text_input("register-name-new").set_value("Yves Clot")
    app.checkbox("register-keep-new").check()
    app.button("register-save-new").click().run()
    assert [(entry.name, entry.keep) for entry in register.everything(study)] == [("Yves Clot", True)]
    app.text_input("register-name-new").set_value("Roy")
    app.button("register-save-new").click().run()
    assert "besoin d’un pseudonyme" in " ".join(error.value for error in app.error)


def test_another_writing_joins_an_entry_and_takes_its_pseudonym(study: Study, paper: str) -> None:
    register.save(study, "Karim", kind="person", pseudonym="[Patient 1]")
    desk = pseudonymising.desk(study, paper)
    (vernoux,) = [group for group in desk.groups if group.name == "Vernoux"]
    (entry,) = register.everything(study)
    pseudonymising.join(study, desk, vernoux, entry.id)
    pseudonymising.apply(study, pseudonymising.desk(study, paper))
    assert text_of(study, paper).endswith("\n[Patient 1] répond.")


def test_a_study_without_text_says_where_to_begin(study: Study) -> None:
    app = opened(study)
    assert "importez-en un" in " ".join(info.value for info in app.info)


def test_the_committee_does_not_come_in(committee: Study, paper: str) -> None:
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    assert b"Delorme" not in sent(app)
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(PAGE)
    with pytest.raises(AccessError):
        pseudonymising.desk(committee, paper)


def test_a_shared_copy_says_that_the_names_stayed(study: Study, paper: str, tmp_path: Path) -> None:
    desk = pseudonymising.desk(study, paper)
    group = desk.groups[0]
    pseudonymising.accept(study, desk, group, "[Infirmière 1]", kind="person")
    pseudonymising.apply(study, pseudonymising.desk(study, paper))
    copy = backup.share(study.file, tmp_path / "partage.db")
    StudyFile.open(copy).close()
    app = tab(opened(study, path=copy), "Registre")
    assert "venue sans ses clés" in " ".join(warning.value for warning in app.warning)
    assert b"Delorme" not in sent(app)


PAGES = (
    "study/home.py",
    "field/library.py",
    "field/document.py",
    "field/sites.py",
    "field/chronology.py",
    "coding/workbench.py",
    "reading/timeline.py",
    "reading/figures.py",
    "analysis/links.py",
    "study/history.py",
)


def test_no_page_shows_a_name_afterwards(study: Study, grid: dict[str, str]) -> None:
    planted = field.plant(study, grid["trust"])
    field.find_names(planted)
    before = opened(study, "field/document.py", document=planted.document)
    assert planted.needles[1].encode() in sent(before)
    pseudonymising.apply(study, field.decide_all(planted))
    for script in PAGES:
        app = opened(study, script, document=planted.document)
        data = sent(app).lower()
        assert [name for name in planted.needles if name.lower().encode() in data] == [], script


def sent(app: AppTest) -> bytes:
    """Everything the page sends to the browser."""
    return b"".join(_bytes(element) for element in (*app.main, *app.sidebar))


def _bytes(element) -> bytes:  # noqa: ANN001
    proto = getattr(element, "proto", None)
    own = proto.SerializeToString() if proto is not None and hasattr(proto, "SerializeToString") else b""
    children = getattr(element, "children", {})
    return own + b"".join(_bytes(child) for child in children.values())
