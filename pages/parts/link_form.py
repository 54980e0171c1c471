"""The form of a link: what is joined, what is affirmed, and, when it is new, what supports it.

A new link can be posed once it affirms something; evidence and other explanations may come then or later.
"""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from codebook import evidence, links
from codebook.links import Link
from codebook.terms import RELATIONS, SIDES, STRENGTHS
from corpus import events, milestones, sites
from corpus.access import LEVELS
from corpus.study import Study
from corpus.terms import FIGURES
from pages.parts import choice, evidence_picker, guard, notice
from pages.parts.argument import NATURE
from pages.parts.evidence_picker import Piece
from pages.parts.naming import event_name, milestone_name
from pages.parts.plain import plain
from pages.parts.reading import excerpt

FILLED, READ, PIECES, PICKER, JOINED = "link-filled", "link-read", "link-pieces", "link-picker", "link-joined"
FIELDS = "events milestones relation statement mechanism figures level".split()


@st.fragment
def show(opened: str | None, preset_event: str | None = None, preset_milestone: str | None = None) -> None:
    """Show the form of a link, or of a new one that starts from an event or a milestone."""
    with guard.study("lead", "researcher") as study:
        link = links.get(study, opened) if opened else None
        _fill(link, preset_event, preset_milestone)
        st.subheader("Modifier le lien" if link else "Poser un lien", anchor=False)
        st.caption(NATURE)
        refusal = st.container()
        near = _joined(study)
        _affirmed(study)
        if link is None:
            _supported(study, near)
        _save_button(study, link, refusal)


def _fill(link: Link | None, event: str | None, milestone: str | None) -> None:
    """Put the link, or what the address preselects, in the fields once; what is typed afterwards stays."""
    state = st.session_state
    token = link.id if link else f"{choice.NEW} {event} {milestone}"
    if state.get(FILLED) == token and "link-statement" in state:
        return
    state[FILLED], state[READ], state[PIECES] = token, link, []
    blank = {"events": [event] if event else [], "milestones": [milestone] if milestone else [], "figures": []}
    for name in FIELDS:
        value = getattr(link, name) if link else blank.get(name, "")
        state[f"link-{name}"] = list(value) if isinstance(value, tuple) else value
    if link is None:
        state["link-relation"], state["link-level"] = "facilitates", None
        state["link-other"], state["link-other-event"] = "", None


def _joined(study: Study) -> list[str]:
    """Ask which events and milestones are joined; return the sites they concern."""
    labels = sites.labels(study)
    acts = {event.id: event for event in events.everything(study)}
    steps = {step.id: step for step in milestones.everything(study)}
    st.markdown("**1. Ce qui est joint**")
    if not acts or not steps:
        st.info("Un lien joint un événement à un jalon : ajoutez-les d’abord dans la chronologie.")
    for name, known in (("link-events", acts), ("link-milestones", steps)):
        st.session_state[name] = [record for record in st.session_state[name] if record in known]
    chosen_acts = st.multiselect(
        "Ce qui a été fait, ou est survenu",
        list(acts),
        format_func=lambda event: event_name(acts[event], labels),
        key="link-events",
        placeholder="un événement ou plusieurs",
        wrap=True,
    )
    chosen_steps = st.multiselect(
        "Ce qui a été atteint, ou non",
        list(steps),
        format_func=lambda step: milestone_name(steps[step], labels),
        key="link-milestones",
        placeholder="un jalon ou plusieurs",
        wrap=True,
    )
    near = {site for event in chosen_acts for site in acts[event].sites}
    return sorted(near | {site for step in chosen_steps if (site := steps[step].site)})


def _affirmed(study: Study) -> None:
    st.markdown("**2. Ce qui est affirmé**")
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    left.selectbox("L’événement…", list(RELATIONS), format_func=lambda r: f"… {RELATIONS[r]} …", key="link-relation")
    right.pills(
        "Figures à l’œuvre", list(FIGURES), format_func=FIGURES.__getitem__, selection_mode="multi", key="link-figures"
    )
    st.text_area(
        "La phrase que l’on pourra lire à voix haute",
        key="link-statement",
        height=90,
        placeholder=_opening(study),
        help="« À tel site, tel acte a facilité tel jalon, parce que… » : qui, quoi, et pourquoi.",
    )
    left, right = st.columns([2, 1])
    left.text_area(
        "Par quel chemin ? (facultatif)",
        key="link-mechanism",
        height=80,
        placeholder="Ce qui, dans l’acte, aurait fait bouger les choses.",
    )
    right.selectbox(
        "Qui peut lire",
        list(LEVELS),
        index=None,
        format_func=LEVELS.__getitem__,
        key="link-level",
        placeholder="comme ses sources",
    )


