"""The Frise: what is drawn, where, and what answers a click."""

import pandas as pd
import pytest

from analytics import palette, timeline
from tests.analytics.frames import days, events, links, milestones

JULY = {"date_text": "2021-07-10", **days("2021-07-10", "2021-07-10")}


def spec_of(*frames, **options) -> dict:
    return timeline.chart(*frames, **options).to_dict()


def rows(spec: dict, *fields: str) -> list[dict]:
    """Return the rows of the first dataset that has all the fields."""
    for data in spec["datasets"].values():
        if data and set(fields) <= set(data[0]):
            return data
    return []


def lane_names(spec: dict) -> list[str]:
    expression = next(
        layer["encoding"]["y"]["axis"]["labelExpr"]
        for layer in spec["layer"]
        if "axis" in layer["encoding"].get("y", {})
    )
    return [name for name in expression.split("]")[0].strip("[").replace('"', "").split(", ")]


def test_empty_frames_give_a_chart_that_says_so_and_keeps_the_selection():
    spec = spec_of(events(), milestones(), links())
    assert "Aucun événement daté" in str(spec["datasets"])
    assert [p["name"] for p in spec["params"]] == ["mark"]


def test_undated_records_alone_say_nothing_is_dated():
    spec = spec_of(events(days(None, None)), milestones(), links())
    assert "Aucun événement daté" in str(spec["datasets"])


def test_one_point_selection_named_mark_on_record():
    spec = spec_of(events({}), milestones({}), links({}))
    assert [(p["name"], p["select"]) for p in spec["params"]] == [("mark", {"type": "point", "fields": ["record"]})]


def test_a_long_outside_fact_alone_still_answers_a_click():
    wave = {"site": None, "site_label": None, "outside": True, "kind": "health_crisis"}
    spec = spec_of(events({**wave, **days("2020-03-17", "2020-06-22")}), milestones(), links())
    assert [p["name"] for p in spec["params"]] == ["mark"]
    assert rows(spec, "start", "end", "record")[0]["record"] == "event:e1"


def test_every_drawn_record_has_a_target_with_a_tooltip():
    spec = spec_of(events({}), milestones({}), links({}))
    found = set()
    for layer in spec["layer"]:
        if "tooltip" in layer["encoding"]:
            found |= {row["record"] for row in spec["datasets"][layer["data"]["name"]]}
    assert found == {"event:e1", "milestone:m1", "link:l1"}


def test_lanes_go_transversal_context_then_sites_in_french_order():
    spec = spec_of(
        events(
            {"id": "a", "site": "s2", "site_label": "Zélande"},
            {"id": "b", "site": "s3", "site_label": "Étang"},
            {"id": "c", "site": None, "site_label": None},
            {"id": "d", "site": None, "site_label": None, "outside": True},
            {"id": "e", "site": "s4", "site_label": "Site 10"},
            {"id": "f", "site": "s5", "site_label": "Site 9"},
        ),
        milestones({}),
        links(),
    )
    assert lane_names(spec) == [
        "Transversal",
        "Contexte",
        "Ambroise",
        "Étang",
        "Site 9",
        "Site 10",
        "Zélande",
    ]


def test_planned_events_are_hollow_and_held_ones_take_the_colour_of_the_figure():
    spec = spec_of(events({"figure": "trainer"}, {"id": "e2", "state": "planned", **JULY}), milestones(), links())
    drawn = {row["record"]: row for row in rows(spec, "path", "colour", "letter")}
    assert drawn["event:e1"]["fill"] == "#E69F00"
    assert drawn["event:e1"]["letter"] == "Fo"
    assert drawn["event:e2"]["fill"] == "transparent"
    assert drawn["event:e2"]["colour"] == "#0072B2"


def test_an_event_without_figure_is_grey():
    spec = spec_of(events({"figure": None}), milestones(), links())
    assert rows(spec, "path", "colour", "letter")[0]["colour"] == palette.NEUTRAL


def test_a_milestone_stands_where_it_was_reached_with_its_planned_place_beside():
    spec = spec_of(events(), milestones({}), links())
    delay = rows(spec, "asked", "at")[0]
    assert pd.Timestamp(delay["at"], unit="ms") == pd.Timestamp("2021-09-01 12:00")
    assert pd.Timestamp(delay["asked"], unit="ms") == pd.Timestamp("2021-06-16")


def test_a_milestone_not_reached_stands_where_it_is_planned():
    never = {"state": "planned", "reached_text": None, **days(None, None, "reached_")}
    spec = spec_of(events(), milestones(never), links())
    diamond = rows(spec, "record", "at", "path", "fill")[0]
    assert pd.Timestamp(diamond["at"], unit="ms") == pd.Timestamp("2021-06-16")
    assert diamond["fill"] == "transparent"


