"""Every coding of some codes, whoever may read it, as reshaping sees them; what a person may be told is marked open."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import assignments, passages
from codebook.terms import FACETS
from corpus.study import Study


@dataclass(frozen=True)
class Mark:
    """A coding with its place in the current version (``start`` is None while it waits for one) and what it says.

    ``facets`` are (name, key) pairs of those given; ``open`` says whether this member may read it.
    """

    id: str
    passage: str
    document: str
    start: int | None
    end: int
    quote: str
    code: str
    coder: str
    coder_name: str
    dominant: bool
    facets: tuple[tuple[str, str], ...]
    comment: str
    level: str
    made_at: str
    open: bool


def of_codes(study: Study, codes: Sequence[str]) -> list[Mark]:
    """Return the codings of these codes, document by document in reading order."""
    names = {f"c{index}": code for index, code in enumerate(codes)}
    if not names:
        return []
    given = ", ".join(f"k.{facet}" for facet in FACETS)
    rows = study.rows(
        f"SELECT k.id, k.passage, p.document, CASE WHEN {passages.WAITING} THEN NULL ELSE a.start END AS start,"
        ' a."end", a.quote, k.code, k.coder, m.name AS coder_name, k.dominant, k.comment, k.level, k.made_at,'
        f" ({study.readable('d')} AND {study.readable('k', 'coder')} AND {assignments.unblinded()}) AS open, {given}"
        " FROM coding k JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"
        f" JOIN member m ON m.id = k.coder JOIN anchor a ON {passages.LAST}"
        f" WHERE k.code IN ({', '.join(':' + name for name in names)})"
        ' ORDER BY p.document, a.start, a."end" DESC, k.made_at, k.id',
        **names,
    )
    return [_mark(row) for row in rows]


def _mark(row: dict[str, object]) -> Mark:
    facets = tuple((facet, str(value)) for facet in FACETS if (value := row.pop(facet)) is not None)
    return Mark(**row | {"dominant": bool(row["dominant"]), "open": bool(row["open"]), "facets": facets})  # type: ignore[arg-type]
