"""Paragraphs, tables and notes of a Word file, in reading order.

Keeps the walk through the XML: every run of text is taken exactly once, whatever it is wrapped in (links, revisions,
content controls, text boxes). What paragraphs become is left to ``docx``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.readers.assembly import Draft
from corpus.readers.docx_package import w
from corpus.readers.docx_styles import Styles
from corpus.readers.glyphs import with_usual_signs
from corpus.readers.reading_text import FOOTNOTE, TABLE_ROW
from corpus.readers.received import Received
from corpus.readers.rows import Cell, joined, rows, within_cell
from corpus.readers.strand import Strand

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("tblPr"), w("trPr"), w("tcPr"), w("sectPr"), FALLBACK}
SIGNS = {w("tab"): "\t", w("br"): " ", w("cr"): " ", w("noBreakHyphen"): "‑"}
REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


@dataclass(slots=True, kw_only=True)
class Walk(Received):
    """State of the reading of a file."""

    styles: Styles
    boxes: int = 0
    title: str | None = None


def drafts_of(container: etree._Element, walk: Walk) -> Iterator[Draft]:
    """Blocks of a body, a content control, a note."""
    for element in container:
        if element.tag == w("p"):
            yield from _paragraph(element, walk)
        elif element.tag == w("tbl"):
            yield from _rows(element, walk)
        elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:
            yield from drafts_of(element, walk)


def _paragraph(element: etree._Element, walk: Walk) -> Iterator[Draft]:
    """The block a paragraph makes, then those of the text boxes anchored in it."""
    shape = walk.styles.shape_of(element)
    boxes: list[etree._Element] = []
    strand, calls = _words(element, walk, boxes)
    draft = Draft(shape.kind, strand, shape.level, calls=calls)
    if shape.title and walk.title is None and draft.text.strip():
        walk.title = draft.text.strip()
    yield draft
    for box in boxes:
        walk.boxes += 1
        yield from drafts_of(box, walk)


def _rows(table: etree._Element, walk: Walk) -> Iterator[Draft]:
    """One block a row; what stands in a cell is flattened."""
    boxes: list[etree._Element] = []
    yield from rows([_cell(cell, walk, boxes) for cell in _row(row)] for row in _inside(table, w("tr")))
    for box in boxes:
        walk.boxes += 1
        yield from drafts_of(box, walk)


def _row(row: etree._Element) -> Iterator[etree._Element]:
    """Cells of a row."""
    return _inside(row, w("tc"))


def _inside(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row, content controls and revisions looked through."""
    for element in container:
        if element.tag == tag:
            yield element
        elif isinstance(element.tag, str) and element.tag not in LEFT_OUT and element.tag != w("tbl"):
            yield from _inside(element, tag)


def _cell(cell: etree._Element, walk: Walk, boxes: list[etree._Element]) -> Cell:
    """Text of a cell, its paragraphs set apart by « / », and its merges."""
    parts: list[Draft] = []
    for paragraph in cell.iter(w("p")):
        if _hidden(paragraph, cell):
            continue
        strand, calls = _words(paragraph, walk, boxes)
        parts.append(Draft(TABLE_ROW, strand, calls=calls))
    content = within_cell(parts)
    settings = cell.find(w("tcPr"))
    merge = None if settings is None else settings.find(w("vMerge"))
    continues = merge is not None and merge.get(w("val"), "continue") == "continue" and not content.text
    span = None if settings is None else settings.find(w("gridSpan"))
    across = (span.get(w("val")) or "1") if span is not None else "1"
    return Cell(content, int(across) if across.isdigit() and len(across) < 6 else 1, continues=continues)


def _hidden(paragraph: etree._Element, within: etree._Element) -> bool:
    """Whether the paragraph stands in a text box (read apart) or in what is left out."""
    for parent in paragraph.iterancestors():
        if parent is within:
            return False
        if parent.tag == w("txbxContent") or parent.tag in LEFT_OUT:
            return True
    return False


def _words(paragraph: etree._Element, walk: Walk, boxes: list[etree._Element]) -> tuple[Strand, list[tuple[int, str]]]:
    """Text of a paragraph and the calls of notes in it; text boxes met on the way are put aside."""
    parts: list[str] = []
    calls: list[tuple[int, str]] = []
    _gather(paragraph, parts, calls, walk, boxes)
    return walk.received("".join(parts)), calls


def _gather(
    element: etree._Element,
    parts: list[str],
    calls: list[tuple[int, str]],
    walk: Walk,
    boxes: list[etree._Element],
) -> None:
    """Take the text under ``element``, in order."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in LEFT_OUT:
            continue
        if tag == w("t"):
            text = "".join(child.itertext())
            parts.append(with_usual_signs(text.replace("\n", " ").replace("\r", " ")))
        elif tag == w("txbxContent"):
            boxes.append(child)
        elif tag in SIGNS:
            parts.append(SIGNS[tag])
        elif tag == w("sym"):
            parts.append(_sign(child))
        elif tag in REFERENCES:
            label = walk.label(REFERENCES[tag], child.get(w("id"), ""))
            calls.append((sum(map(len, parts)), label))
        else:
            _gather(child, parts, calls, walk, boxes)


def _sign(element: etree._Element) -> str:
    """Character of a symbol font."""
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return with_usual_signs(chr(code if code >= 0xF000 else code + 0xF000))


def notes_of(root: etree._Element | None, kind: str, walk: Walk) -> Iterator[Draft]:
    """Footnotes or endnotes of a part, one block each; separators are not notes."""
    for note in root.iter(w(kind)) if root is not None else ():
        if note.get(w("type")) not in (None, "normal"):
            continue
        parts = [draft.trimmed() for draft in drafts_of(note, walk)]
        whole = joined([part for part in parts if part.text], " ", FOOTNOTE)
        if whole.text:
            whole.note = walk.label(kind, note.get(w("id"), ""))
            yield whole
