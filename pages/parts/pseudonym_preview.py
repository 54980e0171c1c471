"""What applying the pseudonyms would change, and the act itself."""

import pandas as pd
import streamlit as st

from analytics.french import count
from codebook import pseudonymising
from codebook.pseudonymising import Desk, Preview
from corpus.errors import FilRougeError
from corpus.pseudonyms import elsewhere
from corpus.study import Study
from pages.parts import menu, notice
from pages.parts.plain import plain


def show(study: Study, on: Desk) -> None:
    """Show what would change, and the button that does it."""
    try:
        found = pseudonymising.preview(study, on)
    except FilRougeError as error:
        st.info(str(error))
        return
    waiting = [group for group in on.groups if group.likelihood != "doubtful" and on.state(group) == "waiting"]
    waiting = [group for group in waiting if not group.keep]
    st.markdown(f"**{count(found.names, 'nom')}, {count(len(found.changes), 'place')}** dans une nouvelle version.")
    st.caption(_followers(found))
    if waiting:
        st.warning(f"{count(len(waiting), 'nom')} à décider encore : ils resteraient dans le texte.")
    if found.title != on.document.title:
        st.caption(f"Le titre devient « {plain(found.title)} ».")
    also = _elsewhere(found)
    if st.button("Appliquer les pseudonymes", type="primary", icon=":material/visibility_off:", key="pseudonym-apply"):
        with notice.attempt(), st.spinner("Nouvelle version, codages reportés, noms retirés de l’étude…"):
            done = pseudonymising.apply(study, on, also_elsewhere=also)
            notice.done(f"C’est fait : {count(len(done.changes), 'place')}, {count(done.names, 'nom')}.")
    st.caption(
        "Les vrais noms, le fichier reçu et les versions d’avant passent dans le fichier de clés, à côté de l’étude. "
        "Une copie partagée ne les emporte pas. « Annuler » dans l’historique ramène le texte d’avant."
    )
    _lines(found)


def _followers(found: Preview) -> str:
    if not found.codings and not found.evidence:
        return "Aucun codage n’est posé sur ce document."
    said = f"{count(found.codings, 'codage')} et {count(found.evidence, 'pièce')} de lien suivent"
    if not found.touched:
        return f"{said} ; aucun ne cite un nom remplacé."
    one = found.touched == 1
    return f"{said}, dont {count(found.touched, 'codage')} qui {'cite' if one else 'citent'} un nom remplacé."


def _elsewhere(found: Preview) -> bool:
    """Show where else the names stand; return whether they are replaced there too."""
    also = False
    told = elsewhere.counted(list(found.elsewhere))
    own = [f"{label} ({number})" for label, number, mine in told if mine]
    others = [f"{label} ({number})" for label, number, mine in told if not mine]
    if own:
        also = st.checkbox(f"Remplacer aussi dans : {plain(', '.join(own))}", value=True, key="pseudonym-elsewhere")
        with st.expander("Voir ces écrits"):
            for place in found.elsewhere:
                if place.mine:
                    st.text(f"{place.label} : {place.words[:200]}")
    if others:
        st.warning(f"Écrit par d’autres, laissé tel quel : {plain(', '.join(others))}. Demandez-leur de le reprendre.")
    if found.other_documents:
        with st.expander(f"Ces noms sont aussi dans {count(len(found.other_documents), 'autre document')}"):
            for document, number in found.other_documents:
                st.page_link(
                    menu.PSEUDONYMS.script,
                    label=f"{plain(document.title)} ({number} ×)",
                    query_params={"document": document.id},
                )
    return also


def _lines(found: Preview) -> None:
    rows = pd.DataFrame(found.lines, columns=["Avant", "Nom", "Devient", "Après"])
    st.dataframe(
        rows,
        hide_index=True,
        height=min(40 + 35 * len(rows), 330),
        key="pseudonym-lines",
        alt="Chaque place, avant et après",
        column_config={"Avant": st.column_config.TextColumn(width="large")},
    )
