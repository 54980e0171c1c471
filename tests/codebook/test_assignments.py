"""Documents are confided to coders, who begin and finish them; a blind one sees the others only when she is done."""

import pytest

from codebook import assignments, codings, progress, sealing
from codebook.errors import CodebookError
from corpus import changes, documents
from corpus.errors import AccessError, FilRougeError

TEXT = "La réunion commence tard.\nChacun parle de confiance.\nOn se quitte d’accord."


@pytest.fixture
def paper(study, document):
    return document(study, TEXT, title="Réunion")


def state(study, paper):
    found = assignments.of_pair(study, paper)
    return found and found.state


def code(study, paper, grid, words="confiance", key="trust"):
    start = TEXT.index(words)
    return codings.apply(study, paper, start, start + len(words), [grid[key]], text=words)[0]


def seen(study, paper):
    return {coding.coder_name for coding in codings.of_document(study, paper)}


def test_several_documents_go_to_several_people_in_one_change(study, researcher, colleague, paper, document):
    other = document(study, "Autre texte.", title="Autre")
    people = [researcher.member.id, colleague.member.id]
    lines = changes.count(study)
    assert assignments.assign(researcher, [paper, other], people, blind=True) == 4
    assert changes.count(study) == lines + 1
    frame = assignments.states(study)
    assert list(zip(frame["title"], frame["coder_name"], frame["state"], frame["blind"], strict=True)) == [
        (title, name, "asked", True) for title in ("Autre", "Réunion") for name in ("Romain", "Salma")
    ]
    assert set(frame["asked_by_name"]) == {"Romain"}
    changes.undo(researcher, changes.history(researcher)[0].id)
    assert assignments.states(study).empty


def test_what_is_assigned_already_is_left_as_it_is(study, researcher, colleague, paper):
    assignments.assign(study, [paper], [researcher.member.id])
    progress.mark_all(researcher, paper)
    assert assignments.assign(study, [paper, paper], [researcher.member.id, colleague.member.id], blind=True) == 1
    assert not assignments.of_pair(researcher, paper).blind and state(researcher, paper) == "begun"


def test_a_document_is_begun_at_the_first_coding_of_whoever_was_asked(study, researcher, colleague, paper, grid):
    assignments.assign(study, [paper], [researcher.member.id, colleague.member.id])
    code(researcher, paper, grid)
    assert (state(researcher, paper), state(colleague, paper)) == ("begun", "asked")
    changes.undo(researcher, changes.last_undoable(researcher).id)
    assert state(researcher, paper) == "asked"


def test_a_document_is_begun_at_the_first_paragraph_read(study, researcher, paper):
    assignments.assign(study, [paper], [researcher.member.id])
    progress.mark(researcher, paper, 0, 4, read=False)
    assert state(researcher, paper) == "asked"
    progress.mark_up_to(researcher, paper, 4)
    assert state(researcher, paper) == "begun"


def test_the_coder_says_she_has_finished_and_may_take_it_back(study, researcher, paper):
    assignments.assign(study, [paper], [researcher.member.id])
    assignments.finish(researcher, paper)
    found = assignments.of_pair(study, paper, researcher.member.id)
    assert (found.state, bool(found.begun_at), bool(found.finished_at)) == ("finished", True, True)
    assert assignments.finished(study, paper) == [researcher.member.id]
    assignments.resume(researcher, paper)
    assert (state(researcher, paper), assignments.finished(study, paper)) == ("begun", [])
    labels = [line.label for line in changes.history(researcher)[:2]]
    assert labels == ["Reprendre le codage de « Réunion »", "Terminer le codage de « Réunion »"]


def test_a_document_nobody_assigned_her_may_be_declared_finished(researcher, study, paper):
    assignments.finish(researcher, paper)
    found = assignments.of_pair(study, paper, researcher.member.id)
    assert (found.state, found.blind, found.asked_by_name) == ("finished", False, "Romain")


def test_taking_back_what_was_not_said_is_refused(researcher, paper):
    with pytest.raises(CodebookError, match="pas déclaré"):
        assignments.resume(researcher, paper)


@pytest.mark.parametrize("who", ["committee", "absent"])
def test_a_document_is_confided_to_people_who_code_only(study, committee, paper, who):
    person = committee.member.id if who == "committee" else "nobody"
    with pytest.raises(AccessError, match="une personne qui code"):
        assignments.assign(study, [paper], [person])
    with pytest.raises(CodebookError, match="au moins un document et une personne"):
        assignments.assign(study, [paper], [])
    assert assignments.everything(study) == []


def test_the_committee_assigns_nothing(committee, study, researcher, document):
    paper = document(study, TEXT, level="committee")
    with pytest.raises(AccessError):
        assignments.assign(committee, [paper], [researcher.member.id])


