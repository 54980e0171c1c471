"""What each sign of a query finds, in short texts whose answers are counted by hand."""

import unicodedata
from collections.abc import Callable

import pytest

from corpus.study import Study

Make = Callable[..., str]

TEXT = """Le tiers écoute : nos métiers coopèrent, et la coopération tient à la confiance.
La CNAM a écrit au COPIL ; Cnam est un nom. Le copil répond aux deux IDEs et à l’IDE.
L’équipe d'Havremer prend une décision ; les prises de décision sont lentes. Au cœur du COEUR.
La confiance d’abord, puis le tiers, puis la confiance encore.
Deux facilitatrices et un facilitateur facilitent ; nous allions venir au compte-rendu."""


@pytest.fixture
def paper(study: Study, document: Make) -> str:
    return document(study, TEXT)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # a word and its forms
        ("tiers", ["tiers", "tiers"]),
        ("coopérer", ["coopèrent"]),
        ("cooperer", ["coopèrent"]),
        ("coopérations", ["coopération"]),
        ("facilitateur", ["facilitatrices", "facilitateur"]),
        ("facilitatrice", ["facilitatrices", "facilitateur"]),
        ("faciliter", ["facilitent"]),
        ("aller", ["allions"]),
        ("écouter", ["écoute"]),
        ("écoutes", ["écoute"]),
        ("equipe", ["équipe"]),
        ("cœur", ["cœur", "COEUR"]),
        ("coeurs", ["cœur", "COEUR"]),
        ("décisions", ["décision", "décision"]),
        ("inconnu", []),
        # the very word
        ("=confiance", ["confiance", "confiance", "confiance"]),
        ("=prise", []),
        ("=prises", ["prises"]),
        ("=Équipe", ["équipe"]),
        # acronyms
        ("CNAM", ["CNAM"]),
        ("Cnam", ["CNAM", "Cnam"]),
        ("cnam", ["CNAM", "Cnam"]),
        ("COPIL", ["COPIL"]),
        ("copil", ["COPIL", "copil"]),
        ("IDE", ["IDEs", "IDE"]),
        ("IDEs", ["IDEs", "IDE"]),
        ("=IDE", ["IDE"]),
        ("TIERS", []),
        # parts of words
        ("coop*", ["coopèrent", "coopération"]),
        ("COEU*", ["COEUR"]),
        ("cœu*", ["cœur", "COEUR"]),
        ("*tiers", ["tiers", "métiers", "tiers"]),
        ("facil*teur", ["facilitateur"]),
        # words that follow one another
        ('"la confiance"', ["la confiance", "La confiance", "la confiance"]),
        ('"prise de décision"', ["prises de décision"]),
        ('="prise de décision"', []),
        ('="prises de décision"', ["prises de décision"]),
        ('"deux facil*"', ["Deux facilitatrices"]),
        ("l'équipe", ["L’équipe"]),
        ("l’équipe", ["L’équipe"]),
        ('"équipe d’Havremer"', ["équipe d'Havremer"]),
        ("compte-rendu", ["compte-rendu"]),
        ('"compte rendu"', ["compte-rendu"]),
        ('"confiance La"', []),  # a phrase does not run from one paragraph into the next
        ('"la COPIL"', []),
        ('"au COPIL"', ["au COPIL"]),
        # one or the other, both, without
        ("tiers OU équipe", ["tiers", "équipe", "tiers"]),
        ("tiers confiance", ["tiers", "confiance", "confiance", "tiers", "confiance"]),
        ("tiers ET coopération", ["tiers", "coopération"]),
        ("tiers -coopération", ["tiers"]),
        ("tiers -inconnu", ["tiers", "tiers"]),
        ("confiance -(encore OU équipe)", ["confiance"]),
        ('confiance -"le tiers écoute"', ["confiance", "confiance"]),
        ("(tiers OU équipe) -métiers", ["équipe", "tiers"]),
        ("tiers OU tiers", ["tiers", "tiers"]),
        ('confiance OU "la confiance"', ["la confiance", "La confiance", "la confiance"]),
        # near one another
        ("tiers ~2 confiance", ["tiers, puis la confiance"]),
        ("tiers ~3 confiance", ["tiers, puis la confiance"]),
        ("tiers ~4 confiance", ["confiance d’abord, puis le tiers", "tiers, puis la confiance"]),
        ("confiance ~4 tiers", ["confiance d’abord, puis le tiers", "tiers, puis la confiance"]),
        ("tiers ~0 écouter", ["tiers écoute"]),
        ("tiers ~ inconnu", []),
        ("décision ~200 tiers", []),  # never over two paragraphs
        ('"la confiance" ~1 tenir', ["tient à la confiance"]),
        ("(métier OU coopération) ~0 coopérer", ["métiers coopèrent"]),
        ("tiers ~1 écouter ~1 métier", ["tiers écoute : nos métiers"]),
        (
            "le ~9 tiers",  # of two pairs one within the other, the closer
            ["Le tiers", "tiers écoute : nos métiers coopèrent, et la", "le tiers", "tiers, puis la"],
        ),
        ("confiance ~10 confiance", ["confiance d’abord, puis le tiers, puis la confiance"]),
    ],
)
def test_each_sign_finds_what_it_says(
    study: Study, paper: str, words: Callable, query: str, expected: list[str]
) -> None:
    assert words(study, query) == expected


