"""Beside the text: where the person at work stands with a document, what she has read of it, and that she has finished.

Shown in the panel of the workbench; the acts are done before the page runs again.
"""

from collections.abc import Callable

import streamlit as st

from analytics.french import count
from codebook import assignments, codings, progress, sealing
from codebook.assignments import Assignment
from corpus.study import Study
from pages.parts import coding_card, guard, menu, notice

_HIDDEN = "À l’aveugle : les codages des autres vous sont cachés jusqu’à ce que vous ayez terminé."


def show(study: Study, document: str) -> None:
    """Show the state of a document for this member in one line, with the act of every paragraph; the rest unfolds."""
    mine = assignments.of_pair(study, document)
    known = progress.of_document(study, document)
    up_to = _chosen_end(study, document)
    hides = mine is not None and mine.hides
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="reading-progress"):
        with st.popover(
            f"Codé à {known.share} %" + (" · terminé" if mine is not None and mine.state == "finished" else ""),
            icon=":material/visibility_off:" if hides else ":material/check:" if known.share == 100 else None,
            help=_HIDDEN if hides else "Où vous en êtes de ce document",
        ):
            _state(study, document, mine)
            read, whole = len(known.read), len(known.paragraphs)
            st.progress(known.share / 100, text=f"{count(read, 'paragraphe lu', 'paragraphes lus')} sur {whole}")
            with st.container(horizontal=True, gap="small"):
                _act("Tout est lu", "all", lambda acting: progress.mark_all(acting, document), disabled=read == whole)
                _act("Rien", "none", lambda acting: progress.mark_all(acting, document, read=False), disabled=not read)
            _finish(document, mine, whole - read)
        _act(
            "Lu jusqu’ici",
            "up-to",
            lambda acting: progress.mark_up_to(acting, document, up_to or 0, version=known.version),
            disabled=up_to is None,
            help_=_up_to_help(up_to),
        )


def _chosen_end(study: Study, document: str) -> int | None:
    """Return where the passage chosen in the text ends, in code points."""
    picked = codings.among(study, st.session_state.get(coding_card.PICKED, []))
    ends = [coding.end for coding in picked if coding.document == document]
    return max(ends, default=None)


def _up_to_help(up_to: int | None) -> str:
    if up_to is None:
        return "Choisissez un passage codé, ou tapez L dans le texte : ce qui précède le curseur est marqué lu."
    return "Marquer lu jusqu’au passage choisi, son paragraphe compris. Au clavier : L dans le texte."


def _state(study: Study, document: str, mine: Assignment | None) -> None:
    if mine is None:
        st.caption("Ce document ne vous est pas confié.")
        return
    words = {"asked": "À coder par vous", "begun": "Vous le codez", "finished": "Vous l’avez terminé"}[mine.state]
    manner = sealing.manner(study, mine)
    st.markdown(f"**{words}**" + (" · à l’aveugle" if mine.blind else ""))
    if mine.hides:
        st.caption(_HIDDEN)
    if manner == sealing.OPENED:
        late = sealing.late(study, document) if mine.state == "finished" else 0
        st.caption(
            f"{count(late, 'codage posé', 'codages posés')} depuis : ce n’est plus à l’aveugle."
            if late
            else "Les codages des autres vous ont déjà été ouverts : ce n’est plus tout à fait à l’aveugle."
        )


def _finish(document: str, mine: Assignment | None, unread: int) -> None:
    if mine is not None and mine.state == "finished":
        st.caption(_resuming(mine))
        _act("Reprendre ce document", "resume", lambda acting: assignments.resume(acting, document))
        return
    left = f"{count(unread, 'paragraphe n’est pas marqué lu', 'paragraphes ne sont pas marqués lus')}. "
    st.caption((left if unread else "") + "Terminé, le document entre dans la mesure de l’accord.")
    if mine is not None and mine.hides:
        st.caption("Les codages des autres vous seront alors ouverts ; revenir ensuite sur les vôtres se verra.")
    _act("J’ai terminé", "finish", lambda acting: assignments.finish(acting, document), primary=True)


def _resuming(mine: Assignment) -> str:
    if mine.blind:
        return "Si vous le reprenez, les autres codages seront de nouveau cachés ; il sera noté qu’ils étaient ouverts."
    return "Si vous le reprenez, il ne compte plus comme terminé."


def _act(
    label: str,
    key: str,
    act: Callable[[Study], object],
    *,
    disabled: bool = False,
    help_: str | None = None,
    primary: bool = False,
) -> None:
    def done() -> None:
        with notice.attempt_later(), guard.acting(*menu.WRITERS) as acting:
            act(acting)

    st.button(
        label,
        key=f"reading-{key}",
        on_click=done,
        disabled=disabled,
        help=help_,
        type="primary" if primary else "secondary",
    )
