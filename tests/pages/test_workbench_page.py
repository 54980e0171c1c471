"""The workbench as a person meets it: what the marked text sends is written or refused, and the panel shows it.

The marked text itself lives in the browser; here stands in its place a button for each thing a person does in it, which
calls the page as the component does, before the page runs.
"""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from codebook import codings, evidence, links
from corpus import changes
from corpus.study import Study
from pages.parts import menu, text_coder
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

TEXT = "Le jeudi après-midi 😀 est libre des deux côtés.\nLa cadre relit la fiche."
Make = Callable[..., str]
Bench = Callable[..., AppTest]


def coded(words: str, codes: list[str], **other: Any) -> dict[str, Any]:
    """What the browser sends when these words are coded."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "codes": codes, "nonce": "1"} | other


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What the marked text sends next, by the name of the act."""
    sending: dict[str, dict[str, Any]] = {}

    def stand_in(*, spans: list[Any], focus: Any = None, **given: Any) -> None:
        st.session_state["drawn"] = [(span.start, span.end, span.coder, span.mine) for span in spans]
        st.session_state["focus"] = focus
        for act in ("apply", "remove", "pick"):
            st.button(act, key=f"sends-{act}", on_click=lambda act=act: given[f"on_{act}"](sending[act]))

    monkeypatch.setattr(text_coder, "text_coder", stand_in)
    return sending


@pytest.fixture
def paper(study: Study, document: Make, grid: dict[str, str]) -> str:
    return document(study, TEXT, title="Compte-rendu de visite")


def said(app: AppTest) -> str:
    return as_read(app.error)


def shown(app: AppTest) -> str:
    return as_read(app.text, app.markdown, app.caption)


def keys(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


def test_words_sent_with_a_code_become_a_coding_and_are_shown(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["apply"] = coded("est libre", [grid["trust"], grid["figures.trainer"]])
    app.button("sends-apply").click().run()
    assert not app.exception
    assert not app.error
    found = codings.everything(study)
    assert {(c.quote, c.start, c.coder_name) for c in found} == {("est libre", 22, "Léa")}
    assert {c.code for c in found} == {grid["trust"], grid["figures.trainer"]}
    assert app.session_state["drawn"] == [(22, 31, "Léa", True)] * 2
    assert "« est libre »" in shown(app)
    assert "2 codages · 1 passage · 1 codeur" in shown(app)


def test_spaces_around_the_words_are_not_coded(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["apply"] = coded(" libre ", [grid["trust"]])
    app.button("sends-apply").click().run()
    assert [c.quote for c in codings.everything(study)] == ["libre"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"start": -1}, "sort du texte"),
        ({"end": 10_000}, "sort du texte"),
        ({"start": 40, "end": 30}, "sort du texte"),
        ({"text": "les autres mots"}, "Le texte a changé"),
        ({"start": 23, "end": 32}, "Le texte a changé"),
        ({"start": 21, "end": 22, "text": " "}, "que des espaces"),
        ({"codes": []}, "Aucun code n’est choisi"),
        ({"codes": ["figures"]}, "ne s’applique pas"),
        ({"codes": ["00000000-0000-4000-8000-000000000000"]}, "n’est pas dans la grille"),
    ],
)
def test_what_cannot_be_coded_is_refused_in_a_sentence_and_nothing_is_written(
    changed: dict[str, Any],
    sentence: str,
    study: Study,
    paper: str,
    grid: dict[str, str],
    sent: dict[str, Any],
    dump: Callable[..., Any],
) -> None:
    before, total = dump(study.file), changes.count(study)
    app = opened(study, menu.WORKBENCH.script, document=paper)
    codes = [grid.get(code, code) for code in changed.get("codes", ["trust"])]
    sent["apply"] = coded("est libre", []) | changed | {"codes": codes}
    app.button("sends-apply").click().run()
    assert not app.exception
    assert sentence in said(app)
    assert dump(study.file) == before
    assert changes.count(study) == total


