"""Milestones: planned and reached are two dates; a date that counts from an event follows it."""

import pandas as pd
import pytest

from corpus import changes, milestones, sites
from corpus.errors import DateError, StudyError

KNOWN = {"module": "delegation", "label": "Première consultation déléguée", "planned": "2021"}


def bounds(study, step: str) -> tuple[str, str]:
    row = milestones.frame(study).set_index("id").loc[step]
    return row["planned_first"].date().isoformat(), row["planned_last"].date().isoformat()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"label": " "}, "intitulé"),
        ({"module": "gardening"}, "gardening"),
        ({"state": "lost"}, "lost"),
        ({"planned": ""}, "date prévue ou atteinte"),
        ({"state": "reached"}, "la date où il l’a été"),
        ({"milestone": "absent"}, "n’existe pas"),
        ({"site": "absent"}, "rien n’a été écrit"),
    ],
)
def test_a_milestone_with_a_wrong_field_is_refused_and_nothing_is_written(file, study, dump, wrong, says):
    before = dump(file)
    with pytest.raises(StudyError, match=says):
        milestones.save(study, **KNOWN | wrong)
    assert dump(file) == before


def test_a_relative_date_needs_the_event_it_counts_from(study):
    with pytest.raises(DateError, match="« M12/M18 » compte depuis un autre moment"):
        milestones.save(study, **KNOWN | {"planned": "M12/M18"})


def test_a_relative_date_becomes_an_interval_from_its_anchor(study, event):
    """The starting day of 15 January 2020 plus 12 and 18 months."""
    start = event(study, "Démarrage", held="2020-01-15")
    step = milestones.save(study, **KNOWN | {"planned": "M12/M18", "anchor": start})
    assert bounds(study, step) == ("2021-01-15", "2021-07-15")
    assert milestones.get(study, step).planned == milestones.get(study, step).planned_shown == "M12/M18"


@pytest.mark.parametrize(("text", "moved"), [("M12/M18", ("2021-04-02", "2021-10-02")), ("J+10", ("2020-04-12",) * 2)])
def test_moving_the_anchor_moves_the_bounds_and_undoing_moves_them_back(study, event, text, moved):
    start = event(study, "Démarrage", held="2020-01-15")
    step = milestones.save(study, **KNOWN | {"planned": text, "anchor": start})
    before = bounds(study, step)
    event(study, "Démarrage", held="2020-04-02", event=start)
    assert bounds(study, step) == moved
    changes.undo(study, changes.history(study)[0].id)
    assert bounds(study, step) == before


def test_an_anchor_held_on_another_day_than_planned_counts_from_the_day_it_was_held(study, event):
    start = event(study, "Démarrage", held="", planned="2020-01-15", state="planned")
    step = milestones.save(study, **KNOWN | {"planned": "M12", "anchor": start})
    assert bounds(study, step) == ("2021-01-15", "2021-01-15")
    event(study, "Démarrage", planned="2020-01-15", held="2020-03-01", event=start)
    assert bounds(study, step) == ("2021-03-01", "2021-03-01")


def test_the_milestones_others_keep_private_follow_the_anchor_too(study, researcher, event):
    start = event(study, "Démarrage", held="2020-01-15")
    step = milestones.save(researcher, **KNOWN | {"planned": "M12", "anchor": start, "level": "private"})
    event(study, "Démarrage", held="2020-02-15", event=start)
    assert bounds(researcher, step) == ("2021-02-15", "2021-02-15")


def test_a_date_written_in_full_does_not_follow_the_anchor(study, event):
    start = event(study, "Démarrage", held="2020-01-15")
    step = milestones.save(study, **KNOWN | {"anchor": start})
    event(study, "Démarrage", held="2022-01-15", event=start)
    assert bounds(study, step) == ("2021-01-01", "2021-12-31")


def test_an_anchor_that_would_leave_a_relative_date_without_bounds_is_refused(file, study, event, dump):
    start = event(study, "Démarrage", held="2020-01-15")
    milestones.save(study, **KNOWN | {"planned": "M12", "anchor": start})
    before = dump(file)
    with pytest.raises(DateError):
        event(study, "Démarrage", held="2020-01-15/..", event=start)
    assert dump(file) == before


def test_the_frame_has_a_row_for_each_milestone(study, milestone):
    site = sites.add(study, "Havremer")
    reached = milestone(study, site=site, planned="2021-01", reached="2021-06~", state="reached")
    waiting = milestone(study, "Titration", module="titration", planned="2022/..", reached="")
    frame = milestones.frame(study).set_index("id")
    assert list(frame.index) == [reached, waiting]
    row = frame.loc[reached]
    assert (row["module_label"], row["site_label"], row["state_label"]) == ("Délégation", "Havremer", "atteint")
    assert (row["planned_text"], row["reached_text"]) == ("janvier 2021", "vers juin 2021")
    assert row["reached_soft_first"] < row["reached_first"] == pd.Timestamp("2021-06-01")
    open_ended = frame.loc[waiting]
    assert open_ended["site"] is None
    assert pd.isna(open_ended["planned_last"]) and pd.isna(open_ended["reached_first"])


def test_a_milestone_is_rewritten_and_deleted(study, milestone):
    step = milestone(study)
    milestone(study, "Deuxième consultation", milestone=step)
    assert [one.label for one in milestones.everything(study)] == ["Deuxième consultation"]
    milestones.delete(study, step)
    assert milestones.everything(study) == []
