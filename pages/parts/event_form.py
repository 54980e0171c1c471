"""The form of an event, whole: it stays open after an addition, with the same date and site, to add the next one."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from codebook import links
from codebook.terms import BEARERS
from corpus import events, sites
from corpus.access import LEVELS
from corpus.events import Event, HeldFigure
from corpus.study import Study
from corpus.terms import (
    ALL_EVENT_KINDS,
    EVENT_STATES,
    FIGURES,
    FORMATS,
    ORIGINS,
    OUTSIDE_KINDS,
)
from pages.parts import choice, date_field, guard, menu, notice
from pages.parts.argument import status_badge
from pages.parts.plain import plain
from pages.parts.reading import excerpt

FILLED, READ, AGAIN = "event-filled", "event-read", "event-again"


@st.fragment
def show(opened: str | None) -> None:
    """Show the form of an event, or of a new one."""
    with guard.study("lead", "researcher") as study:
        event = events.get(study, opened) if opened else None
        _fill(event)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(event.label) if event else "Nouvel événement", anchor=False)
            date_field.forms("event-forms")
        refusal = st.container()
        _what_and_when(study)
        _figures(study)
        _more()
        _acts(study, event, refusal)


def _fill(event: Event | None) -> None:
    """Put the record in the fields once; what is typed afterwards stays, even when saving is refused."""
    state = st.session_state
    if state.pop(AGAIN, False):
        state["event-label"] = state["event-description"] = ""
    token = event.id if event else choice.NEW
    if state.get(FILLED) == token and "event-label" in state:
        return
    state[FILLED], state[READ] = token, event
    for name, value in (_values(event) if event else _blank()).items():
        state[f"event-{name}"] = value


def _blank() -> dict[str, object]:
    bare: dict[str, object] = {
        "kind": "visit",
        "sites": [],
        "held": "",
        "planned": "",
        "label": "",
        "state": "held",
        "format": None,
    }
    rest = {"duration": None, "origin": "planned", "level": "team", "description": "", "leading": ""}
    figures = {f"{what}-{figure}": value for figure in FIGURES for what, value in (("at", False), ("bearer", None))}
    return {**bare, **rest, **figures}


def _values(event: Event) -> dict[str, object]:
    values: dict[str, object] = _blank() | {
        "kind": event.kind,
        "sites": list(event.sites),
        "held": event.held,
        "planned": event.planned,
        "label": event.label,
        "state": event.state,
        "format": event.format,
        "duration": event.duration_minutes,
        "origin": event.origin,
        "level": event.level,
        "description": event.description,
        "leading": event.leading or "",
    }
    for held in event.figures:
        values[f"at-{held.figure}"] = True
        before = values[f"bearer-{held.figure}"]
        values[f"bearer-{held.figure}"] = f"{before} et {held.bearer}" if before else held.bearer or None
    return values


def _what_and_when(study: Study) -> None:
    labels = sites.labels(study)
    left, right = st.columns(2)
    with left:
        st.selectbox("Genre", list(ALL_EVENT_KINDS), format_func=_kind_name, key="event-kind")
        date_field.field("Tenu le", "event-held", help="Quand l’acte a eu lieu, ou quand le fait s’est produit.")
    with right:
        st.multiselect(
            "Sites", list(labels), format_func=lambda site: labels[site], key="event-sites", placeholder="transversal"
        )
        date_field.field("Prévu le", "event-planned", help="Ce qui était prévu reste écrit, même quand c’est tenu.")
    st.text_input("Intitulé", key="event-label", placeholder="Visite n° 3, revue de dossiers…", autocomplete="off")
    state, format_, duration = st.columns(3)
    state.selectbox("État", list(EVENT_STATES), format_func=EVENT_STATES.__getitem__, key="event-state")
    format_.selectbox(
        "Format", list(FORMATS), index=None, format_func=FORMATS.__getitem__, key="event-format", placeholder="inconnu"
    )
    duration.number_input(
        "Durée (minutes)", min_value=0, step=15, value=None, key="event-duration", placeholder="inconnue"
    )


def _kind_name(kind: str) -> str:
    return f"Fait extérieur · {ALL_EVENT_KINDS[kind]}" if kind in OUTSIDE_KINDS else f"Acte · {ALL_EVENT_KINDS[kind]}"


def _figures(study: Study) -> None:
    """Ask, for each of the three figures, whether it was at work and who bore it, then which one led."""
    seen = {held.bearer for event in events.everything(study) for held in event.figures if held.bearer}
    typed = {st.session_state[f"event-bearer-{figure}"] for figure in FIGURES} - {None}
    bearers = sorted(seen | typed | set(BEARERS.values()))
    st.markdown("**Figures à l’œuvre**")
    for figure, name in FIGURES.items():
        at, bearer = st.columns([2, 3], vertical_alignment="center")
        there = at.checkbox(name, key=f"event-at-{figure}")
        bearer.selectbox(
            f"Qui porte la figure « {name} » ?",
            bearers,
            index=None,
            key=f"event-bearer-{figure}",
            placeholder="portée par…",
            accept_new_options=True,
            disabled=not there,
            label_visibility="collapsed",
        )
    present = [figure for figure in FIGURES if st.session_state[f"event-at-{figure}"]]
    if st.session_state["event-leading"] not in present:
        st.session_state["event-leading"] = ""
    st.radio(
        "Figure dominante",
        ["", *present],
        format_func=lambda figure: FIGURES[figure] if figure else "aucune en particulier",
        key="event-leading",
        horizontal=True,
        disabled=not present,
    )


def _more() -> None:
    st.text_area("Description", key="event-description", height=80)
    left, right = st.columns(2)
    left.selectbox("Origine", list(ORIGINS), format_func=ORIGINS.__getitem__, key="event-origin")
    right.selectbox("Qui peut lire", list(LEVELS), format_func=LEVELS.__getitem__, key="event-level")


def _acts(study: Study, event: Event | None, refusal: DeltaGenerator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        saving = st.button(
            "Enregistrer" if event else "Ajouter", type="primary", key="event-save", shortcut="Ctrl+Enter"
        )
        if event and st.button("Supprimer", icon=":material/delete:", key="event-delete"):
            _confirm(event.id)
        if event:
            st.page_link(
                menu.LINKS.script, label="Poser un lien", icon=":material/add_link:", query_params={"event": event.id}
            )
    if saving:
        with refusal, notice.attempt():
            _save(study, event)
    if event:
        _touching(study, event)


def _save(study: Study, event: Event | None) -> None:
    state = st.session_state
    held = [
        HeldFigure(figure, state[f"event-bearer-{figure}"] or "", state["event-leading"] == figure)
        for figure in FIGURES
        if state[f"event-at-{figure}"]
    ]
    events.save(
        study,
        kind=state["event-kind"],
        label=state["event-label"],
        sites=state["event-sites"],
        planned=state["event-planned"],
        held=state["event-held"],
        state=state["event-state"],
        format=state["event-format"],
        duration_minutes=state["event-duration"],
        origin=state["event-origin"],
        description=state["event-description"],
        level=state["event-level"],
        figures=held,
        event=event.id if event else None,
        read=state[READ],
    )
    if event is None:
        state[AGAIN] = True
        notice.done(f"« {state['event-label'].strip()} » est ajouté : le suivant garde la date et les sites.")
    state.pop(FILLED, None)
    notice.done(f"« {state['event-label'].strip()} » est enregistré.")


def _touching(study: Study, event: Event) -> None:
    for link in links.touching(study, event=event.id):
        st.page_link(
            menu.LINKS.script,
            label=f"{status_badge(link.status)} {plain(excerpt(link.statement, 80))}",
            query_params={"link": link.id},
        )


@st.dialog("Supprimer cet événement ?", width="medium")
def _confirm(event_id: str) -> None:
    with guard.study("lead", "researcher") as study:
        event = events.get(study, event_id)
        st.text(f"{event.when} · {event.label}")
        standing = links.touching(study, event=event_id)
        if standing:
            st.warning(f"Liens qui s’y appuient : {len(standing)}. Détachez-en d’abord l’événement.")
            _touching(study, event)
        if st.button("Supprimer", type="primary", key="event-delete-sure", disabled=bool(standing)):
            with notice.attempt():
                events.delete(study, event_id)
                st.session_state.pop(FILLED, None)
                choice.show("event", None)
                notice.done(f"« {event.label} » est supprimé ; l’historique permet de le reprendre.")
