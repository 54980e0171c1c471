"""Counting by stretches gives what counting every unit would, whatever overlaps, is missing or is empty."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.agreement import coefficients, unitizing, valuing
from codebook.agreement.coefficients import MISSING
from codebook.agreement.marking import counted, units
from codebook.agreement.stretches import merged, shared
from codebook.agreement.tallies import Markings, tally
from codebook.agreement.unitizing import Continuum, family


@st.composite
def markings(draw):
    documents, coders, codes = draw(st.integers(1, 3)), draw(st.integers(2, 4)), draw(st.integers(1, 3))
    lengths = [draw(st.integers(1, 25)) for _ in range(documents)]
    finished = [[draw(st.booleans()) for _ in range(coders)] for _ in range(documents)]
    rows = []
    for _ in range(draw(st.integers(0, 25))):
        document = draw(st.integers(0, documents - 1))
        start = draw(st.integers(0, lengths[document] - 1))
        end = draw(st.integers(start, lengths[document]))
        rows.append((document, draw(st.integers(0, codes - 1)), draw(st.integers(0, coders - 1)), start, end))
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Markings(np.array(lengths), np.array(finished, dtype=bool), codes, *table.T)


def dense(made: Markings, code: int) -> np.ndarray:
    """One row a coder, one column a unit: 1 coded, 0 not, missing where she did not finish."""
    parts = []
    for document, length in enumerate(made.lengths):
        grid = np.zeros((made.finished.shape[1], length), dtype=int)
        for at in range(len(made.start)):
            if made.document[at] == document and made.code[at] == code:
                grid[made.coder[at], made.start[at] : made.end[at]] = 1
        grid[~made.finished[document]] = MISSING
        parts.append(grid)
    return np.concatenate(parts, axis=1)


def same(one, two):
    return np.allclose(one, two, atol=1e-9, equal_nan=True)


@settings(max_examples=50, deadline=None)
@given(markings())
def test_stretches_give_what_every_unit_gives(made):
    counts = tally(made)
    for code in range(made.codes):
        grid = dense(made, code)
        coincidences = coefficients.coincidences(grid, 2)
        assert np.allclose(counts.coincidences[:, code].sum(axis=0), coincidences)
        assert same(coefficients.alpha(counts.coincidences[:, code].sum(axis=0)), coefficients.alpha(coincidences))
        for one, two in counts.pairs:
            table = coefficients.contingency(grid[one], grid[two], 2)
            assert np.array_equal(counts.table((one, two))[:, code].sum(axis=0), table)


@settings(max_examples=50, deadline=None)
@given(markings())
def test_the_alpha_of_boundaries_is_that_of_the_continua_of_one_code(made):
    counts = tally(made)
    for code in range(made.codes):
        continua = []
        for document, length in enumerate(made.lengths):
            observers = []
            for coder in np.flatnonzero(made.finished[document]):
                kept = (made.document == document) & (made.code == code) & (made.coder == coder)
                pieces = merged(np.zeros(kept.sum(), dtype=int), made.start[kept], made.end[kept])
                observers.append((pieces.start, pieces.end, np.ones(len(pieces.start), dtype=int)))
            continua.append(Continuum(int(length), tuple(observers)))
        ours = unitizing.overall(counts.coincidences[:, code].sum(axis=0), counts.selves[:, code].sum(axis=0))
        assert same(ours, family(continua, 1).overall)


@settings(max_examples=30, deadline=None)
@given(markings())
def test_with_one_code_marking_is_the_same_whichever_way_it_is_counted(made):
    kept = made.code == 0
    one = Markings(
        made.lengths, made.finished, 1, *(c[kept] for c in (made.document, made.code, made.coder, made.start, made.end))
    )
    counts = tally(one)
    # touching stretches of one person stay two units for both
    assert same(
        valuing.valued(one).marking,
        unitizing.overall(counts.coincidences.sum(axis=(0, 1)), counts.selves.sum(axis=(0, 1))),
    )


def test_overlapping_stretches_of_one_person_count_once():
    pieces = merged(np.zeros(4, dtype=int), np.array([0, 50, 200, 100]), np.array([100, 150, 210, 200]))
    assert list(zip(pieces.start, pieces.end, strict=True)) == [(0, 200), (200, 210)]


def test_stretches_that_touch_stay_two():
    pieces = merged(np.array([0, 0, 1]), np.array([0, 5, 5]), np.array([5, 9, 9]))
    assert list(zip(pieces.line, pieces.start, pieces.end, strict=True)) == [(0, 0, 5), (0, 5, 9), (1, 5, 9)]
    assert shared(pieces, pieces, 3).tolist() == [9, 4, 0]


@pytest.mark.parametrize(
    ("stretch", "covered"),
    [((0, 1), (0, 1)), ((3, 5), (0, 1)), ((4, 7), (0, 2)), ((5, 6), (1, 1)), ((0, 20), (0, 3)), ((11, 12), (2, 2))],
)
def test_a_unit_is_coded_as_soon_as_one_of_its_characters_is(stretch, covered):
    found = units([(0, 5), (6, 10), (12, 20)])
    start, end = counted(np.array([stretch[0]]), np.array([stretch[1]]), found)
    assert (start[0], end[0]) == covered


def test_where_both_marked_codes_that_overlap_are_compared_as_sets():
    """One person gives 0 and 1 to [0, 10); the other 0 to [0, 10), 1 to [5, 10): the same set on half of it."""
    rows = np.array([(0, 0, 0, 0, 10), (0, 1, 0, 0, 10), (0, 0, 1, 0, 10), (0, 1, 1, 5, 10)])
    found = valuing.valued(Markings(np.array([30]), np.array([[True, True]]), 2, *rows.T))
    assert found.coverage == pytest.approx(1 / 3)
    # marks: 10 each, {0, 1} 15 of 20, {0} 5; alike 10 of 20; squares 100 + 25 + 25
    assert found.valuing == pytest.approx(1 - (20 - 10) * (400 - 150) / (20 * (400 - 225 - 25)))
