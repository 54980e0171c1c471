"""Import: give files, see what was read of each, complete its notice, store it."""

import streamlit as st

from corpus import importing, incoming
from corpus.errors import FilRougeError
from pages.parts import guard, menu, proposals_form, table_import
from pages.parts.plain import plain

TAKEN = "taken-"


def read_all(study, files) -> None:  # noqa: ANN001
    """Read the files that were not, with a bar while it lasts; what was read is kept for the next runs of the page."""
    waiting = [file for file in files if f"{TAKEN}{file.file_id}" not in st.session_state]
    bar = st.progress(0.0) if waiting else None
    for rank, file in enumerate(waiting):
        text = f"Lecture de « {plain(file.name)} »" + (f" ({rank + 1} sur {len(waiting)})" if len(waiting) > 1 else "")

        def heard(share: float, rank: int = rank, text: str = text) -> None:
            bar.progress((rank + share) / len(waiting), text=text)

        heard(0.0)
        st.session_state[f"{TAKEN}{file.file_id}"] = taken(study, file, heard)
    if bar is not None:
        bar.empty()


def taken(study, file, heard):  # noqa: ANN001, ANN201
    """What was read of one file: a text, the sheets of a table, or the sentence that refuses it."""
    data = file.getvalue()
    try:
        if importing.is_table(file.name, data):
            return importing.take_table(file.name, data)
        return importing.take(study, file.name, data, listener=heard)
    except FilRougeError as error:
        return incoming.refusal(file.name, error)


def forget(files) -> None:  # noqa: ANN001
    """Let go of what was read of files that are no longer on the page."""
    kept = {f"{TAKEN}{file.file_id}" for file in files}
    for key in [key for key in st.session_state if str(key).startswith(TAKEN) and key not in kept]:
        del st.session_state[key]


def shown(study, file) -> None:  # noqa: ANN001
    """Show what was read of one file, with the form that stores it."""
    stored = st.session_state.get(f"stored-{file.file_id}")
    found = st.session_state[f"{TAKEN}{file.file_id}"]
    if stored:
        done(file, stored)
    elif isinstance(found, str):
        st.error(plain(found))
    elif isinstance(found, list):
        table_import.show(file.name, file.getvalue(), found, file.file_id)
    else:
        proposal(study, file, found)


def done(file, stored) -> None:  # noqa: ANN001
    """Say that a file is in the study, with the way to its document or documents."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        if isinstance(stored, list):
            st.text(f"{len(stored)} documents de « {file.name} » sont dans l’étude.")
            st.page_link(menu.LIBRARY.script, label="Voir la bibliothèque", icon=":material/folder_open:")
            return
        st.text(f"« {file.name} » est dans l’étude.")
        query = {"document": stored}
        st.page_link(menu.WORKBENCH.script, label="Coder", icon=":material/ink_highlighter:", query_params=query)
        st.page_link(menu.DOCUMENT.script, label="Lire", icon=":material/article:", query_params=query)


def proposal(study, file, found) -> None:  # noqa: ANN001
    """Show what was read of a text, with the form that stores it; the same bytes may have been stored since."""
    try:
        importing.refuse_twice(study, file.name, found.data)
    except FilRougeError as error:
        st.error(plain(str(error)))
        return
    with st.container(border=True):
        st.subheader(plain(file.name), anchor=False)
        paragraphs = sum(block.kind not in ("heading", "footnote") for block in found.text.blocks)
        st.caption(
            f"{len(found.text.text)} signes · {paragraphs} paragraphes · {found.count('heading')} titres · "
            f"{found.count('footnote')} notes · voix : {plain(', '.join(found.speakers)) or 'aucune reconnue'} · "
            f"lu en {found.seconds:.1f} s".replace(".", ",")
        )
        for warning in found.text.warnings:
            st.warning(plain(warning))
        with st.expander("Voir le début du texte de lecture"):
            st.text("\n\n".join(found.text.text[b.start : b.end] for b in found.text.blocks[:12]))
        proposals_form.show(found, file.file_id)


with guard.study(*menu.WRITERS) as study:
    st.title("Importer")
    st.write(
        "Comptes-rendus, notes, entretiens, carnet : les fichiers .docx, .odt, .rtf, .pdf, .html, .eml, .vtt, .srt, "
        ".md et .txt sont lus sur cette machine. Dans un tableau .csv ou .xlsx, chaque ligne devient un document."
    )
    files = st.file_uploader("Fichiers", accept_multiple_files=True, key="import-files", type=None)
    read_all(study, files or [])
    forget(files or [])
    for file in files or []:
        shown(study, file)
    if not files:
        st.caption(
            "Les lignes coupées sont rejointes, les numéros de page retirés, les notes mises à part et appelées de "
            "leur place ; rien d’autre n’est ôté, et le fichier reçu est gardé à côté de l’étude."
        )
