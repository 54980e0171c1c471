"""Recoding a set: one's own codings change, those of others stay, one undo gives everything back."""

from collections.abc import Callable
from typing import Any

import pytest

from codebook import codes, codings
from codebook.errors import CodebookError
from codebook.quotes import recoding, showing
from codebook.quotes.recoding import ADD, CHANGE, REMOVE
from corpus import changes
from corpus.errors import AccessError
from corpus.study import Study, StudyFile
from tests.codebook.quotes.conftest import Field, Read

Dump = Callable[[StudyFile], dict[str, list[tuple[Any, ...]]]]


def given(study: Study, code: str) -> list[tuple[str, str]]:
    return sorted((coding.quote, coding.coder_name) for coding in codings.of_code(study, code))


def test_another_code_changes_ones_own_and_stands_beside_those_of_others(field: Field, read: Read) -> None:
    old, new = field.codes["figures.facilitator"], field.codes["trust"]
    quotes = showing.show(read(field.lead, "facilitateur", documents=(field.first,))).quotes
    before = changes.count(field.lead)
    plan = recoding.foresee(field.lead, quotes, CHANGE, source=old, target=new)
    assert changes.count(field.lead) == before
    assert (len(plan.mine), len(plan.doubles), plan.others, len(plan.fresh)) == (1, 0, 1, 0)
    done = recoding.recode(field.lead, plan)
    assert (done.changed, done.removed, done.made) == (1, 0, 0)
    assert ("elle aide", "Romain") in given(field.lead, old)
    assert ("elle aide", "Léa") not in given(field.lead, old)
    assert ("elle aide", "Léa") in given(field.lead, new)


def test_what_is_anothers_gets_ones_own_coding_beside_it(field: Field, read: Read) -> None:
    old, new = field.codes["figures.trainer"], field.codes["trust"]
    quotes = showing.show(read(field.lead, "formateur", documents=(field.first,))).quotes
    plan = recoding.foresee(field.lead, quotes, CHANGE, source=old, target=new)
    assert (len(plan.mine), plan.others, [words for *_, words in plan.fresh]) == (0, 1, ["Je forme, j’aide."])
    recoding.recode(field.lead, plan)
    assert given(field.lead, old)[0] == ("Je forme, j’aide.", "Romain")
    assert ("Je forme, j’aide.", "Léa") in given(field.lead, new)


def test_one_undo_gives_the_whole_set_back(field: Field, read: Read, dump: Dump) -> None:
    before = dump(field.lead.file)
    quotes = showing.show(read(field.lead, "figures")).quotes
    old, new = field.codes["figures.facilitator"], field.codes["trust"]
    lines = changes.count(field.lead)
    done = recoding.recode(field.lead, recoding.foresee(field.lead, quotes, CHANGE, source=old, target=new))
    assert changes.count(field.lead) == lines + 1
    assert dump(field.lead.file) != before
    changes.undo(field.lead, done.change)
    assert dump(field.lead.file) == before


def test_a_code_given_already_to_the_same_words_takes_the_comment_of_the_one_that_goes(
    field: Field, read: Read
) -> None:
    (old,) = codings.apply(field.lead, field.note, 0, 8, [field.codes["trust"]], comment="ancien")
    (kept,) = codings.apply(field.lead, field.note, 0, 8, [field.codes["figures.trainer"]], comment="neuf")
    quotes = [q for q in showing.show(read(field.lead, "confiance")).quotes if q.text == "Le COPIL"]
    plan = recoding.foresee(
        field.lead, quotes, CHANGE, source=field.codes["trust"], target=field.codes["figures.trainer"]
    )
    assert ([mark.coding for mark in plan.doubles], plan.mine) == ([old], ())
    recoding.recode(field.lead, plan)
    assert codings.get(field.lead, kept).comment == "neuf\nancien"
    assert old not in {coding.id for coding in codings.everything(field.lead)}


def test_one_more_code_goes_to_the_words_that_are_shown(field: Field, read: Read) -> None:
    quotes = showing.show(read(field.lead, "confiance sauf facilitateur")).quotes
    new = field.codes["figures.trainer"]
    plan = recoding.foresee(field.lead, quotes, ADD, target=new)
    assert len(plan.fresh) == 2
    recoding.recode(field.lead, plan)
    assert {("On se fait confiance,", "Léa"), ("La confiance vient.", "Léa")} <= set(given(field.lead, new))
    again = recoding.foresee(field.lead, quotes, ADD, target=new)
    assert again.is_empty and again.there == 2


