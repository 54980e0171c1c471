"""The timeline everyone shares.

What was done, what was reached, the links people draw, and the card of a clicked mark.
"""

from datetime import date

import streamlit as st

from analytics import timeline
from codebook import links
from codebook.terms import LINK_STATUSES
from corpus import events, milestones, sites
from corpus.errors import FilRougeError
from corpus.terms import ALL_EVENT_KINDS
from pages.parts import argument, downloads, guard, menu


def filters(study, where):  # noqa: ANN001, ANN201
    """Ask which sites.

    Years, kinds and statuses are shown, and return the frames that remain, with a line that says so.
    """
    labels = sites.labels(study)
    acts, steps, joined = events.frame(study), milestones.frame(study), links.frame(study)
    if acts.empty and steps.empty:
        return acts, steps, joined, None, ""
    first = min([d.year for d in (*acts["first"].dropna(), *steps["planned_first"].dropna())], default=2020)
    last = max([d.year for d in (*acts["last"].dropna(), *steps["reached_last"].dropna())], default=first)
    with where.popover("Filtres", icon=":material/filter_alt:", width="stretch"):
        chosen = st.multiselect("Sites", list(labels), format_func=labels.get, key="timeline-sites", placeholder="tous")
        kinds = [k for k in ALL_EVENT_KINDS if k in set(acts["kind"])]
        kind = st.multiselect(
            "Genres d’événement", kinds, format_func=ALL_EVENT_KINDS.get, key="timeline-kinds", placeholder="tous"
        )
        status = st.multiselect(
            "Statut des liens",
            list(LINK_STATUSES),
            format_func=LINK_STATUSES.get,
            key="timeline-status",
            placeholder="tous",
        )
        years = (first, last)
        if first < last:
            years = st.slider("Années", first, last, (first, last), key="timeline-years")
    if chosen:
        acts = acts[acts["site"].isin(chosen) | acts["site"].isna()]
        steps = steps[steps["site"].isin(chosen) | steps["site"].isna()]
    if kind:
        acts = acts[acts["kind"].isin(kind)]
    if status:
        joined = joined[joined["status"].isin(status)]
    said = [", ".join(labels[s] for s in chosen), ", ".join(ALL_EVENT_KINDS[k] for k in kind)]
    said.append(", ".join(LINK_STATUSES[s] for s in status))
    period = None if years == (first, last) else (date(years[0], 1, 1), date(years[1], 12, 31))
    return acts, steps, joined, period, " ; ".join(part for part in said if part)


def card(study, record: str) -> None:  # noqa: ANN001
    """Show the card of a mark: an event, a milestone or a link."""
    kind, _, key = record.partition(":")
    shows = {"event": argument.event_card, "milestone": argument.milestone_card, "link": argument.show}
    try:
        shows[kind](study, key)
    except (FilRougeError, KeyError) as error:
        st.warning(str(error))


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
    acts, steps, joined, period, said = filters(study, aside)
    heading.subheader(timeline.title(acts, steps, period=period), anchor=False)
    if acts.empty and steps.empty:
        st.info("Rien n’est encore daté : ajoutez un événement ou un jalon dans la chronologie.")
        if study.member.writes:
            st.page_link(menu.CHRONOLOGY.script, label="Ouvrir la chronologie", icon=":material/event:")
        st.stop()
    picture, data, files = st.tabs(["Frise", "Tableau", "Télécharger"])
    drawing = timeline.chart(acts, steps, joined, period=period)
    with picture:
        answer = st.altair_chart(
            drawing,
            key="timeline-chart",
            on_select="rerun",
            selection_mode=timeline.SELECTION,
            alt=timeline.alt_text(acts, steps, joined),
        )
        st.caption(timeline.caption(acts, steps, joined, period=period, filters=said))
        st.caption(
            "Un trait est un argument posé par une personne, ouvert à la discussion ; il ne prouve pas une cause."
        )
        record = chosen(answer)
        if record:
            card(study, record)
        else:
            st.info("Cliquez sur une marque ou un trait pour lire ce qui est affirmé, et les passages pour et contre.")
    with data:
        st.table(timeline.table(acts, steps, joined), hide_index=True)
    with files:
        downloads.offer(
            "frise",
            drawing,
            timeline.table(acts, steps, joined),
            title=timeline.title(acts, steps, period=period),
            source=timeline.caption(acts, steps, joined, period=period, filters=said),
        )
