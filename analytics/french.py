"""French of the charts: dates and numbers on axes, plurals in sentences, order of names.

Keeps the Vega locale, the look common to all charts and the small rules of French that sentences
under charts need. Leaves the words of kinds, figures and statuses to `palette`, and field dates as
they were written to `corpus.dates`.
"""

import json
import re
import unicodedata
from typing import Any

import altair as alt
import pandas as pd

from analytics import palette

MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
SHORT_MONTHS = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
]  # fmt: skip
DAYS = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]
STEPS = ((20, 1), (84, 3), (150, 6), (12_000, 12))
NARROW_SPACE = "\u202f"

TIME_LOCALE: dict[str, Any] = {
    "dateTime": "%A %e %B %Y à %X",
    "date": "%d/%m/%Y",
    "time": "%H:%M:%S",
    "periods": ["AM", "PM"],
    "days": DAYS,
    "shortDays": [day[:3] + "." for day in DAYS],
    "months": MONTHS,
    "shortMonths": SHORT_MONTHS,
}
NUMBER_LOCALE: dict[str, Any] = {
    "decimal": ",",
    "thousands": NARROW_SPACE,
    "grouping": [3],
    "currency": ["", "\u00a0€"],
    "percent": f"{NARROW_SPACE}%",
}


def config() -> alt.Config:
    """Return what all charts share: French dates and numbers, no frame, no background, quiet guides."""
    return alt.Config(
        background="transparent",
        locale=alt.Locale(time=TIME_LOCALE, number=NUMBER_LOCALE),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(anchor="start", fontSize=15, subtitleFontSize=11, subtitleColor=palette.INK),
    )


def lookup(values: list[Any], names: list[Any]) -> str:
    """Return the Vega expression that names the values of an axis, in place of writing the values themselves."""
    words = json.dumps(names, ensure_ascii=False)
    return f"{words}[indexof({json.dumps(values, ensure_ascii=False)}, datum.value)]"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun, in the singular below two as French has it: « 0 lien », « 2 liens »."""
    noun = singular if abs(number) < 2 else plural or " ".join(f"{w}s" for w in singular.split())
    return f"{number:,}".replace(",", NARROW_SPACE) + f"\u00a0{noun}"


def month(day: pd.Timestamp) -> str:
    """Write the month of a day: « mars 2021 »."""
    return f"{MONTHS[day.month - 1]}\u00a0{day.year}"


def month_starts(first: float, last: float) -> list[float]:
    """Return the months to write under an axis, every 1, 3, 6 or 12, in milliseconds since 1970 (UTC)."""
    begin, end = (pd.Timestamp(at, unit="ms") for at in (first, last))
    months = (end.year - begin.year) * 12 + end.month - begin.month
    step = next(step for most, step in STEPS if months <= most)
    starts = pd.date_range(f"{begin.year}-01-01", end, freq=f"{step}MS")
    return [day.timestamp() * 1000 for day in starts if day >= begin]


def month_name(at: float) -> str:
    """Return the name of a month on an axis: « avr. », and for January the year with it."""
    day = pd.Timestamp(at, unit="ms")
    name = SHORT_MONTHS[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 else name


def name_order(name: object) -> tuple[tuple[int, int, str], ...]:
    """Return a key that orders names as a French reader expects: no accent, no case, numbers by value."""
    bare = unicodedata.normalize("NFKD", str(name)).casefold()
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    pieces = re.findall(r"\d+|\D+", bare)
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in pieces)


def present(value: object) -> bool:
    """Tell whether a cell of a frame holds something to read: neither missing nor blank."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and not bool(pd.isna(value))
