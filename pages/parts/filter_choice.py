"""A filter of a list: one term, or all of them."""

from collections.abc import Callable

import streamlit as st


def one_of(
    label: str, key: str, everything: str, terms: dict[str, str], *, changed: Callable[[], None] | None = None
) -> str | None:
    """Show the filter and return the key of the term that is kept, or None for all.

    :param everything: what is read while nothing is filtered.
    """
    return st.selectbox(
        label,
        list(terms),
        index=None,
        format_func=lambda term: terms.get(term, ""),
        placeholder=everything,
        key=key,
        label_visibility="collapsed",
        persist_state="page",
        on_change=changed,
    )
