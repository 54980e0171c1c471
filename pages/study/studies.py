"""The studies of the folder: describe the open one, make another, copy it."""

import tempfile
from pathlib import Path

import streamlit as st

from codebook.check import problems
from corpus import backup, shelf
from corpus.study import about, describe
from pages.parts import entrance, guard, menu, notice


def described(study) -> None:  # noqa: ANN001
    """Show the open study and let its title and description be changed."""
    known = about(study)
    with st.form("describe"):
        title = st.text_input("Titre", known["title"])
        description = st.text_area("Description", known["description"], height=100)
        if st.form_submit_button("Enregistrer", type="primary"):
            with notice.attempt():
                describe(study, title=title, description=description)
                notice.done("Étude décrite.")
    mark = "Données fictives. " if known["fictitious"] else ""
    st.caption(f"{mark}Créée le {known['created'][:10]} · fichier {study.file.path.name}")


def copies(study) -> None:  # noqa: ANN001
    """Offer a copy without keys, and verify the study."""
    left, right = st.columns(2)
    with left:
        st.write(
            "**Transmettre** : une copie sans les fichiers reçus, ni les noms remplacés par un pseudonyme, ni les "
            "textes d’avant."
        )
        if st.button("Préparer la copie à transmettre", key="share"):
            with notice.attempt(), tempfile.TemporaryDirectory() as folder:
                copy = backup.share(study.file, Path(folder) / study.file.path.name)
                st.download_button(
                    "Télécharger la copie", copy.read_bytes(), study.file.path.name, on_click="ignore", key="share-file"
                )
    with right:
        st.write("**Vérifier** : tout ce qui doit tenir dans l’étude est relu.")
        if st.button("Vérifier l’étude", key="check"):
            found = problems(study)
            for sentence in found:
                st.error(sentence)
            if not found:
                st.success("Tout tient.")


with guard.study(*menu.WRITERS) as study:
    st.title("Études")
    st.subheader("L’étude ouverte", anchor=False)
    described(study)
    copies(study)
    others = [path.name for path in shelf.files() if path != study.file.path]
    st.subheader("Les autres", anchor=False)
    st.write(f"Dans le dossier : {', '.join(others)}." if others else "Il n’y a pas d’autre étude dans le dossier.")
    if st.button("Changer d’étude", icon=":material/folder_open:", key="switch"):
        guard.leave()
        st.rerun()
    with st.expander("Commencer une nouvelle étude", icon=":material/add:"):
        entrance.new_study()
