"""What is done with chosen documents: confide them to people, blind or not, and see again what is confided already."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from analytics.french import count
from codebook import assignments, sealing
from codebook.assignments import STATES, Assignment
from corpus.documents import Document
from corpus.study import Study
from pages.parts import notice
from pages.parts.plain import plain

BLIND_HELP = (
    "À l’aveugle, une personne ne voit ni les codages des autres ni leurs comptes sur ce document, dans aucune page, "
    "jusqu’à ce qu’elle le déclare terminé. Cela vaut pour la cheffe de projet aussi."
)


def show(study: Study, chosen: Sequence[Document], known: Sequence[Assignment]) -> None:
    """Show the two acts on these documents, side by side."""
    ids = {paper.id for paper in chosen}
    there = [one for one in known if one.document in ids]
    what = f"« {plain(chosen[0].title)} »" if len(chosen) == 1 else count(len(chosen), "document")
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        _confide(study, chosen, what)
    with right, st.container(border=True):
        st.markdown(f"**Déjà confié** : {what}")
        if there:
            _review(study, there)
        else:
            st.caption("À personne encore.")


def _confide(study: Study, chosen: Sequence[Document], what: str) -> None:
    people = {member.id: member.name for member in assignments.coders(study)}
    with st.form("assignments-confide", border=False):
        st.markdown(f"**Confier** {what}")
        to = st.multiselect("À", list(people), format_func=people.get, key="assignments-people")
        blind = st.toggle("À l’aveugle", value=True, help=BLIND_HELP, key="assignments-blind")
        if st.form_submit_button("Confier", type="primary", icon=":material/person_add:"):
            with notice.attempt():
                fresh = assignments.assign(study, [paper.id for paper in chosen], to, blind=blind)
                already = len(chosen) * len(to) - fresh
                told = f" {already} l’étaient déjà, laissés tels quels." if already else ""
                notice.done(f"{count(fresh, 'document confié', 'documents confiés')}.{told}")


def _review(study: Study, there: Sequence[Assignment]) -> None:
    manners = sealing.manners(study, there)
    several = len({one.document for one in there}) > 1
    by_id = {one.id: one for one in there}

    def named(key: str) -> str:
        one = by_id[key]
        return plain(f"{one.coder_name}, {STATES[one.state]}" + (f" · {one.title}" if several else ""))

    if not several:
        for one in there:
            st.caption(plain(_told(study, one, manners[one.id])))
    picked = st.multiselect("Choisir", list(by_id), format_func=named, key="assignments-picked", default=[])
    with st.container(horizontal=True):
        icon = ":material/person_remove:"
        if st.button("Ne plus confier", disabled=not picked, key="assignments-withdraw", icon=icon):
            with notice.attempt():
                assignments.withdraw(study, picked)
                notice.done("C’est repris. Les codages et les paragraphes lus restent.")
        seeing = [key for key in picked if by_id[key].blind]
        hidden = [key for key in picked if not by_id[key].blind]
        if st.button("Lever l’aveugle", disabled=not seeing, key="assignments-lift", icon=":material/visibility:"):
            _turn(study, seeing, False, "Les codages des autres sont ouverts à ces personnes.")
        if st.button("À l’aveugle", disabled=not hidden, key="assignments-hide", icon=":material/visibility_off:"):
            _turn(study, hidden, True, "Les codages des autres leur sont cachés jusqu’à ce qu’elles aient terminé.")


def _turn(study: Study, picked: Sequence[str], blind: bool, told: str) -> None:
    with notice.attempt():
        assignments.turn_blind(study, picked, blind)
        notice.done(told)


def _told(study: Study, one: Assignment, manner: str) -> str:
    by = "de sa propre initiative" if one.asked_by == one.coder else f"par {one.asked_by_name}"
    words = f"{one.coder_name} : {STATES[one.state]} ; confié {by} le {_day(one.asked_at)}"
    if one.finished_at:
        words += f", terminé le {_day(one.finished_at)}"
    words += f" ; {sealing.LABELS[manner]}."
    broken = sealing.broken(study, one.document, one.coder)
    if broken and broken.end:
        words += f" Les codages des autres lui étaient ouverts du {_hour(broken.start)} au {_hour(broken.end)}."
    late = sealing.late(study, one.document, one.coder)
    if late:
        words += f" {count(late, 'codage posé', 'codages posés')} après avoir terminé."
    return words


def _day(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y}"


def _hour(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y à %H:%M}"
