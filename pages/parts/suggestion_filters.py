"""What chooses the suggestions that are listed: code, document, rule, site, source, what was said of them, order."""

import streamlit as st

from codebook import codes
from codebook.suggesting import offers, rules
from codebook.suggesting.offers import Asked, Suggestion
from codebook.suggesting.units import EXTENTS
from corpus import documents, sites
from corpus.study import Study
from pages.parts import filter_choice

PAGE = "suggestions-page"


def back_to_first() -> None:
    """Go back to the first page of the list, which what is asked has changed."""
    for key in [key for key in st.session_state if str(key).startswith(PAGE)]:
        del st.session_state[key]


def show(study: Study) -> tuple[Asked, list[Suggestion], st.delta_generator.DeltaGenerator]:
    """Show the filters; return what is asked, what is found, and the place beside them where it is told."""
    status, order, told = st.columns([0.95, 1.05, 2.1], vertical_alignment="center", wrap=False)
    said = status.segmented_control(
        "Avis",
        list(offers.STATUSES),
        format_func=offers.STATUSES.get,
        default=offers.WAITING,
        key="suggestions-status",
        required=True,
        label_visibility="collapsed",
        on_change=back_to_first,
    )
    sorting = order.segmented_control(
        "Ordre",
        list(offers.ORDERS),
        format_func=offers.ORDERS.get,
        default="likely",
        key="suggestions-order",
        required=True,
        label_visibility="collapsed",
        on_change=back_to_first,
    )
    found = offers.listed(study, said or offers.WAITING)
    asked = _narrowed(study, found, said or offers.WAITING, sorting or "likely")
    return asked, offers.narrowed(study, found, asked), told


def _narrowed(study: Study, found: list[Suggestion], status: str, order: str) -> Asked:
    code, document, rule, site, source = st.columns([1.7, 1.5, 1.2, 1, 1.1])
    numbers = offers.by_code(found)
    tree = {one.id: one for one in codes.tree(study) if numbers.get(one.id)}
    with code:
        chosen = filter_choice.one_of(
            "Code",
            "suggestions-code",
            "Tous les codes",
            {key: f"{one.label} ({numbers[key]})" for key, one in tree.items()},
            changed=back_to_first,
        )
    with document:
        papers = {paper.id: paper.title for paper in documents.everything(study) if paper.version}
        paper = filter_choice.one_of(
            "Document", "suggestions-document", "Tous les documents", papers, changed=back_to_first
        )
    with rule:
        active = [one for one in rules.everything(study) if chosen is None or one.code == chosen]
        phrases = {one.id: one.phrase for one in sorted(active, key=lambda one: one.phrase.casefold())}
        wanted = filter_choice.one_of("Règle", "suggestions-rule", "Toutes les règles", phrases, changed=back_to_first)
    with site:
        place = filter_choice.one_of(
            "Site", "suggestions-site", "Tous les sites", sites.labels(study), changed=back_to_first
        )
    with source:
        origin = filter_choice.one_of(
            "Proposées par",
            "suggestions-source",
            "Toutes sources",
            {offers.RULES: "Les règles", offers.RANKING: "Le classement seul"},
            changed=back_to_first,
        )
    return Asked(chosen, paper, wanted, place, origin, status, order)


def extent() -> str:
    """Show what accepting codes, and return it."""
    given = st.segmented_control(
        "Accepter code",
        list(EXTENTS),
        format_func=EXTENTS.get,
        default="sentence",
        key="suggestions-extent",
        required=True,
        label_visibility="collapsed",
    )
    return given or "sentence"
