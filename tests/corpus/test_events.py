"""Events: planned and held are two dates, a transversal event has no site, at most one figure leads."""

import pandas as pd
import pytest

from corpus import changes, events, milestones, sites
from corpus.errors import DateError, StudyError
from corpus.events import COLUMNS, HeldFigure

KNOWN = {"kind": "visit", "label": "Visite", "held": "2021-03-09"}


def test_an_event_comes_back_as_it_was_written(study):
    site = sites.add(study, "Havremer")
    figures = [HeldFigure("trainer", "Léa"), HeldFigure("third_party", "Le porteur", leading=True)]
    act = events.save(
        study,
        kind="companionship",
        label=" Matinée à deux ",
        sites=[site, site],
        planned="2021-03",
        held="2021-04-02",
        format="in_person",
        duration_minutes=180,
        origin="emergent",
        description="Première fois",
        figures=figures,
    )
    found = events.get(study, act)
    assert (found.label, found.sites, found.planned, found.held) == ("Matinée à deux", (site,), "2021-03", "2021-04-02")
    assert (found.format, found.duration_minutes, found.origin, found.level) == ("in_person", 180, "emergent", "team")
    assert found.figures == (figures[1], figures[0]), "the leading figure comes first"
    assert (found.leading, found.kind_label, found.when) == ("third_party", "Compagnonnage", "2 avril 2021")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"label": " "}, "intitulé"),
        ({"held": "", "planned": ""}, "date prévue ou tenue"),
        ({"held": "", "planned": "2021"}, "la date où il s’est tenu"),
        ({"kind": "party"}, "party"),
        ({"state": "lost"}, "lost"),
        ({"origin": "divine"}, "divine"),
        ({"format": "letter"}, "letter"),
        ({"figures": [HeldFigure("boss")]}, "figure est inconnue"),
        ({"figures": [HeldFigure("trainer", leading=True), HeldFigure("facilitator", leading=True)]}, "dominer"),
        ({"figures": [HeldFigure("trainer", "Léa"), HeldFigure("trainer", "Inès")]}, "deux fois"),
        ({"event": "absent"}, "n’existe pas"),
    ],
)
def test_an_event_with_a_wrong_field_is_refused_and_nothing_is_written(file, study, dump, wrong, says):
    before = dump(file)
    with pytest.raises(StudyError, match=says):
        events.save(study, **KNOWN | wrong)
    assert dump(file) == before


@pytest.mark.parametrize("date", ["9 mars 2021", "2021-13", "2020-03/", "M12"])
def test_an_event_takes_field_dates_only(study, date):
    with pytest.raises(DateError):
        events.save(study, **KNOWN | {"held": date})


def test_rewriting_an_event_touches_only_what_differs(study, event):
    site, other = sites.add(study, "Havremer"), sites.add(study, "Valmorant")
    act = event(study, sites=[site])
    event(study, "Visite", sites=[site, other], event=act)
    assert changes.history(study)[0].rows == 1, "one row for the site that was added"
    event(study, "Visite", sites=[other], event=act, figures=[HeldFigure("trainer")])
    assert events.get(study, act).sites == (other,)


def test_events_are_listed_by_the_date_they_were_held_else_planned(study, event):
    event(study, "C", held="2021-06")
    event(study, "A", held="", planned="2022", state="planned")
    event(study, "b", held="2021-03-09", planned="2023")
    event(study, "À côté", held="2021-03-09")
    assert [act.label for act in events.everything(study)] == ["À côté", "b", "C", "A"]


def test_an_event_others_stand_on_is_not_deleted(study, event, milestone, document):
    anchor, reported, free = event(study, "Ancre"), event(study, "Racontée"), event(study, "Libre")
    milestone(study, reached="", planned="M12", anchor=anchor)
    document(study, event=reported)
    with pytest.raises(StudyError, match="« Ancre » est cité par un jalon"):
        events.delete(study, anchor)
    with pytest.raises(StudyError, match="« Racontée » est cité par un document"):
        events.delete(study, reported)
    events.delete(study, free)
    assert {act.label for act in events.everything(study)} == {"Ancre", "Racontée"}


def test_the_frame_has_a_row_for_each_site_and_one_for_a_transversal_event(study, event):
    havremer, valmorant = sites.add(study, "Havremer"), sites.add(study, "Valmorant")
    leading = [HeldFigure("facilitator", "Léa", leading=True), HeldFigure("trainer")]
    both = event(
        study, "Visite double", held="2021-03~", planned="2021-02", sites=[havremer, valmorant], figures=leading
    )
    across = event(study, "Vague", kind="health_crisis", held="2020-03/..")
    moved = event(study, "Reportée", held="", planned="2021-05-01", state="moved", sites=[havremer])
    frame = events.frame(study)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["id"].tolist() == [across, both, both, moved]
    double = frame[frame["id"] == both]
    assert set(double["site_label"]) == {"Havremer", "Valmorant"}
    row = double.iloc[0]
    assert (row["figure"], row["outside"], row["date_text"]) == ("facilitator", False, "vers mars 2021")
    assert (row["first"], row["last"]) == (pd.Timestamp("2021-03-01"), pd.Timestamp("2021-03-31"))
    assert row["soft_first"] < row["first"] <= row["last"] < row["soft_last"]
    assert (row["planned_first"], row["planned_text"]) == (pd.Timestamp("2021-02-01"), "février 2021")
    wave = frame.iloc[0]
    assert wave["site"] is None and wave["site_label"] is None and wave["figure"] is None
    assert wave["outside"] and wave["first"] == pd.Timestamp("2020-03-01") and pd.isna(wave["last"])
    assert frame.iloc[3]["first"] == pd.Timestamp("2021-05-01"), "the planned date stands when none was held"


def test_the_frame_of_a_study_without_events_keeps_its_columns(study):
    assert list(events.frame(study).columns) == list(COLUMNS)
    assert len(events.frame(study)) == len(milestones.frame(study)) == 0
