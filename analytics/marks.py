"""The rows behind each layer of the timeline: events, milestones, soft bars, delays and threads ready to be drawn.

Keeps the passage from the frames of a study to rows that name their colour, shape, place and
tooltip outright. Leaves dates to `spans`, lanes to `lanes`, signs to `palette` and the chart itself
to `timeline`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import arcs, lanes, palette, spans
from analytics.french import count, present

EVENT_TOOLTIP = ["Intitulé", "Nature", "Date", "Prévu", "État", "Figure", "Site"]
MILESTONE_TOOLTIP = ["Jalon", "Module", "Prévu", "Atteint", "État", "Site"]
LINK_TOOLTIP = ["Affirmation", "Relation", "Statut", "Éléments", "Figures"]
SHORTEST_BAR = 15.0
SOFTNESS = 5.0
HIGHEST_BOW = 2.6
NOTHING = "—"


@dataclass(frozen=True)
class Marks:
    """Everything a timeline draws, one frame a layer, and the lanes and window in which it stands."""

    seen: spans.Window
    placement: lanes.Placement
    event_bars: pd.DataFrame
    milestone_bars: pd.DataFrame
    delays: pd.DataFrame
    threads: pd.DataFrame
    signs: pd.DataFrame

    @property
    def events(self) -> pd.DataFrame:
        """Events drawn as marks, one row for each event and site."""
        return self.placement.events

    @property
    def milestones(self) -> pd.DataFrame:
        """Milestones drawn as diamonds, one row each."""
        return self.placement.milestones


def text(value: object) -> str:
    """Return a cell as it is read in a tooltip: a dash when there is nothing."""
    return str(value) if present(value) else NOTHING


def figure_names(keys: object) -> str:
    """Return the French names of a list of figures, in the order given: « facilitateur, tiers »."""
    known = keys if isinstance(keys, list | tuple) else []
    return ", ".join(palette.figure(key).label for key in known) or NOTHING


def build(
    events: pd.DataFrame,
    milestones: pd.DataFrame,
    links: pd.DataFrame,
    period: tuple[object, object] | None,
    width: float,
    row_height: Callable[[float], float],
) -> Marks | None:
    """Return all that is drawn in a window, or None when nothing dated falls in it.

    `width` is the expected width of the plot in pixels; `row_height` gives the pixels of a row from
    the number of rows.
    """
    events, milestones = events.reset_index(drop=True), milestones.reset_index(drop=True)
    held = spans.bounds(events)
    planned, reached = (spans.bounds(milestones, prefix) for prefix in ("planned_", "reached_"))
    seen = spans.window([held, planned, reached], period, width)
    if seen is None:
        return None
    event_rows = _events(events, spans.within(held, seen), seen)
    milestone_rows = _milestones(milestones, planned, reached, seen)
    if event_rows.empty and milestone_rows.empty:
        return None
    placement = lanes.place(event_rows, milestone_rows, seen)
    unit = (seen.last - seen.first) / seen.width * row_height(placement.height)
    threads = _threads(links, placement, unit)
    return Marks(
        seen,
        placement,
        _bars(placement.events, EVENT_TOOLTIP, seen),
        _bars(placement.milestones, MILESTONE_TOOLTIP, seen),
        _delays(placement.milestones),
        threads,
        threads[(threads["step"] == arcs.POINTS // 2) & (threads["sign"] != "")],
    )


def _events(events: pd.DataFrame, held: pd.DataFrame, seen: spans.Window) -> pd.DataFrame:
    rows = events.join(held, how="inner")
    signs = rows["figure"].map(palette.figure)
    solid = rows["state"].eq("held")
    colour = signs.map(lambda sign: sign.colour).astype(object)
    strict = seen.pixels(rows["solid1"].to_numpy()) - seen.pixels(rows["solid0"].to_numpy())
    drawn = rows.assign(
        record="event:" + rows["id"].astype(str),
        lane=[lanes.lane_of(*cells) for cells in zip(rows["site"], rows["site_label"], rows["outside"], strict=True)],
        path=rows["kind"].map(palette.family).map(lambda key: palette.FAMILIES[key].path),
        colour=colour,
        fill=colour.where(solid, palette.CLEAR),
        letter=signs.map(lambda sign: sign.letter),
        letter_colour=signs.map(lambda sign: sign.letter_colour).where(solid, palette.INK),
        brief=rows["kind_label"].map(text),
        bar_only=rows["outside"].astype(bool) & (strict >= lanes.LONG_BAR),
        barred=rows["state"].eq("cancelled"),
        thick=rows["outside"].map(lambda outside: 9.0 if outside else 5.0),
        haze=rows["outside"].map(lambda outside: 0.42 if outside else 0.34),
        from_=rows["solid0"],
        to_=rows["solid1"],
    )
    return drawn.assign(
        Intitulé=rows["label"].map(text),
        Nature=rows["kind_label"].map(text),
        Date=rows["date_text"].map(text),
        Prévu=rows["planned_text"].map(text),
        État=rows["state"].map(lambda state: palette.EVENT_STATES.get(state, text(state))),
        Figure=signs.map(lambda sign: sign.label),
        Site=drawn["lane"],
    )


def _milestones(
    milestones: pd.DataFrame, planned: pd.DataFrame, reached: pd.DataFrame, seen: spans.Window
) -> pd.DataFrame:
    """Return milestones where they were reached, else where planned; `asked` is the planned place of the former."""
    main = pd.concat([reached, planned[~planned.index.isin(reached.index)]]).sort_index()
    rows = milestones.join(spans.within(main, seen), how="inner")
    asked = spans.within(planned, seen)["at"].reindex(rows.index)
    asked = asked.where(rows.index.isin(reached.index))
    states = rows["state"].map(lambda state: palette.MILESTONE_STATES.get(state, ("prévu", palette.DIAMOND)))
    return rows.assign(
        record="milestone:" + rows["id"].astype(str),
        lane=rows["site_label"].where(rows["site"].notna(), lanes.TRANSVERSAL),
        path=states.map(lambda pair: pair[1]),
        colour=palette.INK,
        fill=rows["state"].isin(palette.FILLED_MILESTONES).map({True: palette.INK, False: palette.CLEAR}),
        asked=asked,
        brief=rows["module_label"].map(text),
        thick=4.0,
        haze=0.22,
        from_=rows["solid0"].where(asked.isna(), rows[["solid0"]].assign(asked=asked).min(axis=1)),
        to_=rows["solid1"].where(asked.isna(), rows[["solid1"]].assign(asked=asked).max(axis=1)),
        Jalon=rows["label"].map(text),
        Module=rows["module_label"].map(text),
        Prévu=rows["planned_text"].map(text),
        Atteint=rows["reached_text"].map(text),
        État=states.map(lambda pair: pair[0]),
        Site=rows["site_label"].map(text),
    )


def _bars(rows: pd.DataFrame, tooltip: list[str], seen: spans.Window) -> pd.DataFrame:
    """Return the bars of dates that are long or uncertain; a day needs none."""
    pieces = []
    for row in rows.to_dict("records"):
        solid = (row["solid1"] - row["solid0"]) / (seen.last - seen.first) * seen.width
        soft = (row["soft1"] - row["soft0"]) / (seen.last - seen.first) * seen.width
        if solid < SHORTEST_BAR and soft < solid + SOFTNESS:
            continue
        shared = {key: row[key] for key in ["record", "y", "colour", "thick", *tooltip]}
        for start, end, opacity in spans.slices(row, row["haze"]):
            pieces.append({**shared, "start": start, "end": end, "opacity": opacity})
    columns = ["record", "y", "colour", "thick", *tooltip, "start", "end", "opacity"]
    return pd.DataFrame(pieces, columns=columns)


def _delays(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the stretch between the date planned and the date reached of milestones that have both."""
    columns = ["record", "y", "at", "asked", *MILESTONE_TOOLTIP]
    return rows.loc[rows["asked"].notna(), columns]


