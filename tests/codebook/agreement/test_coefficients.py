"""Agreement coefficients: the published examples, other programs on random data, and what has no value."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from codebook.agreement.coefficients import MISSING, alpha, coincidences, contingency, kappa, percent

# Cohen (1960), “A coefficient of agreement for nominal scales”: the diagnoses of 200 patients by two judges, in
# proportions (table 1) and in numbers (table 2).
PROPORTIONS = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
NUMBERS = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])

# Krippendorff (2011), “Computing Krippendorff's Alpha-Reliability”, sections A to C; 0 is no value in the last.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]


def numbered(*rows: str) -> np.ndarray:
    letters = sorted(set("".join(rows)))
    return np.array([[letters.index(sign) for sign in row] for row in rows])


@pytest.mark.parametrize("table", [PROPORTIONS, NUMBERS])
def test_the_examples_of_cohen(table):
    assert percent(table) == pytest.approx(0.70)
    assert round(float(kappa(table)), 3) == 0.492


def test_the_binary_example_of_krippendorff():
    data = numbered(*BINARY)
    assert round(float(alpha(coincidences(data, 2))), 3) == 0.095


def test_the_nominal_example_of_krippendorff():
    data = numbered(*NOMINAL)
    assert round(float(alpha(coincidences(data, 5))), 3) == 0.692


def test_the_example_of_krippendorff_with_four_observers_and_missing_data():
    data = np.array(FOUR) - 1
    assert round(float(alpha(coincidences(data, 5))), 3) == 0.743


@pytest.mark.parametrize(
    ("table", "agreed", "expected"),
    [
        ([[850, 50], [50, 50]], 0.90, 0.4444),  # 0–100 and 50–150 of 1,000
        ([[800, 100], [100, 0]], 0.80, -0.1111),  # 100 and 100, apart
        ([[850, 0], [150, 0]], 0.85, 0.0),  # two overlapping stretches of one person, 150 in all, none of the other
        ([[900, 0], [0, 100]], 1.0, 1.0),
    ],
)
def test_cases_that_another_program_is_known_to_get_wrong(table, agreed, expected):
    assert percent(table) == pytest.approx(agreed)
    assert round(float(kappa(table)), 4) == expected


def test_several_tables_are_computed_at_once():
    several = np.stack([NUMBERS, NUMBERS * 3, np.eye(3)])
    assert kappa(several) == pytest.approx([float(kappa(NUMBERS)), float(kappa(NUMBERS)), 1.0])


@pytest.mark.parametrize("table", [[[10, 0], [0, 0]], [[0, 0], [0, 10]], [[0, 0], [0, 0]]])
def test_without_variation_nothing_has_a_value(table):
    assert np.isnan(kappa(table))
    assert np.isnan(alpha(np.array(table) * 2.0))


def test_one_person_who_never_varies_is_not_the_same_as_no_variation():
    assert kappa([[8, 2], [0, 0]]) == 0.0


def test_percent_of_nothing_has_no_value():
    assert np.isnan(percent(np.zeros((2, 2))))


@st.composite
def tables_of_values(draw, coders: tuple[int, int] = (2, 5)):
    number, values, units = draw(st.integers(*coders)), draw(st.integers(2, 5)), draw(st.integers(4, 40))
    seed, share = draw(st.integers(0, 2**32 - 1)), draw(st.sampled_from([0.0, 0.2, 0.5]))
    make = np.random.default_rng(seed)
    data = make.integers(0, values, (number, units))
    data[make.random(data.shape) < share] = MISSING
    return data, values


@settings(max_examples=50, deadline=None)
@given(tables_of_values())
def test_alpha_is_that_of_the_package_krippendorff(made):
    data, values = made
    ours = float(alpha(coincidences(data, values)))
    pairable = data[:, (data != MISSING).sum(axis=0) > 1]
    if len(set(pairable[pairable != MISSING].tolist())) < 2:
        assert np.isnan(ours)
        return
    theirs = krippendorff.alpha(
        reliability_data=np.where(data == MISSING, np.nan, data),
        level_of_measurement="nominal",
        value_domain=range(values),
    )
    assert ours == pytest.approx(theirs, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(tables_of_values(coders=(2, 2)))
def test_kappa_is_that_of_scikit_learn(made):
    (one, two), values = made
    both = (one != MISSING) & (two != MISSING)
    ours = float(kappa(contingency(one, two, values)))
    if len(set(one[both].tolist()) | set(two[both].tolist())) < 2:
        assert np.isnan(ours)
        return
    assert ours == pytest.approx(cohen_kappa_score(one[both], two[both]), abs=1e-9)
