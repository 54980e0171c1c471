"""Alpha for unitizing: hand counts, another program's published output, and the way it is computed at speed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.agreement import unitizing
from codebook.agreement.unitizing import Continuum, family


def observer(*units: tuple[int, int, int]):
    table = np.array(sorted(units), dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


# Three observers of a continuum of 20, as printed by the program of Lindahl (2025), “Annotating attitude in Swedish
# political tweets”: u 0.474, |u 0.433, cu 0.779 covering 38.33 %, (1)u 0.769 and 95.45 %, (2)u 0.787 and 59.52 %.
THREE = Continuum(
    20,
    (
        observer((2, 5, 1), (9, 11, 1), (12, 20, 2)),
        observer((2, 5, 1), (7, 15, 2)),
        observer((2, 5, 1), (10, 15, 2)),
    ),
)


def test_the_four_coefficients_are_those_another_program_prints():
    found = family([THREE], 2)
    printed = [found.overall, found.marking, found.valuing, *found.values]
    assert [round(value, 3) for value in printed] == [0.474, 0.433, 0.779, 0.769, 0.787]
    assert [round(100 * share, 2) for share in (found.coverage, *found.covered)] == [38.33, 95.45, 59.52]


def test_two_observers_counted_by_hand():
    """Lengths 10 and 10, units [0, 4) and [2, 6): 4 of 10 differ; l = 20, gaps 12, units 8, squares 16 + 16.

    u = 1 - 8 × (400 - 44) / (20 × (400 - 144 - 64)) = 1 - 2848 / 3840.
    """
    found = family([Continuum(10, (observer((0, 4, 1)), observer((2, 6, 1))))], 1)
    assert found.overall == pytest.approx(1 - 2848 / 3840, abs=1e-12)
    assert found.marking == pytest.approx(found.overall, abs=1e-12)


def test_identical_unitizations_agree_fully():
    same = observer((0, 3, 1), (5, 9, 2))
    found = family([Continuum(12, (same, same, same))], 2)
    assert (found.overall, found.marking, found.valuing) == pytest.approx((1, 1, 1))
    assert found.values == pytest.approx([1, 1])


def test_without_variation_nothing_has_a_value():
    nothing = family([Continuum(10, (observer(), observer()))], 1)
    assert np.isnan([nothing.overall, nothing.marking, nothing.valuing, *nothing.values]).all()
    apart = family([Continuum(10, (observer((0, 2, 1)), observer((5, 7, 1))))], 1)
    assert np.isnan(apart.valuing) and apart.overall < 0


def test_several_continua_count_as_one_and_one_observer_alone_for_nothing():
    alone = Continuum(1000, (observer((0, 500, 1)),))
    assert family([THREE, alone], 2).overall == family([THREE], 2).overall


@pytest.mark.parametrize("units", [((0, 5, 1), (4, 8, 1)), ((0, 11, 1),), ((-1, 3, 1),), ((3, 3, 1),)])
def test_units_that_overlap_or_leave_the_continuum_are_refused(units):
    with pytest.raises(ValueError, match="overlap or leave"):
        family([Continuum(10, (observer(*units), observer((0, 2, 1))))], 1)


@st.composite
def continua(draw):
    length, values = draw(st.integers(4, 30)), draw(st.integers(1, 3))
    observers = []
    for _ in range(draw(st.integers(2, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=8)))
        given_values = [draw(st.integers(0, values)) for _ in cuts[1:]]
        units = [(s, e, v) for s, e, v in zip(cuts, cuts[1:], given_values, strict=False) if v]
        observers.append(observer(*units))
    return Continuum(length, tuple(observers)), values


def dense(continuum: Continuum, values: int):
    """The matrices of the paper, place by place and unit by unit."""
    number = len(continuum.observers)
    grid = np.zeros((number, continuum.length), dtype=int)
    selves = np.zeros(values + 1)
    for row, (starts, ends, given_values) in zip(grid, continuum.observers, strict=True):
        for start, end, value in zip(starts, ends, given_values, strict=True):
            row[start:end] = value
            selves[value] += (end - start) ** 2
        selves[0] += (row == 0).sum()
    observed = np.zeros((values + 1, values + 1))
    for one in range(number):
        for two in range(number):
            if one != two:
                for at in range(continuum.length):
                    observed[grid[one, at], grid[two, at]] += 1 / (number - 1)
    return observed, selves


@settings(max_examples=50, deadline=None)
@given(continua())
def test_pieces_give_what_every_place_gives(made):
    continuum, values = made
    observed, selves = dense(continuum, values)
    total, margins = observed.sum(), observed.sum(axis=1)
    expected = np.array(
        [
            [
                total * (margins[c] * margins[k] - (selves[c] if c == k else 0)) / (total**2 - selves.sum())
                for k in range(values + 1)
            ]
            for c in range(values + 1)
        ]
    )
    ours = family([continuum], values).overall
    if (margins > 0).sum() < 2:
        assert np.isnan(ours)
        return
    theirs = 1 - (total - np.trace(observed)) / (total - np.trace(expected))
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert float(unitizing.overall(observed, selves)) == pytest.approx(theirs, abs=1e-9)
