"""Signs of a page gathered into lines, and lines into columns.

Keeps the geometry: which signs follow one another, where a space stands, where a gutter parts two columns of prose
(after the recursive cuts of Nagy & Seth, 1984, kept to what prose needs). Tables are told by ``pdf_tables``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from corpus.readers.pdf_glyphs import Glyph, Page

SPACE = 0.17
"""Gap, in heights of the font, from which two signs are two words."""

WIDE, TABBED = 1.0, 2.2
"""Gap from which what follows may be another column, and from which, in one column, it is another cell."""

RAISED = 0.85
"""Share of the height of the line under which a sign set high is a call of note."""

LIFTED = 0.12
"""Share of the height of the line by which it stands above the foot of the line."""

LEAST_LINES = 4
PROSE = 0.55
"""Share of the width of its column that the middling line of a column of prose fills."""


@dataclass(slots=True)
class Run:
    """Signs that follow one another on a line."""

    glyphs: list[Glyph]
    rows: list[list[str]] | None = None

    x0: float = 0.0
    x1: float = 0.0
    y0: float = 0.0
    y1: float = 0.0

    def measure(self) -> Run:
        """Compute the box; that of the largest signs for the height, so that calls of notes do not stretch it."""
        self.x0, self.x1 = min(g.x0 for g in self.glyphs), max(g.x1 for g in self.glyphs)
        tall = max(self.glyphs, key=lambda glyph: glyph.size)
        self.y0, self.y1 = tall.y0, tall.y1
        return self

    @property
    def middle(self) -> float:
        """Height of the middle of the run on the page."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class PageLine:
    """A line of a page: its text, its box, the edges of its column, its type.

    ``raised`` are the stretches of the text set as calls of notes; ``rows`` the rows of a table that stands for a line.
    """

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    left: float = 0.0
    right: float = 0.0
    first_word: float = 0.0
    raised: list[tuple[int, int]] = field(default_factory=list)
    rows: list[list[str]] | None = None


def lines_of(page: Page, tables: Iterable[Run] = ()) -> list[PageLine]:
    """Lines of a page in reading order, each table standing for one line."""
    runs = [*_runs(page.glyphs), *tables]
    ordered: list[PageLine] = []
    for column in _columns(runs, 0):
        ordered += _in_column(column)
    return ordered


def text_of(glyphs: Sequence[Glyph]) -> str:
    """Text of the signs of a cell, its lines set apart by line feeds."""
    return "\n".join(line.text for line in _in_column(_runs(glyphs)))


def _runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Signs that were drawn one after the other, on one line, without a wide gap."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is None or not _follows(last, glyph):
            runs.append([])
        runs[-1].append(glyph)
        last = glyph
    kept = [run for run in runs if any(glyph.text.strip() for glyph in run)]
    return [Run(run).measure() for run in kept]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a sign follows another on its line."""
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    return _level(last.y0, last.y1, glyph.y0, glyph.y1) and -0.6 * size < gap < WIDE * size


def _level(y0: float, y1: float, other0: float, other1: float) -> bool:
    """Whether two boxes stand on one line: the middle of the lower in height is within the other."""
    if y1 - y0 > other1 - other0:
        y0, y1, other0, other1 = other0, other1, y0, y1
    return other0 <= (y0 + y1) / 2 <= other1


def _columns(runs: list[Run], depth: int) -> list[list[Run]]:
    """The runs shared out by columns, in reading order; what crosses a gutter parts what is above from below."""
    gutter = _gutter(runs) if depth < 3 else None
    if gutter is None:
        return [runs]
    ordered: list[list[Run]] = []
    band: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.y1):
        if run.x0 < gutter < run.x1:
            ordered += _band(band, gutter, depth)
            band = []
            ordered.append([run])
        else:
            band.append(run)
    ordered += _band(band, gutter, depth)
    return _rejoined(ordered)


def _rejoined(columns: list[list[Run]]) -> list[list[Run]]:
    """Stretches of one column set end to end, so that their edges are measured together."""
    whole: list[list[Run]] = []
    for column in columns:
        spread = min(run.x0 for run in column), max(run.x1 for run in column)
        if whole and abs(min(run.x0 for run in whole[-1]) - spread[0]) < 3 and len(column) == 1 == len(whole[-1]):
            whole[-1] = whole[-1] + column
        else:
            whole.append(column)
    return whole


def _band(band: list[Run], gutter: float, depth: int) -> list[list[Run]]:
    """Columns of a stretch of page; one when it is not prose on both sides."""
    if not band:
        return []
    left, right = [run for run in band if run.x1 <= gutter], [run for run in band if run.x0 >= gutter]
    if not (_is_prose(left) and _is_prose(right)):
        return [band]
    return [*_columns(left, depth + 1), *_columns(right, depth + 1)]


def _is_prose(runs: list[Run]) -> bool:
    """Whether runs make a column of prose: several lines, most of them full."""
    if not runs or any(run.rows is not None for run in runs):
        return False
    lines = _levels(runs)
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    spans = [max(run.x1 for run in line) - min(run.x0 for run in line) for line in lines]
    size = median(run.y1 - run.y0 for run in runs)
    return len(lines) >= LEAST_LINES and median(spans) >= PROSE * width and width > 9 * size


def _gutter(runs: list[Run]) -> float | None:
    """Where the white between two columns may run, None when too many lines cross every place."""
    if len(runs) < 2 * LEAST_LINES:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    half = 0.4 * median(run.y1 - run.y0 for run in runs)
    places = [left + (right - left) * step / 80 for step in range(16, 65)]
    crossed = [sum(run.x0 < place + half and run.x1 > place - half for run in runs) for place in places]
    least = min(crossed)
    if least > 0.3 * len(runs):
        return None
    best = [place for place, count in zip(places, crossed, strict=True) if count == least]
    return best[len(best) // 2]


def _levels(runs: list[Run]) -> list[list[Run]]:
    """Runs that stand on the same line, from top to bottom, each line from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.middle, run.x0)):
        if lines and run.rows is None and lines[-1][0].rows is None:
            tall = max(lines[-1], key=lambda other: other.y1 - other.y0)
            if _level(tall.y0, tall.y1, run.y0, run.y1):
                lines[-1].append(run)
                continue
        lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def _in_column(runs: list[Run]) -> list[PageLine]:
    """Lines of one column, with the edges of the column."""
    if not runs:
        return []
    lines = [_line(level) for level in _levels(runs)]
    rights = sorted(line.x1 for line in lines)
    left, right = min(line.x0 for line in lines), rights[min(len(rights) - 1, int(0.95 * len(rights)))]
    for line in lines:
        line.left, line.right = left, max(right, line.x1)
    return [line for line in lines if line.text or line.rows]


