"""A paragraph as each of two people marked it, drawn side by side: where they differ is numbered, the rest is quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.parts.plain import plain

LANES = 4  # codes underlined one above another before they share a line
STYLE = """
<style>
.fr-side { line-height: 1.85; overflow-wrap: anywhere; white-space: pre-wrap; }
.fr-side mark { background: none; color: inherit; padding-bottom: 1px; }
.fr-side mark.differs { background: rgba(127, 127, 127, 0.22); font-weight: 600; }
.fr-side sup { font-size: 0.72em; font-weight: 700; margin-right: 1px; }
</style>
"""


@dataclass(frozen=True)
class Mark:
    """A stretch ``[start, end)`` of the document one person marked; ``number`` names a disagreement, None if shared."""

    start: int
    end: int
    label: str
    colour: str
    number: int | None = None


Side = Sequence[Mark]


def paragraph(text: str, start: int, end: int, names: tuple[str, str], marks: tuple[Side, Side]) -> None:
    """Show ``text[start:end]`` twice, with what each person marked in it."""
    for column, name, marked in zip(st.columns(2, gap="medium"), names, marks, strict=True):
        with column:
            st.caption(plain(name))
            st.html(f'{STYLE}<div class="fr-side" lang="fr">{drawn(text, start, end, marked)}</div>')


def drawn(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Return a stretch of text as HTML, every word of it escaped, cut wherever a mark begins or ends."""
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = {start, end}
    for mark in inside:
        edges |= {max(start, mark.start), min(end, mark.end)}
    cuts = sorted(edges)
    numbered: set[int] = set()
    pieces = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        here = [mark for mark in inside if mark.start <= low and high <= mark.end]
        fresh = sorted({m.number for m in here if m.number is not None} - numbered)
        numbered |= set(fresh)
        pieces.append(_piece(escape(text[low:high]), here, fresh))
    return "".join(pieces)


def _piece(words: str, here: Sequence[Mark], fresh: Sequence[int]) -> str:
    if not here:
        return words
    shadows = ", ".join(f"0 {2 + 3 * lane}px 0 0 {escape(mark.colour)}" for lane, mark in enumerate(here[:LANES]))
    names = escape(", ".join(dict.fromkeys(mark.label for mark in here)), quote=True)
    differs = ' class="differs"' if any(mark.number is not None for mark in here) else ""
    signs = f"<sup>{','.join(map(str, fresh))}</sup>" if fresh else ""
    return f'{signs}<mark{differs} style="box-shadow: {shadows}" title="{names}">{words}</mark>'
