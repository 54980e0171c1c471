"""The common reading: what both marked alike and what was decided, counted, read, and taken away as a file."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from codebook import settled_layer
from codebook.agreement.reading import Finished
from codebook.codes import Code
from codebook.settled_layer import COMMON, DECIDED, DISCARDED, OPEN
from corpus.study import Study
from pages.parts import agreement_pair, notice

COLUMNS = {
    "libelle": "Code",
    "passage": "Passage",
    "origine": "Origine",
    "decision": "Décision",
    "raison": "Raison",
    "tranche_par": "Tranché par",
    "a_revoir": "À revoir",
    "titre": "Document",
}


def show(study: Study, done: Finished, tree: Mapping[str, Code]) -> None:
    """Show the layer of a pair over every document both finished."""
    del tree  # the frame names the codes itself
    left, right = st.columns([1.1, 3], vertical_alignment="bottom")
    with left:
        pair = agreement_pair.chosen(done)
    with notice.attempt():
        found = settled_layer.compared(study, done, pair)
        counts = settled_layer.counts(found)
        rows = settled_layer.frame(study, found)
        with right:
            kinds = st.segmented_control(
                "Montrer",
                [DECIDED, COMMON, DISCARDED, OPEN],
                default=[DECIDED, COMMON],
                selection_mode="multi",
                key="agreement-layer-kinds",
            )
        _numbers(counts)
        _rows(rows[rows["origine"].isin(kinds)])
        st.download_button(
            "Lecture commune CSV",
            rows.to_csv(index=False).encode("utf-8-sig"),
            "lecture-commune.csv",
            "text/csv",
            on_click="ignore",
            key="agreement-layer-csv",
            icon=":material/download:",
        )


def _numbers(counts: settled_layer.Counts) -> None:
    shown = {
        "Passages identiques": counts.alike,
        "Désaccords tranchés": counts.settled,
        "dont à revoir": counts.stale,
        "Désaccords à trancher": counts.open,
    }
    for column, (name, number) in zip(st.columns(len(shown)), shown.items(), strict=True):
        column.metric(name, number)
    st.caption(
        "Les premières lectures restent telles qu’elles ont été faites : cette lecture s’y ajoute, sans les remplacer."
    )


def _rows(rows: pd.DataFrame) -> None:
    if rows.empty:
        st.info("Rien de cette sorte pour cette paire : tranchez des désaccords, ou montrez une autre sorte.")
        return
    st.dataframe(
        rows[list(COLUMNS)].rename(columns=COLUMNS),
        hide_index=True,
        height=min(420, 40 + 35 * len(rows)),
        key="agreement-layer",
        alt="Passages de la lecture commune, avec la décision et sa raison",
    )
