"""A list of records of which one is open; the address says which, so that it can be shared."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

NEW = "new"


@dataclass(frozen=True)
class Row:
    """A line of the list: GUID, its first line and what stands below, both Markdown made safe."""

    id: str
    label: str
    caption: str = ""


def chosen(name: str, what: str, rows: Sequence[Row], *, height: int) -> str | None:
    """Show the list and return the GUID the address names under ``name``, whether or not filters hide it.

    :param what: the name of the list, said by screen readers.
    """
    asked = st.query_params.get(name)
    key = f"choice-{name}"
    ids = [row.id for row in rows]
    st.session_state[key] = asked if asked in ids else None
    if not rows:
        return asked
    labels = {row.id: row.label for row in rows}
    with st.container(height=height, border=True, key=f"list-{name}"):
        st.radio(
            what,
            ids,
            index=None,
            format_func=lambda record: labels.get(record, ""),
            captions=[row.caption for row in rows],
            key=key,
            on_change=_follow,
            args=(name, key),
            label_visibility="collapsed",
        )
    return asked


def _follow(name: str, key: str) -> None:
    chosen_one = st.session_state[key]
    st.query_params.clear()
    if chosen_one:
        st.query_params[name] = chosen_one


def show(name: str, record: str | None) -> None:
    """Open a record, ``NEW`` or none; made for the callback of a button."""
    st.query_params.clear()
    if record:
        st.query_params[name] = record