def test_one_less_takes_ones_own_away_and_leaves_those_of_others(field: Field, read: Read) -> None:
    old = field.codes["figures.facilitator"]
    quotes = showing.show(read(field.lead, "facilitateur")).quotes
    plan = recoding.foresee(field.lead, quotes, REMOVE, source=old)
    assert (len(plan.mine), plan.others) == (3, 1)
    assert recoding.recode(field.lead, plan).removed == 3
    assert given(field.lead, old) == [("elle aide", "Romain")]


def test_a_coding_wider_than_the_words_shown_is_told(field: Field, read: Read) -> None:
    quotes = showing.show(read(field.lead, "confiance et facilitateur")).quotes
    plan = recoding.foresee(
        field.lead, quotes, CHANGE, source=field.codes["trust"], target=field.codes["figures.trainer"]
    )
    assert (len(plan.mine), plan.wider) == (1, 1)


def test_a_set_that_changed_meanwhile_is_not_recoded(field: Field, read: Read, dump: Dump) -> None:
    old, new = field.codes["figures.facilitator"], field.codes["trust"]
    quotes = showing.show(read(field.lead, "facilitateur")).quotes
    plan = recoding.foresee(field.lead, quotes, CHANGE, source=old, target=new)
    codings.remove(field.lead, [plan.mine[-1].coding])
    before = dump(field.lead.file)
    with pytest.raises(CodebookError, match="a changé depuis"):
        recoding.recode(field.lead, plan)
    assert dump(field.lead.file) == before


def test_a_code_that_goes_meanwhile_is_told_and_nothing_is_written(field: Field, read: Read, dump: Dump) -> None:
    (new,) = [codes.by_key(field.lead)["figures.trainer"].id]
    quotes = showing.show(read(field.lead, "confiance")).quotes
    plan = recoding.foresee(field.lead, quotes, ADD, target=new)
    with field.other.change("Ne plus appliquer"):
        field.other.update("code", new, applicable=0)
    before = dump(field.lead.file)
    with pytest.raises(CodebookError):
        recoding.recode(field.lead, plan)
    assert dump(field.lead.file) == before


def test_a_private_coding_leaves_a_private_line_in_the_history(field: Field, read: Read) -> None:
    (mine,) = codings.apply(field.lead, field.note, 0, 8, [field.codes["trust"]])
    codings.revise(field.lead, mine, level="private")
    quotes = [q for q in showing.show(read(field.lead, "confiance")).quotes if q.text == "Le COPIL"]
    plan = recoding.foresee(field.lead, quotes, REMOVE, source=field.codes["trust"])
    done = recoding.recode(field.lead, plan)
    assert field.lead.may_read_change(done.change)
    assert not field.other.may_read_change(done.change)


@pytest.mark.parametrize(
    ("act", "source", "target", "sentence"),
    [
        (CHANGE, None, "trust", "Aucun code de départ"),
        (CHANGE, "trust", None, "Aucun nouveau code"),
        (CHANGE, "trust", "trust", "le même que l’ancien"),
        (ADD, None, "figures", "ne s’applique pas"),
        ("autre", None, None, "ne se fait pas"),
    ],
)
def test_what_cannot_be_done_is_told(
    field: Field, read: Read, act: str, source: str | None, target: str | None, sentence: str
) -> None:
    quotes = showing.show(read(field.lead, "confiance")).quotes
    ids = {key: field.codes[key] for key in (source, target) if key}
    with pytest.raises(CodebookError, match=sentence):
        recoding.foresee(field.lead, quotes, act, source=ids.get(source or ""), target=ids.get(target or ""))
    with pytest.raises(CodebookError, match="Aucun passage"):
        recoding.foresee(field.lead, [], ADD, target=field.codes["trust"])


def test_who_only_reads_does_not_recode(field: Field, read: Read, committee: Study) -> None:
    quotes = showing.show(read(field.lead, "confiance")).quotes
    plan = recoding.foresee(field.lead, quotes, ADD, target=field.codes["figures.trainer"])
    with pytest.raises(AccessError):
        recoding.recode(committee, plan)
