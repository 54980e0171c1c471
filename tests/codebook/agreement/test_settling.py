"""Two people decide where their readings differ: a layer of its own, that says when it no longer answers them."""

import pytest

from codebook import assignments, carrying, codings, removal, settled_layer, settling
from codebook.agreement import reading
from codebook.check import problems
from codebook.disagreements import CHANGED, LOST, REVISED
from codebook.errors import CodebookError
from codebook.reshaping import deleting, merging
from codebook.settled_layer import COMMON, DECIDED, DISCARDED, OPEN
from corpus import changes
from corpus.errors import AccessError, StudyError
from corpus.pseudonyms import elsewhere
from corpus.pseudonyms.forms import Forms
from tests.codebook.agreement.conftest import TEXT


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture
def differing(study, read_twice, pair):
    """Return the disagreements as they are now, the one on the door first."""
    return lambda: settling.compared(study, read_twice, pair).disagreements


def words(found) -> list[str]:
    return [TEXT[start:end] for start, end in found]


class TestComparing:
    def test_readings_meet_where_they_overlap(self, study, read_twice, pair, differing):
        found = settling.compared(study, read_twice, pair)
        assert [TEXT[one.start : one.end] for one in differing()] == ["La cadre a ouvert la porte", "On attend"]
        assert [TEXT[start:end] for _, start, end in found.alike] == ["Le tiers écoute"]
        assert all(one.open for one in differing())

    def test_a_document_not_finished_by_both_is_not_compared(self, study, researcher, read_twice, pair):
        assignments.resume(researcher, read_twice)
        with pytest.raises(CodebookError, match="pas terminé par ces deux"):
            settling.compared(study, read_twice, pair)

    def test_a_blind_coder_sees_no_disagreement_and_settles_none(self, study, read_twice, pair, differing):
        one = differing()[0]
        assignments.assign(study, [read_twice], [study.member.id], blind=True)
        for act in (
            lambda: settling.compared(study, read_twice, pair),
            lambda: settling.settle(study, one, "both", "Par curiosité"),
        ):
            with pytest.raises(AccessError, match="à l’aveugle"):
                act()


