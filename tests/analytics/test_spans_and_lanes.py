"""Stretches of dates, rows of lanes, and the curve of links."""

import numpy as np
import pandas as pd
import pytest

from analytics import arcs, lanes, spans
from tests.analytics.frames import days, events

DAY = spans.DAY


def at(day: str) -> float:
    return pd.Timestamp(day).timestamp() * 1000


def test_bounds_cover_the_last_day_whole():
    bound = spans.bounds(events(days("2021-03-01", "2021-03-31"))).iloc[0]
    assert bound["solid0"] == at("2021-03-01")
    assert bound["solid1"] == at("2021-04-01")
    assert bound["at"] == (at("2021-03-01") + at("2021-04-01")) / 2


def test_an_open_end_stands_at_its_known_end_and_fades_to_the_edge():
    table = spans.bounds(events(days("2021-03-01", None)))
    seen = spans.Window(at("2021-01-01"), at("2022-01-01"), 365.0)
    row = spans.within(table, seen).iloc[0]
    assert row["at"] == at("2021-03-01")
    pieces = spans.slices(row, 0.4)
    assert max(end for _, end, _ in pieces) == seen.last
    assert [o for _, _, o in pieces] == sorted((o for _, _, o in pieces), reverse=True)


def test_soft_ends_are_fainter_than_the_strict_part():
    about = {**days("2021-03-01", "2021-05-31"), "soft_first": "2021-01-01", "soft_last": "2021-08-01"}
    seen = spans.Window(at("2020-01-01"), at("2022-01-01"), 700.0)
    pieces = spans.slices(spans.within(spans.bounds(events(about)), seen).iloc[0], 0.4)
    solid, *soft = pieces
    assert solid == (at("2021-03-01"), at("2021-06-01"), 0.4)
    assert all(opacity < 0.4 for *_, opacity in soft)
    assert min(start for start, *_ in soft) == at("2021-01-01")


def test_a_record_without_date_has_no_place():
    assert spans.bounds(events(days(None, None))).empty


def test_a_period_open_on_one_side_takes_the_other_from_the_dates():
    table = spans.bounds(events({}))
    seen = spans.window([table], (pd.Timestamp("2020-01-01"), None), 100.0)
    assert seen is not None
    assert seen.first == at("2020-01-01")
    assert seen.last > at("2021-03-11")


@pytest.mark.parametrize(
    ("starts", "ends", "rows"),
    [
        ([0, 20, 40], [10, 30, 50], [0, 0, 0]),
        ([0, 5, 12], [10, 15, 22], [0, 1, 0]),
        ([0, 1, 2, 3], [10, 30, 20, 40], [0, 1, 2, 0]),
    ],
)
def test_marks_that_would_touch_are_stacked_in_the_first_free_row(starts, ends, rows):
    assert list(lanes.stack(np.array(starts, float), np.array(ends, float), 3)) == rows


def test_arc_starts_and_ends_where_it_is_told():
    points = arcs.curve((0.0, 5.0), (100.0, 6.0), unit=10.0, lift=2.6, same_lane=True)
    assert points[0] == pytest.approx([0.0, 5.0])
    assert points[-1] == pytest.approx([100.0, 6.0])
    assert points.shape == (arcs.POINTS, 2)


def test_arc_bows_upwards_within_a_lane_and_no_higher_than_its_lift():
    points = arcs.curve((0.0, 5.0), (1e6, 6.0), unit=1.0, lift=2.0, same_lane=True)
    assert points[:, 1].min() < 5.0
    assert points[:, 1].min() >= 3.0


def test_arc_between_lanes_stays_between_them():
    points = arcs.curve((0.0, 1.0), (50.0, 20.0), unit=10.0, lift=2.0, same_lane=False)
    assert points[:, 1].min() >= 1.0
    assert points[:, 1].max() <= 20.0
