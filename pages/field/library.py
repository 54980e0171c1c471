"""The library: every document, with text or missing, and the way to each."""

import pandas as pd
import streamlit as st

from codebook import codings
from corpus import documents, sites
from corpus.access import LEVELS
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES
from pages.parts import date_field, guard, language_state, menu, notice, waiting_note


def table(study, papers) -> None:  # noqa: ANN001
    """Show the documents; a chosen line leads to the document."""
    labels = sites.labels(study)
    coded: dict[str, int] = {}
    for coding in codings.everything(study):
        coded[coding.document] = coded.get(coding.document, 0) + 1
    rows = pd.DataFrame(
        {
            "Date": [p.date_shown or "sans date" for p in papers],
            "Titre": [p.title for p in papers],
            "Genre": [p.kind_label for p in papers],
            "Sites": [", ".join(labels[site] for site in p.sites) for p in papers],
            "État": [p.state_label for p in papers],
            "Lecture": [LEVELS[p.level].split(" (")[0] for p in papers],
            "Mots": [p.words or None for p in papers],
            "Codages": [coded.get(p.id, 0) for p in papers],
        }
    )
    chosen = st.dataframe(
        rows,
        hide_index=True,
        height=min(38 + 35 * len(papers), 520),
        key=f"library-table-{hash(tuple(p.id for p in papers))}",  # a line chosen in another list is not this line
        placeholder="–",
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Titre": st.column_config.TextColumn(width="large")},
        alt="Documents de l’étude par date",
    )
    lines = chosen["selection"]["rows"]
    if lines and lines[0] < len(papers):
        paper = papers[lines[0]]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(paper.title)
            query = {"document": paper.id}
            st.page_link(menu.DOCUMENT.script, label="Lire", icon=":material/article:", query_params=query)
            if paper.version:
                st.page_link(
                    menu.WORKBENCH.script, label="Coder", icon=":material/ink_highlighter:", query_params=query
                )
    else:
        st.caption("Choisissez une ligne pour lire ou coder le document.")
    waiting_note.show(study)


def missing(study, total: int) -> None:  # noqa: ANN001
    """Note a document that has no text."""
    labels = sites.labels(study)
    with st.form(f"missing-{total}", border=False):
        st.write("Un compte-rendu qui n’a pas été fait est une donnée : notez-le.")
        title = st.text_input("Titre")
        left, middle, right = st.columns(3)
        kind = left.selectbox("Genre", list(DOCUMENT_KINDS), format_func=DOCUMENT_KINDS.get)
        date = middle.text_input("Date", help=date_field.BRIEF)
        state = right.selectbox("État", ["not_done", "todo"], format_func=DOCUMENT_STATES.get)
        chosen = st.multiselect("Sites", list(labels), format_func=labels.get)
        if st.form_submit_button("Noter"):
            with notice.attempt():
                documents.register(study, kind=kind, title=title, state=state, date=date, sites=chosen)
                notice.done("Document noté.")


with guard.study(*menu.WRITERS) as study:
    st.title("Bibliothèque")
    papers = documents.everything(study)
    if not papers:
        st.info("L’étude n’a pas encore de document : importez-en un.")
        st.page_link(menu.IMPORT.script, label="Importer", icon=":material/upload_file:")
    else:
        labels = sites.labels(study)
        one, two, three = st.columns([2, 1, 1])
        words = one.text_input("Titre contient", key="library-words", type="search").casefold()
        kind = two.selectbox(
            "Genre", [None, *DOCUMENT_KINDS], format_func=lambda k: DOCUMENT_KINDS.get(k, "tous"), key="library-kind"
        )
        site = three.selectbox("Site", [None, *labels], format_func=lambda k: labels.get(k, "tous"), key="library-site")
        shown = [
            p
            for p in papers
            if words in p.title.casefold() and kind in (None, p.kind) and (site is None or site in p.sites)
        ]
        absent = sum(p.version is None for p in shown)
        st.caption(f"{len(shown)} documents sur {len(papers)}, dont {absent} sans texte")
        language_state.of_study(study)
        table(study, shown)
    with st.expander("Noter un document à faire ou non fait", icon=":material/note_add:"):
        missing(study, len(papers))
