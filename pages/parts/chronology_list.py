"""The lists of the chronology: events, or milestones, by date, with their filters."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from corpus import events, milestones, sites
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import ALL_EVENT_KINDS, EVENT_STATES, MILESTONE_STATES, MODULES
from pages.parts import choice
from pages.parts.filter_choice import one_of
from pages.parts.naming import places
from pages.parts.plain import plain

HEIGHT = 395
NOWHERE = "none"


@dataclass(frozen=True)
class Filters:
    """What the list keeps: a site (GUID or NOWHERE), a kind or module, a state, some words. None keeps all."""

    site: str | None
    kind: str | None
    state: str | None
    words: str

    def keep(self, where: Sequence[str], kind: str, state: str, label: str) -> bool:
        """Say whether a record with these sites, kind, state and label is kept."""
        here = self.site is None or (self.site in where if self.site != NOWHERE else not where)
        asked = self.kind in (None, kind) and self.state in (None, state)
        return here and asked and name_key(self.words.strip())[0] in name_key(label)[0]


def of_events(study: Study) -> str | None:
    """Show the events by date and return the one that is open."""
    found, labels = events.everything(study), sites.labels(study)
    if not found:
        st.info("Aucun événement encore : ajoutez le premier à droite, une visite ou une réunion par exemple.")
        return None
    words = _search("event", "Nouvel événement")
    wanted = _filters("event", words, labels, ("Tous les genres", ALL_EVENT_KINDS), EVENT_STATES)
    shown = [e for e in found if wanted.keep(e.sites, e.kind, e.state, e.label)]
    rows = [
        choice.Row(
            event.id,
            f"**{plain(event.when)}** · {plain(event.label)}",
            plain(" · ".join([event.kind_label, places(event.sites, labels), event.state_label])),
        )
        for event in shown
    ]
    return _list("event", "événements", rows, len(found))


def of_milestones(study: Study) -> str | None:
    """Show the milestones by date and return the one that is open."""
    found, labels = milestones.everything(study), sites.labels(study)
    if not found:
        st.info("Aucun jalon encore : ajoutez à droite une étape qu’un site prévoit ou a atteinte.")
        return None
    words = _search("milestone", "Nouveau jalon")
    wanted = _filters("milestone", words, labels, ("Tous les modules", MODULES), MILESTONE_STATES)
    shown = [m for m in found if wanted.keep([m.site] if m.site else [], m.module, m.state, m.label)]
    rows = [
        choice.Row(
            step.id,
            f"**{plain(step.when)}** · {plain(step.label)}",
            plain(" · ".join([step.module_label, labels.get(step.site or "", "ensemble du projet"), step.state_label])),
        )
        for step in shown
    ]
    return _list("milestone", "jalons", rows, len(found))


def _search(name: str, new: str) -> str:
    """Ask for words of the label, beside the button that opens an empty form; return the words."""
    with st.container(horizontal=True):
        words = st.text_input(
            "Mots de l’intitulé",
            key=f"filter-{name}-words",
            placeholder="Chercher un intitulé",
            type="search",
            live=True,
            label_visibility="collapsed",
            persist_state="page",
        )
        st.button(new, icon=":material/add:", key=f"{name}-new", on_click=choice.show, args=(name, None))
    return words or ""


def _list(name: str, what: str, rows: Sequence[choice.Row], total: int) -> str | None:
    st.caption(f"{len(rows)} {what} sur {total}, par date.")
    if not rows:
        st.info("Rien ne correspond à ces filtres : retirez-en un.")
    return choice.chosen(name, what, rows, height=HEIGHT)


def _filters(
    name: str, words: str, labels: dict[str, str], kinds: tuple[str, dict[str, str]], states: dict[str, str]
) -> Filters:
    everywhere, terms = kinds
    nowhere = {NOWHERE: "Sans site (transversal)"}
    _site_of_address(name, labels)
    left, middle, right = st.columns(3)
    with left:
        site = one_of("Site", f"filter-{name}-site", "Tous les sites", {**labels, **nowhere}, changed=_forget_site)
    with middle:
        kind = one_of("Genre", f"filter-{name}-kind", everywhere, terms, changed=_forget_site)
    with right:
        state = one_of("État", f"filter-{name}-state", "Tous les états", states, changed=_forget_site)
    return Filters(site, kind, state, words)


def _site_of_address(name: str, labels: dict[str, str]) -> None:
    """Start from the site the address names, once."""
    asked = st.query_params.get("site")
    if asked in labels:
        st.session_state[f"filter-{name}-site"] = asked


def _forget_site() -> None:
    st.query_params.pop("site", None)
