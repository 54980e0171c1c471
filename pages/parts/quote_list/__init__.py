"""The list of quotes one reads: words at a comfortable measure, quiet references, the neighbourhood unfolded in place.

Keeps the Python face of the component and the shape of what crosses the border. Finding the quotes is the affair of
``codebook.quotes``; what the person asks for is answered by the page. Texts reach the browser as text, never as HTML.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st

from codebook import signs
from codebook.codes import Code
from codebook.following import DOUBTFUL, MODIFIED
from codebook.quotes.showing import Neighbour, Quote, Shown, told

HERE = Path(__file__).parent
STATES = {MODIFIED: "mots modifiés depuis le codage", DOUBTFUL: "place à confirmer"}
EVENTS = ("open", "read", "choose", "widen")
Handler = Callable[[dict[str, Any]], None]


def _read(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


_LIST = st.components.v2.component(
    "fil_rouge_quote_list", js=_read("quote.js", "quote_list.js"), css=_read("quote_list.css"), isolate_styles=False
)


def quote_list(data: Mapping[str, Any], *, key: str, handlers: Mapping[str, Handler]) -> None:
    """Show quotes and answer what the person does with them, before the page runs again.

    Handlers, by event: ``open`` {document, at, where}, ``read`` {document}, ``choose`` {keys} (those of this window
    that are ticked now), ``widen`` {key}. Each event is answered once.
    """

    def answer(name: str) -> Callable[[], None]:
        def call() -> None:
            event = (st.session_state.get(key) or {}).get(name)
            if isinstance(event, dict) and name in handlers:
                handlers[name](event)

        return call

    _LIST(
        key=key,
        data=dict(data),
        width="stretch",
        height="content",
        on_open_change=answer("open"),
        on_read_change=answer("read"),
        on_choose_change=answer("choose"),
        on_widen_change=answer("widen"),
    )


def payload(
    shown: Shown,
    tree: Iterable[Code],
    *,
    by_document: bool,
    member: str,
    chosen: Collection[str] = (),
    widened: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return what crosses the border: quotes in groups, each a document with what is known of it.

    :param by_document: whether one document is read, its codes in order, rather than a theme over all.
    :param member: the GUID of who reads, whose codings are told apart.
    :param widened: how many paragraphs around are sent for a quote (its key); one otherwise.
    """
    codes = {code.id: code for code in tree}
    groups = []
    for document, group in groupby(shown.quotes, key=lambda quote: quote.place.document):
        quotes = list(group)
        paper = quotes[0].paper
        groups.append(
            {
                "document": document,
                "title": paper.title,
                "known": [part for part in (paper.date_shown, paper.kind_label, ", ".join(paper.sites)) if part],
                "possible": paper.possible,
                "number": shown.reading.counts.get(document, len(quotes)),
                "quotes": [_quote(shown, quote, codes, member, widened or {}) for quote in quotes],
            }
        )
    return {"groups": groups, "vertical": by_document, "chosen": sorted(chosen)}


def _quote(
    shown: Shown, quote: Quote, codes: Mapping[str, Code], member: str, widened: Mapping[str, int]
) -> dict[str, Any]:
    reach = widened.get(quote.place.key, 1)
    before, after = shown.around(quote.place, reach)
    return {
        "key": quote.place.key,
        "at": quote.at,
        "text": quote.text,
        "paragraphs": quote.paragraphs,
        "speakers": [told(speaker) for speaker in quote.speakers],
        "codes": _codes(quote, codes, member),
        "state": STATES.get(quote.state, ""),
        "copy": f"« {quote.text.strip()} » ({quote.reference})",
        "before": [_neighbour(one) for one in before],
        "after": [_neighbour(one) for one in after],
        "leadIn": quote.lead_in,
        "leadOut": quote.lead_out,
        "more": len(before) >= reach or len(after) >= reach,
    }


def _neighbour(one: Neighbour) -> dict[str, Any]:
    return {"number": one.number, "text": one.text}


def _codes(quote: Quote, codes: Mapping[str, Code], member: str) -> list[dict[str, Any]]:
    """Return the codes of a quote, each with its sign and what each coder said of it."""
    found: dict[str, list[Any]] = {}
    for mark in quote.marks:
        found.setdefault(mark.code, []).append(mark)
    return [
        {
            "label": codes[code].label,
            "path": " › ".join([*codes[code].path, codes[code].label]),
            "color": codes[code].color,
            "sign": signs.MARKS[signs.shape(codes[code].shape, codes[code].figure)],
            "coders": _coders(marks, member),
            "said": [_said(mark) for mark in marks if mark.comment or mark.facets],
        }
        for code, marks in found.items()
        if code in codes
    ]


def _coders(marks: Sequence[Any], member: str) -> list[str]:
    names = [("moi" if mark.coder == member else mark.coder_name, mark.dominant) for mark in marks]
    return list(dict.fromkeys(f"{name}, dominant" if dominant else name for name, dominant in names))


def _said(mark: Any) -> dict[str, str]:
    """Return what a coder said of a quote beyond the code."""
    facets = " · ".join(f"{name}\u00a0: {value}" for name, value in mark.facets)
    return {"who": mark.coder_name, "facets": facets, "comment": mark.comment}
