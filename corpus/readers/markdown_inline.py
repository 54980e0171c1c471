"""Marks inside a line of Markdown: emphasis, links, escapes, raised characters.

Keeps what turns a marked strand into the words a person reads. Blocks are left to ``markdown_blocks``.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from corpus.readers.strand import Strand

ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\u00a0", "&#39;": "'"}
RAISED = re.compile(r"<sup>([^<>\n]*)</sup>")
NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;]?\s+\d{1,3}|\s*[,;]\s*\d{1,3})*\s*$")
UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m$")
REFERENCE = re.compile(r"\[\^([^\]\s]{1,20})\]")
TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)(?P<inside>[^`\n]+)(?P=ticks)(?!`))"
    r"|(?P<raised><sup>[^<>\n]*</sup>)"
    r"|(?P<reference>\[\^[^\]\s]{1,20}\])"
    r"|(?P<auto><(?:https?://|mailto:|www\.)[^<>\s]+>|<[\w.+-]+@[\w-]+\.[\w.-]+>)"
    r"|(?P<target>\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\))"
    r"|(?P<tag></?(?:sup|sub|b|i|u|em|strong|span|br|small|mark)\s*/?>)"
    r"|(?P<entity>&(?:amp|lt|gt|quot|nbsp|\#39);)"
    r"|(?P<emphasis>\*{1,3}|_{1,3}|~~)"
)


Resolver = Callable[[str, int], str | None]
"""Label of the note a number calls, from the place of the received text where the number stands."""


@dataclass(slots=True)
class Unmarked:
    """A strand without its marks, the calls found in it, the addresses of links left out of it."""

    strand: Strand
    calls: list[tuple[int, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Marks:
    """What to take out of a strand, in the order it stands."""

    out: list[tuple[int, int]] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    origin: Sequence[int] = ()
    changed: dict[int, str] = field(default_factory=dict)


def unmarked(strand: Strand, resolve: Resolver) -> Unmarked:
    """The words of a strand; raised digits that ``resolve`` knows as calls become calls, others stay."""
    text = strand.text
    marks = _Marks(origin=strand.origin)
    stars: list[re.Match[str]] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup is None:
            continue
        kind = _kind(match)
        if kind == "emphasis":
            stars.append(match)
        else:
            _TAKE[kind](match, text, marks, resolve)
    marks.out += _pairs(stars, text)
    return _applied(strand, marks)


def _kind(match: re.Match[str]) -> str:
    """Name of the mark that was met."""
    return next(name for name in _KINDS if match.group(name) is not None)


def _escape(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    marks.out.append((match.start(), match.start() + 1))


def _code(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    marks.out.append(match.span("ticks"))
    marks.out.append((match.end("inside"), match.end()))


def _raised(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    inside = text[match.start() + 5 : match.end() - 6]
    numbers = re.findall(r"\d+", inside) if NUMBERS.match(inside) else []
    labels = [resolve(number, marks.origin[match.start()]) for number in numbers]
    if labels and None not in labels and not UNIT.search(text[max(0, match.start() - 4) : match.start()]):
        marks.calls += [(match.start(), label) for label in labels if label is not None]
        marks.out.append(match.span())
    else:
        marks.out.append((match.start(), match.start() + 5))
        marks.out.append((match.end() - 6, match.end()))


def _reference(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    label = resolve(match.group()[2:-1], marks.origin[match.start()])
    if label is not None:
        marks.calls.append((match.start(), label))
        marks.out.append(match.span())


def _auto(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    marks.out.append((match.start(), match.start() + 1))
    marks.out.append((match.end() - 1, match.end()))


def _target(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    opening = _opening_bracket(text, match.start())
    if opening is None:
        return
    image = opening > 0 and text[opening - 1] == "!"
    marks.out.append((opening - 1 if image else opening, opening + 1))
    marks.out.append(match.span())
    address = match.group()[2:-1].strip()
    if address.strip("#<>") and not address.startswith("mailto:"):
        marks.addresses.append(address)


def _opening_bracket(text: str, closing: int) -> int | None:
    """Place of the bracket that opens what the one at ``closing`` closes."""
    depth = 0
    for at in range(closing, -1, -1):
        if at and text[at - 1] == "\\":
            continue
        depth += {"]": 1, "[": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return None


def _tag(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    marks.out.append(match.span())


def _entity(match: re.Match[str], text: str, marks: _Marks, resolve: Resolver) -> None:
    marks.changed[match.start()] = ENTITIES[match.group()]
    marks.out.append((match.start() + 1, match.end()))


_TAKE = {
    "escape": _escape,
    "code": _code,
    "raised": _raised,
    "reference": _reference,
    "auto": _auto,
    "target": _target,
    "tag": _tag,
    "entity": _entity,
}
_KINDS = (*_TAKE, "emphasis")


def _pairs(stars: list[re.Match[str]], text: str) -> list[tuple[int, int]]:
    """Spans of the emphasis marks that open and close something; a lonely star stays."""
    out: list[tuple[int, int]] = []
    waiting: list[tuple[str, int, int]] = []  # sign, start, end of what is left of an opening mark
    for match in stars:
        sign, (start, end) = match.group()[0], match.span()
        opens, closes = _flanks(text, start, end, sign)
        while closes and start < end:
            place = next((at for at in range(len(waiting) - 1, -1, -1) if waiting[at][0] == sign), None)
            if place is None:
                break
            _, left, right = waiting[place]
            size = min(end - start, right - left)
            out += [(right - size, right), (start, start + size)]
            del waiting[place:]
            if left < right - size:
                waiting.append((sign, left, right - size))
            start += size
        if opens and start < end:
            waiting.append((sign, start, end))
    return out


def _flanks(text: str, start: int, end: int, sign: str) -> tuple[bool, bool]:
    """Whether a mark may open, may close."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens, closes = not after.isspace(), not before.isspace()
    if sign == "_":
        return opens and not before.isalnum(), closes and not after.isalnum()
    if sign == "*" and before.isalnum() and after.isalnum() and end - start == 1:
        return False, before.isalpha() and after.isalpha()
    return opens, closes


def _applied(strand: Strand, marks: _Marks) -> Unmarked:
    """The strand less the marks, the calls moved accordingly."""
    spans = _merged(marks.out)
    starts = [start for start, _ in spans]
    gone_before = [0, *accumulate(end - start for start, end in spans)]
    calls = []
    for at, label in sorted(marks.calls, key=lambda call: call[0]):
        # A call stands where its own mark starts, or inside the mark it was merged with.
        rank = bisect_left(starts, at)
        inside = max(0, spans[rank - 1][1] - at) if rank else 0
        calls.append((at - gone_before[rank] + inside, label))
    text = strand.text
    if marks.changed:
        signs = list(text)
        for at, sign in marks.changed.items():
            signs[at] = sign
        text = "".join(signs)
    return Unmarked(Strand(text, array("i", strand.origin)).without(spans), calls, marks.addresses)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that meet made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
