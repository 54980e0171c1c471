"""The layers of the timeline, from the quiet floor up to the targets that answer the pointer.

Keeps how each kind of mark is drawn. Leaves the rows behind them to `marks`, their signs to `palette`, and
the whole chart to `timeline`.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from analytics import french, marks, palette
from analytics.lanes import CONTEXT, TRANSVERSAL, Placement

SELECTION = "mark"


def build(drawn: marks.Marks, row: float) -> list[alt.Chart]:
    """Return the layers from back to front, without those that have nothing to draw; `row` is the pixels of a row."""
    x, y = _time(drawn), _lanes(drawn.placement)
    layers = [
        *_ground(drawn, x, y),
        *_threads(drawn, x, y),
        *_bars(drawn, x, y),
        *_milestones(drawn, x, y, row),
        *_events(drawn, x, y, row),
        *_answers(drawn, x, y, row),
    ]
    return _listening([layer for layer in layers if not layer.data.empty])


def selection() -> alt.Parameter:
    """Return the point selection of the timeline, on the field record."""
    return alt.selection_point(name=SELECTION, fields=["record"])


def _listening(layers: list[alt.Chart]) -> list[alt.Chart]:
    """Return the layers with the selection on the last one that answers the pointer.

    One is enough: a click is heard on every mark of the layered view that has a tooltip.
    """
    last = max(i for i, layer in enumerate(layers) if layer.encoding.tooltip is not alt.Undefined)
    return [*layers[:last], layers[last].add_params(selection()), *layers[last + 1 :]]


def _time(drawn: marks.Marks) -> alt.X:
    """Return the axis of time. Its scale is linear in milliseconds (UTC), so that no time zone moves a day."""
    seen = drawn.seen
    starts = french.month_starts(seen.first, seen.last)
    names = [french.month_name(at) for at in starts]
    return alt.X(
        "at:Q",
        scale=alt.Scale(domain=[seen.first, seen.last], nice=False, zero=False),
        axis=alt.Axis(
            title=None,
            orient="top",  # the first thing read, even where the foot of the chart is out of sight
            values=starts,
            labelExpr=french.lookup(starts, names),
            labelPadding=5,
            labelOverlap=True,
            labelFontSize=11,
            domain=False,
            ticks=False,
            grid=True,
            gridColor=palette.NEUTRAL,
            gridOpacity=alt.condition("utcmonth(datum.value) == 0", alt.value(0.45), alt.value(0.13)),
            gridWidth=1,
        ),
    )


def _lanes(placement: Placement) -> alt.Y:
    middles = [lane.middle for lane in placement.lanes]
    return alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, placement.height], reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            title=None,
            values=middles,
            labelExpr=french.lookup(middles, [lane.name for lane in placement.lanes]),
            labelFontSize=12,
            labelLimit=150,
            labelPadding=10,
            domain=False,
            ticks=False,
            grid=False,
        ),
    )


def _ground(drawn: marks.Marks, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the quiet floor: every other lane tinted, health crises shaded down all lanes."""
    lanes = pd.DataFrame([{"y": lane.top, "bottom": lane.bottom} for lane in drawn.placement.lanes[::2]])
    tint = (
        alt.Chart(lanes)
        .mark_rect(color=palette.NEUTRAL, opacity=0.075)
        .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=y, y2="bottom")
    )
    events = drawn.events
    crises = events[events["kind"].eq("health_crisis") & events["lane"].eq(CONTEXT)]
    shade = (
        alt.Chart(crises[["from_", "to_"]].drop_duplicates())
        .mark_rect(color=palette.NEUTRAL, opacity=0.11)
        .encode(x=_on(x, "from_"), x2="to_", y=alt.YValue(0), y2=alt.Y2Value("height"))
    )
    return [tint, shade]


def _on(x: alt.X, field: str) -> alt.X:
    axis = x.copy()
    axis.shorthand = f"{field}:Q"
    return axis


