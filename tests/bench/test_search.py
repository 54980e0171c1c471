"""How long a search takes in ten thousand documents of a thousand words, and what the index costs an import."""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codebook import demonstration
from codebook.schema import FLOORS
from corpus import documents
from corpus.readers import Block, ReadingText, read
from corpus.search import concordance, index
from corpus.search.query import parse
from corpus.study import Study, StudyFile

DOCUMENTS, WORDS, PARAGRAPH = 10_000, 1_000, 80
PAGE = 50


@pytest.fixture(scope="module")
def drawn() -> list[str]:
    """The words of the demonstration documents, each as often as it stands there."""
    papers = sorted((demonstration.FOLDER / "documents").iterdir())
    return [word for paper in papers for word in re.findall(r"\w+", paper.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, drawn: list[str], report) -> Iterator[Study]:
    """A study of ten thousand documents drawn from these words."""
    draw = random.Random(20)
    path = tmp_path_factory.mktemp("large") / "large.db"
    with StudyFile.create(path, title="Mesure", member="Mesure", floors=FLOORS) as file:
        study = file.acting_as("Mesure")
        begun = time.perf_counter()
        with study.change("Importer pour mesurer"):
            for number in range(DOCUMENTS):
                text = _text(draw.choices(drawn, k=WORDS))
                date = f"20{draw.randrange(19, 24)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29, 3):02d}"
                documents.add(
                    study, text, title=f"Document {number}", source_name="m.txt", source=text.text.encode(), date=date
                )
        report(
            f"importer {DOCUMENTS} documents de {WORDS} mots, par document", [(time.perf_counter() - begun) / DOCUMENTS]
        )
        yield study


def _text(words: list[str]) -> ReadingText:
    blocks, lines, start = [], [], 0
    for first in range(0, len(words), PARAGRAPH):
        lines.append(" ".join(words[first : first + PARAGRAPH]))
        blocks.append(Block("paragraph", start, start + len(lines[-1])))
        start += len(lines[-1]) + 1
    text = "\n".join(lines)
    return ReadingText(text, tuple(blocks), (), ((0, 0, len(text)),), None, ())


def timed(act: Callable[[], object], times: int = 15) -> list[float]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return seconds


def test_ten_thousand_documents(large: Study, drawn: list[str], report) -> None:
    begun = time.perf_counter()
    index.bring_up_to_date(large)
    report("première recherche après l’import (lemmes compris)", [time.perf_counter() - begun])
    size = large.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    share = large.value(
        "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_%' OR name LIKE 'sqlite_autoindex_search%'"
    )
    print(f"\nfichier de {size / 1e6:.0f} Mo, dont index {share / 1e6:.0f} Mo")
    usual = [word for word, _ in Counter(drawn).most_common() if len(word) > 3]
    wanted = next(word for word in usual if len(found(large, f"={word.lower()}")) <= 10_500)
    queries = [
        wanted,
        f"={wanted}",
        "télésurveillance",
        "COPIL",
        "coop*",
        "infirmière OU médecin",
        "infirmière médecin",
        "infirmière -médecin",
        "infirmière ~5 médecin",
        '"infirmière de"',
        f"{wanted} ~5 visite",
        f"{wanted} period:2021",
        "de",
    ]
    for query in queries:
        once = found(large, query)
        what = f"{query} : compter {len(once)} et montrer {PAGE}"
        report(what, timed(lambda query=query: found(large, query).hits(0, PAGE), 15 if len(once) < 100_000 else 3))
    for sort in ("document", "left", "right"):
        once = found(large, wanted)
        what = f"{wanted} : les {len(once)} occurrences en contexte, ordre {sort}"
        report(what, timed(lambda sort=sort: found(large, wanted, sort).hits(), 5))


def found(study: Study, query: str, sort: str = "document") -> concordance.Concordance:
    return concordance.search(study, parse(query), sort=sort)


def test_a_long_document(tmp_path: Path, long_text: str, report, monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[float] = []
    real = index.refresh

    def measured(study: Study, document: str) -> None:
        begun = time.perf_counter()
        real(study, document)
        spent.append(time.perf_counter() - begun)

    monkeypatch.setattr(index, "refresh", measured)
    with StudyFile.create(tmp_path / "long.db", title="Mesure", member="Mesure", floors=FLOORS) as file:
        study = file.acting_as("Mesure")
        data = long_text.encode()
        for turn in range(3):
            source = data + b"\n" * turn
            documents.add(study, read("long.txt", source), title=f"Long {turn}", source_name="l.txt", source=source)
        report("indexer un document de 400 000 signes, dans l’import", spent)
        begun = time.perf_counter()
        index.bring_up_to_date(study)
        report("première recherche ensuite (lemmes compris)", [time.perf_counter() - begun])
        for query in ("équipe", "coop*", '"la visite"', "infirmière ~5 médecin"):
            once = len(found(study, query))
            report(
                f"3 × 400 000 signes, {query} : {once}, montrer {PAGE}",
                timed(lambda q=query: found(study, q).hits(0, PAGE)),
            )
