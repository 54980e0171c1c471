"""Example passages: chosen from what is coded, kept when the codings go, unseen by who may not see."""

import pytest

from codebook import assignments, check, codings, examples, passages
from codebook.errors import CodebookError
from corpus import changes

TEXT = "Elle ouvre la réunion, puis l’équipe parle."


@pytest.fixture
def paper(study, document) -> str:
    return document(study, TEXT, title="Compte-rendu")


@pytest.fixture
def passage(study, paper, grid) -> str:
    (made,) = codings.apply(study, paper, 5, 10, [grid["trust"]])
    return codings.get(study, made).passage


def quotes(study, code) -> list[str]:
    return [example.quote for example in examples.of_code(study, code)]


def test_a_passage_shows_what_a_code_means_with_who_chose_it(study, passage, grid):
    examples.add(study, grid["trust"], passage)
    (found,) = examples.of_code(study, grid["trust"])
    assert (found.quote, found.title, found.coder_name, found.start) == ("ouvre", "Compte-rendu", "Léa", 5)
    with pytest.raises(CodebookError, match="déjà un exemple"):
        examples.add(study, grid["trust"], passage)


def test_an_example_outlives_the_codings_of_its_passage_and_is_taken_away_apart(study, passage, grid, file, dump):
    examples.add(study, grid["trust"], passage)
    before = dump(file)
    codings.remove(study, [coding.id for coding in codings.everything(study)])
    assert quotes(study, grid["trust"]) == ["ouvre"]
    assert check.problems(study) == []
    examples.remove(study, examples.of_code(study, grid["trust"])[0].id)
    with pytest.raises(CodebookError, match="n’existe plus"):
        passages.get(study, passage)
    for change in changes.history(study, limit=2):
        changes.undo(study, change.id)
    assert dump(file) == before


def test_an_example_in_a_document_one_may_not_read_or_codes_blind_is_not_shown(
    study, researcher, document, paper, passage, grid
):
    private = document(study, TEXT + " Fin.", level="private")
    (made,) = codings.apply(study, private, 0, 4, [grid["trust"]])
    examples.add(study, grid["trust"], codings.get(study, made).passage)
    examples.add(study, grid["trust"], passage)
    assert quotes(study, grid["trust"]) == ["Elle", "ouvre"]
    assert quotes(researcher, grid["trust"]) == ["ouvre"]
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    assert quotes(researcher, grid["trust"]) == []
