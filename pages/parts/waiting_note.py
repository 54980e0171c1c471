"""The line that says how many coded passages wait for a place, wherever codings are counted."""

import streamlit as st

from analytics.french import count
from codebook import waiting
from corpus.study import Study
from pages.parts import menu


def show(study: Study, document: str | None = None) -> None:
    """Show, when there are any, how many passages wait or are to be looked at, and the way to them."""
    numbers = waiting.counts(study, document)
    found = [numbers.get(document, (0, 0))] if document else list(numbers.values())
    lost, unsure = sum(one for one, _ in found), sum(two for _, two in found)
    if not lost and not unsure:
        return
    told = [f"{count(lost, 'passage')} sans place dans le texte actuel, hors de ces comptes"] if lost else []
    told += [f"{count(unsure, 'passage')} à relire après une modification du texte"] if unsure else []
    if study.member.writes:
        st.page_link(
            menu.WAITING.script,
            label=" ; ".join(told),
            icon=":material/pending_actions:",
            query_params={"document": document} if document else None,
        )
    else:
        st.caption(" ; ".join(told))
