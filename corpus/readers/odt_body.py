"""Paragraphs, tables and notes of an OpenDocument text, in reading order.

Keeps the walk through the XML: every run of text is taken exactly once, whatever it is wrapped in. What paragraphs
become is left to ``odt``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.assembly import Draft
from corpus.readers.glyphs import with_usual_signs
from corpus.readers.odt_styles import Styles, named, number
from corpus.readers.reading_text import FOOTNOTE, LIST_ITEM, PARAGRAPH, TABLE_ROW
from corpus.readers.received import Received
from corpus.readers.rows import Cell, joined, rows, within_cell

__all__ = ["Walk", "drafts_of", "named"]

PARAGRAPHS = (named("text:p"), named("text:h"))
NOTE, BOX, FRAME = named("text:note"), named("draw:text-box"), named("draw:frame")
LEFT_OUT = {
    named("text:tracked-changes"),
    named("office:annotation"),
    named("office:annotation-end"),
    named("office:forms"),
    named("text:sequence-decls"),
    named("text:variable-decls"),
    named("text:user-field-decls"),
    named("text:note-citation"),
    named("text:ruby-text"),
    named("draw:image"),
    named("draw:object"),
}
SIGNS = {named("text:tab"): "\t", named("text:line-break"): " ", named("text:soft-page-break"): ""}
SPACES = named("text:s")
MOST_SPACES = 200
MOST_REPEATED = 200
"""Most times a repeated row or cell that holds text is taken; an empty one is taken once."""


@dataclass(slots=True, kw_only=True)
class Walk(Received):
    """State of the reading of a file; ``notes`` are put aside in the order of their calls."""

    styles: Styles
    notes: list[Draft] = field(default_factory=list)
    boxes: int = 0
    title: str | None = None


@dataclass(slots=True)
class _Words:
    """What was gathered of a paragraph: text, calls, text boxes to read after it."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    calls: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[etree._Element, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def take(self, text: str | None) -> None:
        """Add text; line breaks of the XML file are spaces."""
        if text:
            usual = with_usual_signs(text.replace("\n", " ").replace("\r", " "))
            self.parts.append(usual)
            self.size += len(usual)


def drafts_of(container: etree._Element, walk: Walk, listed: bool = False) -> Iterator[Draft]:
    """Blocks of a body, a section, a list, a text box; ``listed`` inside the items of a list."""
    for element in container:
        tag = element.tag
        if not isinstance(tag, str) or tag in LEFT_OUT:
            continue
        if tag in PARAGRAPHS:
            yield from _paragraph(element, walk, listed)
        elif tag == named("table:table"):
            yield from _rows(element, walk)
        elif tag == BOX:
            walk.boxes += 1
            yield from drafts_of(element, walk)
        elif tag in (named("text:list-item"), named("text:list-header")):
            yield from drafts_of(element, walk, listed=True)
        else:
            yield from drafts_of(element, walk, listed)


def _paragraph(element: etree._Element, walk: Walk, listed: bool) -> Iterator[Draft]:
    """The block a paragraph makes, then those of the text boxes anchored in it."""
    shape = walk.styles.shape_of(element)
    words = _Words()
    draft = _read(element, walk, words)
    draft.kind, draft.level = shape.kind, shape.level
    if listed and shape.kind == PARAGRAPH:
        draft.kind = LIST_ITEM
    if shape.title and walk.title is None and draft.text.strip():
        walk.title = draft.text.strip()
    yield draft
    for box in words.boxes:
        walk.boxes += 1
        yield from drafts_of(box, walk)


def _read(paragraph: etree._Element, walk: Walk, words: _Words) -> Draft:
    """A paragraph as a draft; its notes are read after it, so that the received text follows the reading."""
    _gather(paragraph, words, walk)
    draft = Draft(PARAGRAPH, walk.received("".join(words.parts)), calls=words.calls)
    for body, label in words.notes:
        parts = [part.trimmed() for part in drafts_of(body, walk)]
        whole = joined([part for part in parts if part.text], " ", FOOTNOTE)
        whole.note = label
        if not whole.text.strip():
            draft.calls = [call for call in draft.calls if call[1] != label]
            continue
        walk.notes.append(whole)
    return draft


def _gather(element: etree._Element, words: _Words, walk: Walk) -> None:
    """Take the text under ``element``, in order."""
    words.take(element.text)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in LEFT_OUT:
            _take(child, words, walk)
        words.take(child.tail)


def _take(child: etree._Element, words: _Words, walk: Walk) -> None:
    """Take one element met inside a paragraph."""
    if child.tag in SIGNS:
        words.take(SIGNS[child.tag])
    elif child.tag == SPACES:
        words.take(" " * min(number(child, "text:c", 1), MOST_SPACES))
    elif child.tag == NOTE:
        body = child.find(named("text:note-body"))
        if body is not None:
            kind = child.get(named("text:note-class"), "footnote")
            label = walk.label(kind, f"{len(walk.labels)}")
            words.calls.append((words.size, label))
            words.notes.append((body, label))
    elif child.tag == BOX:
        words.boxes.append(child)
    else:
        _gather(child, words, walk)


def _rows(table: etree._Element, walk: Walk) -> Iterator[Draft]:
    """One block a row; what stands in a cell is flattened."""
    boxes: list[etree._Element] = []
    yield from rows(_grid(table, walk, boxes))
    for box in boxes:
        walk.boxes += 1
        yield from drafts_of(box, walk)


def _grid(table: etree._Element, walk: Walk, boxes: list[etree._Element]) -> Iterator[list[Cell]]:
    """Cells of each row, rows of groups and repeated rows included."""
    for row in _inside(table, named("table:table-row")):
        cells = [cell for element in row for cell in _cells(element, walk, boxes)]
        times = number(row, "table:number-rows-repeated", 1) if any(cell.content.text for cell in cells) else 1
        for _ in range(min(max(times, 1), MOST_REPEATED)):
            yield cells


def _inside(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table, those of its head and of its groups too."""
    for element in container:
        if element.tag == tag:
            yield element
        elif isinstance(element.tag, str) and element.tag not in LEFT_OUT and element.tag != named("table:table"):
            yield from _inside(element, tag)


def _cells(element: etree._Element, walk: Walk, boxes: list[etree._Element]) -> Iterator[Cell]:
    """The cell an element of a row makes; those covered by a merge make none."""
    if element.tag != named("table:table-cell"):
        return
    parts = _flattened(element, walk, boxes)
    content = within_cell(parts)
    across, down = (number(element, f"table:number-{way}-spanned", 1) for way in ("columns", "rows"))
    times = number(element, "table:number-columns-repeated", 1)
    if not content.text and times > 1:
        yield Cell(content, times, down)
        return
    for _ in range(min(max(times, 1), MOST_REPEATED)):
        yield Cell(content, across, down)


def _flattened(container: etree._Element, walk: Walk, boxes: list[etree._Element]) -> list[Draft]:
    """The paragraphs of a cell, nested lists and tables included."""
    parts: list[Draft] = []
    for element in container:
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
            continue
        if element.tag in PARAGRAPHS:
            words = _Words()
            parts.append(_read(element, walk, words))
            parts[-1].kind = TABLE_ROW
            boxes += words.boxes
        elif element.tag == BOX:
            boxes.append(element)
        else:
            parts += _flattened(element, walk, boxes)
    return parts
