"""The parts of a minute, found by their headings or by the words a paragraph begins with.

Keeps the words of each part: agenda, content, decisions, concerns, what is worth showing, next meeting. It lets the
minute of a visit be prepared from the one before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.proposals.proposal import folded
from corpus.readers.reading_text import FOOTNOTE, HEADING, LIST_ITEM, PARAGRAPH, ReadingText

AGENDA, DECISIONS, CONCERNS, PRAISE, NEXT = "agenda", "decisions", "concerns", "praise", "next"
OBJECTIVES, CONTENT, PEOPLE, OTHER = "objectives", "content", "people", "other"

_WORDS = (
    (NEXT, r"prochaine?s?\s+(?:visite|rencontre|reunion|seance|date|comite|point|rendez-vous)"),
    (DECISIONS, r"(?:releve\s+(?:de|des)\s+)?decisions?(?:\s+(?:prises?|et\s+actions?))?|actions?"
     r"(?:\s+(?:a\s+mener|decidees))?|arbitrages?(?:\s+rendus)?|ce\s+qui\s+est\s+decide|on\s+retient"),
    (AGENDA, r"ordre\s+du\s+jour(?:\s+(?:envoye|propose))?|prevu|points?\s+prevus|au\s+programme"),
    (OBJECTIVES, r"objectifs?(?:\s+de\s+la\s+(?:visite|seance))?|objet|but"),
    (CONCERNS, r"preoccupations?|points?\s+de\s+vigilance|points?\s+d'attention|reserves?(?:\s+exprimees)?|difficultes?"
     r"|freins?|inquietudes?|en\s+suspens|a\s+suivre|a\s+surveiller"),
    (PRAISE, r"valorisations?|points?\s+forts?|reussites?|avancees?|a\s+valoriser|ce\s+qui\s+marche"),
    (PEOPLE, r"participants?(?:\s+par\s+metier)?|presents?|presentes?|excusee?s?|absente?s?"
     r"|qui\s+etait\s+la|etaient\s+la|manquaient"),
    (CONTENT, r"echanges?|deroule(?:ment)?|contenu|discussions?|ce\s+qui\s+s'est\s+(?:passe|dit)|tour\s+de\s+table"),
)  # fmt: skip
_NUMBERING = r"(?:(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.)/-]\s*)?"
_TITLES = [(key, re.compile(rf"{_NUMBERING}(?:{words})\s*(?P<end>[:.]|$)")) for key, words in _WORDS]
_ASIDE = re.compile(r"(?:remarque|observation|note|nb|n\.b\.|pour\s+memoire)\b[^.:]{0,40}:")
_COMING = re.compile(r"(?:la\s+)?prochaine?\s+\w+")
_SENTENCES = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Ý«])|\s*;\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said in a part: ``text[start:end]``."""

    part: str
    start: int
    end: int


def found_in(reading: ReadingText) -> list[Item]:
    """Return what stands in each part of a minute, a block an item, in the order of the text."""
    return [item for item in _items(reading) if reading.text[item.start : item.end].strip(" .:-–—")]


def _items(reading: ReadingText) -> Iterator[Item]:
    part = OTHER
    for block in reading.blocks:
        if block.kind == FOOTNOTE:
            continue
        words = reading.text[block.start : block.end]
        title, length = _title(words)
        if title is not None and length >= len(words.rstrip(" :.")):
            part = title
        elif block.kind == HEADING:
            part = OTHER
        elif title is not None and words[length - 1] in ":.":
            yield from _run_in(words, title, block.start, length)
            # A list may follow « Décisions : » ; a paragraph after a run-in title is of no part.
            part = title if length >= len(words.rstrip()) else OTHER
        else:
            part = OTHER if _ASIDE.match(folded(words)) else part
            coming = part == DECISIONS and _COMING.match(folded(words))
            said = NEXT if coming else part if block.kind in (PARAGRAPH, LIST_ITEM) else OTHER
            yield Item(said, block.start, block.end)


def _title(words: str) -> tuple[str | None, int]:
    """The part a block begins by naming, and where the name ends."""
    flat = folded(words)
    lead = len(flat) - len(flat.lstrip())
    for key, pattern in _TITLES:
        match = pattern.match(flat, lead)
        if match is not None:
            return key, match.end()
    return None, 0


def _run_in(words: str, part: str, start: int, begin: int) -> Iterator[Item]:
    """What follows « Ordre du jour : » on its line, cut at semicolons and sentences."""
    at = begin
    for match in _SENTENCES.finditer(words, begin):
        yield _trimmed(words, part, start, at, match.start())
        at = match.end()
    yield _trimmed(words, part, start, at, len(words))


def _trimmed(words: str, part: str, start: int, first: int, last: int) -> Item:
    piece = words[first:last]
    first += len(piece) - len(piece.lstrip())
    return Item(part, start + first, start + max(first, last - (len(piece) - len(piece.rstrip()))))


def lines(reading: ReadingText, part: str) -> list[str]:
    """Return what stands in one part, a line an item, without the final sign of a list."""
    found = [reading.text[item.start : item.end].strip() for item in found_in(reading) if item.part == part]
    return [re.sub(r"^[-–—•]\s*|^\d{1,2}[.)]\s+|\s*;$", "", line) for line in found]
