"""A reading across documents: what a formula finds under its filters, counted, and shown by windows.

Passages as they were marked are counted and cut into windows in SQL; what a formula joins is computed from the codings
in one pass, and only its window is filled in. A passage that waits for a place in the current text is counted apart.
Writing and files are left to ``recoding`` and ``exporting``.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from codebook import codes, passages
from codebook.codes import Code
from codebook.quotes import evaluating, filters, query, stretches
from codebook.quotes.evaluating import Row
from codebook.quotes.filters import Ask
from codebook.quotes.papers import papers
from codebook.quotes.query import One
from codebook.quotes.stretches import Stretch
from codebook.quotes.voices import Voices
from corpus.study import Study
from corpus.versions import INSIDE

WINDOW = 50
FROM = (
    " FROM coding k JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"
    " JOIN anchor a ON a.passage = p.id AND a.version = d.version"
)
_LOST = " FROM coding k JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"
NOT_PARAGRAPHS = ", ".join(f"'{kind}'" for kind in INSIDE)


@dataclass(frozen=True)
class Place:
    """Where a quote stands: document (GUID) and ``[start, end)`` in code points of its current text."""

    document: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What names the place in an address or a list."""
        return f"{self.document}:{self.start}-{self.end}"


@dataclass(frozen=True)
class Reach:
    """Over how much a reading goes: n found, N that pass the same filters on documents and on who speaks."""

    quotes: int
    documents: int
    of_documents: int
    speakers: int
    of_speakers: int
    possible: int


