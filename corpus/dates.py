"""Field dates: what a person writes about a day that is rarely a day.

Keeps the accepted EDTF forms, their earliest and latest days, how they read in French, and dates
relative to an anchor (M12, J+10). Which record carries which date, planned or held, is left to the
modules that own the records.

Accepted, and nothing else: a day ``2021-03-09``, a month ``2021-03``, a season ``2021-21`` to
``2021-24`` (spring, summer, autumn, winter), a year ``2021``, each with ``~`` (about), ``?``
(uncertain) or ``%`` (both) at its end, and intervals ``a/b`` of these where one end may be open
(``..``). Years run from 1900 to 2100.
"""

from __future__ import annotations

import calendar
import re
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from time import struct_time
from typing import NamedTuple, NoReturn

from dateutil.relativedelta import relativedelta
from edtf import appsettings as settings
from edtf import parse_edtf

from corpus.errors import DateError

OPEN = ".."
YEARS = range(1900, 2101)
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SEASONS = {21: "printemps", 22: "été", 23: "automne", 24: "hiver"}

_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<part>0[1-9]|1[0-2]|2[1-4])(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[~?%]?)")
_MONTHS_AFTER = re.compile(r"M([0-9]{1,3})(?:/M([0-9]{1,3}))?|\+([0-9]{1,3}) mois")
_DAYS_AFTER = re.compile(r"J\+([0-9]{1,4})")
_ADVICE = "écrivez par exemple « 2021-03-09 » ou « 2021-03/2021-06 »."
_RELATIVE_ADVICE = "écrivez par exemple « M12/M18 » ou « J+10 »."
_OUTSIDE = f"hors de la période de {YEARS[0]} à {YEARS[-1]}"
# The grammar of the library keeps one cache for the whole process, and pages run in threads.
_library = threading.Lock()


@dataclass(frozen=True)
class FieldDate:
    """A date as written, with the days it may cover (bounds included; None is an open end).

    ``first`` and ``last`` are the strict bounds, for order and counts; ``soft_first`` and
    ``soft_last`` widen them by what ``~``, ``?`` or ``%`` leaves unsaid, for the soft ends drawn.
    """

    text: str
    first: date | None
    last: date | None
    soft_first: date | None
    soft_last: date | None


class _Point(NamedTuple):
    """One end of an interval, or a date alone: calendar parts as written, with its mark."""

    year: int
    season: int | None
    month: int | None
    day: int | None
    mark: str

    @property
    def bare(self) -> str:
        numbers = (self.season or self.month, self.day)
        return "-".join([str(self.year), *(f"{number:02}" for number in numbers if number)])


class _Span(NamedTuple):
    """The four bounds when none is open."""

    first: date
    last: date
    soft_first: date
    soft_last: date


def parse(text: str) -> FieldDate:
    """Read an EDTF text in one of the accepted forms; the text is kept exactly as given.

    Strict bounds are those of the library edtf 5.0.2. Season 24, winter, is December alone. A mark widens the soft
    bounds by one unit of what is written: a year, a month, a day, twelve weeks for a season; twice as much for ``%``.
    Raises DateError for every other text, for a day that
    does not exist, and for an interval that ends before it begins.
    """
    if not isinstance(text, str) or not text.strip():
        _refuse("La date est vide")
    if text != text.strip():
        _refuse(f"La date {_quoted(text)} est entourée d’espaces à retirer")
    return _parse(text)


@lru_cache(maxsize=8192)
def _parse(text: str) -> FieldDate:
    begin, end = _ends(text)
    first = soft_first = last = soft_last = None
    if begin:
        first, soft_first = _bounds(begin).first, _bounds(begin).soft_first
    if end:
        last, soft_last = _bounds(end).last, _bounds(end).soft_last
    if begin is None and end is None:
        _refuse_open(text)
    if first and last and first > last:
        _refuse(f"L’intervalle {_quoted(text)} finit avant de commencer")
    return FieldDate(text, first, last, soft_first, soft_last)


