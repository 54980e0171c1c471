"""What the styles of a Word file say of its paragraphs.

Keeps the way from the style of a paragraph, and from the styles that one rests on, to a kind of block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from corpus.readers.docx_package import w
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, QUOTATION

HEADING_NAME = re.compile(r"(?:heading|titre|überschrift)\s*(\d)$", re.IGNORECASE)
TITLE_NAME = re.compile(r"(?:title|titre)$", re.IGNORECASE)
QUOTE_NAME = re.compile(r"(?:intense )?(?:quote|citation)|block text$|citation intense", re.IGNORECASE)
LIST_NAME = re.compile(r"list (?:bullet|number)|liste (?:à puces|à numéros)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """Kind of block a style makes; ``title`` is set for the style of the title of the document."""

    kind: str = PARAGRAPH
    level: int | None = None
    title: bool = False


class Styles:
    """The paragraph styles of a file, each looked up once."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the styles of the part ``word/styles.xml`` (None when the file has none)."""
        self._styles: dict[str, etree._Element] = {}
        self._known: dict[str | None, Shape] = {None: Shape()}
        for style in root.iter(w("style")) if root is not None else ():
            self._styles[style.get(w("styleId"), "")] = style

    def shape_of(self, paragraph: etree._Element) -> Shape:
        """Kind of block the paragraph makes, by its own settings first, then by its style."""
        settings = paragraph.find(w("pPr"))
        if settings is None:
            return Shape()
        named = settings.find(w("pStyle"))
        shape = self._by_style(None if named is None else named.get(w("val")))
        outline = _number(settings.find(w("outlineLvl")))
        if outline is not None and outline < 9:
            return Shape(HEADING, outline + 1)
        if shape.kind == PARAGRAPH and _numbered(settings):
            return Shape(LIST_ITEM)
        return shape

    def _by_style(self, style_id: str | None) -> Shape:
        """Shape given by a style, or by the nearest of those it rests on that gives one."""
        chain: list[str | None] = []
        current = style_id
        while current not in self._known and current not in chain:
            chain.append(current)
            style = self._styles.get(current or "")
            shape = _own_shape(style)
            if shape is not None:
                self._known[current] = shape
                break
            parent = None if style is None else style.find(w("basedOn"))
            current = None if parent is None else parent.get(w("val"))
        found = self._known.get(current, Shape())
        for name in chain:
            self._known[name] = found
        return found


def _own_shape(style: etree._Element | None) -> Shape | None:
    """Shape a style gives by its own name or settings; None when it gives none."""
    if style is None:
        return None
    element = style.find(w("name"))
    name = (element.get(w("val")) if element is not None else None) or ""
    if match := HEADING_NAME.match(name):
        return Shape(HEADING, int(match.group(1)))
    if TITLE_NAME.match(name):
        return Shape(HEADING, 1, title=True)
    if QUOTE_NAME.match(name):
        return Shape(QUOTATION)
    settings = style.find(w("pPr"))
    outline = None if settings is None else _number(settings.find(w("outlineLvl")))
    if outline is not None and outline < 9:
        return Shape(HEADING, outline + 1)
    if LIST_NAME.match(name) or (settings is not None and _numbered(settings)):
        return Shape(LIST_ITEM)
    return None


def _numbered(settings: etree._Element) -> bool:
    """Whether the settings put the paragraph in a list (number 0 takes it out)."""
    numbering = settings.find(w("numPr"))
    if numbering is None:
        return False
    return _number(numbering.find(w("numId"))) != 0


def _number(element: etree._Element | None) -> int | None:
    """Whole number an element holds, if any."""
    value = None if element is None else element.get(w("val"))
    return int(value) if value is not None and value.isdigit() else None
