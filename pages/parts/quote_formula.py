"""The formula of a reading, chosen by pickers or typed; both write the same address.

Pickers join codes one after the other; a formula with parentheses of its own is typed, and the pickers say so.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.quotes import query
from codebook.quotes.query import FARTHEST, NEAR, TOLD, WORDS, Formula, Join, One
from codebook.quotes.reading import names_of
from pages.parts import quote_address as address
from pages.parts.plain import plain
from pages.parts.quote_address import Address

MOST = 6  # codes that pickers join; more are typed
_REFUSED = "quotes-refused"


def first_code(asked: Address, tree: Sequence[Code]) -> None:
    """Show the picker of the first code, which begins a reading."""
    names = {code.id: code.full_label for code in tree}
    chain = query.chain(asked.ask.formula) if asked.ask.formula else None
    composed = asked.ask.formula is not None and chain is None
    st.session_state["quotes-code"] = chain[0].code if chain and chain[0].code in names else None

    def choose() -> None:
        code = st.session_state["quotes-code"]
        joins = chain[1] if chain else []
        formula: Formula | None = (
            None if code is None else _rebuilt(One(code), [(j.operator, j.right, j.distance) for j in joins])
        )
        _put(formula, list(tree))

    st.selectbox(
        "Code",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, ""),
        key="quotes-code",
        placeholder="formule composée : en choisir un la remplace" if composed else "tous les codes",
        filter_mode="contains",
        on_change=choose,
    )


def joining(asked: Address, tree: Sequence[Code]) -> None:
    """Show what joins other codes to the first, how the formula is evaluated, and the formula itself."""
    chain = query.chain(asked.ask.formula) if asked.ask.formula else None
    if asked.ask.formula is None:
        st.caption("Choisissez d’abord un code ; vous pourrez en joindre d’autres ici.")
    elif chain is None:
        st.caption("Cette formule a ses propres parenthèses : elle se change ci-dessous.")
    else:
        _pickers(chain, tree)
    _manner(asked)
    _typed(asked, tree)


def _pickers(chain: tuple[One, list[Join]], tree: Sequence[Code]) -> None:
    first, joins = chain
    names = {code.id: code.full_label for code in tree}
    st.caption(plain(f"{names.get(first.code, '?')}, puis, dans l’ordre :"))

    def rebuild() -> None:
        rows: list[tuple[str, One | None, int]] = []
        for rank in range(min(len(joins) + 1, MOST)):
            code = st.session_state.get(f"quotes-join-{rank}")
            kept = joins[rank].right if rank < len(joins) else None
            alone = isinstance(kept, One) and kept.code == code and kept.alone
            distance = int(st.session_state.get(f"quotes-distance-{rank}") or 0)
            rows.append((st.session_state[f"quotes-operator-{rank}"], One(code, alone) if code else None, distance))
        _put(_rebuilt(first, rows), list(tree))

    for rank in range(min(len(joins) + 1, MOST)):
        join = joins[rank] if rank < len(joins) else None
        _row(rank, join, names, rebuild)


def _row(rank: int, join: Join | None, names: dict[str, str], rebuild: Any) -> None:
    operator = f"quotes-operator-{rank}"
    if join is not None:
        st.session_state[operator] = join.operator
    st.session_state[f"quotes-join-{rank}"] = join.right.code if join and isinstance(join.right, One) else None
    left, right = st.columns([1, 2.6], vertical_alignment="bottom")
    chosen = left.selectbox(
        "Comment", list(TOLD), format_func=WORDS.get, key=operator, on_change=rebuild, label_visibility="collapsed"
    )
    right.selectbox(
        "Autre code",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, ""),
        key=f"quotes-join-{rank}",
        placeholder="joindre un code",
        filter_mode="contains",
        on_change=rebuild,
        label_visibility="collapsed",
    )
    if join is None and rank:
        return
    st.caption(f"« {WORDS[chosen]} » : {TOLD[chosen]}.")
    if chosen == NEAR:
        key = f"quotes-distance-{rank}"
        st.session_state[key] = join.distance if join else 0
        st.number_input(
            "Paragraphes de distance (0 : le même)", 0, FARTHEST, step=1, key=key, on_change=rebuild, width=270
        )


def _rebuilt(first: One, rows: Sequence[tuple[str, Any, int]]) -> Formula:
    """Return a formula made of a code and what is joined to it, rows without a code left out."""
    formula: Formula = first
    for operator, code, distance in rows:
        if code is not None:
            formula = Join(operator, formula, code, distance if operator == NEAR else 0)
    return formula


def _put(formula: Formula | None, tree: list[Code]) -> None:
    address.put({address.FORMULA: address.written(formula, tree)})


def _manner(asked: Address) -> None:
    st.session_state["quotes-subcodes"] = asked.ask.subcodes
    st.session_state["quotes-same"] = asked.ask.same_coder

    def follow() -> None:
        address.put(
            **{
                address.ALONE: None if st.session_state["quotes-subcodes"] else "1",
                address.SAME: "1" if st.session_state["quotes-same"] else None,
            }
        )

    st.toggle("Compter aussi les sous-codes", key="quotes-subcodes", on_change=follow)
    st.toggle(
        "Chez une même personne",
        key="quotes-same",
        on_change=follow,
        help="Sans cela, la formule vaut quelle que soit la personne qui a codé : l’un des codes peut être de l’une, "
        "l’autre d’une autre.",
    )


def _typed(asked: Address, tree: Sequence[Code]) -> None:
    st.session_state["quotes-typed"] = st.session_state.pop(_REFUSED, None) or (
        asked.typed if asked.unread else query.written(asked.ask.formula, names_of(tree))
    )

    def follow() -> None:
        typed = st.session_state["quotes-typed"]
        try:
            _put(query.parse(typed, tree), list(tree))
        except CodebookError as error:
            st.session_state[_REFUSED] = typed
            st.session_state["quotes-refusal"] = str(error)

    st.text_input(
        "La même chose, écrite",
        key="quotes-typed",
        on_change=follow,
        placeholder="ex. (confiance ou coordination) sauf frein",
        help="Avec des parenthèses au besoin : et, ou, sauf, avec, sans, dans, près de, à 2 paragraphes de (AND, OR, "
        "NOT, WITH, WITHOUT, INSIDE, NEAR, NEAR/2). « = » devant un code le prend sans ses sous-codes.",
    )
    if refusal := st.session_state.pop("quotes-refusal", None):
        st.error(plain(refusal))