class TestDeciding:
    @pytest.mark.parametrize("choice", ["first", "second", "both", "neither"])
    def test_each_choice_retains_what_it_says(self, study, differing, choice):
        before = differing()[0]
        settling.settle(study, before, choice, "  Parce que  ")
        (kept,) = differing()[0].settled
        expected = {
            "first": before.meeting.first,
            "second": before.meeting.second,
            "both": (place("La cadre a ouvert la porte"),),
            "neither": (),
        }
        assert kept.places == expected[choice]
        assert (kept.reason, kept.author_name, kept.stale) == ("Parce que", "Léa", ())
        assert not differing()[0].open and differing()[1].open
        assert problems(study) == []

    def test_other_bounds_are_retained_as_they_were_chosen(self, study, differing):
        settling.settle(study, differing()[0], "other", "Le verbe seul", places=[place("ouvert")], text="ouvert")
        (kept,) = differing()[0].settled
        assert words(kept.places) == ["ouvert"]
        assert problems(study) == []

    def test_first_readings_never_change(self, study, read_twice, differing):
        before = codings.of_document(study, read_twice)
        settling.settle(study, differing()[0], "neither", "Trop loin du code")
        settling.settle(study, differing()[1], "both", "Elle seule l’a vu")
        assert codings.of_document(study, read_twice) == before

    @pytest.mark.parametrize(
        ("choice", "reason", "places", "said"),
        [
            ("both", " ", (), "une raison"),
            ("vote", "Oui", (), "pas une façon"),
            ("other", "Oui", (), "doit toucher"),
            ("other", "Oui", (place("On attend"),), "doit toucher"),
        ],
    )
    def test_a_decision_without_what_it_needs_is_refused(self, study, differing, choice, reason, places, said):
        with pytest.raises(CodebookError, match=said):
            settling.settle(study, differing()[0], choice, reason, places=places)
        assert not differing()[0].settled

    def test_words_that_are_not_those_shown_are_refused(self, study, differing):
        with pytest.raises(CodebookError, match="a changé"):
            settling.settle(study, differing()[0], "other", "Oui", places=[place("ouvert")], text="fermé")

    def test_deciding_again_replaces_the_decision(self, study, differing, dump):
        settling.settle(study, differing()[0], "both", "D’abord")
        settling.settle(study, differing()[0], "other", "Ensuite", places=[place("ouvert")])
        assert [one.reason for one in differing()[0].settled] == ["Ensuite"]
        assert len(dump(study.file)["settlement"]) == 1
        assert problems(study) == []

    def test_two_people_deciding_at_once_do_not_overwrite_each_other(self, study, colleague, differing):
        seen = differing()[0]
        settling.settle(study, seen, "both", "Léa")
        with pytest.raises(StudyError, match="Quelqu’un a modifié"):
            settling.settle(colleague, seen, "neither", "Salma")
        assert [one.reason for one in differing()[0].settled] == ["Léa"]

    def test_a_reading_that_changed_since_it_was_shown_is_not_decided(
        self, study, researcher, differing, mark, read_twice
    ):
        seen = differing()[0]
        mark(researcher, read_twice, "ouvert la porte. Le")
        with pytest.raises(StudyError, match="Quelqu’un a modifié"):
            settling.settle(study, seen, "both", "Trop tard")

    def test_the_committee_decides_nothing(self, committee, differing):
        with pytest.raises(AccessError):
            settling.settle(committee, differing()[0], "both", "Non")

    def test_one_undo_takes_a_decision_back_and_another_does_it_again(self, study, differing, dump):
        before = dump(study.file)
        settling.settle(study, differing()[0], "other", "Ainsi", places=[place("ouvert la")])
        after = dump(study.file)
        undone = changes.undo(study, changes.last_undoable(study).id)
        assert dump(study.file) == before
        changes.undo(study, undone)
        assert dump(study.file) == after

    def test_a_decision_can_be_taken_back(self, study, differing, dump):
        before = dump(study.file)
        made = settling.settle(study, differing()[0], "other", "Ainsi", places=[place("ouvert la")])
        settling.withdraw(study, [made])
        assert dump(study.file) == before
        with pytest.raises(CodebookError, match="n’existe plus"):
            settling.withdraw(study, [made])


class TestGoingStale:
    @pytest.fixture
    def settled(self, study, differing):
        return settling.settle(study, differing()[0], "both", "Les deux le voient")

    def test_a_reading_that_changes_afterwards_is_told(self, study, researcher, settled, differing, mark, read_twice):
        mark(researcher, read_twice, "ouvert la porte. Le")
        (kept,) = differing()[0].settled
        assert kept.stale == (CHANGED,) and differing()[0].open
        settling.confirm(study, [kept])
        assert differing()[0].settled[0].stale == ()

    def test_a_reading_on_another_place_changes_nothing(self, researcher, settled, differing, mark, read_twice):
        mark(researcher, read_twice, "On attend")
        assert differing()[0].settled[0].stale == ()

    def test_readings_that_now_agree_leave_the_decision_to_be_dropped(
        self, study, researcher, colleague, settled, read_twice, pair
    ):
        mine = {c.coder: c for c in codings.of_document(study, read_twice) if "a ouvert" in c.quote}
        codings.remove(researcher, [mine[researcher.member.id].id])
        codings.remove(colleague, [mine[colleague.member.id].id])
        found = settling.compared(study, read_twice, pair)
        assert [one.id for one in found.orphans] == [settled]
        assert found.orphans[0].stale == (CHANGED,)
        settling.withdraw(study, [settled])
        assert problems(study) == []

    def test_a_revised_text_carries_the_decision_and_says_so(self, study, settled, read_twice, pair):
        carrying.revise(study, read_twice, carrying.typed("Ce jour-là.\n" + TEXT), reason="Date")
        found = settling.compared(study, read_twice, pair).disagreements[0]
        (kept,) = found.settled
        shift = len("Ce jour-là.\n")
        start, end = place("La cadre a ouvert la porte")
        assert kept.places == ((start + shift, end + shift),)
        assert kept.stale == (REVISED,)
        settling.confirm(study, [kept])
        assert settling.compared(study, read_twice, pair).disagreements[0].settled[0].stale == ()
        assert problems(study) == []

    def test_words_that_are_gone_leave_the_decision_without_a_place(self, study, settled, read_twice, pair):
        carrying.revise(
            study, read_twice, carrying.typed("Autre chose.\nLe site avance, puis recule. On attend."), reason="Coupe"
        )
        (orphan,) = settling.compared(study, read_twice, pair).orphans
        assert (orphan.start, orphan.places) == (None, ())
        assert set(orphan.stale) == {LOST, REVISED}


