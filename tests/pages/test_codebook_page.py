"""The codebook as a person meets it: a tree with its counts, the card of a code, each act told before it is done."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from codebook import codes, codings, examples, grid_versions, grids, memos
from codebook.reshaping import merging, writing
from corpus import changes
from corpus.study import Study
from pages.parts import code_tree, menu
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

TEXT = "Elle ouvre la réunion, puis l’équipe parle longtemps."
Make = Callable[..., str]


@pytest.fixture
def tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree lives in the browser: here its lines are kept to be read."""

    def stand_in(nodes: Any, *, chosen: str | None, **_given: Any) -> None:
        st.session_state["lines"] = {node.label: (node.own, node.under, node.mine, node.memos) for node in nodes}
        st.session_state["chosen"] = chosen

    monkeypatch.setattr(code_tree, "code_tree", stand_in)


@pytest.fixture
def coded(study: Study, researcher: Study, document: Make, grid: dict[str, str]) -> dict[str, str]:
    """Two codings by two people that overlap, one private to the researcher."""
    paper = document(study, TEXT, title="Compte-rendu de visite")
    (mine,) = codings.apply(study, paper, 5, 21, [grid["trust"]])
    (hers,) = codings.apply(researcher, paper, 5, 10, [grid["figures.trainer"]])
    (private,) = codings.apply(researcher, paper, 28, 36, [grid["figures.trainer"]])
    codings.revise(researcher, private, level="private")
    return {"paper": paper, "mine": mine, "hers": hers, "private": private}


def at(study: Study, code: str, side: str = "Fiche", act: str | None = None) -> AppTest:
    app = opened(study, menu.CODEBOOK.script, code=code)
    if side != "Fiche":
        app.segmented_control("code-side").set_value(side).run()
    if act:
        app.segmented_control("code-act").set_value(act).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return as_read(app.text, app.markdown, app.caption, app.info, app.warning, app.error, app.subheader)


def test_the_tree_counts_what_this_person_may_read(
    study: Study, researcher: Study, coded: dict[str, str], grid: dict[str, str], tree: None
) -> None:
    memos.write(study, "code", grid["trust"], "Un doute")
    for who, trainer in ((study, (1, 0, 0, 0)), (researcher, (2, 0, 2, 0))):
        app = at(who, grid["trust"])
        lines = app.session_state["lines"]
        assert lines["Formateur"] == trainer
        assert lines["Figures"] == (0, trainer[0], 0, 0)
        assert lines["Confiance"] == (1, 0, int(who is study), 1)
        assert app.session_state["chosen"] == grid["trust"]


def test_the_address_of_a_code_that_is_gone_says_what_became_of_it(
    study: Study, grid: dict[str, str], tree: None
) -> None:
    merging.merge(study, [grid["trust"]], grid["figures.trainer"])
    app = at(study, grid["trust"])
    assert "« Confiance » a été fusionné dans « Formateur » par Léa" in said(app)


def test_a_merge_is_told_then_done_then_undone(
    study: Study, coded: dict[str, str], grid: dict[str, str], tree: None
) -> None:
    app = at(study, grid["figures.trainer"], "Réorganiser", "Fusionner")
    app.selectbox(f"merge-{grid['figures.trainer']}").set_value(grid["trust"]).run()
    told = said(app)
    assert "Fusionner « Formateur » dans « Confiance »" in told
    assert "1 codage (Romain 1) dans 1 document" in told
    assert "1 codage d’autres personnes, qui ne vous sont pas ouverts" in told
    assert "chaque codage reste à qui l’a posé" in told
    key = f"merge-do-{grid['figures.trainer']}-{grid['trust']}"
    assert app.button(key).disabled
    app.checkbox(f"{key}-sure").check().run()
    app.button(key).click().run()
    assert not app.exception and not app.error
    assert grid["figures.trainer"] not in codes.by_id(study)
    assert app.session_state["chosen"] == grid["trust"]
    app.button("codebook-undo").click().run()
    assert grid["figures.trainer"] in codes.by_id(study)


def test_what_somebody_changed_since_it_was_told_is_not_done(
    study: Study, researcher: Study, coded: dict[str, str], grid: dict[str, str], tree: None
) -> None:
    app = at(study, grid["figures.trainer"], "Réorganiser", "Fusionner")
    app.selectbox(f"merge-{grid['figures.trainer']}").set_value(grid["trust"]).run()
    key = f"merge-do-{grid['figures.trainer']}-{grid['trust']}"
    app.checkbox(f"{key}-sure").check().run()
    codings.apply(researcher, coded["paper"], 0, 4, [grid["figures.trainer"]])
    app.button(key).click().run()
    assert "ont changé depuis que cet aperçu" in said(app)
    assert grid["figures.trainer"] in codes.by_id(study)


def test_a_code_in_use_is_deleted_only_once_its_codings_have_somewhere_to_go(
    study: Study, researcher: Study, coded: dict[str, str], grid: dict[str, str], tree: None
) -> None:
    trainer = grid["figures.trainer"]
    app = at(study, trainer, "Réorganiser", "Supprimer")
    assert "Dites d’abord ce que deviennent ces codages" in said(app)
    assert not [button for button in app.button if button.label == "Supprimer"]
    app.radio(f"delete-way-{trainer}").set_value("give").run()
    app.selectbox(f"delete-to-{trainer}").set_value(grid["trust"]).run()
    (button,) = [button for button in app.button if button.label == "Supprimer"]
    app.checkbox(f"{button.key}-sure").check().run()
    app.button(button.key).click().run()
    assert not app.error
    assert {codings.get(researcher, coded[name]).code for name in ("hers", "private")} == {grid["trust"]}


