"""What a word is, and which writings are the same word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.search import folding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’équipe d'Havremer", ["l", "équipe", "d", "Havremer"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ("compte-rendu", ["compte", "rendu"]),
        ("«\u00a0bon\u202fsens\u00a0»", ["bon", "sens"]),
        ("COPIL/CNAM, 3,5 m²", ["COPIL", "CNAM", "3", "5", "m²"]),
        ("un_mot __", ["un", "mot"]),
        ("coo\u00adpération", ["coo\u00adpération"]),
        (unicodedata.normalize("NFD", "équipée"), [unicodedata.normalize("NFD", "équipée")]),
        ("?! — …", []),
    ],
)
def test_words_stand_between_apostrophes_hyphens_and_spaces(text: str, expected: list[str]) -> None:
    found = folding.words(text)
    assert [written for _, _, written in found] == expected
    assert [text[start:end].replace("_", " ") for start, end, _ in found] == expected


@pytest.mark.parametrize(
    "writings",
    [
        ("cœur", "Cœur", "CŒUR", "coeur", "COEUR"),
        ("équipe", "Equipe", "ÉQUIPE", unicodedata.normalize("NFD", "équipe")),
        ("ex æquo".split()[1], "aequo", "ÆQUO"),
        ("coopération", "coo\u00adpe\u0301ration", "cooperation"),
        ("ﬁgure", "figure"),
        ("1ᵉ", "1e"),
    ],
)
def test_case_accents_ligatures_and_hidden_hyphens_do_not_count(writings: tuple[str, ...]) -> None:
    assert len({folding.fold(word) for word in writings}) == 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("CNAM", True),
        ("Cnam", False),
        ("IDEs", True),
        ("cnam", False),
        ("A", False),
        ("As", False),
        ("M12", False),
        ("CPTS2", True),
        ("LES", True),
    ],
)
def test_an_acronym_is_two_capitals_or_more_a_plural_s_apart(word: str, expected: bool) -> None:
    assert folding.in_capitals(word) is expected


@pytest.mark.parametrize(("word", "expected"), [("Équipe", "équipe"), ("COPIL", "COPIL"), ("IDEs", "IDEs"), ("M", "m")])
def test_the_index_keeps_small_letters_but_for_acronyms(word: str, expected: str) -> None:
    assert folding.form(word) == expected


@given(st.text())
def test_words_are_in_order_apart_and_hold_every_letter(text: str) -> None:
    at = 0
    for start, end, written in folding.words(text):
        assert at <= start < end <= len(text)
        assert not any(c.isalnum() for c in text[at:start])
        assert written == text[start:end]
        assert folding.fold(written)
        at = end
    assert not any(c.isalnum() for c in text[at:])


@given(st.text(min_size=1))
def test_folding_is_done_once_and_survives_the_form_kept(text: str) -> None:
    for _, _, written in folding.words(text):
        folded = folding.fold(written)
        assert folding.fold(folded) == folded
        assert folding.fold(folding.form(written)) == folded
        assert folding.form(folding.form(written)) == folding.form(written)
