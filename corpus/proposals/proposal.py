"""The shape of what is proposed: a value, how it reads, and the words it was read from.

Keeps the value object every finder answers with, and the folding they search on. What is made of a proposal is
decided by a person.
"""

import unicodedata
from dataclasses import dataclass

TEXT, TITLE, NAME = "text", "title", "name"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value read from the words ``text[start:end]``; ``place`` tells when it was the title or the file's name.

    ``shown`` is the value as a person reads it in French.
    """

    value: str
    shown: str
    words: str
    start: int = 0
    end: int = 0
    place: str = TEXT


def _base(number: int) -> str:
    sign = chr(number)
    bare = unicodedata.normalize("NFD", sign)[0]
    lower = bare.lower()
    return lower if len(lower) == 1 else sign


_FOLD = {number: _base(number) for number in (*range(0x41, 0x5B), *range(0xC0, 0x250))} | {
    0x2019: "'",
    0x2018: "'",
    0x02BC: "'",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2013: "-",
    0x2014: "-",
}


def folded(text: str) -> str:
    """Return the text in small letters without accents, one kind of apostrophe, space and dash; length unchanged."""
    return text.translate(_FOLD)


def first_of_each(found: list[Proposal]) -> list[Proposal]:
    """Return the first proposal of each value, in order."""
    kept: dict[str, Proposal] = {}
    for proposal in found:
        kept.setdefault(proposal.value, proposal)
    return list(kept.values())
