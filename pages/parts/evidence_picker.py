"""Choosing a passage among those already coded, and saying on which side it speaks and how strongly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from codebook import codes, codings
from codebook.codes import Code
from codebook.codings import Coding
from codebook.terms import SIDES, STRENGTH_HELP, STRENGTHS
from corpus import documents
from corpus.documents import Document
from corpus.sorting import name_key
from corpus.study import Study
from pages.parts.plain import plain
from pages.parts.reading import excerpt

SHOWN = 25


@dataclass(frozen=True)
class Piece:
    """A passage with its coding, the side it speaks on, its strength, a comment; its words and where they come from."""

    passage: str
    coding: str
    side: str
    strength: str
    comment: str
    quote: str
    title: str


def pick(study: Study, key: str, *, near: Iterable[str] = ()) -> Piece | None:
    """Show the filters, the passages and the judgement; return the piece when the person joins it.

    :param key: a name of this picker, for its widgets.
    :param near: GUIDs of sites whose documents are shown first.
    """
    papers = {document.id: document for document in documents.everything(study)}
    found = codings.everything(study)
    if not found:
        st.info("Aucun passage n’est encore codé : codez un document dans l’atelier, puis revenez le joindre ici.")
        return None
    tree = codes.by_id(study)
    kept = _filtered(found, papers, tree, key)
    groups: dict[str, list[Coding]] = {}
    for coding in sorted(kept, key=lambda one: _order(one, papers, set(near))):
        groups.setdefault(coding.passage, []).append(coding)
    shown = list(groups)[:SHOWN]
    st.caption(
        f"{len(shown)} passages montrés sur {len(groups)} qui correspondent, {len({c.passage for c in found})} codés."
    )
    if not shown:
        st.info("Aucun passage codé ne correspond : retirez un filtre.")
        return None
    passage = _passages(groups, shown, papers, tree, key)
    if passage is None:
        st.caption("Choisissez un passage pour dire ce qu’il vaut.")
        return None
    chosen = groups[passage][0]
    return _judgement(chosen, papers[chosen.document], key)


def _order(coding: Coding, papers: dict[str, Document], near: set[str]) -> tuple[bool, str, str, int]:
    paper = papers[coding.document]
    return not near & set(paper.sites), paper.date_first or "9999", paper.title, coding.start


def _filtered(
    found: Sequence[Coding], papers: dict[str, Document], tree: dict[str, Code], key: str
) -> Sequence[Coding]:
    used = {coding.document for coding in found}
    coded = {above for coding in found for above in _lineage(coding.code, tree)}
    titles = {paper.id: f"{paper.title} · {paper.date_shown}" for paper in papers.values() if paper.id in used}
    names = {code.id: " › ".join((*code.path, code.label)) for code in tree.values() if code.id in coded}
    one, two, three = st.columns(3)
    document = one.selectbox(
        "Document", list(titles), index=None, format_func=titles.__getitem__, key=f"{key}-document", placeholder="tous"
    )
    code = two.selectbox(
        "Code", list(names), index=None, format_func=names.__getitem__, key=f"{key}-code", placeholder="tous"
    )
    words = three.text_input("Mots du passage", key=f"{key}-words", type="search", live=True) or ""
    sought = name_key(words.strip())[0]
    return [
        coding
        for coding in found
        if document in (None, coding.document)
        and (code is None or code in _lineage(coding.code, tree))
        and sought in name_key(coding.quote)[0]
    ]


def _lineage(code: str | None, tree: dict[str, Code]) -> list[str]:
    """Return a code and those it stands under."""
    line = []
    while code in tree:
        line.append(code)
        code = tree[code].parent
    return line


def _passages(
    groups: dict[str, list[Coding]], shown: list[str], papers: dict[str, Document], tree: dict[str, Code], key: str
) -> str | None:
    def caption(passage: str) -> str:
        named = list(dict.fromkeys(tree[coding.code].label for coding in groups[passage]))
        return plain(f"{papers[groups[passage][0].document].title} · {', '.join(named)}")

    with st.container(height=260, border=True):
        return st.radio(
            "Passages codés",
            shown,
            index=None,
            format_func=lambda passage: (
                plain(f"« {excerpt(groups[passage][0].quote, 160)} »") if passage in groups else ""
            ),
            captions=[caption(passage) for passage in shown],
            key=f"{key}-passage",
            label_visibility="collapsed",
        )


def _judgement(coding: Coding, paper: Document, key: str) -> Piece | None:
    with st.container(border=True):
        st.text(f"« {coding.quote} »")
        st.caption(plain(f"{paper.title} · {paper.date_shown}"))
        side = st.segmented_control(
            "Ce passage parle",
            list(SIDES),
            format_func=SIDES.__getitem__,
            default="for",
            key=f"{key}-side",
            required=True,
        )
        strength = st.radio(
            "Force de la pièce",
            list(STRENGTHS),
            format_func=STRENGTHS.__getitem__,
            captions=[STRENGTH_HELP[strength] for strength in STRENGTHS],
            key=f"{key}-strength",
            help="Épreuves du suivi de processus (Van Evera 1997 ; Beach et Pedersen 2019).",
        )
        comment = st.text_input("Pourquoi il compte (facultatif)", key=f"{key}-comment", autocomplete="off")
        if st.button("Joindre ce passage", key=f"{key}-join", icon=":material/attach_file:"):
            return Piece(coding.passage, coding.id, side or "for", strength, comment, coding.quote, paper.title)
    return None


def reset(key: str) -> None:
    """Forget the passage and the comment of a picker, for the next piece; before its widgets are shown."""
    st.session_state[f"{key}-passage"] = None
    st.session_state[f"{key}-comment"] = ""
