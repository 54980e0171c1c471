"""Which of the dates a text writes is its own, and which is that of the next meeting.

Keeps the ranking: where a date stands and what is said around it. Reading a date is left to ``french_dates``.
"""

import re
from datetime import date, timedelta

from corpus import dates
from corpus.errors import DateError
from corpus.proposals.french_dates import FoundDate, found_in
from corpus.proposals.proposal import NAME, Proposal, first_of_each, folded

OPENING = 5000
"""How many characters of the text may hold its own date."""
MOST = 6
ENTRIES = 4
"""Dated entries from which a text is one that is kept day after day."""

_NEXT = re.compile(
    r"(?:prochaine?s?\s+(?:visite|reunion|seance|rencontre|date|point|comite|copil|rendez-vous|rdv|fois|revue|etape)"
    r"|prochain\s+(?:point|comite|copil|rendez-vous|rdv|passage)"
    r"|a\s+revoir|on\s+se\s+retrouve|rendez-vous\s+(?:est\s+)?pris)"
)
_AFTER = re.compile(r"(?:redige|envoye|diffuse|transmis|valide|imprime|mis\s+a\s+jour)e?s?\s+(?:le\s+)?$")
_MAIL = re.compile(r"(?:^|\n|\s)(?:envoye|date)\s*:\s*(?:le\s+)?$")
_LINE_HEAD = re.compile(r"(?m)^[^\n]{1,48}")
_REACH = 160


def of_document(text: str, title: str = "", name: str = "") -> list[Proposal]:
    """Return the dates that may be the document's own, the likeliest first, those of its file name last."""
    flat = folded(text[:OPENING])
    nexts = [match.start() for match in _NEXT.finditer(flat)]
    ranked = []
    for one in found_in(text[:OPENING]):
        if any(0 <= one.start - at <= _REACH and flat[at : one.start].count("\n") < 2 for at in nexts):
            continue
        ranked.append((_weight(one, flat, title, text), one))
    ranked.sort(key=lambda pair: (-pair[0], pair[1].start))
    found = [*_of_entries(text), *(_proposal(text, one) for _, one in ranked)]
    found += [
        Proposal(one.edtf, dates.french(one.edtf), name, place=NAME)
        for one in found_in(re.sub(r"_", " ", name))
        if not one.guessed
    ]
    return first_of_each(found)[:MOST]


def _of_entries(text: str) -> list[Proposal]:
    """The stretch of a text kept day after day, such as a logbook: from its first dated entry to its last."""
    heads = [(match.start(), found_in(match.group())) for match in _LINE_HEAD.finditer(text)]
    days = [(at, dates_[0]) for at, dates_ in heads if dates_ and dates_[0].start <= 3 and dates_[0].is_day]
    written = sorted(day.edtf.rstrip("?") for _, day in days if not day.guessed)
    if len(written) < ENTRIES or written[0] == written[-1]:
        return []
    at, first = next((at, day) for at, day in days if day.edtf.rstrip("?") == written[0])
    edtf = f"{written[0]}/{written[-1]}"
    return [
        Proposal(edtf, dates.french(edtf), text[at + first.start : at + first.end], at + first.start, at + first.end)
    ]


def _weight(one: FoundDate, flat: str, title: str, text: str) -> int:
    """How likely a date is that of the document; only the order matters."""
    weight = 6 if one.is_day else 2 if "/" not in one.edtf else 1
    weight += 5 if one.start < 400 else 2 if one.start < 1200 else 0
    weight += 4 if text[one.start : one.end] in title else 0
    weight += 6 if _MAIL.search(flat, 0, one.start) else 0
    weight -= 5 if _AFTER.search(flat, 0, one.start) else 0
    weight -= 4 if one.guessed else 0
    weight -= 3 if ".." in one.edtf else 0
    return weight


def of_next_meeting(text: str, document_date: str = "") -> list[Proposal]:
    """Return the dates announced for the next meeting, in the order of the text.

    A day without its year is placed at its first return after the date of the document, and marked uncertain.
    """
    flat = folded(text)
    year = int(document_date[:4]) if document_date[:4].isdigit() else 0
    proposals = []
    for match in _NEXT.finditer(flat):
        window = text[match.end() : match.end() + 2 * _REACH]
        for one in found_in(window, year):
            between = flat[match.end() : match.end() + one.start]
            if len(between) > _REACH or between.count("\n") > 1 or re.search(r"[.!?]\s+\S", between):
                break
            edtf = _after(one, document_date) if one.guessed else one.edtf
            start, end = match.start(), match.end() + one.end
            proposals.append(Proposal(edtf, dates.french(edtf), " ".join(text[start:end].split()), start, end))
            break
    return first_of_each(proposals)[:MOST]


def _after(one: FoundDate, document_date: str) -> str:
    """The guessed year moved so that the date comes after that of the document."""
    try:
        origin = dates.parse(document_date).first if document_date else None
    except DateError:
        origin = None
    if origin is None or "/" in one.edtf:
        return one.edtf
    day = date.fromisoformat(one.edtf[:10])
    for year in (origin.year, origin.year + 1):
        if day.replace(year=year) > origin - timedelta(days=1):
            return f"{day.replace(year=year)}?"
    return one.edtf


def _proposal(text: str, one: FoundDate) -> Proposal:
    return Proposal(one.edtf, dates.french(one.edtf), text[one.start : one.end], one.start, one.end)
