"""What is compared: the codings of documents at least two people finished, as the reader may see them."""

import pytest

from codebook import assignments, carrying, codings
from codebook.agreement import reading
from codebook.agreement.measuring import measure
from codebook.errors import CodebookError
from tests.codebook.agreement.conftest import TEXT


def test_a_document_one_person_finished_is_not_compared(study, researcher, colleague, document, mark):
    made = document(study, TEXT)
    mark(researcher, made, "On attend")
    assignments.finish(researcher, made)
    assert reading.finished(study).papers == ()
    assignments.finish(colleague, made)
    assert [paper.id for paper in reading.finished(study).papers] == [made]


def test_whoever_did_not_finish_is_missing_and_counts_for_nothing(study, read_twice, mark):
    mark(study, read_twice, "Le site avance")
    read = reading.read(study)
    assert [name for _, name in read.coders] == ["Romain", "Salma"]
    assert len(read.markings.start) == 5


@pytest.mark.parametrize(("unit", "length"), [("character", len(TEXT)), ("sentence", 4), ("paragraph", 2)])
def test_each_unit_counts_the_whole_text(study, read_twice, unit, length):
    assert reading.read(study, unit=unit).markings.lengths.tolist() == [length]


def test_a_sentence_is_coded_as_soon_as_a_coding_touches_it(study, read_twice, grid):
    found = measure(reading.read(study, unit="sentence"), codes=[grid["trust"]])
    assert found.rows[0].tables == {(0, 1): (2, 1, 0, 1)}


def test_characters_are_counted_one_by_one(study, read_twice, grid):
    found = measure(reading.read(study), codes=[grid["trust"]]).rows[0]
    assert found.coded == (len("a ouvert la porte"), len("La cadre a ouvert") + len("On attend"))
    assert found.tables[0, 1][3] == len("a ouvert")
    assert found.units == len(TEXT)


def test_who_codes_a_document_blind_sees_nothing_of_it_before_she_finishes(study, read_twice):
    assignments.assign(study, [read_twice], [study.member.id], blind=True)
    found = reading.finished(study)
    assert (found.papers, found.blind) == ((), 1)
    assert reading.read(study).papers == ()
    assignments.finish(study, read_twice)
    assert [paper.id for paper in reading.finished(study).papers] == [read_twice]


def test_private_codings_of_others_are_not_counted_and_this_is_said(study, researcher, read_twice):
    mine = next(c for c in codings.of_document(researcher, read_twice) if c.coder == researcher.member.id)
    codings.revise(researcher, mine.id, level="private")
    assert reading.read(researcher).unseen == 0
    read = reading.read(study)
    assert (read.unseen, len(read.markings.start)) == (1, 4)
    assert any("privés" in note for note in measure(read).notes)


def test_codings_whose_words_are_gone_are_not_counted_and_this_is_said(study, read_twice):
    carrying.revise(study, read_twice, carrying.typed(TEXT.replace("On attend.", "Puis rien.")), reason="Coupe")
    read = reading.read(study)
    assert (read.waiting, len(read.markings.start)) == (1, 4)


def test_people_who_finished_nothing_together_are_refused(study, read_twice, pair):
    with pytest.raises(CodebookError, match="pas fini les mêmes documents"):
        reading.read(study, coders=[study.member.id, pair[0]])
    with pytest.raises(CodebookError, match="L’unité"):
        reading.read(study, unit="word")
