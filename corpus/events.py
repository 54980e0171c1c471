"""Acts of intervention and outside facts, dated as the field dates them.

Planned and held are two dates, never one overwritten. An event without a site is transversal. Several figures may be
at work in one event, held by different people; at most one leads.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corpus import access, anchors, attendance, dated, sites, stale
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import ALL_EVENT_KINDS, EVENT_STATES, FIGURES, FORMATS, ORIGINS, OUTSIDE_KINDS

_SELECT = """
    SELECT e.*, (SELECT json_group_array(s.site) FROM event_site s WHERE s.event = e.id) AS site_list,
        (SELECT json_group_array(json_object('figure', f.figure, 'bearer', f.bearer, 'leading', f.leading))
            FROM event_figure f WHERE f.event = e.id) AS figure_list
    FROM event e
"""

COLUMNS = (
    "id kind kind_label label site site_label state state_label figure outside date_text first last "
    "soft_first soft_last planned_text planned_first planned_last"
).split()


@dataclass(frozen=True)
class HeldFigure:
    """A figure at work in an event: its key, who bore it, whether it led."""

    figure: str
    bearer: str = ""
    leading: bool = False


@dataclass(frozen=True)
class Event:
    """An act of intervention or an outside fact. Dates are EDTF texts, empty when unknown; sites are GUIDs."""

    id: str
    kind: str
    label: str
    sites: tuple[str, ...]
    planned: str
    planned_shown: str
    held: str
    held_shown: str
    state: str
    format: str | None
    duration_minutes: int | None
    origin: str
    description: str
    level: str
    author: str
    figures: tuple[HeldFigure, ...]

    @property
    def kind_label(self) -> str:
        """The kind in French."""
        return ALL_EVENT_KINDS.get(self.kind, self.kind)

    @property
    def state_label(self) -> str:
        """The state in French."""
        return EVENT_STATES[self.state]

    @property
    def outside(self) -> bool:
        """Whether it is a fact outside the intervention."""
        return self.kind in OUTSIDE_KINDS

    @property
    def when(self) -> str:
        """The date a person reads: the held one, else the planned one."""
        return self.held_shown or self.planned_shown

    @property
    def leading(self) -> str | None:
        """The figure that led, if one did."""
        return next((held.figure for held in self.figures if held.leading), None)


def _event(row: dict[str, Any]) -> Event:
    figures = sorted(json.loads(row["figure_list"]), key=lambda held: (-held["leading"], held["figure"]))
    return Event(
        id=row["id"],
        kind=row["kind"],
        label=row["label"],
        sites=tuple(json.loads(row["site_list"])),
        planned=row["planned_text"] or "",
        planned_shown=dated.shown(row, "planned"),
        held=row["held_text"] or "",
        held_shown=dated.shown(row, "held"),
        state=row["state"],
        format=row["format"],
        duration_minutes=row["duration_minutes"],
        origin=row["origin"],
        description=row["description"],
        level=row["level"],
        author=row["author"],
        figures=tuple(HeldFigure(held["figure"], held["bearer"], bool(held["leading"])) for held in figures),
    )


def everything(study: Study) -> list[Event]:
    """Return the events this member may read, by date."""
    rows = study.rows(f"{_SELECT} WHERE {study.readable('e')}")
    rows.sort(key=lambda row: (dated.order(row, "held", "planned"), name_key(row["label"])))
    return [_event(row) for row in rows]


def get(study: Study, event: str) -> Event:
    """Return one event.

    :raises StudyError: there is none of that id, or this member may not read it.
    """
    rows = study.rows(f"{_SELECT} WHERE e.id = :event AND {study.readable('e')}", event=event)
    if not rows:
        raise StudyError("Cet événement n’existe pas ou ne vous est pas ouvert : revenez à la chronologie.")
    return _event(rows[0])


def save(
    study: Study,
    *,
    kind: str,
    label: str,
    sites: Sequence[str] = (),
    planned: str = "",
    held: str = "",
    state: str = "held",
    format: str | None = None,
    duration_minutes: int | None = None,
    origin: str = "planned",
    description: str = "",
    level: str = "team",
    figures: Sequence[HeldFigure] = (),
    event: str | None = None,
    event_id: str | None = None,
    read: Event | None = None,
) -> str:
    """Write a new event, or rewrite ``event`` whole, and return its GUID.

    :param read: the event as it was when the person opened it; refused when it has changed since.
    :param event_id: the GUID a new event must have, when it is built from a file.
    :raises StudyError: no label, no date, a value out of its list, a figure given twice, or two leading figures.
    :raises AccessError: the event would become private to somebody who is not its author.
    :raises DateError: a date is not in an accepted form.
    """
    _check(kind, label, planned, held, state, format, origin, figures)
    row: dict[str, Any] = {
        "kind": kind,
        "label": label.strip(),
        **dated.columns("planned", planned),
        **dated.columns("held", held),
        "state": state,
        "format": format,
        "duration_minutes": duration_minutes,
        "origin": origin,
        "description": description.strip(),
        "level": access.checked_level(level),
    }
    verb = "Modifier" if event else "Ajouter"
    with study.change(f"{verb} l’événement « {row['label']} »", level=level):
        if event:
            before = get(study, event)
            stale.refuse_if_changed(read, before)
            access.must_own_private(study.member, level, before.author)
            study.update("event", event, **row)
        else:
            event = event_id or new_id()
            study.insert("event", {"id": event, "author": study.member.id, **row})
        study.replace("event_site", "event", event, [{"site": site} for site in dict.fromkeys(sites)])
        study.replace(
            "event_figure",
            "event",
            event,
            [{"figure": f.figure, "bearer": f.bearer.strip(), "leading": int(f.leading)} for f in figures],
        )
        anchors.follow(study, event)
    return event


def _check(
    kind: str,
    label: str,
    planned: str,
    held: str,
    state: str,
    format: str | None,
    origin: str,
    figures: Sequence[HeldFigure],
) -> None:
    if not label.strip():
        raise StudyError("Un événement a besoin d’un intitulé : écrivez-en un.")
    if not planned.strip() and not held.strip():
        raise StudyError("Un événement a besoin d’une date prévue ou tenue : écrivez l’une des deux.")
    if state == "held" and not held.strip():
        raise StudyError(
            "Un événement tenu a besoin de la date où il s’est tenu : écrivez-la, même approchée (2021-03~)."
        )
    lists = ((kind, ALL_EVENT_KINDS, "genre"), (state, EVENT_STATES, "état"), (origin, ORIGINS, "origine"))
    for value, terms, what in lists:
        if value not in terms:
            raise StudyError(f"La valeur « {value} » n’existe pas ({what}) : choisissez parmi {', '.join(terms)}.")
    if format is not None and format not in FORMATS:
        raise StudyError(f"Le format « {format} » n’existe pas : choisissez parmi {', '.join(FORMATS)}.")
    if any(held_figure.figure not in FIGURES for held_figure in figures):
        raise StudyError(f"Une figure est inconnue : choisissez parmi {', '.join(FIGURES)}.")
    if len({held_figure.figure for held_figure in figures}) < len(figures):
        raise StudyError("Une figure est donnée deux fois : écrivez ses porteurs sur une seule ligne.")
    if sum(held_figure.leading for held_figure in figures) > 1:
        raise StudyError("Une seule figure peut dominer dans un événement : laissez les autres secondaires.")


def delete(study: Study, event: str) -> None:
    """Remove an event; what points to it must have been freed before (the floor above does it for links).

    :raises StudyError: the event is not there, or a document, a milestone or a link still stands on it.
    """
    found = get(study, event)
    for table, column, what in (("document", "event", "un document"), ("milestone", "anchor", "un jalon")):
        if study.value(f"SELECT count(*) FROM {table} WHERE {column} = :event", event=event):
            raise StudyError(f"« {found.label} » est cité par {what} : détachez-le d’abord.")
    with study.change(f"Supprimer l’événement « {found.label} »", level=found.level):
        attendance.forget(study, event)
        study.replace("event_site", "event", event, [])
        study.replace("event_figure", "event", event, [])
        study.delete("event", event)


def frame(study: Study) -> pd.DataFrame:
    """Return one row per readable event × site, dates as timestamps (NaT for an open end or no date).

    Columns: id, kind, kind_label, label, site, site_label (None for a transversal event), state, state_label, figure
    (leading, or None), outside, date_text, first, last, soft_first, soft_last (held, else planned), planned_text,
    planned_first, planned_last.
    """
    labels = sites.labels(study)
    raw = {row["id"]: row for row in study.rows(f"{_SELECT} WHERE {study.readable('e')}")}
    rows = []
    for event in everything(study):
        row = raw[event.id]
        used = "held" if event.held else "planned"
        common = {
            "id": event.id,
            "kind": event.kind,
            "kind_label": event.kind_label,
            "label": event.label,
            "state": event.state,
            "state_label": event.state_label,
            "figure": event.leading,
            "outside": event.outside,
            "date_text": event.when,
            **{part: row[f"{used}_{part}"] for part in dated.PARTS[1:]},
            "planned_text": event.planned_shown,
            "planned_first": row["planned_first"],
            "planned_last": row["planned_last"],
        }
        rows += [
            common | {"site": site, "site_label": labels.get(site) if site else None} for site in event.sites or (None,)
        ]
    return dated.frame(rows, COLUMNS)
