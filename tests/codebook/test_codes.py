"""The tree of codes: installed and rewritten by key, never made into a knot."""

import pytest

from codebook import codes
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.schema import FLOORS
from corpus import backup, changes
from corpus.study import StudyFile


def keys(study) -> list[str]:
    return [code.key for code in codes.tree(study)]


def test_the_tree_gives_parents_before_children_with_their_path(study, grid):
    found = codes.by_key(study)
    assert keys(study) == ["figures", "figures.facilitator", "figures.trainer", "trust"]
    trainer = found["figures.trainer"]
    assert (trainer.path, trainer.depth, trainer.figure, trainer.applicable) == (("Figures",), 1, "trainer", True)
    assert (found["figures"].path, found["figures"].depth, found["figures"].applicable) == ((), 0, False)
    assert trainer.parent == grid["figures"]


def test_installing_again_rewrites_by_key_and_removes_nothing(study, grid):
    added, rewritten = codes.install(
        study, [Code("", "trust", "Confiance accordée", definition="Se fier"), Code("", "fear", "Crainte")]
    )
    assert (added, rewritten) == (1, 1)
    found = codes.by_key(study)
    assert set(found) == {*grid, "fear"}
    assert (found["trust"].id, found["trust"].label) == (grid["trust"], "Confiance accordée")
    changes.undo(study, changes.history(study)[0].id)
    assert codes.by_key(study)["trust"].label == "Confiance"
    assert set(codes.by_key(study)) == set(grid)


def test_installing_the_same_grid_changes_nothing(study, grid):
    lines = changes.count(study)
    named = {code.id: code.key for code in codes.tree(study)}
    again = [Code(**{**vars(code), "parent": named.get(code.parent)}) for code in codes.tree(study)]
    assert codes.install(study, again) == (0, 4)
    assert changes.count(study) == lines


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([Code("", "a", "A"), Code("", "a", "B")], "« a » est donné deux fois"),
        ([Code("", "a", "A", "nowhere")], "« nowhere », qui n’existe pas"),
        ([Code("", "b", "B", "a"), Code("", "a", "A")], "« a », qui n’existe pas"),
        ([Code("", "a", "A", "a")], "« a », qui n’existe pas"),
        ([Code("", "trust", "Confiance", "trust")], "sous lui-même"),
        ([Code("", "figures", "Figures", "figures.trainer")], "sous lui-même"),
        ([Code("", "a", "A", figure="boss")], "« boss »"),
    ],
)
def test_a_grid_that_does_not_hold_is_refused_whole(file, study, grid, dump, entries, says):
    before = dump(file)
    with pytest.raises(CodebookError, match=says):
        codes.install(study, [Code("", "first", "Premier"), *entries])
    assert dump(file) == before


def test_two_copies_of_a_study_give_the_same_code_the_same_identity(file, study, grid, tmp_path):
    copy = backup.share(file, tmp_path / "copie.db")
    with StudyFile.open(copy, FLOORS) as other:
        codes.install(other.acting_as("Romain"), [Code("", "fear", "Crainte")])
        codes.install(study, [Code("", "fear", "Crainte")])
        assert codes.by_key(study)["fear"].id == codes.by_key(other.acting_as("Romain"))["fear"].id


def test_a_code_that_heads_others_is_not_usable(study, grid):
    assert codes.usable(study, grid["trust"]).label == "Confiance"
    with pytest.raises(CodebookError, match="« Figures » range d’autres codes"):
        codes.usable(study, grid["figures"])
    with pytest.raises(CodebookError, match="n’est pas dans la grille"):
        codes.usable(study, "absent")


def test_a_second_codebook_comes_after_the_first_and_leaves_its_order(study, grid):
    before = [code.key for code in codes.tree(study)]
    codes.install(study, [Code("", "late", "Tard venu"), Code("", "trust", "Confiance, autrement dite")])
    assert [code.key for code in codes.tree(study)] == [*before, "late"]
