"""A small ranking of sentences for a code, learnt from what people coded and refused. numpy only, no chance in it.

Sentences are vectors of their lemmas (log frequency × inverse document frequency, unit length). Four things are added,
each in deviations from its mean over all the sentences, three at most: nearness to the centroid of the sentences that
were coded, away from all of them and from those refused (Rocchio 1971, as in Manning, Raghavan and Schütze 2008, ch. 9,
with their weight 0.25 for what was refused); nearness to the definition of the code; to the words of its rules, taken
one by one; and, for half, length. With tens of passages a code, centroids did better on the demonstration study than
logistic regression and complement naive Bayes did (``tests/bench/test_suggestions.py``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]

REFUSED = 0.25
LENGTH = 0.5
FARTHEST = 3.0  # deviations beyond which a part counts no more: one rare word does not decide alone
EMPTY = frozenset(
    "le la l les de d du des un une et a au aux en y ce c cet cette ces qui que qu quoi dont ou ne n pas se s soi je j "
    "me m moi tu te t toi il elle on nous vous ils elles lui leur eux son sa ses mon ma mes ton ta tes notre votre nos "
    "vos pour par sur dans avec sans sous chez vers etre avoir plus tout mais si comme".split()
)
"""Lemmas that say nothing of what a sentence is about."""


@dataclass(frozen=True)
class Sentences:
    """Sentences as a sparse matrix: for each weight its row and its column; columns by lemma."""

    number: int
    columns: dict[str, int]
    rows: Rows
    at: Rows
    weights: Numbers
    rarity: Numbers
    lengths: Numbers

    def toward(self, profile: Numbers) -> Numbers:
        """Return how near each sentence is to a profile: the product of their weights."""
        return np.bincount(self.rows, self.weights * profile[self.at], minlength=self.number).astype(np.float64)

    def centroid(self, chosen: Sequence[int] | Rows) -> Numbers:
        """Return the mean of some sentences, zero when there is none."""
        if not len(chosen):
            return np.zeros(len(self.columns))
        kept = np.zeros(self.number, np.bool_)
        kept[np.asarray(chosen)] = True
        among = kept[self.rows]
        return np.bincount(self.at[among], self.weights[among], minlength=len(self.columns)) / int(kept.sum())

    def described(self, lemmas: Iterable[str]) -> Numbers:
        """Return words as a profile; those that stand in no sentence do not count."""
        found = np.zeros(len(self.columns))
        for lemma in lemmas:
            if lemma in self.columns:
                found[self.columns[lemma]] += 1
        found = np.log1p(found) * self.rarity
        size = float(np.linalg.norm(found))
        return found / size if size else found


@dataclass(frozen=True)
class Known:
    """What is known of a code: ranks of the sentences coded and refused, the words of its definition and rules."""

    coded: Sequence[int]
    refused: Sequence[int] = ()
    definition: Sequence[str] = ()
    phrases: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Ranked:
    """A score for each sentence, comparable between codes, and the weight each lemma had in it, by column."""

    scores: Numbers
    profile: Numbers


def telling(lemmas: Iterable[str]) -> list[str]:
    """Return the lemmas that say something."""
    return [lemma for lemma in lemmas if len(lemma) > 1 and lemma not in EMPTY]


def weigh(sentences: Sequence[Sequence[str]]) -> Sentences:
    """Return sentences, each a list of lemmas, as a matrix."""
    columns: dict[str, int] = {}
    rows, at, counts = [], [], []
    for rank, lemmas in enumerate(sentences):
        seen: dict[str, int] = {}
        for lemma in telling(lemmas):
            seen[lemma] = seen.get(lemma, 0) + 1
        for lemma, times in seen.items():
            rows.append(rank)
            at.append(columns.setdefault(lemma, len(columns)))
            counts.append(times)
    number = len(sentences)
    where, column = np.array(rows, np.int64), np.array(at, np.int64)
    bearing = np.bincount(column, minlength=len(columns))
    rarity = np.log((1 + number) / (1 + bearing)) + 1
    weights = np.log1p(np.array(counts, np.float64)) * rarity[column]
    sizes = np.sqrt(np.bincount(where, weights**2, minlength=number))
    lengths = np.log1p(np.bincount(where, np.array(counts, np.float64), minlength=number))
    return Sentences(number, columns, where, column, weights / sizes[where], rarity, lengths)


def rank(sentences: Sentences, known: Known, everything: Numbers | None = None) -> Ranked:
    """Score every sentence for a code.

    :param everything: the centroid of all the sentences, when it is at hand.
    """
    background = sentences.centroid(np.arange(sentences.number)) if everything is None else everything
    learnt = sentences.centroid(known.coded) - background if len(known.coded) else np.zeros(len(sentences.columns))
    if len(known.refused):
        learnt = learnt - REFUSED * sentences.centroid(known.refused)
    scores = LENGTH * _spread(sentences.lengths)
    profile = np.zeros(len(sentences.columns))
    for part in (learnt, sentences.described(known.definition), sentences.described(known.phrases)):
        near = sentences.toward(part)
        deviation = float(near.std()) if sentences.number else 0.0
        if deviation > 0:
            scores = scores + _spread(near)
            profile = profile + part / deviation
    return Ranked(scores, profile)


def _spread(values: Numbers) -> Numbers:
    deviation = float(values.std()) if len(values) else 0.0
    if not deviation:
        return np.zeros(len(values))
    return np.clip((values - values.mean()) / deviation, -FARTHEST, FARTHEST)