def _line(level: list[Run]) -> PageLine:
    """One line: spaces put where signs stand apart, a tab where cells do."""
    first = level[0]
    if first.rows is not None:
        return PageLine("", first.x0, first.x1, first.y0, first.y1, 0.0, False, rows=first.rows)
    glyphs = [glyph for run in level for glyph in run.glyphs]
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    tall = max(inked, key=lambda glyph: glyph.size)
    text, raised = _written(glyphs, tall)
    return PageLine(
        text,
        min(glyph.x0 for glyph in inked),
        max(glyph.x1 for glyph in inked),
        tall.y0,
        tall.y1,
        median(glyph.size for glyph in inked),
        sum(glyph.bold for glyph in inked) > 0.9 * len(inked),
        first_word=_first_word(glyphs),
        raised=[(start, end) for start, end in raised if end <= len(text)],
    )


def _written(glyphs: list[Glyph], tall: Glyph) -> tuple[str, list[tuple[int, int]]]:
    """Text of a line, and the stretches of it set as calls of notes."""
    parts: list[str] = []
    length = 0
    raised: list[tuple[int, int]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        blank = parts[-1].endswith((" ", "\t")) if parts else True
        between = _between(last, glyph) if last is not None and parts else ""
        last = glyph
        if between and (not blank or between == "\t"):
            parts.append(between)
            length, blank = length + 1, True
        if blank and glyph.text.isspace():
            continue
        if glyph.text.isdecimal() and glyph.size < RAISED * tall.size and glyph.y0 > tall.y0 + LIFTED * tall.size:
            _raise(raised, length, len(glyph.text))
        parts.append(glyph.text)
        length += len(glyph.text)
    return "".join(parts).rstrip(), raised


def _raise(raised: list[tuple[int, int]], start: int, size: int) -> None:
    """Note a raised sign, with the one just before it if it is raised too."""
    if raised and raised[-1][1] == start:
        raised[-1] = (raised[-1][0], start + size)
    else:
        raised.append((start, start + size))


def _between(last: Glyph, glyph: Glyph) -> str:
    """What stands between two signs of a line."""
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    if gap > TABBED * size:
        return "\t"
    return " " if gap > SPACE * size else ""


def _first_word(glyphs: list[Glyph]) -> float:
    """Width of the first word of a line, in points."""
    start = end = glyphs[0].x0
    for rank, glyph in enumerate(glyphs):
        if glyph.text.isspace() or (rank and glyph.x0 - end > SPACE * glyph.size):
            break
        end = glyph.x1
    return end - start
