"""What comes next when a person undoes or does again: by hand counts, by property, and on a real history."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.schema import FLOORS
from corpus import changes, sites, undoing
from corpus.errors import StudyError
from corpus.study import StudyFile
from corpus.undoing import Stacks, stacks

ME, HER = "me", "her"


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], Stacks()),
        ([(1, ME, None), (2, ME, None)], Stacks((1, 2), ())),
        ([(1, ME, None), (2, ME, None), (3, ME, 2)], Stacks((1,), (3,))),
        ([(1, ME, None), (2, ME, None), (3, ME, 2), (4, ME, 1)], Stacks((), (3, 4))),
        ([(1, ME, None), (2, ME, None), (3, ME, 2), (4, ME, 3)], Stacks((1, 4), ())),
        ([(1, ME, None), (2, ME, 1), (3, ME, 2), (4, ME, 3)], Stacks((), (4,))),
        ([(1, ME, None), (2, ME, 1), (3, ME, None)], Stacks((3,), ())),
    ],
    ids=["nothing", "two acts", "one undone", "both undone", "redone", "undone again", "a new act forgets the redo"],
)
def test_undo_and_redo_follow_the_acts_of_the_person(history, expected):
    assert stacks(history, ME) == expected


def test_what_others_do_in_between_is_not_mine_to_undo():
    history = [(1, ME, None), (2, HER, None), (3, ME, 1), (4, HER, None)]
    assert stacks(history, ME) == Stacks((), (3,))
    assert stacks(history, HER) == Stacks((2, 4), ())


def test_what_somebody_else_took_back_is_neither_undone_nor_redone_by_me():
    assert stacks([(1, ME, None), (2, ME, None), (3, HER, 2)], ME) == Stacks((1,), ())


def test_taking_back_somebody_elses_act_is_an_act_of_mine():
    assert stacks([(1, HER, None), (2, ME, 1)], ME) == Stacks((2,), ())


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["act", "undo", "redo"]), max_size=40))
def test_the_history_gives_what_an_editor_with_two_stacks_would_hold(gestures):
    history, done, undone = [], [], []
    for number, gesture in enumerate(gestures, start=1):
        if gesture == "act":
            history.append((number, ME, None))
            done.append(number)
            undone = []
        elif gesture == "undo" and done:
            history.append((number, ME, done.pop()))
            undone.append(number)
        elif gesture == "redo" and undone:
            history.append((number, ME, undone.pop()))
            done.append(number)
    assert stacks(history, ME) == Stacks(tuple(done), tuple(undone))


def labels(study) -> list[str]:
    return sorted(site.label for site in sites.everyone(study))


def test_acts_are_undone_and_redone_one_by_one_also_after_the_study_was_closed(study, researcher):
    sites.add(study, "Anse")
    sites.add(researcher, "Baie")
    sites.add(study, "Cap")
    path, member = study.file.path, study.member.id
    assert undoing.undo(study).label.startswith("Annuler : ")
    assert labels(study) == ["Anse", "Baie"]
    study.file.close()
    with StudyFile.open(path, FLOORS) as file:
        again = file.acting_as(member)
        undoing.undo(again)
        assert labels(again) == ["Baie"]
        assert undoing.redo(again).label.startswith("Rétablir : ")
        undoing.redo(again)
        assert labels(again) == ["Anse", "Baie", "Cap"]
        with pytest.raises(StudyError, match="rien à rétablir"):
            undoing.redo(again)


def test_there_is_nothing_to_undo_for_whoever_did_nothing(researcher):
    before = changes.count(researcher)
    with pytest.raises(StudyError, match="rien à annuler"):
        undoing.undo(researcher)
    assert changes.count(researcher) == before
