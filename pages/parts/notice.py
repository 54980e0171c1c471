"""Sentences to the person: errors where they happen, and what was done shown after the page ran again."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from corpus.errors import FilRougeError
from pages.parts.plain import plain

_LATER = "fil_rouge_notice"


@contextmanager
def attempt() -> Iterator[None]:
    """Run an act; an error that carries a sentence is shown in place and the page goes on."""
    try:
        yield
    except FilRougeError as error:
        st.error(plain(str(error)))


@contextmanager
def attempt_later() -> Iterator[None]:
    """Run an act done before the page runs; an error that carries a sentence is shown once the page has run."""
    try:
        yield
    except FilRougeError as error:
        later(str(error), error=True)


def later(sentence: str, *, error: bool = False) -> None:
    """Keep a sentence for the next run of the page."""
    st.session_state[_LATER] = (sentence, error)


def show() -> None:
    """Show the sentence that was kept, once."""
    kept = st.session_state.pop(_LATER, None)
    if kept is None:
        return
    sentence, error = kept
    if error:
        st.error(plain(sentence))
    else:
        st.toast(plain(sentence))


def done(sentence: str) -> None:
    """Say that an act succeeded and run the page again on what it changed."""
    later(sentence)
    st.rerun()
