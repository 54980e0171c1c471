"""Minutes: which held events have one, where each stands, and the form that prepares and completes it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from analytics.french import count
from corpus import minutes, sites
from corpus.minutes import Life
from corpus.study import Study
from corpus.terms import MINUTE_STATES
from pages.parts import choice, guard, menu, minute_batch, minute_form
from pages.parts.filter_choice import one_of
from pages.parts.naming import places
from pages.parts.plain import plain

HELD, COMING = "Tenus", "À venir"
ICONS = {
    "missing": "help",
    "todo": "edit_note",
    "drafted": "description",
    "sent": "send",
    "not_done": "do_not_disturb_on",
}


def since(life: Life) -> str:
    """Return how long ago the event was, as a person says it."""
    if life.days is None or life.days < 0:
        return ""
    if life.days < 60:
        return f"il y a {count(life.days, 'jour')}"
    months = round(life.days / 30.44)
    return f"il y a {months} mois" if months < 24 else f"il y a {months // 12} ans"


def counted(lives: Sequence[Life]) -> str:
    """Return how many held events there are in each state."""
    numbers = Counter(life.state for life in lives)
    plurals = MINUTE_STATES | {"drafted": "rédigés", "sent": "diffusés", "not_done": "non faits"}
    told = [
        f"{numbers[state]} {plurals[state] if numbers[state] > 1 else label}"
        for state, label in MINUTE_STATES.items()
        if numbers[state]
    ]
    return f"{count(len(lives), 'événement tenu', 'événements tenus')} : {', '.join(told)}."


def listed(study: Study, today: date) -> tuple[str | None, bool]:
    """Show the events with their minute; return the one that is open, and whether there is any to open."""
    labels = sites.labels(study)
    when = st.segmented_control(
        "Événements", [HELD, COMING], default=HELD, key="minutes-when", label_visibility="collapsed", required=True
    )
    found = minutes.held(study, today) if when == HELD else minutes.coming(study, today)
    left, middle, right = st.columns(3)
    with left:
        site = one_of("Site", "minutes-site", "Tous les sites", labels)
    with middle:
        kind = one_of("Genre", "minutes-kind", "Tous les genres", minute_form.KINDS)
    with right:
        state = one_of("État", "minutes-state", "Tous les états", MINUTE_STATES)
    shown = [
        life
        for life in found
        if (site is None or site in life.event.sites)
        and kind in (None, life.event.kind)
        and state in (None, life.state)
    ]
    filtered = f"{len(shown)} montrés sur {len(found)}." if len(shown) < len(found) else ""
    st.caption(" ".join(filter(None, (counted(found) if when == HELD and found else "", filtered))))
    if not found:
        st.info("Aucun événement de ce genre ici : ajoutez-le à la chronologie, une visite ou un COPIL par exemple.")
        st.page_link(menu.CHRONOLOGY.script, label="Chronologie", icon=":material/event:")
    elif not shown:
        st.info("Rien ne correspond à ces filtres : retirez-en un.")
    rows = [
        choice.Row(
            life.event.id,
            f":material/{ICONS[life.state]}: **{plain(life.event.when)}** · {plain(life.event.label)}",
            plain(" · ".join(filter(None, (life.state_label, places(life.event.sites, labels), since(life))))),
        )
        for life in shown
    ]
    opened = choice.chosen("minute", "comptes-rendus", rows, height=430)
    if when == HELD:
        minute_batch.show(study, [life for life in shown if life.state in ("missing", "todo")])
    return opened, bool(found)


with guard.study(*menu.WRITERS) as study:
    st.title("Comptes-rendus", anchor=False)
    st.caption(
        "Visites, COPIL, comités de projet, revues de dossiers : chacun appelle un compte-rendu. Celui qui n’a pas été "
        "fait est une donnée."
    )
    today = date.today()
    left, right = st.columns([5, 7], gap="medium")
    with left:
        opened, any_there = listed(study, today)
    with right:
        if opened or any_there:
            minute_form.show(study, opened, today)
