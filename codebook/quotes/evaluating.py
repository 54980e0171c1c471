"""What a formula finds: its stretches in each document, from the codings a reading keeps.

The rows come from ``codebook.quotes.reading``; the algebra stands in ``codebook.quotes.stretches``. Nothing is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from codebook.quotes import query, stretches
from codebook.quotes.query import Formula, One
from codebook.quotes.stretches import Stretch

_ON_BOTH: dict[str, Callable[[Iterable[Stretch], Iterable[Stretch]], list[Stretch]]] = {
    query.OR: stretches.either,
    query.AND: stretches.both,
    query.NOT: stretches.without,
    query.WITH: stretches.touching,
    query.WITHOUT: stretches.apart,
    query.INSIDE: stretches.inside,
}


Row = tuple[str, int, int, str, str]
"""A coding, as far as a formula sees it: document, start, end, code, coder."""


def find(
    formula: Formula | None,
    rows: Iterable[Row],
    reach: Mapping[One, set[str]],
    paragraphs: Callable[[str], Sequence[int]],
    *,
    same_coder: bool = False,
) -> dict[str, list[Stretch]]:
    """Return what a formula finds in each document, in the order of the text; documents without anything are absent.

    :param reach: the codes that each code of the formula stands for.
    :param paragraphs: where the paragraphs of a document begin.
    :param same_coder: whether the formula must hold on the codings of one person.
    """
    sorted_out: dict[tuple[str, str], dict[str, list[Stretch]]] = {}
    for document, start, end, code, coder in rows:
        by_code = sorted_out.setdefault((document, coder if same_coder else ""), {})
        by_code.setdefault(code, []).append((start, end))
    found: dict[str, list[Stretch]] = {}
    for (document, _), by_code in sorted_out.items():
        here = _evaluate(formula, by_code, reach, partial(paragraphs, document))
        if here:
            found[document] = stretches.either(found[document], here) if document in found else here
    return found


def _evaluate(
    formula: Formula | None,
    by_code: Mapping[str, list[Stretch]],
    reach: Mapping[One, set[str]],
    paragraphs: Callable[[], Sequence[int]],
) -> list[Stretch]:
    if formula is None:
        return stretches.ordered(stretch for found in by_code.values() for stretch in found)
    if isinstance(formula, One):
        return stretches.ordered(stretch for code in reach[formula] for stretch in by_code.get(code, ()))
    left = _evaluate(formula.left, by_code, reach, paragraphs)
    right = _evaluate(formula.right, by_code, reach, paragraphs)
    if formula.operator == query.NEAR:
        return stretches.near(left, right, paragraphs(), formula.distance) if left and right else []
    return _ON_BOTH[formula.operator](left, right)
