"""How long a reading across documents takes with ten thousand codings, first window and denominators."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codebook import codes, codings, grids
from codebook.quotes import exporting, query, reading, showing
from codebook.quotes.filters import Ask
from codebook.schema import FLOORS
from corpus import documents, people
from corpus.readers import Block, ReadingText
from corpus.study import Study, StudyFile

DOCUMENTS, CODINGS, TURNS = 200, 10_000, 60
PEOPLE = ("Infirmière", "Cardiologue", "Enquêtrice")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, long_text: str) -> Iterator[Study]:
    """Two hundred interviews of sixty turns, coded ten thousand times with the codes of the program."""
    draw = random.Random(7)
    path = tmp_path_factory.mktemp("quotes") / "large.db"
    lines = [line for line in long_text.split("\n") if len(line) > 60]
    with StudyFile.create(path, title="Mesure", member="Mesure", floors=FLOORS) as file:
        study = file.acting_as("Mesure")
        codes.install(study, grids.framework())
        usable = [code.id for code in codes.tree(study) if code.applicable]
        with study.change("Importer et coder pour mesurer"):
            nurse = people.save(study, label="Infirmière", profession="nurse")
            for number in range(DOCUMENTS):
                text = _interview(draw, lines)
                document = documents.add(
                    study,
                    text,
                    title=f"Entretien {number}",
                    source_name="m.txt",
                    source=f"{number}{text.text}".encode(),
                    kind="interview",
                    date=f"20{draw.randrange(19, 24)}-{draw.randrange(1, 13):02d}~",
                )
                if number % 2:
                    people.tell_speakers(study, document, {"Infirmière": nurse})
                for _ in range(CODINGS // DOCUMENTS):
                    start = draw.randrange(0, len(text.text) - 400)
                    codings.apply(study, document, start, start + draw.randrange(20, 380), [draw.choice(usable)])
        yield study


def _interview(draw: random.Random, lines: list[str]) -> ReadingText:
    blocks, said, start = [], draw.choices(lines, k=TURNS), 0
    for rank, line in enumerate(said):
        blocks.append(Block("paragraph", start, start + len(line), speaker=PEOPLE[rank % len(PEOPLE)]))
        start += len(line) + 1
    text = "\n".join(said)
    return ReadingText(text, tuple(blocks), (), ((0, 0, len(text)),), None, ())


def timed(act: Callable[[], object], times: int = 11) -> list[float]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return seconds


def test_ten_thousand_codings(large: Study, report, tmp_path: Path) -> None:
    tree = codes.tree(large)

    def window(formula: str, **asked: object) -> tuple[int, object]:
        found = reading.read(large, Ask(formula=query.parse(formula, tree), **asked))
        return found.total, showing.show(found, 0, reading.WINDOW).quotes

    cases: list[tuple[str, dict[str, object]]] = [
        ("", {}),
        ("« Agir ensemble »", {}),
        ("Confiance", {}),
        ("« Agir ensemble » et « Figures d’accompagnement »", {}),
        ("« Agir ensemble » sauf « Figures d’accompagnement »", {}),
        ("« Agir ensemble » près de « Figures d’accompagnement »", {}),
        ("« Agir ensemble » dans « Figures d’accompagnement »", {"same_coder": True}),
        ("", {"professions": ("nurse",)}),
        ("« Agir ensemble »", {"figures": ("facilitator",), "period": "2021"}),
    ]
    for formula, asked in cases:
        total, _ = window(formula, **asked)
        what = f"{formula or 'tous les codes'} {' '.join(asked)} : {total} verbatims, première fenêtre"
        report(what, timed(lambda formula=formula, asked=asked: window(formula, **asked)))
    found = reading.read(large, Ask())
    report("la dernière fenêtre de 10 000", timed(lambda: showing.show(found, found.total - 50, 50).quotes))

    def denominators() -> object:
        return reading.read(large, Ask(formula=query.parse("« Agir ensemble »", tree))).reach

    report("compter documents et locuteurs, n et N", timed(denominators))
    confidence = reading.read(large, Ask(formula=query.parse("« Agir ensemble »", tree)))
    for suffix, write in exporting.FORMATS.items():
        report(f"exporter {confidence.total} verbatims en {suffix}", timed(lambda write=write: write(confidence), 3))
