"""Where each event and milestone stands on the timeline: its lane, and its row when others stand nearby.

Keeps the order of lanes (transversal, context, then sites by name: never ranked) and the stacking
of marks that would touch. Leaves dates to `spans`, and how marks look to `timeline`. Rows are
counted downwards from the top of the chart.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.french import name_order, present
from analytics.spans import Window

TRANSVERSAL = "Transversal"
CONTEXT = "Contexte"
EVENT_ROWS = 3
MILESTONE_ROWS = 3
PADDING = 0.3
HALF_MARK = 7.0
LETTER = 5.1
SHORTEST_CUT = 14
LONG_CUT = 24
LONGEST_LABEL = 34
LONG_BAR = 26.0


@dataclass(frozen=True)
class Lane:
    """A horizontal band: its name, its first row and the row after its last, as real numbers."""

    name: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height at which the name of the lane is written."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Placement:
    """The lanes from top to bottom, the total height in rows, and events and milestones with `y`, `short` added."""

    lanes: tuple[Lane, ...]
    height: float
    events: pd.DataFrame
    milestones: pd.DataFrame


def lane_of(site: object, site_label: object, outside: bool) -> str:
    """Return the lane of an event: its site's, else the context for outside facts, else the transversal one."""
    if present(site):
        return str(site_label)
    return CONTEXT if outside else TRANSVERSAL


def order(names: set[str]) -> list[str]:
    """Return lane names from top to bottom: transversal, context, then sites by name."""
    first = [name for name in (TRANSVERSAL, CONTEXT) if name in names]
    return first + sorted(names - {TRANSVERSAL, CONTEXT}, key=name_order)


def stack(starts: np.ndarray, ends: np.ndarray, most: int) -> np.ndarray:
    """Return the row of each stretch, rows counted from 0: the first row where it touches nothing already placed.

    Stretches are given in reading order, left to right. Beyond `most` rows, a stretch joins the row
    that is free soonest.
    """
    free: list[float] = []
    rows = np.zeros(len(starts), dtype=int)
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        row = next((r for r, until in enumerate(free) if until <= start), len(free))
        if row == len(free) and row < most:
            free.append(end)
        elif row == len(free):
            row = int(np.argmin(free))
        free[row] = max(free[row], end)
        rows[i] = row
    return rows


def place(events: pd.DataFrame, milestones: pd.DataFrame, seen: Window) -> Placement:
    """Place the marks of a window.

    Both frames carry `lane`, `record`, `label`, `brief` (a shorter name) and, in milliseconds, `at`
    (the mark), `from_` and `to_` (all it covers); events carry `bar_only` too. Returns them with
    `y`, the row of the mark, and `short`, the label cut to the room free at its right.
    """
    events, milestones = _extents(events, seen), _extents(milestones, seen)
    lanes, top = [], 0.0
    for name in order(set(events["lane"]) | set(milestones["lane"])):
        inner = top + PADDING
        for rows, most in ((events, EVENT_ROWS), (milestones, MILESTONE_ROWS)):
            here = (rows["lane"] == name).to_numpy()
            if not here.any():
                continue
            taken = stack(rows["left"].to_numpy()[here], rows["right"].to_numpy()[here], most)
            rows.loc[here, "y"] = inner + taken + 0.5
            inner += taken.max() + 1
        bottom = inner + PADDING
        lanes.append(Lane(name, top, bottom))
        top = bottom
    return Placement(tuple(lanes), top, _shorten(events, seen), _shorten(milestones, seen))


def _extents(frame: pd.DataFrame, seen: Window) -> pd.DataFrame:
    """Add what each mark covers, in pixels, and put marks in reading order."""
    at = seen.pixels(frame["at"].to_numpy(dtype=float))
    left = seen.pixels(frame["from_"].to_numpy(dtype=float))
    right = seen.pixels(frame["to_"].to_numpy(dtype=float))
    sized = frame.assign(left=np.minimum(left, at - HALF_MARK), right=np.maximum(right, at + HALF_MARK), y=0.0)
    return sized.sort_values(["left", "record"], kind="stable")


def _shorten(rows: pd.DataFrame, seen: Window) -> pd.DataFrame:
    """Add the label of each mark, cut to the room left before the next mark of its row; empty where nothing fits."""
    following = rows.groupby("y")["left"].shift(-1).fillna(seen.width)
    room = ((following - rows["right"] - 6) / LETTER).astype(int)
    if "bar_only" in rows:
        inside = ((following - rows["left"] - 6) / LETTER).astype(int)
        room = room.where(~rows["bar_only"], inside)
    names = zip(rows["label"], rows["brief"], room, strict=True)
    short = [_fit(label, brief, int(letters)) for label, brief, letters in names]
    return rows.assign(short=short)


def _fit(label: object, brief: str, room: int) -> str:
    """Return the label, cut if it is long, or its kind where only that fits, or nothing."""
    name = str(label) if present(label) else brief
    most = min(room, LONGEST_LABEL)
    if len(name) <= most:
        return name
    if len(brief) <= most < LONG_CUT:
        return brief
    return name[: most - 1].rstrip(" ,;:–-’'") + "…" if most >= SHORTEST_CUT else ""
