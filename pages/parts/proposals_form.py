"""The notice of a file about to be imported: what its text proposes, the words it was read from, and what is kept.

Nothing of it is stored before the person presses the button.
"""

from collections.abc import Sequence

import streamlit as st

from corpus import confirming, sites
from corpus.access import LEVELS
from corpus.confirming import Confirmed
from corpus.importing import Reading
from corpus.proposals import NAME, TITLE, NamedSite, Proposal, Proposals
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES
from pages.parts import date_field, guard, menu, notice, proposals_event, proposals_speakers
from pages.parts.plain import plain
from pages.parts.reading import excerpt

AROUND = 28
TRANSVERSAL = ("steering_note", "project_note")
_NEW = "new:"


@st.fragment
def show(taken: Reading, file_id: str) -> None:
    """Show what the text proposes, field by field, and store what is confirmed."""
    with guard.study(*menu.WRITERS) as study:
        found = _proposals(study, taken, file_id)
        labels = sites.labels(study)
        title = st.text_input("Titre", excerpt(taken.title, 160), key=f"title-{file_id}", autocomplete="off")
        left, right = st.columns(2)
        with left:
            kind = _kind(found.kinds, taken.text.text, file_id)
            chosen = _sites(found.sites, labels, taken.text.text, file_id, transversal=kind in TRANSVERSAL)
        with right:
            date = _date(found.dates, taken.text.text, file_id)
            one, two = st.columns(2)
            states, levels = list(DOCUMENT_STATES), list(LEVELS)
            state = one.selectbox("État", states, 1, format_func=DOCUMENT_STATES.get, key=f"state-{file_id}")
            level = two.selectbox("Lisible par", levels, 1, format_func=LEVELS.get, key=f"level-{file_id}")
        known = tuple(site for site in chosen if not site.startswith(_NEW))
        event = proposals_event.ask(study, found, taken.text.text, file_id, kind=kind, date=date, places=known)
        speaking, dropped = proposals_speakers.ask(found.heard, taken.text.text, file_id)
        if st.button("Ajouter à l’étude", type="primary", key=f"store-{file_id}"):
            told = Confirmed(
                kind=kind,
                title=title,
                date=date,
                sites=known,
                new_sites=tuple(site.removeprefix(_NEW) for site in chosen if site.startswith(_NEW)),
                state=state,
                level=level,
                event=event.event,
                new_event=event.new_event,
                presence=event.presence,
                coming=event.coming,
                speaking=speaking,
                dropped=dropped,
            )
            with notice.attempt():
                st.session_state[f"stored-{file_id}"] = confirming.store(study, taken, told, found.heard)
                notice.done(f"« {title} » est dans l’étude.")


def _proposals(study: Study, taken: Reading, file_id: str) -> Proposals:
    """What the text proposes, read once a file."""
    key = f"proposals-{file_id}"
    if key not in st.session_state:
        st.session_state[key] = confirming.propose(study, taken)
    found: Proposals = st.session_state[key]
    return found


def read_in(text: str, proposal: Proposal | None) -> str:
    """Return the words a value was read from, between those around them, as safe Markdown; empty for none."""
    if proposal is None:
        return ""
    if proposal.place == NAME:
        return f"lu dans le nom du fichier : « {plain(proposal.words)} »"
    if proposal.place == TITLE:
        return f"lu dans le titre : « {plain(proposal.words)} »"
    line = text.rfind("\n", 0, proposal.start) + 1
    first = max(line, proposal.start - AROUND)
    before, rest = text[first : proposal.start], text[proposal.end :].partition("\n")[0]
    after = rest[:AROUND]
    left = f"{'…' if first > line else ''}{plain(before)}{' ' if before[-1:].isspace() else ''}"
    right = f"{' ' if after[:1].isspace() else ''}{plain(after)}{'…' if len(rest) > AROUND else ''}"
    return f"lu dans : « {left}**{plain(proposal.words)}**{right} »"


def _kind(found: Sequence[Proposal], text: str, file_id: str) -> str:
    kinds = list(DOCUMENT_KINDS)
    first = found[0].value if found else "other"
    kind = st.selectbox("Genre", kinds, kinds.index(first), format_func=DOCUMENT_KINDS.get, key=f"kind-{file_id}")
    words = read_in(text, next((one for one in found if one.value == kind), None))
    others = ", ".join(one.shown for one in found if one.value != kind)
    also = f" · aussi possible : {plain(others)}" if others else ""
    st.caption((words or "le texte ne le dit pas") + also)
    return kind


def _date(found: Sequence[Proposal], text: str, file_id: str) -> str:
    """Ask for the date among those the text writes, or any other that is typed."""
    shown = {one.value: f"{one.shown} ({one.value})" for one in found}
    date = st.selectbox(
        "Date",
        list(shown),
        index=0 if found else None,
        format_func=lambda value: shown.get(value, value),
        key=f"date-{file_id}",
        accept_new_options=True,
        placeholder="choisir, ou écrire 2021-03-09",
        help=date_field.BRIEF,
    )
    words = read_in(text, next((one for one in found if one.value == date), None))
    st.caption(words or date_field.reading(date or ""))
    return date or ""


def _sites(
    found: Sequence[NamedSite], labels: dict[str, str], text: str, file_id: str, *, transversal: bool
) -> list[str]:
    """Ask for the sites; those that open the text are proposed, a site the study has not can be added."""
    options = {**labels, **{_NEW + _bare(one): f"{_bare(one)} (à ajouter)" for one in found if one.site is None}}
    keys = {one.site or _NEW + _bare(one): one for one in found}
    proposed = [] if transversal else [key for key, one in keys.items() if one.opens and one.site]
    chosen = st.multiselect(
        "Sites",
        list(options),
        proposed,
        format_func=lambda key: options[key],
        key=f"sites-{file_id}-{'all' if transversal else 'own'}",
        placeholder="aucun (transversal)",
    )
    words = [read_in(text, keys[key].proposal) for key in chosen if key in keys]
    others = [f"{options[key]} ({one.times} fois)" for key, one in keys.items() if key not in chosen]
    also = f"nommés aussi : {plain(', '.join(others))}" if others else ""
    st.caption(" · ".join(filter(None, [*words[:3], also])) or "le texte n’en nomme aucun")
    return chosen


def _bare(one: NamedSite) -> str:
    return one.proposal.shown.strip("[]")
