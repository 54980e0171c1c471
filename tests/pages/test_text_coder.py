"""What crosses the border of the marked text: the passages that come back, the data that go."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StudyError
from pages.parts.text_coder import Filter
from pages.parts.text_coder.payload import Span, checked, layer, source

TEXT = "Camille 😀 : on ose appeler.\nLe cadre relit."


def event(start: int, end: int, text: str | None = None) -> dict[str, Any]:
    return {"start": start, "end": end, "text": TEXT[start:end] if text is None else text, "codes": ["c"], "nonce": "1"}


def test_a_passage_after_an_emoji_is_counted_in_code_points():
    start = TEXT.index("on ose")
    assert start == 12  # the emoji counts for one
    assert checked(TEXT, event(12, 18)) == (12, 18)


def test_white_space_at_the_ends_of_a_selection_is_left_out():
    assert checked(TEXT, event(11, 19)) == (12, 18)
    assert checked(TEXT, event(27, 31)) == (28, 30)  # begins with the line feed between two blocks


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(12, 18, "on osa"), (12, 17, "on ose"), (13, 19, "on ose"), (12, 18, None)],
)
def test_words_that_differ_from_the_text_are_refused(start, end, words):
    with pytest.raises(StudyError, match="Le texte a changé"):
        checked(TEXT, {"start": start, "end": end, "text": words})


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4), (0, 10_000), (None, 3), ("0", 3)])
def test_bounds_outside_the_text_are_refused(start, end):
    with pytest.raises(StudyError, match="sort du texte"):
        checked(TEXT, {"start": start, "end": end, "text": ""})


def test_a_selection_of_spaces_is_refused():
    with pytest.raises(StudyError, match="que des espaces"):
        checked(TEXT, event(11, 12))


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_checked_passage_is_the_selected_words_without_outer_spaces(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    try:
        kept = checked(text, {"start": start, "end": end, "text": text[start:end]})
    except StudyError:
        assert not text[start:end].strip()
    else:
        assert text[slice(*kept)] == text[start:end].strip()


def test_the_fingerprint_follows_text_blocks_and_calls_but_not_the_order_they_came_in():
    blocks = [{"kind": "heading", "start": 0, "end": 3, "level": 1}, {"kind": "paragraph", "start": 4, "end": 7}]
    calls = [{"at": 3, "note": "1"}]
    same = source("abc\ndef", blocks, calls)
    assert source("abc\ndef", reversed(blocks), calls) == same
    assert source("abc\ndeg", blocks, calls)["id"] != same["id"]
    assert source("abc\ndef", blocks[:1], calls)["id"] != same["id"]
    assert source("abc\ndef", blocks, [])["id"] != same["id"]


def test_a_text_without_blocks_shows_one_paragraph_a_line():
    assert [row[:3] for row in source("un\n\ndeux", [], [])["blocks"]] == [["paragraph", 0, 2], ["paragraph", 4, 8]]


def test_the_layer_can_be_sent_and_fills_the_gaps_of_a_code():
    span = Span("k", 0, 4, "c", "Nadia", mine=False, comment="x" * 500)
    sent = json.loads(
        json.dumps(
            layer([span], [{"id": "c", "key": "listen", "label": None}], focus=(1, 3), editable=False, height=500)
        )
    )
    assert sent["spans"][0][:7] == ["k", 0, 4, "c", "Nadia", False, False]
    assert len(sent["spans"][0][7]) == 240
    assert sent["codes"][0]["label"] == "listen"
    assert sent["codes"][0]["path"] == []
    assert sent["codes"][0]["applicable"] is True
    assert sent["focus"] == [1, 3]


def test_a_code_that_only_groups_others_is_not_offered():
    sent = layer([], [{"id": "f", "label": "Facilitateur", "applicable": False}], focus=None, editable=True, height=1)
    assert sent["codes"][0]["applicable"] is False


CODING = {"code": "trust", "coder": "lea", "dominant": 0, "certainty": "likely", "bearer": None}


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        (Filter(), True),
        (Filter(who="mine"), True),
        (Filter(who="others"), False),
        (Filter(codes=("trust", "other")), True),
        (Filter(codes=("other",)), False),
        (Filter(coders=("omar",)), False),
        (Filter(dominant=True), False),
        (Filter(facets={"certainty": ("likely", "sure")}), True),
        (Filter(facets={"certainty": ("sure",)}), False),
        (Filter(facets={"certainty": ("likely",), "bearer": ("lead",)}), False),
        (Filter(facets={"bearer": ()}), True),
    ],
)
def test_a_filter_keeps_what_answers_each_of_its_choices(shown, kept):
    assert shown.keeps(CODING, "lea") is kept
