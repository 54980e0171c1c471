"""Who codes what: what is asked of the person at work first, then every document by coder, to confide and to take back.

The states and blindness are those of ``codebook.assignments``; the share read, of ``codebook.progress``.
"""

import streamlit as st

from codebook import assignments
from corpus import documents
from pages.parts import assignment_acts, assignment_table, assignments_mine, guard, menu, notice

with guard.study(*menu.WRITERS) as study:
    notice.show()
    st.title("Répartition")
    papers = [paper for paper in documents.everything(study) if paper.version]
    if not papers:
        st.info("Aucun document n’a encore de texte : importez-en un pour le confier à coder.")
        st.page_link(menu.IMPORT.script, label="Importer un document", icon=":material/upload_file:")
        st.stop()
    known = assignments.everything(study)
    assignments_mine.show(study, known, most=4)
    st.subheader("Tous les documents", anchor=False)
    shown = assignment_table.filtered(study, papers, known)
    chosen = assignment_table.show(study, shown, known, len(papers))
    if chosen:
        assignment_acts.show(study, chosen, known)
