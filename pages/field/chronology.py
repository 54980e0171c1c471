"""The chronology of the field: acts of intervention, outside facts, and milestones of the sites, with dates."""

from types import ModuleType

import streamlit as st

from corpus import events, milestones
from corpus.errors import FilRougeError
from corpus.study import Study
from pages.parts import chronology_list, event_form, guard, milestone_form

EVENTS, MILESTONES = "Événements", "Jalons"
TAB = "chronology-tab"


def follow_tab() -> None:
    """Leave the record that was open in the other tab."""
    st.query_params.clear()


def readable(study: Study, kind: ModuleType, asked: str | None) -> str | None:
    """Return the record the address names, or None with a sentence when it cannot be read."""
    if asked is None:
        return None
    try:
        return str(kind.get(study, asked).id)
    except FilRougeError as error:
        st.warning(str(error))
        return None


with guard.study("lead", "researcher") as study:
    st.title("Chronologie", anchor=False)
    if "milestone" in st.query_params or "event" in st.query_params:
        st.session_state[TAB] = MILESTONES if "milestone" in st.query_params else EVENTS
    acts, steps = st.tabs([EVENTS, MILESTONES], key=TAB, on_change=follow_tab)
    if steps.open:
        left, right = steps.columns([5, 6], gap="medium")
        with left:
            opened = chronology_list.of_milestones(study)
        with right:
            milestone_form.show(readable(study, milestones, opened))
    else:
        left, right = acts.columns([5, 6], gap="medium")
        with left:
            opened = chronology_list.of_events(study)
        with right:
            event_form.show(readable(study, events, opened))
