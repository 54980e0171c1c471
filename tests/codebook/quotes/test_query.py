"""Formulas as people type them: what they mean, how they come back, and how a wrong one is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.quotes import query
from codebook.quotes.query import AND, INSIDE, NEAR, NOT, OR, WITH, WITHOUT, Formula, Join, One
from codebook.quotes.reading import names_of

TREE = [
    Code("1", "trust", "Confiance"),
    Code("2", "coop", "Coopération"),
    Code("3", "coop.up", "Coopération verticale", "2", path=("Coopération",)),
    Code("4", "meet", "Organiser des rencontres et mettre au travail"),
    Code("5", "ups", "Avancées et reculs"),
    Code("6", "ups.a", "Avancées", "5", path=("Avancées et reculs",)),
    Code("7", "twin.a", "Rythme", "2", path=("Coopération",)),
    Code("8", "twin.b", "Rythme", "5", path=("Avancées et reculs",)),
    Code("9", "silo", "L’autre"),
]
A, B, C = One("1"), One("2"), One("6")


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("Confiance", A),
        ("  confiance ", A),
        ("CONFIANCE", A),
        ("trust", A),
        ("=coopération", One("2", alone=True)),
        ("cooperation verticale", One("3")),
        ("coop.up", One("3")),
        ("conf", A),
        ("l'autre", One("9")),
        ("confiance et coopération", Join(AND, A, B)),
        ("confiance AND cooperation", Join(AND, A, B)),
        ("confiance ou avancées", Join(OR, A, C)),
        ("confiance sauf coopération", Join(NOT, A, B)),
        ("confiance NOT coopération", Join(NOT, A, B)),
        ("confiance avec coopération", Join(WITH, A, B)),
        ("confiance sans coopération", Join(WITHOUT, A, B)),
        ("confiance dans coopération", Join(INSIDE, A, B)),
        ("confiance près de coopération", Join(NEAR, A, B)),
        ("confiance NEAR coopération", Join(NEAR, A, B)),
        ("confiance à 2 paragraphes de coopération", Join(NEAR, A, B, 2)),
        ("confiance à 1 paragraphe de coopération", Join(NEAR, A, B, 1)),
        ("confiance NEAR/3 coopération", Join(NEAR, A, B, 3)),
        ("confiance ~2 coopération", Join(NEAR, A, B, 2)),
        # a name that holds a word of the formula is taken whole when it is a code
        ("organiser des rencontres et mettre au travail", One("4")),
        ("avancées et reculs", One("5")),
        ("avancées et confiance", Join(AND, C, A)),
        ("« Avancées » et confiance", Join(AND, C, A)),
        ('"avancées et reculs" ou confiance', Join(OR, One("5"), A)),
        # what binds closest, and what comes first
        ("confiance ou coopération et avancées", Join(OR, A, Join(AND, B, C))),
        ("confiance et coopération dans avancées", Join(AND, A, Join(INSIDE, B, C))),
        ("confiance sauf coopération et avancées", Join(AND, Join(NOT, A, B), C)),
        ("(confiance ou coopération) et avancées", Join(AND, Join(OR, A, B), C)),
        ("confiance sauf (coopération et avancées)", Join(NOT, A, Join(AND, B, C))),
        ("Coopération › Rythme", One("7")),
        ("« Avancées et reculs › Rythme »", One("8")),
    ],
)
def test_a_formula_is_read_as_it_is_said(text: str, formula: Formula) -> None:
    assert query.parse(text, TREE) == formula


def test_no_formula_is_every_code() -> None:
    assert query.parse("  ", TREE) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tiers", "Aucun code ne s’appelle « tiers »"),
        ("rythme", "peut être plusieurs codes (« Coopération › Rythme », « Avancées et reculs › Rythme »)"),
        ("confiance et", "s’arrête là où un code est attendu"),
        ("et confiance", "Un code est attendu devant « et »"),
        ("(confiance", "n’est pas refermée"),
        ("confiance)", "se ferme sans avoir été ouverte"),
        ("confiance (coopération)", "s’arrête devant « ( »"),
        ("« confiance", "guillemet n’est pas refermé"),
        ("confiance ~12 coopération", "va jusqu’à 9 paragraphes"),
        ("()", "Un code est attendu devant « ) »"),
        ("confiance et sauf coopération", "Un code est attendu devant « sauf »"),
        ("(" * 60 + "confiance" + ")" * 60, "trop de parenthèses"),
        ("confiance " * 300, "dépasse 2000 caractères"),
    ],
)
def test_a_wrong_formula_is_told_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(CodebookError) as told:
        query.parse(text, TREE)
    assert sentence in str(told.value)
    assert str(told.value).endswith(".") and " : " in str(told.value)


LEAF = st.sampled_from(TREE).flatmap(lambda code: st.booleans().map(lambda alone: One(code.id, alone)))


def joined(children: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    near = st.builds(Join, st.just(NEAR), children, children, st.integers(0, 9))
    others = st.builds(Join, st.sampled_from([OR, AND, NOT, WITH, WITHOUT, INSIDE]), children, children)
    return near | others


@settings(max_examples=50)
@given(st.recursive(LEAF, joined, max_leaves=8))
def test_a_formula_written_back_is_read_the_same(formula: Formula) -> None:
    assert query.parse(query.written(formula, names_of(TREE)), TREE) == formula


@pytest.mark.parametrize(
    ("text", "plain", "joins"),
    [
        ("confiance", True, []),
        ("confiance ou avancées", True, [OR]),
        ("confiance et avancées", False, [AND]),
        ("(confiance ou avancées) sauf coopération", False, [OR, NOT]),
        ("confiance sauf (avancées ou coopération)", False, None),
    ],
)
def test_pickers_hold_what_is_joined_one_after_the_other(text: str, plain: bool, joins: list[str] | None) -> None:
    formula = query.parse(text, TREE)
    assert formula is not None
    chain = query.chain(formula)
    assert query.is_plain(formula) is plain
    assert (chain and [join.operator for join in chain[1]]) == joins
