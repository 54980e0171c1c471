"""Field dates as stretches of a time axis: where they surely stand, where they fade, where they stay open.

Keeps the passage from days to milliseconds, the window a chart shows, and the slices that draw a
soft end. Leaves the reading of dates to `corpus.dates`, and the place of marks in lanes to `lanes`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

DAY = 86_400_000.0
MARGIN = 0.02
SLICES = 4
FADED = 0.28
COLUMNS = ["solid0", "solid1", "soft0", "soft1", "open0", "open1", "at"]


@dataclass(frozen=True)
class Window:
    """The stretch of time a chart shows, in milliseconds since 1970 (UTC), and its width in pixels."""

    first: float
    last: float
    width: float

    def pixels(self, at: np.ndarray) -> np.ndarray:
        """Return where instants fall, in pixels from the left edge."""
        return (at - self.first) / (self.last - self.first) * self.width


def milliseconds(days: pd.Series) -> np.ndarray:
    """Return days as milliseconds since 1970 (UTC); a missing day is NaN."""
    stamps = pd.to_datetime(days).astype("datetime64[ms]")
    numbers = stamps.astype("int64").to_numpy().astype(float)
    return np.where(stamps.isna().to_numpy(), np.nan, numbers)


def bounds(frame: pd.DataFrame, prefix: str = "") -> pd.DataFrame:
    """Return the strict and soft bounds of dated records, in milliseconds.

    Reads `{prefix}first`, `last`, `soft_first`, `soft_last` (last days included, missing = open).
    Gives, with the same index: solid0, solid1, soft0, soft1 (ends excluded, NaN = open), open0,
    open1, and `at`, the middle of the strict part or its one known end. A record without any bound
    is left out: it has no place on an axis.
    """
    first = milliseconds(frame[f"{prefix}first"])
    last = milliseconds(frame[f"{prefix}last"]) + DAY
    soft_first = np.fmin(milliseconds(frame[f"{prefix}soft_first"]), first)
    soft_last = np.fmax(milliseconds(frame[f"{prefix}soft_last"]) + DAY, last)
    middle = np.where(np.isnan(first), last, np.where(np.isnan(last), first, (first + last) / 2))
    table = pd.DataFrame(
        {
            "solid0": first,
            "solid1": last,
            "soft0": np.where(np.isnan(first), np.nan, soft_first),
            "soft1": np.where(np.isnan(last), np.nan, soft_last),
            "open0": np.isnan(first),
            "open1": np.isnan(last),
            "at": middle,
        },
        index=frame.index,
    )
    return table[table["at"].notna()]


def window(tables: list[pd.DataFrame], period: tuple[object, object] | None, width: float) -> Window | None:
    """Return the window over which to draw: the period asked for, or what the known bounds cover with a small margin.

    None when nothing is dated and no period is given. An open side of the period (None) is read
    from the bounds.
    """
    values = np.concatenate([table[["solid0", "solid1"]].to_numpy().ravel() for table in tables])
    values = values[~np.isnan(values)]
    asked_first, asked_last = (None, None) if period is None else period
    if not len(values) and (asked_first is None or asked_last is None):
        return None
    first, last = (values.min(), values.max()) if len(values) else (0.0, DAY)
    margin = max((last - first) * MARGIN, 15 * DAY)
    first, last = first - margin, last + margin
    if asked_first is not None:
        first = pd.Timestamp(asked_first).timestamp() * 1000
    if asked_last is not None:
        last = pd.Timestamp(asked_last).timestamp() * 1000 + DAY
    first, last = np.floor(first / DAY) * DAY, np.ceil(last / DAY) * DAY
    return Window(float(first), float(max(last, first + DAY)), width)


def within(table: pd.DataFrame, seen: Window) -> pd.DataFrame:
    """Keep the records that meet the window, with open ends carried to its edges and `at` brought inside it."""
    inside = table[(table["solid0"].fillna(-np.inf) < seen.last) & (table["solid1"].fillna(np.inf) > seen.first)]
    filled = inside.assign(
        solid0=inside["solid0"].fillna(inside["at"]),
        solid1=inside["solid1"].fillna(inside["at"]),
        soft0=inside["soft0"].fillna(seen.first),
        soft1=inside["soft1"].fillna(seen.last),
    )
    columns = ["solid0", "solid1", "soft0", "soft1", "at"]
    return filled.assign(**{c: filled[c].clip(seen.first, seen.last) for c in columns})


def slices(record: pd.Series, opacity: float) -> list[tuple[float, float, float]]:
    """Return the bar of one record as (start, end, opacity) pieces: a plain strict part, ends that fade outwards."""
    pieces = [(record["solid0"], record["solid1"], opacity)]
    for near, far in (("solid0", "soft0"), ("solid1", "soft1")):
        edges = np.linspace(record[near], record[far], SLICES + 1)
        fades = opacity * np.linspace(0.75, 0.12, SLICES)
        pieces += [(min(a, b), max(a, b), float(fade)) for a, b, fade in zip(edges[:-1], edges[1:], fades, strict=True)]
    return [(a, b, o) for a, b, o in pieces if b > a]
