"""The occurrences of a search, each in its context: counted at once, read from the texts only for those shown.

Only documents the reader may read count. Occurrences come by date and title of their document then by place, or in the
order of the words on their right or on their left, read towards the occurrence's outside.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import dated
from corpus.search import filters, folding, index, places
from corpus.search.filters import Clause
from corpus.search.index import ROW_BITS
from corpus.search.packing import Numbers, words_of
from corpus.search.places import RANK_BITS, Spans
from corpus.search.query import Query, QueryError
from corpus.sorting import name_key
from corpus.study import Study

ORDERS = {"document": "Documents", "left": "Contexte gauche", "right": "Contexte droit"}
CONTEXT = 90  # characters shown on each side
SORTED_AT_MOST = 50_000
_DOCUMENT_BITS = ROW_BITS + RANK_BITS
_SORT_WORDS = 6
_WORD = re.compile(r"\w+")
_TITLE_KEY = lru_cache(maxsize=20_000)(name_key)
_MOST_RANKS = 64
_RANKS: dict[tuple[Any, ...], Numbers] = {}  # named by the state of the study and by who reads: never out of date


@dataclass(frozen=True)
class Hit:
    """An occurrence: ``[start, end)`` in the current text of its document, its context, its segment.

    ``left + text + right`` is what stands there, line feeds between paragraphs included. ``date`` is EDTF text.
    """

    document: str
    title: str
    kind: str
    date: str
    speaker: str | None
    start: int
    end: int
    left: str
    text: str
    right: str
    segment_start: int
    segment_end: int

    @property
    def date_shown(self) -> str:
        """The date as a person reads it in French."""
        return dated.shown({"date_text": self.date}, "date")

    @property
    def at(self) -> str:
        """The place as addresses write it."""
        return f"{self.start}-{self.end}"


Keep = Callable[[dict[str, list[tuple[int, int]]]], dict[str, list[bool]]]
"""Given the offsets of occurrences by document, says which are kept."""


@dataclass(frozen=True)
class Concordance:
    """The occurrences of a search in their order; ``hits`` reads some of them from the texts.

    ``sort`` is the order they are in, a key of ``ORDERS``; ``spans`` and ``ranks`` are their places as the index names
    them.
    """

    study: Study
    spans: Spans
    sort: str
    ranks: Numbers

    def __len__(self) -> int:
        return len(self.spans.first)

    def hits(self, offset: int = 0, limit: int | None = None, *, context: int = CONTEXT) -> list[Hit]:
        """Return occurrences in context, from one rank on."""
        end = None if limit is None else offset + limit
        return _read(self.study, Spans(self.spans.first[offset:end], self.spans.last[offset:end]), context)

    @cached_property
    def documents(self) -> int:
        """How many documents have some."""
        return len(np.unique(self.spans.first >> _DOCUMENT_BITS))

    def by_document(self) -> list[tuple[str, int]]:
        """Return how many occurrences each document has, in the order of documents: (GUID, number)."""
        numbers, counts = np.unique(self.spans.first >> _DOCUMENT_BITS, return_counts=True)
        known = {row["id"]: row["document"] for row in _known(self.study, numbers)}
        order = np.argsort(self.ranks[numbers])
        return [(known[number], int(held)) for number, held in zip(numbers[order], counts[order], strict=True)]


def search(
    study: Study,
    query: Query,
    *,
    among: Sequence[Clause] = (),
    sort: str = "document",
    keep: Keep | None = None,
) -> Concordance:
    """Find what a query asks for in the documents this member may read.

    :param among: filters on top of those written in the query.
    :param sort: a key of ``ORDERS``; above ``SORTED_AT_MOST`` occurrences the order is that of documents.
    :param keep: says which occurrences are kept, from their offsets, for what only a floor above knows.
    :raises QueryError: a filter names nothing, or is not one of the field.
    :raises StudyError: the index must be brought up to date and the study stays busy.
    """
    given = [*filters.clauses(query.fields), *among]
    for clause in given:
        if clause.name in filters.ABOVE and keep is None:
            raise QueryError(f"« {clause.name}: » cherche dans les codages : servez-vous de la page Recherche.")
    index.bring_up_to_date(study)
    spans = places.find(study, query.node)
    for clause in given:
        if clause.name == "speaker":
            spoken = np.isin(spans.rows, filters.rows_of_speakers(study, clause))
            spans = spans.kept(~spoken if clause.out else spoken)
    ranks = _ranks(study, given)
    spans = _in_order(spans, ranks)
    if keep is not None:
        spans = spans.kept(_kept(study, spans, keep))
    found = Concordance(study, spans, "document", ranks)
    return found if sort == "document" or len(found) > SORTED_AT_MOST else _sorted(found, sort)


def _ranks(study: Study, given: Sequence[Clause]) -> Numbers:
    """Return the rank, by date then title, of each document by its number in the index; -1 for those left out.

    What the reader may not read, or the clauses do not want, is left out. Ranks are kept for the next search while
    nothing changes in the study.
    """
    where, params = filters.documents_where(study, given)
    where = f"{study.readable('d')} AND {where}"
    key = (index.stamp(study), study.member.id, where, tuple(params.items()))
    if key[0] is not None and key in _RANKS:
        return _RANKS[key]
    cursor = study.execute(
        "SELECT coalesce(d.date_first, d.date_last, iif(d.date_text IS NULL, '9999', '0000')), d.title, x.id"
        " FROM search_version x JOIN document d ON d.id = x.document AND d.version = x.version"
        f" WHERE {where}",
        {"reader": study.member.id, **params},
    )
    ordered = [number for _, _, number in sorted((day, _TITLE_KEY(title), number) for day, title, number in cursor)]
    ranks = np.full(max(ordered, default=0) + 1, -1, np.int64)
    ranks[ordered] = np.arange(len(ordered))
    if key[0] is not None:
        if len(_RANKS) >= _MOST_RANKS:
            _RANKS.clear()
        _RANKS[key] = ranks
    return ranks


def _in_order(spans: Spans, ranks: Numbers) -> Spans:
    """Keep the stretches of the documents that have a rank, in its order."""
    numbers = spans.first >> _DOCUMENT_BITS
    spans = spans.kept(numbers < len(ranks))
    found = ranks[spans.first >> _DOCUMENT_BITS]
    order = np.argsort(found, kind="stable")
    order = order[np.searchsorted(found[order], 0) :]
    return Spans(spans.first[order], spans.last[order])


def _known(study: Study, numbers: Numbers) -> list[dict[str, Any]]:
    return study.rows(
        "SELECT x.id, x.document, x.version, d.title, d.kind, coalesce(d.date_text, '') AS date"
        " FROM search_version x JOIN document d ON d.id = x.document"
        " WHERE x.id IN (SELECT value FROM json_each(:numbers))",
        numbers=json.dumps(numbers.tolist()),
    )


def _offsets(study: Study, spans: Spans) -> tuple[Numbers, dict[int, tuple[str | None, int, int]]]:
    """Return the start and end of each stretch (two columns), and speaker, start and end of each row they stand in."""
    rows, which = np.unique(spans.rows, return_inverse=True)
    cursor = study.execute(
        'SELECT id, speaker, start, "end", words, places FROM search_segment'
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(rows.tolist()),),
    )
    kept = cursor.fetchall()
    edges = np.empty((len(spans.first), 2), np.int64)
    order = np.argsort(which, kind="stable")
    cuts = np.searchsorted(which[order], np.arange(len(rows) + 1))
    first, last = spans.first & ((1 << RANK_BITS) - 1), spans.last & ((1 << RANK_BITS) - 1)
    for at, (_, _, start, _, words, packed) in enumerate(kept):
        _, starts, ends = words_of(words, packed, start)
        mine = order[cuts[at] : cuts[at + 1]]
        edges[mine, 0] = starts[first[mine]]
        edges[mine, 1] = ends[last[mine]]
    return edges, {row: (speaker, start, end) for row, speaker, start, end, _, _ in kept}


def _read(study: Study, spans: Spans, context: int) -> list[Hit]:
    if not len(spans.first):
        return []
    edges, segments = _offsets(study, spans)
    numbers = spans.first >> _DOCUMENT_BITS
    known = {row["id"]: row for row in _known(study, np.unique(numbers))}
    texts = _texts(study, [row["version"] for row in known.values()])
    found = []
    for number, row, (start, end) in zip(numbers.tolist(), spans.rows.tolist(), edges.tolist(), strict=True):
        about = known[number]
        text = texts[about["version"]]
        speaker, segment_start, segment_end = segments[row]
        found.append(
            Hit(
                about["document"],
                about["title"],
                about["kind"],
                about["date"],
                speaker,
                start,
                end,
                _before(text, start, context),
                text[start:end],
                _after(text, end, context),
                segment_start,
                segment_end,
            )
        )
    return found


def _texts(study: Study, versions: Sequence[str]) -> dict[str, str]:
    cursor = study.execute(
        "SELECT version, text FROM version_text WHERE version IN (SELECT value FROM json_each(?))",
        (json.dumps(list(versions)),),
    )
    return dict(cursor.fetchall())


def _before(text: str, start: int, context: int) -> str:
    """Return what stands before a place, cut between two words."""
    from_here = max(0, start - context)
    left = text[from_here:start]
    if from_here and not text[from_here - 1].isspace():
        left = left.partition(" ")[2] or left
    return left


def _after(text: str, end: int, context: int) -> str:
    """Return what stands after a place, cut between two words."""
    right = text[end : end + context]
    if end + context < len(text) and not text[end + context].isspace():
        right = right.rpartition(" ")[0] or right
    return right


def _sorted(found: Concordance, sort: str) -> Concordance:
    """Put occurrences in the order of the words beside them; those with the same words keep the order of documents."""
    hits = found.hits()
    keys = [_right_key(hit.right) if sort == "right" else _left_key(hit.left) for hit in hits]
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)
    spans = Spans(found.spans.first[order], found.spans.last[order])
    return Concordance(found.study, spans, sort, found.ranks)


def _right_key(right: str) -> list[str]:
    return _WORD.findall(folding.fold(right))[:_SORT_WORDS]


def _left_key(left: str) -> list[str]:
    return _WORD.findall(folding.fold(left))[::-1][:_SORT_WORDS]


def _kept(study: Study, spans: Spans, keep: Keep) -> NDArray[np.bool_]:
    """Ask ``keep`` about the stretches, document by document."""
    edges, _ = _offsets(study, spans)
    numbers = spans.first >> _DOCUMENT_BITS
    known = {row["id"]: row["document"] for row in _known(study, np.unique(numbers))}
    given: dict[str, list[tuple[int, int]]] = {}
    for number, (start, end) in zip(numbers.tolist(), edges.tolist(), strict=True):
        given.setdefault(known[number], []).append((start, end))
    answers = {document: iter(answer) for document, answer in keep(given).items()}
    return np.array([next(answers[known[number]]) for number in numbers.tolist()], np.bool_)
