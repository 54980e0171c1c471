"""Which words are forms of one: the lemma of a French word, out of its context.

The dictionary is that of simplemma (MIT), with the words of this field it does not know or takes for others. A lemma
only serves to bring forms together; it is never shown. It is followed to its own lemma, since the dictionary gives
« visites » to « visite » and « visite » to « visiter ».
"""

import re
from functools import lru_cache

from corpus.search.folding import fold, singular

VERSION = "simplemma 2.0.0, 1"  # to be changed with the words below: lemmas already kept are then made again

_LONGEST_ACRONYM = 5  # longer words in capitals are words of a heading
_STEPS = 4

OWN = {
    "alliez": "aller",
    "allions": "aller",
    "cheffe": "chef",
    "cheffes": "chef",
    "délégué": "déléguer",
    "facilitante": "facilitant",
    "facilitantes": "facilitant",
    "ide": "ide",
    "ides": "ide",
    "patiente": "patient",
    "patientes": "patient",
    "pluriprofessionnelle": "pluriprofessionnel",
    "pluriprofessionnelles": "pluriprofessionnel",
    "pluriprofessionnels": "pluriprofessionnel",
    "référente": "référent",
    "référentes": "référent",
    "tierce": "tiers",
    "tierces": "tiers",
    "tiers": "tiers",
}

_NEVER_VERBS = {"entre", "contre", "outre"}
_WOMAN = re.compile(r"trices?$")
_PLURAL = re.compile(r"(?<=[^\W\d_]{4})(?<![isuxao])s$|(?<=eau)x$")


@lru_cache(maxsize=50_000)
def lemma(form: str) -> str:
    """Return the folded lemma of a word as the index keeps it (``folding.form``)."""
    if form.isupper() or singular(form).isupper():
        if len(singular(form)) <= _LONGEST_ACRONYM:
            return fold(singular(form))
        form = singular(form).lower()
    for _ in range(_STEPS):
        found = _one_step(form)
        if found == form:
            break
        form = found
    return fold(form)


def present(head: str) -> tuple[str, ...]:
    """Return the folded forms of a verb in -er that the dictionary takes for nouns: « aide », « aides » of « aider ».

    A reader who looks for a verb wants its present tense, at the price of the noun.
    """
    forms = (head[:-1], f"{head[:-1]}s")
    return forms if head.endswith("er") and forms[0] not in _NEVER_VERBS else ()


def _one_step(form: str) -> str:
    if form in OWN:
        return OWN[form]
    known = _dictionary(form)
    if known == form and "oe" in form:
        known = _dictionary(form.replace("oe", "œ"))
    elif known == form and "œ" in form:
        known = _dictionary(form.replace("œ", "oe"))
    bare = known if known != form else _PLURAL.sub("", form)
    return _WOMAN.sub("teur", bare)


def _dictionary(form: str) -> str:
    from simplemma import lemmatize  # its dictionary takes a third of a second to load

    return str(lemmatize(form, lang="fr")).lower()
