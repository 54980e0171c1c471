"""Minutes as a person meets them: what is missing is noted, prepared, written, sent, and a note stays private."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import attendance, documents, events, minute_writing, minutes, sites, versions
from corpus.attendance import Line
from corpus.study import Study

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
Make = Callable[..., str]


def opened(study: Study, **address: str) -> AppTest:
    """Enter as this member and open the page."""
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page("field/minutes.py").run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> None:
    app.button(key).click().run()
    assert not app.exception
    assert not app.error, [error.value for error in app.error]


def state(study: Study, event: str) -> str:
    return minutes.of_event(study, event, date.today()).state


def test_an_empty_study_says_what_to_do(study: Study) -> None:
    app = opened(study)
    assert any("chronologie" in info.value for info in app.info)
    assert not app.radio


def test_the_list_tells_each_state_and_how_long_since(study: Study, event: Make) -> None:
    held = event(study, "Visite n° 1")
    minutes.plan(study, held, state="not_done", reason="faute de temps")
    event(study, "COPIL n° 1", kind="steering_committee")
    app = opened(study, minute=held)
    assert len(app.radio("choice-minute").options) == 2
    captions = " ".join(caption.value for caption in app.caption)
    assert "tenus : 1 sans compte-rendu, 1 non fait." in captions
    assert "faute de temps" in captions


def test_one_click_prepares_a_minute_then_it_is_completed_and_written(
    study: Study, event: Make, document: Make
) -> None:
    site = sites.add(study, "Havremer")
    first = event(study, "V1", "2021-02-11", sites=[site])
    document(study, "Présents : une cardiologue.\nDécisions : un courrier.", event=first, kind="visit_minutes")
    visit = event(study, "V2", "2021-03-11", sites=[site])
    app = opened(study, minute=visit)
    press(app, "minute-todo")
    (paper,) = [one.id for one in documents.everything(study) if one.event == visit]
    assert app.text_area(f"minute-follow_up-{paper}").value == "un courrier."
    assert app.text_input(f"minute-names-physician-{paper}").placeholder == "avant : une cardiologue"
    app.text_area(f"minute-content-{paper}").set_value("On a parlé.")
    app.number_input(f"minute-number-nurse-{paper}").set_value(2)
    app.text_input(f"minute-away-manager-{paper}").set_value("la cadre")
    press(app, f"minute-written-{paper}")
    assert state(study, visit) == "drafted"
    assert attendance.of_event(study, visit) == [Line("nurse", 2, ""), Line("manager", None, "la cadre", "excused")]
    said = " ".join(caption.value for caption in app.caption)
    assert "Étaient là : infirmières, infirmiers. C’est un fait, sans jugement des absents." in said
    app.text_area(f"minute-decisions-{paper}").set_value("Une grille")
    press(app, f"minute-save-{paper}")
    found = documents.get(study, paper)
    assert "Une grille" in versions.text(study, found.version or "")
    assert len(attendance.of_event(study, visit)) == 2
    app.text_input(f"minute-sent-to-{paper}").set_value("équipe")
    press(app, f"minute-sent-{paper}")
    assert state(study, visit) == "sent"


def test_a_minute_not_done_is_noted_with_a_reason(study: Study, event: Make) -> None:
    visit = event(study)
    app = opened(study, minute=visit)
    app.text_input("minute-reason").set_value("rattrapée par le temps")
    press(app, "minute-not-done")
    assert state(study, visit) == "not_done"
    assert minutes.of_event(study, visit, date.today()).reason == "rattrapée par le temps"


def test_several_are_noted_not_done_at_once(study: Study, event: Make) -> None:
    visits = [event(study, f"V{n}") for n in range(3)]
    app = opened(study)
    app.multiselect("minutes-batch").set_value(visits[:2]).run()
    press(app, "minutes-batch-not-done")
    assert [state(study, visit) for visit in visits] == ["not_done", "not_done", "missing"]


def test_the_private_note_is_shown_to_its_author_alone(study: Study, researcher: Study, event: Make) -> None:
    visit = event(study)
    app = opened(study, minute=visit)
    app.text_area(f"note-text-{visit}").set_value("Une intuition.")
    press(app, f"note-save-{visit}")
    assert opened(study, minute=visit).text_area(f"note-text-{visit}").value == "Une intuition."
    assert opened(researcher, minute=visit).text_area(f"note-text-{visit}").value == ""


def test_the_announced_date_becomes_a_planned_event_whose_minute_can_be_prepared(study: Study, event: Make) -> None:
    visit = event(study)
    paper = minutes.plan(study, visit)
    sheet = minute_writing.sheet_of(study, paper)
    assert sheet is not None
    minute_writing.save(study, paper, type(sheet)(title="V", next="jeudi 8 avril 2021, même heure"))
    app = opened(study, minute=visit)
    press(app, "minute-next-plan")
    assert [(one.planned, one.state) for one in events.everything(study) if one.id != visit] == [
        ("2021-04-08", "planned")
    ]
    assert "minute-next-plan" not in [button.key for button in app.button]
    app.segmented_control("minutes-when").set_value("À venir").run()
    assert len(app.radio("choice-minute").options) == 1


def test_a_minute_that_came_from_a_file_offers_no_form(study: Study, event: Make, document: Make) -> None:
    visit = event(study)
    document(study, "Un texte importé.", event=visit, kind="visit_minutes")
    app = opened(study, minute=visit)
    assert any("vient d’un fichier" in info.value for info in app.info)


@pytest.mark.parametrize("role", ["committee"])
def test_the_committee_is_refused(committee: Study, role: str) -> None:
    app = AppTest.from_file(str(INDEX.parent / "field" / "minutes.py"), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    assert any("n’est pas ouverte" in error.value for error in app.error)
