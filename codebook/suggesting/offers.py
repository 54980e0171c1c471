"""What is proposed to this member: sentences and codes, from the rules and the ranking, with what she said of them.

Each member has her own list: what she coded with the same code, and what she judged, is no longer proposed to her.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from codebook import codes, codings
from codebook.errors import CodebookError
from codebook.suggesting import ranking, verdicts
from codebook.suggesting.units import Stretch, paragraph
from codebook.suggesting.verdicts import ACCEPTED, REFUSED, Verdict
from corpus import documents, versions
from corpus.documents import Document
from corpus.study import Study

WAITING = "waiting"
STATUSES = {WAITING: "À juger", ACCEPTED: "Acceptées", REFUSED: "Refusées"}
RULES, RANKING = "rules", "ranking"
SOURCES = {RULES: "des règles", RANKING: "du classement seul"}
ORDERS = {"likely": "Les plus probables", "text": "Ordre des textes"}
MOST_RANKED = 10  # sentences of a code that the ranking alone proposes at a time


@dataclass(frozen=True)
class Suggestion:
    """A sentence ``[start, end)`` of a version and the code proposed for it.

    ``matches`` are the words of the rules in it, ``weighing`` those that count most in its score; ``rules`` the GUIDs
    of the rules, none when the ranking alone proposes it. ``score`` is in deviations from the mean of all sentences,
    None when it is not ranked.
    """

    document: str
    version: str
    start: int
    end: int
    code: str
    rules: tuple[str, ...] = ()
    matches: tuple[Stretch, ...] = ()
    score: float | None = None
    weighing: tuple[Stretch, ...] = ()
    verdict: Verdict | None = None

    @property
    def ranked(self) -> bool:
        """Whether the ranking alone proposes it."""
        return not self.rules

    @property
    def id(self) -> str:
        """What names it while the text and the codebook stand."""
        return f"{self.version}/{self.start}/{self.code}"

    @property
    def strength(self) -> float:
        """What it is ordered by: its score, more when a rule proposes it."""
        return (self.score or 0.0) + (ranking.RULE if self.rules else 0.0)


@dataclass(frozen=True)
class Asked:
    """What is asked of the list; None for all. ``status`` is a key of ``STATUSES``, ``source`` of ``SOURCES``."""

    code: str | None = None
    document: str | None = None
    rule: str | None = None
    site: str | None = None
    source: str | None = None
    status: str = WAITING
    order: str = "likely"


@dataclass(frozen=True)
class Shown:
    """A suggestion with its words: the paragraph it stands in, cut in ``before``, ``sentence`` and ``after``."""

    suggestion: Suggestion
    document: Document
    speaker: str | None
    before: str
    sentence: str
    after: str


def of(study: Study, asked: Asked | None = None) -> list[Suggestion]:
    """Return what is proposed to this member, or what she accepted or refused, as asked.

    :raises CodebookError: the status is none of ``STATUSES``.
    """
    asked = asked or Asked()
    return narrowed(study, listed(study, asked.status), asked)


def listed(study: Study, status: str = WAITING) -> list[Suggestion]:
    """Return all that has a status for this member, in no order.

    :raises CodebookError: the status is none of ``STATUSES``.
    """
    if status not in STATUSES:
        raise CodebookError(f"« {status} » n’est pas un état : choisissez parmi {', '.join(STATUSES)}.")
    found = _everything(study)
    judged = verdicts.mine(study)
    if status == WAITING:
        return _best_ranked(_still_open(study, found.values(), judged))
    return [_judged(found, verdict) for verdict in judged if verdict.verdict == status]


def narrowed(study: Study, found: Iterable[Suggestion], asked: Asked) -> list[Suggestion]:
    """Keep of a list what is asked, in the order that is asked; its status is that of the list."""
    papers = {paper.id: rank for rank, paper in enumerate(documents.everything(study))}
    among = _documents(study, asked)
    kept = [one for one in found if one.document in among and _wanted(one, asked)]
    tree = {code.id: rank for rank, code in enumerate(codes.tree(study))}

    def place(one: Suggestion) -> tuple[int, int, int]:
        return papers[one.document], one.start, tree.get(one.code, 0)

    if asked.order == "text":
        return sorted(kept, key=place)
    return sorted(kept, key=lambda one: (-one.strength, place(one)))


def by_code(found: Iterable[Suggestion]) -> dict[str, int]:
    """Return how many suggestions of a list each code has."""
    return dict(Counter(one.code for one in found))


def shown(study: Study, found: Sequence[Suggestion]) -> list[Shown]:
    """Return suggestions with their words, read from the texts.

    :raises StudyError: a text is no longer open to this member.
    """
    papers = {paper.id: paper for paper in documents.everything(study)}
    texts = {version: versions.text(study, version) for version in {one.version for one in found}}
    segments = {version: versions.segments(study, version) for version in texts}
    told = []
    for one in found:
        text = texts[one.version]
        low, high = paragraph(text, segments[one.version], one.start, one.end)
        block = versions.segment_at(segments[one.version], one.start)
        told.append(
            Shown(
                one,
                papers[one.document],
                block.speaker if block else None,
                text[low : one.start],
                text[one.start : one.end],
                text[one.end : high],
            )
        )
    return told


def _documents(study: Study, asked: Asked) -> set[str]:
    return {
        paper.id
        for paper in documents.everything(study)
        if paper.version
        and (asked.document is None or paper.id == asked.document)
        and (asked.site is None or asked.site in paper.sites)
    }


def _wanted(one: Suggestion, asked: Asked) -> bool:
    return (
        (asked.code is None or one.code == asked.code)
        and (asked.rule is None or asked.rule in one.rules)
        and (asked.source is None or one.ranked == (asked.source == RANKING))
    )


_Found = dict[tuple[str, int, str], Suggestion]


def _everything(study: Study) -> _Found:
    """Return every suggestion in the texts this member may read, by version, start and code."""
    found: _Found = {}
    rows = study.rows(
        'SELECT v.document, m.version, m.first, m.last, r.code, m.rule, m.start, m."end" FROM suggestion_match m'
        " JOIN suggestion_rule r ON r.id = m.rule AND r.active JOIN document_version v ON v.id = m.version"
        f" JOIN document d ON d.version = m.version WHERE {study.readable('d')}"
        " ORDER BY m.version, m.first, r.code, m.start, m.rule"
    )
    for key, several in groupby(rows, key=lambda row: (row["version"], row["first"], row["code"])):
        told = list(several)
        found[key] = Suggestion(
            told[0]["document"],
            told[0]["version"],
            told[0]["first"],
            told[0]["last"],
            told[0]["code"],
            tuple(dict.fromkeys(row["rule"] for row in told)),
            tuple((row["start"], row["end"]) for row in told),
        )
    if not ranking.state(study).sealed:
        _add_ranked(study, found)
    return found


def _add_ranked(study: Study, found: _Found) -> None:
    """Give suggestions their score, and add those that the ranking alone proposes."""
    for row in study.rows(
        "SELECT d.id AS document, k.version, k.first, k.last, k.code, k.score, k.reasons FROM suggestion_rank k"
        " JOIN document d ON d.version = k.version JOIN code c ON c.id = k.code AND c.applicable"
        f" WHERE k.reader = :reader AND {study.readable('d')}"
    ):
        key = (row["version"], row["first"], row["code"])
        before = found.get(key) or Suggestion(row["document"], row["version"], row["first"], row["last"], row["code"])
        found[key] = replace(before, score=row["score"], weighing=tuple(_stretches(row["reasons"])))


def _stretches(told: str) -> Iterator[Stretch]:
    for one in told.split():
        start, _, end = one.partition("-")
        yield int(start), int(end)


def _still_open(study: Study, found: Iterable[Suggestion], judged: Sequence[Verdict]) -> list[Suggestion]:
    """Leave out what this member coded with the same code, or judged."""
    taken: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for coding in codings.everything(study):
        if coding.coder == study.member.id:
            taken[coding.document, coding.code].append((coding.start, coding.end))
    for verdict in judged:
        taken[verdict.document, verdict.code].append((verdict.start, verdict.end))
    return [
        one
        for one in found
        if not any(start < one.end and one.start < end for start, end in taken.get((one.document, one.code), ()))
    ]


def _best_ranked(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Keep, of what the ranking alone proposes, the best few of each code."""
    best: dict[str, list[Suggestion]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (-one.strength, one.version, one.start)):
        if one.ranked and len(best[one.code]) < MOST_RANKED:
            best[one.code].append(one)
    chosen = {one.id for several in best.values() for one in several}
    return [one for one in found if not one.ranked or one.id in chosen]