def _opening(study: Study) -> str:
    """Return how the sentence could begin, with what is chosen."""
    state, labels = st.session_state, sites.labels(study)
    acts = [events.get(study, event) for event in state["link-events"]]
    steps = [milestones.get(study, step) for step in state["link-milestones"]]
    where = " et ".join(f"À {labels[step.site]}" for step in steps[:1] if step.site) or "À …"
    act = " et ".join(f"{act.label} ({act.when})" for act in acts) or "tel acte"
    reached = " et ".join(step.label for step in steps) or "tel jalon"
    return f"{where}, {act} {RELATIONS[state['link-relation']]} {reached}, parce que…"


def _supported(study: Study, near: Sequence[str]) -> None:
    """Ask for the pieces and another explanation of a link that is not written yet."""
    state = st.session_state
    st.markdown("**3. Ce qui l’étaie, ce qui le contredit** (maintenant ou plus tard)")
    for number, piece in enumerate(state[PIECES]):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = f"{SIDES[piece.side]} · {STRENGTHS[piece.strength]} · « {excerpt(piece.quote, 90)} » ({piece.title})"
            st.markdown(f":material/attach_file: {plain(said)}")
            st.button("Retirer", key=f"link-drop-{number}", type="tertiary", on_click=_drop, args=(number,))
    if state.pop(JOINED, False):
        evidence_picker.reset(PICKER)
    with st.expander("Joindre un passage codé", icon=":material/format_quote:", key="link-picker-fold"):
        piece = evidence_picker.pick(study, PICKER, near=near)
    if piece:
        already = any(one.passage == piece.passage and one.side == piece.side for one in state[PIECES])
        state[PIECES] = state[PIECES] if already else [*state[PIECES], piece]
        state[JOINED] = True
        st.rerun()
    left, right = st.columns([2, 1])
    left.text_input("Qu’est-ce qui pourrait l’expliquer autrement ? (facultatif)", key="link-other", autocomplete="off")
    with right:
        outside_fact(study, "link-other-event")


def _drop(number: int) -> None:
    st.session_state[PIECES] = [p for n, p in enumerate(st.session_state[PIECES]) if n != number]


def outside_fact(study: Study, key: str, current: str | None = None) -> str | None:
    """Ask for the event another explanation rests on, outside facts first; return its GUID or None."""
    labels = sites.labels(study)
    found = sorted(events.everything(study), key=lambda event: not event.outside)
    names = {event.id: event_name(event, labels) for event in found}
    return st.selectbox(
        "Fait qui l’appuierait",
        list(names),
        index=list(names).index(current) if current in names else None,
        format_func=lambda event: names.get(event, ""),
        placeholder="aucun",
        key=key,
    )


def _save_button(study: Study, link: Link | None, refusal: DeltaGenerator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        saving = st.button(
            "Enregistrer" if link else "Poser ce lien", type="primary", key="link-save", shortcut="Ctrl+Enter"
        )
        if st.button("Renoncer", key="link-cancel"):
            st.session_state.pop(FILLED, None)
            choice.show("link", link.id if link else None)
            st.rerun()
        if link is None:
            st.caption("Le lien est posé sous votre nom, comme affirmation « posée ».")
    if saving:
        with refusal, notice.attempt():
            written = _save(study, link)
            st.session_state.pop(FILLED, None)
            choice.show("link", written)
            notice.done("Le lien est enregistré." if link else "Le lien est posé.")


def _save(study: Study, link: Link | None) -> str:
    """Write the link, and with a new one its pieces and other explanation, all or nothing."""
    state = st.session_state
    pieces: list[Piece] = [] if link else state[PIECES]
    with study.change("Modifier un lien" if link else "Poser un lien", level=state["link-level"] or "team"):
        written = links.save(
            study, **{n: state[f"link-{n}"] for n in FIELDS}, link=link.id if link else None, read=state[READ]
        )
        for piece in pieces:
            evidence.add(
                study,
                written,
                piece.passage,
                side=piece.side,
                strength=piece.strength,
                comment=piece.comment,
                coding=piece.coding,
            )
        if link is None and state["link-other"].strip():
            evidence.set_alternatives(study, written, [(state["link-other"], state["link-other-event"])])
    return written
