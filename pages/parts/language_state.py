"""How far the background processing of language is: a line that follows it, and a way to have it done again."""

import streamlit as st

from corpus.language import results
from corpus.study import Study
from pages.parts import guard
from pages.parts.plain import plain

EVERY = "3s"


def of_document(study: Study, document: str) -> None:
    """Show how far one document is, until it is done."""
    state = results.state(study, document)
    if state is None or state.state == "done":
        return
    if state.state == "failed":
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(state.sentence)
            if study.member.writes and st.button("Relancer", icon=":material/refresh:", key="language-retry"):
                results.retry(study, document)
                st.rerun()
        return
    _follow_document(document)


@st.fragment(run_every=EVERY)
def _follow_document(document: str) -> None:
    with guard.study() as study:
        state = results.state(study, document)
    if state is None or state.state in ("done", "failed"):
        st.rerun()
    st.progress(state.share, state.sentence.capitalize())


def of_study(study: Study) -> None:
    """Show how many texts wait, and which could not be processed."""
    states = results.states(study)
    failed = [state for state in states if state.state == "failed"]
    if failed:
        st.caption(f"Traitement de la langue : {len(failed)} en échec. {plain(failed[0].problem)}")
    if any(state.state in ("waiting", "running") for state in states):
        _follow_study()


@st.fragment(run_every=EVERY)
def _follow_study() -> None:
    with guard.study() as study:
        states = results.states(study)
    left = [state for state in states if state.state in ("waiting", "running")]
    if not left:
        st.rerun()
    share = 1 - sum(1 - state.share for state in left) / len(states)
    said = f"Traitement de la langue : {int(100 * share)} %"
    st.progress(share, f"{said} ({len(left)} {'textes attendent' if len(left) > 1 else 'texte attend'})")
