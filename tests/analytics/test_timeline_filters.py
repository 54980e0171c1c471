"""What the timeline keeps when a person chooses sites, kinds, statuses and years."""

from datetime import date

import pandas as pd

from analytics.timeline_filters import Kept, keep, years


def day(text):
    return pd.Timestamp(text) if text else pd.NaT


EVENTS = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "site": ["s1", "s2", None],
        "kind": ["visit", "visit", "steering_committee"],
        "first": [day("2021-03-01"), day("2022-05-01"), day(None)],
        "last": [day("2021-03-31"), day("2022-05-01"), day("2020-06-30")],
    }
)
MILESTONES = pd.DataFrame(
    {
        "id": ["m", "n"],
        "site": ["s1", None],
        "planned_first": [day("2021-09-01"), day(None)],
        "planned_last": [day("2021-09-30"), day(None)],
        "reached_first": [day(None), day("2024-02-01")],
        "reached_last": [day(None), day("2024-02-29")],
    }
)
LINKS = pd.DataFrame({"id": ["l", "k"], "status": ["proposed", "open"], "event": ["a", "c"], "milestone": ["m", "n"]})


def ids(frames):
    return [list(frame["id"]) for frame in frames]


def test_keeping_everything_changes_nothing():
    assert ids(keep(EVENTS, MILESTONES, LINKS, Kept())) == [["a", "b", "c"], ["m", "n"], ["l", "k"]]


def test_a_site_keeps_its_own_and_what_is_transversal_and_the_links_between_them():
    assert ids(keep(EVENTS, MILESTONES, LINKS, Kept(sites=("s2",)))) == [["b", "c"], ["n"], ["k"]]


def test_a_link_goes_with_an_event_whose_kind_is_left_out():
    assert ids(keep(EVENTS, MILESTONES, LINKS, Kept(kinds=("visit",)))) == [["a", "b"], ["m", "n"], ["l"]]


def test_kinds_and_statuses_keep_only_theirs():
    kept = Kept(kinds=("steering_committee",), statuses=("open",))
    assert ids(keep(EVENTS, MILESTONES, LINKS, kept)) == [["c"], ["m", "n"], ["k"]]


def test_years_cover_events_and_both_dates_of_milestones():
    assert years(EVENTS, MILESTONES) == (2020, 2024)
    assert years(EVENTS.iloc[:0], MILESTONES.iloc[:0]) is None


def test_years_become_whole_days_and_a_choice_is_said():
    assert Kept(years=(2021, 2022)).period == (date(2021, 1, 1), date(2022, 12, 31))
    assert Kept().period is None
    said = Kept(sites=("s1",), statuses=("open",)).said({"s1": "Montjoie"}, {}, {"open": "non tranchée"})
    assert said == "Montjoie ; non tranchée"
