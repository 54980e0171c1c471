"""The timeline everyone shares.

What was done, what was reached, the links people draw, and the card of a clicked mark.
"""

import streamlit as st

from analytics import timeline
from analytics.timeline_filters import Kept, keep, years
from codebook import links
from codebook.terms import LINK_STATUSES
from corpus import changes, events, milestones, sites
from corpus.errors import FilRougeError
from corpus.study import about
from corpus.terms import ALL_EVENT_KINDS
from pages.parts import argument, downloads, guard, menu
from pages.parts.plain import plain

SHOWN = "timeline-shown"


def ask(study, where, span) -> Kept:  # noqa: ANN001
    """Ask which sites, kinds, statuses and years are shown; ``span`` is the first and last dated year."""
    labels = sites.labels(study)
    with where.popover("Filtres", icon=":material/filter_alt:", width="stretch"):
        lists = (
            ("Sites", labels, "timeline-sites"),
            ("Genres d’événement", ALL_EVENT_KINDS, "timeline-kinds"),
            ("Statut des liens", LINK_STATUSES, "timeline-status"),
        )
        chosen = [
            tuple(st.multiselect(name, list(terms), format_func=terms.get, key=key, placeholder="tous"))
            for name, terms, key in lists
        ]
        years = st.slider("Années", *span, span, key="timeline-years") if span[0] < span[1] else span
    return Kept(*chosen, years=None if tuple(years) == span else tuple(years))


@st.cache_data(max_entries=64, show_spinner="Dessin de la frise…")
def drawn(_frames, study: str, revision: int, member: str, kept: Kept) -> dict:  # noqa: ANN001
    """Return the drawing for one state of one study, as one person reads it; a click does not draw it again."""
    return timeline.chart(*_frames, period=kept.period).to_dict()


@st.dialog("Ce que dit cette marque", position="right", width="medium")
def card(record: str) -> None:
    """Show the card of a mark, an event, a milestone or a link, in a drawer beside the drawing."""
    kind, _, key = record.partition(":")
    shows = {
        "event": argument.event_card,
        "milestone": argument.milestone_card,
        "link": lambda study, link: argument.show(study, link, compact=True),
    }
    with guard.study() as study:
        try:
            shows[kind](study, key)
        except (FilRougeError, KeyError) as error:
            st.warning(plain(str(error)))


def offer_card(record: str | None) -> None:
    """Open the card of a mark when it is newly chosen, and let it be opened again."""
    if record is None:
        st.session_state[SHOWN] = None
        st.info("Cliquez sur une marque ou un trait pour lire ce qui est affirmé, et les passages pour et contre.")
        return
    again = st.button("Rouvrir la carte de la marque choisie", icon=":material/chat_bubble:", key="timeline-again")
    if again or st.session_state.get(SHOWN) != record:
        st.session_state[SHOWN] = record
        card(record)


def chosen(answer) -> str | None:  # noqa: ANN001
    """Return the record that was clicked, else the one the address names, and keep the address shareable."""
    marks = (answer or {}).get("selection", {}).get(timeline.SELECTION) or []
    if marks:
        record = marks[0]["record"]
        kind, _, key = record.partition(":")
        for other in ("event", "milestone", "link"):
            if other != kind and other in st.query_params:
                del st.query_params[other]
        if st.query_params.get(kind) != key:
            st.query_params[kind] = key
        return str(record)
    for kind in ("link", "event", "milestone"):
        if kind in st.query_params:
            return f"{kind}:{st.query_params[kind]}"
    return None


with guard.study() as study:
    heading, aside = st.columns([6, 1], vertical_alignment="bottom")
    whole = events.frame(study), milestones.frame(study), links.frame(study)
    span = years(*whole[:2])
    if span is None:
        heading.subheader("Frise", anchor=False)
        st.info("Rien n’est encore daté : ajoutez un événement ou un jalon dans la chronologie.")
        if study.member.writes:
            st.page_link(menu.CHRONOLOGY.script, label="Ouvrir la chronologie", icon=":material/event:")
        st.stop()
    kept = ask(study, aside, span)
    frames = keep(*whole, kept)
    said = kept.said(sites.labels(study), ALL_EVENT_KINDS, LINK_STATUSES)
    if not study.member.writes:
        said = " ; ".join(part for part in ("ce qui est ouvert au comité", said) if part)
    title = timeline.title(*frames[:2], period=kept.period)
    mark = "Données fictives. " if about(study)["fictitious"] else ""
    source = mark + timeline.caption(*frames, period=kept.period, filters=said)
    heading.subheader(title, anchor=False)
    picture, data, files = st.tabs(["Frise", "Tableau", "Télécharger"])
    with picture:
        answer = st.vega_lite_chart(
            spec=drawn(frames, str(study.file.path), changes.revision(study), study.member.id, kept),
            key="timeline-chart",
            on_select="rerun",
            selection_mode=timeline.SELECTION,
            alt=timeline.alt_text(*frames),
        )
        st.caption(source)
        st.caption(
            "Un trait est un argument posé par une personne, ouvert à la discussion ; il ne prouve pas une cause."
        )
        offer_card(chosen(answer))
    with data:
        st.table(timeline.table(*frames), hide_index=True)
    with files:
        downloads.offer(
            "frise",
            lambda: timeline.chart(*frames, period=kept.period),
            timeline.table(*frames),
            title=title,
            source=source,
        )
