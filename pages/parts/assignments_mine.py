"""What the person at work was asked to code: what is begun first, how much she has read, the way to each."""

from collections.abc import Sequence

import streamlit as st

from codebook import progress
from codebook.assignments import STATES, Assignment
from corpus.study import Study
from pages.parts import menu
from pages.parts.plain import plain

_ORDER = ("begun", "asked", "finished")


def waiting(study: Study, known: Sequence[Assignment]) -> list[Assignment]:
    """Return what this member has not finished: what is begun first."""
    mine = [one for one in known if one.coder == study.member.id and one.state != "finished"]
    return sorted(mine, key=lambda one: _ORDER.index(one.state))


def show(study: Study, known: Sequence[Assignment], *, most: int, brief: bool = False) -> None:
    """Show what this member is to code, ``most`` lines at most; ``brief`` is for the home page."""
    mine = waiting(study, known)
    st.subheader("À coder par moi", anchor=False)
    if not mine:
        done = sum(one.coder == study.member.id for one in known)
        words = "Tout ce qui vous était confié est terminé." if done else "Aucun document ne vous est confié."
        st.caption(words)
        return
    shares = progress.shares(study)
    read = {row.document: row.share for row in shares.itertuples() if row.coder == study.member.id}
    for one in mine[:most]:
        _line(one, read.get(one.document, 0))
    left = len(mine) - most
    if left > 0:
        st.caption(f"et {left} autre{'s' if left > 1 else ''}")
    if brief:
        st.page_link(menu.ASSIGNMENTS.script, label="Toute la répartition", icon=f":material/{menu.ASSIGNMENTS.icon}:")


def _line(one: Assignment, share: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"mine-{one.id}"):
        st.page_link(
            menu.WORKBENCH.script,
            label=plain(one.title),
            icon=f":material/{menu.WORKBENCH.icon}:",
            query_params={"document": one.document},
        )
        words = STATES[one.state] if one.state == "asked" else f"{STATES[one.state]}, codé à {share} %"
        st.caption(words + (" · à l’aveugle" if one.hides else ""), width="content")
