"""Home: where the study stands and the next useful acts, with what each number counts."""

import streamlit as st

from codebook import assignments, overview
from corpus.access import ROLES
from corpus.study import about
from pages.parts import assignments_mine, guard, memos, menu
from pages.parts.plain import plain

DOORS = {
    "lead": (
        ("Dater", "Un acte, un fait extérieur, un jalon : prévu et tenu sont deux dates.", menu.CHRONOLOGY),
        ("Relier", "Un lien est un argument : ce qui parle pour, ce qui parle contre.", menu.LINKS),
        ("Relire", "La frise montre l’intervention et les jalons de chaque site.", menu.TIMELINE),
    ),
    "researcher": (
        ("Coder", "Un document, un passage, un ou plusieurs codes.", menu.WORKBENCH),
        ("Comprendre un code", "Définition, quand l’employer, quand non, passages codés.", menu.CODEBOOK),
        ("Croiser", "Figures et codes, codes et sites, avec leurs dénominateurs.", menu.FIGURES),
    ),
    "committee": (("Parcourir la frise", "Ce qui a été tenu, ce qui est atteint, ce qui est soutenu.", menu.TIMELINE),),
}


def doors(role: str) -> None:
    """Show the acts this role comes for."""
    for column, (title, words, entry) in zip(st.columns(3), DOORS[role], strict=False):
        with column, st.container(border=True):
            st.page_link(entry.script, label=f"**{title}**", icon=f":material/{entry.icon}:")
            st.caption(words)


def next_acts(found: overview.Overview) -> None:
    """Show what waits, each with the way to it."""
    waiting = [
        (found.visits_without_minutes, "visites tenues sans compte-rendu", menu.MINUTES),
        (found.uncoded_documents, "documents que vous n’avez pas encore codés", menu.WORKBENCH),
        (found.codings_waiting, "codages à replacer après une modification du texte", menu.WAITING),
        (found.links_without_evidence, "liens sans aucun passage à l’appui", menu.LINKS),
        (found.links_open, "liens non tranchés", menu.LINKS),
    ]
    shown = [(number, words, entry) for number, words, entry in waiting if number]
    if not shown:
        st.write("Rien n’attend.")
    for number, words, entry in shown:
        st.page_link(entry.script, label=f"{number} {words}", icon=f":material/{entry.icon}:")


with guard.study() as study:
    known = about(study)
    st.title(plain(known["title"]))
    if known["description"]:
        st.text(known["description"])
    role = study.member.role
    st.caption(plain(f"{study.member.name} · {ROLES[role]}"))
    found = overview.of(study)
    if role != "committee" and not found.documents:
        st.info("L’étude est vide : importez un premier document, ou ouvrez l’étude de démonstration (Études).")
        st.page_link(menu.IMPORT.script, label="Importer un document", icon=":material/upload_file:")
        st.page_link(menu.STUDIES.script, label="Changer d’étude", icon=":material/folder_open:")
    doors(role)
    left, right = st.columns([1, 1])
    with left:
        st.subheader("Ce qui vous est ouvert", anchor=False)
        st.table(overview.table(found), hide_index=True, border="horizontal", hide_header=True)
    if role != "committee":
        with right:
            st.subheader("À faire", anchor=False)
            next_acts(found)
            assignments_mine.show(study, assignments.of_coder(study), most=4, brief=True)
    with st.expander(f"{memos.label(study, 'study')} de l’étude"):
        memos.show(study, "study")
