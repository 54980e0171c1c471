"""Blocks of a web page, in reading order.

Keeps the walk through the page: headings, paragraphs, lists, quotations, tables as rows; spaces run together as a
browser runs them. Notes are told by ``html_notes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.assembly import Draft
from corpus.readers.glyphs import with_usual_signs
from corpus.readers.html_notes import Notes
from corpus.readers.line_layout import ended, opens_low
from corpus.readers.reading_text import FOOTNOTE, HEADING, LIST_ITEM, PARAGRAPH, QUOTATION, TABLE_ROW
from corpus.readers.received import Received
from corpus.readers.rows import Cell, joined, rows, within_cell

HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {"li": LIST_ITEM, "blockquote": QUOTATION, "dt": PARAGRAPH, "dd": PARAGRAPH}
BLOCKS = frozenset(
    "html body p div section article main aside header footer nav address figure figcaption form fieldset legend ul ol "
    "dl menu hr details summary center table thead tbody tfoot tr td th caption option pre dialog search hgroup "
    "noscript li blockquote dt dd h1 h2 h3 h4 h5 h6".split()
)
LEFT_OUT = frozenset(
    "head script style template iframe object embed svg math canvas audio video map datalist noframes select "
    "button input textarea noscript".split()
)
SPACES = re.compile(r"[ \t\r\n\f\v]+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DEEPEST = 200
WIDEST_SPAN = 1_000


@dataclass(slots=True, kw_only=True)
class Walk(Received):
    """State of the reading of a page."""

    title: str | None = None
    notes: Notes = field(default_factory=Notes)
    noted: int = 0
    pictures: int = 0
    hidden: int = 0
    addresses: int = 0
    too_deep: bool = False


@dataclass(slots=True)
class _Open:
    """The block under way: its words, and what the elements around it make of it."""

    walk: Walk
    drafts: list[Draft] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    size: int = 0
    calls: list[tuple[int, str]] = field(default_factory=list)
    kind: str = PARAGRAPH
    level: int | None = None
    note: str | None = None
    broken: bool = False

    def take(self, text: str | None, kept: bool = False) -> None:
        """Add text, spaces run together unless they are ``kept``."""
        if not text:
            return
        text = with_usual_signs(text)
        for rank, line in enumerate(text.splitlines() or [text] if kept else [SPACES.sub(" ", text)]):
            if rank:
                self.close()
            if not kept and (not self.parts or self.parts[-1].endswith(" ")):
                line = line.lstrip(" ")
            if line:
                self._add(line)

    def _add(self, line: str) -> None:
        if self.broken and line.strip():
            # A line broken by <br> goes on when it is in the middle of a sentence, else it is a block.
            before = "".join(self.parts)
            if not (before.strip() and not ended(before.rstrip()) and opens_low(line.lstrip())):
                self.close()
            elif not before.endswith(" "):
                line = f" {line}"
            self.broken = False
        self.parts.append(line)
        self.size += len(line)

    def close(self) -> None:
        """End the block under way."""
        text = "".join(self.parts)
        if text.strip() or self.calls:
            draft = Draft(self.kind, self.walk.received(text), self.level, note=self.note, calls=self.calls)
            self.drafts.append(draft)
        self.parts, self.size, self.calls, self.broken = [], 0, [], False


def drafts_of(root: etree._Element, walk: Walk) -> Iterator[Draft]:
    """Blocks under ``root``."""
    state = _Open(walk)
    _walk(root, state, 0)
    state.close()
    yield from state.drafts


def _walk(element: etree._Element, state: _Open, depth: int, kept: bool = False) -> None:
    """Take what stands under ``element``, in order."""
    if depth > DEEPEST:
        state.walk.too_deep = True
        state.take(" ".join(element.itertext()))
        return
    state.take(element.text, kept)
    for child in element:
        if isinstance(child.tag, str) and not _left_out(child, state.walk):
            _take(child, state, depth, kept)
        state.take(child.tail, kept)


def _left_out(element: etree._Element, walk: Walk) -> bool:
    """Whether an element is not part of what is read; pictures and hidden passages are counted."""
    tag = element.tag
    if tag in LEFT_OUT or element in walk.notes.marks:
        return True
    if tag == "img":
        walk.pictures += 1
        return True
    if element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        walk.hidden += bool("".join(element.itertext()).strip())
        return True
    return False


def _take(child: etree._Element, state: _Open, depth: int, kept: bool) -> None:
    """Take one element."""
    if child in state.walk.notes.calls:
        state.calls.append((state.size, state.walk.notes.calls[child]))
    elif child in state.walk.notes.holders:
        _note(child, state, depth)
    elif child.tag == "br":
        if kept:
            state.close()
        state.broken = True
    elif child.tag == "wbr":
        return
    elif child.tag == "table" and not _is_layout(child):
        state.close()
        state.drafts += _table(child, state.walk, depth)
    elif child.tag in BLOCKS:
        _block(child, state, depth, kept or child.tag == "pre")
    else:
        if child.tag == "a" and (child.get("href") or "").startswith(("http", "mailto:")):
            shown = "".join(child.itertext()).strip()
            state.walk.addresses += bool(shown) and shown not in (child.get("href") or "")
        _walk(child, state, depth + 1, kept)


def _block(child: etree._Element, state: _Open, depth: int, kept: bool) -> None:
    """Take a block: what was under way ends, and what it holds has its kind."""
    state.close()
    before = state.kind, state.level
    if child.tag in HEADINGS:
        state.kind, state.level = HEADING, HEADINGS[child.tag]
    elif state.note is None and (kind := KINDS.get(child.tag)) and state.kind != QUOTATION:
        state.kind = kind
    _walk(child, state, depth + 1, kept)
    state.close()
    state.kind, state.level = before


def _note(holder: etree._Element, state: _Open, depth: int) -> None:
    """Take the block of a note."""
    inner = _Open(state.walk)
    _walk(holder, inner, depth + 1)
    inner.close()
    state.close()
    parts = [draft.trimmed() for draft in inner.drafts]
    whole = joined([part for part in parts if part.text], " ", FOOTNOTE)
    whole.calls, whole.note = [], state.walk.notes.holders[holder]
    if whole.text.strip():
        state.drafts.append(whole)
    else:
        label = whole.note
        state.walk.notes.calls = {call: known for call, known in state.walk.notes.calls.items() if known != label}
        for draft in state.drafts:
            draft.calls = [call for call in draft.calls if call[1] != label]


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only lays a page out: one column, a table inside, or parts of a page in its cells."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iter("h1", "h2", "h3", "form", "blockquote"), None) is not None:
        return True
    if next(table.iterdescendants("table"), None) is not None:
        return True
    widths = [sum(cell.tag in ("td", "th") for cell in row) for row in table.iter("tr")]
    return max(widths, default=0) <= 1


def _table(table: etree._Element, walk: Walk, depth: int) -> Iterator[Draft]:
    """The caption of a table, then a block a row."""
    for caption in table.iterchildren("caption"):
        state = _Open(walk)
        _walk(caption, state, depth + 1)
        state.close()
        yield from state.drafts
    yield from rows(
        [_cell(cell, walk, depth) for cell in row if cell.tag in ("td", "th") and not _left_out(cell, walk)]
        for row in table.iter("tr")
    )


def _cell(cell: etree._Element, walk: Walk, depth: int) -> Cell:
    """A cell, its blocks set apart by « / »."""
    state = _Open(walk)
    _walk(cell, state, depth + 2)
    state.close()
    for draft in state.drafts:
        draft.kind, draft.level = TABLE_ROW, None
    return Cell(within_cell(state.drafts), _span(cell.get("colspan")), _span(cell.get("rowspan")))


def _span(value: str | None) -> int:
    """Columns or rows a cell covers."""
    value = (value or "").strip()
    return min(max(int(value), 1), WIDEST_SPAN) if value.isdecimal() and len(value) < 8 else 1
