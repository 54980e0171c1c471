"""What the styles of an OpenDocument text say of its paragraphs.

Keeps the way from the style of a paragraph, and from the styles that one rests on, to a kind of block.
"""

from __future__ import annotations

import re

from lxml import etree

from corpus.readers.docx_styles import Shape
from corpus.readers.reading_text import HEADING, PARAGRAPH, QUOTATION

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
ESCAPED = re.compile(r"_([0-9a-f]{2})_")
HEADING_NAME = re.compile(r"(?:heading|titre|überschrift) ?(\d{1,2})$", re.IGNORECASE)
TITLE_NAME = re.compile(r"(?:title|titre|titre principal)$", re.IGNORECASE)
QUOTE_NAME = re.compile(r"(?:quotations?|citations?|quote|bloc de citation)$", re.IGNORECASE)


def named(name: str) -> str:
    """Full name of an element or attribute written with its usual prefix: « text:p »."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class Styles:
    """The paragraph styles of a file, each looked up once."""

    def __init__(self, *roots: etree._Element | None) -> None:
        """Read the styles of the parts given (None for a part the file has not)."""
        self._styles: dict[str, etree._Element] = {}
        for root in roots:
            for style in root.iter(named("style:style")) if root is not None else ():
                if style.get(named("style:family")) == "paragraph":
                    self._styles[style.get(named("style:name"), "")] = style

    def shape_of(self, paragraph: etree._Element) -> Shape:
        """Kind of block the paragraph makes, by its element first, then by its style."""
        name = paragraph.get(named("text:style-name"))
        by_name = self._by_name(name)
        if paragraph.tag == named("text:h"):
            level = number(paragraph, "text:outline-level", 1)
            return Shape(HEADING, min(max(level, 1), 10), by_name.title)
        return by_name

    def _by_name(self, name: str | None) -> Shape:
        """Shape given by the nearest of the styles a style rests on whose name tells one."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get(name)
            shown = (style.get(named("style:display-name")) if style is not None else None) or _unescaped(name)
            if shape := _told_by(shown):
                return shape
            name = None if style is None else style.get(named("style:parent-style-name"))
        return Shape(PARAGRAPH)


def number(element: etree._Element, attribute: str, default: int) -> int:
    """Whole number an attribute holds; ``default`` when it holds none."""
    value = element.get(named(attribute), "")
    return int(value) if value.isdecimal() and len(value) < 8 else default


def _told_by(name: str) -> Shape | None:
    if match := HEADING_NAME.match(name):
        return Shape(HEADING, min(max(int(match.group(1)), 1), 10))
    if TITLE_NAME.match(name):
        return Shape(HEADING, 1, title=True)
    return Shape(QUOTATION) if QUOTE_NAME.match(name) else None


def _unescaped(name: str) -> str:
    """Name of a style as it is shown: « Heading_20_1 » is « Heading 1 »."""
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), name)
