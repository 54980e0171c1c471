"""A field date as five columns of a row: the words that were written and the days computed from them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from corpus import dates
from corpus.dates import FieldDate
from corpus.errors import DateError

PARTS = ("text", "first", "last", "soft_first", "soft_last")


def is_relative(text: str) -> bool:
    """Say whether a date counts from another moment (« M12/M18 », « J+10 », « +18 mois »)."""
    return text.strip().startswith(("M", "J", "+"))


def columns(prefix: str, text: str | None, anchor: FieldDate | None = None) -> dict[str, str | None]:
    """Return the columns of a date named ``prefix``: all empty when there is no date.

    :param anchor: the date a relative text (M12/M18) counts from.
    :raises DateError: the text is not in an accepted form.
    """
    written = (text or "").strip()
    if not written:
        return {f"{prefix}_{part}": None for part in PARTS}
    if is_relative(written):
        if anchor is None:
            raise DateError(
                f"« {written} » compte depuis un autre moment : choisissez l’événement d’ancrage, ou écrivez une date."
            )
        date = dates.relative(written, anchor)
    else:
        date = dates.parse(written)
    days = (date.first, date.last, date.soft_first, date.soft_last)
    return {f"{prefix}_text": written} | {
        f"{prefix}_{part}": day.isoformat() if day else None for part, day in zip(PARTS[1:], days, strict=True)
    }


def shown(row: dict[str, Any], prefix: str) -> str:
    """Return the date of a row as a person reads it in French, or an empty text."""
    written = row[f"{prefix}_text"]
    if not written:
        return ""
    return str(written) if is_relative(written) else dates.french(written)


def order(row: dict[str, Any], *prefixes: str) -> str:
    """Return a key that sorts rows by the first day of the first date they have; undated rows come last."""
    for prefix in prefixes:
        if row[f"{prefix}_text"]:
            return str(row[f"{prefix}_first"] or row[f"{prefix}_last"] or "0000")
    return "9999"


def frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a data frame of these columns: days as timestamps (NaT when open or absent), the rest objects."""
    made = pd.DataFrame(list(rows), columns=list(columns))
    for column in columns:
        if column.endswith(("first", "last")):
            made[column] = pd.to_datetime(made[column])
        elif made[column].dtype != bool:
            made[column] = made[column].astype(object).where(made[column].notna(), None)
    return made
