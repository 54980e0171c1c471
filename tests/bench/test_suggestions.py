"""What suggestions cost, and what the ranking is worth beside two other ways of learning that were tried."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from codebook import demonstration
from codebook.schema import FLOORS
from codebook.suggesting import learning, measure, offers, ranking, rules, scanning
from codebook.suggesting.command import _table
from codebook.suggesting.learning import Known, Ranked, Sentences
from corpus.study import Study, StudyFile

Vector = NDArray[np.float64]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    path = tmp_path_factory.mktemp("suggestions") / "demonstration.db"
    demonstration.build(path)
    with StudyFile.open(path, FLOORS) as file:
        yield file.acting_as(next(member.id for member in file.members() if member.role == "lead"))


def dense(sentences: Sentences) -> Vector:
    table = np.zeros((sentences.number, len(sentences.columns)))
    table[sentences.rows, sentences.at] = sentences.weights
    return table


def complement_bayes(sentences: Sentences, known: Known, everything: Vector | None = None) -> Ranked:
    """Rennie and others (2003), with weights brought to the same sum; one class against the rest."""
    table = dense(sentences)
    coded = np.isin(np.arange(sentences.number), known.coded)
    sums = [table[mine].sum(axis=0) + 0.5 for mine in (~coded, coded)]
    logs = [np.log(one / one.sum()) for one in sums]
    profile = logs[1] / np.abs(logs[1]).sum() - logs[0] / np.abs(logs[0]).sum()
    return Ranked(table @ profile, profile)


def logistic(sentences: Sentences, known: Known, everything: Vector | None = None) -> Ranked:
    """Logistic regression, classes of equal weight, penalty 1 on the squares, by fifteen steps of Newton."""
    table = dense(sentences)
    right = np.isin(np.arange(sentences.number), known.coded)
    if not right.any():
        return Ranked(np.zeros(sentences.number), np.zeros(len(sentences.columns)))
    share = np.where(right, len(right) / (2 * right.sum()), len(right) / (2 * (~right).sum()))
    kernel, scores, bias = table @ table.T, np.zeros(len(right)), 0.0
    for _ in range(15):
        chance = 1 / (1 + np.exp(-(scores + bias)))
        weight = share * chance * (1 - chance) + 1e-9
        aim = scores + bias + share * (right - chance) / weight
        found = np.linalg.solve(kernel + np.diag(1 / weight), np.stack([aim, np.ones(len(right))], axis=1))
        bias = float(found[:, 0].sum() / found[:, 1].sum())
        scores = kernel @ (found[:, 0] - bias * found[:, 1])
    return Ranked(scores, np.zeros(len(sentences.columns)))


def test_what_the_ranking_is_worth(demo: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    print("\n" + _table(measure.of(demo)))
    own = learning.rank

    def centroid(sentences: Sentences, known: Known, everything: Vector | None = None) -> Ranked:
        return own(sentences, Known(known.coded, known.refused), everything)

    ways = {
        "ce qui est livré": own,
        "centroïde et longueur seuls": centroid,
        "régression logistique": logistic,
        "Bayes naïf complémentaire": complement_bayes,
    }
    for name, way in ways.items():
        monkeypatch.setattr(measure.learning, "rank", way)
        means = measure.of(demo).means
        print(
            f"{name:<32} précision à dix du classement seul {means['ranking']:.3f}, avec les règles {means['both']:.3f}"
        )


def test_what_suggestions_cost(
    tmp_path: Path, coded_study: Callable[[Path, int], tuple[str, Study]], report: Callable[..., None]
) -> None:
    _, study = coded_study(tmp_path / "long.db", 300)
    rules.start(study)

    def timed(what: str, act: Callable[[], object]) -> None:
        begun = time.perf_counter()
        act()
        report(f"400 000 signes, 300 codages : {what}", [time.perf_counter() - begun])

    timed("chercher les règles de départ (spaCy se charge)", lambda: scanning.bring_up_to_date(study))
    timed("dire que rien n’attend", lambda: scanning.pending(study))
    timed("apprendre le classement", lambda: ranking.refresh(study))
    timed(f"lister {len(offers.of(study))} suggestions", lambda: offers.of(study))
    rules.add(study, rules.everything(study)[0].code, "premier")
    timed("chercher une règle de plus", lambda: scanning.bring_up_to_date(study))