def test_composed_and_decomposed_accents_are_the_same(study: Study, document: Make, words: Callable) -> None:
    text = unicodedata.normalize("NFD", "La déléguée a coopéré.")
    document(study, text)
    assert words(study, "délégué") == [unicodedata.normalize("NFD", "déléguée")]
    assert words(study, unicodedata.normalize("NFD", "délégué")) == [unicodedata.normalize("NFD", "déléguée")]


def test_accents_typed_or_not_find_all_the_writings_there(study: Study, document: Make, words: Callable) -> None:
    document(study, "La cote, un acteur coté, les etablissements, un établissement.")
    assert words(study, "coté") == ["cote", "coté"]
    assert words(study, "cote") == ["cote", "coté"]
    assert words(study, "établissements") == words(study, "etablissement") == ["etablissements", "établissement"]


def test_a_hidden_hyphen_does_not_hide_a_word(study: Study, document: Make, words: Callable) -> None:
    document(study, "La coo\u00adpération.")
    assert words(study, "coopération") == ["coo\u00adpération"]


def test_offsets_count_code_points_after_signs_of_many_bytes(study: Study, document: Make, find: Callable) -> None:
    text = "😀 œuvre… « 𝒳 » Œuvres\u202f!\nDeux 👩‍⚕️ œuvres"
    document(study, text)
    hits = find(study, "oeuvre")
    assert [text[hit.start : hit.end] for hit in hits] == ["œuvre", "Œuvres", "œuvres"]
    assert all(hit.left + hit.text + hit.right == text for hit in hits)


@pytest.mark.parametrize("length", [254, 255, 256, 257, 70_000])
def test_long_words_and_wide_gaps_do_not_shift_what_follows(
    study: Study, document: Make, find: Callable, length: int
) -> None:
    text = "x" * length + " mot" + " " * length + "but"
    document(study, text)
    assert [(hit.start, hit.end) for hit in find(study, "mot OU but")] == [
        (length + 1, length + 4),
        (2 * length + 4, 2 * length + 7),
    ]


def test_words_far_into_a_long_segment_are_found(study: Study, document: Make, find: Callable) -> None:
    text = "mot " * 3_000 + "x" * 300 + " " * 400 + "but enfin"
    document(study, text)
    (hit,) = find(study, "but")
    assert (hit.start, hit.end) == (text.index("but"), text.index("but") + 3)
    assert len(find(study, "mot")) == 3_000
    assert [one.text for one in find(study, "xx* ~0 but")] == ["x" * 300 + " " * 400 + "but"]
