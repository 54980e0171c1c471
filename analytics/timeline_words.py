"""What the timeline says in words: its title, its source line, its description, and the table that holds the same.

Keeps sentences and the accessible twin of the chart. Leaves the drawing to `timeline`.
"""

from typing import Any

import pandas as pd

from analytics import palette
from analytics.french import count, month, name_order, present
from analytics.lanes import TRANSVERSAL
from analytics.marks import NOTHING, figure_names, text

COLUMNS = ["Objet", "Intitulé", "Nature", "Site", "Date", "Prévu", "État", "Figure", "Éléments"]


def title(
    events: pd.DataFrame,
    milestones: pd.DataFrame,
    *,
    period: tuple[object, object] | None = None,
) -> str:
    """Return a title that states what is shown: « Accompagnement et jalons de 8 sites, de mars 2020 à mai 2024 »."""
    sites = pd.concat([events["site"], milestones["site"]]).dropna().nunique()
    subject = f"Accompagnement et jalons de {count(sites, 'site')}" if sites else "Accompagnement"
    first, last = _covered(events, milestones, period)
    if first is None or last is None:
        return subject
    return f"{subject}, de {month(first)} à {month(last)}"


def caption(
    events: pd.DataFrame,
    milestones: pd.DataFrame,
    links: pd.DataFrame,
    *,
    period: tuple[object, object] | None = None,
    filters: str = "",
) -> str:
    """Return the source and filter line: how many of what, how many without date, what was filtered."""
    undated = _without_date(events, ["first", "last"])
    undated += _without_date(milestones, ["planned_first", "planned_last", "reached_first", "reached_last"])
    sites = pd.concat([events["site"], milestones["site"]]).dropna().nunique()
    parts = [
        count(events["id"].nunique(), "événement"),
        count(milestones["id"].nunique(), "jalon"),
        count(links["id"].nunique(), "lien"),
        count(sites, "site"),
    ]
    line = "Source : " + ", ".join(parts)
    if undated:
        line += f" ; {count(undated, 'repère')} sans date, " + ("non dessiné" if undated == 1 else "non dessinés")
    if period is not None:
        line += f". Période : {_stretch(period)}"
    if filters:
        line += f". Filtre : {filters}"
    return line + "."


def alt_text(events: pd.DataFrame, milestones: pd.DataFrame, links: pd.DataFrame) -> str:
    """Return what a person who does not see the chart should know of it, with where to find the same as a table."""
    if events.empty and milestones.empty:
        return "Frise vide : aucun événement daté."
    once = milestones.drop_duplicates("id")
    states = [
        f"{n} {palette.MILESTONE_STATES[key][0]}"
        for key, n in once["state"].value_counts().reindex(list(palette.MILESTONE_STATES), fill_value=0).items()
        if n > 0
    ]
    statuses = links.drop_duplicates("id")["status"].value_counts()
    strokes = [f"{statuses[key]} {stroke.label}" for key, stroke in palette.LINK_STATUSES.items() if key in statuses]
    first, last = _covered(events, milestones, None)
    span = f" de {month(first)} à {month(last)}" if first is not None and last is not None else ""
    return (
        f"Frise chronologique{span} : une bande par site, par ordre de nom, "
        "sous une bande transversale et une bande de contexte. "
        f"{count(events['id'].nunique(), 'événement')} ; {count(len(once), 'jalon')}"
        f"{_detail(states)} ; {count(links['id'].nunique(), 'lien')}{_detail(strokes)}. "
        "Le tableau voisin donne les mêmes informations."
    )


