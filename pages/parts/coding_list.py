"""All codings of a document in reading order, as far as the filter lets them be seen; a line brings its passage up."""

import pandas as pd
import streamlit as st

from codebook import codes, codings, drawn
from codebook.codings import Coding
from corpus.documents import Document
from corpus.study import Study
from pages.parts import coding_card, coding_filter
from pages.parts.reading import excerpt

A_PAGE = 200
"""Lines built at once: the words of thousands of passages would keep others waiting."""


def show(study: Study, document: Document) -> None:
    """Show the filter and the list."""
    coding_filter.show(study)
    found = in_order(study, document)
    if not found:
        narrowed = coding_filter.narrowed(coding_filter.chosen())
        st.info(
            "Aucun codage ne répond à ce filtre : élargissez-le."
            if narrowed
            else "Aucun codage à montrer dans ce document : sélectionnez un passage et donnez-lui un code."
        )
        return
    pages = -(-len(found) // A_PAGE)
    page = st.pagination(pages, key="workbench-list-page") if pages > 1 else 1
    _table(study, codings.among(study, found[(page - 1) * A_PAGE : page * A_PAGE]))


def in_order(study: Study, document: Document) -> list[str]:
    """Return the GUIDs of the codings to be seen, in reading order."""
    rows = [dict(zip(drawn.FIELDS, row, strict=True)) for row in drawn.since(study, document.id).rows]
    shown = coding_filter.chosen()
    kept = [row for row in rows if shown.keeps(row, study.member.id)]
    return [row["id"] for row in sorted(kept, key=lambda row: (row["start"], -row["end"]))]


def _table(study: Study, found: list[Coding]) -> None:
    labels = {code.id: code.label for code in codes.tree(study)}
    rows = pd.DataFrame(
        {
            "Code": [labels[c.code] for c in found],
            "Passage": [excerpt(c.quote) for c in found],
            "Par": [c.coder_name for c in found],
        }
    )
    key = f"workbench-list-{hash(tuple(c.id for c in found))}"  # a line chosen in another list is not this line

    def jump() -> None:
        lines = st.session_state[key]["selection"]["rows"]
        if lines:
            coding_card.bring(found[lines[0]])

    st.dataframe(
        rows,
        hide_index=True,
        height=290,
        key=key,
        on_select=jump,
        selection_mode="single-row",
        alt="Codages du document dans l’ordre du texte",
    )
