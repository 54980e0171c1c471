"""Which codings of the document are drawn and listed: whose, which codes, which facets."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from codebook import codes
from codebook.terms import FACETS
from corpus import members
from corpus.study import Study
from pages.parts.text_coder import Filter

WHOSE = {"Tous": "all", "Moi": "mine", "Autres": "others"}
_CODES, _CODERS, _FACETS, _DOMINANT = (f"workbench-only-{name}" for name in ("codes", "coders", "facets", "dominant"))


def whose() -> None:
    """Show the choice between everybody's codings, mine and the others'."""
    st.segmented_control("Codages de", list(WHOSE), default="Tous", key="workbench-coder", required=True)


def chosen() -> Filter:
    """Return what is asked to be seen."""
    facets: dict[str, tuple[str, ...]] = {}
    for choice in st.session_state.get(_FACETS) or ():
        facet, value = choice.split("=")
        facets[facet] = (*facets.get(facet, ()), value)
    return Filter(
        who=WHOSE.get(st.session_state.get("workbench-coder", "Tous"), "all"),
        codes=tuple(st.session_state.get(_CODES) or ()),
        coders=tuple(st.session_state.get(_CODERS) or ()),
        facets=facets,
        dominant=bool(st.session_state.get(_DOMINANT)),
    )


def narrowed(shown: Filter) -> int:
    """Return by how many choices, beside whose, the codings are narrowed."""
    return len(shown.codes) + len(shown.coders) + sum(map(len, shown.facets.values())) + shown.dominant


def show(study: Study) -> None:
    """Show the choices; they hold for the text and the list alike."""
    number = narrowed(chosen())
    with st.popover(f"Filtrer ({number})" if number else "Filtrer", icon=":material/filter_list:", width="stretch"):
        labels = {code.id: " › ".join((*code.path[-1:], code.label)) for code in codes.tree(study) if code.applicable}
        people = members.names(study)
        facets = {
            f"{name}={key}": f"{title} : {word}"
            for name, (title, terms) in FACETS.items()
            for key, word in terms.items()
        }
        _several("Codes", _CODES, labels)
        _several("Codeurs", _CODERS, people)
        _several("Facettes", _FACETS, facets)
        st.checkbox("Codes dominants seulement", key=_DOMINANT)
        if number:
            st.button("Tout montrer", icon=":material/filter_list_off:", on_click=_clear, key="workbench-only-clear")


def _several(label: str, key: str, options: Mapping[str, str]) -> None:
    kept: list[Any] = [one for one in st.session_state.get(key) or [] if one in options]
    if key in st.session_state:
        st.session_state[key] = kept  # a code may have gone since
    st.multiselect(label, list(options), format_func=options.get, key=key, placeholder="tous")


def _clear() -> None:
    for key in (_CODES, _CODERS, _FACETS, _DOMINANT):
        st.session_state.pop(key, None)
