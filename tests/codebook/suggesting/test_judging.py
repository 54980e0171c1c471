"""Accepting makes codings of one's own, refusing makes none; each is remembered with its reasons and undone at once."""

import pytest

from codebook import carrying, check, codings, counts, removal
from codebook.errors import CodebookError
from codebook.reshaping import merging
from codebook.suggesting import judging, offers, rules, verdicts
from codebook.suggesting.offers import Asked
from corpus import changes, documents
from corpus.errors import AccessError, StudyError
from corpus.study import Study
from tests.conftest import Make

TEXT = "Un début. La confiance vient de la confiance du tiers. Une fin.\nEt la confiance encore."


@pytest.fixture
def paper(study: Study, trust: str, document: Make) -> str:
    return document(study, TEXT)


def undo_last(study: Study) -> None:
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)


def test_a_page_is_accepted_in_one_change_that_one_undo_takes_back(study: Study, paper: str, proposed) -> None:
    found = proposed(study)
    before = changes.count(study)
    done = judging.accept(study, found)
    assert (done.suggestions, done.made, done.already) == (2, 2, 0)
    assert changes.count(study) == before + 1
    made = codings.of_document(study, paper)
    assert [one.quote for one in made] == [
        "La confiance vient de la confiance du tiers.",
        "Et la confiance encore.",
    ]
    assert {one.coder for one in made} == {study.member.id}
    assert proposed(study) == []
    changes.undo(study, done.change)
    assert codings.of_document(study, paper) == []
    assert proposed(study) == found
    assert verdicts.rates(study) == {}


@pytest.mark.parametrize(
    ("extent", "quote"),
    [
        ("sentence", "La confiance vient de la confiance du tiers."),
        ("words", "confiance vient de la confiance"),
        ("paragraph", "Un début. La confiance vient de la confiance du tiers. Une fin."),
    ],
)
def test_what_is_coded_is_chosen(study: Study, paper: str, proposed, extent: str, quote: str) -> None:
    one = proposed(study)[0]
    start, end = judging.place(study, one, extent)
    assert TEXT[start:end] == quote
    judging.accept(study, [one], extent=extent)
    assert [coding.quote for coding in codings.of_document(study, paper)] == [quote]
    assert len(proposed(study)) == 1


def test_suggestions_are_counted_as_codings_nowhere(study: Study, paper: str, proposed) -> None:
    proposed(study, learn=True)
    assert codings.everything(study) == []
    assert counts.frame(study).empty
    judging.refuse(study, proposed(study))
    assert codings.everything(study) == []


def test_a_refusal_is_for_oneself_and_can_be_taken_back(study: Study, researcher: Study, paper: str, proposed) -> None:
    judging.refuse(study, proposed(study)[:1])
    assert len(proposed(study)) == 1
    assert len(proposed(researcher)) == 2
    (refused,) = proposed(study, status="refused")
    assert refused.verdict is not None
    with pytest.raises(AccessError, match="autre personne"):
        verdicts.withdraw(researcher, [refused.verdict.id])
    verdicts.withdraw(study, [refused.verdict.id])
    assert len(proposed(study)) == 2


def test_each_rule_tells_how_often_it_was_accepted(
    study: Study, researcher: Study, paper: str, trust: str, proposed
) -> None:
    other = rules.add(study, trust, "tiers")
    both, one = proposed(study)
    judging.accept(study, [both])
    judging.refuse(study, [one])
    judging.refuse(researcher, proposed(researcher)[:1])
    told = verdicts.rates(study)
    (first,) = set(told) - {other}
    assert told[first].shown == "1/3"
    assert (told[other].accepted, told[other].judged, told[other].mine) == (1, 2, 1)
    assert verdicts.Rate().shown == "aucun avis"
    assert verdicts.rates(researcher)[first].shown == "1/3"


