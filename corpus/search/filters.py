"""Among which documents and speakers a search is made: filters as SQL on documents, or as rows of the index.

A clause is a field with the values it accepts, any of them; clauses hold together. Values are written as people say
them (« kind:entretien », « site:Havremer », « period:2021-03/2021-06 ») or as keys. The codes of passages are the
business of the floor above.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus import dates
from corpus.errors import DateError
from corpus.search import folding
from corpus.search.packing import Numbers
from corpus.search.query import Field, QueryError
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS

ABOVE = ("code", "coder")  # fields that only the floor of interpretation can answer


@dataclass(frozen=True)
class Clause:
    """A field and the values it accepts, or leaves out.

    ``name`` is ``kind``, ``site``, ``period``, ``speaker``, ``code`` or ``coder``.
    """

    name: str
    values: tuple[str, ...]
    out: bool = False


def clauses(fields: Iterable[Field]) -> list[Clause]:
    """Gather the fields written in a query: values of one field are alternatives, each exclusion holds by itself."""
    wanted: dict[str, list[str]] = {}
    out = []
    for field in fields:
        if field.out:
            out.append(Clause(field.name, (field.value,), out=True))
        else:
            wanted.setdefault(field.name, []).append(field.value)
    return [*(Clause(name, tuple(values)) for name, values in wanted.items()), *out]


def documents_where(study: Study, given: Sequence[Clause]) -> tuple[str, dict[str, Any]]:
    """Return the SQL condition on ``document d`` that the clauses ask for, and its parameters.

    :raises QueryError: a value names nothing.
    """
    conditions = ["1"]
    params: dict[str, Any] = {}
    for number, clause in enumerate(given):
        if clause.name in _ON_DOCUMENTS:
            name = f"clause_{number}"
            condition, bound = _ON_DOCUMENTS[clause.name](study, clause, name)
            conditions.append(f"NOT ({condition})" if clause.out else f"({condition})")
            params |= bound
    return " AND ".join(conditions), params


_Condition = tuple[str, dict[str, Any]]


def _kinds(_study: Study, clause: Clause, name: str) -> _Condition:
    keys = [key for value in clause.values for key in named(value, DOCUMENT_KINDS, "genre")]
    return f"d.kind IN (SELECT value FROM json_each(:{name}))", {name: json.dumps(keys)}


def _sites(study: Study, clause: Clause, name: str) -> _Condition:
    known = {row["id"]: row["label"] for row in study.rows("SELECT id, label FROM site")}
    keys = [key for value in clause.values for key in named(value, known, "site")]
    condition = (
        "EXISTS (SELECT 1 FROM document_site s WHERE s.document = d.id"
        f" AND s.site IN (SELECT value FROM json_each(:{name})))"
    )
    return condition, {name: json.dumps(keys)}


def _periods(_study: Study, clause: Clause, name: str) -> _Condition:
    """Documents whose date may fall within one of the periods; an undated document falls in none."""
    conditions = []
    params: dict[str, Any] = {}
    for number, value in enumerate(clause.values):
        first, last = _bounds(value)
        begin, end = f"{name}_{number}_first", f"{name}_{number}_last"
        conditions.append(
            f"(d.date_text IS NOT NULL AND (:{end} IS NULL OR d.date_first IS NULL OR d.date_first <= :{end})"
            f" AND (:{begin} IS NULL OR d.date_last IS NULL OR d.date_last >= :{begin}))"
        )
        params |= {begin: first, end: last}
    return " OR ".join(conditions), params


def _bounds(value: str) -> tuple[str | None, str | None]:
    try:
        period = dates.parse(value)
    except DateError as cause:
        raise QueryError(
            f"« {value} » n’est pas une période : écrivez une année (2021), un mois (2021-03) ou un intervalle "
            "(2021-03/2021-06)."
        ) from cause
    return period.first.isoformat() if period.first else None, period.last.isoformat() if period.last else None


_ON_DOCUMENTS = {"kind": _kinds, "site": _sites, "period": _periods}


def rows_of_speakers(study: Study, clause: Clause) -> Numbers:
    """Return the sorted rows of the index spoken by those a clause names."""
    speakers = [
        row[0] for row in study.execute("SELECT DISTINCT speaker FROM search_segment WHERE speaker IS NOT NULL")
    ]
    chosen = [one for one in speakers if any(says(value, one) for value in clause.values)]
    cursor = study.execute(
        "SELECT id FROM search_segment WHERE speaker IN (SELECT value FROM json_each(?)) AND speaker IS NOT NULL",
        (json.dumps(chosen),),
    )
    return np.sort(np.array(cursor.fetchall(), np.int64).reshape(-1))


def named(value: str, known: dict[str, str], what: str) -> list[str]:
    """Return the keys of what a value names among labels by key: the very key or label, else the words of a label.

    :raises QueryError: nothing is named so.
    """
    plain = folding.fold(value.strip())
    exact = [key for key, label in known.items() if value == key or plain == folding.fold(label)]
    found = exact or [key for key, label in known.items() if says(value, label)]
    if not found:
        labels = list(known.values())
        some = ", ".join(labels[:12]) + (" …" if len(labels) > 12 else "")
        raise QueryError(f"Aucun {what} ne s’appelle « {value} » : choisissez parmi {some}.")
    return found


def says(value: str, label: str) -> bool:
    """Say whether the words of a value follow one another in a label, the last one perhaps begun only."""
    asked = [folding.fold(word) for _, _, word in folding.words(value)]
    there = [folding.fold(word) for _, _, word in folding.words(label)]
    for at in range(len(there) - len(asked) + 1):
        here = there[at : at + len(asked)]
        if asked and here[:-1] == asked[:-1] and here[-1].startswith(asked[-1]):
            return True
    return False
