"""What the head of an RTF file says: the encoding of each font, the kind of each style, the title.

Keeps the reading of the font table, of the style sheet and of the information group. The text itself is left to
``rtf_body``.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from corpus.readers.docx_styles import HEADING_NAME, LIST_NAME, QUOTE_NAME, TITLE_NAME, Shape
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, QUOTATION

CHARSETS = {
    0: "cp1252",
    2: "symbol",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
PAGES = {10000: "mac_roman", 65001: "utf-8", 708: "cp1256", 936: "gbk", 950: "big5", 932: "cp932", 949: "cp949"}
WORDS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
SYMBOL_FONT = re.compile(r"(?:wingdings|symbol|webdings)\b", re.IGNORECASE)


def code_page(number: int) -> str:
    """Encoding of a Windows code page, the usual one when it is not known."""
    name = PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


@dataclass(slots=True)
class Head:
    """Encoding of the file, of its fonts by number (None for that of the file), styles by number, title."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, Shape] = field(default_factory=dict)
    title: str = ""

    def encoding_of(self, font: int | None) -> str:
        """Encoding of the bytes written in a font."""
        return self.fonts.get(font, self.encoding) if font is not None else self.encoding

    def add_font(self, number: int | None, charset: int | None, name: str) -> None:
        """Keep the encoding of a font of the table."""
        if number is None:
            return
        if SYMBOL_FONT.match(name.strip()):
            self.fonts[number] = "symbol"
        elif charset is not None and charset not in (0, 1) and charset in CHARSETS:
            self.fonts[number] = CHARSETS[charset]

    def add_style(self, number: int, name: str, outline: int | None) -> None:
        """Keep the kind of block that a style of the sheet makes."""
        name = name.strip().rstrip(";").strip()
        if match := HEADING_NAME.match(name):
            self.styles[number] = Shape(HEADING, max(1, int(match.group(1))))
        elif TITLE_NAME.match(name):
            self.styles[number] = Shape(HEADING, 1, title=True)
        elif QUOTE_NAME.match(name):
            self.styles[number] = Shape(QUOTATION)
        elif outline is not None and 0 <= outline < 9:
            self.styles[number] = Shape(HEADING, outline + 1)
        elif LIST_NAME.match(name):
            self.styles[number] = Shape(LIST_ITEM)

    def style(self, number: int) -> Shape:
        """Kind of block of a style."""
        return self.styles.get(number, Shape(PARAGRAPH))
