"""The list of links, oldest first, with the chip of their status and their filters."""

from collections.abc import Sequence

import streamlit as st

from codebook import links
from codebook.links import Link
from codebook.terms import LINK_STATUSES, RELATIONS
from corpus import events, milestones, sites
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import FIGURES
from pages.parts import choice
from pages.parts.argument import status_badge
from pages.parts.filter_choice import one_of
from pages.parts.plain import plain


def show(study: Study) -> str | None:
    """Show the links and return the one that is open."""
    found = links.everything(study)
    with st.container(horizontal=True):
        words = st.text_input(
            "Mots du lien",
            key="filter-link-words",
            placeholder="Chercher",
            type="search",
            live=True,
            label_visibility="collapsed",
        )
        st.button(
            "Poser un lien", icon=":material/add_link:", key="link-new", on_click=choice.show, args=("link", choice.NEW)
        )
    if not found:
        st.info("Aucun lien encore : posez le premier, d’un événement vers un jalon.")
        return st.query_params.get("link")
    kept = _filtered(study, found, words or "")
    st.caption(f"{len(kept)} liens sur {len(found)}, du plus ancien au plus récent.")
    if not kept:
        st.info("Aucun lien ne correspond : retirez un filtre.")
    rows = [
        choice.Row(
            link.id,
            f"{status_badge(link.status)} {plain(link.statement)}",
            plain(f"{link.relation_label} · {link.n_for} pour, {link.n_against} contre · {link.author_name}"),
        )
        for link in kept
    ]
    return choice.chosen("link", "Liens", rows, height=395)


def _filtered(study: Study, found: Sequence[Link], words: str) -> list[Link]:
    labels = sites.labels(study)
    left, right = st.columns(2)
    with left:
        status = one_of("Statut", "filter-link-status", "Tous les statuts", LINK_STATUSES)
        site = one_of("Site", "filter-link-site", "Tous les sites", labels)
    with right:
        relation = one_of("Relation", "filter-link-relation", "Toutes les relations", RELATIONS)
        figure = one_of("Figure", "filter-link-figure", "Toutes les figures", FIGURES)
    sought, places = name_key(words.strip())[0], _places(study)
    return [
        link
        for link in found
        if status in (None, link.status)
        and relation in (None, link.relation)
        and (figure is None or figure in link.figures)
        and (site is None or any(site in places.get(key, ()) for key in (*link.events, *link.milestones)))
        and sought in name_key(f"{link.statement} {link.mechanism}")[0]
    ]


def _places(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the sites of each event and milestone."""
    acts = {event.id: event.sites for event in events.everything(study)}
    return acts | {step.id: (step.site,) if step.site else () for step in milestones.everything(study)}
