"""How good suggestions are on the codings of this study, measured when a person asks."""

import pandas as pd
import streamlit as st

from codebook.suggesting import measure
from codebook.suggesting.measure import METHODS, Measure
from corpus.study import Study

_KEPT = "suggestions-measure"


def show(study: Study) -> None:
    """Show the button that measures, and what was measured in this session."""
    st.markdown(
        "Des dix premières suggestions d’un code, combien portent déjà ce code ? Chaque document est laissé de côté à "
        "son tour : le classement apprend des autres, et ses suggestions sont comparées aux codages de celui-là."
    )
    if st.button("Mesurer sur cette étude", key="suggestions-measured", icon=":material/straighten:", type="primary"):
        bar = st.progress(0.0, text="Mesure : un document laissé de côté à la fois.")
        found = measure.of(study, lambda done, number: bar.progress(done / number))
        st.session_state[_KEPT] = (study.file.path, study.member.id, found)
        bar.empty()
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[:2] != (study.file.path, study.member.id):
        st.info("Rien n’est mesuré encore : il faut quelques secondes, et des codages dans plusieurs documents.")
        return
    _table(kept[2])


def _table(found: Measure) -> None:
    if not found.lines:
        st.info(
            f"Pas assez de codages pour mesurer : un code doit être donné à {measure.FEWEST} phrases au moins, dans "
            f"{measure.DOCUMENTS} documents."
        )
        return
    columns = st.columns(len(METHODS))
    for column, (method, label) in zip(columns, METHODS.items(), strict=True):
        column.metric(label.capitalize(), f"{_number(10 * found.means[method])} sur 10", border=True)
    low, high = found.interval
    st.caption(
        f"Moyenne de {len(found.lines)} codes, sur {found.documents} documents codés, {found.sentences} phrases et "
        f"{found.codings} codages ; des listes parfaites auraient {_number(10 * found.ceiling)} sur 10. Le classement "
        f"ajoute {_number(10 * found.gain)} aux règles seules (de {_number(10 * low)} à {_number(10 * high)}, "
        f"intervalle à 95 % sur {measure.DRAWS} tirages de codes). Une phrase que personne n’a codée compte comme "
        "fausse, même si elle n’a fait qu’échapper : ces chiffres comparent, ils ne notent pas."
    )
    rows = pd.DataFrame(
        {
            "Code": [line.label for line in found.lines],
            "Phrases codées": [line.coded for line in found.lines],
            **{label.capitalize(): [line.precision[key] for line in found.lines] for key, label in METHODS.items()},
        }
    )
    percent = {label.capitalize(): st.column_config.NumberColumn(format="percent") for label in METHODS.values()}
    st.dataframe(
        rows,
        hide_index=True,
        height=330,
        key="suggestions-measure-table",
        column_config={"Code": st.column_config.TextColumn(width="large"), **percent},
        alt="Précision aux dix premières suggestions de chaque code, avec et sans le classement",
    )


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
