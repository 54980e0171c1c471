"""The page that confides documents, the line beside the text that says what is read, and the short list at home."""

import pytest
from streamlit.testing.v1 import AppTest

from codebook import assignments, codings, progress
from corpus import changes
from corpus.study import Study
from tests.pages.test_chronology_page import opened

TEXT = "Un premier paragraphe.\nUn deuxième, plus long.\nUn troisième."
PAGE = "coding/assignments.py"


@pytest.fixture
def paper(study: Study, document) -> str:
    return document(study, TEXT, title="Réunion")


def told(app: AppTest) -> str:
    kinds = (app.caption, app.markdown, app.info, app.error)
    return " ".join(str(one.value) for kind in kinds for one in kind).replace("\u00a0", " ")


def chosen(app: AppTest, *lines: int) -> AppTest:
    key = next(one.proto.id for one in app.dataframe)
    app.session_state[app.dataframe[0].key or key] = {"selection": {"rows": list(lines), "columns": [], "cells": []}}
    return app.run()


def test_several_documents_are_confided_in_one_act(study, researcher, colleague, paper, document):
    document(study, "Autre texte.", title="Autre")
    app = chosen(opened(study, PAGE), 0, 1)
    app.multiselect("assignments-people").set_value([researcher.member.id, colleague.member.id])
    next(one for one in app.button if one.label == "Confier").click().run()
    assert not app.exception and not app.error
    found = assignments.states(study)
    assert len(found) == 4 and found["blind"].all()
    assert changes.history(study)[0].label == "Confier 2 documents à Romain, Salma, à l’aveugle"


def test_confiding_to_nobody_says_what_is_missing(study, paper):
    app = chosen(opened(study, PAGE), 0)
    next(one for one in app.button if one.label == "Confier").click().run()
    assert "au moins un document et une personne" in told(app)


def test_what_is_mine_comes_first_with_what_i_have_read(study, researcher, paper):
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    progress.mark_up_to(researcher, paper, 5)
    assert "commencé, codé à 33 % · à l’aveugle" in told(opened(researcher, PAGE))
    home = opened(researcher, "study/home.py")
    assert "commencé, codé à 33 % · à l’aveugle" in told(home)
    assert "Aucun document ne vous est confié." in told(opened(study, PAGE))


def test_the_table_is_filtered_by_state_and_person(study, researcher, paper, document):
    document(study, "Autre texte.", title="Autre")
    assignments.assign(study, [paper], [researcher.member.id])
    app = opened(study, PAGE)
    assert list(app.dataframe[0].value["Titre"]) == ["Autre", "Réunion"]
    assert list(app.dataframe[0].value["Romain"].fillna("–")) == ["–", "demandé"]
    app.selectbox("assignments-state").set_value("nobody").run()
    assert list(app.dataframe[0].value["Titre"]) == ["Autre"]
    app.selectbox("assignments-state").set_value("all").run()
    app.selectbox("assignments-coder").set_value(researcher.member.id).run()
    assert list(app.dataframe[0].value["Titre"]) == ["Réunion"]
    app.selectbox("assignments-state").set_value("finished").run()
    assert "élargissez-les" in told(app)


def test_beside_the_text_one_marks_what_is_read_and_says_one_has_finished(study, researcher, paper, grid):
    start = TEXT.index("deuxième")
    codings.apply(study, paper, start, start + 8, [grid["trust"]])
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    app = opened(researcher, "coding/workbench.py", document=paper)
    assert "0 codage" in told(app) and "sont cachés jusqu’à ce que vous ayez terminé" in told(app)
    assert app.button("reading-up-to").disabled
    app.button("reading-all").click().run()
    assert progress.of_document(researcher, paper).share == 100
    app.button("reading-finish").click().run()
    assert not app.exception
    assert assignments.of_pair(researcher, paper).state == "finished"
    assert "1 codage" in told(app)
    app.button("reading-resume").click().run()
    assert "0 codage" in told(app)
    assert "vous ont déjà été ouverts" in told(app)


def test_what_is_read_goes_up_to_the_chosen_passage(researcher, study, paper, grid):
    start = TEXT.index("deuxième")
    made = codings.apply(researcher, paper, start, start + 8, [grid["trust"]])
    app = opened(researcher, "coding/workbench.py", document=paper)
    app.session_state["workbench-picked"] = made
    app.run()
    app.button("reading-up-to").click().run()
    assert progress.of_document(researcher, paper).share == 67
