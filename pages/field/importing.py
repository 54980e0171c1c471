"""Import: give files, see what was read of each, complete its notice, store it."""

import streamlit as st

from corpus import importing, sites
from corpus.access import LEVELS
from corpus.errors import FilRougeError
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES
from pages.parts import date_field, guard, menu, notice, reading
from pages.parts.plain import plain


def proposal(study, file, number: int) -> None:  # noqa: ANN001
    """Show what was read of one file, with the form that stores it."""
    stored = st.session_state.get(f"stored-{file.file_id}")
    if stored:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(f"« {file.name} » est dans l’étude.")
            query = {"document": stored}
            st.page_link(menu.WORKBENCH.script, label="Coder", icon=":material/ink_highlighter:", query_params=query)
            st.page_link(menu.DOCUMENT.script, label="Lire", icon=":material/article:", query_params=query)
        return
    try:
        with st.spinner(f"Lecture de « {file.name} »…"):
            taken = importing.take(study, file.name, file.getvalue())
    except FilRougeError as error:
        st.error(plain(f"{file.name} : {error}" if file.name not in str(error) else str(error)))
        return
    with st.container(border=True):
        st.subheader(plain(file.name), anchor=False)
        paragraphs = sum(block.kind not in ("heading", "footnote") for block in taken.text.blocks)
        st.caption(
            f"{len(taken.text.text)} signes · {paragraphs} paragraphes · {taken.count('heading')} titres · "
            f"{taken.count('footnote')} notes · voix : {', '.join(taken.speakers) or 'aucune reconnue'} · "
            f"lu en {taken.seconds:.1f} s".replace(".", ",")
        )
        for warning in taken.text.warnings:
            st.warning(warning)
        with st.expander("Voir le début du texte de lecture"):
            st.text("\n\n".join(taken.text.text[b.start : b.end] for b in taken.text.blocks[:12]))
        _form(study, taken, file.file_id, number)


def _form(study, taken, file_id: str, number: int) -> None:  # noqa: ANN001
    labels = sites.labels(study)
    kinds = list(DOCUMENT_KINDS)
    with st.form(f"import-{number}", border=False):
        title = st.text_input("Titre", reading.excerpt(taken.title, 160))
        left, middle, right = st.columns(3)
        kind = left.selectbox("Genre", kinds, kinds.index(importing.likely_kind(taken)), format_func=DOCUMENT_KINDS.get)
        date = middle.text_input("Date", help=date_field.BRIEF, placeholder="2021-03-09")
        state = right.selectbox("État", list(DOCUMENT_STATES), 1, format_func=DOCUMENT_STATES.get)
        chosen = left.multiselect("Sites", list(labels), format_func=labels.get, placeholder="aucun")
        level = middle.selectbox("Lisible par", list(LEVELS), 1, format_func=LEVELS.get)
        if st.form_submit_button("Ajouter à l’étude", type="primary"):
            with notice.attempt():
                st.session_state[f"stored-{file_id}"] = importing.store(
                    study, taken, kind=kind, title=title, date=date, site_names=chosen, state=state, level=level
                )
                notice.done(f"« {title} » est dans l’étude.")


with guard.study(*menu.WRITERS) as study:
    st.title("Importer")
    st.write("Comptes-rendus, notes, entretiens, carnet : les fichiers .txt, .md et .docx sont lus sur cette machine.")
    files = st.file_uploader("Fichiers", accept_multiple_files=True, key="import-files", type=None)
    for number, file in enumerate(files or []):
        proposal(study, file, number)
    if not files:
        st.caption(
            "Les lignes coupées sont rejointes, les numéros de page retirés, les notes mises à part et appelées de "
            "leur place ; rien d’autre n’est ôté, et le fichier reçu est gardé à côté de l’étude."
        )