def test_an_accepted_passage_keeps_where_it_came_from(study: Study, paper: str, trust: str, proposed) -> None:
    judging.accept(study, proposed(study)[:1])
    by_hand = codings.apply(study, paper, 0, 8, [trust])
    told = verdicts.origins(study, paper)
    assert [origin.shown for origin in told.values()] == ["suggéré par « confiance », accepté"]
    assert by_hand[0] not in told


def test_a_passage_already_coded_by_hand_is_not_said_to_come_from_a_rule(
    study: Study, paper: str, trust: str, proposed
) -> None:
    found = proposed(study)
    codings.apply(study, paper, found[0].start, found[0].end, [trust])
    done = judging.accept(study, found[:1])
    assert (done.made, done.already) == (0, 1)
    assert verdicts.origins(study) == {}


def test_a_coding_taken_back_leaves_its_verdict(study: Study, paper: str, proposed) -> None:
    judging.accept(study, proposed(study)[:1])
    codings.remove(study, [coding.id for coding in codings.of_document(study, paper)])
    assert len(proposed(study)) == 1
    assert check.problems(study) == []


def test_a_text_that_changed_since_the_list_was_read_is_not_judged(study: Study, paper: str, proposed) -> None:
    found = proposed(study)
    carrying.revise(study, paper, carrying.typed(TEXT + " Bien."), reason="Suite")
    for act in (judging.accept, judging.refuse):
        with pytest.raises(CodebookError, match="Un texte a changé"):
            act(study, found)
    assert codings.everything(study) == []


def test_verdicts_follow_their_sentence_when_the_text_changes(study: Study, paper: str, proposed, quotes) -> None:
    judging.refuse(study, proposed(study)[:1])
    carrying.revise(study, paper, carrying.typed("Avant tout. " + TEXT), reason="Début retrouvé")
    assert quotes(study, proposed(study)) == ["Et la confiance encore."]
    assert quotes(study, proposed(study, status="refused")) == ["La confiance vient de la confiance du tiers."]
    undo_last(study)
    assert quotes(study, proposed(study)) == ["Et la confiance encore."]
    assert check.problems(study) == []


def test_a_sentence_rewritten_is_proposed_again(study: Study, paper: str, proposed) -> None:
    judging.refuse(study, proposed(study)[:1])
    carrying.revise(
        study, paper, carrying.typed(TEXT.replace("vient de la confiance du tiers", "manque")), reason="Correction"
    )
    assert len(proposed(study)) == 2
    assert [rate.judged for rate in verdicts.rates(study).values()] == [1]


def test_nobody_judges_nothing_nor_with_an_unknown_extent_nor_by_only_reading(
    study: Study, committee: Study, paper: str, proposed
) -> None:
    found = proposed(study)
    with pytest.raises(CodebookError, match="rien à juger"):
        judging.accept(study, [])
    with pytest.raises(CodebookError, match="étendue"):
        judging.accept(study, found, extent="page")
    with pytest.raises((AccessError, StudyError)):
        judging.refuse(committee, found)
    with pytest.raises(CodebookError, match="état"):
        offers.of(study, Asked(status="perdue"))


def test_a_code_that_was_merged_takes_rules_and_verdicts_along(
    study: Study, paper: str, trust: str, grid: dict[str, str], proposed
) -> None:
    judging.refuse(study, proposed(study)[:1])
    merging.merge(study, [trust], grid["figures.trainer"])
    assert [(rule.code, rule.phrase) for rule in rules.everything(study)] == [(grid["figures.trainer"], "confiance")]
    assert [verdict.code for verdict in verdicts.mine(study)] == [grid["figures.trainer"]]
    assert len(proposed(study)) == 1
    assert check.problems(study) == []


def test_a_document_goes_with_the_verdicts_on_it(study: Study, paper: str, proposed) -> None:
    judging.refuse(study, proposed(study))
    assert removal.hanging(study, paper).others == ("2 suggestions jugées",)
    removal.remove(study, paper)
    assert verdicts.mine(study) == []
    assert documents.everything(study) == []
    assert check.problems(study) == []
