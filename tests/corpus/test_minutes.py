"""The life of minutes: states, preparation from the one before, two layers, and the file that is sent."""

import io
from collections.abc import Callable
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook import carrying, overview
from corpus import (
    attendance,
    changes,
    documents,
    events,
    minute_docx,
    minute_sheet,
    minute_writing,
    minutes,
    private_notes,
    sites,
    versions,
)
from corpus.attendance import Line
from corpus.errors import AccessError, StudyError
from corpus.minute_sheet import Sheet
from corpus.study import Study

Make = Callable[..., str]
TODAY = date(2021, 4, 8)
BEFORE = (
    "Compte-rendu de visite\nPrésents : deux cardiologues, une infirmière. Absente : direction.\n"
    "Ordre du jour : le compagnonnage ; la grille.\nDécisions : un courrier part ; la grille est relue."
)
SHEET = Sheet(
    title="Compte-rendu de visite",
    hours="14 h à 15 h 30",
    position="advising",
    objectives="Écouter",
    content="On a parlé.\nPuis on s’est tu.",
    decisions="- Un courrier\n- Une grille",
    next="jeudi 8 avril 2021",
)
PEOPLE = [Line("physician", 2, "deux, dont le chef"), Line("manager", None, "la cadre", "excused")]


def life(study: Study, event: str) -> minutes.Life:
    return minutes.of_event(study, event, TODAY)


def test_every_held_event_that_calls_for_minutes_is_listed_with_or_without(study: Study, event: Make) -> None:
    for kind in ("visit", "steering_committee", "project_committee", "case_review", "informal", "staff_departure"):
        event(study, kind, kind=kind)
    event(study, "à venir", "", planned="2021-05", state="planned")
    found = minutes.held(study, TODAY)
    assert {one.event.kind for one in found} == {"visit", "steering_committee", "project_committee", "case_review"}
    assert {(one.state, one.days) for one in found} == {("missing", 30)}
    assert [one.event.label for one in minutes.coming(study, TODAY)] == ["à venir"]


def test_a_minute_goes_from_to_do_to_written_to_sent(study: Study, event: Make) -> None:
    visit = event(study)
    paper = minutes.plan(study, visit)
    assert (life(study, visit).state, documents.get(study, paper).kind) == ("todo", "visit_minutes")
    minute_writing.save(study, paper, SHEET, PEOPLE)
    assert (life(study, visit).state, documents.get(study, paper).version) == ("todo", None)
    assert minute_writing.sheet_of(study, paper) == SHEET
    minute_writing.save(study, paper, SHEET, PEOPLE, written_on=TODAY)
    assert (life(study, visit).state, life(study, visit).written_on) == ("drafted", "2021-04-08")
    minutes.mark_sent(study, paper, TODAY, "équipe élargie")
    assert (life(study, visit).state, life(study, visit).sent_to) == ("sent", "équipe élargie")


def test_a_minute_not_done_is_noted_with_its_reason_and_can_be_taken_up_again(study: Study, event: Make) -> None:
    visit = event(study)
    paper = minutes.plan(study, visit, state="not_done", reason="rattrapée par le temps")
    assert (life(study, visit).state, life(study, visit).reason) == ("not_done", "rattrapée par le temps")
    assert minutes.plan(study, visit) == paper
    assert life(study, visit).state == "todo"
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert life(study, visit).state == "not_done"


def test_a_written_minute_is_not_begun_again_and_nothing_unwritten_is_sent(study: Study, event: Make) -> None:
    visit = event(study)
    paper = minutes.plan(study, visit)
    with pytest.raises(StudyError, match="pas encore rédigé"):
        minutes.mark_sent(study, paper, TODAY)
    minute_writing.save(study, paper, SHEET, written_on=TODAY)
    with pytest.raises(StudyError, match="a déjà"):
        minutes.plan(study, visit)


def test_the_overview_counts_what_is_missing_whatever_else_speaks_of_the_visit(
    study: Study, event: Make, document: Make
) -> None:
    written, noted, spoken_of, prepared = (event(study, f"Visite {n}") for n in range(4))
    document(study, "Le compte-rendu.", event=written, kind="visit_minutes")
    minutes.plan(study, noted, state="not_done")
    document(study, "Un entretien.", event=spoken_of, kind="interview")
    private_notes.save(study, spoken_of, "Une intuition.")
    minute_writing.save(study, minutes.plan(study, prepared), SHEET)
    found = overview.of(study)
    assert found.visits_without_minutes == 3
    assert (found.minutes_called, found.minutes_written, found.minutes_not_done) == (4, 1, 1)


