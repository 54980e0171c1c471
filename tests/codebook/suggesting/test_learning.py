"""The small ranking, on sentences made for it; and the precision that says what it is worth."""

import numpy as np
import pytest

from codebook.suggesting import learning, measure
from codebook.suggesting.learning import Known

SENTENCES = [
    "signer sans relire courrier".split(),
    "signer relire ordonnance".split(),
    "visite site automne".split(),
    "courrier signer encore".split(),
    "visite courrier".split(),
    [],
]


def test_sentences_like_those_coded_come_first() -> None:
    matrix = learning.weigh(SENTENCES)
    scores = learning.rank(matrix, Known([0, 1])).scores
    assert int(np.argmax(scores[2:])) + 2 == 3
    assert np.isfinite(scores).all()


def test_what_was_refused_goes_down() -> None:
    matrix = learning.weigh(SENTENCES)
    before = learning.rank(matrix, Known([0, 1])).scores
    after = learning.rank(matrix, Known([0, 1], refused=[3])).scores
    assert after[3] < before[3]
    assert after[2] > before[2]


def test_a_definition_and_phrases_rank_without_any_coding() -> None:
    matrix = learning.weigh(SENTENCES)
    assert int(np.argmax(learning.rank(matrix, Known([], definition=["visite", "site"])).scores)) == 2
    assert int(np.argmax(learning.rank(matrix, Known([], phrases=["ordonnance"])).scores)) == 1


def test_the_same_codings_give_the_very_same_scores() -> None:
    told = Known([3, 0], refused=[2], definition=["courrier"], phrases=["relire"])
    first, second = (learning.rank(learning.weigh(SENTENCES), told).scores for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_nothing_to_rank_is_no_error() -> None:
    matrix = learning.weigh([])
    assert learning.rank(matrix, Known([])).scores.tolist() == []


def test_each_sentence_is_of_length_one_and_empty_words_do_not_count() -> None:
    matrix = learning.weigh([["le", "tiers", "de", "tiers"], ["le"]])
    assert list(matrix.columns) == ["tiers"]
    assert matrix.weights.tolist() == [1.0]


@pytest.mark.parametrize(
    ("scores", "right", "expected"),
    [
        ([4, 3, 2, 1], [1, 0, 1, 0], 0.5),  # 1 of the first 2
        ([4, 3, 3, 3], [1, 1, 0, 0], (1 + 1 / 3) / 2),  # one of three equals, counted for its chance
        ([1, -np.inf, -np.inf, -np.inf], [1, 1, 1, 1], 0.5),  # a list of one
        ([-np.inf] * 4, [1, 1, 1, 1], 0),
    ],
)
def test_precision_among_the_first_two(scores: list[float], right: list[int], expected: float) -> None:
    assert measure.precision(np.array(scores, float), np.array(right, bool), 2) == pytest.approx(expected)
