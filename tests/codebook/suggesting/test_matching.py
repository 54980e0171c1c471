"""The words of rules in texts: whole words under all their forms, whatever the accents, each at its own place."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.suggesting import wording
from codebook.suggesting.matching import EXACT, FORMS, Match, Matcher, within
from corpus.search import folding, lemmas


@dataclass(frozen=True)
class Told:
    id: str
    phrase: str
    way: str = FORMS
    unless: str = ""


def found(text: str, *rules: Told) -> list[str]:
    return [text[match.start : match.end] for match in Matcher(rules).find(wording.of(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("tiers", "Les métiers, le tiers, la tierce personne.", ["tiers", "tierce"]),
        ("métier", "Un tiers entre les métiers.", ["métiers"]),
        ("prise de décision", "PRISES de décision ; prise\u00a0de foi.", ["PRISES de décision"]),
        ("coeur", "Le cœur du sujet, l’insuffisance du CŒUR.", ["cœur", "CŒUR"]),
        ("l’équipe", "Selon l'équipe et l’équipe.", ["l'équipe", "l’équipe"]),
        ("regulation", "La régulation.", ["régulation"]),
        ("compte-rendu", "Le compte rendu, les comptes-rendus.", ["compte rendu", "comptes-rendus"]),
        ("faire confiance", "Ils font confiance, elle fit confiance.", ["font confiance", "fit confiance"]),
        ("relancer", "Elle relance la cadre, il relançait.", ["relance", "relançait"]),
        ("IDE", "L’IDE, les IDEs, une ide.", ["IDE", "IDEs"]),
        ("tiers", "", []),
    ],
)  # fmt: skip
def test_words_are_found_under_all_their_forms(phrase: str, text: str, expected: list[str]) -> None:
    assert found(text, Told("r", phrase)) == expected


def test_these_very_words_are_found_as_they_are_but_for_accents_and_case() -> None:
    text = "Oser, on ose, elles osent, OSER."
    assert found(text, Told("r", "oser", EXACT)) == ["Oser", "OSER"]


def test_words_inside_a_longer_phrase_do_not_count() -> None:
    text = "Un tiers des patients, le tiers, deux tiers des patients, au tiers."
    rule = Told("r", "tiers", unless="un tiers des; deux tiers")
    assert [match.start for match in Matcher([rule]).find(wording.of(text))] == [
        text.index("tiers,"),
        text.index("tiers."),
    ]


def test_the_exceptions_of_a_rule_are_its_own() -> None:
    rules = (Told("a", "tiers", unless="un tiers des"), Told("b", "tiers"))
    assert [match.rule for match in Matcher(rules).find(wording.of("Un tiers des patients."))] == ["b"]


def test_a_rule_that_holds_no_word_finds_nothing() -> None:
    assert found("Des mots.", Told("r", "—"), Told("s", "mot")) == ["mots"]


def test_a_match_over_two_stretches_is_left_out() -> None:
    matches = [Match("r", 0, 4), Match("r", 3, 7), Match("r", 6, 9)]
    assert within(matches, [(0, 5), (6, 12)]) == [(matches[0], (0, 5)), (matches[2], (6, 12))]


VOICE = [
    "le",
    "tiers",
    "métiers",
    "Tiers",
    "équipe",
    "equipes",
    "cœur",
    "coeur",
    "décide",
    "décider",
    "l’",
    "IDE",
    "ides",
]
TEXTS = st.lists(st.tuples(st.sampled_from(VOICE), st.sampled_from([" ", ", ", "\u00a0", "\n", " – "])), max_size=25)
PHRASES = st.lists(st.lists(st.sampled_from(VOICE), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4)


def naive(text: str, phrase: str) -> list[tuple[int, int]]:
    """Compare every run of words of a text with a phrase, one word after the other."""

    def heads(word: str) -> set[str]:
        lemma = lemmas.lemma(folding.form(word))
        return {lemma, *(lemmas.lemma(form) for form in lemmas.present(lemma))}

    words, wanted = folding.words(text), [word for _, _, word in folding.words(phrase)]
    return [
        (words[at][0], words[at + len(wanted) - 1][1])
        for at in range(len(words) - len(wanted) + 1)
        if all(
            lemmas.lemma(folding.form(words[at + rank][2])) in heads(word)
            and (not folding.in_capitals(word) or folding.in_capitals(words[at + rank][2]))
            for rank, word in enumerate(wanted)
        )
    ]


@settings(max_examples=50, deadline=None)
@given(TEXTS, PHRASES)
def test_the_matcher_finds_what_a_naive_comparison_of_words_finds(
    drawn: list[tuple[str, str]], phrases: list[str]
) -> None:
    text = "".join(word + after for word, after in drawn)
    rules = [Told(str(number), phrase) for number, phrase in enumerate(phrases)]
    told = {(match.rule, match.start, match.end) for match in Matcher(rules).find(wording.of(text))}
    assert told == {(rule.id, start, end) for rule in rules for start, end in naive(text, rule.phrase)}


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="aàâéœŒæ’'- \u00a0\n.,tTirsTIERS\u0301", max_size=80))
def test_each_word_stands_where_it_says(text: str) -> None:
    words = wording.of(text)
    for start, end, folded in zip(words.starts, words.ends, words.folded, strict=True):
        assert folding.fold(folding.form(text[start:end])) == folded
    assert list(words.starts) == sorted(words.starts)
