"""A reading said in French: its formula, the filters that are set, how far it goes."""

from codebook.quotes import query
from codebook.quotes.filters import NAMES, NONE, WEIGHTS, Ask
from codebook.quotes.reading import Reach, Reading, names_of
from codebook.terms import FACETS
from corpus import documents, members, people, sites
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS, FIGURES, PROFESSIONS


def formula(reading: Reading) -> str:
    """Return the formula in words, as it was understood."""
    return query.written(reading.ask.formula, names_of(reading.tree)) or "tous les codes"


def manner(ask: Ask) -> list[str]:
    """Return how the formula is evaluated, where that is not what is usual."""
    said = []
    if ask.formula is not None and not ask.subcodes:
        said.append("sans les sous-codes")
    if ask.same_coder:
        said.append("chez une même personne")
    return said


def narrowed(study: Study, ask: Ask) -> list[tuple[str, str]]:
    """Return the filters that are set: the French name of each and its values in words."""
    known = {
        "coders": members.names(study),
        "sites": sites.labels(study) | {NONE: "sans site"},
        "kinds": DOCUMENT_KINDS,
        "documents": {paper.id: paper.title for paper in documents.everything(study)} if ask.documents else {},
        "professions": PROFESSIONS | {NONE: "métier inconnu"},
        "people": {person.id: person.label for person in people.everyone(study)} if ask.people else {},
        "figures": FIGURES,
    }
    said = []
    for field, name in NAMES.items():
        values = getattr(ask, field)
        if field in known and values:
            said.append((name, ", ".join(known[field].get(value, "hors de l’étude") for value in values)))
        elif values:
            said.append((name, WEIGHTS.get(values, values) if field == "weight" else values))
    for facet, values in ask.facets:
        words = FACETS[facet][1] | {NONE: "non précisé"}
        said.append((FACETS[facet][0], ", ".join(words.get(value, value) for value in values)))
    return said


def extent(reach: Reach) -> str:
    """Return how far a reading goes: « 12 verbatims · 5 documents sur 14 · 3 locuteurs sur 8 »."""
    said = [f"{reach.quotes} verbatim{'s' if reach.quotes > 1 else ''}"]
    said.append(f"{reach.documents} document{'s' if reach.documents > 1 else ''} sur {reach.of_documents}")
    if reach.of_speakers:
        said.append(f"{reach.speakers} locuteur{'s' if reach.speakers > 1 else ''} sur {reach.of_speakers}")
    return " · ".join(said)