def test_codings_are_given_to_the_new_codes_one_by_one(
    study: Study, coded: dict[str, str], grid: dict[str, str], tree: None
) -> None:
    app = at(study, grid["trust"], "Réorganiser", "Scinder")
    app.text_area(f"split-names-{grid['trust']}").set_value("Se fier : dire sa confiance\nCroire").run()
    assert "« ouvre la réunion »" in said(app)
    app.segmented_control(f"split-to-{coded['mine']}").set_value("Croire").run()
    assert "« Croire » reçoit 1 codage (Léa 1)." in said(app)
    app.checkbox(f"split-{grid['trust']}-sure").check().run()
    app.button(f"split-{grid['trust']}").click().run()
    assert not app.exception and not app.error
    assert codes.get(study, codings.get(study, coded["mine"]).code).label == "Croire"
    assert next(code for code in codes.tree(study) if code.label == "Se fier").definition == "dire sa confiance"


def test_a_code_moves_under_another(study: Study, grid: dict[str, str], tree: None) -> None:
    app = at(study, grid["trust"], "Réorganiser", "Déplacer")
    assert "Choisissez un autre endroit" in said(app)
    app.selectbox(f"move-parent-{grid['trust']}-None").set_value(grid["figures"]).run()
    assert "« Confiance » devient « Figures › Confiance », en dernier." in said(app)
    app.button(f"move-{grid['trust']}").click().run()
    assert codes.by_id(study)[grid["trust"]].path == ("Figures",)


def test_a_code_is_described_unless_somebody_did_meanwhile(
    study: Study, researcher: Study, grid: dict[str, str], tree: None
) -> None:
    app = at(study, grid["trust"], "Modifier")
    app.text_area(f"code-definition-{grid['trust']}").set_value("Se fier")
    writing.describe(researcher, grid["trust"], definition="Croire")
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert "Quelqu’un a modifié cet élément" in said(app)
    assert app.text_area(f"code-definition-{grid['trust']}").value == "Se fier"
    assert codes.get(study, grid["trust"]).definition == "Croire"
    app.button(f"code-again-{grid['trust']}").click().run()
    app.text_area(f"code-definition-{grid['trust']}").set_value("Se fier")
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert codes.get(study, grid["trust"]).definition == "Se fier"


def test_a_new_code_opens_on_its_card(study: Study, grid: dict[str, str], tree: None) -> None:
    app = at(study, grid["figures"])
    app.text_input("code-new-label").set_value("Écoute")
    next(button for button in app.button if button.label == "Créer le code").click().run()
    made = next(code for code in codes.tree(study) if code.label == "Écoute")
    assert made.parent == grid["figures"]
    assert app.session_state["chosen"] == made.id


def test_a_coded_passage_becomes_an_example_on_the_card(
    study: Study, coded: dict[str, str], grid: dict[str, str], tree: None
) -> None:
    app = at(study, grid["trust"], "Passages")
    assert "fait sous : version en préparation" in said(app)
    app.button(f"example-{coded['mine']}").click().run()
    assert [example.quote for example in examples.of_code(study, grid["trust"])] == ["ouvre la réunion"]
    app.segmented_control("code-side").set_value("Fiche").run()
    assert "Passages choisis" in said(app) and "« ouvre la réunion »" in said(app)


def test_a_memo_is_written_changed_and_counted(study: Study, grid: dict[str, str], tree: None) -> None:
    app = at(study, grid["trust"], "Mémos")
    here = f"code-{grid['trust']}"
    app.button(f"memo-new-{here}").click().run()
    app.text_area(f"memo-text-{here}").set_value("Un *doute* :red[rouge]")
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    (memo,) = memos.of(study, "code", grid["trust"])
    assert memo.text == "Un *doute* :red[rouge]"
    assert memo.text in [text.value for text in app.text]
    app.button(f"memo-drop-{memo.id}").click().run()
    assert memos.everything(study) == []


def test_a_version_is_frozen_and_compared_with_now(study: Study, grid: dict[str, str], tree: None) -> None:
    app = at(study, grid["trust"])
    app.segmented_control("codebook-view").set_value("Versions").run()
    assert "Aucune version figée" in said(app)
    app.text_input("version-name").set_value("Première")
    next(button for button in app.button if button.label == "Figer une version").click().run()
    assert [version.name for version in grid_versions.everything(study)] == ["Première"]
    writing.describe(study, grid["trust"], label="Se fier", definition="Croire")
    app.run()
    assert "1 renommé · 1 réécrit" in said(app)
    assert "« Confiance » → « Se fier »" in said(app)


def test_a_file_is_read_before_it_is_loaded(study: Study, grid: dict[str, str], tree: None) -> None:
    app = at(study, grid["trust"])
    app.segmented_control("codebook-view").set_value("Fichiers").run()
    app.button("codebook-framework").click().run()
    total = len(grids.framework())
    assert f"La grille du programme : {total} codes ajoutés" in said(app)
    assert len(codes.tree(study)) == len(grid)
    app.button("codebook-load").click().run()
    assert len(codes.tree(study)) == len(grid) + total
    assert changes.history(study)[0].label == f"Charger une grille de {total} codes"
