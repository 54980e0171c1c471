"""Editing a text as a person does it: seen first, then saved, never over the work of another; what waits is placed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook import carrying, codings, waiting
from corpus import changes, documents, versions
from corpus.study import Study

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
TEXT = (
    "La cheffe de projet ouvre la réunion du mardi.\n"
    "Le cardiologue propose une consultation commune, un jeudi sur deux.\n"
    "L’infirmière demande un écrit avant la fin du mois."
)


def opened(study: Study, script: str, **address: str) -> AppTest:
    """Enter as this member and open a page."""
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(script).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    parts = (*app.text, *app.markdown, *app.caption, *app.subheader, *app.error, *app.info, *app.warning, *app.success)
    return " ".join(part.value for part in parts).replace("\\", "").replace("\u00a0", " ")


@pytest.fixture
def paper(study, document, grid) -> str:
    made = document(study, TEXT, title="Réunion")
    for quote in ("ouvre la réunion", "une consultation commune", "demande un écrit"):
        start = TEXT.index(quote)
        codings.apply(study, made, start, start + len(quote), [grid["trust"]])
    return made


def typed(app: AppTest, study: Study, paper: str, text: str, part: int = 0) -> AppTest:
    base = documents.get(study, paper).version
    return app.text_area(f"edit-part-{paper}-{base}-{part}").set_value(text).run()


def test_what_becomes_of_each_passage_is_shown_before_anything_is_written(study, paper):
    app = opened(study, "field/edit.py", document=paper)
    assert "Corrigez le texte" in shown(app)
    typed(
        app,
        study,
        paper,
        TEXT.replace("une consultation commune", "une réunion").replace("demande un écrit", "se tait"),
    )
    page = shown(app)
    for words in ("1 gardé", "1 aux mots modifiés", "1 introuvable", "demande un écrit", "Codages à replacer"):
        assert words in page
    assert len(versions.of_document(study, paper)) == 1


def test_the_new_version_is_saved_with_its_reason(study, paper):
    app = opened(study, "field/edit.py", document=paper)
    typed(app, study, paper, TEXT.replace("mardi", "jeudi"))
    app.button("edit-save").click().run()
    assert "besoin d’une raison" in shown(app)
    app.text_input(f"edit-reason-{paper}").set_value("Coquille").run()
    app.button("edit-save").click().run()
    assert not app.exception
    last = versions.of_document(study, paper)[-1]
    assert (last.number, last.reason) == (2, "Coquille")
    assert "jeudi" in versions.text(study, last.id)


def test_what_is_typed_over_a_text_changed_meanwhile_is_kept_and_not_saved(study, researcher, paper):
    app = opened(study, "field/edit.py", document=paper)
    typed(app, study, paper, TEXT.replace("mardi", "lundi"))
    app.text_input(f"edit-reason-{paper}").set_value("Coquille").run()
    carrying.revise(researcher, paper, carrying.typed(TEXT.replace("mardi", "jeudi")), reason="Avant vous")
    app.button("edit-save").click().run()
    page = shown(app)
    assert "Romain a modifié ce texte pendant que vous tapiez" in page
    assert "lundi" in app.text_area(f"edit-kept-{paper}-0").value
    assert len(versions.of_document(study, paper)) == 2
    app.button("edit-again").click().run()
    base = documents.get(study, paper).version
    assert "jeudi" in app.text_area(f"edit-part-{paper}-{base}-0").value


def test_a_long_text_is_edited_a_part_at_a_time(study, document, grid):
    lines = [f"Paragraphe {number} : " + "on parle du poste et de la salle. " * 12 for number in range(60)]
    text = "\n".join(line.strip() for line in lines)
    paper = document(study, text)
    app = opened(study, "field/edit.py", document=paper)
    app.text_input(f"edit-words-{paper}").set_value("paragraphe 47").run()
    (field,) = [area for area in app.text_area if "Paragraphe 47" in area.value]
    assert len(field.value) < 6_000
    field.set_value(field.value.replace("Paragraphe 47", "Section 47")).run()
    app.text_input(f"edit-reason-{paper}").set_value("Titre").run()
    app.button("edit-save").click().run()
    assert versions.text(study, documents.get(study, paper).version) == text.replace("Paragraphe 47", "Section 47")


def test_an_older_version_comes_back_as_a_new_one(study, paper):
    first = documents.get(study, paper).version
    carrying.revise(study, paper, carrying.typed(TEXT.replace("demande un écrit", "se tait")), reason="Coupe")
    app = opened(study, "field/edit.py", document=paper, version=first)
    assert "version 1" in shown(app)
    app.button("edit-save").click().run()
    assert [version.number for version in versions.of_document(study, paper)] == [1, 2, 3]
    assert codings.waiting(study, paper) == []


def test_the_document_page_counts_what_waits_and_tells_its_versions(study, paper):
    carrying.revise(study, paper, carrying.typed(TEXT.replace("demande un écrit", "se tait")), reason="Coupe de mars")
    app = opened(study, "field/document.py", document=paper)
    page = shown(app)
    assert "2 codages" in page
    assert any("Coupe de mars" in option for box in app.selectbox for option in box.options)
    assert any("1\u00a0passage sans place" in link.proto.label for link in app.get("page_link"))


def test_a_document_is_deleted_once_what_goes_with_it_was_read(study, paper):
    app = opened(study, "field/document.py", document=paper)
    assert "3 codages (Léa 3)" in shown(app)
    assert app.button(f"removal-{paper}").disabled
    app.checkbox(f"removal-sure-{paper}").check().run()
    app.button(f"removal-{paper}").click().run()
    assert documents.everything(study) == []
    changes.undo(study, changes.last_undoable(study).id)
    assert len(codings.of_document(study, paper)) == 3


def test_a_waiting_passage_is_given_up_after_what_goes_with_it_is_named(study, paper):
    carrying.revise(study, paper, carrying.typed(TEXT.replace("demande un écrit", "se tait")), reason="Coupe")
    (one,) = waiting.of_document(study, paper)
    app = opened(study, "coding/waiting.py", document=paper)
    assert "« demande un écrit »" in shown(app) and "Partent : 1 codage" in shown(app)
    app.button(f"waiting-give-{one.passage}").click().run()
    assert codings.waiting(study) == []
    assert "ont leur place" in shown(app)


def test_words_that_stand_elsewhere_are_proposed_and_placed(study, paper):
    cut = TEXT.replace("demande un écrit", "se tait")
    carrying.revise(study, paper, carrying.typed(cut), reason="Coupe")
    (one,) = waiting.of_document(study, paper)
    start = cut.index("se tait")
    waiting.place(study, one.passage, start, start + 7, "se tait")
    assert "Aucun passage n’attend" in shown(opened(study, "coding/waiting.py"))


def test_changed_words_are_confirmed_together(study, paper):
    new = TEXT.replace("ouvre la réunion", "ouvre cette réunion").replace(
        "une consultation commune", "une séance commune"
    )
    carrying.revise(study, paper, carrying.typed(new), reason="Reprise")
    app = opened(study, "coding/waiting.py", document=paper)
    app.button("waiting-all").click().run()
    assert waiting.of_document(study, paper) == []


@pytest.mark.parametrize("script", ["field/edit.py", "coding/waiting.py"])
def test_the_committee_and_those_who_did_not_enter_are_refused(committee, script):
    app = AppTest.from_file(str(INDEX.parent / script), default_timeout=60)
    assert "accueil" in shown(app.run())
    app = AppTest.from_file(str(INDEX.parent / script), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    assert "n’est pas ouverte" in shown(app.run())


@pytest.mark.parametrize("script", ["field/edit.py", "coding/waiting.py"])
def test_with_nothing_to_do_the_page_says_what_to_do(study, script):
    assert any(
        words in shown(opened(study, script)) for words in ("Aucun texte n’est désigné", "Aucun passage n’attend")
    )
