"""Small frames made by hand, in the shapes the analytics floor is handed."""

import pandas as pd

EVENT = {
    "id": "e1",
    "kind": "visit",
    "kind_label": "visite",
    "label": "Visite 1",
    "site": "s1",
    "site_label": "Ambroise",
    "state": "held",
    "figure": "facilitator",
    "outside": False,
    "date_text": "2021-03-10",
    "first": "2021-03-10",
    "last": "2021-03-10",
    "soft_first": "2021-03-10",
    "soft_last": "2021-03-10",
    "planned_text": None,
    "planned_first": None,
    "planned_last": None,
}
MILESTONE = {
    "id": "m1",
    "label": "Délégation signée",
    "module": "delegation",
    "module_label": "délégation",
    "site": "s1",
    "site_label": "Ambroise",
    "state": "reached",
    "planned_text": "2021-06",
    "reached_text": "2021-09-01",
    **dict.fromkeys(("planned_first", "planned_soft_first"), "2021-06-01"),
    **dict.fromkeys(("planned_last", "planned_soft_last"), "2021-06-30"),
    **dict.fromkeys(("reached_first", "reached_last", "reached_soft_first", "reached_soft_last"), "2021-09-01"),
}
LINK = {
    "id": "l1",
    "event": "e1",
    "milestone": "m1",
    "relation": "facilitates",
    "relation_label": "facilite",
    "status": "supported",
    "status_label": "étayée",
    "figures": ["facilitator"],
    "n_for": 2,
    "n_against": 1,
    "statement": "La visite a facilité la délégation",
}
CODING = {
    "id": "c1",
    "code": "k1",
    "code_key": "k1",
    "code_label": "Entraide",
    "figure": None,
    "branch": "Coopération",
    "document": "d1",
    "kind": "interview",
    "site": "s1",
    "site_label": "Ambroise",
    "coder": "anne",
    "start": 0,
    "end": 10,
}
DATES = ("first", "last")


def frame(model: dict, *rows: dict) -> pd.DataFrame:
    """Return one row for each change to the model, dates as Timestamps."""
    table = pd.DataFrame([{**model, **row} for row in rows], columns=list(model))
    for column in table.columns:
        if column.endswith(DATES):
            table[column] = pd.to_datetime(table[column])
    return table


def days(first: str | None, last: str | None, prefix: str = "") -> dict:
    """Return the four bounds of a date without soft ends."""
    return {
        f"{prefix}first": first,
        f"{prefix}last": last,
        f"{prefix}soft_first": first,
        f"{prefix}soft_last": last,
    }


def events(*rows: dict) -> pd.DataFrame:
    """Return a frame of events."""
    return frame(EVENT, *rows)


def milestones(*rows: dict) -> pd.DataFrame:
    """Return a frame of milestones."""
    return frame(MILESTONE, *rows)


def links(*rows: dict) -> pd.DataFrame:
    """Return a frame of links."""
    return frame(LINK, *rows)


def codings(*rows: dict) -> pd.DataFrame:
    """Return a frame of codings, numbered c0, c1… unless said otherwise."""
    return frame(CODING, *({"id": f"c{i}", **row} for i, row in enumerate(rows)))
