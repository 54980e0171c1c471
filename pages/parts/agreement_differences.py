"""Where two readings of a document differ, paragraph by paragraph, each difference with its number and its decision."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.french import count
from codebook import settling
from codebook.agreement import reading
from codebook.agreement.reading import Finished
from codebook.codes import Code
from codebook.disagreements import Compared, Disagreement
from corpus import versions
from corpus.documents import Document
from corpus.study import Study
from pages.parts import agreement_pair, agreement_settle, agreement_sides, menu
from pages.parts.agreement_sides import Mark

ALL = ""
PAGE = 12  # paragraphs shown at once
TEXT_COLOUR = "#7F7F7F"  # of what both marked alike


def show(study: Study, done: Finished, tree: Mapping[str, Code]) -> None:
    """Ask for a pair, a document and a code, then show the paragraphs where the pair differs."""
    left, middle, right = st.columns([1.1, 2, 1.4], vertical_alignment="bottom")
    with left:
        pair = agreement_pair.chosen(done)
    papers = [p for p in done.papers if all(coder in done.coders[p.id] for coder in pair)]
    if not papers:
        st.info("Ces deux personnes n’ont fini aucun document ensemble : choisissez une autre paire.")
        return
    everything = {paper.id: settling.compared(study, paper.id, pair) for paper in papers}
    with middle:
        paper = _document(papers, everything)
    found = everything[paper.id]
    with right:
        code = _code(found, tree)
    _state(study, found, code)
    _paragraphs(study, found, code, done, tree)


def _document(papers: Sequence[Document], found: Mapping[str, Compared]) -> Document:
    by_id = {paper.id: paper for paper in papers}
    asked = st.query_params.get("document")
    # The address says which document, so that it can be shared; a widget alone would forget it on another page.
    st.session_state["agreement-document"] = asked if asked in by_id else papers[0].id

    def label(key: str) -> str:
        left = sum(one.open for one in found[key].disagreements)
        return f"{by_id[key].title} · {f'{left} à trancher' if left else 'tout est tranché'}"

    def follow() -> None:
        st.query_params["document"] = st.session_state["agreement-document"]
        agreement_settle.close()

    return by_id[st.selectbox("Document", list(by_id), format_func=label, key="agreement-document", on_change=follow)]


def _code(found: Compared, tree: Mapping[str, Code]) -> str | None:
    numbers: dict[str, int] = {}
    for one in found.disagreements:
        numbers[one.code] = numbers.get(one.code, 0) + 1
    options = [ALL, *(code for code in tree if code in numbers)]
    asked = st.query_params.get("code")
    if asked in options and "agreement-code" not in st.session_state:
        st.session_state["agreement-code"] = asked
    if st.session_state.get("agreement-code") not in options:
        st.session_state["agreement-code"] = ALL
    picked = st.selectbox(
        "Code",
        options,
        format_func=lambda code: "tous" if code == ALL else f"{tree[code].label} ({numbers[code]})",
        key="agreement-code",
    )
    return None if picked == ALL else picked


def _state(study: Study, found: Compared, code: str | None) -> None:
    """Say how many disagreements there are, and let a decision whose text only moved be confirmed."""
    kept = [one for one in found.disagreements if code in (None, one.code)]
    waiting = sum(not one.settled for one in kept)
    again = sum(bool(one.settled) and one.open for one in kept)
    said = [count(len(kept), "désaccord"), f"{waiting} à trancher"]
    said += [f"{again} à revoir"] if again else []
    said += [f"{len(found.alike)} passages identiques"] if len(found.alike) > 1 else []
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(" · ".join(said))
        st.toggle(
            "Tous les paragraphes", key="agreement-all", help="Montrer aussi ceux où les deux lectures concordent."
        )
    for orphan in found.orphans:
        agreement_settle.orphan(study, orphan)


def _paragraphs(study: Study, found: Compared, code: str | None, done: Finished, tree: Mapping[str, Code]) -> None:
    version = found.document.version or ""
    text = versions.text(study, version)
    kept = [one for one in found.disagreements if code in (None, one.code)]
    blocks = reading.paragraphs(study, version)
    if not st.session_state.get("agreement-all"):
        blocks = [b for b in blocks if any(one.start < b[1] and b[0] < one.end for one in kept)]
    if not kept and not st.session_state.get("agreement-all"):
        st.success("Les deux lectures concordent partout" + ("." if code is None else " pour ce code."))
        return
    numbers = {one.id: number for number, one in enumerate(kept, start=1)}
    shown = _page(blocks, kept)
    names = (done.names[found.pair[0]], done.names[found.pair[1]])
    sides = _sides(found, kept, numbers, code, tree)
    for start, end in shown:
        with st.container(border=True, gap="small"):
            agreement_sides.paragraph(text, start, end, names, sides)
            for one in kept:
                if start <= one.start < end:
                    agreement_settle.card(study, one, numbers[one.id], text, names, tree[one.code])
            _open_in_workbench(found.document, start, end)


def _page(blocks: Sequence[tuple[int, int]], kept: Sequence[Disagreement]) -> Sequence[tuple[int, int]]:
    """Return the paragraphs of the page asked for, the one of the disagreement being settled first of all."""
    pages = -(-len(blocks) // PAGE)
    if pages < 2:
        return blocks
    being = next((one for one in kept if one.id == agreement_settle.opened()), None)
    if being is not None and agreement_settle.just_moved():
        at = next((n for n, block in enumerate(blocks) if block[0] <= being.start < block[1]), 0)
        st.session_state["agreement-page"] = at // PAGE + 1
    if st.session_state.get("agreement-page", 1) > pages:
        st.session_state["agreement-page"] = pages
    number = st.pagination(pages, key="agreement-page")
    return blocks[(number - 1) * PAGE : number * PAGE]


def _sides(
    found: Compared,
    kept: Sequence[Disagreement],
    numbers: Mapping[str, int],
    code: str | None,
    tree: Mapping[str, Code],
) -> tuple[list[Mark], list[Mark]]:
    """Return what each person marked: disagreements by number, and what both marked alike without one."""
    shared = [Mark(s, e, tree[c].label, TEXT_COLOUR) for c, s, e in found.alike if code in (None, c)]
    sides: tuple[list[Mark], list[Mark]] = ([*shared], [*shared])
    for one in kept:
        look = (tree[one.code].label, tree[one.code].color, numbers[one.id])
        for side, places in zip(sides, (one.meeting.first, one.meeting.second), strict=True):
            side += [Mark(start, end, *look) for start, end in places]
    return sides


def _open_in_workbench(document: Document, start: int, end: int) -> None:
    st.page_link(
        menu.WORKBENCH.script,
        label="Lire dans le document",
        icon=":material/article:",
        query_params={"document": document.id, "at": f"{start}-{end}"},
    )
