"""A reshaping told first, then confirmed; nothing is done when it is no longer what was told."""

from collections.abc import Callable

import streamlit as st

from codebook.reshaping.effects import Effect
from corpus.errors import FilRougeError
from corpus.study import Study
from pages.parts import guard, menu, notice
from pages.parts.codebook import address, effect_lines
from pages.parts.plain import plain

Act = Callable[[Study, Effect], str | None]  # does what was told; returns the code to show afterwards


def told(reckon: Callable[[], Effect], children: str = "Sous-codes", *, quiet: bool = False) -> Effect | None:
    """Reckon an effect and show it; what cannot be done is said instead."""
    try:
        effect = reckon()
    except FilRougeError as error:
        st.warning(plain(str(error)))
        return None
    if not quiet:
        effect_lines.show(effect, children=children)
    return effect


def confirm(word: str, effect: Effect, key: str, act: Act, *, sure: bool = False) -> None:
    """Show the button that does what was just told, and nothing else if it changed meanwhile."""
    ready = st.checkbox("J’ai lu ce qui va se passer", key=f"{key}-sure") if sure else True
    st.button(word, type="primary", key=key, disabled=not ready, on_click=_done, args=(act, effect))


def _done(act: Act, effect: Effect) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        shown = act(study, effect)
        if shown:
            address.show(shown)
        notice.later("C’est fait. « Annuler » ramène tout.")
