"""What of a study the timeline shows: the sites, kinds, statuses and years a person keeps, and how that is said."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

EVENT_DAYS, MILESTONE_DAYS = ("first", "last"), ("planned_first", "planned_last", "reached_first", "reached_last")


@dataclass(frozen=True)
class Kept:
    """What a person keeps; an empty choice keeps all. ``years`` are the first and last whole year shown, or None."""

    sites: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: tuple[int, int] | None = None

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and last day shown, or None for all that is dated."""
        return None if self.years is None else (date(self.years[0], 1, 1), date(self.years[1], 12, 31))

    def said(self, sites: dict[str, str], kinds: dict[str, str], statuses: dict[str, str]) -> str:
        """Return the choice in words, with the labels of each list; empty when all is kept."""
        parts = [
            ", ".join(labels[key] for key in chosen)
            for chosen, labels in ((self.sites, sites), (self.kinds, kinds), (self.statuses, statuses))
        ]
        return " ; ".join(part for part in parts if part)


def years(events: pd.DataFrame, milestones: pd.DataFrame) -> tuple[int, int] | None:
    """Return the first and last year anything is dated in, or None when nothing is."""
    days = pd.concat([*(events[d] for d in EVENT_DAYS), *(milestones[d] for d in MILESTONE_DAYS)]).dropna()
    return None if days.empty else (int(days.min().year), int(days.max().year))


def keep(
    events: pd.DataFrame, milestones: pd.DataFrame, links: pd.DataFrame, kept: Kept
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the frames of the timeline with only what is kept; what concerns no site in particular always stays.

    A link stays while both its ends do: a line is not listed where its marks are not drawn.
    """

    def among(column: pd.Series, chosen: tuple[str, ...]) -> Any:
        return column.isin(chosen) if chosen else pd.Series(True, index=column.index)

    def here(frame: pd.DataFrame) -> Any:
        return among(frame["site"], kept.sites) | frame["site"].isna()

    acts = events[here(events) & among(events["kind"], kept.kinds)]
    steps = milestones[here(milestones)]
    ends = links["event"].isin(acts["id"]) & links["milestone"].isin(steps["id"])
    return acts, steps, links[among(links["status"], kept.statuses) & ends]
