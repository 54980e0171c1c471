"""One document: its text to read, and what is known of it to change."""

import streamlit as st

from codebook import codings
from corpus import documents, events, members, sites
from corpus.access import LEVELS
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES
from pages.parts import (
    date_field,
    guard,
    language_state,
    memos,
    menu,
    notice,
    reading,
    removal_form,
    version_list,
    waiting_note,
)
from pages.parts.plain import plain
from pages.parts.text_coder import text_coder


def notice_form(study, document) -> None:  # noqa: ANN001
    """Show what is known of the document, to be changed."""
    labels = sites.labels(study)
    held = {event.id: f"{event.when} · {event.label}" for event in events.everything(study)}
    read = st.session_state.setdefault(f"document-read-{document.id}", document)
    with st.form(f"document-{document.id}"):
        title = st.text_input("Titre", document.title)
        left, right = st.columns(2)
        kinds, states, levels = list(DOCUMENT_KINDS), list(DOCUMENT_STATES), list(LEVELS)
        kind = left.selectbox("Genre", kinds, kinds.index(document.kind), format_func=DOCUMENT_KINDS.get)
        date = right.text_input("Date", document.date, help=date_field.BRIEF)
        state = left.selectbox("État", states, states.index(document.state), format_func=DOCUMENT_STATES.get)
        level = right.selectbox("Lisible par", levels, levels.index(document.level), format_func=LEVELS.get)
        chosen = st.multiselect("Sites", list(labels), list(document.sites), format_func=labels.get)
        choices = [None, *held]
        event = st.selectbox(
            "Événement dont il rend compte",
            choices,
            choices.index(document.event) if document.event in held else 0,
            format_func=lambda key: held.get(key, "aucun"),
        )
        if st.form_submit_button("Enregistrer la notice", type="primary"):
            with notice.attempt():
                documents.update(
                    study,
                    document.id,
                    kind=kind,
                    title=title,
                    date=date,
                    sites=chosen,
                    state=state,
                    level=level,
                    event=event,
                    read=read,
                )
                st.session_state.pop(f"document-read-{document.id}")
                notice.done("Notice enregistrée.")


with guard.study() as study:
    document, place = reading.asked(study, warn=True)
    if document is None:
        st.title("Document")
        st.info("Aucun document n’est désigné : choisissez-en un dans la bibliothèque ou sur la frise.")
        if study.member.writes:
            st.page_link(menu.LIBRARY.script, label="Bibliothèque", icon=":material/library_books:")
        st.stop()
    labels = sites.labels(study)
    st.title(plain(document.title))
    known = [document.kind_label, document.date_shown or "sans date", document.state_label, LEVELS[document.level]]
    people = members.names(study)
    st.caption(plain(" · ".join([*known, *(labels[site] for site in document.sites), people[document.author]])))
    for warning in document.warnings:
        st.warning(warning)
    writes = study.member.writes
    if writes and document.version:
        with st.container(horizontal=True):
            st.page_link(
                menu.WORKBENCH.script,
                label="Coder ce document",
                icon=":material/ink_highlighter:",
                query_params={"document": document.id},
            )
            st.page_link(
                menu.EDIT.script,
                label="Modifier le texte",
                icon=":material/edit_document:",
                query_params={"document": document.id},
            )
            st.page_link(
                menu.PSEUDONYMS.script,
                label="Pseudonymes",
                icon=":material/visibility_off:",
                query_params={"document": document.id},
            )
        language_state.of_document(study, document.id)
    if document.version is None:
        st.info(f"Ce document n’a pas de texte ({document.state_label}) : son absence est comptée et montrée.")
    else:
        opened = reading.opened(study, document)
        found = codings.of_document(study, document.id)
        if found:
            st.caption(reading.counted(found))
        waiting_note.show(study, document.id)
        text_coder(
            key=f"reader-{document.version}",
            text=opened.text,
            blocks=opened.blocks,
            calls=opened.calls,
            spans=reading.spans(study, found),
            codes=opened.palette,
            focus=place,
            editable=False,
            height=520,
        )
    with st.expander(memos.label(study, "document", document.id)):
        memos.show(study, "document", document.id)
    if writes:
        with st.expander("Notice du document", expanded=document.version is None):
            notice_form(study, document)
    if writes and document.version is not None:
        with st.expander("Versions du texte"):
            version_list.show(study, document)
    if writes:
        with st.expander("Supprimer ce document"):
            removal_form.show(study, document)
