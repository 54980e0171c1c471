"""The event a file reports: one of the study or a new one, who was there, and the next meeting it announces."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from corpus import dates, events, sites
from corpus.attendance import Line
from corpus.confirming import NewEvent
from corpus.errors import DateError
from corpus.events import Event
from corpus.proposals import Presence, Proposals
from corpus.proposals.proposal import TEXT
from corpus.study import Study
from corpus.terms import EVENT_KINDS, FORMATS, MINUTES_OF, NOT_MINUTES, PRESENCES, PROFESSIONS
from pages.parts.naming import event_name
from pages.parts.plain import plain

NEW = "new"
EARLY = 400


@dataclass(frozen=True)
class Told:
    """What was confirmed: an event of the study or a new one, who was there, the next meeting."""

    event: str | None = None
    new_event: NewEvent | None = None
    presence: tuple[Line, ...] = ()
    coming: NewEvent | None = None


def ask(
    study: Study, found: Proposals, text: str, file_id: str, *, kind: str, date: str, places: Sequence[str]
) -> Told:
    """Ask what event the file reports, who was there and when people meet next."""
    from pages.parts.proposals_form import read_in  # which shows this part

    labels = sites.labels(study)
    known = {event.id: event for event in events.everything(study)}
    near = matching(list(known.values()), kind, date, places)
    choices = [None, *(event.id for event in near), NEW, *(key for key in known if key not in {e.id for e in near})]
    report = kind not in NOT_MINUTES
    names = {key: event_name(event, labels) for key, event in known.items()} | {NEW: "Nouvel événement…"}
    event = st.selectbox(
        "Événement dont il rend compte",
        choices,
        choices.index(near[0].id) if near and report else 0,
        format_func=lambda key: names.get(key or "", "aucun"),
        key=f"event-{file_id}-{date}-{kind}",
    )
    agreeing = next((one for one in near if one.id == event), None)
    if agreeing is not None:
        same = MINUTES_OF.get(agreeing.kind) == kind
        st.caption("La date, le genre et les sites concordent." if same else "La date et les sites concordent.")
    new_event = _new_event(found, text, file_id, kind, date, read_in) if event == NEW else None
    presence = _presence(found.presence, text, file_id, attached=event is not None)
    instance = new_event.kind if new_event else known[event].kind if event in known else _instance(found, kind)
    coming = _coming(found, text, file_id, instance, read_in)
    return Told(None if event == NEW else event, new_event, presence if event else (), coming)


def matching(known: Sequence[Event], kind: str, date: str, places: Sequence[str]) -> list[Event]:
    """Return the held events whose days meet the document's, at its sites, those its kind reports first."""
    try:
        day = dates.parse(date) if date else None
    except DateError:
        day = None
    if day is None or day.first is None or day.last is None or (day.last - day.first).days > 31:
        return []
    near = []
    for event in known:
        held = dates.parse(event.held) if event.held and not event.outside else None
        if held is None or held.first is None or held.last is None or held.first > day.last or held.last < day.first:
            continue
        if bool(event.sites) != bool(places) or (places and not set(places) & set(event.sites)):
            continue
        near.append(event)
    return sorted(near, key=lambda event: MINUTES_OF.get(event.kind) != kind)


def _instance(found: Proposals, kind: str) -> str:
    """The kind of event a document of this kind reports, else the one its first lines name, else a visit."""
    reported = next((event for event, document in MINUTES_OF.items() if document == kind), None)
    if reported is not None and kind != "meeting_minutes":
        return reported
    early = [one.value for one in found.instances if one.place != TEXT or one.start < EARLY]
    return early[0] if early else "visit"


def _new_event(found: Proposals, text: str, file_id: str, document: str, date: str, read_in) -> NewEvent:  # noqa: ANN001
    kinds = list(EVENT_KINDS)
    left, middle, right = st.columns([3, 4, 3])
    kind = left.selectbox(
        "Genre de l’événement",
        kinds,
        kinds.index(_instance(found, document)),
        format_func=EVENT_KINDS.get,
        key=f"event-kind-{file_id}",
    )
    left.caption(read_in(text, next((one for one in found.instances if one.value == kind), None)))
    label = middle.text_input("Intitulé", EVENT_KINDS[kind], key=f"event-label-{file_id}-{kind}", autocomplete="off")
    formats = list(FORMATS)
    first = found.formats[0].value if found.formats else None
    format_ = right.selectbox(
        "Format",
        formats,
        formats.index(first) if first else None,
        format_func=FORMATS.get,
        placeholder="inconnu",
        key=f"event-format-{file_id}",
    )
    right.caption(read_in(text, next((one for one in found.formats if one.value == format_), None)))
    return NewEvent(kind, label, date, format_)


def _presence(found: Sequence[Presence], text: str, file_id: str, *, attached: bool) -> tuple[Line, ...]:
    """Show who the text says was there, to be corrected; it is written to the event when there is one."""
    if not found:
        return ()
    rows = [
        {
            "Garder": True,
            "Métier": PROFESSIONS[one.profession],
            "Nombre": one.number,
            "Mots": one.words,
            "Présence": PRESENCES[one.presence],
            "Lu dans": " ".join(text[one.start : one.end].split()),
        }
        for one in found
    ]
    with st.expander(f"Présents par métier : {len(found)} lignes lues", icon=":material/groups:", expanded=attached):
        if not attached:
            st.caption("Choisissez ou ajoutez l’événement pour les garder avec lui.")
        edited = st.data_editor(
            rows,
            key=f"presence-{file_id}",
            hide_index=True,
            num_rows="dynamic",
            column_config={
                "Garder": st.column_config.CheckboxColumn(width="small", default=True),
                "Métier": st.column_config.SelectboxColumn(options=list(PROFESSIONS.values()), required=True),
                "Nombre": st.column_config.NumberColumn(min_value=0, step=1, width="small"),
                "Présence": st.column_config.SelectboxColumn(
                    options=list(PRESENCES.values()), required=True, default="présents", width="small"
                ),
                "Lu dans": st.column_config.TextColumn(disabled=True, width="medium"),
            },
        )
    keys = {label: key for key, label in PROFESSIONS.items()}
    states = {label: key for key, label in PRESENCES.items()}
    return tuple(
        Line(
            keys[row["Métier"]],
            int(row["Nombre"]) if row["Nombre"] is not None and row["Nombre"] == row["Nombre"] else None,
            row["Mots"] or "",
            states.get(row["Présence"], "present"),
        )
        for row in edited
        if row.get("Garder") and row.get("Métier") in keys
    )


def _coming(found: Proposals, text: str, file_id: str, kind: str, read_in) -> NewEvent | None:  # noqa: ANN001
    """Offer to note the next meeting the text announces; nothing is noted unless the box is ticked."""
    if not found.next_dates:
        return None
    shown = {one.value: one.shown for one in found.next_dates}
    left, right = st.columns([5, 5], vertical_alignment="bottom")
    wanted = left.checkbox("Noter la prochaine rencontre comme prévue", key=f"coming-{file_id}")
    date = right.selectbox(
        "Prochaine date", list(shown), format_func=lambda value: shown[value], key=f"coming-date-{file_id}"
    )
    words = read_in(text, next((one for one in found.next_dates if one.value == date), None))
    st.caption(f"{words} · genre : {plain(EVENT_KINDS[kind])}" if kind in EVENT_KINDS else words)
    if not wanted or not date:
        return None
    return NewEvent(kind if kind in EVENT_KINDS else "visit", EVENT_KINDS.get(kind, "Visite sur site"), date)
