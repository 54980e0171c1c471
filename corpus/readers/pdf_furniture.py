"""Page numbers and running heads of a PDF, told by their words and by their place on the page.

Keeps what may go: lines at the edge, set apart from the text by white, that come back at the same height on at least
three pages; a number that grows with the pages. The rules are those of ``page_furniture``, which has no heights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.page_furniture import BARE, DRESSED, HEAD, head_removed
from corpus.readers.pdf_lines import PageLine
from corpus.readers.received import roman

EDGE = 3
"""Lines at the top and at the foot of a page among which furniture is looked for."""

LEAST_PAGES = 3
LARGER = 1.12
"""Size, against that of the text, from which a line is a heading: no running head is set so."""

WHITE = 1.35
"""White between the furniture and the text, against that between two lines."""

STEP = 6.0
"""Points within which two lines stand at the same height."""

REGULAR = 0.7
"""Share of the pages on which the numbers of a head must be the same, or grow with the pages."""

NUMBER = re.compile(r"\d{1,9}")
NUMERALS = {roman(number): number for number in range(1, 100)}
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: its page and rank, what makes it the same as another, whether it is set apart."""

    page: int
    rank: int
    key: Key
    numbers: tuple[int, ...]
    apart: bool


def furniture_of(
    pages: Sequence[Sequence[PageLine]], size: float, leading: float
) -> tuple[set[tuple[int, int]], list[str]]:
    """Places (page, rank) of the lines that go, and a sentence for each running head.

    :param size: that of the type of the text; ``leading`` is the usual height from one line to the next.
    """
    gone = _numbers(pages)
    edges = [
        edge
        for number, lines in enumerate(pages)
        for side in ("top", "foot")
        for edge in _edges(number, lines, side, size, leading)
        if (number, edge.rank) not in gone
    ]
    seen = Counter(edge.key for edge in edges if edge.apart)
    regular = _regular(edges)
    heads = [
        edge
        for edge in edges
        if edge.key[1].strip("# ") and edge.key[:2] in regular and _count(seen, edge.key) >= LEAST_PAGES
    ]
    told = Counter(edge.key[1] for edge in heads)
    return gone | {(edge.page, edge.rank) for edge in heads}, [head_removed(shape, told[shape]) for shape in told]


def _edges(number: int, lines: Sequence[PageLine], side: str, size: float, leading: float) -> list[_Edge]:
    """The lines nearest to one edge of a page; those above the first white are set apart from the text."""
    order = sorted(range(len(lines)), key=lambda rank: lines[rank].y0, reverse=side == "top")
    near = order[: EDGE + 1]
    found: list[_Edge] = []
    block = 0
    for place, (rank, after) in enumerate(zip(near, near[1:], strict=False), start=1):
        if abs(lines[rank].y0 - lines[after].y0) >= WHITE * leading:
            block = place
            break
    shown = sum(len(line.text) for line in lines if line.rows is None) + sum(line.rows is not None for line in lines)
    if sum(len(lines[rank].text) for rank in order[:block]) > shown / 2:
        block = 0
    for place, rank in enumerate(order[:EDGE]):
        line = lines[rank]
        if line.rows is not None or len(line.text) > HEAD or line.size >= LARGER * size:
            break
        shape = NUMBER.sub("#", " ".join(line.text.split()))
        numbers = tuple(int(told) for told in NUMBER.findall(line.text))
        found.append(_Edge(number, rank, (side, shape, round(line.y0 / STEP)), numbers, place < block))
    return found


def _regular(edges: Sequence[_Edge]) -> set[tuple[str, str]]:
    """Sides and shapes whose numbers are those of pages: notes such as « 12 Ibid., p. 4. » have others."""
    shapes: dict[tuple[str, str], list[_Edge]] = {}
    for edge in edges:
        shapes.setdefault(edge.key[:2], []).append(edge)
    kept = set()
    for shape, same in shapes.items():
        columns = list(zip(*(edge.numbers for edge in same), strict=True))
        pages = [edge.page for edge in same]
        if all(
            max(Counter(column).most_common(1)[0][1], _in_step(column, pages)) >= REGULAR * len(same)
            for column in columns
        ):
            kept.add(shape)
    return kept


def _in_step(column: Sequence[int], pages: Sequence[int]) -> int:
    """On how many pages a number grows as the pages do."""
    return Counter(number - page for number, page in zip(column, pages, strict=True)).most_common(1)[0][1]


def _count(seen: Counter[Key], key: Key) -> int:
    """Pages where a line comes back, a rounding of the height apart."""
    side, shape, height = key
    return sum(seen[side, shape, near] for near in (height - 1, height, height + 1))


def _numbers(pages: Sequence[Sequence[PageLine]]) -> set[tuple[int, int]]:
    """Places of the lines that hold nothing but the number of their page."""
    found: list[tuple[int, int, str, int]] = []
    for number, lines in enumerate(pages):
        heights = sorted(line.y0 for line in lines)
        for rank, line in enumerate(lines):
            value = _number(line.text) if line.rows is None else None
            if value is not None and (line.y0 <= heights[:EDGE][-1] or line.y0 >= heights[-EDGE:][0]):
                side = "foot" if line.y0 <= heights[:EDGE][-1] else "top"
                found.append((number, rank, side, value - number))
    counts = Counter((side, shift) for _, _, side, shift in found)
    least = 2 if len(pages) < 6 else LEAST_PAGES
    return {(number, rank) for number, rank, side, shift in found if counts[side, shift] >= least}


def _number(text: str) -> int | None:
    """Number a line gives to its page."""
    text = text.strip()
    if match := BARE.match(text):
        return int(match.group(1))
    if match := DRESSED.match(text):
        return int(next(filter(None, match.groups())))
    return NUMERALS.get(text.strip("-–— ").lower())
