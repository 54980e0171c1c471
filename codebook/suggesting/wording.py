"""Words as rules compare them: the lemma of each word of a text, with the place of the word in the text itself.

Words, their folding and their lemmas are those of the search (``corpus.search``), so that a rule finds what a search
finds: apostrophes part words, accents and œ are folded, « métiers » and « tiers » are two lemmas. Nothing is cut at a
folded place: each word carries its own ``[start, end)`` in code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from corpus.search import folding, lemmas

LONGEST = 12  # words of a phrase
_MOST_WRITINGS = 64  # of a phrase made of many verbs


@dataclass(frozen=True)
class Words:
    """The words of a text in order: where each starts and ends, and its lemma and folded form.

    ``capitals`` says which are written as acronyms are.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    folded: tuple[str, ...]
    capitals: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.starts)


def of(text: str) -> Words:
    """Return the words of a text."""
    found = folding.words(text)
    known = {written: _described(written) for _, _, written in found}
    told = [known[written] for _, _, written in found]
    return Words(
        tuple(start for start, _, _ in found),
        tuple(end for _, end, _ in found),
        tuple(lemma for lemma, _, _ in told),
        tuple(folded for _, folded, _ in told),
        tuple(capitals for _, _, capitals in told),
    )


def _described(written: str) -> tuple[str, str, bool]:
    form = folding.form(written)
    return lemmas.lemma(form), folding.fold(form), folding.in_capitals(form)


def writings(phrase: str) -> list[tuple[str, ...]]:
    """Return the sequences of lemmas that a phrase stands for, none when it has no word.

    A verb in -er also stands for its present tense, which the dictionary takes for nouns (« aide » of « aider »), as
    in the search.
    """
    heads = of(phrase).lemmas
    choices = [dict.fromkeys((head, *map(lemmas.lemma, lemmas.present(head)))) for head in heads]
    return list(islice(product(*choices), _MOST_WRITINGS)) if heads else []


def key(phrase: str) -> tuple[str, ...]:
    """Return what two phrases share when they find the same words."""
    return of(phrase).lemmas


def acronyms(phrase: Sequence[bool]) -> tuple[int, ...]:
    """Return the ranks of the words of a phrase that only their capitals may answer."""
    return tuple(rank for rank, capitals in enumerate(phrase) if capitals)
