"""Dates as French texts write them, read into the forms the field accepts (EDTF).

Keeps the grammar: days, months, quarters, seasons, years, decades, « début », « fin », « vers », intervals and open
ends. Which date is that of the document is left to ``date_candidates``.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from corpus import dates
from corpus.errors import DateError
from corpus.proposals.proposal import folded

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january",
            "fevrier fevr fev february",
            "mars march",
            "avril avr april",
            "mai may",
            "juin june",
            "juillet juil july",
            "aout august",
            "septembre sept september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {name: rank for rank, name in enumerate("lun mar mer jeu ven sam dim".split())}
ORDINALS = {
    "premier": 1, "1er": 1, "1ier": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3,
    "3eme": 3, "quatrieme": 4, "4e": 4, "4eme": 4, "dernier": 4,
}  # fmt: skip
SEASONS = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}

_YEAR = r"(?:19|20)\d\d"
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b(?:\s?\.)?"
_WEEKDAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.)"
    r"(?:\s+(?:matin|soir|apres-midi))?,?\s+(?:le\s+)?"
)
_DAY = r"(?:1(?:er|ier)?|[12]?\d|3[01])"
_TO = r"\s*(?:-|/|\bau\b|\ba\b|\bet\b|\bou\b)\s*"
_ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"

# Each form is tried where it may start; the longest reading of a place wins, then the first of this list.
FORMS = {
    "iso": rf"(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b",
    "numbers": rf"(?P<d>\d{{1,2}})(?P<sep>[/.-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>{_YEAR}|\d\d)\b(?![/.-]\d)",
    "week": rf"semaine\s+du\s+(?:{_WEEKDAY})?(?P<d>{_DAY})\s+(?P<m>{_MONTH})\s+(?P<y>{_YEAR})\b",
    "days": rf"(?P<w>{_WEEKDAY})?(?P<d>{_DAY}){_TO}(?:{_WEEKDAY})?(?P<d2>{_DAY})\s+(?P<m>{_MONTH})"
    rf"(?:\s+(?P<y>{_YEAR})\b)?",
    "day": rf"(?P<w>{_WEEKDAY})?(?P<d>{_DAY})\s+(?P<m>{_MONTH})(?:\s*[,/]?\s*(?P<y>{_YEAR})\b)?",
    "months": rf"(?P<m>{_MONTH}){_TO}(?P<m2>{_MONTH})\s+(?P<y>{_YEAR})\b",
    "part_of_month": rf"(?P<part>debut|mi|milieu|fin|courant)[\s-]+(?:d[eu']\s*)?(?:mois\s+d[e']\s*)?(?P<m>{_MONTH})"
    rf"\s+(?P<y>{_YEAR})\b",
    "month": rf"(?P<m>{_MONTH})\s*/?\s*(?P<y>{_YEAR})\b",
    "quarter": rf"(?P<n>{_ORDINAL})\s+(?P<unit>trimestre|semestre)\s+(?:de\s+)?(?:l'annee\s+)?(?P<y>{_YEAR})\b",
    "short_quarter": rf"(?P<unit>[ts])(?P<n>[1-4])[\s-]+(?P<y>{_YEAR})\b",
    "winter": rf"hiver\s+(?P<y>{_YEAR})\s*[-/]\s*(?P<y2>{_YEAR}|\d\d)\b",
    "season": rf"(?P<season>printemps|ete|automne|hiver)\s+(?:de\s+)?(?P<y>{_YEAR})\b",
    "decade": r"annees\s+(?P<y>(?:19|20)?\d0)\b",
    "part_of_year": rf"(?P<part>debut|mi|milieu|fin)(?:[\s-]+(?:de\s+)?(?:l'annee\s+)?)(?P<y>{_YEAR})\b",
    "years": rf"(?P<y>{_YEAR})\s*(?:-|/)\s*(?P<y2>{_YEAR})\b(?!-\d)",
    "years_in_words": rf"(?:de|entre)\s+(?P<y>{_YEAR})\s+(?:a|et)\s+(?P<y2>{_YEAR})\b",
    "year_month": rf"(?P<y>{_YEAR})[/-](?P<m>0[1-9]|1[0-2])\b(?![/-]\d)",
    "month_year": rf"(?P<m>0?[1-9]|1[0-2])/(?P<y>{_YEAR})\b",
    "year": rf"(?:\b(?:en|depuis|courant|annee|jusqu'en|des|vers|apres|avant)\s+)(?P<y>{_YEAR})\b",
}
_FORMS = {name: re.compile(rf"(?<![\w/]){pattern}") for name, pattern in FORMS.items()}
_SINCE = re.compile(r"(?:depuis(?:\s+le)?|a\s+(?:compter|partir)\s+d(?:u|e|')|des(?:\s+le)?)\s*$")
_UNTIL = re.compile(r"(?:jusqu'(?:au|a|en)|d'ici(?:\s+au|\s+a)?)\s*(?:le\s+)?$")
_ABOUT = re.compile(
    r"(?:vers|environ|autour\s+d[eu']|aux\s+(?:alentours|environs)\s+d[eu']|peu\s+ou\s+prou)\s*(?:le\s+)?$"
)
_JOINT = re.compile(r"\s*(?:-|\bau\b|\ba\b|\bet\b|\bjusqu'(?:au|a|en)\b)\s*(?:le\s+)?")
_OPENING = re.compile(r"(?:\bdu|\bde|\bd'|\bentre(?:\s+le)?)\s*$")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date read from ``text[start:end]``: EDTF, the form it was written in, whether its year was guessed."""

    edtf: str
    start: int
    end: int
    form: str
    year: int
    guessed: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names one day."""
        return "/" not in self.edtf and self.edtf.count("-") == 2


@dataclass(frozen=True, slots=True)
class _Point:
    """A place where a form was recognised, before its neighbours are looked at."""

    form: str
    match: re.Match[str]

    def text(self, name: str) -> str:
        """What a part of the form says, empty when it is not there."""
        return str(self.match.groupdict().get(name) or "")

    def number(self, name: str) -> int:
        """A part of the form as a number; 0 when it is not there."""
        digits = re.match(r"\d+", self.text(name))
        return int(digits.group()) if digits else 0

    def month(self, name: str = "m") -> int:
        """A month as a number."""
        return MONTHS.get(self.text(name).rstrip(" ."), 0) or self.number(name)

    @property
    def year(self) -> int:
        """The year written, 0 when there is none; two digits are of this century."""
        written = self.number("y")
        return written + 2000 if 0 < written < 100 and self.form != "decade" else written


def found_in(text: str, year_if_none: int = 0) -> list[FoundDate]:
    """Return the dates a text writes, in order, each in an accepted EDTF form; what does not exist is left out.

    :param year_if_none: the year of a day written without one, when no date around it has one.
    """
    flat = folded(text)
    points = list(_points(flat))
    found: list[FoundDate] = []
    waiting: tuple[_Point, int] | None = None
    for rank, point in enumerate(points):
        year, guessed = point.year, False
        if not year:
            if waiting is None and _joins(flat, point, points, rank):
                waiting = (point, points[rank + 1].year)
                continue
            year, guessed = _year_around(points, rank) or year_if_none, True
        edtf = _edtf(point, year) if year else None
        if edtf is None:
            waiting = None
            continue
        start = point.match.start()
        if waiting is not None:
            edtf, start, waiting = _interval(waiting, edtf, start)
        elif found and not guessed:
            edtf, start = _with_previous(flat, found, edtf, start)
        found.append(_qualified(flat, FoundDate(edtf, start, point.match.end(), point.form, year, guessed)))
    return [one for one in found if _accepted(one.edtf)]


def _points(flat: str) -> Iterator[_Point]:
    """Places where a form is written, none over another: the longest first, then the first of the list."""
    matches = [_Point(name, match) for name, pattern in _FORMS.items() for match in pattern.finditer(flat)]
    order = {name: rank for rank, name in enumerate(_FORMS)}
    matches.sort(key=lambda p: (p.match.start() - p.match.end(), order[p.form]))
    taken: list[_Point] = []
    covered: set[int] = set()
    for point in matches:
        places = range(point.match.start(), point.match.end())
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(point)
    return iter(sorted(taken, key=lambda p: p.match.start()))


def _joins(flat: str, point: _Point, points: list[_Point], rank: int) -> bool:
    """Whether a day without year begins an interval whose end has one (« du 28 février au 2 mars 2021 »)."""
    if rank + 1 >= len(points) or not points[rank + 1].year or point.form != "day":
        return False
    return _JOINT.fullmatch(flat, point.match.end(), points[rank + 1].match.start()) is not None


def _interval(waiting: tuple[_Point, int], end: str, start: int) -> tuple[str, int, None]:
    point, year = waiting
    begin = _edtf(point, year)
    if begin is None or "/" in end:
        return end, start, None
    return f"{begin}/{end}", point.match.start(), None


def _with_previous(flat: str, found: list[FoundDate], edtf: str, start: int) -> tuple[str, int]:
    """Join to the date before when the words say « du … au … » or « de … à … »; that date then goes."""
    last = found[-1]
    joint = _JOINT.fullmatch(flat, last.end, start)
    opened = _OPENING.search(flat, max(0, last.start - 12), last.start)
    if joint is None or not (opened or "au" in joint.group()) or "/" in last.edtf or "/" in edtf:
        return edtf, start
    found.pop()
    return f"{last.edtf}/{edtf}", last.start


def _year_around(points: list[_Point], rank: int) -> int:
    """The year of the nearest date before, else after; 0 when no date around has one."""
    years = [p.year for p in reversed(points[:rank]) if p.year] or [p.year for p in points[rank:] if p.year]
    return years[0] if years else 0


def _qualified(flat: str, one: FoundDate) -> FoundDate:
    """Add what the words before say: about, since, until, guessed year."""
    before = flat[max(0, one.start - 24) : one.start]
    edtf, start = one.edtf, one.start
    if one.guessed:
        edtf = "/".join(f"{part}?" if part[-1] not in "~?%" else part for part in edtf.split("/"))
    if "/" not in edtf:
        for pattern, form in ((_ABOUT, "{}~"), (_SINCE, "{}/.."), (_UNTIL, "../{}")):
            match = pattern.search(before)
            opened = match or pattern.match(flat[one.start : one.end].split(" ")[0] if one.form == "year" else "")
            if opened and not (form == "{}~" and edtf[-1] in "~?%"):
                edtf = form.format(edtf)
                start = one.start - (len(before) - match.start()) if match else start
                break
    return FoundDate(edtf, start, one.end, one.form, one.year, one.guessed)


def _edtf(point: _Point, year: int) -> str | None:
    """The EDTF text of one form; None when its numbers make no date."""
    try:
        return _READERS[point.form](point, year)
    except (ValueError, KeyError):
        return None


def _day(point: _Point, year: int) -> str:
    day = date(year, point.month(), point.number("d"))
    weekday = WEEKDAYS.get(point.text("w")[:3])
    return f"{day}?" if weekday is not None and weekday != day.weekday() else f"{day}"


def _days(point: _Point, year: int) -> str:
    first, last = (date(year, point.month(), point.number(name)) for name in ("d", "d2"))
    if first >= last:
        raise ValueError
    return f"{first}/{last}"


def _week(point: _Point, year: int) -> str:
    first = date(year, point.month(), point.number("d"))
    return f"{first}/{first + timedelta(days=6)}"


def _month(point: _Point, year: int) -> str:
    if not 1 <= point.month() <= 12:
        raise ValueError
    return f"{year}-{point.month():02}"


def _months(point: _Point, year: int) -> str:
    first, last = point.month(), point.month("m2")
    begin = year - 1 if first > last else year  # « de novembre à février 2021 » begins the year before
    return f"{begin}-{first:02}/{year}-{last:02}"


def _part_of_month(point: _Point, year: int) -> str:
    month = _month(point, year)
    last = calendar.monthrange(year, point.month())[1]
    return {
        "debut": f"{month}-01/{month}-10~",
        "fin": f"{month}-20~/{month}-{last}",
        "courant": month,
    }.get(point.text("part"), f"{month}-10~/{month}-20~")


def _part_of_year(point: _Point, year: int) -> str:
    parts = {"debut": f"{year}-01/{year}-04~", "fin": f"{year}-09~/{year}-12"}
    return parts.get(point.text("part"), f"{year}-05~/{year}-08~")


def _quarter(point: _Point, year: int) -> str:
    length = 3 if point.text("unit") in ("trimestre", "t") else 6
    number = ORDINALS.get(point.text("n")) or point.number("n")
    if point.text("n") == "dernier":
        number = 12 // length
    last = number * length
    if not 1 <= last <= 12:
        raise ValueError
    return f"{year}-{last - length + 1:02}/{year}-{last:02}"


def _winter(point: _Point, year: int) -> str:
    end = point.number("y2")
    end = end + year // 100 * 100 if end < 100 else end
    if end != year + 1:
        raise ValueError
    return f"{year}-12~/{end}-03~"


def _decade(point: _Point, year: int) -> str:
    first = year if year > 99 else 1900 + year if year >= 20 else 2000 + year
    return f"{first}/{first + 9}"


def _years(point: _Point, year: int) -> str:
    if point.number("y2") <= year:
        raise ValueError
    return f"{year}/{point.number('y2')}"


_READERS = {
    "iso": _day,
    "numbers": _day,
    "week": _week,
    "days": _days,
    "day": _day,
    "months": _months,
    "part_of_month": _part_of_month,
    "month": _month,
    "quarter": _quarter,
    "short_quarter": _quarter,
    "winter": _winter,
    "season": lambda point, year: f"{year}-{SEASONS[point.text('season')]}",
    "decade": _decade,
    "part_of_year": _part_of_year,
    "years": _years,
    "years_in_words": _years,
    "year_month": _month,
    "month_year": _month,
    "year": lambda point, year: f"{year}",
}


@lru_cache(maxsize=4096)
def _accepted(edtf: str) -> bool:
    try:
        dates.parse(edtf)
    except DateError:
        return False
    return True