class Reading:
    """What a formula finds under its filters, for one member at one moment."""

    def __init__(self, study: Study, ask: Ask) -> None:
        """Find and count.

        :raises CodebookError: the period or a facet is not one.
        """
        self.study, self.ask = study, ask
        self.tree = codes.tree(study)
        self.on_documents = filters.on_documents(study, ask)
        self.papers = {paper.id: paper for paper in papers(study, self.on_documents, ask.period)}
        self.reach_of = {one: filters.reach_of(one, self.tree, ask.subcodes) for one in query.codes_of(ask.formula)}
        self.codes: set[str] | None = set().union(*self.reach_of.values()) if self.reach_of else None
        self.on_codings = filters.on_codings(study, ask, self.codes)
        self.in_sql = query.is_plain(ask.formula) and not (ask.figures or ask.professions or ask.people)
        self._found: dict[str, list[Stretch]] = {} if self.in_sql else self._computed()
        counts = self._counted() if self.in_sql else {name: len(found) for name, found in self._found.items()}
        self.counts = {document: counts[document] for document in self.papers if document in counts}
        self.total = sum(self.counts.values())

    @property
    def params(self) -> dict[str, object]:
        """What the conditions of this reading bind."""
        return self.on_documents.params | self.on_codings.params

    @property
    def where(self) -> str:
        """The condition on ``document d``, ``passage p`` and ``coding k``."""
        return f"{self.on_documents.sql} AND {self.on_codings.sql}"

    def _counted(self) -> dict[str, int]:
        rows = self.study.rows(
            "SELECT document, count(*) AS number FROM"
            f' (SELECT DISTINCT p.document AS document, a.start, a."end" {FROM} WHERE {self.where}) GROUP BY document',
            **self.params,
        )
        return {row["document"]: row["number"] for row in rows}

    @property
    def keeps_passages(self) -> bool:
        """Whether what is found is always passages as they were marked."""
        return query.is_plain(self.ask.formula)

    def places(self, offset: int = 0, limit: int | None = WINDOW) -> list[Place]:
        """Return a window of what was found, in the order of documents then of the text; all of it without limit."""
        last = self.total if limit is None else min(self.total, offset + limit)
        begun, before, wanted = 0, 0, []
        for document, number in self.counts.items():
            if begun < last and begun + number > offset:
                wanted.append(document)
            elif not wanted:
                before += number
            begun += number
        if not wanted:
            return []
        if self.in_sql:
            return self._window(wanted, offset - before, last - offset)
        found = [Place(document, *stretch) for document in wanted for stretch in self._found[document]]
        return found[offset - before : last - before]

    def _window(self, wanted: Sequence[str], offset: int, limit: int) -> list[Place]:
        rows = self.study.execute(
            f'SELECT DISTINCT w.key, p.document, a.start, a."end" FROM json_each(:wanted) w'
            " CROSS JOIN passage p ON p.document = w.value JOIN document d ON d.id = p.document"
            " JOIN anchor a ON a.passage = p.id AND a.version = d.version JOIN coding k ON k.passage = p.id"
            f' WHERE {self.where} ORDER BY w.key, a.start, a."end" DESC LIMIT :limit OFFSET :offset',
            {
                "reader": self.study.member.id,
                "wanted": json.dumps(wanted),
                "limit": limit,
                "offset": offset,
                **self.params,
            },
        )
        return [Place(document, start, end) for _, document, start, end in rows]

    def _rows(self) -> list[Row]:
        rows = self.study.execute(
            f'SELECT p.document, a.start, a."end", k.code, k.coder {FROM} WHERE {self.where}',
            {"reader": self.study.member.id, **self.params},
        )
        return rows.fetchall()

    def _computed(self) -> dict[str, list[Stretch]]:
        found = evaluating.find(
            self.ask.formula,
            self._rows(),
            self.reach_of,
            lambda document: self._paragraphs.get(document, []),
            same_coder=self.ask.same_coder,
        )
        if not query.is_plain(self.ask.formula):
            found = self._readable(found)
        if self.ask.figures:
            marked = self._figures()
            found = {name: stretches.touching(here, marked.get(name, ())) for name, here in found.items()}
        if self.ask.professions or self.ask.people:
            asked = (self.ask.professions, self.ask.people)
            found = {name: stretches.touching(here, self.voices.spoken(name, *asked)) for name, here in found.items()}
        return {name: here for name, here in found.items() if here}

    def _readable(self, found: Mapping[str, list[Stretch]]) -> dict[str, list[Stretch]]:
        """Leave out what a formula cut down to white space or signs, and the white space at the ends of the rest."""
        texts = self.texts(found)
        return {
            name: stretches.ordered(kept for one in here if (kept := stretches.trimmed(texts[name], one)))
            for name, here in found.items()
        }

    def _figures(self) -> dict[str, list[Stretch]]:
        """Return where a code of the figures asked for was given, by the same coders."""
        chosen = {code.id for code in self.tree if code.figure in self.ask.figures}
        given = filters.on_codings(self.study, Ask(coders=self.ask.coders), chosen)
        rows = self.study.execute(
            f'SELECT p.document, a.start, a."end" {FROM} WHERE {self.on_documents.sql} AND {given.sql}',
            {"reader": self.study.member.id, **self.on_documents.params, **given.params},
        )
        marked: dict[str, list[Stretch]] = {}
        for document, start, end in rows:
            marked.setdefault(document, []).append((start, end))
        return marked

    @cached_property
    def _paragraphs(self) -> dict[str, list[int]]:
        """Where the paragraphs of each document begin."""
        owners = {paper.version: paper.id for paper in self.papers.values()}
        rows = self.study.execute(
            "SELECT s.version, s.start FROM json_each(?) w CROSS JOIN segment s ON s.version = w.value"
            f" WHERE s.kind NOT IN ({NOT_PARAGRAPHS}) ORDER BY w.key, s.start",
            (json.dumps(list(owners)),),
        )
        found: dict[str, list[int]] = {}
        for version, start in rows.fetchall():
            found.setdefault(owners[version], []).append(start)
        return found

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Return the current texts of documents of this reading."""
        owners = {self.papers[name].version: name for name in documents}
        rows = self.study.execute(
            "SELECT version, text FROM version_text WHERE version IN (SELECT value FROM json_each(?))",
            (json.dumps(list(owners)),),
        )
        return {owners[version]: text for version, text in rows}

    @cached_property
    def voices(self) -> Voices:
        """Who speaks in all the documents that pass the filters."""
        return Voices(self.study, {paper.id: paper.version for paper in self.papers.values()})

    def voices_of(self, documents: Iterable[str]) -> Voices:
        """Return who speaks in some documents of this reading."""
        if "voices" in vars(self):  # all of them have been read already
            return self.voices
        return Voices(self.study, {name: self.papers[name].version for name in documents})

    @cached_property
    def reach(self) -> Reach:
        """Over how much this reading goes, with its denominators."""
        spoken = (self.ask.professions, self.ask.people)
        found = self._found
        if self.in_sql:
            found = {}
            for document, start, end, _, _ in self._rows() if self.voices.turns else ():
                found.setdefault(document, []).append((start, end))
        everybody = self.voices.everybody(*spoken)
        return Reach(
            quotes=self.total,
            documents=len(self.counts),
            of_documents=len(self.papers),
            speakers=len(self.voices.all_heard(found) & everybody),
            of_speakers=len(everybody),
            possible=sum(self.papers[document].possible for document in self.counts),
        )

    @cached_property
    def waiting(self) -> dict[str, int]:
        """How many codings that pass the filters wait for a place in the current text, by document."""
        rows = self.study.rows(
            f"SELECT p.document, count(*) AS number {_LOST} WHERE {passages.WAITING} AND {self.where}"
            " GROUP BY p.document",
            **self.params,
        )
        return {row["document"]: row["number"] for row in rows}


def read(study: Study, ask: Ask) -> Reading:
    """Return what a formula finds under its filters.

    :raises CodebookError: the period or a facet is not one.
    """
    return Reading(study, ask)


def emptied_by(study: Study, ask: Ask) -> list[tuple[str, int]]:
    """Say which filter, taken away alone, would let something through: its French name and how much.

    When none does alone, the answer is what would be found without any, under an empty name; when even that is
    nothing, the answer is empty.
    """
    alone = [(name, Reading(study, other).total) for name, other in filters.without_each(ask)]
    found = [(name, number) for name, number in alone if number]
    if found or not alone:
        return found
    whole = Reading(study, filters.bare(ask)).total
    return [("", whole)] if whole else []


def undated(study: Study, ask: Ask) -> int:
    """Count the documents that would pass but for having no date, when a period is asked for."""
    if not ask.period.strip():
        return 0
    condition = filters.on_documents(study, replace(ask, period=""))
    return int(
        study.value(
            f"SELECT count(*) FROM document d WHERE {condition.sql} AND d.date_text IS NULL", **condition.params
        )
    )


def names_of(tree: Sequence[Code]) -> Callable[[One], str]:
    """Return how a code is written in a formula for people: its label, between quotation marks where it needs them."""
    labels: dict[str, int] = {}
    for code in tree:
        labels[code.label] = labels.get(code.label, 0) + 1
    by_id = {code.id: code for code in tree}

    def name(one: One) -> str:
        code = by_id.get(one.code)
        if code is None:
            return "« code disparu »"
        label = code.label if labels[code.label] == 1 else " › ".join([*code.path, code.label])
        return f"« {label} »" if " " in label else label

    return name
