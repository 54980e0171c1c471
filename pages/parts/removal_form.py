"""The way out for a document: what goes with it, named and counted, then a confirmation."""

import streamlit as st

from analytics.french import count
from codebook import removal
from codebook.removal import Hanging
from corpus.documents import Document
from corpus.study import Study
from pages.parts import menu, notice
from pages.parts.reading import excerpt


def show(study: Study, document: Document) -> None:
    """Show what would go with a document, and the button that takes it out once the box is ticked."""
    if study.member.role != "lead" and document.author != study.member.id:
        st.caption("Un document se supprime par la personne qui l’a importé ou par la cheffe de projet.")
        return
    found = removal.hanging(study, document.id)
    _lines(found)
    st.caption(
        "Un seul « Annuler » dans l’historique ramène tout. Pour que ce soit possible, les textes et le fichier reçu "
        "restent dans le fichier de l’étude."
    )
    sure = st.checkbox("J’ai lu ce qui part avec ce document", key=f"removal-sure-{document.id}")
    if st.button(
        "Supprimer le document",
        icon=":material/delete_forever:",
        disabled=not sure,
        key=f"removal-{document.id}",
    ):
        with notice.attempt():
            removal.remove(study, document.id)
            notice.later(f"« {excerpt(document.title, 60)} » est supprimé ; l’historique peut l’annuler.")
            st.switch_page(menu.LIBRARY.script)


def _lines(found: Hanging) -> None:
    people = ", ".join(f"{name} {number}" for name, number in found.coders.items())
    told = [count(found.versions, "version") + " du texte" if found.versions else "aucun texte"]
    told.append(f"{count(found.codings, 'codage')} ({people})" if found.codings else "aucun codage")
    if found.waiting:
        told.append(f"dont {found.waiting} sans place dans le texte actuel")
    if found.unseen:
        told.append(f"{count(found.unseen, 'codage')} d’autres personnes, qui ne vous sont pas ouverts")
    told += found.others
    st.text("Partent avec ce document : " + " ; ".join(told) + ".")
    for statement, number in found.pieces:
        st.text(f"• {count(number, 'passage')} à l’appui ou à l’encontre du lien « {excerpt(statement, 120)} »")
    for statement, status in found.grounds:
        st.text(f"• Le lien « {excerpt(statement, 120)} » ({status}) n’a plus rien d’autre : il redevient « posé ».")
    if found.hidden_links:
        st.text(f"• {count(found.hidden_links, 'lien')} qui ne vous sont pas ouverts s’y appuient aussi.")
    if found.event:
        st.text(f"• L’événement « {excerpt(found.event, 120)} » reste, sans ce document pour en rendre compte.")
