"""The workbench.

Open a document, mark passages with codes, look at a passage and at all the codings of the document.
"""

import streamlit as st

from codebook import codings
from corpus import changes
from pages.parts import coding_panel, guard, menu, notice, reading
from pages.parts.text_coder import checked, text_coder

PICKED, FOCUS = "workbench-picked", "workbench-focus"


def apply(event: dict) -> None:
    """Code the passage the person selected."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        opened = _document(study)
        start, end = checked(opened.text, event)
        made = codings.apply(study, opened.document.id, start, end, event["codes"], text=opened.text[start:end])
        st.session_state[PICKED] = made


def remove(event: dict) -> None:
    """Take back a coding from its card."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        codings.remove(study, [event["coding"]])


def pick(event: dict) -> None:
    """Show the codings the person clicked in the panel."""
    st.session_state[PICKED] = event["codings"]
    st.session_state["workbench-view"] = coding_panel.PASSAGE


def undo() -> None:
    """Take back the person's last change."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        last = changes.last_undoable(study)
        if last is not None:
            changes.undo(study, last.id)
            notice.later(f"Annulé : {last.label}")


def choose() -> None:
    """Put the chosen document in the address, so that it can be shared."""
    st.query_params.clear()
    st.query_params["document"] = st.session_state["workbench-document"]
    st.session_state.pop(PICKED, None)
    st.session_state.pop(FOCUS, None)


def _document(study):  # noqa: ANN001, ANN202
    document, _ = reading.asked(study)
    return reading.opened(study, document or reading.listed(study)[0])


@st.fragment
def bench(height: int) -> None:
    """Draw the text and the panel; only this part runs again when a passage is coded."""
    with guard.study(*menu.WRITERS) as study:
        notice.show()
        opened = _document(study)
        _, place = reading.asked(study)
        found = codings.of_document(study, opened.document.id)
        who = st.session_state.get("workbench-coder", "Tous")
        shown = [c for c in found if who == "Tous" or (c.coder == study.member.id) == (who == "Moi")]
        left, right = st.columns([2.35, 1], gap="small", wrap=False)
        with left:
            text_coder(
                key=f"coder-{opened.document.version}",
                text=opened.text,
                blocks=opened.blocks,
                calls=opened.calls,
                spans=reading.spans(study, shown),
                codes=opened.palette,
                focus=st.session_state.get(FOCUS) or place,
                height=height,
                on_apply=apply,
                on_remove=remove,
                on_pick=pick,
            )
        with right, st.container(height=height, border=False):
            coding_panel.show(study, opened, shown)


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
    head, coder, back = st.columns([3, 1.1, 0.9], vertical_alignment="bottom", wrap=False)
    ids = list(by_id)
    st.session_state["workbench-document"] = document.id  # the address says which; the back button changes it too
    head.selectbox(
        "Document",
        ids,
        format_func=lambda key: f"{by_id[key].title} · {by_id[key].date_shown or 'sans date'}",
        key="workbench-document",
        on_change=choose,
    )
    coder.segmented_control(
        "Codages de", ["Tous", "Moi", "Autres"], default="Tous", key="workbench-coder", required=True
    )
    back.button(
        "Annuler", icon=":material/undo:", on_click=undo, key="workbench-undo", help="Annuler mon dernier changement"
    )
    bench(height=590)
