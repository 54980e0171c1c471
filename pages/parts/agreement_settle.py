"""One disagreement: who marked what, what was decided, and the form in which the pair decides."""

from collections.abc import Sequence

import streamlit as st

from codebook import settling
from codebook.codes import Code
from codebook.disagreements import CHOICES, Disagreement, Settlement
from corpus.study import Study
from pages.parts import agreement_bounds, notice
from pages.parts.plain import plain
from pages.parts.reading import excerpt

OPEN, MOVED, REASON = "agreement-open", "agreement-moved", "agreement-reason"


def opened() -> str | None:
    """Return the disagreement whose form is open."""
    return st.session_state.get(OPEN)


def open_one(disagreement: str | None) -> None:
    """Open the form of a disagreement, or none; made for the callback of a button."""
    st.session_state[OPEN] = disagreement
    st.session_state[MOVED] = disagreement is not None
    agreement_bounds.forget()


def close() -> None:
    """Close the form."""
    open_one(None)


def just_moved() -> bool:
    """Say, once, whether the form was opened since the last run."""
    return bool(st.session_state.pop(MOVED, False))


def card(study: Study, one: Disagreement, number: int, text: str, names: tuple[str, str], code: Code) -> None:
    """Show a disagreement and its decision; the form when it is open."""
    line, act = st.columns([5, 1], vertical_alignment="center", gap="small")
    with line:
        st.markdown(f"**{number}. {plain(code.label)}** — {plain(_who(one, text, names))}")
        for decided in one.settled:
            _decision(decided, text, names)
    is_open = opened() == one.id
    act.button(
        "Fermer" if is_open else "Revoir" if one.settled else "Trancher",
        key=f"settle-open-{one.id}",
        on_click=open_one,
        args=(None if is_open else one.id,),
        width="stretch",
    )
    if is_open:
        _form(study, one, text, names)


def _who(one: Disagreement, text: str, names: tuple[str, str]) -> str:
    sides = (one.meeting.first, one.meeting.second)
    return " ; ".join(f"{name} : {_quoted(text, places)}" for name, places in zip(names, sides, strict=True))


def _quoted(text: str, places: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"« {excerpt(text[start:end], 80)} »" for start, end in places) or "rien"


def _decision(decided: Settlement, text: str, names: tuple[str, str]) -> None:
    said = f"Tranché par {decided.author_name} : {said_choice(decided.choice, names)}. {decided.reason}"
    st.markdown(f":material/gavel: {plain(said)}")
    if decided.choice in ("both", "other") and decided.places:
        st.caption(plain(f"Retenu : {_quoted(text, decided.places)}"))
    if decided.stale:
        st.badge(f"À revoir : {', '.join(decided.stale)}", icon=":material/update:", color="orange")


def said_choice(choice: str, names: tuple[str, str]) -> str:
    """Return a choice with the names of the pair."""
    return {
        "first": f"la lecture de {names[0]}",
        "second": f"la lecture de {names[1]}",
        "both": "les deux lectures réunies",
        "neither": "aucune des deux",
        "other": "d’autres bornes",
    }[choice]


def _form(study: Study, one: Disagreement, text: str, names: tuple[str, str]) -> None:
    with st.container(border=True, gap="small", key="agreement-form"):
        choice = st.radio(
            "Ce que vous retenez",
            list(CHOICES),
            index=None,
            format_func=lambda key: said_choice(key, names).capitalize(),
            horizontal=True,
            key=f"settle-choice-{one.id}",
        )
        places: tuple[tuple[int, int], ...] = ()
        if choice == "other":
            places = (agreement_bounds.ask(one, text),)
        elif choice:
            st.caption(plain(f"Sera retenu : {_quoted(text, _retained(one, choice))}"))
        reason = st.text_input("Raison (obligatoire)", key=f"{REASON}-{one.id}", placeholder="Ce qui vous a décidés")
        with st.container(horizontal=True):
            if st.button(
                "Trancher", type="primary", key="settle-save", icon=":material/gavel:", disabled=choice is None
            ):
                _save(study, one, str(choice), reason, places, text)
            stale = [decided for decided in one.settled if decided.stale]
            if stale and st.button("Toujours valable", key="settle-confirm", icon=":material/check:"):
                _do(lambda: settling.confirm(study, stale), "Décision confirmée.")
            if one.settled and st.button("Rouvrir", key="settle-withdraw", icon=":material/undo:"):
                _do(
                    lambda: settling.withdraw(study, [d.id for d in one.settled]), "Le désaccord est de nouveau ouvert."
                )


def _retained(one: Disagreement, choice: str) -> tuple[tuple[int, int], ...]:
    return {"first": one.meeting.first, "second": one.meeting.second, "both": one.meeting.both}.get(choice, ())


def _save(
    study: Study, one: Disagreement, choice: str, reason: str, places: Sequence[tuple[int, int]], text: str
) -> None:
    with notice.attempt():
        words = text[slice(*places[0])] if places else None
        settling.settle(study, one, choice, reason, places=places, text=words)
        _next(study, one)
        notice.done("Désaccord tranché ; les premières lectures n’ont pas changé.")


def _do(act, said: str) -> None:  # noqa: ANN001
    with notice.attempt():
        act()
        close()
        notice.done(said)


def _next(study: Study, done: Disagreement) -> None:
    """Open the next disagreement of the document that waits, of the same code when one is chosen."""
    code = st.session_state.get("agreement-code") or None
    waiting = [
        one
        for one in settling.compared(study, done.document, done.pair).disagreements
        if one.open and code in (None, one.code)
    ]
    after = [one for one in waiting if (one.start, one.end, one.code) > (done.start, done.end, done.code)]
    open_one(next((one.id for one in (*after, *waiting)), None))


def orphan(study: Study, one: Settlement) -> None:
    """Show a decision that no disagreement answers any more, and let it go."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        said = (
            f"Une décision de {one.author_name} ne porte plus sur un désaccord : {', '.join(one.stale)}. {one.reason}"
        )
        st.markdown(f":material/update: {plain(said)}")
        if st.button("Retirer cette décision", key=f"settle-drop-{one.id}"):
            _do(lambda: settling.withdraw(study, [one.id]), "Décision retirée ; l’historique peut l’annuler.")
