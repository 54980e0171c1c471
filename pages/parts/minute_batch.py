"""Several held events said at once to have their minute to do, or not done."""

from collections.abc import Sequence

import streamlit as st

from corpus import minutes
from corpus.minutes import Life
from corpus.study import Study
from pages.parts import notice


def show(study: Study, lives: Sequence[Life]) -> None:
    """Offer to note the minutes of several events at once, with one reason."""
    if len(lives) < 2:
        return
    known = {life.event.id: life for life in lives}
    with st.expander("Noter plusieurs comptes-rendus d’un coup", icon=":material/checklist:"):
        chosen = st.multiselect(
            "Événements",
            list(known),
            format_func=lambda event: f"{known[event].event.when} · {known[event].event.label}",
            key="minutes-batch",
            placeholder="choisir",
        )
        reason = st.text_input("Raison (pour « non fait »)", key="minutes-batch-reason", autocomplete="off")
        with st.container(horizontal=True):
            todo = st.button("Noter à faire", key="minutes-batch-todo", disabled=not chosen)
            not_done = st.button("Noter non faits", key="minutes-batch-not-done", disabled=not chosen)
        if todo or not_done:
            with notice.attempt():
                state = "todo" if todo else "not_done"
                with study.change(f"Noter {len(chosen)} comptes-rendus {'à faire' if todo else 'non faits'}"):
                    for event in chosen:
                        minutes.plan(study, event, state=state, reason="" if todo else reason)
                notice.done(f"{len(chosen)} comptes-rendus notés.")
