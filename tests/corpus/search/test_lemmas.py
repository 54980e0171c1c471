"""Which forms are brought together, and which are kept apart."""

import pytest

from corpus.search import lemmas


@pytest.mark.parametrize(
    "forms",
    [
        ("coopère", "coopérer", "coopèrent", "coopérions"),
        ("coopération", "coopérations"),
        ("facilitateur", "facilitateurs", "facilitatrice", "facilitatrices"),
        ("formateur", "formatrices"),
        ("allions", "aller", "ira"),
        ("cœur", "cœurs", "coeurs", "coeur"),
        ("délégué", "déléguée", "déléguées", "déléguer", "déléguait"),
        ("visite", "visites"),
        ("infirmier", "infirmières"),
        ("externalité", "externalités"),
        ("cheffe", "chef", "cheffes"),
        ("référente", "référents"),
        ("bureau", "bureaux"),
        ("IDE", "IDEs", "ide"),
        ("COPIL", "COPILs", "copil"),
        ("RÉUNIONS", "réunion"),
    ],
)
def test_forms_of_one_word_have_one_lemma(forms: tuple[str, ...]) -> None:
    assert len({lemmas.lemma(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tiers", "métiers"),
        ("tiers", "tire"),
        ("facilitateur", "faciliter"),
        ("formateur", "former"),
        ("coopération", "coopérer"),
        ("ARS", "arts"),
    ],
)
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert lemmas.lemma(one) != lemmas.lemma(other)
