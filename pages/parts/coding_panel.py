"""The panel beside the marked text: the chosen passage, or all codings in reading order."""

from collections.abc import Sequence

import streamlit as st

from analytics.french import count
from codebook import codings
from corpus.documents import Document
from corpus.study import Study
from pages.parts import coding_card, coding_list, menu, reading_progress, waiting_note

PASSAGE, LIST = "Passage", "Codages"
VIEW, PICKED, FOCUS = "workbench-view", coding_card.PICKED, coding_card.FOCUS


def show_next(picked: Sequence[str]) -> None:
    """Have the panel show these codings when the page runs, as they stand then."""
    st.session_state[PICKED] = list(picked)
    if st.session_state.get(VIEW) != LIST:
        st.session_state[VIEW] = PASSAGE
    coding_card.forget(picked)


def show(study: Study, document: Document) -> None:
    """Show one of the two views; the other is not built."""
    st.session_state.setdefault(VIEW, PASSAGE)
    reading_progress.show(study, document.id)
    view = st.segmented_control("Vue", [PASSAGE, LIST], key=VIEW, label_visibility="collapsed", required=True)
    number, passages, people = codings.tally(study, document.id)
    st.caption(" · ".join((count(number, "codage"), count(passages, "passage"), count(people, "codeur"))))
    waiting_note.show(study, document.id)
    if view == LIST:
        coding_list.show(study, document)
    else:
        coding_card.show(study, document)
    st.page_link(
        menu.EDIT.script,
        label="Modifier le texte",
        icon=":material/edit_document:",
        query_params={"document": document.id},
    )
