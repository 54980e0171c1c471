"""The workbench.

Open a document, mark passages with codes, look at a passage and at all the codings of the document. What is marked is
written by the routes of the marked text; this page runs when the person rests, or asks for another view.
"""

import streamlit as st

from corpus import changes, undoing
from pages.parts import coding_filter, coding_panel, guard, keyboard_help, menu, notice, reading, text_route, ticket
from pages.parts.text_coder import definition, text_desk

PICKED, FOCUS, TICKET = coding_panel.PICKED, coding_panel.FOCUS, "workbench-ticket"
HEIGHT, DEFINITION = 536, 132


def follow(event: dict) -> None:
    """Show what was just coded; a gesture that made nothing leaves the panel on what it shows."""
    if event.get("codings"):
        coding_panel.show_next(event["codings"])


def pick(event: dict) -> None:
    """Show the codings the person clicked."""
    coding_panel.show_next(event["codings"])


def undo() -> None:
    """Take back the person's last act."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        notice.later(undoing.undo(study).label)


def redo() -> None:
    """Do again what the person undid last."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        notice.later(undoing.redo(study).label)


def choose() -> None:
    """Put the chosen document in the address, so that it can be shared."""
    st.query_params.clear()
    st.query_params["document"] = st.session_state["workbench-document"]
    st.session_state.pop(PICKED, None)
    st.session_state.pop(FOCUS, None)


def _document(study):  # noqa: ANN001, ANN202
    document, _ = reading.asked(study)
    return document or reading.listed(study)[0]


def _ticket(study, document) -> str:  # noqa: ANN001
    """Return the ticket of this session for the text on the screen, another one when it is half over."""
    path = guard.study_path()
    assert path is not None  # the guard has let the session in
    kept = st.session_state.get(TICKET)
    mine = (str(path), document.version, study.member.id)
    if kept is None or kept[0] != mine or ticket.half_over(kept[1]):
        kept = (mine, ticket.give(path, document.id, document.version, study.member.id))
        st.session_state[TICKET] = kept
    return str(kept[1])


@st.fragment
def bench(height: int) -> None:
    """Draw the text and the panel; only this part runs again when a passage is coded."""
    with guard.study(*menu.WRITERS) as study:
        notice.show()
        document = _document(study)
        _, place = reading.asked(study)
        left, right = st.columns([2.35, 1], gap="small", wrap=False)
        with left:
            text_desk(
                key=f"coder-{document.version}",
                desk={
                    "address": text_route.ADDRESS,
                    "version": document.version,
                    "ticket": _ticket(study, document),
                    "me": study.member.id,
                    "revision": changes.revision(study),
                },
                shown=coding_filter.chosen(),
                focus=st.session_state.get(FOCUS) or place,
                height=height,
                on_changed=follow,
                on_pick=pick,
            )
        with right:
            with st.container(height=height - DEFINITION - 14, border=False):
                coding_panel.show(study, document)
            definition(key="workbench-definition", height=DEFINITION)


with guard.study(*menu.WRITERS) as study:
    papers = reading.listed(study)
    if not papers:
        st.title("Atelier")
        st.info("Aucun document à coder : importez un compte-rendu, une note ou un entretien.")
        st.page_link(menu.IMPORT.script, label="Importer un document", icon=":material/upload_file:")
        st.stop()
    document, _ = reading.asked(study, warn=True)
    document = document or papers[0]
    by_id = {paper.id: paper for paper in papers}
    name, head, coder, back = st.columns([0.72, 2.5, 1.05, 1.85], vertical_alignment="bottom", wrap=False)
    name.title("Atelier")
    ids = list(by_id)
    st.session_state["workbench-document"] = document.id  # the address says which; the back button changes it too
    head.selectbox(
        "Document",
        ids,
        format_func=lambda key: f"{by_id[key].title} · {by_id[key].date_shown or 'sans date'}",
        key="workbench-document",
        on_change=choose,
    )
    with coder:
        coding_filter.whose()
    with back, st.container(horizontal=True, wrap=False, gap="small"):
        st.button(
            "Annuler", icon=":material/undo:", on_click=undo, key="workbench-undo",
            help="Annuler mon dernier geste, où qu’il soit dans l’étude (Ctrl+Z)",
        )  # fmt: skip
        st.button(
            "Rétablir", icon=":material/redo:", on_click=redo, key="workbench-redo",
            help="Refaire ce que je viens d’annuler (Ctrl+Maj+Z)",
        )  # fmt: skip
        keyboard_help.show()
    bench(height=HEIGHT)
