"""Writing a minute: prepared from the one before, kept as a draft, then made the text of its document.

Keeps the shared layer only. States and dates are written in ``minutes``. Carrying codings over to a new version is done
above: whoever saves a text that exists gives the function that revises it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from corpus import access, attendance, documents, events, minute_sheet, minutes, sites, versions
from corpus.attendance import Line
from corpus.documents import Document
from corpus.errors import StudyError
from corpus.events import Event
from corpus.minute_sheet import Sheet
from corpus.proposals import presence, sections
from corpus.readers.reading_text import Block, ReadingText
from corpus.study import Study
from corpus.terms import PRESENCES

Revise = Callable[..., Any]
"""``revise(study, document, reading, reason=…)`` makes a new version of a document that has a text."""


def previous(study: Study, event: Event) -> Document | None:
    """Return the latest minute with a text of the same kind of event at the same site, or of the same instance."""
    here = set(event.sites)
    papers, days = documents.everything(study), minutes.days_of(study)
    own = days[event.id]
    before = [
        one
        for one in events.everything(study)
        if one.id != event.id
        and one.kind == event.kind
        and one.state == "held"
        and (here & set(one.sites) if here else not one.sites)
        and (days[one.id][0] or date.min) < (own[0] or own[1] or date.min)
    ]
    for one in reversed(before):
        minute = minutes.minute_among(one, papers)
        if minute is not None and minute.version is not None:
            return minute
    return None


def prepare(study: Study, event: str) -> Sheet:
    """Return a sheet begun from the previous minute: people expected, agenda, decisions to follow up."""
    coming_event = events.get(study, event)
    sheet = Sheet(title=minutes.title_for(study, coming_event))
    before = previous(study, coming_event)
    if before is None or before.version is None:
        return sheet
    reading = as_reading(study, before.version)
    decisions = sections.lines(reading, sections.DECISIONS)
    agenda = [f"Suivi des décisions ({before.date_shown})"] if decisions else []
    agenda += sections.lines(reading, sections.AGENDA)
    people = attendance.of_event(study, before.event) if before.event else []
    told = people or [Line(p.profession, p.number, p.words, p.presence) for p in presence.found_in(reading)]
    expected: dict[str, str] = {}
    for line in told:
        shown = line.shown if line.presence == "present" else f"{line.shown} ({PRESENCES[line.presence]})"
        words = " ; ".join(part for part in (expected.get(line.profession), shown) if part)
        expected[line.profession] = words
    return replace(sheet, agenda="\n".join(agenda), follow_up="\n".join(decisions), expected=expected)


def as_reading(study: Study, version: str) -> ReadingText:
    """A stored text as the finders of parts want it."""
    blocks = tuple(
        Block(s.kind, s.start, s.end, level=s.level, speaker=s.speaker)
        for s in versions.segments(study, version)
        if s.kind not in versions.INSIDE
    )
    return ReadingText(versions.text(study, version), blocks, (), (), None, ())


def sheet_of(study: Study, document: str) -> Sheet | None:
    """Return the sheet of a minute: its draft, else what its text says; None when the text came from a file."""
    found = documents.get(study, document)
    if found.version is not None:
        return minute_sheet.read_back(versions.text(study, found.version), versions.segments(study, found.version))
    draft = minutes.known(study).get(document, {}).get("draft")
    if draft:
        return minute_sheet.of_draft(draft)
    return prepare(study, found.event) if found.event else Sheet(title=found.title)


def shared(study: Study, document: str) -> ReadingText:
    """Return the shared layer of a minute: its text, or the text its draft would make.

    :raises StudyError: it is not open to this member, or there is nothing to read.
    """
    found = documents.get(study, document)
    if found.version is not None:
        return as_reading(study, found.version)
    sheet = sheet_of(study, document)
    if sheet is None or found.state == "not_done":
        raise StudyError(f"« {found.title} » n’a pas de texte : il n’y a rien à envoyer.")
    return _composed(study, found, sheet)


def _composed(study: Study, document: Document, sheet: Sheet) -> ReadingText:
    event = events.get(study, document.event) if document.event else None
    labels = sites.labels(study)
    where = event.sites if event else document.sites
    return minute_sheet.composed(
        sheet,
        date=event.when if event else document.date_shown,
        place=", ".join(label for site, label in labels.items() if site in where),
        format=event.format if event else None,
        people=attendance.of_event(study, event.id) if event else [],
    )


def save(
    study: Study,
    document: str,
    sheet: Sheet,
    people: Sequence[Line] | None = None,
    *,
    written_on: date | None = None,
    seen: str | None = "",
    revise: Revise | None = None,
) -> None:
    """Keep what was filled in: as a draft while the minute is to do, as its text once it is written.

    :param people: who was there, written to the event; None leaves it as it is.
    :param written_on: the day it is said to be written; None leaves the state as it is.
    :param seen: the version the sheet was filled in from (None for no text yet); not checked when left out.
    :param revise: what makes a new version of a text that exists.
    :raises StudyError: the minute has a text and nothing to revise it with, the text has changed since, no title.
    """
    found = documents.get(study, document)
    if seen != "" and seen != found.version:
        raise StudyError(
            f"« {found.title} » a changé entre-temps : copiez ce que vous avez écrit, rechargez la page, puis reprenez."
        )
    if not sheet.title.strip():
        raise StudyError("Un compte-rendu a besoin d’un titre : écrivez-en un.")
    with study.change(f"Écrire « {found.title} »", level=found.level):
        if found.event and people is not None:
            attendance.record(study, found.event, people, level=_level_of_people(study, found))
        if found.version is None and written_on is None:
            minutes.note(study, document, draft=sheet.as_draft())
            if found.state == "not_done":
                documents.set_state(study, document, "todo")
            return
        write(study, found, _composed(study, found, sheet), revise)
        minutes.note(study, document, draft="")
        if written_on is not None and found.state != "sent":
            documents.set_state(study, document, "drafted")
            minutes.note(study, document, written_on=written_on.isoformat(), reason="")


def _level_of_people(study: Study, document: Document) -> str:
    event_level = events.get(study, document.event).level if document.event else "team"
    return access.most_restricted(document.level, event_level)


def write(study: Study, document: Document, reading: ReadingText, revise: Revise | None) -> None:
    """Make the first version of a text, or a new one when the words differ."""
    if document.version is None:
        documents.begin(study, document.id, reading, reason="Rédaction")
    elif versions.text(study, document.version) != reading.text:
        if revise is None:
            raise StudyError(f"« {document.title} » a déjà un texte : ouvrez le document pour le modifier.")
        revise(study, document.id, reading, reason="Rédaction")
