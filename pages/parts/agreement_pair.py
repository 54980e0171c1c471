"""Which two people are compared, and the way from a code in the table to its disagreements in the text."""

from collections.abc import Sequence
from itertools import combinations

import streamlit as st

from codebook import settling
from codebook.agreement.reading import Finished
from codebook.disagreements import Pair
from corpus.errors import FilRougeError
from pages.parts import guard, menu, notice
from pages.parts.plain import plain

DIFFERENCES = "Désaccords"


def chosen(done: Finished) -> Pair:
    """Return the pair to compare; with more than two people it is chosen, and kept from one view to the other."""
    together = {pair for people in done.coders.values() for pair in combinations(sorted(people), 2)}
    pairs = [settling.ordered(*pair) for pair in combinations(done.names, 2) if tuple(sorted(pair)) in together]
    if len(pairs) == 1:
        st.caption(plain(_said(done, pairs[0])))
        return pairs[0]
    kept = st.session_state.get("agreement-pair-kept")
    pair = st.selectbox(
        "Personnes comparées",
        pairs,
        index=pairs.index(kept) if kept in pairs else 0,
        format_func=lambda pair: _said(done, pair),
        key="agreement-pair",
    )
    st.session_state["agreement-pair-kept"] = pair
    return pair


def _said(done: Finished, pair: Pair) -> str:
    return f"{done.names[pair[0]]} et {done.names[pair[1]]}"


def look_at(code: str, papers: Sequence[str], people: Sequence[str]) -> None:
    """Go to the first document where two of these people differ on a code; made for the callback of a button."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        for pair in combinations(people, 2):
            for paper in papers:
                try:
                    found = settling.compared(study, paper, settling.ordered(*pair))
                except FilRougeError:  # not finished by these two
                    continue
                if any(one.code == code for one in found.disagreements):
                    st.session_state["agreement-view"] = DIFFERENCES
                    st.session_state["agreement-pair-kept"] = found.pair
                    st.session_state["agreement-code"] = code
                    st.query_params["document"] = paper
                    return
        notice.later("Les lectures concordent partout pour ce code.")