def _ends(text: str) -> tuple[_Point | None, _Point | None]:
    """The two ends of a text: the same point twice when it is no interval, None for an open end."""
    if "/" not in text:
        point = _point(text, text)
        return point, point
    left, _, right = text.partition("/")
    return (
        None if left == OPEN else _point(left, text),
        None if right == OPEN else _point(right, text),
    )


def _point(part: str, text: str) -> _Point:
    match = _POINT.fullmatch(part)
    if not match:
        _refuse(f"La date {_quoted(text)} n’est pas comprise")
    year, number = int(match["year"]), int(match["part"] or 0)
    if year not in YEARS:
        _refuse(f"L’année {year:04} est {_OUTSIDE}")
    season = number if number in SEASONS else None
    month = number if 0 < number <= 12 else None
    day = int(match["day"]) if match["day"] else None
    if season and day:
        _refuse(f"La date {_quoted(text)} n’est pas comprise")
    if day is not None and not (month and 1 <= day <= calendar.monthrange(year, month)[1]):
        _refuse(f"Le jour {_quoted(part)} n’existe pas")
    return _Point(year, season, month, day, match["mark"])


@lru_cache(maxsize=8192)
def _bounds(point: _Point) -> _Span:
    """Earliest, latest, soft earliest and soft latest day of one point."""
    with _library:
        found = parse_edtf(point.bare)
    first, last = _day(found.lower_strict()), _day(found.upper_strict())
    if not point.mark:
        return _Span(first, last, first, last)
    times = {"~": settings.MULTIPLIER_IF_APPROXIMATE, "?": settings.MULTIPLIER_IF_UNCERTAIN}
    widening = _padding(point) * times.get(point.mark, settings.MULTIPLIER_IF_BOTH)
    day = timedelta(days=1)  # counted from the day after, so that the end of a month stays the end of a month
    return _Span(first, last, first - widening, last + day + widening - day)


def _padding(point: _Point) -> relativedelta:
    """How far a mark widens a point: the library's padding of its finest part.

    The library itself adds up the paddings of all parts, so that « vers mars 2021 » would reach from 2020 to 2022.
    """
    if point.day:
        return settings.PADDING_DAY_PRECISION
    if point.season:
        return settings.PADDING_SEASON_PRECISION
    return settings.PADDING_MONTH_PRECISION if point.month else settings.PADDING_YEAR_PRECISION


