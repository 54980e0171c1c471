"""The private note its author keeps of an event, beside the shared minute."""

import streamlit as st

from codebook import carrying
from corpus import private_notes
from corpus.minutes import Life
from corpus.study import Study
from pages.parts import notice


def show(study: Study, life: Life) -> None:
    """Show this person's private note of the event, to be written or changed."""
    event = life.event.id
    words = private_notes.words(study, event)
    with st.expander("Ma note privée", icon=":material/lock:", expanded=False):
        st.caption("Lisible par vous seul·e : ni les autres membres, ni le comité, ni le fichier envoyé ne la portent.")
        with st.form(f"note-{event}", border=False):
            typed = st.text_area(
                "Note", words, height=140, key=f"note-text-{event}", label_visibility="collapsed",
                placeholder="Intuitions, signaux faibles, ce que je choisis de taire…",
            )  # fmt: skip
            if st.form_submit_button("Garder ma note", key=f"note-save-{event}"):
                with notice.attempt():
                    private_notes.save(study, event, typed, revise=carrying.revise)
                    notice.done("Note gardée.")
