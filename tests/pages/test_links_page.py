"""The page of links as a person meets it: an argument is posed, supported, discussed, and read aloud."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook import codings, evidence, links
from corpus.study import Study

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
STATEMENT = "À Havremer, la visite a débloqué la première consultation, parce que le créneau y a été trouvé."
Make = Callable[..., str]


def opened(study: Study, **address: str) -> AppTest:
    """Enter as this member and open the page of links."""
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page("analysis/links.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(error.value for error in app.error)


def shown(app: AppTest) -> str:
    return " ".join(part.value for part in (*app.text, *app.markdown, *app.caption, *app.subheader)).replace("\\", "")


@pytest.fixture
def coded(study: Study, document: Make, grid: dict[str, str]) -> str:
    """A coding of a sentence of the field."""
    text = "Le jeudi après-midi est libre des deux côtés."
    paper = document(study, text, title="Compte-rendu de visite")
    return codings.apply(study, paper, 0, 8, [grid["figures.facilitator"]], text="Le jeudi")[0]


@pytest.fixture
def link(study: Study, event: Make, milestone: Make) -> str:
    return links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="unblocks", statement=STATEMENT
    )


def test_a_link_is_posed_with_a_coding_as_evidence(study: Study, event: Make, milestone: Make, coded: str) -> None:
    act, step = event(study), milestone(study)
    app = opened(study, event=act)
    assert app.multiselect("link-events").value == [act]
    app.multiselect("link-milestones").set_value([step])
    app.selectbox("link-relation").set_value("unblocks")
    app.text_area("link-statement").set_value(STATEMENT)
    app.text_input("link-other").set_value("Le poste était déjà accordé.")
    passage = codings.get(study, coded).passage
    app.radio("link-picker-passage").set_value(passage).run()
    app.radio("link-picker-strength").set_value("smoking_gun")
    app.text_input("link-picker-comment").set_value("Le créneau existait.")
    app.button("link-picker-join").click().run()
    assert app.text_area("link-statement").value == STATEMENT
    app.button("link-save").click().run()
    assert not app.exception
    assert not app.error
    (made,) = links.everything(study)
    assert (made.events, made.milestones, made.relation, made.status) == ((act,), (step,), "unblocks", "proposed")
    (piece,) = evidence.of_link(study, made.id)
    assert (piece.passage, piece.coding, piece.side, piece.strength) == (passage, coded, "for", "smoking_gun")
    assert [other.text for other in evidence.alternatives(study, made.id)] == ["Le poste était déjà accordé."]
    assert app.query_params["link"] == made.id
    assert STATEMENT in shown(app)


def test_a_link_without_a_statement_is_refused_and_what_was_chosen_stays(
    study: Study, event: Make, milestone: Make
) -> None:
    step = milestone(study)
    app = opened(study, milestone=step)
    act = event(study)
    app.run()
    app.multiselect("link-events").set_value([act])
    app.text_area("link-mechanism").set_value("Une question ouverte")
    app.button("link-save").click().run()
    assert "voix haute" in said(app)
    assert links.everything(study) == []
    assert app.multiselect("link-milestones").value == [step]
    assert app.text_area("link-mechanism").value == "Une question ouverte"


def test_the_argument_reads_whole_with_both_sides(study: Study, link: str, coded: str, document: Make) -> None:
    passage = codings.get(study, coded).passage
    evidence.add(study, link, passage, side="for", strength="hoop", comment="Il fallait ce créneau.", coding=coded)
    evidence.add(study, link, passage, side="against", strength="straw")
    evidence.set_alternatives(study, link, [("Le poste était déjà accordé.", None)])
    links.set_status(study, link, "open", "Les deux se lisent.")
    page = shown(opened(study, link=link))
    for expected in (
        STATEMENT,
        "« Le jeudi »",
        "Il fallait ce créneau.",
        "Le poste était déjà accordé.",
        "non tranchée",
        "Les deux se lisent.",
        "un argument posé par une personne",
        "Affirmé par Léa",
    ):
        assert expected in page


def test_a_piece_is_taken_away(study: Study, link: str, coded: str) -> None:
    piece = evidence.add(study, link, codings.get(study, coded).passage, side="for", strength="straw")
    app = opened(study, link=link)
    app.button(f"link-take-{piece}").click().run()
    assert not app.exception
    assert evidence.of_link(study, link) == []


def test_a_link_is_rewritten_and_keeps_its_evidence(study: Study, link: str, coded: str) -> None:
    evidence.add(study, link, codings.get(study, coded).passage, side="for", strength="straw")
    app = opened(study, link=link, edit="1")
    assert app.text_area("link-statement").value == STATEMENT
    app.text_area("link-statement").set_value(STATEMENT.replace("débloqué", "préparé"))
    app.selectbox("link-relation").set_value("prepares")
    app.button("link-save").click().run()
    changed = links.get(study, link)
    assert (changed.relation, changed.n_for) == ("prepares", 1)
    assert "a préparé" in changed.statement


def test_the_list_is_filtered_by_status_and_words(study: Study, link: str) -> None:
    app = opened(study)
    assert len(app.radio("choice-link").options) == 1
    app.selectbox("filter-link-status").set_value("confirmed").run()
    assert not app.radio
    assert "retirez un filtre" in " ".join(info.value for info in app.info)
    app.selectbox("filter-link-status").set_value("proposed").run()
    app.text_input("filter-link-words").set_value("CRENEAU").run()
    assert len(app.radio("choice-link").options) == 1


def test_an_empty_study_says_what_to_do(study: Study) -> None:
    assert "posez le premier" in " ".join(info.value for info in opened(study).info)


def test_an_unknown_link_says_so_and_the_page_goes_on(study: Study) -> None:
    app = opened(study, link="00000000-0000-4000-8000-000000000000")
    assert "n’existe plus" in " ".join(warning.value for warning in app.warning)


def test_the_committee_is_refused(committee: Study) -> None:
    app = AppTest.from_file(str(INDEX.parent / "analysis" / "links.py"), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    assert "n’est pas ouverte" in said(app)
    assert not app.text_input


def test_a_session_that_did_not_enter_is_refused() -> None:
    app = AppTest.from_file(str(INDEX.parent / "analysis" / "links.py"), default_timeout=60).run()
    assert "accueil" in said(app)
    assert not app.text_input
