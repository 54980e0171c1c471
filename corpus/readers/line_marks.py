"""What a line of plain text announces by its first signs: a heading, an item, a row, a caption.

Keeps the shapes that start a block of their own. Whether the line before was over is left to ``paragraphs``.
"""

from __future__ import annotations

import re

from corpus.readers.glyphs import LIST_SIGNS

NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,5})\.?\s+(?=[^\W\d_])")
CHAPTER = re.compile(r"(?:\d{1,2}\.|[IVX]{1,5}\s?[./–-])\s*(?=[^\W\d_])")
NAMED_PART = re.compile(
    r"(?:annexes?|chapitre|partie|section|introduction|conclusion|r[ée]sum[ée]|abstract|bibliographie|sommaire|"
    r"remerciements|glossaire|avant-propos|pr[ée]ambule)\b",
    re.IGNORECASE,
)
LETTERED = re.compile(r"([A-Z])\)\s+(?=[A-ZÀ-Ý])")
CAPTION = re.compile(r"(?:Figure|Tableau|Graphique|Schéma|Encadré|Carte)\s+\d+\s*[:_.–-]\s*\S")
ITEM = re.compile(
    rf"(?:[{re.escape(LIST_SIGNS)}]|[-–—*](?=\s)|o(?=\s+[A-ZÀ-Ý])|[a-zA-Z]\)\s|[A-Z]-\s(?=[A-ZÀ-Ý])|\d{{1,2}}\)\s|\d{{1,2}}\.\s)"
)
STRONG_ITEM = re.compile(rf"[{re.escape(LIST_SIGNS)}]")
ENTRY = re.compile(r"[A-ZÀ-Ý][\w’'.-]*(?: [\w’'.-]+){0,2}\s?:\s?\S")
LONGEST_HEADING = 130


def is_caption(text: str) -> bool:
    """Whether the line is the caption of a figure or a table."""
    return CAPTION.match(text) is not None


def is_item(text: str) -> bool:
    """Whether the line opens an item of a list."""
    return ITEM.match(text) is not None


def is_sure_item(text: str) -> bool:
    """Whether the line opens with a sign that serves for lists only."""
    return STRONG_ITEM.match(text) is not None


def is_entry(text: str) -> bool:
    """Whether the line looks like an entry of a glossary, a field of a form: « DMU : département… »."""
    return ENTRY.match(text) is not None


def is_title_in_capitals(text: str) -> bool:
    """Whether the line is a title wherever it stands: capitals, and two words of four letters."""
    return in_capitals(text) and len(re.findall(r"[^\W\d_]{4,}", text)) >= 2


def is_row(text: str) -> bool:
    """Whether the line is a row of a table, its cells set apart by tabs."""
    return text.count("\t") >= 2 or ("\t" in text.strip() and text.startswith("\t"))


def in_capitals(text: str) -> bool:
    """Whether the line is written in capitals: four letters at least, one word of four, no small letter."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < 4 or not re.search(r"[^\W\d_]{4}", text):
        return False
    small = sum(character.islower() for character in letters)
    return small == 0 or (small <= 0.1 * len(letters) and len(letters) > 15)


def heading_level(text: str, after: str | None, depth: int, acronyms: frozenset[str]) -> int | None:
    """Level of the heading the line is or begins, None if it is no heading.

    ``after`` is the next line, ``depth`` the level of the last numbered heading (0 before any); a line made of one of
    the ``acronyms`` of the text is no heading.
    """
    if len(text) > LONGEST_HEADING or text[-1] in ".;," and not in_capitals(text):
        return None
    if match := NUMBERED.match(text):
        return match.group(1).count(".") + 1 if text[match.end()].isupper() else None
    if in_capitals(text) and text not in acronyms:
        if CHAPTER.match(text) or NAMED_PART.match(text):
            return 1
        return depth + 1 if depth else 1
    if LETTERED.match(text) and text[-1] not in ":;," and (after is None or not LETTERED.match(after)):
        return depth + 1
    return None
