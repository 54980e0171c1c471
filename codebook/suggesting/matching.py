"""Where the words and phrases of rules stand in a text, token by token, by spaCy's ``PhraseMatcher``.

The matcher is given the words of ``wording``, not those of spaCy's tokenizer: their places are those of the text as it
is, and they are the words of the search. It compares lemmas (every form of the words) or folded forms (these very
words). Knows texts and rules, not studies.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from codebook.suggesting import wording
from codebook.suggesting.wording import LONGEST, Words

FORMS, EXACT = "forms", "exact"


class Phrase(Protocol):
    """What the matcher wants of a rule: phrases that its words must not stand in are parted by semicolons."""

    @property
    def id(self) -> str:
        """GUID of the rule."""

    @property
    def phrase(self) -> str:
        """The words, as a person wrote them."""

    @property
    def way(self) -> str:
        """``FORMS`` for every form of the words, ``EXACT`` for these very words."""

    @property
    def unless(self) -> str:
        """Longer phrases in which the words do not count."""


@dataclass(frozen=True)
class Match:
    """The words of a rule in a text: ``[start, end)`` in code points."""

    rule: str
    start: int
    end: int


class Matcher:
    """The phrases of some rules, ready to be looked for in texts."""

    def __init__(self, rules: Iterable[Phrase]) -> None:
        self._matchers: dict[str, Any] = {}
        self._acronyms: dict[str, tuple[int, ...]] = {}
        self._unless: dict[str, bool] = {}
        for rule in rules:
            self._add(rule.id, rule.phrase, rule.way)
            exceptions = [phrase for phrase in rule.unless.split(";") if phrase.strip()]
            self._unless[rule.id] = bool(exceptions)
            for phrase in exceptions:
                self._add(_except(rule.id), phrase, rule.way)

    def _add(self, key: str, phrase: str, way: str) -> None:
        given = wording.of(phrase)
        sequences = [given.folded] if way == EXACT and given.folded else wording.writings(phrase) if len(given) else []
        if not sequences:
            return
        self._acronyms[key] = wording.acronyms(given.capitals) if not key.startswith("!") else ()
        matcher = self._matchers.setdefault(way, _phrase_matcher())
        matcher.add(key, [_document(sequence) for sequence in sequences])

    def find(self, words: Words) -> list[Match]:
        """Return where the rules' words stand, in order of place then of rule, each once."""
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for way, matcher in self._matchers.items():
            told = words.lemmas if way == FORMS else words.folded
            if not told:
                continue
            for key, first, last in matcher(_document(told)):
                found[_strings()[key]].add((first, last))
        matches = [
            Match(rule, words.starts[first], words.ends[last - 1])
            for rule, exceptions in self._unless.items()
            for first, last in _outside(found.get(rule, set()), found.get(_except(rule), set()) if exceptions else ())
            if all(words.capitals[first + rank] for rank in self._acronyms.get(rule, ()))
        ]
        return sorted(matches, key=lambda match: (match.start, match.end, match.rule))


def _except(rule: str) -> str:
    return f"!{rule}"


def _outside(places: set[tuple[int, int]], exceptions: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Keep the places that stand in none of the exceptions."""
    reach: dict[int, int] = {}
    for low, high in exceptions:
        reach[low] = max(high, reach.get(low, 0))
    return [
        (first, last)
        for first, last in places
        if not any(reach.get(low, 0) >= last for low in range(first - LONGEST, first + 1))
    ]


def within(found: Sequence[Match], stretches: Sequence[tuple[int, int]]) -> list[tuple[Match, tuple[int, int]]]:
    """Keep the matches that stand whole in one of these stretches, each with it.

    :param stretches: apart from one another, in order.
    """
    starts = [start for start, _ in stretches]
    kept = []
    for match in found:
        at = bisect_right(starts, match.start) - 1
        if at >= 0 and match.end <= stretches[at][1]:
            kept.append((match, stretches[at]))
    return kept


@lru_cache(maxsize=1)
def _vocabulary() -> Any:
    import spacy  # it takes most of a second to load: only what scans texts pays for it

    return spacy.blank("fr").vocab


def _strings() -> Any:
    return _vocabulary().strings


def _phrase_matcher() -> Any:
    from spacy.matcher import PhraseMatcher

    return PhraseMatcher(_vocabulary(), attr="ORTH")


def _document(words: Sequence[str]) -> Any:
    from spacy.tokens import Doc

    return Doc(_vocabulary(), words=list(words))
