"""Searching inside codes, and coding what a search found.

The words are found by ``corpus.search``; here an occurrence is kept when it touches a passage coded as asked, and a
chosen set of occurrences is coded in one change, so that one undo takes it back.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from codebook import codes, codings
from codebook.codings import Coding
from codebook.errors import CodebookError
from corpus import documents, members, versions
from corpus.language.sentences import sentences
from corpus.search import concordance, filters
from corpus.search.concordance import Concordance, Hit
from corpus.search.filters import Clause
from corpus.search.query import Query, QueryError
from corpus.study import Study

EXTENTS = {"hit": "les mots trouvés", "sentence": "leur phrase", "paragraph": "leur paragraphe"}
MOST = 2_000  # occurrences coded at once

_Places = dict[str, list[tuple[int, int]]]


def search(study: Study, query: Query, *, among: Sequence[Clause] = (), sort: str = "document") -> Concordance:
    """Find what a query asks for, with the filters ``code`` and ``coder`` on top of those of the field.

    An occurrence is kept when it touches a passage given one of the codes, or a code under one of them, by one of the
    coders; it is left out when it touches one that a clause excludes. Codings count when this member may read them.

    :raises QueryError: a filter names nothing.
    """
    given = [clause for clause in [*filters.clauses(query.fields), *among] if clause.name in filters.ABOVE]
    if not given:
        return concordance.search(study, query, among=among, sort=sort)
    marks = _Marks(study, given)
    return concordance.search(study, query, among=among, sort=sort, keep=marks.keep)


class _Marks:
    """The passages that clauses ask for and those they leave out, by document, each in order and apart."""

    def __init__(self, study: Study, given: Sequence[Clause]) -> None:
        found = codings.everything(study)
        wanted = [self._test(study, clause) for clause in given if not clause.out]
        self.asked = bool(wanted)
        self.inside = _stretches(coding for coding in found if all(test(coding) for test in wanted))
        unwanted = [self._test(study, clause) for clause in given if clause.out]
        self.outside = _stretches(coding for coding in found if any(test(coding) for test in unwanted))

    def _test(self, study: Study, clause: Clause) -> Callable[[Coding], bool]:
        if clause.name == "code":
            chosen = _codes(study, clause.values)
            return lambda coding: coding.code in chosen
        people = members.names(study)
        named = {key for value in clause.values for key in filters.named(value, people, "codeur")}
        return lambda coding: coding.coder in named

    def keep(self, places: _Places) -> dict[str, list[bool]]:
        """Say which occurrences are kept, from their offsets by document."""
        return {
            document: [
                (not self.asked or _touches(self.inside.get(document), start, end))
                and not _touches(self.outside.get(document), start, end)
                for start, end in found
            ]
            for document, found in places.items()
        }


def _codes(study: Study, values: Sequence[str]) -> set[str]:
    """Return the codes that values name, by key, label or words of the label, with all those under them."""
    tree = codes.tree(study)
    labels = {code.id: code.label for code in tree}
    by_key = {code.key: code.id for code in tree}
    if not tree:
        raise QueryError("L’étude n’a pas encore de code : retirez le filtre, ou chargez une grille.")
    named: set[str] = set()
    for value in values:
        named |= {by_key[value]} if value in by_key else set(filters.named(value, labels, "code"))
    for code in tree:  # parents come before their children
        if code.parent in named:
            named.add(code.id)
    return named


def _stretches(found: Iterable[Coding]) -> _Places:
    """Return the coded stretches by document, joined where they overlap."""
    places: _Places = {}
    for coding in sorted(found, key=lambda one: one.start):
        there = places.setdefault(coding.document, [])
        if there and coding.start <= there[-1][1]:
            there[-1] = (there[-1][0], max(there[-1][1], coding.end))
        else:
            there.append((coding.start, coding.end))
    return places


def _touches(stretches: list[tuple[int, int]] | None, start: int, end: int) -> bool:
    if not stretches:
        return False
    at = bisect_right(stretches, end - 1, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and stretches[at][1] > start


@dataclass(frozen=True)
class Coded:
    """What coding a set of occurrences did.

    How many passages were coded, codings made, codings there already; and the change, to be undone if need be.
    """

    passages: int
    made: int
    already: int
    change: int


def code_hits(
    study: Study, hits: Sequence[Hit], applied: Sequence[str], *, extent: str = "hit", comment: str = ""
) -> Coded:
    """Code occurrences, or the sentence or paragraph each stands in, with one or more codes, in one change.

    :param extent: a key of ``EXTENTS``.
    :raises CodebookError: nothing to code or too much, a code that cannot be applied, or a text that has changed since
        the search; nothing is written then.
    """
    if not hits:
        raise CodebookError("Aucune occurrence n’est choisie : cochez-en au moins une.")
    if len(hits) > MOST:
        raise CodebookError(f"On code {MOST} occurrences à la fois au plus : précisez la recherche.")
    if extent not in EXTENTS:
        raise CodebookError(f"« {extent} » n’est pas une étendue : choisissez parmi {', '.join(EXTENTS)}.")
    places = _places(study, hits, extent)
    before = {coding.id for coding in codings.everything(study)}
    level = "private" if any(documents.get(study, document).level == "private" for document in places) else "team"
    number = sum(len(found) for found in places.values())
    made: list[str] = []
    what = "passages trouvés" if number > 1 else "passage trouvé"
    with study.change(f"Coder {number} {what} en cherchant", level=level) as change:
        for document, found in places.items():
            for start, end in found:
                made += codings.apply(study, document, start, end, applied, comment=comment)
    fresh = sum(coding not in before for coding in made)
    return Coded(number, fresh, len(made) - fresh, change)


def _places(study: Study, hits: Sequence[Hit], extent: str) -> _Places:
    """Return the places to code by document, in order, each once."""
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.document, []).append(hit)
    places: _Places = {}
    for document, found in by_document.items():
        version = documents.get(study, document).version
        text = versions.text(study, version) if version else ""
        if any(text[hit.start : hit.end] != hit.text for hit in found):
            raise CodebookError("Un texte a changé depuis la recherche : relancez-la, puis codez de nouveau.")
        places[document] = sorted(set(_extended(text, found, extent)))
    return places


def _extended(text: str, hits: Sequence[Hit], extent: str) -> list[tuple[int, int]]:
    if extent == "hit":
        return [(hit.start, hit.end) for hit in hits]
    if extent == "paragraph":
        return [_trimmed(text, hit.segment_start, hit.segment_end) for hit in hits]
    cut = sentences(text)
    starts = [start for start, _ in cut]
    return [
        (cut[bisect_right(starts, hit.start) - 1][0], cut[bisect_right(starts, hit.end - 1) - 1][1]) for hit in hits
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the white space at its ends."""
    inner = text[start:end]
    return end - len(inner.lstrip()), start + len(inner.rstrip())