def test_the_next_minute_is_prepared_from_the_one_before_at_the_same_site(
    study: Study, event: Make, document: Make
) -> None:
    here, there = sites.add(study, "Havremer"), sites.add(study, "Valmorant")
    first, elsewhere = event(study, "V1", "2021-02-11", sites=[here]), event(study, "V", "2021-03-01", sites=[there])
    document(study, BEFORE, event=first, kind="visit_minutes", date="2021-02-11")
    document(study, "Décisions : rien.", event=elsewhere, kind="visit_minutes")
    coming = event(study, "V2", "", planned="2021-03-11", state="planned", sites=[here])
    sheet = minute_writing.prepare(study, coming)
    assert sheet.title == "Compte-rendu de visite, Havremer, 11 mars 2021"
    assert sheet.follow_up.splitlines() == ["un courrier part", "la grille est relue."]
    assert sheet.agenda.splitlines() == ["Suivi des décisions (11 février 2021)", "le compagnonnage", "la grille."]
    assert sheet.expected == {
        "physician": "deux cardiologues",
        "nurse": "une infirmière",
        "direction": "direction (absents)",
    }
    paper = minutes.plan(study, coming)
    assert minute_writing.sheet_of(study, paper) == sheet


def test_people_written_at_the_event_before_are_those_expected(study: Study, event: Make, document: Make) -> None:
    first = event(study, "C1", "2021-01-01", kind="steering_committee")
    document(study, BEFORE, event=first, kind="steering_note")
    attendance.record(study, first, [Line("funder", 2, "")])
    second = event(study, "C2", "2021-06-01", kind="steering_committee")
    assert minute_writing.prepare(study, second).expected == {"funder": "2"}


def test_a_private_minute_of_somebody_else_prepares_nothing(
    study: Study, colleague: Study, event: Make, document: Make
) -> None:
    first = event(study, "V1", "2021-01-01")
    document(study, BEFORE, event=first, kind="visit_minutes", level="private")
    second = event(study, "V2", "2021-02-01")
    assert minute_writing.prepare(colleague, second).follow_up == ""
    assert life(colleague, first).state == "missing"


def test_a_written_minute_is_filled_in_again_and_revised(study: Study, event: Make) -> None:
    visit = event(study, format="remote")
    paper = minutes.plan(study, visit)
    minute_writing.save(study, paper, SHEET, PEOPLE, written_on=TODAY)
    first = documents.get(study, paper)
    text = versions.text(study, first.version or "")
    assert "Date : 9 mars 2021, 14 h à 15 h 30\nModalité : à distance\nPosition prise : observation et conseil" in text
    assert "Cardiologues, médecins : deux, dont le chef\nExcusés : Cadres de santé (la cadre)" in text
    again = minute_writing.sheet_of(study, paper)
    assert again is not None
    assert again.decisions == "Un courrier\nUne grille"
    changed = Sheet(**{**vars(again), "concerns": "Le bureau"})
    with pytest.raises(StudyError, match="déjà un texte"):
        minute_writing.save(study, paper, changed, PEOPLE)
    minute_writing.save(study, paper, changed, PEOPLE, seen=first.version, revise=carrying.revise)
    assert documents.get(study, paper).version != first.version
    assert minute_writing.sheet_of(study, paper) == changed
    with pytest.raises(StudyError, match="entre-temps"):
        minute_writing.save(study, paper, SHEET, PEOPLE, seen=first.version, revise=carrying.revise)


def test_a_text_that_came_from_a_file_is_not_filled_in_by_the_form(study: Study, event: Make, document: Make) -> None:
    visit = event(study)
    paper = document(study, BEFORE, event=visit, kind="visit_minutes")
    assert minute_writing.sheet_of(study, paper) is None
    assert life(study, visit).state == "drafted"


