"""What to look for in a text: names of the register, of the sites, those a title announces, those the model found.

Where each stands, and whom it names, is left to ``corpus.pseudonyms.proposals``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.language.folding import folded
from corpus.pseudonyms import coining, patterns
from corpus.pseudonyms.occurrences import Finder

_LABELS = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "other"}
_NOISE = re.compile(r"^(?:[\W\d_]|(?:l|d|qu|c|n|s|j|m|t|jusqu|lorsqu|puisqu|quelqu)')+", re.IGNORECASE)
_LOW_WORDS = re.compile(r"^(?:[^\W\dA-ZÀ-Ý][\w'-]*\s+)+|(?:\s+[^\W\dA-ZÀ-Ý][\w'-]*)+$")
_COMMON = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre "
    "octobre novembre décembre bonjour merci oui non docteur monsieur madame mme dr pr objet date présents présentes "
    "participants ordre jour décisions échanges contexte note notes annexe lieu ainsi alors aujourd'hui".split()
)
_ACRONYM = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9-]{1,6}s?$")


@dataclass(frozen=True)
class Known:
    """A name of the register, as proposals need it: its forms, its kind, the pseudonym, whether it is kept as it is."""

    id: str
    forms: tuple[str, ...]
    kind: str
    pseudonym: str | None
    keep: bool


@dataclass(frozen=True)
class Candidate:
    """A name to look for, folded: its kind, how sure it is, the GUID of the register when it is there."""

    name: str
    kind: str
    likelihood: str
    known: str | None = None


def of_text(
    finder: Finder,
    entities: Iterable[tuple[int, int, str]],
    known: Sequence[Known],
    sites: Iterable[str],
    speakers: Iterable[str] = (),
) -> dict[str, Candidate]:
    """Return what to look for in a text by its folded form; where sources meet, the surest gives kind and likelihood.

    :param entities: what the model found: ``(start, end, label)``.
    :param speakers: who speaks, as the text labels it: a name or a role.
    """
    wanted: dict[str, Candidate] = {}
    given = [Candidate(form, entry.kind, "sure", entry.id) for entry in known for form in entry.forms]
    given += [Candidate(label, "site", "sure") for label in sites]
    plain = finder.plain
    given += [Candidate(plain[one.name_start : one.end], "person", "sure") for one in patterns.titled(plain)]
    given += [Candidate(name, "person", "sure") for name in patterns.parties(plain)]
    given += [Candidate(label, "person", "likely") for label in speakers if _names_somebody(label)]
    for one in (*given, *_of_model(finder, entities)):
        _add(wanted, one)
    for one in list(wanted.values()):
        last = surname(one.name) if one.kind == "person" and one.likelihood != "doubtful" else None
        if last and not finder.has_word(last.lower()):
            _add(wanted, Candidate(last, "person", one.likelihood, one.known))
    return wanted


def _add(wanted: dict[str, Candidate], one: Candidate) -> None:
    name = folded(one.name).strip()
    if len(name) > 1:
        wanted.setdefault(name, Candidate(name, one.kind, one.likelihood, one.known))


def _of_model(finder: Finder, entities: Iterable[tuple[int, int, str]]) -> list[Candidate]:
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, label in entities:
        for core in _cleaned(finder.plain[start:end]):
            told[core][_LABELS.get(label, "other")] += 1
    found = []
    for core, labels in told.items():
        likelihood = _likelihood(finder, core, labels)
        if likelihood:
            found.append(Candidate(core, labels.most_common(1)[0][0], likelihood))
    return found


def _cleaned(words: str) -> list[str]:
    """Return the names in what the model gave: no title, no article, no small letters around, one line each."""
    kept = []
    for line in words.split("\n"):
        bare = _NOISE.sub("", line).strip(" .,;:!?\"'()[]«»*_-–—")
        bare = patterns.TITLE.sub("", bare) if patterns.TITLE.match(bare) else bare
        bare = _LOW_WORDS.sub("", bare).strip(" .,;:'-")
        if any(sign.isupper() for sign in bare) and len(bare) > 1 and "@" not in bare:
            kept.append(bare)
    return kept


def _likelihood(finder: Finder, core: str, labels: Counter[str]) -> str | None:
    """Return how sure a name of the model is, None for a common word that only opened a sentence."""
    words = core.split()
    if all(word.lower() in _COMMON or word.isdigit() for word in words):
        return None
    if _ACRONYM.fullmatch(core) or len(words) > 6:
        return "doubtful"
    if len(words) == 1 and core.isalpha():
        opening = all(finder.opens_sentence(start) for start, _ in finder.find(core))
        if finder.has_word(core.lower()):
            return None if opening else "doubtful"
        if opening and _is_french(core.lower()):
            return "doubtful"
    if coining.is_role(core):
        return "doubtful"
    return "likely" if labels["person"] or labels["place"] else "doubtful"


def _names_somebody(label: str) -> bool:
    """Say whether the label of a speaker is a name: neither a role, nor a code, nor an acronym."""
    words = folded(label).split()
    roles = coining.is_role(words[0]) or all(_is_french(word.lower()) for word in words)
    return not roles and label[:1] != "[" and not _ACRONYM.fullmatch(label)


def _is_french(word: str) -> bool:
    """Say whether a word in small letters is one of the language."""
    from simplemma import is_known  # its dictionary takes a third of a second to load

    return bool(is_known(word, lang="fr"))


def surname(name: str) -> str | None:
    """Return the family name of a whole name: the word in capitals, else the last one."""
    words = [word for word in name.split() if len(word.strip(".")) > 2]
    if len(name.split()) < 2 or not words:
        return None
    capitals = [word for word in words if word.isupper()]
    return capitals[0] if capitals and not name.isupper() else words[-1] if words[-1][0].isupper() else None