def _day(moment: struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def relative(text: str, anchor: FieldDate) -> FieldDate:
    """Place a relative date once the days of its anchor are known; the text is kept as given.

    ``M12`` and ``+12 mois`` are the anchor moved by twelve calendar months, ``J+10`` the anchor
    moved by ten days, and ``M12/M18`` runs from the anchor's first day plus twelve months to its
    last day plus eighteen. All bounds of the anchor move, so that an anchor known to the month
    gives a month, never a false day. A day that the month reached does not have becomes its last
    day; an anchor made of whole months gives whole months. Raises DateError for any other text, for
    an interval that ends before it begins, for an anchor with an open end, and for a year outside
    1900–2100.
    """
    span = _known(anchor, text)
    if days := _DAYS_AFTER.fullmatch(text):
        move = timedelta(days=int(days[1]))
        return _within_years(FieldDate(text, *(bound + move for bound in span)))
    months = _MONTHS_AFTER.fullmatch(text)
    if not months:
        _refuse(f"La date relative {_quoted(text)} n’est pas comprise", _RELATIVE_ADVICE)
    low = int(months[1] or months[3])
    high = int(months[2] or low)
    if low > high:
        _refuse(f"L’intervalle {_quoted(text)} finit avant de commencer", _RELATIVE_ADVICE)
    last = _months_after(span.last, high, whole=span.first.day == 1)
    return _within_years(
        FieldDate(
            text,
            _months_after(span.first, low),
            last,
            _months_after(span.soft_first, low),
            max(last, _months_after(span.soft_last, high)),
        )
    )


def _known(anchor: FieldDate, text: str) -> _Span:
    if not (anchor.first and anchor.last and anchor.soft_first and anchor.soft_last):
        _refuse(
            f"La date {_quoted(text)} compte à partir de {_quoted(anchor.text)}, qui n’a pas ses deux bornes",
            f"donnez-les, {_ADVICE.removeprefix('écrivez ')}",
        )
    return _Span(anchor.first, anchor.last, anchor.soft_first, anchor.soft_last)


def _months_after(day: date, months: int, whole: bool = False) -> date:
    """The same day some months later, or the last of that month if it is shorter.

    With ``whole``, the last day of a month goes to the last day of the other.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    to_the_end = whole and day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if to_the_end else min(day.day, length))


def _within_years(placed: FieldDate) -> FieldDate:
    if any(day and day.year not in YEARS for day in (placed.first, placed.last)):
        _refuse(f"La date relative {_quoted(placed.text)} tombe {_OUTSIDE}", _RELATIVE_ADVICE)
    return placed


def french(text: str) -> str:
    """How a date reads in French: « 1er mars 2021 », « vers mars 2021 », « depuis 2014 ».

    A relative date (M12, J+10) is already what people say and comes back unchanged. Raises
    DateError as parse() does.
    """
    if isinstance(text, str) and (_MONTHS_AFTER.fullmatch(text) or _DAYS_AFTER.fullmatch(text)):
        return text
    parse(text)
    begin, end = _ends(text)
    if begin and end:
        return _alone(begin) if begin == end else _between(begin, end)
    if begin:
        return f"depuis {_with_article(begin)}{_aside(begin)}"
    if end:
        return f"jusqu’{_to(end)}{_aside(end)}"
    _refuse_open(text)


def _between(begin: _Point, end: _Point) -> str:
    return f"{_from(begin, _shared(begin, end))}{_aside(begin)} {_to(end)}{_aside(end)}"


def _alone(point: _Point) -> str:
    name = f"vers {_with_article(point)}" if point.mark in ("~", "%") else _name(point)
    return f"{name} (incertain)" if point.mark in ("?", "%") else name


def _name(point: _Point, without: str = "") -> str:
    """A point without its mark; ``without`` drops the "year", or the "month" and the year."""
    day = "" if point.day is None else "1er" if point.day == 1 else str(point.day)
    month = SEASONS[point.season] if point.season else ""
    month = MONTHS[point.month - 1] if point.month else month
    words = [day, "" if without == "month" else month, "" if without else str(point.year)]
    return " ".join(word for word in words if word)


def _shared(begin: _Point, end: _Point) -> str:
    """What both ends have in common and the French says once, at the end."""
    grains = [(bool(point.season), bool(point.month), bool(point.day)) for point in (begin, end)]
    if begin.mark or end.mark or begin.year != end.year or grains[0] != grains[1]:
        return ""
    return "month" if begin.day and begin.month == end.month else "year"


def _with_article(point: _Point) -> str:
    if point.season:
        return f"le {_name(point)}" if point.season == 21 else f"l’{_name(point)}"
    return f"le {_name(point)}" if point.day else _name(point)


def _from(point: _Point, without: str) -> str:
    name = _name(point, without)
    if point.day or point.season == 21:
        return f"du {name}"
    if point.season:
        return f"de l’{name}"
    return f"d’{name}" if name[0] in "ao" else f"de {name}"


def _to(point: _Point) -> str:
    if point.day or point.season == 21:
        return f"au {_name(point)}"
    return f"à l’{_name(point)}" if point.season else f"à {_name(point)}"


def _aside(point: _Point) -> str:
    words = {"~": " (environ)", "?": " (incertain)", "%": " (environ, incertain)"}
    return words.get(point.mark, "")


def _quoted(text: object) -> str:
    shown = " ".join(str(text).split())
    return f"« {shown[:39]}… »" if len(shown) > 40 else f"« {shown} »"


def _refuse(what: str, advice: str = _ADVICE) -> NoReturn:
    raise DateError(f"{what} : {advice}")


def _refuse_open(text: str) -> NoReturn:
    _refuse(f"L’intervalle {_quoted(text)} est ouvert des deux côtés")
