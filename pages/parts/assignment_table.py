"""The documents and who codes them: a line a document, a column a coder, with the state and the share read."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.french import count
from codebook import assignments, progress, sealing
from codebook.assignments import STATES, Assignment
from corpus.documents import Document
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS

_ALL, _NOBODY, _TWICE = "all", "nobody", "twice"
_STATES = {_ALL: "tous", _NOBODY: "confiés à personne", **STATES, _TWICE: "terminés par deux personnes"}
_MANNERS = {sealing.BLIND: " · à l’aveugle", sealing.OPENED: " · aveugle ouvert", sealing.OPEN: ""}


def filtered(study: Study, papers: Sequence[Document], known: Sequence[Assignment]) -> list[Document]:
    """Ask which documents are wanted, and return them."""
    one, two, three, four = st.columns([2, 1.2, 1.2, 1.4])
    words = one.text_input("Titre contient", key="assignments-words", type="search").casefold()
    kinds = [kind for kind in DOCUMENT_KINDS if any(paper.kind == kind for paper in papers)]
    kind = two.selectbox(
        "Genre", [None, *kinds], format_func=lambda key: DOCUMENT_KINDS.get(key, "tous"), key="assignments-kind"
    )
    people = {member.id: member.name for member in assignments.coders(study)}
    coder = three.selectbox(
        "Confiés à", [None, *people], format_func=lambda key: people.get(key, "tout le monde"), key="assignments-coder"
    )
    state = four.selectbox("État", list(_STATES), format_func=_STATES.get, key="assignments-state")
    return [
        paper
        for paper in papers
        if words in paper.title.casefold()
        and kind in (None, paper.kind)
        and _wanted([a for a in known if a.document == paper.id and coder in (None, a.coder)], coder, state)
    ]


def _wanted(given: Sequence[Assignment], coder: str | None, state: str) -> bool:
    """Say whether a document is wanted, from its assignments to the person asked for, or to all."""
    if state == _ALL:
        return coder is None or bool(given)
    if state == _NOBODY:
        return not given
    if state == _TWICE:
        return sum(one.state == "finished" for one in given) > 1
    return any(one.state == state for one in given)


def show(study: Study, papers: Sequence[Document], known: Sequence[Assignment], total: int) -> list[Document]:
    """Show the table, and return the documents whose line is chosen."""
    twice = sum(sum(a.state == "finished" and a.document == paper.id for a in known) > 1 for paper in papers)
    st.caption(
        f"{count(len(papers), 'document')} sur {total}, dont {twice} terminés par deux personnes ou plus : "
        "ceux-là entrent dans la mesure de l’accord."
    )
    if not papers:
        st.info("Aucun document ne répond à ces filtres : élargissez-les.")
        return []
    key = f"assignments-table-{hash(tuple(paper.id for paper in papers))}"  # a line of another list is not this line
    chosen = st.dataframe(
        _rows(study, papers, known),
        hide_index=True,
        height=min(38 + 35 * len(papers), 318),
        key=key,
        placeholder="–",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={"Titre": st.column_config.TextColumn(width="large")},
        alt="Documents et personnes qui les codent",
    )
    lines = [line for line in chosen["selection"]["rows"] if line < len(papers)]
    if not lines:
        st.caption("Cochez des lignes pour confier ces documents, ou revoir à qui ils le sont.")
    return [papers[line] for line in lines]


def _rows(study: Study, papers: Sequence[Document], known: Sequence[Assignment]) -> pd.DataFrame:
    manners = sealing.manners(study, known)
    read = {(row.document, row.coder): row.share for row in progress.shares(study).itertuples()}
    given = {(one.document, one.coder): one for one in known}
    table = {"Titre": [paper.title for paper in papers]}
    people = {member.id: member.name for member in assignments.coders(study)}
    people |= {one.coder: one.coder_name for one in known}  # somebody who left may have finished
    for coder, name in people.items():
        pairs = [(paper.id, coder) for paper in papers]
        table[name] = [_cell(given.get(pair), read.get(pair, 0), manners) for pair in pairs]
    return pd.DataFrame(table)


def _cell(one: Assignment | None, share: int, manners: dict[str, str]) -> str | None:
    if one is None:
        return f"lu à {share} %" if share else None
    words = STATES[one.state] if one.state == "asked" and not share else f"{STATES[one.state]}, lu à {share} %"
    return words + _MANNERS[manners[one.id]]
