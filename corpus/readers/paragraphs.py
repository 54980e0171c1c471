"""Lines of plain text put back together into paragraphs.

Keeps the decision, for two neighbouring lines, whether the second goes on with the first. The measures it rests on
are taken in ``line_layout``; what starts a block of its own is told by ``line_marks``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from corpus.readers import line_marks
from corpus.readers.footnote_zones import ADDRESS
from corpus.readers.line_layout import LONGEST_LINE, SHORTEST_LINE, Layout, Line, ended, opens_low, widths_around
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, TABLE_ROW
from corpus.readers.speakers import opens_turn

ROOM, ROOM_AFTER_STOP, ROOM_IN_CAPITALS = 0.82, 0.92, 0.6
"""A line was ended on purpose when the next word would have left it shorter than this share of its neighbours.

Measured on typed theses: one wrapped line in twenty stays under 0.86; lines that end a sentence and are followed by a
capital fall in two heaps, under 0.91 and over 0.97. Capitals are wider.
"""

ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{3,}\b")
COMMON = 5
"""Times a word in capitals stands in the text from which it is an acronym."""

NARROW = 0.6
"""Share of the width of the file under which lines stand in a narrow column."""

SOURCE = re.compile(r"\((?:[^()]|\([^()]*\))*\b(?:1[89]|20)\d\d\b[^()]*\)\.?$")
"""Where a quotation comes from, « (Martin, 2019, p. 8) », at the end of it."""

FIRST_WORD = re.compile(r"\S+")
HYPHEN = re.compile(r"[^\W\d_][-‐‑]$")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu)[’']$", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """Lines that make one block."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    level: int | None = None


def grouped(lines: list[Line], layout: Layout, labels: frozenset[str]) -> list[Group]:
    """The lines gathered into blocks; ``labels`` are the names that open turns of speech."""
    widths = widths_around(lines)
    acronyms = _acronyms(lines)
    groups: list[Group] = []
    depth = 0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        after = lines[at + 1].text if at + 1 < len(lines) else None
        fresh = before is None or _over(before, line, layout, widths[at - 1], groups[-1])
        if not fresh and not opens_turn(line.text, labels):
            groups[-1].lines.append(line)
            continue
        group = _opened(line, after, depth, layout, acronyms)
        if group.level == 1 or (group.level is not None and line_marks.NUMBERED.match(line.text)):
            depth = group.level
        groups.append(group)
    return groups


def _acronyms(lines: list[Line]) -> frozenset[str]:
    """Words the text often writes in capitals outside its titles."""
    counts = Counter(
        word for line in lines if not line_marks.in_capitals(line.text) for word in ACRONYM.findall(line.text)
    )
    return frozenset(word for word, count in counts.items() if count >= COMMON)


def _opened(line: Line, after: str | None, depth: int, layout: Layout, acronyms: frozenset[str]) -> Group:
    """The block that ``line`` opens."""
    if line_marks.is_row(line.text):
        return Group(TABLE_ROW, [line])
    level = line_marks.heading_level(line.text, after, depth, acronyms)
    if level is None and not layout.spacing and _stands_apart(line, after):
        level = 1
    if level is not None:
        return Group(HEADING, [line], level)
    return Group(LIST_ITEM if line_marks.is_item(line.text) else PARAGRAPH, [line])


def _stands_apart(line: Line, after: str | None) -> bool:
    """Whether a chapter such as « 1. Introduction » stands apart from the text, unlike the item of a list."""
    return (
        line_marks.CHAPTER.match(line.text) is not None
        and len(line.text) <= 80
        and line.text[-1] not in ".;,:"
        and after is not None
        and not line_marks.is_item(after)
    )


def _over(before: Line, line: Line, layout: Layout, widths: tuple[int, int], group: Group) -> bool:
    """Whether the block of ``before`` ends before ``line``."""
    if group.kind == TABLE_ROW or _announces(before, line, group):
        return True
    if group.kind == HEADING:
        return not _heading_goes_on(before, line, layout)
    if line_marks.is_caption(group.lines[0].text):
        return line.gap > 0 or line.lead > before.lead
    return _breaks(before, line, layout, widths, group) or _next_item(before, line, layout, widths, group)


