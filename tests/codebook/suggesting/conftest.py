"""A study with a few texts, a codebook and the means to have suggestions made at once."""

from collections.abc import Callable, Sequence

import pytest

from codebook.suggesting import offers, ranking, rules, scanning
from codebook.suggesting.offers import Asked, Suggestion
from corpus.study import Study

Proposed = Callable[..., list[Suggestion]]


@pytest.fixture
def proposed() -> Proposed:
    """Look at the texts that wait, learn when asked to, and return the list."""

    def make(study: Study, *, learn: bool = False, **asked: str) -> list[Suggestion]:
        scanning.bring_up_to_date(study)
        if learn:
            ranking.refresh(study)
        return offers.of(study, Asked(**{"order": "text", **asked}))

    return make


@pytest.fixture
def quotes() -> Callable[[Study, Sequence[Suggestion]], list[str]]:
    """The words of suggestions."""

    def read(study: Study, found: Sequence[Suggestion]) -> list[str]:
        return [shown.sentence for shown in offers.shown(study, found)]

    return read


@pytest.fixture
def trust(study: Study, grid: dict[str, str]) -> str:
    """The code « Confiance », with one rule: « confiance »."""
    rules.add(study, grid["trust"], "confiance")
    return grid["trust"]
