"""What the measures share: a long text with many codings, a server, and the lines printed at the end."""

import random
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codebook import codes, codings, demonstration, grids
from codebook.schema import FLOORS
from corpus import documents
from corpus.readers import read
from corpus.study import Study, StudyFile
from tests.browser import browser, chromium, enter, page, serving  # noqa: F401

CHARACTERS = 400_000
CODER = "Mesure"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "bench" in Path(item.path).parts:
            item.add_marker(pytest.mark.bench)


@pytest.fixture(scope="session")
def long_text() -> str:
    """A text of 400,000 characters, made of the demonstration documents one after the other."""
    papers = sorted((demonstration.FOLDER / "documents").iterdir())
    whole = "\n\n".join(paper.read_text(encoding="utf-8") for paper in papers)
    return (whole * (CHARACTERS // len(whole) + 1))[:CHARACTERS]


@pytest.fixture(scope="session")
def report() -> Iterator[Callable[[str, list[float], str], None]]:
    """Collect measures; each is printed as its median with its range once all are done."""
    lines: list[str] = []

    def note(what: str, seconds: list[float], against: str = "") -> None:
        median, low, high = statistics.median(seconds), min(seconds), max(seconds)
        lines.append(f"{what:<68} {median * 1000:9.1f} ms  ({low * 1000:.1f} – {high * 1000:.1f})  {against}".rstrip())

    yield note
    print("\n\n" + "\n".join(lines))


@pytest.fixture(scope="session")
def coded_study(long_text: str) -> Callable[[Path, int], tuple[str, Study]]:
    """Make a study at a path with the long text coded that many times; returns the document's GUID and the study."""

    def make(path: Path, number: int) -> tuple[str, Study]:
        study = StudyFile.create(path, title="Mesure", member=CODER, floors=FLOORS).acting_as(CODER)
        codes.install(study, grids.framework())
        data = long_text.encode()
        document = documents.add(study, read("long.txt", data), title="Long texte", source_name="long.txt", source=data)
        usable = [code.id for code in codes.tree(study) if code.applicable]
        draw = random.Random(51)
        length = documents.get(study, document).characters
        with study.change("Coder pour mesurer"):
            for _ in range(number):
                start = draw.randrange(0, length - 400)
                codings.apply(study, document, start, start + draw.randrange(20, 380), [draw.choice(usable)])
        return document, study

    return make
