"""The pages of a PDF written as the received text, from which the rules of plain text go on.

Keeps what the page says by its layout and a text says by blanks: ends of paragraphs, zones of notes, pages. Words are
not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.readers.footnote_zones import NOTE
from corpus.readers.line_layout import NOTE_RULE, opens_low
from corpus.readers.paragraphs import HYPHEN
from corpus.readers.pdf_file import folded
from corpus.readers.pdf_furniture import LARGER
from corpus.readers.pdf_lines import PageLine
from corpus.readers.rows import CELL

SMALLER = 0.93
"""Size, against that of the text, under which a line may be a note."""

APART = 1.35
"""White between two lines, against the usual one, from which a paragraph ends."""

ROOM = 0.6
"""Heights of line that must remain for the next word to have fitted."""

LONGEST_HEADING = 200
SELDOM = 0.2
"""Share of bold letters from which bold tells nothing."""

STEP, LEAST_REACHED = 4.0, 8
"""Points within which columns start at the same place, and lines from which their edge is measured."""

FIRM = 0.4
INDENT = (0.7, 8.0)
"""Least and most heights of line that the first line of a paragraph is set in."""


@dataclass(slots=True)
class Placed:
    """A line of the received text: where it starts, its page, the level of the heading it makes, its rows."""

    line: PageLine
    page: int
    start: int
    level: int | None = None
    rows: list[list[str]] | None = None
    starts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """The received text, where its pages start, its lines by the offset they start at, its raised numbers."""

    text: str = ""
    pages: list[int] = field(default_factory=list)
    lines: dict[int, Placed] = field(default_factory=dict)
    raised: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Type:
    """The type of the text: its size, white between its lines, level of each larger size, whether bold tells."""

    size: float
    leading: float
    levels: dict[float, int]
    bold_tells: bool


def type_of(pages: Sequence[Sequence[PageLine]]) -> Type:
    """The type most of the letters are set in."""
    letters: Counter[float] = Counter()
    bold = 0
    leadings: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[_rounded(line.size)] += len(line.text)
            bold += len(line.text) * line.bold
        for before, line in zip(lines, lines[1:], strict=False):
            if before.rows is None and line.rows is None and before.y0 > line.y0:
                leadings[_rounded(before.y0 - line.y0)] += 1
    size = letters.most_common(1)[0][0] if letters else 10.0
    larger = sorted((s for s in letters if s >= LARGER * size), reverse=True)
    levels: dict[float, int] = {}
    for rank, large in enumerate(larger):
        near = rank and larger[rank - 1] - large < 0.75
        levels[large] = levels[larger[rank - 1]] if near else len(set(levels.values())) + 1
    usual = [step for step, _ in leadings.most_common(8) if 0.8 * size <= step <= 2.6 * size]
    return Type(size, usual[0] if usual else 1.2 * size, levels, bold < SELDOM * sum(letters.values()))


def _rounded(value: float) -> float:
    return round(value * 2) / 2


def written(
    pages: Sequence[Sequence[PageLine]], gone: set[tuple[int, int]], kind: Type, outline: dict[str, int]
) -> Source:
    """The received text of all the pages, furniture included; what is ``gone`` makes no line to read."""
    _share_edges(pages)
    source = Source()
    parts: list[str] = []
    size = 0

    def put(text: str) -> None:
        nonlocal size
        parts.append(text)
        size += len(text)

    for number, lines in enumerate(pages):
        source.pages.append(size)
        if number:
            put("\f")
        kept = [rank for rank in range(len(lines)) if (number, rank) not in gone]
        notes = _zone_of_notes([lines[rank] for rank in kept], kind)
        following = _following(pages, gone, number)
        for place, rank in enumerate(kept):
            line = lines[rank]
            after = lines[kept[place + 1]] if place + 1 < len(kept) else None
            if place == notes:
                put(" " * NOTE_RULE + "\n")
            _place(line, number, size, source, _level(line, kind, outline) if place < notes else None)
            put(_text_of(line))
            same_page = after is not None
            nearby = after if same_page else following
            if nearby is not None and place + 1 < notes and _ends(line, nearby, kind, same_page):
                put("  ")
            put("\n")
            if after is not None and place + 1 < notes and _stands_off(line, after, kind, outline):
                put("\n")
        for rank in range(len(lines)):
            if (number, rank) in gone:
                put(_text_of(lines[rank]) + "\n")
    source.text = "".join(parts)
    return source


def _share_edges(pages: Sequence[Sequence[PageLine]]) -> None:
    """Give the lines of columns that start at the same place the right edge most of their lines reach."""
    edges: dict[int, list[float]] = {}
    for lines in pages:
        for line in lines:
            edges.setdefault(round(line.left / STEP), []).append(line.x1)
    for lines in pages:
        for line in lines:
            reached = sorted(edges[round(line.left / STEP)])
            if len(reached) >= LEAST_REACHED:
                line.right = max(line.right, reached[int(0.9 * (len(reached) - 1))])


def _text_of(line: PageLine) -> str:
    return line.text if line.rows is None else "\n".join(CELL.join(row).replace("\n", " ") for row in line.rows)


def _place(line: PageLine, page: int, start: int, source: Source, level: int | None) -> None:
    """Keep where a line stands in the received text."""
    source.lines[start] = Placed(line, page, start, level, line.rows)
    source.raised += [(start + first, start + last) for first, last in line.raised]


def _following(pages: Sequence[Sequence[PageLine]], gone: set[tuple[int, int]], number: int) -> PageLine | None:
    """First line of the next page."""
    if number + 1 >= len(pages):
        return None
    return next((line for rank, line in enumerate(pages[number + 1]) if (number + 1, rank) not in gone), None)


def _zone_of_notes(lines: Sequence[PageLine], kind: Type) -> int:
    """Rank of the first line of the notes at the foot of a page; the number of lines when it has none."""
    rank = len(lines)
    while rank and lines[rank - 1].rows is None and lines[rank - 1].size < SMALLER * kind.size:
        rank -= 1
    while rank < len(lines) and not NOTE.match(lines[rank].text):
        rank += 1
    return rank


def _level(line: PageLine, kind: Type, outline: dict[str, int]) -> int | None:
    """Level of the heading a line is set as, None when it is set as text."""
    if line.rows is not None or len(line.text) > LONGEST_HEADING or not any(map(str.isalpha, line.text)):
        return None
    told = outline.get(folded(line.text))
    if told is not None:
        return told
    size = _rounded(line.size)
    if size in kind.levels:
        return kind.levels[size]
    bold = line.bold and kind.bold_tells and len(line.text) <= 100 and line.text[-1] not in ".,;:»"
    return len(set(kind.levels.values())) + 1 if bold and line.size >= 0.98 * kind.size else None


def _stands_off(line: PageLine, after: PageLine, kind: Type, outline: dict[str, int]) -> bool:
    """Whether white or type parts two lines of a page for sure."""
    if line.rows is not None or after.rows is not None:
        return True
    if (_level(line, kind, outline) is None) != (_level(after, kind, outline) is None):
        return True
    step = line.y0 - after.y0
    return step > APART * max(kind.leading, after.size, line.size)


def _ends(line: PageLine, after: PageLine, kind: Type, same_page: bool) -> bool:
    """Whether a line was ended on purpose: the next word would have fitted, or what follows is set in."""
    if line.rows is not None or after.rows is not None:
        return True
    if HYPHEN.search(line.text) and opens_low(after.text):
        return False
    size = max(line.size, 1.0)
    if line.right - line.x1 > after.first_word + ROOM * size:
        return True
    same_column = same_page and after.y0 < line.y0 and abs(after.left - line.left) < size
    indent = after.x0 - line.x0
    return same_column and INDENT[0] * size < indent < INDENT[1] * size and line.x0 - line.left < FIRM * size