def table(events: pd.DataFrame, milestones: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return all that the timeline shows as one table with French columns, indexed by record, in the order of time.

    One row for each event (its sites joined by commas), milestone and link; links come last. Dates
    stand as they were written; what has no date comes after what has one.
    """
    rows = [*_event_rows(events), *_milestone_rows(milestones)]
    rows.sort(key=lambda row: row[0])
    found = [row[1] for row in rows] + _link_rows(events, milestones, links)
    listed = pd.DataFrame(found, columns=["record", *COLUMNS])
    return listed.set_index("record")


def _event_rows(events: pd.DataFrame) -> list[tuple[tuple[Any, ...], dict[str, str]]]:
    rows = []
    for key, group in events.groupby("id", sort=False):
        event = group.iloc[0]
        sites = sorted({str(s) for s in group["site_label"] if present(s)}, key=name_order)
        cells = {
            "record": f"event:{key}",
            "Objet": "Fait extérieur" if event["outside"] else "Événement",
            "Intitulé": text(event["label"]),
            "Nature": text(event["kind_label"]),
            "Site": ", ".join(sites) or TRANSVERSAL,
            "Date": text(event["date_text"]),
            "Prévu": text(event["planned_text"]),
            "État": palette.EVENT_STATES.get(event["state"], text(event["state"])),
            "Figure": palette.figure(event["figure"]).label if present(event["figure"]) else NOTHING,
            "Éléments": NOTHING,
        }
        rows.append((_when([event["first"], event["last"]], cells), cells))
    return rows


def _milestone_rows(milestones: pd.DataFrame) -> list[tuple[tuple[Any, ...], dict[str, str]]]:
    rows = []
    for milestone in milestones.drop_duplicates("id").to_dict("records"):
        cells = {
            "record": f"milestone:{milestone['id']}",
            "Objet": "Jalon",
            "Intitulé": text(milestone["label"]),
            "Nature": text(milestone["module_label"]),
            "Site": text(milestone["site_label"]),
            "Date": text(milestone["reached_text"]),
            "Prévu": text(milestone["planned_text"]),
            "État": palette.MILESTONE_STATES.get(milestone["state"], (text(milestone["state"]),))[0],
            "Figure": NOTHING,
            "Éléments": NOTHING,
        }
        days = [milestone[f"{p}_{side}"] for p in ("reached", "planned") for side in ("first", "last")]
        rows.append((_when(days, cells), cells))
    return rows


def _link_rows(events: pd.DataFrame, milestones: pd.DataFrame, links: pd.DataFrame) -> list[dict[str, str]]:
    events_by_id = events.drop_duplicates("id").set_index("id")["label"]
    sites = milestones.drop_duplicates("id").set_index("id")["site_label"]
    rows = []
    for key, group in links.groupby("id", sort=False):
        link = group.iloc[0]
        acts = [str(events_by_id[e]) for e in group["event"].unique() if e in events_by_id]
        where = {str(sites[m]) for m in group["milestone"] if m in sites and present(sites[m])}
        claim = text(link["statement"])
        rows.append(
            {
                "record": f"link:{key}",
                "Objet": "Lien",
                "Intitulé": claim if claim != NOTHING else " ; ".join(acts) or NOTHING,
                "Nature": text(link["relation_label"]),
                "Site": ", ".join(sorted(where, key=name_order)) or TRANSVERSAL,
                "Date": NOTHING,
                "Prévu": NOTHING,
                "État": text(link["status_label"]),
                "Figure": figure_names(link["figures"]),
                "Éléments": f"{int(link['n_for'])} pour, {int(link['n_against'])} contre",
            }
        )
    return rows


def _when(days: list[Any], cells: dict[str, str]) -> tuple[Any, ...]:
    known = [pd.Timestamp(day) for day in days if not pd.isna(day)]
    first = known[0] if known else pd.Timestamp.max
    return (first, name_order(cells["Site"]), cells["record"])


def _covered(
    events: pd.DataFrame, milestones: pd.DataFrame, period: tuple[object, object] | None
) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    columns = ["planned_first", "planned_last", "reached_first", "reached_last"]
    days = [events["first"], events["last"], *(milestones[column] for column in columns)]
    known = pd.concat([pd.to_datetime(day) for day in days]).dropna()
    first, last = (known.min(), known.max()) if len(known) else (None, None)
    asked_first, asked_last = period or (None, None)
    return (
        pd.Timestamp(asked_first) if asked_first is not None else first,
        pd.Timestamp(asked_last) if asked_last is not None else last,
    )


def _stretch(period: tuple[object, object]) -> str:
    first, last = (None if day is None else month(pd.Timestamp(day)) for day in period)
    if first and last:
        return f"de {first} à {last}"
    return f"depuis {first}" if first else f"jusqu’à {last}" if last else "entière"


def _without_date(frame: pd.DataFrame, columns: list[str]) -> int:
    return int(frame.loc[frame[columns].isna().all(axis=1), "id"].nunique())


def _detail(parts: list[str]) -> str:
    return f" ({', '.join(parts)})" if parts else ""
