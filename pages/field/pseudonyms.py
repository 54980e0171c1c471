"""Pseudonyms: the names found in a document, decided one by one, what applying them changes, and the register."""

from datetime import datetime

import streamlit as st

from analytics.french import count
from codebook import pseudonymising
from corpus import members
from corpus.pseudonyms import register, withholding
from pages.parts import guard, language_state, menu, pseudonym_names, pseudonym_preview, pseudonym_register, reading
from pages.parts.plain import plain


def asked(study):  # noqa: ANN001, ANN201
    """Ask which document; the address says which, so that other pages lead here."""
    papers = {paper.id: paper for paper in reading.listed(study)}
    if not papers:
        st.info("Aucun document n’a de texte : importez-en un, ses noms seront proposés ici.")
        st.page_link(menu.IMPORT.script, label="Importer", icon=":material/upload_file:")
        return None
    wanted = st.query_params.get("document")
    if wanted in papers:
        st.session_state["pseudonyms-document"] = wanted
    chosen = st.selectbox(
        "Document",
        list(papers),
        format_func=lambda key: f"{papers[key].title} · {papers[key].date_shown or 'sans date'}",
        key="pseudonyms-document",
        on_change=_follow,
        label_visibility="collapsed",
    )
    return papers[chosen]


def _follow() -> None:
    st.query_params["document"] = st.session_state["pseudonyms-document"]


def told(study, paper) -> None:  # noqa: ANN001
    """Say when names were put out of the document, and how to come back."""
    last = withholding.of_document(study, paper.id)
    if last is None:
        return
    when = datetime.fromisoformat(last["made_at"]).astimezone()
    who = members.names(study)[last["author"]]
    st.caption(
        f":material/visibility_off: Pseudonymes mis le {when:%d/%m/%Y} par {plain(who)} : "
        f"{count(last['names'], 'nom')}, {count(last['places'], 'place')}. L’historique permet d’y revenir."
    )


with guard.study("lead", "researcher") as study:
    st.title("Pseudonymes")
    paper = asked(study)
    if paper is not None:
        told(study, paper)
        language_state.of_document(study, paper.id)
    names, preview, known = st.tabs(
        ["Noms du document", "Aperçu et application", "Registre"], on_change="rerun", key="pseudonyms-tab"
    )
    if paper is not None and register.has_keys(study):
        desk = pseudonymising.desk(study, paper.id)
        if names.open:
            with names:
                pseudonym_names.show(study, desk)
        if preview.open:
            with preview:
                pseudonym_preview.show(study, desk)
    elif paper is not None:
        names.info("Cette copie est venue sans ses clés : mettez les pseudonymes dans l’étude d’origine.")
    if known.open:
        with known:
            pseudonym_register.show(study)
