"""Memos: read by whom their level and what they hang on let, changed by their author alone, not lost when it goes."""

import pytest

from codebook import assignments, check, codings, memos, removal
from codebook.errors import CodebookError
from corpus import changes, documents
from corpus.errors import AccessError, StudyError
from corpus.pseudonyms import elsewhere
from corpus.pseudonyms.forms import Forms

TEXT = "Elle ouvre la réunion, puis l’équipe parle."


@pytest.fixture
def paper(study, document) -> str:
    return document(study, TEXT)


@pytest.fixture
def coding(study, paper, grid) -> str:
    return codings.apply(study, paper, 5, 10, [grid["trust"]])[0]


def words(study, kind, target=None) -> list[str]:
    return [memo.text for memo in memos.of(study, kind, target)]


def test_memos_are_read_on_what_they_are_about_in_the_order_they_came(study, researcher, paper, coding, grid):
    targets = {"code": grid["trust"], "coding": coding, "document": paper, "study": None}
    for kind, target in targets.items():
        memos.write(study, kind, target, f" Sur {kind} ")
        memos.write(researcher, kind, target, f"Aussi sur {kind}")
    for kind, target in targets.items():
        assert words(study, kind, target) == [f"Sur {kind}", f"Aussi sur {kind}"]
    first = memos.of(study, "code", grid["trust"])[0]
    assert (first.author_name, first.level, first.made_at) == ("Léa", "team", first.changed_at)
    assert len(memos.everything(study)) == 8
    assert memos.per_code(study) == {grid["trust"]: 2}


def test_a_memo_is_read_by_whom_its_level_lets(study, researcher, committee, grid):
    for level in ("private", "team", "committee"):
        memos.write(study, "study", None, level, level=level)
    assert words(study, "study") == ["private", "team", "committee"]
    assert words(researcher, "study") == ["team", "committee"]
    assert words(committee, "study") == ["committee"]


def test_a_memo_on_what_is_private_is_private_whatever_was_asked(study, researcher, document, coding):
    hidden = document(researcher, "Un texte à elle.", level="private")
    memo = memos.write(researcher, "document", hidden, "À moi", level="team")
    assert memos.get(researcher, memo).level == "private"
    memos.revise(researcher, memo, text="À moi", level="committee")
    assert memos.get(researcher, memo).level == "private"
    with pytest.raises(CodebookError, match="ne vous est pas ouvert"):
        memos.write(study, "document", hidden, "À toi")
    codings.revise(study, coding, level="private")
    with pytest.raises(CodebookError, match="ne vous est pas ouvert"):
        memos.write(researcher, "coding", coding, "À toi")


def test_a_memo_goes_out_of_sight_with_what_it_is_about(study, researcher, paper, coding):
    memo = memos.write(researcher, "coding", coding, "Une idée")
    codings.revise(study, coding, level="private")
    assert words(study, "coding", coding) == ["Une idée"]
    assert memos.everything(researcher) == []
    with pytest.raises(CodebookError, match="ne vous est pas ouvert"):
        memos.revise(researcher, memo, text="Autre", level="team")


def test_a_blind_coder_does_not_read_memos_on_the_codings_of_others(study, researcher, paper, coding):
    memos.write(study, "coding", coding, "Une idée")
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    assert words(researcher, "coding", coding) == []
    with pytest.raises(CodebookError, match="ne vous est pas ouvert"):
        memos.write(researcher, "coding", coding, "Moi aussi")
    assignments.finish(researcher, paper)
    assert words(researcher, "coding", coding) == ["Une idée"]


def test_only_its_author_changes_a_memo_or_takes_it_away(study, researcher, committee, grid):
    memo = memos.write(researcher, "code", grid["trust"], "Un doute")
    for act in (lambda: memos.revise(study, memo, text="x", level="team"), lambda: memos.remove(study, memo)):
        with pytest.raises(AccessError, match="Ce mémo est de Romain"):
            act()
    with pytest.raises(AccessError, match="sans la modifier"):
        memos.write(committee, "study", None, "Une idée")
    read = memos.get(researcher, memo)
    memos.revise(researcher, memo, text="Un autre doute", level="team", read=read)
    with pytest.raises(StudyError, match="Quelqu’un a modifié"):
        memos.revise(researcher, memo, text="Un troisième", level="team", read=read)
    assert memos.get(researcher, memo).changed_at > read.changed_at
    memos.remove(researcher, memo)
    assert memos.everything(study) == []
    changes.undo(researcher, changes.history(researcher)[0].id)
    assert words(study, "code", grid["trust"]) == ["Un autre doute"]


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [("study", "  ", "est vide"), ("study", "a" * 20_001, "au plus"), ("site", "a", "« site »")],
)
def test_a_memo_that_does_not_hold_is_refused(study, kind, text, says):
    with pytest.raises(CodebookError, match=says):
        memos.write(study, kind, None, text)


def test_the_memo_of_a_coding_that_goes_stays_on_the_document(study, researcher, paper, coding, file, dump):
    memos.write(researcher, "coding", coding, "Une idée")
    before = dump(file)
    codings.remove(study, [coding])
    assert words(researcher, "document", paper) == ["Une idée"]
    assert check.problems(study) == []
    changes.undo(study, changes.history(study)[0].id)
    assert dump(file) == before


def test_the_memos_of_a_document_go_with_it_and_are_counted_first(study, researcher, paper, coding, grid, file, dump):
    memos.write(researcher, "coding", coding, "Une idée", level="private")
    memos.write(study, "document", paper, "Un doute")
    memos.write(study, "code", grid["trust"], "Reste")
    before = dump(file)
    assert "2 mémos" in removal.hanging(study, paper).others
    removal.remove(study, paper)
    assert [memo.text for memo in memos.everything(study)] == ["Reste"]
    assert memos.everything(researcher) == memos.everything(study)
    assert check.problems(study) == []
    changes.undo(study, changes.history(study)[0].id)
    assert dump(file) == before
    assert documents.get(study, paper)


def test_names_are_found_and_replaced_in_the_memos_one_wrote(study, researcher, grid):
    mine = memos.write(study, "code", grid["trust"], "Madame Vasseur le dit.")
    hers = memos.write(researcher, "study", None, "Vasseur encore.")
    forms = Forms([("Vasseur", "Dupré")])
    found = elsewhere.places(study, forms)
    assert {(place.row, place.label, place.mine) for place in found} == {(mine, "Mémos", True), (hers, "Mémos", False)}
    with study.change("Remplacer"):
        elsewhere.replace(study, forms, found)
    assert memos.get(study, mine).text == "Madame Dupré le dit."
    assert memos.get(study, hers).text == "Vasseur encore."


def test_a_memo_that_points_to_nothing_is_seen_by_the_check(study, file, coding):
    memo = memos.write(study, "coding", coding, "Une idée")
    with study.change("Abîmer"):
        study.update("memo", memo, kind="code")
    assert check.problems(study) == [f"Le mémo {memo} ne désigne pas ce sur quoi il porte."]