def _threads(links: pd.DataFrame, placement: lanes.Placement, unit: float) -> pd.DataFrame:
    """Return the points of the arcs of links whose two ends are drawn.

    An event of several sites is taken at the site of the milestone when it is one of them.
    """
    ends = {row["id"]: row for row in placement.milestones.to_dict("records")}
    starts: dict[object, list[dict[str, Any]]] = {}
    for row in placement.events.sort_values("y").to_dict("records"):
        starts.setdefault(row["id"], []).append(row)
    points = []
    for number, link in enumerate(links.to_dict("records")):
        end, sites = ends.get(link["milestone"]), starts.get(link["event"])
        if end is None or not sites:
            continue
        start = next((row for row in sites if row["lane"] == end["lane"]), sites[0])
        points += _thread(number, link, start, end, unit)
    columns = [
        "record",
        "thread",
        "step",
        "x",
        "y",
        "colour",
        "status",
        "width",
        "opacity",
        "sign",
        *LINK_TOOLTIP,
    ]
    return pd.DataFrame(points, columns=columns)


def _thread(
    number: int, link: dict[str, Any], start: dict[str, Any], end: dict[str, Any], unit: float
) -> list[dict[str, Any]]:
    stroke = palette.stroke(link["status"])
    shared = {
        "record": f"link:{link['id']}",
        "thread": number,
        "colour": stroke.colour,
        "status": link["status"],
        "width": stroke.width,
        "opacity": stroke.opacity,
        "sign": stroke.sign,
        "Affirmation": text(link["statement"]),
        "Relation": text(link["relation_label"]),
        "Statut": text(link["status_label"]),
        "Éléments": f"{count(int(link['n_for']), 'élément')} pour, {int(link['n_against'])} contre",
        "Figures": figure_names(link["figures"]),
    }
    ends = (start["at"], start["y"]), (end["at"], end["y"])
    path = arcs.curve(*ends, unit, HIGHEST_BOW, same_lane=start["lane"] == end["lane"])
    return [{**shared, "step": step, "x": x, "y": y} for step, (x, y) in enumerate(path.tolist())]
