"""The card of a link, to be read aloud: what is affirmed, by whom, how it stands, what speaks for and against it.

Also the cards of an event and of a milestone, with the links that touch them. Shared by the page of links and by the
timeline; what a person may not read never reaches these cards.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from codebook import evidence, links
from codebook.evidence import Evidence
from codebook.links import Link, Status
from codebook.terms import LINK_STATUSES, STRENGTH_HELP
from corpus import dates, events, milestones, sites
from corpus.study import Study
from pages.parts import menu
from pages.parts.naming import event_name, figure_mark, milestone_name, places
from pages.parts.plain import plain
from pages.parts.reading import excerpt

NATURE = (
    "Un lien est un argument posé par une personne et ouvert à la discussion, pas une cause trouvée par un programme."
)
WAITS = "Ces mots ne sont plus dans le texte actuel : le passage garde sa part au lien et attend une place."
_COLOURS = {"proposed": "gray", "supported": "blue", "confirmed": "green", "contradicted": "red", "open": "orange"}
_SIDES = (("for", "Ce qui parle pour", "Aucun passage ne parle encore pour ce lien."),
          ("against", "Ce qui parle contre", "Aucun passage ne parle encore contre ce lien."))  # fmt: skip


def status_badge(status: str) -> str:
    """Return the status of a link as a Markdown chip."""
    return f":{_COLOURS[status]}-badge[{LINK_STATUSES[status]}]"


def show(
    study: Study, link_id: str, *, compact: bool = False, take_away: Callable[[Evidence], None] | None = None
) -> None:
    """Show a link whole; ``compact`` stacks it for a narrow place, shortens quotes and folds the history.

    :param take_away: shown a piece, adds under it what removes it.
    :raises LinkError: there is none of that id, or it is not open to this member.
    """
    link = links.get(study, link_id)
    pieces = evidence.of_link(study, link_id)
    history = links.story(study, link_id)
    marks = [status_badge(link.status), f":gray-badge[{link.relation_label}]", *map(figure_mark, link.figures)]
    st.markdown(" ".join(marks))
    st.subheader(plain(link.statement), anchor=False)
    st.caption(f"Affirmé par {plain(link.author_name)}, {_day(link.made_at)}. {NATURE}")
    if link.mechanism:
        st.markdown("**Par quel chemin**")
        st.text(link.mechanism)
    _joined(study, link)
    _pieces(study, pieces, compact, take_away)
    _alternatives(study, link)
    _story(history, compact)


def _day(moment: str) -> str:
    return f"le {dates.french(moment[:10])}"


def _joined(study: Study, link: Link) -> None:
    """Say which acts and which steps the link joins, by date."""
    labels = sites.labels(study)
    acts = [act for act in events.everything(study) if act.id in link.events]
    steps = [step for step in milestones.everything(study) if step.id in link.milestones]
    with st.container(gap="xxsmall"):
        st.markdown("**Ce qui a été fait, ou est survenu**")
        for act in acts:
            _door(study, "event", act.id, event_name(act, labels))
        _hidden(len(link.events) - len(acts))
    with st.container(gap="xxsmall"):
        st.markdown("**Ce qui a été atteint, ou non**")
        for step in steps:
            _door(study, "milestone", step.id, milestone_name(step, labels))
        _hidden(len(link.milestones) - len(steps))


def _hidden(number: int) -> None:
    if number:
        st.caption(
            f"et {number} qui ne vous est pas ouvert" if number == 1 else f"et {number} qui ne vous sont pas ouverts"
        )


def _door(study: Study, kind: str, key: str, name: str) -> None:
    """Show the name of an event or a milestone as a way to it."""
    icon = ":material/event:" if kind == "event" else ":material/flag:"
    script = menu.CHRONOLOGY.script if study.member.writes else menu.TIMELINE.script
    st.page_link(script, label=plain(name), icon=icon, query_params={kind: key})


def _pieces(
    study: Study, pieces: Sequence[Evidence], compact: bool, take_away: Callable[[Evidence], None] | None
) -> None:
    columns = (st.container(), st.container()) if compact else st.columns(2)
    for column, (side, title, nothing) in zip(columns, _SIDES, strict=True):
        found = [piece for piece in pieces if piece.side == side]
        with column:
            st.markdown(f"**{title}** · {len(found)} sur {len(pieces)}" if pieces else f"**{title}**")
            if not found:
                st.caption("Aucun passage ouvert à votre lecture." if study.member.role == "committee" else nothing)
            for piece in found:
                _piece(study, piece, compact, take_away)
    if study.member.role == "committee":
        st.caption("Seuls les passages de documents ouverts au comité sont montrés et comptés ici.")


def _piece(study: Study, piece: Evidence, compact: bool, take_away: Callable[[Evidence], None] | None) -> None:
    with st.container(border=True, gap="small"):
        st.text(f"« {excerpt(piece.quote, 240) if compact else piece.quote} »")
        st.caption(plain(piece.title))
        if piece.comment:
            st.markdown(f":small[{plain(piece.comment)}]")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(
                piece.strength_label, color="gray", help=f"{piece.strength_label} : {STRENGTH_HELP[piece.strength]}"
            )
            script = menu.WORKBENCH.script if study.member.writes else menu.DOCUMENT.script
            place = {"document": piece.document, "at": piece.passage}
            if piece.waiting:
                st.badge("à replacer", icon=":material/pending_actions:", color="orange", help=WAITS)
                script, place = (menu.WAITING.script if study.member.writes else script), {"document": piece.document}
            st.page_link(script, label="Ouvrir le passage", icon=":material/format_quote:", query_params=place)
            if take_away:
                take_away(piece)


def _alternatives(study: Study, link: Link) -> None:
    st.markdown("**Ce qui pourrait l’expliquer autrement**")
    found = evidence.alternatives(study, link.id)
    if not found:
        st.caption("Aucune autre explication n’est encore envisagée : un lien gagne à en avoir.")
    labels = sites.labels(study)
    known = {event.id: event for event in events.everything(study)}
    for alternative in found:
        with st.container(gap="xxsmall"):
            st.text(f"• {alternative.text}")
            if alternative.event in known:
                _door(study, "event", alternative.event, event_name(known[alternative.event], labels))


def _story(history: Sequence[Status], compact: bool) -> None:
    place = st.expander("Histoire du statut") if compact else st.container(gap="small")
    with place:
        if not compact:
            st.markdown("**Histoire du statut**")
        for step in reversed(history):
            reason = f" : {plain(step.reason)}" if step.reason else ""
            st.markdown(f"{status_badge(step.status)} {_day(step.at)}, par {plain(step.author_name)}{reason}")


def event_card(study: Study, event_id: str) -> None:
    """Show an event and the links that stand on it.

    :raises StudyError: there is none of that id, or it is not open to this member.
    """
    event = events.get(study, event_id)
    labels = sites.labels(study)
    outside = ":gray-badge[fait extérieur] " if event.outside else ""
    st.markdown(f"{outside}:gray-badge[{plain(event.kind_label)}] :gray-badge[{event.state_label}]")
    st.subheader(plain(event.label), anchor=False)
    when = [f"tenu {event.held_shown}"] if event.held_shown else []
    when += [f"prévu {event.planned_shown}"] if event.planned_shown else []
    st.caption(plain(" · ".join([places(event.sites, labels), *when])))
    for held in event.figures:
        bearer = f" · porteur : {plain(held.bearer)}" if held.bearer else ""
        st.markdown(f"{figure_mark(held.figure)}{bearer}{' (dominante)' if held.leading else ''}")
    if event.description:
        st.text(event.description)
    _touching(study, "event", event_id)


def milestone_card(study: Study, milestone_id: str) -> None:
    """Show a milestone and the links that reach it.

    :raises StudyError: there is none of that id, or it is not open to this member.
    """
    milestone = milestones.get(study, milestone_id)
    where = sites.labels(study).get(milestone.site or "", "ensemble du projet")
    st.markdown(f":gray-badge[{milestone.module_label}] :gray-badge[{milestone.state_label}]")
    st.subheader(plain(milestone.label), anchor=False)
    when = [f"atteint {milestone.reached_shown}"] if milestone.reached_shown else []
    when += [f"prévu {milestone.planned_shown}"] if milestone.planned_shown else []
    st.caption(plain(" · ".join([where, *when])))
    if milestone.description:
        st.text(milestone.description)
    _touching(study, "milestone", milestone_id)


def _touching(study: Study, kind: str, key: str) -> None:
    """List the links that touch a record, each to be unfolded, then what a writer can do next."""
    found = links.touching(study, **{kind: key})
    st.markdown(f"**Liens** · {len(found)}" if found else "**Liens**")
    if not found:
        st.caption("Aucun lien ne s’y appuie encore.")
    for link in found:
        with st.expander(f"{status_badge(link.status)} {plain(excerpt(link.statement, 110))}"):
            show(study, link.id, compact=True)
    if not study.member.writes:
        return
    with st.container(horizontal=True):
        st.page_link(menu.LINKS.script, label="Poser un lien ici", icon=":material/add_link:", query_params={kind: key})
        st.page_link(
            menu.CHRONOLOGY.script,
            label="Modifier dans la chronologie",
            icon=":material/edit:",
            query_params={kind: key},
        )
