"""A document with its codings, as the marked text wants them: what both the workbench and the document page show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.french import count
from codebook import codes, passages
from codebook.codes import Code
from codebook.codings import Coding
from corpus import documents, versions
from corpus.documents import Document
from corpus.errors import FilRougeError
from corpus.study import Study
from pages.parts import palette_codes
from pages.parts.plain import plain
from pages.parts.text_coder import Span

FIELDS = ("kind", "start", "end", "level", "speaker", "note")


@dataclass(frozen=True)
class Opened:
    """A document with its text, blocks and calls of notes (as dictionaries), and the codes of the study."""

    document: Document
    text: str
    blocks: list[dict[str, Any]]
    calls: list[dict[str, Any]]
    tree: list[Code]

    @property
    def palette(self) -> list[dict[str, Any]]:
        """The codes as the palette wants them."""
        return palette_codes.dressed(self.tree)


def opened(study: Study, document: Document) -> Opened:
    """Return a document ready to be shown.

    :raises FilRougeError: it has no text, or is not open to this member.
    """
    text = versions.text(study, document.version or "")
    segments = versions.segments(study, document.version or "")
    blocks = [{name: getattr(s, name) for name in FIELDS} for s in segments if s.kind not in versions.INSIDE]
    calls = [{"at": s.start, "note": s.note} for s in segments if s.kind == versions.CALL]
    return Opened(document, text, blocks, calls, codes.tree(study))


def spans(study: Study, found: Sequence[Coding]) -> list[Span]:
    """Return codings as stretches to draw."""
    return [
        Span(
            coding=coding.id,
            start=coding.start,
            end=coding.end,
            code=coding.code,
            coder=coding.coder_name,
            mine=coding.coder == study.member.id,
            comment=coding.comment,
        )
        for coding in found
    ]


def asked(study: Study, *, warn: bool = False) -> tuple[Document | None, tuple[int, int] | None]:
    """Return the document and the place the address names (``?document=…&at=…``); a passage or ``start-end``.

    :param warn: say when the address names what is not there, or not open; once a page.
    """
    wanted, at = st.query_params.get("document"), st.query_params.get("at")
    document = None
    try:
        if wanted:
            document = documents.get(study, wanted)
        if document and at:
            return document, _place(study, at)
    except FilRougeError as error:
        if warn:
            st.warning(plain(str(error)))
    return document, None


def _place(study: Study, at: str) -> tuple[int, int]:
    start, dash, end = at.partition("-")
    if dash and start.isdigit() and end.isdigit():
        return int(start), int(end)
    passage = passages.get(study, at)
    return passage.start, passage.end


def listed(study: Study) -> list[Document]:
    """Return the documents that have a text, by date."""
    return [document for document in documents.everything(study) if document.version]


def counted(found: Sequence[Coding]) -> str:
    """Return how many codings, on how many passages, by how many people."""
    passages_marked = len({coding.passage for coding in found})
    people = len({coding.coder for coding in found})
    return " · ".join((count(len(found), "codage"), count(passages_marked, "passage"), count(people, "codeur")))


def excerpt(quote: str, length: int = 90) -> str:
    """Return a quote shortened at a word."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0] + " …"
