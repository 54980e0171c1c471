"""The address of a reading: formula, filters, view and window, so that it can be shared and marked by the browser.

The address is what the page shows; widgets are set from it and write to it. What an address names and the study does
not hold any more is left out, and said. The last reading of the session comes back when the page is opened without any.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.quotes import filters, query
from codebook.quotes.filters import NONE, WEIGHTS, Ask
from codebook.quotes.query import Formula, One
from codebook.terms import FACETS
from corpus import documents, members, people, sites
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS, FIGURES, PROFESSIONS
from pages.parts import guard

FORMULA, ALONE, SAME, PERIOD, WEIGHT, VIEW, DOCUMENT, PAGE = (
    "q", "sans-sous-codes", "meme-codeur", "periode", "poids", "vue", "document", "page"
)  # fmt: skip
THEME, TEXT = "theme", "document"
VIEWS = {THEME: "Un thème, tous les textes", TEXT: "Un texte, ses codes"}
MANY = {
    "coders": "codeur",
    "sites": "site",
    "kinds": "genre",
    "professions": "metier",
    "people": "personne",
    "figures": "figure",
}  # the fields of a reading that take several values, and their names in the address
_LAST = "quotes-last-address"


def facet_name(facet: str) -> str:
    """Return the name of a facet in the address."""
    return f"f-{facet}"


@dataclass(frozen=True)
class Address:
    """What an address asks for; ``problems`` are sentences to show, and ``unread`` says the formula is one of them."""

    ask: Ask
    typed: str
    unread: bool
    view: str
    document: str | None
    page: int
    problems: tuple[str, ...]


def restore() -> None:
    """Bring the last reading of the session back when the page is opened without any."""
    whose, kept = st.session_state.get(_LAST, (None, {}))
    if not st.query_params and whose == str(guard.study_path()):
        st.query_params.from_dict(kept)
    _keep()


def _keep() -> None:
    """Remember the address, with the study it speaks of."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params}
    st.session_state[_LAST] = (str(guard.study_path()), kept)


def put(values: Mapping[str, Any]) -> None:
    """Write values in the address: a list, a word, or None to take a name away. The window goes back to the first."""
    for name, value in values.items():
        if value in (None, "", [], ()):
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = list(value) if isinstance(value, (list, tuple)) else str(value)
    if PAGE not in values:
        st.query_params.pop(PAGE, None)
    _keep()


def clear_filters() -> None:
    """Take the filters away, and keep the formula and the view."""
    for name in list(st.query_params):
        if name not in (FORMULA, ALONE, SAME, VIEW, DOCUMENT):
            del st.query_params[name]
    _keep()


def choices(study: Study) -> dict[str, dict[str, str]]:
    """Return the values each filter can take, with their French words, in the order they are shown."""
    return {
        "coders": dict(sorted(members.names(study).items(), key=lambda pair: pair[1])),
        "sites": sites.labels(study) | {NONE: "sans site"},
        "kinds": DOCUMENT_KINDS,
        "professions": PROFESSIONS | {NONE: "métier inconnu"},
        "people": {person.id: person.label for person in people.everyone(study)},
        "figures": FIGURES,
    }


def asked(study: Study, known: Mapping[str, Mapping[str, str]], tree: list[Code]) -> Address:
    """Read the address."""
    problems: list[str] = []
    left_out: list[str] = []

    def values(name: str, allowed: Collection[str]) -> tuple[str, ...]:
        given = st.query_params.get_all(name)
        left_out.extend(name for one in given if one not in allowed)
        return tuple(dict.fromkeys(one for one in given if one in allowed))

    typed = st.query_params.get(FORMULA, "")
    formula = _guarded(problems, lambda: query.parse(typed, tree))
    ask = Ask(
        formula=formula,
        subcodes=ALONE not in st.query_params,
        same_coder=SAME in st.query_params,
        period=st.query_params.get(PERIOD, "").strip(),
        weight=next(iter(values(WEIGHT, WEIGHTS)), ""),
        facets=tuple(
            (facet, found) for facet in FACETS if (found := values(facet_name(facet), {*FACETS[facet][1], NONE}))
        ),
        **{field: values(name, known[field]) for field, name in MANY.items()},
    )
    if _guarded(problems, lambda: filters.bounds(ask.period) if ask.period else {}) is None:
        ask = replace(ask, period="")
    view = st.query_params.get(VIEW, THEME)
    document = st.query_params.get(DOCUMENT)
    if document and document not in {paper.id for paper in documents.everything(study)}:
        document = None
        left_out.append(DOCUMENT)
    if left_out:
        problems.append(
            "Cette adresse désigne ce qui n’est plus dans l’étude ou ne vous est pas ouvert "
            f"({', '.join(dict.fromkeys(left_out))}) : le reste est montré."
        )
    number = st.query_params.get(PAGE, "1")
    page = int(number) if number.isdigit() and len(number) < 7 else 1
    unread = bool(typed.strip()) and formula is None
    return Address(ask, typed, unread, view if view in VIEWS else THEME, document, max(1, page), tuple(problems))


def _guarded(problems: list[str], act: Callable[[], Any]) -> Any:
    try:
        return act()
    except CodebookError as error:
        problems.append(str(error))
        return None


def key_names(tree: list[Code]) -> Callable[[One], str]:
    """Return how a code is written in the address: its key, which does not change with its label, else its GUID."""
    keys = {code.id: code.key for code in tree}

    def name(one: One) -> str:
        key = keys.get(one.code, "")
        return key if _stands_alone(key, tree, one.code) else f'"{one.code}"'

    return name


def _stands_alone(key: str, tree: list[Code], code: str) -> bool:
    try:
        return query.parse(key, tree) == One(code)
    except CodebookError:
        return False


def written(formula: Formula | None, tree: list[Code]) -> str:
    """Return a formula as the address holds it."""
    return query.written(formula, key_names(tree))