class TestWhatHangsOnIt:
    @pytest.fixture
    def settled(self, study, differing):
        return settling.settle(study, differing()[0], "other", "Romain Dupont l’a dit", places=[place("ouvert la")])

    def test_a_document_goes_with_its_decisions_and_comes_back_with_them(self, study, settled, read_twice, dump):
        before = dump(study.file)
        assert "1 désaccord tranché" in removal.hanging(study, read_twice).others
        removal.remove(study, read_twice)
        assert dump(study.file)["settlement"] == [] == dump(study.file)["settled"]
        assert problems(study) == []
        changes.undo(study, changes.last_undoable(study).id)
        assert dump(study.file) == before

    def test_a_code_that_goes_takes_its_decisions_and_one_that_is_merged_gives_them(self, study, settled, grid, dump):
        merging.merge(study, [grid["trust"]], grid["figures.trainer"])
        assert {row[2] for row in dump(study.file)["settlement"]} == {grid["figures.trainer"]}
        assert problems(study) == []
        deleting.delete(study, grid["figures.trainer"], remove_codings=True)
        assert dump(study.file)["settlement"] == []
        assert problems(study) == []

    def test_names_in_a_reason_are_found_with_the_others(self, study, settled):
        (found,) = [p for p in elsewhere.places(study, Forms([("Dupont", "Durand")])) if p.table == "settlement"]
        assert (found.column, found.mine, found.label) == ("reason", True, "Raisons de désaccords tranchés")

    def test_the_check_tells_a_decision_without_reason(self, study, settled):
        with study.change("Abîmer"):
            study.update("settlement", settled, reason=" ")
        assert any("n’a pas de raison" in said for said in problems(study))


class TestTheLayer:
    def test_it_holds_what_is_alike_what_was_decided_and_what_waits(self, study, differing, pair):
        settling.settle(study, differing()[0], "both", "Les deux")
        found = settled_layer.compared(study, reading.finished(study), pair)
        frame = settled_layer.frame(study, found)
        assert list(zip(frame["passage"], frame["origine"], strict=True)) == [
            ("La cadre a ouvert la porte", DECIDED),
            ("Le tiers écoute", COMMON),
            ("On attend", OPEN),
        ]
        assert frame["raison"].tolist() == ["Les deux", "", ""]
        assert settled_layer.counts(found) == settled_layer.Counts(alike=1, open=1, settled=1, stale=0)

    def test_what_was_discarded_is_said(self, study, differing, pair):
        settling.settle(study, differing()[1], "neither", "Trop court")
        frame = settled_layer.frame(study, settled_layer.compared(study, reading.finished(study), pair))
        assert frame[frame["origine"] == DISCARDED]["passage"].tolist() == ["On attend"]


def test_passages_of_decisions_do_not_count_as_somebody_elses_in_a_plan(study, differing, read_twice):
    settling.settle(study, differing()[0], "other", "Ainsi", places=[place("ouvert la")])
    assert carrying.plan(study, read_twice, TEXT + " Fin.").unseen == 0
