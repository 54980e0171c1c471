"""Short ways to search in tests."""

from collections.abc import Callable, Sequence

import pytest

from corpus.search import concordance
from corpus.search.concordance import Hit
from corpus.search.filters import Clause
from corpus.search.query import parse
from corpus.study import Study

Find = Callable[..., list[Hit]]
Words = Callable[..., list[str]]


@pytest.fixture
def find() -> Find:
    """Search, and return the occurrences in context."""

    def hits(study: Study, query: str, sort: str = "document", among: Sequence[Clause] = (), **asked: int) -> list[Hit]:
        found = concordance.search(study, parse(query), sort=sort, among=among)
        hits = found.hits(**asked)
        assert len(found) == len(found.hits())
        assert found.documents == len({hit.document for hit in found.hits()})
        return hits

    return hits


@pytest.fixture
def words(find: Find) -> Words:
    """Search, and return the words found."""

    def found(study: Study, query: str, **asked: int) -> list[str]:
        return [hit.text for hit in find(study, query, **asked)]

    return found
