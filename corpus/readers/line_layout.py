"""Lines of a text file and what their layout tells.

Keeps the lines with their blanks counted, and the measure of how the file was laid out: wrapped or not, double
spaced or not. What is made of it is left to ``page_furniture``, ``footnote_zones`` and ``paragraphs``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTE_RULE = 20
"""Length from which a line of blanks is the rule that parts the notes from the page."""

SHORTEST_LINE, LONGEST_LINE = 40, 160
"""Bounds, in characters, of the length of a line that an editor wrapped."""

FULL = 0.6
"""Share of the width of the file from which a line counts as full."""

ENDED = re.compile(r"[.!?…:;]\s*[»”\"’')\]\s]*\d{0,3}\s*$")
"""A line that may end a paragraph: a strong sign, closing signs, perhaps the call of a note."""

INITIAL = re.compile(r"(?:^|\s)[A-ZÀ-Ý]\.$")

LINE = re.compile(r"([^\n\r\f\v\x85\u2028\u2029]*)(\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z)")


@dataclass(slots=True)
class Line:
    """A line that is not blank; ``start`` and ``end`` leave out the blanks around it.

    ``lead`` and ``trail`` count these blanks, ``gap`` the blank lines before. ``new_page`` says that a form feed stands
    before it, ``rule`` that a line of blanks does, ``cut`` that layout was taken out just before.
    """

    text: str
    start: int
    end: int
    lead: int
    trail: int
    gap: int
    new_page: bool = False
    rule: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out: ``wrapped`` lines, ``spacing`` blank lines between the lines of one paragraph.

    ``trailing`` says that the blanks at the end of lines tell ends of paragraphs (two or more) from wrapped lines
    (one). ``width`` is the usual length of a full line, in characters.
    """

    wrapped: bool
    spacing: int
    trailing: bool
    width: int


def lines_of(source: str) -> list[Line]:
    """The lines of ``source`` that are not blank."""
    lines: list[Line] = []
    gap, new_page, rule = 0, False, False
    for match in LINE.finditer(source):
        raw = match.group(1)
        text = without_indent(raw)
        if text:
            lead = len(raw.rstrip()) - len(text)
            trail = len(raw) - len(raw.rstrip())
            start = match.start() + lead
            lines.append(Line(text, start, start + len(text), lead, trail, gap, new_page, rule))
            gap, new_page, rule = 0, False, False
        elif match.group(2) != "\f":
            gap += 1
            rule = rule or len(raw) >= NOTE_RULE
        new_page = new_page or match.group(2) == "\f"
    return lines


def without_indent(raw: str) -> str:
    """``raw`` without the blanks around it, save the tabs that stand for the empty cells at the head of a row."""
    text = raw.strip()
    return raw.strip(" \u00a0").rstrip() if "\t" in text and raw.lstrip(" \u00a0").startswith("\t") else text


def opens_low(text: str) -> bool:
    """Whether ``text`` starts in the middle of a sentence, that is with a small letter."""
    return text[:1].islower()


def ended(text: str) -> bool:
    """Whether ``text`` may be the end of a paragraph; an initial such as « Y. » ends nothing."""
    return ENDED.search(text[-40:]) is not None and INITIAL.search(text[-4:]) is None


def layout_of(lines: list[Line]) -> Layout:
    """Layout of a file, measured on the pairs of lines that carry one sentence over.

    A file is wrapped when such pairs are common among neighbours; it is double spaced when they are common across one
    blank line.
    """
    runs_on = {0: 0, 1: 0}
    pairs = {0: 0, 1: 0}
    trails: list[int] = []
    width = _full_width(lines)
    full = max(SHORTEST_LINE, FULL * width)
    for before, after in zip(lines, lines[1:], strict=False):
        if after.gap not in pairs:
            continue
        pairs[after.gap] += 1
        if opens_low(after.text) and not ended(before.text) and len(before.text) >= full:
            runs_on[after.gap] += 1
            trails.append(before.trail)
    spacing = 1 if runs_on[1] > max(3, 0.3 * pairs[1]) and runs_on[1] >= runs_on[0] else 0
    wrapped = width <= LONGEST_LINE and runs_on[spacing] >= 2 and runs_on[spacing] > 0.2 * pairs[spacing]
    if not wrapped:
        return Layout(False, 0, False, width)
    tells = sum(line.trail >= 2 for line in lines) >= 0.02 * len(lines)
    trailing = tells and trails.count(1) >= 0.9 * len(trails) and len(trails) >= 10
    return Layout(True, spacing, trailing, width)


def _full_width(lines: list[Line]) -> int:
    """Length under which nine lines out of ten stay."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[min(len(lengths) - 1, int(0.9 * len(lengths)))] if lengths else 0


def widths_around(lines: list[Line], reach: int = 4) -> list[tuple[int, int]]:
    """For each line, the length of the longest line among those just before and just after, itself counted.

    The greater of the two comes second: the lesser is the width of the column when a narrow one starts or ends here.
    """
    lengths = [len(line.text) for line in lines]
    widths = []
    for at in range(len(lengths)):
        before, after = max(lengths[max(0, at - reach) : at + 1]), max(lengths[at : at + reach + 1])
        widths.append((min(before, after), max(before, after)))
    return widths