def test_an_arc_goes_from_its_event_to_its_milestone():
    spec = spec_of(events({}), milestones({}), links({}))
    arc = sorted(rows(spec, "thread", "status", "x"), key=lambda row: row["step"])
    assert pd.Timestamp(arc[0]["x"], unit="ms") == pd.Timestamp("2021-03-10 12:00")
    assert pd.Timestamp(arc[-1]["x"], unit="ms") == pd.Timestamp("2021-09-01 12:00")


def test_an_event_of_several_sites_is_linked_from_the_site_of_the_milestone():
    spec = spec_of(events({"site": "s0", "site_label": "Aaa"}, {}), milestones({}), links({}))
    arc = sorted(rows(spec, "thread", "status", "x"), key=lambda row: row["step"])
    at_site = [row["y"] for row in rows(spec, "path", "colour", "letter")]
    assert arc[0]["y"] == max(at_site)


def test_a_link_without_both_ends_drawn_has_no_arc():
    spec = spec_of(events({}), milestones({}), links({"milestone": "elsewhere"}))
    assert rows(spec, "thread", "x") == []


def test_a_contradicted_link_differs_by_colour_dash_and_sign():
    against, supported = palette.LINK_STATUSES["contradicted"], palette.LINK_STATUSES["supported"]
    assert against.colour != supported.colour
    assert against.dash != supported.dash
    spec = spec_of(events({}), milestones({}), links({"status": "contradicted"}))
    assert [row["sign"] for row in rows(spec, "thread", "sign") if row["step"] == 4] == ["×"]


def test_a_long_date_gets_a_bar_and_a_day_does_not():
    long = {"id": "e2", **days("2021-01-01", "2021-12-31")}
    spec = spec_of(events({}, long), milestones(), links())
    assert {row["record"] for row in rows(spec, "start", "end", "Intitulé")} == {"event:e2"}


def test_a_period_hides_what_lies_outside_it():
    spec = spec_of(
        events({}, {"id": "e2", **days("2019-01-01", "2019-01-01")}),
        milestones({}),
        links({}),
        period=(pd.Timestamp("2021-01-01"), pd.Timestamp("2021-12-31")),
    )
    assert {row["record"] for row in rows(spec, "path", "colour", "letter")} == {"event:e1"}


def test_the_figure_is_never_taller_than_620_pixels():
    many = [{"id": f"e{i}", "site": f"s{i % 8}", "site_label": f"Site {i % 8}"} for i in range(80)]
    assert spec_of(events(*many), milestones({}), links())["height"] <= 620


def test_the_axis_of_time_is_french():
    spec = spec_of(events({}), milestones({}), links({}))
    axes = [layer["encoding"]["x"]["axis"] for layer in spec["layer"] if "axis" in layer["encoding"].get("x", {})]
    assert "avr." in axes[0]["labelExpr"] and "août" in axes[0]["labelExpr"]


@pytest.mark.parametrize("columns", ["Intitulé", "État", "Figure"])
def test_table_has_french_columns(columns):
    assert columns in timeline.table(events({}), milestones({}), links({})).columns


def test_table_holds_each_record_once_in_the_order_of_time():
    table = timeline.table(
        events({}, {"site": "s2", "site_label": "Bellerive"}, {"id": "e0", **days("2020-01-01", "2020-01-01")}),
        milestones({}),
        links({}),
    )
    assert list(table.index) == ["event:e0", "event:e1", "milestone:m1", "link:l1"]
    assert table.loc["event:e1", "Site"] == "Ambroise, Bellerive"
    assert table.loc["milestone:m1", "État"] == "atteint"
    assert table.loc["link:l1", "Éléments"] == "2 pour, 1 contre"


def test_table_of_empty_frames_keeps_its_columns():
    assert "Intitulé" in timeline.table(events(), milestones(), links()).columns


def test_caption_counts_distinct_records_and_undated_ones():
    line = timeline.caption(
        events({}, {"site": "s2", "site_label": "B"}, {"id": "e2", **days(None, None)}),
        milestones({}),
        links({}),
        filters="visites",
    )
    plain = line.replace("\u00a0", " ")
    assert plain == (
        "Source : 2 événements, 1 jalon, 1 lien, 2 sites ; 1 repère sans date, non dessiné. Filtre : visites."
    )


def test_alt_text_says_how_many_and_where_the_table_is():
    words = timeline.alt_text(events({}), milestones({}), links({})).replace("\u00a0", " ")
    assert "1 événement" in words and "1 atteint" in words and "1 étayée" in words
    assert "tableau" in words


def test_title_names_sites_and_months():
    found = timeline.title(events({}), milestones({})).replace("\u00a0", " ")
    assert found == "Accompagnement et jalons de 1 site, de mars 2021 à septembre 2021"


def day(number: int) -> dict:
    at = (pd.Timestamp("2020-01-01") + pd.Timedelta(days=6 * number)).strftime("%Y-%m-%d")
    return days(at, at)
