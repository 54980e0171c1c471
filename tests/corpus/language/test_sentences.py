"""Sentences of a French text, cut by rule: cuts made by hand, and what must hold of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Elle est venue. | Il est parti.",
        "Cf. Clot et M. Durand, art. L. 162 du code, p. ex. cela. | Ensuite.",
        "Le Dr. Lévy et le Pr. Ulmann, Mme. Roy, n° 3, n. 4. | Voilà.",
        "Elles sont sept. | Tout est de l’art. | Ensuite.",
        "Il dit : « Pourquoi ? » et s’en va. | « Oui. » | Elle rit… | Puis rien.",
        "Voici (cf. p. 12) la suite, etc. | Une autre.",
        "[…] Le chef (…) Une personne. | Fin... | Encore.",
        "Le taux passe à 3.5 % à 13 h. | L’A.R.S. Bretagne écrit.",
        "Avec J. Dupont et P. Morel. | Le plan B. | Après.",
        "Clot et al. (1999) le disent. | — Si. | « Non » ? | — Bien !\u00a0! | Bon.",
        "1. Se présenter",
        "Écrire à lea@exemple.fr. | Aller sur www.exemple.fr pour voir.",
        "Vraiment ?! | À voir.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    pieces = text.split(" | ")
    assert cut(" ".join(pieces)) == pieces


def test_a_line_ends_its_sentence() -> None:
    assert cut("Titre sans point\nUne phrase\n\n  Une autre. Et une.\n") == [
        "Titre sans point",
        "Une phrase",
        "Une autre.",
        "Et une.",
    ]


@given(st.text(st.sampled_from("aéÀM.Dr ?!…»«()\n1\u00a0’etc[]—"), max_size=80))
def test_each_sign_that_is_not_a_space_stands_in_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in zip(found, found[1:], strict=False))
    held = {at for start, end in found for at in range(start, end)}
    assert {at for at, sign in enumerate(text) if not sign.isspace()} <= held
    assert not any(text[start].isspace() or text[end - 1].isspace() for start, end in found)
