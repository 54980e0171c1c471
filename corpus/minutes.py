"""The life of minutes: which held events have one, and where each stands.

States run from to do to written to sent; « not done » is a datum, with its reason. A minute is a document of the event
it reports. Preparing and writing it are left to ``minute_writing``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus import access, documents, events, sites
from corpus.documents import Document
from corpus.errors import StudyError
from corpus.events import Event
from corpus.ids import new_id
from corpus.study import Study
from corpus.terms import MINUTE_STATES, MINUTES_OF, NOT_MINUTES

Days = dict[str, tuple[date | None, date | None]]


@dataclass(frozen=True)
class Life:
    """An event that calls for minutes, with its minute. ``days`` counts since the event was held."""

    event: Event
    document: Document | None
    state: str
    days: int | None
    written_on: str = ""
    sent_on: str = ""
    sent_to: str = ""
    reason: str = ""

    @property
    def state_label(self) -> str:
        """The state in French."""
        return MINUTE_STATES[self.state]

    @property
    def is_written(self) -> bool:
        """Whether there are minutes to read."""
        return self.state in ("drafted", "sent")


def held(study: Study, today: date) -> list[Life]:
    """Return the held events that call for minutes, the latest first, each with where its minute stands."""
    return _lives(study, today, lambda event: event.state == "held")[::-1]


def coming(study: Study, today: date) -> list[Life]:
    """Return the events to come that call for minutes, the nearest first: their minute can be prepared."""
    return _lives(study, today, lambda event: event.state in ("planned", "moved"))


def of_event(study: Study, event: str, today: date) -> Life:
    """Return the minute of one event.

    :raises StudyError: the event is not there, or not open to this member.
    """
    found = events.get(study, event)
    return _life(found, documents.everything(study), known(study), days_of(study).get(event), today)


def _lives(study: Study, today: date, wanted: Callable[[Event], bool]) -> list[Life]:
    papers, lives, days = documents.everything(study), known(study), days_of(study)
    found = [one for one in events.everything(study) if one.kind in MINUTES_OF and wanted(one)]
    return [_life(event, papers, lives, days.get(event.id), today) for event in found]


def days_of(study: Study) -> Days:
    """The first and last day of each event, as held, else as planned; None for an open end."""
    rows = study.rows(
        "SELECT e.id, CASE WHEN e.held_text IS NULL THEN e.planned_first ELSE e.held_first END AS first,"
        f" CASE WHEN e.held_text IS NULL THEN e.planned_last ELSE e.held_last END AS last"
        f" FROM event e WHERE {study.readable('e')}"
    )
    return {row["id"]: (_date(row["first"]), _date(row["last"])) for row in rows}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def known(study: Study) -> dict[str, dict[str, Any]]:
    """Return what is known of the life of each minute this member may read, by document."""
    rows = study.rows(
        "SELECT m.document, m.draft, m.written_on, m.sent_on, m.sent_to, m.reason FROM minute m"
        f" JOIN document d ON d.id = m.document WHERE {study.readable('d')}"
    )
    return {row["document"]: row for row in rows}


def _life(
    event: Event,
    papers: Sequence[Document],
    lives: dict[str, dict[str, Any]],
    days: tuple[date | None, date | None] | None,
    today: date,
) -> Life:
    document = minute_among(event, papers)
    row = lives.get(document.id, {}) if document else {}
    state = _state(document)
    day = days[1] if days and event.held else None
    return Life(
        event,
        document,
        state,
        (today - day).days if day else None,
        row.get("written_on") or "",
        row.get("sent_on") or "",
        row.get("sent_to") or "",
        row.get("reason") or "",
    )


def _state(document: Document | None) -> str:
    """The state of a minute; one that says it is written without any text still has to be."""
    if document is None:
        return "missing"
    return "todo" if document.version is None and document.state != "not_done" else document.state


def minute_among(event: Event, papers: Sequence[Document]) -> Document | None:
    """The document that reports an event: one with a text, of the kind its event calls for, if there is one."""
    own = [p for p in papers if p.event == event.id and p.kind not in NOT_MINUTES]
    kind = MINUTES_OF.get(event.kind)
    own.sort(key=lambda p: (p.level == "private", p.version is None, p.kind != kind))
    return own[0] if own else None


def plan(study: Study, event: str, *, state: str = "todo", reason: str = "") -> str:
    """Note the minute of an event as to do, or as not done with the reason; return the GUID of its document.

    :raises StudyError: the event calls for no minutes, or its minute is written already.
    """
    life = of_event(study, event, date.today())
    if life.event.kind not in MINUTES_OF:
        raise StudyError(f"« {life.event.label} » n’appelle pas de compte-rendu : joignez-lui un document à la place.")
    if life.is_written:
        raise StudyError(f"« {life.event.label} » a déjà son compte-rendu : ouvrez-le.")
    level = access.most_restricted("team", life.event.level)
    with study.change(f"Compte-rendu de « {life.event.label} » : {MINUTE_STATES[state]}", level=level):
        if life.document is None:
            document = documents.register(
                study,
                kind=MINUTES_OF[life.event.kind],
                title=title_for(study, life.event),
                state=state,
                date=life.event.held or life.event.planned,
                sites=life.event.sites,
                level=level,
                event=event,
            )
        else:
            document = life.document.id
            documents.set_state(study, document, state)
        note(study, document, reason=reason.strip())
    return document


def title_for(study: Study, event: Event) -> str:
    """Return the title of the minute of an event: its kind, its sites, its date."""
    labels = sites.labels(study)
    where = ", ".join(label for site, label in labels.items() if site in event.sites)
    names = {"visit": "Compte-rendu de visite", "steering_committee": "Note de COPIL"}
    first = names.get(event.kind, f"Compte-rendu, {event.kind_label[0].lower()}{event.kind_label[1:]}")
    return ", ".join(part for part in (first, where or event.label, event.when) if part)


def note(study: Study, document: str, **values: Any) -> None:
    """Write what is known of a minute, inside the open change."""
    row = study.value("SELECT id FROM minute WHERE document = :document", document=document)
    if row is None:
        study.insert("minute", {"id": new_id(), "document": document, **values})
    else:
        study.update("minute", row, **values)


def mark_sent(study: Study, document: str, on: date, to: str = "") -> None:
    """Say that a written minute was sent, when and to whom.

    :raises StudyError: nothing is written yet.
    """
    found = documents.get(study, document)
    if found.version is None:
        raise StudyError(f"« {found.title} » n’est pas encore rédigé : rédigez-le avant de le diffuser.")
    with study.change(f"Noter « {found.title} » diffusé", level=found.level):
        documents.set_state(study, document, "sent")
        note(study, document, sent_on=on.isoformat(), sent_to=" ".join(to.split()))