def test_a_coding_is_taken_back_from_its_card_and_by_the_undo(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["remove"] = {"coding": made, "nonce": "1"}
    app.button("sends-remove").click().run()
    assert codings.everything(study) == []
    assert app.session_state["drawn"] == []
    app.button("workbench-undo").click().run()
    assert [c.id for c in codings.everything(study)] == [made]
    assert app.session_state["drawn"] == [(0, 8, "Léa", True)]


def test_somebody_elses_coding_is_refused_to_the_card_and_has_no_remove(
    study: Study, colleague: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    (theirs,) = codings.apply(colleague, paper, 0, 8, [grid["trust"]])
    (mine,) = codings.apply(study, paper, 0, 8, [grid["figures.trainer"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [theirs, mine], "start": 0, "end": 8, "nonce": "1"}
    app.button("sends-pick").click().run()
    assert "Salma" in shown(app)
    assert f"remove-{mine}" in keys(app)
    assert f"remove-{theirs}" not in keys(app)
    assert f"certainty-{theirs}" not in {box.key for box in app.selectbox}
    assert (0, 8, "Salma", False) in app.session_state["drawn"]
    sent["remove"] = {"coding": theirs, "nonce": "2"}
    app.button("sends-remove").click().run()
    assert "Ce codage est de Salma" in said(app)
    assert len(codings.everything(study)) == 2


def test_a_coding_is_revised_in_the_panel(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any], fragments: None
) -> None:
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [made], "start": 0, "end": 8, "nonce": "1"}
    app.button("sends-pick").click().run()
    field(app.text_area, "Commentaire").set_value("Un créneau, enfin.")
    field(app.checkbox, "Code dominant du passage").check()
    app.selectbox(f"certainty-{made}").select_index(1)
    field(app.selectbox, "Lisible par").set_value("private")
    field(app.button, "Enregistrer").click().run()
    assert not app.exception
    assert not app.error
    changed = codings.get(study, made)
    assert (changed.comment, changed.dominant, changed.level) == ("Un créneau, enfin.", True, "private")
    assert changed.certainty is not None


@pytest.fixture
def fragments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run of the whole page stand for a run of its fragment, which AppTest does not know."""
    again = st.rerun
    monkeypatch.setattr(st, "rerun", lambda scope="app": again())


def field(widgets: Any, label: str) -> Any:
    return next(widget for widget in widgets if widget.label == label)


def test_a_coding_is_removed_in_the_panel(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any], fragments: None
) -> None:
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [made], "start": 0, "end": 8, "nonce": "1"}
    app.button("sends-pick").click().run()
    app.button(f"remove-{made}").click().run()
    assert codings.everything(study) == []


def test_the_list_holds_the_codings_of_the_document_in_reading_order(
    study: Study, colleague: Study, paper: str, document: Make, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    codings.apply(study, paper, 22, 31, [grid["trust"]])
    codings.apply(colleague, paper, 0, 8, [grid["figures.trainer"]])
    other = document(study, "Un autre texte.", title="Un autre", source=b"autre")
    codings.apply(study, other, 0, 2, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    app.segmented_control("workbench-view").set_value("Codages").run()
    (table,) = app.dataframe
    assert table.value.to_numpy().tolist() == [["Formateur", "Le jeudi", "Salma"], ["Confiance", "est libre", "Léa"]]


@pytest.mark.parametrize(("whose", "drawn"), [("Tous", {"Léa", "Salma"}), ("Moi", {"Léa"}), ("Autres", {"Salma"})])
def test_the_codings_drawn_follow_whose_are_asked(
    whose: str, drawn: set[str], study: Study, colleague: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    codings.apply(study, paper, 22, 31, [grid["trust"]])
    codings.apply(colleague, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    app.segmented_control("workbench-coder").set_value(whose).run()
    assert {coder for _, _, coder, _ in app.session_state["drawn"]} == drawn


def test_a_passage_is_joined_to_a_link(
    study: Study,
    paper: str,
    grid: dict[str, str],
    sent: dict[str, Any],
    event: Make,
    milestone: Make,
    fragments: None,
) -> None:
    acts, steps = [event(study)], [milestone(study)]
    link = links.save(study, events=acts, milestones=steps, relation="prepares", statement="Elle prépare.")
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [made], "start": 0, "end": 8, "nonce": "1"}
    app.button("sends-pick").click().run()
    field(app.selectbox, "Lien").set_value(link)
    field(app.segmented_control, "Ce passage parle").set_value("against")
    field(app.selectbox, "Force").set_value("hoop")
    field(app.text_input, "Pourquoi").set_value("Le créneau existait déjà.")
    field(app.button, "Joindre").click().run()
    assert not app.exception
    assert not app.error
    (piece,) = evidence.of_link(study, link)
    assert (piece.quote, piece.side, piece.strength) == ("Le jeudi", "against", "hoop")
    assert (piece.comment, piece.coding) == ("Le créneau existait déjà.", made)
    field(app.segmented_control, "Ce passage parle").set_value("against")
    field(app.button, "Joindre").click().run()
    assert "parle déjà contre" in said(app)
    assert len(evidence.of_link(study, link)) == 1


def test_the_address_names_the_document_and_the_passage(
    study: Study, paper: str, document: Make, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    document(study, "Un autre texte.", title="Un autre", source=b"autre")
    (made,) = codings.apply(study, paper, 22, 31, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper, at=codings.get(study, made).passage)
    assert app.selectbox("workbench-document").value == paper
    assert app.session_state["focus"] == (22, 31)
    app = opened(study, menu.WORKBENCH.script, document=paper, at="3-8")
    assert app.session_state["focus"] == (3, 8)


@pytest.mark.parametrize("place", ["00000000-0000-4000-8000-000000000000", "n’importe quoi", "-", "8-"])
def test_a_place_that_is_not_there_is_said_and_the_document_opens(
    place: str, study: Study, paper: str, sent: dict[str, Any]
) -> None:
    app = opened(study, menu.WORKBENCH.script, document=paper, at=place)
    assert app.warning
    assert app.session_state["focus"] is None


def test_choosing_another_document_puts_it_in_the_address(
    study: Study, paper: str, document: Make, sent: dict[str, Any]
) -> None:
    other = document(study, "Un autre texte.", title="Un autre", source=b"autre")
    app = opened(study, menu.WORKBENCH.script, document=paper, at="3-8")
    app.selectbox("workbench-document").set_value(other).run()
    assert app.query_params["document"] == other
    assert "at" not in app.query_params


def test_a_private_document_of_somebody_else_is_not_opened_by_its_address(
    study: Study, colleague: Study, paper: str, document: Make, sent: dict[str, Any]
) -> None:
    secret = document(colleague, "Un secret.", title="Carnet", source=b"secret", level="private")
    app = opened(study, menu.WORKBENCH.script, document=secret)
    assert secret not in app.selectbox("workbench-document").options
    assert "Carnet" not in shown(app)
    assert app.warning
