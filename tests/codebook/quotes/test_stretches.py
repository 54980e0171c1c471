"""The algebra of stretches against the plainest oracle there is: characters one by one."""

from collections.abc import Callable
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.quotes import stretches
from codebook.quotes.stretches import Stretch

LENGTH = 40
STRETCH = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))
STRETCHES = st.lists(STRETCH, max_size=9)
BREAKS = st.lists(st.integers(1, LENGTH + 12), max_size=8, unique=True).map(lambda found: [0, *sorted(found)])


def characters(found: list[Stretch]) -> set[int]:
    return {at for start, end in found for at in range(start, end)}


def in_runs(covered: set[int]) -> list[Stretch]:
    """The longest stretches made of these characters, found by walking along them."""
    rows = [list(group) for _, group in groupby(enumerate(sorted(covered)), lambda pair: pair[1] - pair[0])]
    return [(row[0][1], row[-1][1] + 1) for row in rows]


def each_once(found: list[Stretch]) -> list[Stretch]:
    return sorted(set(found), key=lambda one: (one[0], -one[1]))


def row_of(paragraphs: list[int], at: int) -> int:
    return max(0, sum(start <= at for start in paragraphs) - 1)


def rows(paragraphs: list[int], stretch: Stretch) -> set[int]:
    touched = {row_of(paragraphs, at) for at in range(*stretch)}
    return set(range(min(touched), max(touched) + 1))


@settings(max_examples=50)
@given(STRETCHES, STRETCHES)
def test_what_is_shared_or_left_is_that_of_the_characters(left: list[Stretch], right: list[Stretch]) -> None:
    a, b = characters(left), characters(right)
    assert stretches.runs(left) == in_runs(a)
    assert stretches.both(left, right) == in_runs(a & b) == stretches.both(right, left)
    assert stretches.without(left, right) == in_runs(a - b)
    assert characters(stretches.either(left, right)) == a | b


@settings(max_examples=50)
@given(STRETCHES, STRETCHES)
def test_whole_stretches_are_kept_by_what_their_characters_meet(left: list[Stretch], right: list[Stretch]) -> None:
    b = characters(right)
    assert stretches.either(left, right) == each_once([*left, *right])
    assert stretches.touching(left, right) == [one for one in each_once(left) if characters([one]) & b]
    assert stretches.apart(left, right) == [one for one in each_once(left) if not characters([one]) & b]
    assert stretches.inside(left, right) == [one for one in each_once(left) if characters([one]) <= b]


@settings(max_examples=50)
@given(STRETCHES, STRETCHES, BREAKS, st.integers(0, 3))
def test_near_counts_paragraphs(left: list[Stretch], right: list[Stretch], breaks: list[int], distance: int) -> None:
    def close(one: Stretch) -> bool:
        here = rows(breaks, one)
        return any(abs(mine - other) <= distance for mine in here for each in right for other in rows(breaks, each))

    assert stretches.near(left, right, breaks, distance) == [one for one in each_once(left) if close(one)]


@pytest.mark.parametrize("act", [stretches.both, stretches.without, stretches.touching, stretches.inside])
def test_stretches_that_only_touch_share_nothing(act: Callable[..., list[Stretch]]) -> None:
    assert act([(0, 5)], [(5, 9)]) == ([(0, 5)] if act is stretches.without else [])


@pytest.mark.parametrize(
    ("stretch", "kept"), [((0, 9), (2, 8)), ((0, 2), None), ((6, 9), None), ((2, 4), (2, 4)), ((5, 9), (5, 8))]
)
def test_what_is_cut_loses_its_white_space_and_goes_when_no_word_is_left(
    stretch: Stretch, kept: Stretch | None
) -> None:
    assert stretches.trimmed(" \nmots ; ", stretch) == kept
