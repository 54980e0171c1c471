"""The legend of the timeline: what shapes, colours, fills, diamonds and threads mean.

Keeps layers without visible marks whose only role is to carry one legend each; the visible layers
name their colours and shapes outright, so that the legend stays whole whatever is on screen. Leaves
the signs themselves to `palette`.
"""

from typing import Any

import altair as alt
import pandas as pd

from analytics import palette

CIRCLE_BARRED = palette.CIRCLE + palette.BAR


def layers() -> list[alt.Chart]:
    """Return the carriers of the five legends, kinds, figures, states of events, milestones, links."""
    return [_families(), _figures(), _event_states(), _milestones(), _links()]


def _carrier(title: str, labels: list[str], measure: str = "N") -> tuple[alt.Chart, str]:
    """Return an invisible chart over the labels, and the name of their field."""
    # Carriers stay out of reach of clicks: no tooltip, no parameter.
    data = pd.DataFrame({title: labels})
    return alt.Chart(data).mark_point(size=0, opacity=0, strokeWidth=0, tooltip=None), f"{title}:{measure}"


def _legend(title: str, orient: Any, columns: int, **signs: Any) -> alt.Legend:
    return alt.Legend(
        title=title, orient=orient, columns=columns, direction="horizontal",
        symbolOpacity=1, symbolStrokeWidth=1.4, offset=2, padding=2, rowPadding=1, columnPadding=10,
        titleFontSize=11, titleFontWeight=600, labelFontSize=11, titlePadding=3, labelOffset=4, **signs,
    )  # fmt: skip


def _families() -> alt.Chart:
    families = list(palette.FAMILIES.values())
    labels = [family.label for family in families]
    chart, field = _carrier("Genre d’événement", labels)
    legend = _legend(
        "Forme : genre d’événement", "top", 4,
        symbolSize=110, symbolFillColor="transparent", symbolStrokeColor=palette.NEUTRAL,
    )  # fmt: skip
    scale = alt.Scale(domain=labels, range=[family.path for family in families])
    return _pinned(chart, shape=alt.Shape(field, scale=scale, legend=legend))


def _figures() -> alt.Chart:
    figures = [*palette.FIGURES.values(), palette.NO_FIGURE]
    labels = [f"{f.label} ({f.letter})" if f.letter else f.label for f in figures]
    chart, field = _carrier("Figure", labels)
    legend = _legend("Couleur : figure dominante", "top", 2, symbolType="circle", symbolSize=110)
    scale = alt.Scale(domain=labels, range=[figure.colour for figure in figures])
    return _pinned(
        chart,
        fill=alt.Fill(field, scale=scale, legend=legend),
        stroke=alt.Stroke(field, scale=scale, legend=legend),
    )


def _event_states() -> alt.Chart:
    labels = list(palette.EVENT_STATES.values())
    chart, field = _carrier("État", labels)
    legend = _legend("État", "top", 2, symbolSize=110)
    shapes = [CIRCLE_BARRED if s == "cancelled" else palette.CIRCLE for s in palette.EVENT_STATES]
    fills = [palette.NEUTRAL if s == "held" else palette.CLEAR for s in palette.EVENT_STATES]
    dashes = [palette.EVENT_DASHES[s] for s in palette.EVENT_STATES]
    return _pinned(
        chart,
        shape=alt.Shape(field, scale=alt.Scale(domain=labels, range=shapes), legend=legend),
        fill=alt.Fill(field, scale=alt.Scale(domain=labels, range=fills), legend=legend),
        stroke=_outline(field, labels, legend),
        strokeDash=alt.StrokeDash(field, scale=alt.Scale(domain=labels, range=dashes), legend=legend),
    )


def _milestones() -> alt.Chart:
    states = palette.MILESTONE_STATES
    labels = [label for label, _ in states.values()]
    chart, field = _carrier("Jalon", labels)
    legend = _legend("Losange : jalon d’un site", "bottom", 5, symbolSize=110)
    fills = [palette.NEUTRAL if s in palette.FILLED_MILESTONES else palette.CLEAR for s in states]
    return _pinned(
        chart,
        shape=alt.Shape(
            field,
            scale=alt.Scale(domain=labels, range=[p for _, p in states.values()]),
            legend=legend,
        ),
        fill=alt.Fill(field, scale=alt.Scale(domain=labels, range=fills), legend=legend),
        stroke=_outline(field, labels, legend),
    )


def _links() -> alt.Chart:
    # Ordinal: widths of an unordered field make Vega-Lite complain.
    strokes = list(palette.LINK_STATUSES.values())
    labels = [f"{s.label} {s.sign}".strip() for s in strokes]
    chart, field = _carrier("Lien", labels, "O")
    legend = _legend("Fil : lien affirmé, selon son statut", "bottom", 5, symbolType="stroke", symbolSize=520)
    legend.symbolStrokeWidth = alt.Undefined

    def scale(values: list[Any]) -> alt.Scale:
        return alt.Scale(domain=labels, range=values)

    return _pinned(
        chart,
        stroke=alt.Stroke(field, scale=scale([s.colour for s in strokes]), legend=legend),
        strokeDash=alt.StrokeDash(field, scale=scale([list(s.dash) for s in strokes]), legend=legend),
        strokeWidth=alt.StrokeWidth(field, scale=scale([s.width for s in strokes]), legend=legend),
    )


def _outline(field: str, labels: list[str], legend: alt.Legend) -> alt.Stroke:
    # A legend with fills drops its outlines unless they come from a scale too.
    scale = alt.Scale(domain=labels, range=[palette.NEUTRAL] * len(labels))
    return alt.Stroke(field, scale=scale, legend=legend)


def _pinned(chart: alt.Chart, **channels: Any) -> alt.Chart:
    return chart.encode(x=alt.XValue(0), y=alt.YValue(0), **channels)
