"""The table of agreement: pooled codes, reasons where there is no value, and intervals from documents drawn again."""

import numpy as np
import pytest

from codebook.agreement import resampling, words
from codebook.agreement.measuring import measure
from codebook.agreement.reading import Readings
from codebook.agreement.tallies import Markings

NOTHING = np.zeros(0, dtype=np.int64)


def readings(lengths, rows, *, codes=1, coders=2, finished=None) -> Readings:
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    there = np.ones((len(lengths), coders), dtype=bool) if finished is None else np.array(finished)
    marks = Markings(np.array(lengths), there, codes, *table.T)
    people = tuple((str(at), f"P{at}") for at in range(coders))
    return Readings("character", (None,) * len(lengths), tuple(map(str, range(codes))), people, marks, 0, 0, (1,))


def test_all_codes_together_pool_every_decision():
    """Code 0: 0–100 and 50–150 of 1,000; code 1: 100 and 100, apart."""
    rows = [(0, 0, 0, 0, 100), (0, 0, 1, 50, 150), (0, 1, 0, 0, 100), (0, 1, 1, 500, 600)]
    found = measure(readings([1000], rows, codes=2))
    assert [row.percent.value for row in found.rows] == pytest.approx([0.90, 0.80])
    assert [round(row.kappas[0, 1].value, 4) for row in found.rows] == [0.4444, -0.1111]
    assert found.overall.tables[0, 1] == (1650, 150, 150, 50)
    assert found.overall.percent.value == pytest.approx(0.85)
    assert found.overall.kappas[0, 1].value == pytest.approx((0.85 - 0.82) / (1 - 0.82))
    assert found.overall.units == 2000


def test_without_variation_there_is_no_value_but_a_reason():
    found = measure(readings([10], [], codes=1)).rows[0]
    assert (found.alpha.value, found.alpha.why) == (None, words.NEVER)
    assert (found.kappas[0, 1].value, found.kappas[0, 1].why) == (None, words.BOTH_NEVER)
    everywhere = measure(readings([10], [(0, 0, 0, 0, 10), (0, 0, 1, 0, 10)])).rows[0]
    assert (everywhere.alpha.why, everywhere.kappas[0, 1].why) == (words.ALWAYS, words.BOTH_ALWAYS)
    assert everywhere.percent.value == 1.0


def test_two_people_who_share_no_document_have_no_kappa_but_all_share_an_alpha():
    finished = [[True, True, False], [False, True, True]]
    rows = [(0, 0, 0, 0, 5), (0, 0, 1, 0, 4), (1, 0, 1, 0, 5), (1, 0, 2, 2, 5)]
    found = measure(readings([20, 20], rows, coders=3, finished=finished)).rows[0]
    assert (found.kappas[0, 2].value, found.kappas[0, 2].why) == (None, words.NOTHING_SHARED)
    assert found.alpha.value is not None
    assert found.looked_at == (20, 40, 20)


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    make = np.random.default_rng(3)
    rows = [(d, 0, c, s, s + 20) for d in range(12) for c in (0, 1) for s in make.integers(0, 180, 3)]
    given = readings([200] * 12, rows)
    one, again, other = (measure(given, bootstrap=200, seed=seed).rows[0].alpha for seed in (1, 1, 2))
    assert one == again
    assert (one.low, one.high) != (other.low, other.high)
    assert one.low <= one.value <= one.high


def test_the_interval_is_that_of_documents_drawn_whole():
    """Two documents, one fully agreed, one not at all: a draw can only be one of three."""
    rows = [(0, 0, 0, 0, 50), (0, 0, 1, 0, 50), (1, 0, 0, 0, 50), (1, 0, 1, 50, 100)]
    found = measure(readings([100, 100], rows), bootstrap=2000, seed=5).rows[0].percent
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.0, 1.0))
    shares = resampling.draws(2, 2000, 5)[:, 0] / 2
    assert set(shares.tolist()) == {0.0, 0.5, 1.0}


def test_too_few_documents_are_said():
    one = measure(readings([100], [(0, 0, 0, 0, 50), (0, 0, 1, 0, 40)]), bootstrap=100)
    assert one.rows[0].alpha.low is None
    assert any("il n’y en a pas deux" in note for note in one.notes)
    three = measure(readings([100] * 3, [(0, 0, 0, 0, 50), (0, 0, 1, 0, 40)]), bootstrap=100)
    assert any("trop peu" in note for note in three.notes)


def test_an_interval_most_draws_leave_undefined_is_not_given():
    rows = [(0, 0, 0, 0, 5), (0, 0, 1, 0, 4)]
    found = measure(readings([10] * 2, rows), bootstrap=400).rows[0]
    assert found.alpha.low is not None  # three draws of four hold the only coded document
    assert resampling.interval([np.nan, np.nan, 0.5]) is None


def test_the_paradox_and_rare_codes_are_said_of_a_code():
    rows = [(0, 0, 0, 0, 5), (0, 0, 1, 4, 9)]
    found = measure(readings([2000], rows))
    said = " ".join(words.of_row(found.rows[0], found))
    assert "Code rare" in said and "paradoxe du kappa" in said
    unused = measure(readings([100], [(0, 0, 0, 0, 30)]))
    assert "jamais employé" in " ".join(words.of_row(unused.rows[0], unused))


def test_only_the_codes_asked_for_are_measured_and_pooled():
    rows = [(0, 0, 0, 0, 5), (0, 1, 1, 4, 9)]
    found = measure(readings([20], rows, codes=2), codes=["1"])
    assert [row.code for row in found.rows] == ["1"]
    assert found.overall.units == 20 and found.overall.coded == (0, 5)
