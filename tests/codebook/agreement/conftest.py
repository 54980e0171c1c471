"""A document two people finished, with what they marked in it."""

from collections.abc import Callable

import pytest

from codebook import assignments, codings

TEXT = "La cadre a ouvert la porte. Le tiers écoute.\nLe site avance, puis recule. On attend."


@pytest.fixture
def mark(grid) -> Callable[..., str]:
    """Code words of a document as somebody, and return the GUID of the coding."""

    def make(study, document: str, words: str, code: str = "trust", text: str = TEXT) -> str:
        start = text.index(words)
        return codings.apply(study, document, start, start + len(words), [grid[code]])[0]

    return make


@pytest.fixture
def read_twice(study, researcher, colleague, document, mark) -> str:
    """Romain and Salma finished it: alike on « Le tiers écoute », apart on « a ouvert la porte » and « On attend »."""
    made = document(study, TEXT, title="Visite")
    mark(researcher, made, "a ouvert la porte")
    mark(colleague, made, "La cadre a ouvert")
    mark(researcher, made, "Le tiers écoute", "figures.trainer")
    mark(colleague, made, "Le tiers écoute", "figures.trainer")
    mark(colleague, made, "On attend")
    for member in (researcher, colleague):
        assignments.finish(member, made)
    return made


@pytest.fixture
def pair(researcher, colleague) -> tuple[str, str]:
    return researcher.member.id, colleague.member.id
