"""The Frise: what was done and what the sites reached, on one axis of time, with the threads people draw between them.

Keeps the chart as a whole: its size, its empty case, its public names. Leaves rows to `marks`,
layers and clicks to `timeline_layers`, signs explained to `legend`, sentences and the table that
says the same to `timeline_words` (re-exported here). Order is time and names; nothing is ranked.

Each mark carries `record`: "event:<id>", "milestone:<id>" or "link:<id>". The point selection is
named "mark" on that field.
"""

import altair as alt
import pandas as pd

from analytics import french, legend, marks, palette, timeline_layers
from analytics.timeline_layers import SELECTION
from analytics.timeline_words import alt_text, caption, table, title

__all__ = ["SELECTION", "alt_text", "caption", "chart", "table", "title"]

NOTHING_DATED = "Aucun événement daté"
TALLEST = 620
GUIDES = 150
ROW = 22.0
DEFAULT_WIDTH = 1100
PLOT_WIDTH = 850.0
OWN_SCALES = ("shape", "fill", "stroke", "strokeDash", "strokeWidth")


def chart(
    events: pd.DataFrame,
    milestones: pd.DataFrame,
    links: pd.DataFrame,
    *,
    period: tuple[object, object] | None = None,
    height: int | None = None,
) -> alt.LayerChart:
    """Return the timeline of a study: one lane a site by name, a transversal lane and a context lane above them.

    :param events: one row for each event and site: id, kind, kind_label, label, site, site_label,
        state, figure, outside, date_text, planned_text, first, last, soft_first, soft_last (days;
        missing = open).
    :param milestones: id, label, module_label, site, site_label, state, planned_* and reached_*
        dates.
    :param links: one row for each link, event and milestone: id, event, milestone, relation_label,
        status, status_label, figures, n_for, n_against, statement.
    :param period: first and last day shown, either may be None; by default all that is dated.
    :param height: height of the whole figure in pixels; by default what the lanes need, 620 at
        most.

    A record without date, or outside the period, is not drawn (`caption` counts the former).
    Without anything to draw, the chart says so. Nothing is raised for empty frames.
    """
    drawn = marks.build(events, milestones, links, period, PLOT_WIDTH, lambda rows: _row_height(rows, height))
    if drawn is None:
        return _nothing(height)
    rows = drawn.placement.height
    size = _row_height(rows, height)
    layers = timeline_layers.build(drawn, size) + legend.layers()
    return alt.LayerChart(
        layer=layers,
        width=DEFAULT_WIDTH,
        height=height or min(TALLEST, round(GUIDES + rows * ROW)),
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        resolve=alt.Resolve(scale=alt.ScaleResolveMap.from_dict(dict.fromkeys(OWN_SCALES, "independent"))),
        config=french.config(),
    )


def _row_height(rows: float, height: int | None) -> float:
    return min(ROW, ((height or TALLEST) - GUIDES) / rows)


def _nothing(height: int | None) -> alt.LayerChart:
    data = pd.DataFrame({"record": pd.Series([None], dtype=object), "text": [NOTHING_DATED]})
    words = alt.Chart(data).mark_text(fontSize=15, color=palette.INK, opacity=0.7).encode(text="text:N")
    return alt.LayerChart(
        layer=[words.add_params(timeline_layers.selection())],
        width=DEFAULT_WIDTH,
        height=height or 160,
        config=french.config(),
    )
