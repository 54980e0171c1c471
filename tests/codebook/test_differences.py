"""Two texts compared: what is said to be the same is the same, and what is said to differ rebuilds the new one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook import differences
from codebook.differences import Hunk, Run

SIGNS = st.text(alphabet="ab éA.\n’🚪", max_size=40)


def rebuilt(old: str, new: str, runs: list[Run]) -> str:
    """The new text made of the old one: its runs, and what the hunks put between them."""
    parts: list[tuple[int, str]] = [(run.new, old[run.old : run.old + run.length]) for run in runs]
    parts += [(h.new_start, new[h.new_start : h.new_end]) for h in differences.hunks(runs, len(old), len(new))]
    return "".join(words for _, words in sorted(parts))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(old=SIGNS, new=SIGNS)
def test_what_is_kept_is_the_same_in_both_and_in_the_order_of_both(old, new):
    runs = differences.kept(old, new)
    for run in runs:
        assert run.length > 0
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
    assert runs == sorted(runs)
    for one, two in zip(runs, runs[1:], strict=False):
        assert one.old + one.length <= two.old and one.new + one.length <= two.new
        assert (one.old + one.length, one.new + one.length) != (two.old, two.new), "runs that touch are one"
    assert rebuilt(old, new, runs) == new


@settings(max_examples=200, deadline=None, derandomize=True)
@given(lines=st.lists(SIGNS.filter(str.strip), min_size=2, max_size=6), data=st.data())
def test_what_is_moved_stands_in_what_was_taken_out_and_put_in_and_once(lines, data):
    old, new = "\n".join(lines), "\n".join(data.draw(st.permutations(lines)))
    runs = differences.kept(old, new)
    moved = differences.moved(old, new, runs)
    places_old: list[int] = []
    places_new: list[int] = []
    for run in [*runs, *moved]:
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        places_old += range(run.old, run.old + run.length)
        places_new += range(run.new, run.new + run.length)
    assert len(places_old) == len(set(places_old)) and len(places_new) == len(set(places_new))


def test_a_line_that_was_cut_and_pasted_is_found_even_touched_up():
    line = "Le cardiologue propose une consultation commune, un jeudi sur deux."
    old = f"{line}\nLa réunion du mardi est longue et personne ne note.\nOn se quitte sans date."
    new = old.split("\n", 1)[1] + "\n" + line.replace("commune", "partagée")
    moved = differences.moved(old, new, differences.kept(old, new))
    taken = " ".join(old[run.old : run.old + run.length] for run in moved)
    assert "Le cardiologue propose une consultation" in taken and "un jeudi sur deux." in taken


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("un chat gris", "un chat noir", [("gris", "noir")]),
        ("il mange", "il mangera", [("mange", "mangera")]),
        ("la Reunion", "la Réunion", [("Reunion", "Réunion")]),
        ("un deux trois", "un trois", [("deux ", "")]),
        ("", "neuf", [("", "neuf")]),
        ("pareil", "pareil", []),
    ],
)
def test_differences_are_told_by_whole_words(old, new, expected):
    told = differences.by_words(old, new)
    assert [(old[h.old_start : h.old_end], new[h.new_start : h.new_end]) for h in told] == expected


@settings(max_examples=200, deadline=None, derandomize=True)
@given(old=SIGNS, new=SIGNS)
def test_differences_to_read_rebuild_the_new_text(old, new):
    at, parts = 0, []
    for hunk in differences.by_words(old, new):
        parts += [old[at : hunk.old_start], new[hunk.new_start : hunk.new_end]]
        at = hunk.old_end
    assert "".join([*parts, old[at:]]) == new


def test_exact_ranges_leave_what_is_between_them():
    assert differences.runs_of([(3, 8, 3, 5), (10, 10, 7, 9)], 12, 11) == [Run(0, 0, 3), Run(8, 5, 2), Run(10, 9, 2)]
    assert differences.hunks([Run(0, 0, 3)], 5, 3) == [Hunk(3, 5, 3, 3)]


@pytest.mark.parametrize("ranges", [[(0, 4, 0, 4), (2, 6, 4, 6)], [(0, 2, 1, 2)], [(0, 2, 0, 3)], [(5, 3, 5, 6)]])
def test_ranges_that_do_not_fit_the_texts_are_refused(ranges):
    with pytest.raises(ValueError, match="do not fit"):
        differences.runs_of(ranges, 6, 6)
