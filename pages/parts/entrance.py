"""What the front door shows.

The choice of a study and of who is working, and afterwards the banner of the open study.
"""

from pathlib import Path

import streamlit as st

from codebook.schema import FLOORS
from corpus import shelf, study
from corpus.access import ROLES, Member
from corpus.errors import FilRougeError
from corpus.study import StudyFile
from pages.parts import guard, notice
from pages.parts.plain import plain

ICON = str(Path(__file__).parent / "icon.png")
DENSITY = Path(__file__).parent / "density.css"  # a page of work on a laptop has no room for wide margins


def role_at_work() -> str:
    """Return the role of the person this session lets in.

    :raises FilRougeError: the study is gone, or the person no longer works in it.
    """
    with guard.study() as opened:
        return opened.member.role


def ask() -> None:
    """Ask which study is opened and who is working."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(key="fil_rouge_door"):
        st.title("Fil rouge")
        st.write("Relire une intervention : ce qui a été recueilli, ce qu’on y lit, ce qu’on en soutient.")
        notice.show()
        _opened_studies()
        with st.expander("Commencer une nouvelle étude", icon=":material/add:"):
            new_study()


def _opened_studies() -> None:
    found = {path: known for path in shelf.files() if (known := _described(path)) is not None}
    if not found:
        st.info("Aucune étude dans ce dossier : commencez-en une ci-dessous.")
        return
    kept = guard.study_path()
    paths = list(found)
    chosen = st.radio(
        "Quelle étude ?",
        paths,
        index=paths.index(kept) if kept in paths else 0,
        format_func=lambda path: plain(found[path][0]),
        captions=[plain(found[path][1]) for path in paths],
    )
    people = found[chosen][2]
    st.write("**Qui travaille ?**")
    for person in people:
        if st.button(plain(f"{person.name} · {ROLES[person.role]}"), key=f"enter-{person.id}", width="stretch"):
            guard.let_in(chosen, person.id)
            st.rerun()
    st.caption("Ce choix tient tant que cet onglet reste ouvert. Il dit sous quel nom on lit et on écrit.")


def _described(path: Path) -> tuple[str, str, list[Member]] | None:
    """Return the title, a short description and the members of a study, or None, with the reason shown."""
    try:
        with StudyFile.open(path, FLOORS) as file:
            people = file.members()
            about = study.about(file.acting_as(people[0].id))
    except FilRougeError as error:
        st.warning(plain(str(error)))
        return None
    mark = "Données fictives. " if about["fictitious"] else ""
    text = about["description"]
    return about["title"], mark + (text if len(text) < 160 else text[:160].rsplit(" ", 1)[0] + " …"), people


def new_study() -> None:
    """Show the form that makes a study, and enter it."""
    with st.form("new-study", border=False):
        title = st.text_input("Titre de l’étude")
        name = st.text_input("Votre nom (vous mènerez l’étude)")
        description = st.text_area("Description (facultative)", height=80)
        framework = st.checkbox("Charger la grille « facilitateur, formateur, tiers »", value=True)
        if st.form_submit_button("Créer l’étude", type="primary"):
            with notice.attempt():
                _create(title, name, description, framework)


def _create(title: str, name: str, description: str, framework: bool) -> None:
    from codebook import codes, grids  # read only when a study is made

    path = shelf.place(title)
    with StudyFile.create(path, title=title, member=name, description=description, floors=FLOORS) as file:
        person = file.members()[0]
        if framework:
            codes.install(file.acting_as(person.id), grids.framework())
    guard.let_in(path, person.id)
    notice.done(f"L’étude « {title.strip()} » est créée.")


def banner() -> None:
    """Show, above every page, which study is open, that its data are fictitious when they are, and who works."""
    with guard.study() as opened:
        about = study.about(opened)
        person = opened.member
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        mark = ":material/science: Données fictives · " if about["fictitious"] else ""
        st.caption(f"{mark}{plain(about['title'])}", width="stretch")
        if st.button(f"{plain(person.name)} · changer", icon=":material/person:", type="tertiary", key="change-person"):
            guard.leave(keep_study=True)
            st.rerun()
    notice.show()