def _announces(before: Line, line: Line, group: Group) -> bool:
    """Whether ``line`` opens a block by itself, whatever stands before."""
    text = line.text
    if line_marks.is_row(text) or line_marks.is_sure_item(text) or line_marks.is_caption(text):
        return True
    if line_marks.is_title_in_capitals(text) and not line_marks.in_capitals(before.text):
        return True
    if line_marks.NUMBERED.match(text) and ended(before.text) and len(text) <= line_marks.LONGEST_HEADING:
        return True
    if group.kind == LIST_ITEM and text[0].isupper() and text.endswith(":") and not ended(before.text):
        return True
    return line_marks.is_entry(text) and line_marks.is_entry(group.lines[0].text)


def _next_item(before: Line, line: Line, layout: Layout, widths: tuple[int, int], group: Group) -> bool:
    """Whether a dash or a number opens an item, rather than standing in the middle of a sentence."""
    if not line_marks.is_item(line.text):
        return False
    if ended(before.text):
        return True
    if group.kind != LIST_ITEM or line.text[0] != group.lines[0].text[0]:
        return False
    first = line.text.lstrip("-–—*o ")[:1]
    return first.isupper() or before.text[-1] in ")»]," or _short(before, line, layout, widths)


def _heading_goes_on(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a heading runs over two lines."""
    if not layout.wrapped or _gap(line, layout) > layout.spacing or ended(before.text):
        return False
    if opens_low(line.text):
        return True
    both = line_marks.in_capitals(before.text) and line_marks.in_capitals(line.text)
    return both and not line_marks.NAMED_PART.match(line.text) and _room(before, line) > ROOM_IN_CAPITALS * layout.width


def _breaks(before: Line, line: Line, layout: Layout, widths: tuple[int, int], group: Group) -> bool:
    """Whether the layout ends a paragraph between the two lines."""
    runs_on = opens_low(line.text) and not ended(before.text)
    if not layout.wrapped:
        near = line.cut or (line.gap == 0 and len(before.text) <= LONGEST_LINE)
        return not (near and runs_on and len(before.text) >= SHORTEST_LINE)
    if _gap(line, layout) > layout.spacing:
        return not (line.cut and runs_on)
    if SOURCE.fullmatch(line.text):
        return False
    if layout.trailing and before.trail >= 2:
        return _breaks_after_blanks(before, line, layout, widths, group)
    if runs_on:
        return not layout.trailing and _room(before, line) < NARROW * widths[0]
    if layout.trailing and before.trail == 0:
        return ADDRESS.match(before.text) is not None
    return _short(before, line, layout, widths)


def _breaks_after_blanks(before: Line, line: Line, layout: Layout, widths: tuple[int, int], group: Group) -> bool:
    """Whether a line that ends with two blanks or more ends its paragraph; a few wrapped lines do end so."""
    short = _short(before, line, layout, widths)
    if opens_low(line.text) and not ended(before.text):
        return short and not line.cut
    if short or group.kind != PARAGRAPH or not before.text[-1].isalpha():
        return True
    return line_marks.is_item(line.text) or line_marks.in_capitals(line.text)


def _gap(line: Line, layout: Layout) -> int:
    """Blank lines before ``line``, those left by the layout taken out set aside."""
    return layout.spacing if line.cut or line.new_page else line.gap


def _room(before: Line, line: Line) -> int:
    """Length the line before would have had with the first word of ``line``."""
    word = FIRST_WORD.match(line.text)
    return len(before.text) + 1 + (len(word.group()) if word else 0)


def _short(before: Line, line: Line, layout: Layout, widths: tuple[int, int]) -> bool:
    """Whether the first word of ``line`` would have fitted on the line before."""
    if ended(before.text) or SOURCE.search(before.text):
        return _room(before, line) <= ROOM_AFTER_STOP * widths[1]
    column = widths[0] if layout.trailing and widths[0] < NARROW * layout.width else widths[1]
    return _room(before, line) <= ROOM * column


def joint(before: str, after: str, tight: bool) -> str:
    """What to put between two lines: nothing after a hyphen at the end of a line, else a space.

    ``tight`` says that no blank stands at the end of the first line.
    """
    if tight and (HYPHEN.search(before[-2:]) or ELISION.search(before[-8:])) and after[:1].isalpha():
        return ""
    return " "
