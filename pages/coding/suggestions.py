"""Suggestions: passages that words of the study and a small local ranking propose, to be accepted or refused."""

import streamlit as st

from analytics.french import count
from codebook import codes, codings
from codebook.suggesting import offers, ranking, rules
from corpus import documents
from corpus.study import Study
from pages.parts import (
    guard,
    menu,
    notice,
    suggestion_cards,
    suggestion_filters,
    suggestion_measure,
    suggestion_rules,
    suggestion_state,
)

READ, RULES, MEASURE = "À lire", "Règles", "Mesure"


def empty(study: Study) -> bool:
    """Say what is missing before anything can be proposed, if something is."""
    if not any(paper.version for paper in documents.everything(study)):
        st.info("Aucun texte à lire : importez un compte-rendu, une note ou un entretien.")
        st.page_link(menu.IMPORT.script, label="Importer un document", icon=":material/upload_file:")
        return True
    if not any(code.applicable for code in codes.tree(study)):
        st.info("Aucun code à proposer : chargez une grille, puis revenez écrire les mots qui annoncent ses codes.")
        st.page_link(menu.CODEBOOK.script, label="Ouvrir la grille", icon=":material/account_tree:")
        return True
    return False


@st.fragment
def reading() -> None:
    """Show the list; only this part runs again when a suggestion is judged."""
    with guard.study(*menu.WRITERS) as study:
        notice.show()
        asked, found, told = suggestion_filters.show(study)
        state = ranking.state(study)
        with told, st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.markdown(f"**{count(len(found), 'suggestion')}**", width="content")
            st.caption(suggestion_state.told(state), width="content", help=suggestion_state.LEARNT)
            if not state.fresh:
                st.button(
                    "Réapprendre",
                    key="suggestions-learn",
                    icon=":material/refresh:",
                    type="tertiary",
                    on_click=suggestion_state.again,
                    help="Apprendre de nouveau des codages, des refus et des règles",
                )
        if found:
            suggestion_cards.show(study, asked, found)
        elif asked.status == offers.WAITING:
            st.info("Rien à juger ici : retirez un filtre, écrivez d’autres règles, ou codez quelques passages.")
            suggestion_cards.undoing()
        else:
            st.info("Aucun avis de ce genre avec ces filtres.")


with guard.study(*menu.WRITERS) as study:
    head, views = st.columns([2, 1.2], vertical_alignment="center")
    head.title("Suggestions")
    if empty(study):
        st.stop()
    view = views.segmented_control(
        "Vue", [READ, RULES, MEASURE], default=READ, key="suggestions-view", required=True, label_visibility="collapsed"
    )
    if view == RULES:
        suggestion_rules.show(study)
    elif view == MEASURE:
        suggestion_measure.show(study)
    elif not rules.everything(study, active=True) and not codings.everything(study):
        st.info("Aucune règle encore : chargez celles du programme, ou écrivez les mots qui annoncent un code.")
        suggestion_rules.start(study)
    elif suggestion_state.ready(study):
        reading()