def _judged(found: _Found, verdict: Verdict) -> Suggestion:
    """Return the suggestion a verdict was given on, with its words if the rules still find them."""
    known = found.get((verdict.version, verdict.start, verdict.code))
    if known is None:
        bare = Suggestion(verdict.document, verdict.version, verdict.start, verdict.end, verdict.code)
        return replace(bare, rules=verdict.rules, verdict=verdict)
    return replace(known, rules=verdict.rules, verdict=verdict)


def marks(one: Suggestion) -> list[tuple[int, int, str]]:
    """Return the stretches to mark in a sentence, apart and in order: ``(start, end, kind)``.

    ``start`` and ``end`` count from the start of the sentence; ``kind`` is ``rule`` for the words of a rule,
    ``weight`` for words that only weigh in the ranking.
    """
    edges = sorted({one.start, one.end, *(edge for place in (*one.matches, *one.weighing) for edge in place)})
    told: list[tuple[int, int, str]] = []
    for low, high in zip(edges, edges[1:], strict=False):
        kind = "rule" if _covers(one.matches, low) else "weight" if _covers(one.weighing, low) else ""
        if kind and told and told[-1][1] == low - one.start and told[-1][2] == kind:
            told[-1] = (told[-1][0], high - one.start, kind)
        elif kind:
            told.append((low - one.start, high - one.start, kind))
    return told


def _covers(stretches: Sequence[Stretch], at: int) -> bool:
    return any(start <= at < end for start, end in stretches)
