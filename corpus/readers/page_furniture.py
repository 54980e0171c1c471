"""Page numbers and running heads of a text file.

Keeps the recognition of what a printer repeats from page to page, and takes it out. A number is taken out only when
it belongs to a series that grows with the pages, so that a figure alone on its line stays.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from corpus.readers.line_layout import Line

BARE = re.compile(r"(\d{1,4})$")
DRESSED = re.compile(
    r"(?:[-–—]\s*(\d{1,4})\s*[-–—]|(?:page|p\.)\s*(\d{1,4})(?:\s*(?:/|sur)\s*\d{1,4})?|(\d{1,4})\s*/\s*\d{1,4})$",
    re.IGNORECASE,
)
PAGE = (250, 9000)
"""Least and most characters of a page."""
HEAD = 100
"""Longest running head, in characters."""


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines less page numbers and running heads, and a warning for each head taken out.

    The line that follows something taken out is marked as cut.
    """
    numbers = _page_numbers(lines)
    heads, sentences = _running_heads(lines, numbers)
    return taken_out(lines, numbers | heads), sentences


def taken_out(lines: list[Line], places: set[int]) -> list[Line]:
    """The lines less those at ``places``, the next one marked as cut."""
    kept: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        if at in places:
            cut = True
            continue
        line.cut = line.cut or cut
        cut = False
        kept.append(line)
    return kept


def _page_numbers(lines: list[Line]) -> set[int]:
    """Places of the lines that hold nothing but a page number."""
    bare, dressed = [], []
    for at, line in enumerate(lines):
        if match := BARE.match(line.text):
            bare.append((at, int(match.group(1)), line.start))
        elif match := DRESSED.match(line.text):
            dressed.append((at, int(next(filter(None, match.groups()))), line.start))
    found = _series(lines, dressed)
    numbers = found if len(found) >= 2 else []
    found = _series(lines, bare)
    isolated = [at for at in found if _isolated(lines, at)]
    if len(found) >= 3 or len(isolated) >= 2:
        numbers += found
    at_edges = [(at, number) for at, number, _ in bare if _near_form_feed(lines, at)]
    if len(at_edges) >= 2 and all(first[1] < then[1] for first, then in pairwise(at_edges)):
        numbers += [at for at, _ in at_edges]
    return set(numbers)


def _near_form_feed(lines: list[Line], at: int) -> bool:
    """Whether the line is one of the first two or the last two of a page."""
    return any(line.new_page for line in lines[max(0, at - 1) : at + 3])


def _series(lines: list[Line], candidates: list[tuple[int, int, int]]) -> list[int]:
    """Longest series of (place, number, offset) whose numbers grow at the pace of pages; the places.

    A page may be nearly empty (a figure, a title) where its number stands apart from the text.
    """
    apart = [_isolated(lines, at) for at, _, _ in candidates]
    best: list[tuple[int, int]] = []  # for each candidate: (length of the series that ends there, the one before)
    for at, (_, number, offset) in enumerate(candidates):
        length, previous = 1, -1
        for earlier in range(max(0, at - 60), at):
            pages = number - candidates[earlier][1]
            characters = offset - candidates[earlier][2]
            least = 0 if apart[at] and apart[earlier] else PAGE[0]
            if pages > 0 and least * pages <= characters <= PAGE[1] * pages:
                if best[earlier][0] + 1 > length:
                    length, previous = best[earlier][0] + 1, earlier
        best.append((length, previous))
    if not best:
        return []
    at = max(range(len(best)), key=lambda place: best[place][0])
    series = []
    while at != -1:
        series.append(candidates[at][0])
        at = best[at][1]
    return series[::-1]


def _isolated(lines: list[Line], at: int) -> bool:
    """Whether the line stands apart from the text: form feed or two blank lines on one side."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    before = lines[at]
    return before.new_page or before.gap >= 2 or after is None or after.new_page or after.gap >= 2


def _running_heads(lines: list[Line], numbers: set[int]) -> tuple[set[int], list[str]]:
    """Places of the lines repeated at the edge of at least three pages, and what to say of them."""
    edges: dict[int, str] = {}
    for at, line in enumerate(lines):
        if at in numbers or len(line.text) > HEAD:
            continue
        after = lines[at + 1] if at + 1 < len(lines) else None
        beside_break = line.new_page or (after is not None and after.new_page)
        if beside_break or at - 1 in numbers or at + 1 in numbers:
            edges[at] = re.sub(r"\d+", "#", line.text)
    counts = Counter(edges.values())
    heads = {at for at, shape in edges.items() if counts[shape] >= 3 and shape.strip("# ")}
    examples = dict.fromkeys(edges[at] for at in sorted(heads))
    sentences = [head_removed(shape, counts[shape]) for shape in examples]
    return heads, sentences


def head_removed(shape: str, pages: int) -> str:
    """What is said of a running head taken out; ``shape`` has « # » for its numbers."""
    return f"Le titre courant « {shape.replace('#', 'n')} », répété sur {pages} pages, a été retiré du texte."
