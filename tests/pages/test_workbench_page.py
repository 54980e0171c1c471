"""The workbench as a person meets it: the panel follows what was marked, and says more of it.

The marked text itself lives in the browser and writes through the routes of the server (see ``test_text_route``); here
stands in its place a button for each thing it tells the page.
"""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from codebook import codes, codings, evidence, links
from codebook.suggesting import verdicts
from corpus import documents
from corpus.study import Study
from pages.parts import menu, text_coder, ticket
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

TEXT = "Le jeudi après-midi 😀 est libre des deux côtés.\nLa cadre relit la fiche."
Make = Callable[..., str]
Bench = Callable[..., AppTest]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What the marked text sends next, by the name of the act."""
    sending: dict[str, dict[str, Any]] = {}

    def stand_in(*, desk: dict[str, Any], shown: Any, focus: Any, **given: Any) -> None:
        st.session_state["desk"], st.session_state["shown"], st.session_state["focus"] = desk, shown, focus
        for act in ("changed", "pick"):
            st.button(act, key=f"sends-{act}", on_click=lambda act=act: given[f"on_{act}"](sending[act]))

    monkeypatch.setattr(text_coder, "text_desk", stand_in)
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


def test_what_was_just_coded_is_shown_in_the_panel(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    app = opened(study, menu.WORKBENCH.script, document=paper)
    made = codings.apply(study, paper, 22, 31, [grid["trust"], grid["figures.trainer"]])
    sent["changed"] = {"codings": made, "nonce": "1"}
    app.button("sends-changed").click().run()
    assert not app.exception
    assert not app.error
    assert "« est libre »" in shown(app)
    assert "2 codages · 1 passage · 1 codeur" in shown(app)


def test_a_coding_that_came_from_a_suggestion_says_so(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    (made,) = codings.apply(study, paper, 22, 31, [grid["trust"]])
    version = documents.get(study, paper).version or ""
    with study.change("Accepter"):
        verdicts.note(study, version, (22, 31), grid["trust"], "accepted", rules=[], ranked=True, coding=made)
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [made]}
    app.button("sends-pick").click().run()
    assert "suggéré par le classement, accepté" in shown(app)


def test_a_gesture_that_made_nothing_leaves_the_panel_on_what_it_shows(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    (made,) = codings.apply(study, paper, 22, 31, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [made], "start": 22, "end": 31, "nonce": "1"}
    app.button("sends-pick").click().run()
    sent["changed"] = {"codings": None, "nonce": "2"}
    app.button("sends-changed").click().run()
    assert "« est libre »" in shown(app)


def test_a_coding_that_went_meanwhile_is_said_to_be_gone(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    (made,) = codings.apply(study, paper, 22, 31, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    codings.remove(study, [made])
    sent["pick"] = {"codings": [made], "start": 22, "end": 31, "nonce": "1"}
    app.button("sends-pick").click().run()
    assert not app.exception
    assert "n’est plus là" in shown(app)


def test_the_ticket_names_the_text_and_the_person_and_is_given_again_only_when_it_ages(
    study: Study, paper: str, sent: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(study, menu.WORKBENCH.script, document=paper)
    first = app.session_state["desk"]["ticket"]
    held = ticket.read(first)
    assert (held.document, held.member, held.path) == (paper, study.member.id, study.file.path.resolve())
    assert held.version == app.session_state["desk"]["version"]
    app.run()
    assert app.session_state["desk"]["ticket"] == first
    monkeypatch.setattr(ticket, "half_over", lambda given: True)
    app.run()
    assert ticket.read(app.session_state["desk"]["ticket"]).until >= held.until


def test_acts_are_undone_and_done_again_from_the_page(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    before = app.session_state["desk"]["revision"]
    app.button("workbench-undo").click().run()
    assert codings.everything(study) == []
    assert app.session_state["desk"]["revision"] > before
    app.button("workbench-redo").click().run()
    assert [c.id for c in codings.everything(study)] == [made]
    app.button("workbench-redo").click().run()
    assert "rien à rétablir" in said(app)


def test_somebody_elses_coding_is_read_and_not_changed(
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
    field(app.selectbox, "Code").set_value(grid["figures.trainer"])
    field(app.button, "Enregistrer").click().run()
    assert not app.exception
    assert not app.error
    changed = codings.get(study, made)
    assert (changed.comment, changed.dominant, changed.level) == ("Un créneau, enfin.", True, "private")
    assert changed.certainty is not None
    assert changed.code == grid["figures.trainer"]


def test_a_coding_changed_in_another_window_is_not_written_over_and_what_was_typed_stays(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any], fragments: None
) -> None:
    (made,) = codings.apply(study, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    sent["pick"] = {"codings": [made], "start": 0, "end": 8, "nonce": "1"}
    app.button("sends-pick").click().run()
    codings.revise(study, made, comment="Depuis l’autre fenêtre.")
    field(app.text_area, "Commentaire").set_value("Longuement pesé.")
    field(app.button, "Enregistrer").click().run()
    assert "Quelqu’un a modifié" in said(app)
    assert codings.get(study, made).comment == "Depuis l’autre fenêtre."
    assert field(app.text_area, "Commentaire").value == "Longuement pesé."
    app.button("sends-pick").click().run()
    assert field(app.text_area, "Commentaire").value == "Depuis l’autre fenêtre."


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


@pytest.mark.parametrize(
    ("whose", "who", "listed"),
    [("Tous", "all", {"Léa", "Salma"}), ("Moi", "mine", {"Léa"}), ("Autres", "others", {"Salma"})],
)
def test_the_codings_drawn_and_listed_follow_whose_are_asked(
    whose: str,
    who: str,
    listed: set[str],
    study: Study,
    colleague: Study,
    paper: str,
    grid: dict[str, str],
    sent: dict[str, Any],
) -> None:
    codings.apply(study, paper, 22, 31, [grid["trust"]])
    codings.apply(colleague, paper, 0, 8, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    app.segmented_control("workbench-view").set_value("Codages").run()
    app.segmented_control("workbench-coder").set_value(whose).run()
    assert app.session_state["shown"].who == who
    assert set(app.dataframe[0].value["Par"]) == listed


def test_the_list_is_narrowed_by_code_coder_facet_and_dominance(
    study: Study, colleague: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    codings.apply(study, paper, 22, 31, [grid["trust"]], dominant=True)
    codings.apply(study, paper, 0, 8, [grid["figures.trainer"]], facets={"certainty": "doubtful"})
    codings.apply(colleague, paper, 3, 8, [grid["figures.trainer"]], facets={"certainty": "sure"})
    app = opened(study, menu.WORKBENCH.script, document=paper)
    app.segmented_control("workbench-view").set_value("Codages").run()

    def passages() -> list[str]:
        return app.dataframe[0].value["Passage"].tolist()

    app.multiselect("workbench-only-codes").set_value([grid["figures.trainer"]]).run()
    assert passages() == ["Le jeudi", "jeudi"]
    app.multiselect("workbench-only-coders").set_value([colleague.member.id]).run()
    assert passages() == ["jeudi"]
    app.multiselect("workbench-only-facets").set_value(["certainty=doubtful"]).run()
    assert "Aucun codage ne répond à ce filtre" in as_read(app.info)
    app.button("workbench-only-clear").click().run()
    assert len(passages()) == 3
    app.checkbox("workbench-only-dominant").check().run()
    assert passages() == ["est libre"]
    assert app.session_state["shown"].dominant


def test_a_code_that_goes_leaves_the_filter(
    study: Study, paper: str, grid: dict[str, str], sent: dict[str, Any]
) -> None:
    codings.apply(study, paper, 22, 31, [grid["trust"]])
    app = opened(study, menu.WORKBENCH.script, document=paper)
    app.segmented_control("workbench-view").set_value("Codages").run()
    app.multiselect("workbench-only-codes").set_value([grid["figures.trainer"]]).run()
    with study.change("Retirer un code"):
        codes.drop(study, grid["figures.trainer"])
    app.run()
    assert not app.exception


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
