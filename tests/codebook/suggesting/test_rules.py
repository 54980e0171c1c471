"""The rules of a study: written, rewritten, put to rest; those to start with; who changed one meanwhile."""

import pytest

from codebook import codes, grids
from codebook.errors import CodebookError
from codebook.suggesting import judging, offers, rules, scanning, wording
from codebook.suggesting.matching import EXACT
from corpus import changes
from corpus.errors import AccessError, StudyError
from corpus.pseudonyms import elsewhere
from corpus.pseudonyms.forms import Forms
from corpus.study import Study


def phrases(study: Study) -> list[str]:
    return [rule.phrase for rule in rules.everything(study)]


def test_a_rule_is_kept_with_who_wrote_it(study: Study, researcher: Study, grid: dict[str, str]) -> None:
    made = rules.add(researcher, grid["trust"], "  faire   confiance ", unless="ne plus faire confiance ; ")
    rule = rules.get(study, made)
    assert (rule.phrase, rule.unless, rule.author, rule.active, rule.starting) == (
        "faire confiance",
        "ne plus faire confiance",
        researcher.member.id,
        True,
        False,
    )


@pytest.mark.parametrize("phrase", ["", " — ", "mot " * 13, "a" * 201])
def test_a_rule_has_words_and_not_too_many(study: Study, grid: dict[str, str], phrase: str) -> None:
    with pytest.raises(CodebookError):
        rules.add(study, grid["trust"], phrase)


def test_two_rules_of_a_code_do_not_say_the_same(study: Study, grid: dict[str, str]) -> None:
    rules.add(study, grid["trust"], "faire confiance")
    with pytest.raises(CodebookError, match="déjà une règle"):
        rules.add(study, grid["trust"], "Fait confiance")
    rules.add(study, grid["trust"], "faire confiance", way=EXACT)
    rules.add(study, grid["figures.trainer"], "faire confiance")
    assert len(phrases(study)) == 3


def test_a_code_that_heads_others_has_no_rule(study: Study, grid: dict[str, str]) -> None:
    with pytest.raises(CodebookError, match="range d’autres codes"):
        rules.add(study, grid["figures"], "figure")


def test_a_rule_somebody_changed_meanwhile_is_not_written_over(
    study: Study, researcher: Study, grid: dict[str, str]
) -> None:
    made = rules.add(study, grid["trust"], "confiance")
    read = rules.get(study, made)
    rules.revise(researcher, made, phrase="méfiance", way="forms", unless="")
    with pytest.raises(StudyError, match="Quelqu’un a modifié"):
        rules.revise(study, made, phrase="se fier", way="forms", unless="", read=read)
    assert phrases(study) == ["méfiance"]


def test_a_rule_that_was_judged_is_put_to_rest_and_woken_by_writing_it_again(
    study: Study, grid: dict[str, str], document
) -> None:
    document(study, "On parle de confiance.")
    made = rules.add(study, grid["trust"], "confiance")
    scanning.bring_up_to_date(study)
    judging.refuse(study, offers.of(study))
    assert rules.remove(study, made) is False
    assert not rules.get(study, made).active
    assert rules.add(study, grid["trust"], "Confiance") == made
    assert rules.get(study, made).active


def test_a_rule_nobody_judged_goes_and_comes_back_by_undo(study: Study, trust: str) -> None:
    (rule,) = rules.everything(study)
    assert rules.remove(study, rule.id) is True
    assert phrases(study) == []
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert phrases(study) == ["confiance"]


def test_the_starting_rules_are_for_codes_of_the_framework_each_once() -> None:
    applicable = {code.key for code in grids.framework() if code.applicable}
    told = rules.starting()
    assert {one.code for one in told} == applicable
    keys = [(one.code, one.way, wording.key(one.phrase)) for one in told]
    assert len(keys) == len(set(keys))
    assert all(0 < len(wording.of(one.phrase)) <= wording.LONGEST for one in told)


def test_starting_rules_are_loaded_once_for_the_codes_that_are_there(study: Study, grid: dict[str, str]) -> None:
    assert rules.start(study) == 0
    codes.install(study, grids.framework())
    number = rules.start(study)
    assert number == len(rules.starting()) == len(phrases(study))
    assert rules.start(study) == 0
    rules.switch(study, [rules.everything(study)[0].id], active=False)
    assert rules.start(study) == 0


def test_the_committee_neither_reads_nor_writes_rules(committee: Study, trust: str) -> None:
    assert rules.everything(committee) == []
    with pytest.raises(AccessError):
        rules.add(committee, trust, "méfiance")


def test_names_put_out_of_a_text_are_found_in_rules(study: Study, grid: dict[str, str]) -> None:
    rules.add(study, grid["trust"], "demander à Martin")
    forms = Forms([("Martin", "C1")])
    found = elsewhere.places(study, forms)
    assert [(place.table, place.label, place.mine) for place in found] == [
        ("suggestion_rule", "Règles de suggestion", True)
    ]
    with study.change("Remplacer"):
        elsewhere.replace(study, forms, found)
    assert phrases(study) == ["demander à C1"]
