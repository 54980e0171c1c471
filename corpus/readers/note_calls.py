"""Calls of footnotes that extraction glued to the words, found again.

Keeps the search, between two zones of notes, for the places where the expected numbers are called, in their order.
A number of the text is never touched: « 2021 » is a year even where note 1 is expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Seen = Callable[[str], int]
CLOSING = "»”\"’')].…!?;,:%*"


@dataclass(frozen=True, slots=True)
class Call:
    """The digits ``text[start:end]`` (with the space before them, if any) call note ``label``."""

    label: str
    start: int
    end: int
    sure: int


def found(text: str, labels: list[str], seen: Seen, twins: int = 1) -> list[Call]:
    """Calls of the ``labels``, in order, in ``text``; a label that is called nowhere is left out.

    ``seen`` counts the places of the whole document where a word, or a word and a number, stand as they are; ``twins``
    is how many notes of the document may bear one number. Of all the ways to call
    the notes in increasing order, the one with the strongest signs is kept.
    """
    best: list[tuple[int, tuple[Call, ...]]] = [(0, ())]
    for label in labels:
        ways = list(best)
        for call in _candidates(text, label, seen, twins):
            before = [way for way in best if not way[1] or way[1][-1].end <= call.start]
            if before:
                sure, calls = max(before, key=lambda way: way[0])
                ways.append((sure + call.sure, (*calls, call)))
        best = _worth(ways)
    first = list(max(best, key=lambda way: way[0])[1])
    return sorted(first + _again(text, first), key=lambda call: call.start)


def _again(text: str, calls: list[Call]) -> list[Call]:
    """Second calls of a note: its number after a closing sign, at the end of a paragraph, before the next call."""
    again = []
    for rank, call in enumerate(calls):
        limit = calls[rank + 1].start if rank + 1 < len(calls) else len(text)
        for match in re.compile(rf"(?<=[)»”])\s?{call.label}(?=\n|$)").finditer(text, call.end, limit):
            again.append(Call(call.label, match.start(), match.end(), 6))
    return again


def _worth(ways: list[tuple[int, tuple[Call, ...]]]) -> list[tuple[int, tuple[Call, ...]]]:
    """The ways that no other beats, both surer and ended earlier."""
    ways.sort(key=lambda way: (way[1][-1].end if way[1] else 0, -way[0]))
    kept: list[tuple[int, tuple[Call, ...]]] = []
    for way in ways:
        if not kept or way[0] > kept[-1][0]:
            kept.append(way)
    return kept


def _candidates(text: str, label: str, seen: Seen, twins: int) -> list[Call]:
    """Places of ``text`` where ``label`` may be called, each with how sure it is."""
    calls = []
    for match in re.finditer(rf"{label}(?!\d)", text):
        start, end = match.span()
        sure = _sureness(text, start, end, seen, twins)
        if sure:
            space = text[start - 1].isspace()
            calls.append(Call(label, start - 1 if space else start, end, sure))
    return calls


def _sureness(text: str, start: int, end: int, seen: Seen, twins: int) -> int:
    """How likely the digits at ``start`` call a note; 0 when they do not."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if not before or after.isalpha() or (after in ".,/" and text[end + 1 : end + 2].isdigit()):
        return 0
    if before.isdigit():
        return _inside_number(text, start, end, seen)
    if before.isalpha():
        return _after_word(text, start, end, seen, twins)
    if before in CLOSING:
        return 9 if not re.search(r"\d[.,]$", text[max(0, start - 2) : start]) else 0
    if before.isspace() and text[start - 2 : start - 1] in set(CLOSING) - set(",:;"):
        # « 8 ans) 7. Elle »: a number alone after a closing sign, itself followed by a stop or a new sentence.
        return 6 if re.match(r"\s?[.,;)]|\s[A-ZÀ-Ý«]|\s*$", text[end : end + 3]) else 3
    return 0


def _after_word(text: str, start: int, end: int, seen: Seen, twins: int) -> int:
    """Digits glued to a word: a call, unless word and digits come back together (« CO2 », « Ispic1 »)."""
    word = re.search(r"\w+$", text[max(0, start - 40) : start])
    whole = (word.group() if word else "") + text[start:end]
    if seen(whole) > twins:
        return 0
    return 3 if text[start - 1].isupper() else 10


def _inside_number(text: str, start: int, end: int, seen: Seen) -> int:
    """Digits glued to a number: a call only when what remains is known and the whole is not a likely number."""
    digits = re.search(r"\d+$", text[max(0, start - 12) : start])
    assert digits is not None  # a digit stands just before
    rest, whole = digits.group(), digits.group() + text[start:end]
    if _year(whole) or text[start - len(rest) - 1 : start - len(rest)] in set(".,/"):
        return 0
    if _year(rest):
        return 5
    word = re.search(r"([^\W\d_]{3,})[\s\u00a0]+$", text[max(0, start - len(rest) - 30) : start - len(rest)])
    if word is None:
        return 0
    stem = word.group(1)
    known = seen(f"{stem} {rest}") + seen(f"{stem}s {rest}") + seen(f"{stem.lower()} {rest}")
    return 5 if known >= 1 and seen(f"{stem} {whole}") <= 1 else 0


def _year(digits: str) -> bool:
    """Whether the digits read as a year of the last or of this century."""
    return len(digits) == 4 and 1900 <= int(digits) <= 2099
