"""How good suggestions are: precision at ten with the ranking and without it, on codings held out.

Each document in turn is left out: nothing is learnt from its codings, and its sentences are scored. The scores of all
the turns make one list for each code, of which the first ten sentences count; a sentence is right when somebody gave
it the code. Sentences of equal score are given their mean, so that no order among them is chosen. Only documents
somebody coded count, and codes seen in enough of them. A sentence nobody coded counts as wrong though it may only have
been left, so these figures compare, and do not grade.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebook import codes, codings
from codebook.suggesting import learning, ranking, scanning
from codebook.suggesting.learning import Known, Numbers
from codebook.suggesting.ranking import RULE, Ground
from corpus.study import Study

Truth = NDArray[np.bool_]

FIRST = 10
FEWEST, DOCUMENTS = 4, 3  # coded sentences, and documents they stand in, from which a code is measured
DRAWS = 999
SEED = 51

METHODS = {
    "rules": "règles seules",
    "ranking": "classement seul",
    "both": "règles et classement",
    "random": "au hasard",
}


@dataclass(frozen=True)
class Line:
    """A code: its label, how many sentences somebody coded with it, its precision at ten by method."""

    code: str
    label: str
    coded: int
    precision: dict[str, float]


@dataclass(frozen=True)
class Measure:
    """The precision at ten of each method: ``lines`` by code, ``means`` over codes.

    ``ceiling`` is what perfect lists would have; ``gain`` the mean of « both » less that of « rules », and its interval
    from the 2.5th to the 97.5th percentile of draws of codes with replacement. ``rules_right`` and ``rules_found``
    count all that the rules propose, ``coded`` all that was coded.
    """

    lines: tuple[Line, ...]
    means: dict[str, float]
    ceiling: float
    gain: float
    interval: tuple[float, float]
    sentences: int
    documents: int
    codings: int
    rules_right: int
    rules_found: int
    coded: int


def precision(scores: Numbers, right: Truth, first: int = FIRST) -> float:
    """Return the share of right ones among the first so many, those of equal score counting for their mean.

    What has no finite score is not in the list; a shorter list counts as filled with wrong ones.
    """
    listed = np.isfinite(scores)
    order = np.argsort(-scores[listed], kind="stable")
    values, truth = scores[listed][order], right.astype(np.float64)[listed][order]
    got, left, at = 0.0, first, 0
    while at < len(values) and left:
        end = int(np.searchsorted(-values, -values[at], side="right"))
        taken = min(left, end - at)
        got += float(truth[at:end].mean()) * taken
        left, at = left - taken, end
    return got / first


def of(study: Study, progress: Callable[[int, int], None] | None = None) -> Measure:
    """Measure the suggestions on what this member may read.

    :param progress: told how many documents were left out in turn, and out of how many.
    """
    scanning.bring_up_to_date(study)
    held = _Held(study)
    scores: dict[str, Numbers] = {code: np.full(held.on.sentences.number, -np.inf) for code in held.measured}
    for done, at in enumerate(held.with_codings, start=1):
        _score_document(study, held.on, at, held.owners == at, scores)
        if progress is not None:
            progress(done, len(held.with_codings))
    lines = [held.line(code, told) for code, told in scores.items()]
    return Measure(
        tuple(lines),
        {method: _mean([line.precision[method] for line in lines]) for method in METHODS},
        _mean([min(FIRST, line.coded) / FIRST for line in lines]),
        *_gain(lines),
        sentences=held.on.sentences.number,
        documents=len(held.with_codings),
        codings=held.codings,
        rules_right=sum(len(held.found.get(code, set()) & ranks) for code, ranks in held.coded.items()),
        rules_found=sum(int(held.open[rank]) for ranks in held.found.values() for rank in ranks),
        coded=sum(map(len, held.coded.values())),
    )


class _Held:
    """The sentences of a study, what was coded of them, what rules find, and what can be measured."""

    def __init__(self, study: Study) -> None:
        self.on = ranking.ground(study)
        known = codings.everything(study)
        self.codings = len(known)
        self.coded = ranking.examples({text.document: text for text in self.on.texts}, known)
        self.found = ranking.proposed(study, self.on)
        self.owners = np.repeat(np.arange(len(self.on.texts)), [len(text.sentences) for text in self.on.texts])
        self.with_codings = sorted({int(self.owners[rank]) for ranks in self.coded.values() for rank in ranks})
        self.open = np.isin(self.owners, self.with_codings)
        tree = [code for code in codes.tree(study) if code.applicable]
        self.labels = {code.id: " › ".join([*code.path[1:], code.label]) for code in tree}
        self.measured = [code.id for code in tree if self._enough(self.coded.get(code.id, set()))]

    def _enough(self, ranks: set[int]) -> bool:
        return len(ranks) >= FEWEST and len({int(self.owners[rank]) for rank in ranks}) >= DOCUMENTS

    def line(self, code: str, scores: Numbers) -> Line:
        """Return the precision of each method for a code, from the scores of its sentences."""
        right = np.zeros(self.on.sentences.number, np.bool_)
        right[list(self.coded[code])] = True
        lists = _lists(scores, self.found.get(code, set()), self.open)
        told = {method: precision(one, right) for method, one in lists.items()}
        return Line(code, self.labels[code], len(self.coded[code]), told)


def _score_document(study: Study, on: Ground, at: int, held: Truth, scores: dict[str, Numbers]) -> None:
    """Score the sentences of one document for each code, learning from the others only."""
    known = ranking.known(study, on, without=[on.texts[at].document])
    background = on.sentences.centroid(np.arange(on.sentences.number))
    for code, told in scores.items():
        told[held] = learning.rank(on.sentences, known.get(code, Known(())), background).scores[held]


def _lists(scores: Numbers, proposed: set[int], open_to_measure: Truth) -> dict[str, Numbers]:
    """Return the score of each sentence by method, minus infinity for those that are not in its list."""
    by_rule = np.zeros(len(scores))
    by_rule[list(proposed)] = 1
    nothing = np.full(len(scores), -np.inf)
    return {
        "rules": np.where((by_rule > 0) & open_to_measure, 0.0, nothing),
        "ranking": np.where(open_to_measure, scores, nothing),
        "both": np.where(open_to_measure, scores + RULE * by_rule, nothing),
        "random": np.where(open_to_measure, 0.0, nothing),
    }


def _gain(lines: Sequence[Line]) -> tuple[float, tuple[float, float]]:
    gains = np.array([line.precision["both"] - line.precision["rules"] for line in lines])
    if not len(gains):
        return 0.0, (0.0, 0.0)
    draws = np.random.default_rng(SEED).integers(0, len(gains), (DRAWS, len(gains)))
    low, high = np.percentile(gains[draws].mean(axis=1), [2.5, 97.5])
    return float(gains.mean()), (float(low), float(high))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0
