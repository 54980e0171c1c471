"""What a reading across documents keeps: the formula, and the filters as conditions on documents and on codings.

Filters on documents (genre, site, period, document) say over how many documents one reads. Those on codings (who
coded, weight, facets) say which codings the formula sees: one that does not pass is as if it were not there. Those on
the passages found (who speaks, which figure) are the affair of ``codebook.quotes.reading``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from codebook import blindness
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.quotes.query import Formula, One
from codebook.terms import FACETS
from corpus import dates
from corpus.errors import DateError
from corpus.study import Study

NONE = "-"  # a value left empty: a document without site, a facet nobody set
WEIGHTS = {"dominant": "figure dominante", "secondary": "seconde"}


@dataclass(frozen=True)
class Ask:
    """A reading: a formula and what narrows it. Values of one filter are alternatives; filters hold together.

    ``sites``, ``people``, ``coders`` and ``documents`` are GUIDs, ``kinds``, ``professions`` and ``figures`` keys;
    ``period`` is EDTF; ``facets`` pairs a key of ``terms.FACETS`` with values, ``NONE`` being the one not set. With
    ``subcodes`` a code stands for those below it too. With ``same_coder`` the formula must hold for one person.
    """

    formula: Formula | None = None
    subcodes: bool = True
    same_coder: bool = False
    coders: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    period: str = ""
    professions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    weight: str = ""
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()


NAMES = {
    "coders": "Codé par",
    "sites": "Site",
    "kinds": "Genre",
    "documents": "Document",
    "period": "Période",
    "professions": "Métier de qui parle",
    "people": "Personne qui parle",
    "figures": "Figure",
    "weight": "Poids",
}


def without_each(ask: Ask) -> Iterator[tuple[str, Ask]]:
    """Yield, for each filter that is set, its French name and the reading without it."""
    for field, name in NAMES.items():
        if getattr(ask, field):
            yield name, replace(ask, **{field: type(getattr(ask, field))()})
    for facet, _ in ask.facets:
        yield FACETS[facet][0], replace(ask, facets=tuple(pair for pair in ask.facets if pair[0] != facet))


def is_narrowed(ask: Ask) -> bool:
    """Say whether any filter is set."""
    return any(True for _ in without_each(ask))


def bare(ask: Ask) -> Ask:
    """Return the reading without any of its filters."""
    return Ask(formula=ask.formula, subcodes=ask.subcodes, same_coder=ask.same_coder)


@dataclass(frozen=True)
class Condition:
    """SQL that holds for the rows that are kept, and what it binds."""

    sql: str
    params: dict[str, Any]


def on_documents(study: Study, ask: Ask) -> Condition:
    """Return the condition on ``document d``: open to this member, with a text, and as asked.

    A document whose date is not sure is kept when it may fall in the period; one without a date falls in none.

    :raises CodebookError: the period is not a date.
    """
    parts = [study.readable("d"), "d.version IS NOT NULL"]
    params: dict[str, Any] = {}
    if ask.kinds:
        parts.append("d.kind IN (SELECT value FROM json_each(:kinds))")
        params["kinds"] = json.dumps(ask.kinds)
    if ask.documents:
        parts.append("d.id IN (SELECT value FROM json_each(:documents))")
        params["documents"] = json.dumps(ask.documents)
    if ask.sites:
        of_one = "EXISTS (SELECT 1 FROM document_site s WHERE s.document = d.id"
        listed = f"{of_one} AND s.site IN (SELECT value FROM json_each(:sites)))"
        parts.append(f"({listed} OR NOT {of_one}))" if NONE in ask.sites else listed)
        params["sites"] = json.dumps(ask.sites)
    if ask.period.strip():
        params |= bounds(ask.period)
        parts.append(f"d.date_text IS NOT NULL AND {MAY_FALL}")
    return Condition(" AND ".join(f"({part})" for part in parts), params)


MAY_FALL = (
    "(:until IS NULL OR coalesce(d.date_soft_first, d.date_first) IS NULL"
    " OR coalesce(d.date_soft_first, d.date_first) <= :until)"
    " AND (:since IS NULL OR coalesce(d.date_soft_last, d.date_last) IS NULL"
    " OR coalesce(d.date_soft_last, d.date_last) >= :since)"
)
SURELY_FALLS = (
    "(:until IS NULL OR (d.date_last IS NOT NULL AND coalesce(d.date_soft_last, d.date_last) <= :until))"
    " AND (:since IS NULL OR (d.date_first IS NOT NULL AND coalesce(d.date_soft_first, d.date_first) >= :since))"
)


def bounds(period: str) -> dict[str, str | None]:
    """Return the first and last day of a period as parameters, None for an open end.

    :raises CodebookError: the period is not a date in an accepted form.
    """
    try:
        found = dates.parse(period.strip())
    except DateError as cause:
        raise CodebookError(
            f"« {period.strip()} » n’est pas une période : écrivez une année (2021), un mois (2021-03) ou un "
            "intervalle (2021-03/2022, 2021/..)."
        ) from cause
    first, last = found.soft_first or found.first, found.soft_last or found.last
    return {"since": first.isoformat() if first else None, "until": last.isoformat() if last else None}


def on_codings(study: Study, ask: Ask, codes: set[str] | None) -> Condition:
    """Return the condition on ``coding k``, ``passage p``: open to this member, not hidden by blindness, and as asked.

    :param codes: the codes that count, or None for all.
    """
    parts = [study.readable("k", "coder"), blindness.unblinded("k", "p.document")]
    params: dict[str, Any] = {}
    if codes is not None:
        parts.append("k.code IN (SELECT value FROM json_each(:codes))")
        params["codes"] = json.dumps(sorted(codes))
    if ask.coders:
        parts.append("k.coder IN (SELECT value FROM json_each(:coders))")
        params["coders"] = json.dumps(ask.coders)
    if ask.weight:
        if ask.weight not in WEIGHTS:
            raise CodebookError(f"« {ask.weight} » n’est pas un poids : choisissez parmi {', '.join(WEIGHTS)}.")
        parts.append(f"k.dominant = {int(ask.weight == 'dominant')}")
    for facet, values in ask.facets:
        if facet not in FACETS:
            raise CodebookError(f"La facette « {facet} » n’existe pas : choisissez parmi {', '.join(FACETS)}.")
        listed = f"k.{facet} IN (SELECT value FROM json_each(:facet_{facet}))"
        parts.append(f"({listed} OR k.{facet} IS NULL)" if NONE in values else listed)
        params[f"facet_{facet}"] = json.dumps(values)
    return Condition(" AND ".join(f"({part})" for part in parts), params)


def reach_of(one: One, tree: list[Code], subcodes: bool) -> set[str]:
    """Return the codes that a code of a formula stands for: itself, and those below when they count."""
    found = {one.code}
    if subcodes and not one.alone:
        for code in tree:  # parents come before their children
            if code.parent in found:
                found.add(code.id)
    return found
