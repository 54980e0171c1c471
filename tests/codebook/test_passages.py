"""Passages: the same characters are one passage, kept with their words and their neighbourhood."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook import codings, evidence, links, passages
from codebook.errors import CodebookError
from corpus import documents

# Offsets are code points: the door is one, though a browser counts two.
TEXT = "Elle 🚪 ouvre.\nPuis l’équipe 👩🏽‍⚕️ parle, et l’on écoute jusqu’à la fin de la réunion du mardi matin."


def place(study, paper, start, end, expected=None) -> str:
    with study.change("Placer un passage"):
        return passages.place(study, paper, start, end, expected)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bounds=st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted))
def test_a_passage_holds_the_words_at_its_offsets_and_their_neighbourhood(study, document, bounds):
    start, end = bounds
    paper = next((paper.id for paper in documents.everything(study)), None) or document(study, TEXT)
    if not TEXT[start:end].strip():
        with pytest.raises(CodebookError):
            place(study, paper, start, end)
        return
    found = passages.get(study, place(study, paper, start, end, TEXT[start:end]))
    assert (found.start, found.end, found.quote) == (start, end, TEXT[start:end])
    prefix, suffix, method = study.execute(
        "SELECT prefix, suffix, method FROM anchor WHERE passage = ?", (found.id,)
    ).fetchone()
    assert (prefix, suffix) == (TEXT[max(0, start - 40) : start], TEXT[end : end + 40])
    assert method == "selected"
    assert place(study, paper, start, end) == found.id, "the same characters are the same passage"


def test_offsets_count_code_points_and_not_the_units_of_a_browser(study, document):
    paper = document(study, TEXT)
    assert passages.get(study, place(study, paper, 7, 12, "ouvre")).quote == "ouvre"
    with pytest.raises(CodebookError, match="a changé"):
        place(study, paper, 8, 13, "ouvre")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (0, 0), (4, 2), (0, len(TEXT) + 1), (500, 510)])
def test_a_place_outside_the_text_is_refused(study, document, start, end):
    with pytest.raises(CodebookError, match="sort du texte"):
        place(study, document(study, TEXT), start, end)


def test_white_space_is_not_a_passage(study, document):
    with pytest.raises(CodebookError, match="que des espaces"):
        place(study, document(study, "Un \n\u00a0 mot"), 2, 6)


def test_a_document_without_text_has_no_passage(study):
    paper = documents.register(study, kind="visit_minutes", title="Visite", state="not_done")
    with pytest.raises(CodebookError, match="n’a pas de texte"):
        place(study, paper, 0, 4)


def test_a_passage_stays_while_somebody_speaks_of_it(study, researcher, document, event, milestone, grid):
    paper = document(study, TEXT)
    (mine,) = codings.apply(study, paper, 0, 4, [grid["trust"]])
    (yours,) = codings.apply(researcher, paper, 0, 4, [grid["trust"]])
    passage = codings.get(study, mine).passage
    link = links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="prepares", statement="Une phrase"
    )
    piece = evidence.add(study, link, passage, side="for", strength="straw")
    codings.remove(study, [mine])
    codings.remove(researcher, [yours])
    assert passages.get(study, passage).quote == "Elle"
    evidence.remove(study, link, piece)
    with pytest.raises(CodebookError, match="n’existe plus"):
        passages.get(study, passage)
    assert study.value("SELECT count(*) FROM anchor") == 0
