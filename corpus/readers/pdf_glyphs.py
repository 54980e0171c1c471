"""The signs of a page of a PDF and where they stand.

Keeps the way from what the library draws to letters: ligatures undone, accents set back on their letter, signs without
a known character marked as lost. Lines are made in ``pdf_lines``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTLine, LTPage, LTRect

from corpus.readers.glyphs import with_usual_signs
from corpus.readers.losses import LOST_SIGN

LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
UNKNOWN = re.compile(r"\(cid:\d+\)")
UNUSED = {f"(cid:{code})": "•" for code in (127, 129, 141, 143, 144, 157)}
"""Codes without a sign of their own: in the fonts every reader has, they stand for a bullet (ISO 32000-1, D.2)."""
STANDARD = ("Helvetica", "Times-", "Courier")
"""How the names of those fonts start; an embedded font has another name before it."""
ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "¸": "\u0327", "˜": "\u0303"}
UNSOUND = dict.fromkeys([*range(32), 0x7F, 0xAD]) | {9: " ", 10: " ", 13: " "}
THIN = 2.0
"""Points under which a rectangle is a rule."""
DEEPEST = 40
MOST_GLYPHS = 60_000


@dataclass(slots=True)
class Glyph:
    """A sign: its text, its box (points from the bottom left), the height of its font, whether it is bold."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    bold: bool
    size: float

    @property
    def middle(self) -> float:
        """Height of the middle of the sign on the page."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Page:
    """Signs of a page: those set upright, those set across; how many rules run each way; pictures."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Glyph] = field(default_factory=list)
    level_rules: int = 0
    upright_rules: int = 0
    drawn: dict[tuple[str, int, int], float] = field(default_factory=dict)
    cut: bool = False


def page_of(layout: LTPage) -> Page:
    """The signs of a page as the library lays them out."""
    page = Page(layout.width, layout.height)
    for item in _items(layout, 0):
        if isinstance(item, LTChar):
            if len(page.glyphs) >= MOST_GLYPHS:
                page.cut = True
                break
            _add(page, item)
        elif isinstance(item, LTLine | LTRect | LTCurve):
            page.level_rules += item.height <= THIN < item.width or (isinstance(item, LTRect) and item.width > THIN)
            page.upright_rules += item.width <= THIN < item.height or (isinstance(item, LTRect) and item.height > THIN)
    page.glyphs = _accented(page.glyphs)
    return page


def _items(container: LTContainer, depth: int) -> Iterator[object]:  # type: ignore[type-arg, unused-ignore]
    """What stands on a page, figures looked through."""
    for item in container:
        if isinstance(item, LTContainer) and not isinstance(item, LTChar):
            if depth < DEEPEST:
                yield from _items(item, depth + 1)
        else:
            yield item


@lru_cache(maxsize=10_000)
def _usual(text: str) -> str:
    """The letters of a sign as the library tells it; empty for one that says nothing."""
    return with_usual_signs(UNKNOWN.sub(LOST_SIGN, text).translate(LIGATURES).translate(UNSOUND))


@lru_cache(maxsize=1_000)
def _is_bold(font: str) -> bool:
    """Whether the name of a font says it is bold."""
    return "bold" in font.lower() or "black" in font.lower()


def _add(page: Page, item: LTChar) -> None:
    """Add one sign, unless it only fattens the one before by being drawn twice."""
    written = item.get_text()
    if written in UNUSED and item.fontname.startswith(STANDARD):
        written = UNUSED[written]
    text = _usual(written)
    if not text or item.x1 < item.x0 or not (-1e5 < item.x0 < 1e5 and -1e5 < item.y0 < 1e5):
        return
    glyph = Glyph(text, item.x0, item.x1, item.y0, item.y1, _is_bold(item.fontname), item.y1 - item.y0)
    if abs(item.matrix[1]) > abs(item.matrix[0]):
        page.across.append(glyph)
    elif glyph.size > 0 and not _drawn_twice(page, glyph):
        page.glyphs.append(glyph)


def _drawn_twice(page: Page, glyph: Glyph) -> bool:
    """Whether the same sign was drawn at the same place, as some programs do for bold."""
    if glyph.text == " ":
        return False
    x, y, near = round(glyph.x0), round(glyph.y0), 0.1 * glyph.size
    for step in (-1, 0, 1):
        drawn = page.drawn.get((glyph.text, x + step, y))
        if drawn is not None and abs(drawn - glyph.x0) < near:
            return True
    page.drawn[glyph.text, x, y] = glyph.x0
    return False


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """The signs with each accent drawn over a letter set back on it."""
    kept: list[Glyph] = []
    accent: Glyph | None = None
    for glyph in glyphs:
        if accent is not None:
            if not _set_on(accent, glyph):
                kept.append(accent)
            accent = None
        if glyph.text in ACCENTS:
            if not (kept and _set_on(glyph, kept[-1])):
                accent = glyph
            continue
        kept.append(glyph)
    return [*kept, accent] if accent is not None else kept


def _set_on(accent: Glyph, letter: Glyph) -> bool:
    """Put an accent on a letter it overlaps; whether it could."""
    shared = min(accent.x1, letter.x1) - max(accent.x0, letter.x0)
    if len(letter.text) != 1 or shared < 0.5 * min(accent.x1 - accent.x0, letter.x1 - letter.x0):
        return False
    base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text)
    whole = unicodedata.normalize("NFC", base + ACCENTS[accent.text])
    if len(whole) != 1 or not letter.text.isalpha():
        return False
    letter.text = whole
    return True
