"""The form of a milestone, whole: it stays open after an addition, with the same site and dates."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from codebook import links
from corpus import anchors, events, milestones, sites
from corpus.access import LEVELS
from corpus.milestones import Milestone
from corpus.study import Study
from corpus.terms import MILESTONE_STATES, MODULES
from pages.parts import choice, date_field, guard, menu, notice
from pages.parts.argument import status_badge
from pages.parts.naming import event_name
from pages.parts.plain import plain
from pages.parts.reading import excerpt

FILLED, READ, AGAIN = "milestone-filled", "milestone-read", "milestone-again"
PROJECT = "Ensemble du projet"


@st.fragment
def show(opened: str | None) -> None:
    """Show the form of a milestone, or of a new one."""
    with guard.study("lead", "researcher") as study:
        milestone = milestones.get(study, opened) if opened else None
        _fill(milestone)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(milestone.label) if milestone else "Nouveau jalon", anchor=False)
            date_field.forms("milestone-forms", relative=True)
        refusal = st.container()
        _fields(study)
        _acts(study, milestone, refusal)


def _fill(milestone: Milestone | None) -> None:
    """Put the record in the fields once; what is typed afterwards stays, even when saving is refused."""
    state = st.session_state
    if state.pop(AGAIN, False):
        state["milestone-label"] = state["milestone-description"] = ""
    token = milestone.id if milestone else choice.NEW
    if state.get(FILLED) == token and "milestone-label" in state:
        return
    state[FILLED], state[READ] = token, milestone
    names = "module label site planned reached anchor state description level".split()
    blank = dict(zip(names, ("training", "", None, "", "", None, "planned", "", "team"), strict=True))
    for name in names:
        state[f"milestone-{name}"] = getattr(milestone, name) if milestone else blank[name]


def _fields(study: Study) -> None:
    labels = sites.labels(study)
    names = {event.id: event_name(event, labels) for event in events.everything(study)}
    left, right = st.columns(2)
    with left:
        st.selectbox("Module", list(MODULES), format_func=MODULES.__getitem__, key="milestone-module")
        anchor = st.session_state["milestone-anchor"]
        date_field.field(
            "Prévu pour",
            "milestone-planned",
            anchor=anchors.date_of(study, anchor),
            relative=True,
            help="Une date, ou un compte depuis l’événement d’ancrage : M12/M18.",
        )
    with right:
        st.selectbox(
            "Site", list(labels), index=None, format_func=labels.__getitem__, key="milestone-site", placeholder=PROJECT
        )
        date_field.field("Atteint le", "milestone-reached")
    st.text_input("Intitulé", key="milestone-label", placeholder="Première consultation déléguée…", autocomplete="off")
    st.selectbox(
        "Événement d’ancrage (pour une date comme M12)",
        list(names),
        index=None,
        format_func=lambda event: names.get(event, ""),
        key="milestone-anchor",
        placeholder="aucun",
    )
    left, right = st.columns(2)
    left.selectbox("État", list(MILESTONE_STATES), format_func=MILESTONE_STATES.__getitem__, key="milestone-state")
    right.selectbox("Qui peut lire", list(LEVELS), format_func=LEVELS.__getitem__, key="milestone-level")
    st.text_area("Description", key="milestone-description", height=80)


def _acts(study: Study, milestone: Milestone | None, refusal: DeltaGenerator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        saving = st.button(
            "Enregistrer" if milestone else "Ajouter", type="primary", key="milestone-save", shortcut="Ctrl+Enter"
        )
        if milestone and st.button("Supprimer", icon=":material/delete:", key="milestone-delete"):
            _confirm(milestone.id)
        if milestone:
            st.page_link(
                menu.LINKS.script,
                label="Poser un lien",
                icon=":material/add_link:",
                query_params={"milestone": milestone.id},
            )
    if saving:
        with refusal, notice.attempt():
            _save(study, milestone)
    if milestone:
        _touching(study, milestone)


def _save(study: Study, milestone: Milestone | None) -> None:
    state = st.session_state
    names = "module label site planned reached anchor state description level".split()
    milestones.save(
        study,
        **{name: state[f"milestone-{name}"] for name in names},
        milestone=milestone.id if milestone else None,
        read=state[READ],
    )
    label = state["milestone-label"].strip()
    if milestone is None:
        state[AGAIN] = True
        notice.done(f"« {label} » est ajouté : le suivant garde le site et les dates.")
    state.pop(FILLED, None)
    notice.done(f"« {label} » est enregistré.")


def _touching(study: Study, milestone: Milestone) -> None:
    for link in links.touching(study, milestone=milestone.id):
        st.page_link(
            menu.LINKS.script,
            label=f"{status_badge(link.status)} {plain(excerpt(link.statement, 80))}",
            query_params={"link": link.id},
        )


@st.dialog("Supprimer ce jalon ?", width="medium")
def _confirm(milestone_id: str) -> None:
    with guard.study("lead", "researcher") as study:
        milestone = milestones.get(study, milestone_id)
        st.text(f"{milestone.when} · {milestone.label}")
        standing = links.touching(study, milestone=milestone_id)
        if standing:
            st.warning(f"Liens qui le concernent : {len(standing)}. Détachez-en d’abord le jalon.")
            _touching(study, milestone)
        if st.button("Supprimer", type="primary", key="milestone-delete-sure", disabled=bool(standing)):
            with notice.attempt():
                milestones.delete(study, milestone_id)
                st.session_state.pop(FILLED, None)
                choice.show("milestone", None)
                notice.done(f"« {milestone.label} » est supprimé ; l’historique permet de le reprendre.")
