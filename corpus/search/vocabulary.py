"""Which words of the index a word of a query stands for.

The words of the index are those of the whole study: what is returned here serves to find places, and is never shown,
since a reader must not learn the words of a document that is not open to that reader.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from corpus.search import folding, lemmas
from corpus.search.packing import Numbers
from corpus.search.query import Slot
from corpus.study import Study


@dataclass(frozen=True)
class Words:
    """Words of the index, by number, and how many times they stand in the study together."""

    numbers: Numbers
    uses: int


def words_for(study: Study, slot: Slot) -> Words:
    """Return the words of the index that a word of a query stands for."""
    rows = _KINDS[slot.kind](study, slot.word)
    return Words(np.array([row[0] for row in rows], np.int64), sum(row[1] for row in rows))


_Rows = Iterable[tuple[int, int]]


def _pattern(study: Study, word: str) -> list[tuple[int, int]]:
    """Words of a shape: letters of folded words are none of those GLOB reads as signs."""
    folded = "*".join(folding.fold(part) if part else "" for part in word.split("*"))
    capitals = folding.in_capitals(word.replace("*", ""))
    return study.execute(
        "SELECT id, uses FROM search_word WHERE folded GLOB ? AND capitals >= ?", (folded, int(capitals))
    ).fetchall()


def _exact(study: Study, word: str) -> list[tuple[int, int]]:
    return study.execute(
        "SELECT id, uses FROM search_word WHERE folded = ? AND capitals >= ?",
        (folding.fold(word), int(folding.in_capitals(word))),
    ).fetchall()


def _lemma(study: Study, word: str) -> list[tuple[int, int]]:
    """All the forms of a word, and the other writings of each of them, with or without accents."""
    if folding.in_capitals(word):
        return _acronym(study, word)
    folded = folding.fold(word)
    known = study.execute("SELECT form, lemma FROM search_word WHERE folded = ?", (folded,)).fetchall()
    same = [lemma for form, lemma in known if form == word]
    if word != folded or not known:
        # accents were typed, or the word stands nowhere: it is this word, not those that look like it
        heads = set(same) or {lemmas.lemma(word)}
    else:
        heads = {lemma for _, lemma in known}
    alike = {folded, *(form for head in heads if head for form in (head, *lemmas.present(head)))}
    return study.execute(
        "SELECT id, uses FROM search_word WHERE folded IN ("
        " SELECT folded FROM search_word WHERE lemma IN (SELECT value FROM json_each(:heads))"
        " UNION SELECT value FROM json_each(:alike))",
        {"heads": json.dumps([head for head in heads if head]), "alike": json.dumps(list(alike))},
    ).fetchall()


def _acronym(study: Study, word: str) -> list[tuple[int, int]]:
    """An acronym, in capitals only, its small plural s apart."""
    folded = folding.fold(folding.singular(word))
    rows = study.execute(
        "SELECT id, uses, form FROM search_word WHERE capitals = 1 AND folded IN (?, ?)", (folded, folded + "s")
    ).fetchall()
    return [(key, uses) for key, uses, form in rows if folding.fold(folding.singular(form)) == folded]


_KINDS = {"pattern": _pattern, "exact": _exact, "lemma": _lemma}