def _when_chosen(opacity: float) -> alt.OpacityValue:
    # A condition, not a filter: an empty layer would leave the axes without extent.
    condition = {"param": SELECTION, "empty": False, "value": opacity}
    return alt.OpacityValue(0.0, condition=condition)


def _tips(fields: list[str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N") for field in fields]


def _dashes(field: str, dashes: Mapping[str, tuple[float, ...]]) -> alt.StrokeDash:
    # Dashes go through a scale: a list in a cell does not survive the way to the browser.
    scale = alt.Scale(domain=list(dashes), range=[list(dash) for dash in dashes.values()])
    return alt.StrokeDash(f"{field}:N", scale=scale, legend=None)


def _threads(drawn: marks.Marks, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    literal: dict[str, Any] = {"scale": None, "legend": None}
    place: dict[str, Any] = {
        "x": _on(x, "x"),
        "y": y,
        "detail": alt.Detail("thread:N"),
        "order": alt.Order("step:Q"),
    }
    # Words stay out of the drawn lines, so that they travel once only.
    base = alt.Chart(drawn.threads.drop(columns=marks.LINK_TOOLTIP)).encode(**place)
    chosen = base.mark_line(strokeWidth=7, color=palette.THREAD, interpolate="natural").encode(
        opacity=_when_chosen(0.3)
    )
    grip = (
        alt.Chart(drawn.threads[["record", "thread", "step", "x", "y", *marks.LINK_TOOLTIP]])
        .mark_line(strokeWidth=11, opacity=0.001, cursor="pointer", interpolate="natural")
        .encode(**place, tooltip=_tips(marks.LINK_TOOLTIP))
    )
    line = base.mark_line(interpolate="natural", strokeCap="round").encode(
        stroke=alt.Stroke("colour:N", **literal),
        strokeDash=_dashes("status", {k: s.dash for k, s in palette.LINK_STATUSES.items()}),
        strokeWidth=alt.StrokeWidth("width:Q", **literal),
        opacity=alt.Opacity("opacity:Q", **literal),
    )
    sign = (
        alt.Chart(drawn.signs)
        .mark_text(fontSize=15, fontWeight=700)
        .encode(x=_on(x, "x"), y=y, text="sign:N", color=alt.Color("colour:N", **literal))
    )
    return [chosen, line, sign, grip]


def _bars(drawn: marks.Marks, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    return [
        alt.Chart(rows)
        .mark_rule(cursor="pointer")
        .encode(
            x=_on(x, "start"),
            x2="end",
            y=y,
            color=alt.Color("colour:N", scale=None, legend=None),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("thick:Q", scale=None, legend=None),
            tooltip=_tips(tooltip),
        )
        for rows, tooltip in (
            (drawn.milestone_bars, marks.MILESTONE_TOOLTIP),
            (drawn.event_bars, marks.EVENT_TOOLTIP),
        )
    ]


def _milestones(drawn: marks.Marks, x: alt.X, y: alt.Y, size: float) -> list[alt.Chart]:
    delay = (
        alt.Chart(drawn.delays)
        .mark_rule(color=palette.INK, opacity=0.45, strokeWidth=1)
        .encode(x=_on(x, "asked"), x2="at", y=y)
    )
    asked = (
        alt.Chart(drawn.delays)
        .mark_point(
            shape=palette.DIAMOND,
            size=_area(size, 0.62),
            strokeWidth=1,
            color=palette.INK,
            opacity=0.6,
        )
        .encode(x=_on(x, "asked"), y=y)
    )
    rows = drawn.milestones[["record", "at", "y", "path", "fill"]]
    diamond = (
        alt.Chart(rows)
        .mark_point(size=_area(size, 0.9), strokeWidth=1.3, opacity=0.85, color=palette.INK)
        .encode(
            x=_on(x, "at"),
            y=y,
            shape=alt.Shape("path:N", scale=None, legend=None),
            fill=alt.Fill("fill:N", scale=None, legend=None),
        )
    )
    return [delay, asked, diamond, _labels(drawn.milestones, drawn, x, y, size)]


def _events(drawn: marks.Marks, x: alt.X, y: alt.Y, size: float) -> list[alt.Chart]:
    columns = [
        "record",
        "at",
        "y",
        "path",
        "colour",
        "fill",
        "state",
        "letter",
        "letter_colour",
        "barred",
    ]
    rows = drawn.events.loc[~drawn.events["bar_only"], columns]
    literal: dict[str, Any] = {"scale": None, "legend": None}
    shape = (
        alt.Chart(rows)
        .mark_point(size=_area(size, 1.0), strokeWidth=1.5, strokeJoin="round", opacity=1)
        .encode(
            x=_on(x, "at"),
            y=y,
            shape=alt.Shape("path:N", **literal),
            stroke=alt.Stroke("colour:N", **literal),
            fill=alt.Fill("fill:N", **literal),
            strokeDash=_dashes("state", palette.EVENT_DASHES),
        )
    )
    bar = (
        alt.Chart(rows[rows["barred"]])
        .mark_point(shape=palette.BAR, size=_area(size, 1.0), strokeWidth=1.6, opacity=1)
        .encode(x=_on(x, "at"), y=y, stroke=alt.Stroke("colour:N", **literal))
    )
    letter = (
        alt.Chart(rows[rows["letter"].ne("") & ~rows["barred"]])
        .mark_text(fontSize=max(7, min(9, size * 0.6)), fontWeight=700, dy=0.5)
        .encode(x=_on(x, "at"), y=y, text="letter:N", color=alt.Color("letter_colour:N", **literal))
    )
    told = drawn.events[drawn.events["lane"].isin([TRANSVERSAL, CONTEXT])]
    return [shape, bar, letter, _labels(told, drawn, x, y, size)]


def _labels(rows: pd.DataFrame, drawn: marks.Marks, x: alt.X, y: alt.Y, size: float) -> alt.Chart:
    """Return the names that fit at the right of their mark, or inside a long bar."""
    seen = drawn.seen
    at_left = rows["bar_only"] if "bar_only" in rows else pd.Series(False, index=rows.index)
    edge = rows["left"].where(at_left, rows["right"]) + 2
    words = pd.DataFrame(
        {
            "at": seen.first + edge / seen.width * (seen.last - seen.first),
            "y": rows["y"],
            "short": rows["short"],
        }
    )
    return (
        alt.Chart(words[words["short"].ne("")])
        .mark_text(align="left", fontSize=max(9.5, min(11, size * 0.8)), color=palette.INK, opacity=0.72)
        .encode(x=x, y=y, text="short:N")
    )


def _answers(drawn: marks.Marks, x: alt.X, y: alt.Y, size: float) -> list[alt.Chart]:
    """Return the invisible targets that answer pointer and click, and the ring around the mark chosen."""
    columns = ["record", "at", "y"]
    points = drawn.events[~drawn.events["bar_only"]]
    both = pd.concat([drawn.milestones[columns], points[columns]])
    ring = (
        alt.Chart(both)
        .mark_point(shape="circle", size=_area(size, 1.75), strokeWidth=2, color=palette.THREAD)
        .encode(x=_on(x, "at"), y=y, opacity=_when_chosen(1.0))
    )
    targets = [
        alt.Chart(rows[[*columns, *tooltip]])
        .mark_circle(size=_area(size, 1.3), opacity=0.001, color=palette.NEUTRAL, cursor="pointer")
        .encode(x=_on(x, "at"), y=y, tooltip=_tips(tooltip))
        for rows, tooltip in (
            (drawn.milestones, marks.MILESTONE_TOOLTIP),
            (points, marks.EVENT_TOOLTIP),
        )
    ]
    return [ring, *targets]


def _area(row: float, share: float) -> float:
    return (max(8.0, min(13.5, row * 0.95)) * share) ** 2
