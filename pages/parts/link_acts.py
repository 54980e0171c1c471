"""What a person can do to a link that stands: its status, its passages, other explanations, removal.

Each act is a window over the argument, which stays in place behind it.
"""

import streamlit as st

from codebook import evidence, links
from codebook.evidence import Evidence
from codebook.terms import LINK_STATUSES
from corpus import events, milestones
from corpus.errors import StudyError
from corpus.study import Study
from pages.parts import choice, evidence_picker, guard, notice
from pages.parts.link_form import outside_fact
from pages.parts.plain import plain
from pages.parts.reading import excerpt

TEAM = ("lead", "researcher")


def bar(link_id: str) -> None:
    """Show the buttons of the acts."""
    with st.container(horizontal=True):
        if st.button(
            "Statut", icon=":material/gavel:", key="link-status", help="Changer de statut, en disant pourquoi"
        ):
            _status(link_id)
        if st.button("Joindre un passage", icon=":material/attach_file:", key="link-join"):
            _join(link_id)
        if st.button("Autres explications", icon=":material/alt_route:", key="link-alternatives"):
            _alternatives(link_id)
        st.button("Modifier", icon=":material/edit:", key="link-edit", on_click=_edit, args=(link_id,))
        if st.button("Supprimer", icon=":material/delete:", key="link-delete"):
            _delete(link_id)


def _edit(link_id: str) -> None:
    st.query_params["edit"] = "1"
    st.query_params["link"] = link_id


def take_away(piece: Evidence) -> None:
    """Show the button that takes a piece away from its link."""
    if st.button("Retirer", key=f"link-take-{piece.id}", type="tertiary", icon=":material/close:"):
        with notice.attempt():
            with guard.study(*TEAM) as study:
                evidence.remove(study, piece.link, piece.id)
            notice.done("La pièce est retirée ; le passage et ses codages restent.")


@st.dialog("Changer de statut", width="medium")
def _status(link_id: str) -> None:
    with guard.study(*TEAM) as study:
        link = links.get(study, link_id)
        st.caption(plain(excerpt(link.statement, 160)))
        status = st.radio(
            "L’affirmation est",
            list(LINK_STATUSES),
            list(LINK_STATUSES).index(link.status),
            format_func=LINK_STATUSES.__getitem__,
            captions=[
                "écrite, pas encore discutée",
                "des passages parlent pour elle",
                "discutée à plusieurs, et tenue",
                "des passages la font tomber",
                "les passages ne suffisent pas à trancher",
            ],
            key="status-choice",
        )
        reason = st.text_area("Pour quelle raison ?", key="status-reason", height=80)
        st.caption(
            f"{link.n_for} passages pour, {link.n_against} contre. L’ancien statut reste dans l’histoire du lien."
        )
        if st.button("Changer le statut", type="primary", key="status-save", disabled=status == link.status):
            with notice.attempt():
                links.set_status(study, link_id, status, reason or "")
                notice.done(f"Statut changé : affirmation « {LINK_STATUSES[status]} ».")


@st.dialog("Joindre un passage au lien", width="large")
def _join(link_id: str) -> None:
    with guard.study(*TEAM) as study:
        piece = evidence_picker.pick(study, "join", near=_sites_of(study, link_id))
        if piece is None:
            return
        with notice.attempt():
            evidence.add(
                study,
                link_id,
                piece.passage,
                side=piece.side,
                strength=piece.strength,
                comment=piece.comment,
                coding=piece.coding,
            )
            notice.done("Le passage est joint au lien.")


def _sites_of(study: Study, link_id: str) -> set[str]:
    link, near = links.get(study, link_id), set()
    for key in link.events:
        try:
            near |= set(events.get(study, key).sites)
        except StudyError:
            continue
    steps = {step.id: step.site for step in milestones.everything(study)}
    return near | {site for step in link.milestones if (site := steps.get(step))}


@st.dialog("Ce qui pourrait l’expliquer autrement", width="large")
def _alternatives(link_id: str) -> None:
    with guard.study(*TEAM) as study:
        known = evidence.alternatives(study, link_id)
        given = []
        st.caption(
            "Un départ, une vague, une règle qui change, un travail commencé avant. Videz une ligne pour la retirer."
        )
        for number in range(len(known) + 1):
            words = known[number].text if number < len(known) else ""
            event = known[number].event if number < len(known) else None
            left, right = st.columns([3, 2])
            text = left.text_area(f"Explication {number + 1}", words, key=f"alternative-{link_id}-{number}", height=70)
            with right:
                fact = outside_fact(study, f"alternative-event-{link_id}-{number}", event)
            given.append((text or "", fact))
        if st.button("Enregistrer", type="primary", key="alternatives-save"):
            with notice.attempt():
                evidence.set_alternatives(study, link_id, given)
                notice.done("Les autres explications sont enregistrées.")


@st.dialog("Supprimer ce lien ?", width="medium")
def _delete(link_id: str) -> None:
    with guard.study(*TEAM) as study:
        link = links.get(study, link_id)
        st.text(link.statement)
        st.caption(
            f"{link.n_for + link.n_against} pièces, l’histoire du statut et les autres explications partent avec lui ; "
            "les passages et leurs codages restent."
        )
        if st.button("Supprimer", type="primary", key="link-delete-sure"):
            with notice.attempt():
                links.delete(study, link_id)
                choice.show("link", None)
                notice.done("Le lien est supprimé ; l’historique permet de le reprendre.")
