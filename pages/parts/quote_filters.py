"""The filters of a reading, each kept in its address."""

from collections.abc import Mapping

import streamlit as st

from codebook.quotes.filters import NAMES, NONE, WEIGHTS, is_narrowed
from codebook.terms import FACETS
from pages.parts import quote_address as address
from pages.parts.quote_address import MANY, Address

PERIOD = "Une année (2021), un mois (2021-03), une saison (2021-23 : automne) ou un intervalle (2021-03/2022, 2021/..)."


def show(asked: Address, known: Mapping[str, Mapping[str, str]]) -> None:
    """Show the filters, what is asked of documents first, then of who speaks, then of the codings."""
    left, right = st.columns(2)
    with left:
        for field in ("sites", "kinds"):
            _many(field, asked, known[field])
        _period(asked)
    with right:
        for field in ("professions", "people"):
            if field != "people" or known[field]:
                _many(field, asked, known[field])
        _many("coders", asked, known["coders"])
    with left:
        _many("figures", asked, known["figures"], help="Passages qui partagent des mots avec un code de cette figure.")
    with right:
        _weight(asked)
    with st.expander("Facettes", expanded=bool(asked.ask.facets)):
        _facets(asked)
    if is_narrowed(asked.ask):
        st.button(
            "Retirer tous les filtres",
            icon=":material/filter_alt_off:",
            type="tertiary",
            key="quotes-clear",
            on_click=address.clear_filters,
        )


def _many(field: str, asked: Address, terms: Mapping[str, str], help: str | None = None) -> None:
    _multiselect(NAMES[field], f"quotes-{field}", MANY[field], getattr(asked.ask, field), terms, help)


def _multiselect(
    label: str, key: str, name: str, values: tuple[str, ...], terms: Mapping[str, str], help: str | None = None
) -> None:
    st.session_state[key] = list(values)
    st.multiselect(
        label,
        list(terms),
        format_func=lambda value: terms.get(value, ""),
        key=key,
        placeholder="indifférent",
        select_all=False,
        filter_mode="contains",
        on_change=lambda: address.put({name: st.session_state[key]}),
        help=help,
    )


def _period(asked: Address) -> None:
    st.session_state["quotes-period"] = st.query_params.get(address.PERIOD, "")
    st.text_input(
        NAMES["period"],
        key="quotes-period",
        placeholder="ex. 2021-03/2022",
        help=PERIOD,
        on_change=lambda: address.put({address.PERIOD: st.session_state["quotes-period"].strip()}),
    )


def _weight(asked: Address) -> None:
    st.session_state["quotes-weight"] = asked.ask.weight or None
    st.selectbox(
        NAMES["weight"],
        list(WEIGHTS),
        index=None,
        format_func=lambda value: WEIGHTS.get(value, ""),
        key="quotes-weight",
        placeholder="indifférent",
        on_change=lambda: address.put({address.WEIGHT: st.session_state["quotes-weight"]}),
    )


def _facets(asked: Address) -> None:
    given = dict(asked.ask.facets)
    columns = st.columns(2)
    for rank, (facet, (label, terms)) in enumerate(FACETS.items()):
        with columns[rank % 2]:
            name = address.facet_name(facet)
            words = terms | {NONE: "non précisé"}
            _multiselect(label, f"quotes-facet-{facet}", name, given.get(facet, ()), words)
