"""The language of queries: what is understood, and what is said of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.search.query import NEAR, Either, Every, Field, Near, Node, Phrase, Query, QueryError, Slot, parse


def word(text: str, kind: str = "lemma") -> Phrase:
    return Phrase((Slot(text, kind),))


def phrase(*words: str) -> Phrase:
    return Phrase(tuple(Slot(one, "lemma") for one in words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coopération", word("coopération")),
        ("=Mot", word("mot", "exact")),
        ("coop*", word("coop*", "pattern")),
        ("*teur", word("*teur", "pattern")),
        ("CNAM", word("CNAM")),
        ('"prise de décision"', phrase("prise", "de", "décision")),
        ("«\u00a0prise de décision\u00a0»", phrase("prise", "de", "décision")),
        ("l’équipe", phrase("l", "équipe")),
        ("compte-rendu", phrase("compte", "rendu")),
        ('="la mise"', Phrase((Slot("la", "exact"), Slot("mise", "exact")))),
        ('"=prise de"', Phrase((Slot("prise", "exact"), Slot("de", "lemma")))),
        ("tiers confiance", Every((word("tiers"), word("confiance")))),
        ("tiers ET confiance", Every((word("tiers"), word("confiance")))),
        ("tiers -confiance", Every((word("tiers"),), (word("confiance"),))),
        ("tiers SAUF confiance", Every((word("tiers"),), (word("confiance"),))),
        ('tiers -"bon sens"', Every((word("tiers"),), (phrase("bon", "sens"),))),
        ("tiers OU formateur", Either((word("tiers"), word("formateur")))),
        ("a b OU c", Either((Every((word("a"), word("b"))), word("c")))),
        ("a (b OU c)", Every((word("a"), Either((word("b"), word("c")))))),
        ("a ~5 b", Near(word("a"), word("b"), 5)),
        ("a~5 b", Near(word("a"), word("b"), 5)),
        ("a ~ b", Near(word("a"), word("b"), NEAR)),
        ("a NEAR b", Near(word("a"), word("b"), NEAR)),
        ("a NEAR/3 b", Near(word("a"), word("b"), 3)),
        ("a PRÈS/3 b", Near(word("a"), word("b"), 3)),
        ("a ~2 b ~3 c", Near(Near(word("a"), word("b"), 2), word("c"), 3)),
        ("a b ~2 c", Every((word("a"), Near(word("b"), word("c"), 2)))),
        ("(a OU b) ~2 c", Near(Either((word("a"), word("b"))), word("c"), 2)),
        ("confiance ?", word("confiance")),
        ("ou et près", Every((word("ou"), word("et"), word("près")))),
    ],
)
def test_queries_are_read_as_they_are_meant(text: str, expected: Node) -> None:
    assert parse(text) == Query(expected)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a kind:entretien", [Field("kind", "entretien")]),
        ("genre:entretien a", [Field("kind", "entretien")]),
        ('a site:"L’Anse-Loriot"', [Field("site", "L’Anse-Loriot")]),
        ("a période:2021-03/2021-06 locuteur:cadre", [Field("period", "2021-03/2021-06"), Field("speaker", "cadre")]),
        ("a -code:trust coder:Romain", [Field("code", "trust", out=True), Field("coder", "Romain")]),
    ],
)
def test_filters_are_read_apart_from_words(text: str, fields: list[Field]) -> None:
    assert parse(text) == Query(word("a"), tuple(fields))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "au moins un mot"),
        ("   ", "au moins un mot"),
        ("? !", "écrivez un mot"),
        ('"bon sens', "guillemet n’est pas refermé"),
        ('""', "guillemets sont vides"),
        ("(a", "n’est pas refermée"),
        ("a)", "sans s’être ouverte"),
        ("()", "parenthèses sont vides"),
        ("a OU", "« OU » se met entre deux mots"),
        ("OU a", "« OU » se met entre deux mots"),
        ("ET a", "« ET » se met entre deux mots"),
        ("a ET ET b", "« ET » se met entre deux mots"),
        ("a ~5", "« ~ » se met entre deux mots"),
        ("~5 a", "« ~ » se met entre deux mots"),
        ("a ~5000 b", "au plus"),
        ("(a b) ~5 c", "mots épars"),
        ("(a OU b c) ~5 d", "mots épars"),
        ("-a", "exclusion seule"),
        ("a ~5 -b", "exclusion"),
        ("a*", "au moins deux"),
        ("*", "au moins deux"),
        ("kind:entretien", "Un filtre seul"),
        ("kind: a", "valeur"),
        ("(kind:entretien a)", "hors des parenthèses"),
        (" ".join(["mot"] * 61), "60 mots"),
        ("(" * 30 + "a" + ")" * 30, "emboîtées"),
    ],
)
def test_what_is_not_understood_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as refused:
        parse(text)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert " : " in sentence
    assert sentence.endswith(".")


@given(st.text(alphabet=st.sampled_from('ab*"«»()~5-= :OUETkindsite’é\n'), max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except QueryError as refused:
        assert str(refused)