def test_the_private_note_is_read_by_its_author_alone_and_goes_in_no_file(
    study: Study, colleague: Study, committee: Study, event: Make
) -> None:
    visit = event(study, level="committee")
    paper = minutes.plan(study, visit)
    minute_writing.save(study, paper, SHEET, PEOPLE, written_on=TODAY)
    note = private_notes.save(study, visit, "Le chef hausse\n\nles épaules.")
    assert private_notes.words(study, visit) == "Le chef hausse\nles épaules."
    assert documents.get(study, note).level == "private"
    for other in (colleague, committee):
        assert private_notes.words(other, visit) == ""
        assert note not in {one.id for one in documents.everything(other)}
        assert all("note privée" not in change.label for change in changes.history(other))
    assert "épaules" not in words_of(minute_docx.to_bytes(minute_writing.shared(study, paper), author="Léa"))
    private_notes.save(colleague, visit, "La mienne.")
    assert private_notes.words(study, visit) == "Le chef hausse\nles épaules."
    private_notes.save(study, visit, "Autre chose.", revise=carrying.revise)
    assert private_notes.words(study, visit) == "Autre chose."
    assert private_notes.of_event(study, visit) == documents.get(study, note)
    with pytest.raises(StudyError, match="vide"):
        private_notes.save(study, visit, " \n ")


def words_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_the_word_file_holds_the_shared_layer_block_for_block(study: Study, event: Make) -> None:
    paper = minutes.plan(study, event(study))
    minute_writing.save(study, paper, SHEET, PEOPLE)
    reading = minute_writing.shared(study, paper)
    made = docx.Document(io.BytesIO(minute_docx.to_bytes(reading, author="Léa", footer="Projet")))
    assert "\n".join(paragraph.text for paragraph in made.paragraphs) == reading.text
    styles = {paragraph.text: paragraph.style.name for paragraph in made.paragraphs}
    assert (styles["Compte-rendu de visite"], styles["Décisions"]) == ("Heading 1", "Heading 2")
    assert (styles["Une grille"], styles["On a parlé."]) == ("List Bullet", "Normal")
    assert (made.core_properties.author, made.sections[0].footer.paragraphs[0].text) == ("Léa", "Projet")


def test_a_minute_not_done_has_nothing_to_send(study: Study, event: Make) -> None:
    paper = minutes.plan(study, event(study), state="not_done")
    with pytest.raises(StudyError, match="rien à envoyer"):
        minute_writing.shared(study, paper)


def test_minutes_are_no_more_open_than_their_event(study: Study, committee: Study, event: Make) -> None:
    visit, copil = event(study, level="private"), event(study, kind="steering_committee", level="committee")
    assert documents.get(study, minutes.plan(study, visit)).level == "private"
    assert documents.get(study, minutes.plan(study, copil)).level == "team"
    with pytest.raises(AccessError):
        minutes.plan(committee, copil)
    assert minutes.held(committee, TODAY)[0].state == "missing"


def test_an_event_that_calls_for_no_minutes_is_refused(study: Study, event: Make) -> None:
    with pytest.raises(StudyError, match="n’appelle pas"):
        minutes.plan(study, event(study, kind="informal"))


LINE = st.text(alphabet="abcé -’:;(),.", min_size=1, max_size=30).map(lambda t: " ".join(t.split()).lstrip("-–• "))
LINES = st.lists(LINE.filter(lambda t: t.strip(" -–•")), max_size=3).map("\n".join)


@settings(deadline=None)
@given(LINES, LINES, LINES)
def test_what_is_filled_in_comes_back_from_the_text(content: str, decisions: str, praise: str) -> None:
    sheet = Sheet(title="Visite", content=content, decisions=decisions, praise=praise)
    made = minute_sheet.composed(sheet, date="9 mars 2021", place="Havremer", format=None, people=PEOPLE)
    assert made.text == "\n".join(made.text[block.start : block.end] for block in made.blocks)
    segments = [versions.Segment(b.kind, b.start, b.end, b.level, None, None, None) for b in made.blocks]
    assert minute_sheet.read_back(made.text, segments) == sheet


def test_events_of_the_chronology_show_as_they_are(study: Study, event: Make) -> None:
    visit = event(study, "V", "2021-03~")
    assert life(study, visit).days == (TODAY - date(2021, 3, 31)).days
    assert events.get(study, visit).when == "vers mars 2021"


def test_a_minute_taken_out_leaves_its_event_without_one_and_undo_gives_it_back(study: Study, event: Make) -> None:
    visit = event(study)
    paper = minutes.plan(study, visit, state="not_done", reason="faute de temps")
    documents.remove(study, paper)
    assert life(study, visit).state == "missing"
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert life(study, visit).reason == "faute de temps"
