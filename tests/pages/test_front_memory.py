"""A reload does not ask again who is working; a pass that is not ours, or over, lets nobody in."""

from pathlib import Path

import pytest

from pages.parts import front_memory

PATH = Path("/etudes/mer.db")


def test_a_pass_says_the_study_and_the_person():
    assert front_memory.read(front_memory.give(PATH, "m-1")) == (PATH, "m-1")


def test_a_pass_ends_after_a_working_day():
    given = front_memory.give(PATH, "m-1", now=1000)
    assert front_memory.read(given, now=1000 + front_memory.LASTS - 1) == (PATH, "m-1")
    assert front_memory.read(given, now=1000 + front_memory.LASTS) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: "",
        lambda given: "abc.def",
        lambda given: given[:-1] + ("0" if given[-1] != "0" else "1"),
        lambda given: given.split(".")[0],
        lambda given: "A" + given,
        lambda given: front_memory.give(PATH, "m-2").split(".")[0] + "." + given.split(".")[1],
        lambda given: "é." + given,
    ],
)
def test_a_pass_that_was_altered_lets_nobody_in(spoil):
    assert front_memory.read(spoil(front_memory.give(PATH, "m-1"))) is None