def test_a_private_document_and_one_without_text_are_not_confided(study, researcher, document):
    private = document(study, TEXT, title="Carnet", level="private")
    with pytest.raises(CodebookError, match="Romain ne peut pas le lire"):
        assignments.assign(study, [private], [researcher.member.id])
    assert assignments.assign(study, [private], [study.member.id]) == 1
    assert assignments.everything(researcher) == []
    empty = documents.register(study, kind="interview", title="Vide", state="todo")
    with pytest.raises(CodebookError, match="pas encore de texte"):
        assignments.assign(study, [empty], [researcher.member.id])


def test_a_document_taken_out_takes_its_assignments_and_marks_and_gives_them_back(study, researcher, paper, dump, file):
    assignments.assign(study, [paper], [researcher.member.id])
    progress.mark_all(researcher, paper)
    before = dump(file)
    documents.remove(study, paper)
    assert not dump(file)["assignment"] and not dump(file)["read_mark"]
    changes.undo(study, changes.last_undoable(study).id)
    assert dump(file) == before


# Blindness ----------------------------------------------------------------------------------------------------------


def test_a_blind_coder_sees_her_own_codings_until_she_has_finished(study, researcher, colleague, paper, grid):
    code(study, paper, grid)
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    code(researcher, paper, grid, "accord")
    assert (seen(researcher, paper), seen(colleague, paper)) == ({"Romain"}, {"Léa", "Romain"})
    assignments.finish(researcher, paper)
    assert seen(researcher, paper) == {"Léa", "Romain"}
    assignments.resume(researcher, paper)
    assert seen(researcher, paper) == {"Romain"}


def test_whoever_leads_is_not_above_blindness(study, researcher, paper, grid):
    code(researcher, paper, grid)
    assignments.assign(researcher, [paper], [study.member.id], blind=True)
    assert seen(study, paper) == set()


def test_blindness_stays_within_its_document(study, researcher, paper, document, grid):
    other = document(study, TEXT, title="Autre", source=b"autre")
    code(study, other, grid)
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    assert seen(researcher, other) == {"Léa"}


def test_a_blind_coder_does_not_lift_her_own_blindness_but_somebody_else_may(study, researcher, paper, grid):
    code(study, paper, grid)
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    mine = assignments.of_pair(researcher, paper).id
    for act in (lambda who: assignments.withdraw(who, [mine]), lambda who: assignments.turn_blind(who, [mine], False)):
        with pytest.raises(AccessError, match="à l’aveugle : déclarez-le terminé"):
            act(researcher)
    assert seen(researcher, paper) == set()
    assignments.turn_blind(study, [mine], False)
    assert seen(researcher, paper) == {"Léa"}
    assignments.withdraw(researcher, [mine])
    with pytest.raises(CodebookError, match="plus confié"):
        assignments.withdraw(study, [mine])


# What was open all the same -----------------------------------------------------------------------------------------


def manner(study, paper, coder):
    return sealing.manner(study, assignments.of_pair(study, paper, coder))


@pytest.fixture
def blind(study, researcher, paper, grid):
    """The researcher codes blind a document that the lead has coded."""
    code(study, paper, grid)
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    code(researcher, paper, grid, "accord")
    return researcher


@pytest.mark.parametrize("back", ["resume", "undo"])
def test_going_back_to_work_after_the_others_were_open_is_told(study, blind, paper, back):
    assert manner(study, paper, blind.member.id) == sealing.BLIND
    assignments.finish(blind, paper)
    assert manner(study, paper, blind.member.id) == sealing.BLIND
    if back == "resume":
        assignments.resume(blind, paper)
    else:
        changes.undo(blind, changes.last_undoable(blind).id)
    assert manner(study, paper, blind.member.id) == sealing.OPENED
    found = sealing.broken(study, paper, blind.member.id)
    assert found.others == 1 and found.start < found.end
    assignments.finish(blind, paper)
    assert manner(study, paper, blind.member.id) == sealing.OPENED


def test_nothing_was_open_where_nobody_else_had_coded(study, researcher, paper, grid):
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    assignments.finish(researcher, paper)
    assignments.resume(researcher, paper)
    code(study, paper, grid)
    assert sealing.broken(study, paper, researcher.member.id) is None
    assert manner(study, paper, researcher.member.id) == sealing.BLIND


def test_lifting_blindness_and_putting_it_back_is_told(study, blind, paper):
    mine = assignments.of_pair(blind, paper).id
    assignments.turn_blind(study, [mine], False)
    assert manner(study, paper, blind.member.id) == sealing.OPEN
    assignments.turn_blind(study, [mine], True)
    assert manner(study, paper, blind.member.id) == sealing.OPENED


def test_codings_made_after_finishing_are_not_blind(study, blind, paper, grid):
    assignments.finish(blind, paper)
    assert sealing.late(study, paper, blind.member.id) == 0
    code(blind, paper, grid, "réunion")
    assert sealing.late(study, paper, blind.member.id) == 1
    assert manner(study, paper, blind.member.id) == sealing.OPENED


def test_every_refusal_is_one_of_the_program(study, paper):
    with pytest.raises(FilRougeError):
        assignments.assign(study, ["absent"], [study.member.id])
