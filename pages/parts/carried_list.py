"""What a new text does to the passages of a document: kept, moved, changed, to confirm, not found; with their words."""

import pandas as pd
import streamlit as st

from analytics.french import count
from codebook.carrying import Outcome, Plan
from codebook.following import DOUBTFUL, KEPT, LOST, MODIFIED, MOVED
from pages.parts import words_compared
from pages.parts.reading import excerpt

NAMES = {
    KEPT: ("gardé", "gardés", ":material/check:"),
    MOVED: ("retrouvé ailleurs", "retrouvés ailleurs", ":material/move_down:"),
    MODIFIED: ("aux mots modifiés", "aux mots modifiés", ":material/edit_note:"),
    DOUBTFUL: ("à confirmer", "à confirmer", ":material/help:"),
    LOST: ("introuvable", "introuvables", ":material/search_off:"),
}
SHOWN = 30


def summary(plan: Plan) -> None:
    """Show how many passages are in each state."""
    with st.container(horizontal=True, gap="small"):
        for state, (one, several, icon) in NAMES.items():
            number = len(plan.of(state))
            colour = {KEPT: "green", MOVED: "blue", MODIFIED: "orange", DOUBTFUL: "violet", LOST: "red"}[state]
            st.badge(f"{number} {one if number < 2 else several}", icon=icon, color=colour if number else "gray")
    if plan.unseen:
        st.caption(
            f"{count(plan.unseen, 'passage')} d’autres personnes, qui ne vous sont pas ouverts, sont reportés aussi."
        )


def choices(plan: Plan) -> dict[str, tuple[int, int]]:
    """Show what is not simply kept, and return the places the person chose for the passages to confirm."""
    chosen: dict[str, tuple[int, int]] = {}
    for outcome in plan.of(LOST)[:SHOWN]:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f":red[:material/search_off:] **Introuvable** · {_weight(outcome)}")
            words_compared.side_by_side(outcome.quote, "")
            st.caption("Il attendra dans « Codages à replacer », avec ses codages et ses liens.")
    for outcome in plan.of(DOUBTFUL)[:SHOWN]:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f":violet[:material/help:] **À confirmer** · {_weight(outcome)}")
            place = _choice(plan, outcome)
            if place is not None:
                chosen[outcome.passage] = place
    for state, title in ((MODIFIED, "Mots modifiés"), (MOVED, "Retrouvé ailleurs")):
        for outcome in plan.of(state)[:SHOWN]:
            with st.container(border=True, gap="xxsmall"):
                st.markdown(f"{NAMES[state][2]} **{title}** · {_weight(outcome)}")
                words_compared.side_by_side(outcome.quote, outcome.new_quote)
    for state in (LOST, DOUBTFUL, MODIFIED, MOVED):
        if len(plan.of(state)) > SHOWN:
            st.caption(f"… et {len(plan.of(state)) - SHOWN} autres ({NAMES[state][1]}).")
    return chosen


def kept(plan: Plan) -> None:
    """List the passages that stay on their words."""
    found = plan.of(KEPT)
    if not found:
        return
    with st.expander(f"Gardés ({len(found)})"):
        rows = pd.DataFrame(
            {
                "Passage": [excerpt(outcome.quote, 120) for outcome in found],
                "Codages": [outcome.codings for outcome in found],
                "Pièces de lien": [outcome.pieces for outcome in found],
            }
        )
        st.dataframe(
            rows, hide_index=True, height=min(38 + 35 * len(found), 320), key="edit-kept", alt="Passages gardés"
        )


def _choice(plan: Plan, outcome: Outcome) -> tuple[int, int] | None:
    """Ask which of several places is the right one; None leaves the proposed one to be confirmed later."""
    proposed = (outcome.new_start or 0, outcome.new_end or 0)
    places = list(dict.fromkeys([proposed, *outcome.rivals]))
    picked = st.radio(
        "Ces mots peuvent être à plusieurs endroits. Lequel ?",
        [None, *places],
        format_func=lambda place: (
            "Décider plus tard (le premier endroit en attendant)"
            if place is None
            else words_compared.quoted(plan.text, *place)
        ),
        key=f"edit-choice-{outcome.passage}",
    )
    return picked


def _weight(outcome: Outcome) -> str:
    told = [count(outcome.codings, "codage")] if outcome.codings else []
    told += [f"{outcome.pieces} pièces de lien" if outcome.pieces > 1 else "1 pièce de lien"] if outcome.pieces else []
    return ", ".join(told) + (" · il attendait une place" if outcome.waited else "")
