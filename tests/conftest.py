"""Fixtures that several floors share: a study with its members, and short ways to put things in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codebook import codes
from codebook.codes import Code
from codebook.schema import FLOORS
from corpus import documents, events, members, milestones
from corpus.readers import Block, ReadingText
from corpus.study import Study, StudyFile

LEAD, RESEARCHER, COLLEAGUE, COMMITTEE = "Léa", "Romain", "Salma", "Odile"

Make = Callable[..., str]


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed study without content, to be copied: a lead, two researchers, a committee member."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    with StudyFile.create(path, title="Étude d’essai", member=LEAD, floors=FLOORS) as made:
        lead = made.acting_as(LEAD)
        members.add(lead, RESEARCHER, "researcher")
        members.add(lead, COLLEAGUE, "researcher")
        members.add(lead, COMMITTEE, "committee")
    return path


@pytest.fixture
def file(blank: Path, tmp_path: Path) -> Iterator[StudyFile]:
    """An open study with its members and nothing else."""
    path = tmp_path / "etude.db"
    shutil.copyfile(blank, path)
    with StudyFile.open(path, FLOORS) as opened:
        yield opened


@pytest.fixture
def study(file: StudyFile) -> Study:
    """The study as its lead reads and writes it."""
    return file.acting_as(LEAD)


@pytest.fixture
def researcher(file: StudyFile) -> Study:
    return file.acting_as(RESEARCHER)


@pytest.fixture
def colleague(file: StudyFile) -> Study:
    """The study as a second researcher reads and writes it."""
    return file.acting_as(COLLEAGUE)


@pytest.fixture
def committee(file: StudyFile) -> Study:
    return file.acting_as(COMMITTEE)


def reading_of(text: str) -> ReadingText:
    """A text as if it had been read, a paragraph a line."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        blocks.append(Block("paragraph", start, start + len(line), source_line=number))
        start += len(line) + 1
    return ReadingText(text, tuple(blocks), (), ((0, 0, len(text)),), None, ())


@pytest.fixture
def document() -> Make:
    """Store a text as a document of the study and return its GUID."""

    def make(study: Study, text: str = "Une phrase du terrain.", **known: Any) -> str:
        known = {"title": "Un document", "source_name": "essai.txt", "source": text.encode()} | known
        return documents.add(study, reading_of(text), **known)

    return make


@pytest.fixture
def event() -> Make:
    """Write an event and return its GUID."""

    def make(study: Study, label: str = "Visite", held: str = "2021-03-09", **known: Any) -> str:
        return events.save(study, **{"kind": "visit", "label": label, "held": held} | known)

    return make


@pytest.fixture
def milestone() -> Make:
    """Write a milestone and return its GUID."""

    def make(
        study: Study, label: str = "Première consultation déléguée", reached: str = "2021-06", **known: Any
    ) -> str:
        given = {"module": "delegation", "state": "reached" if reached else "planned"}
        return milestones.save(study, label=label, reached=reached, **given | known)

    return make


@pytest.fixture
def grid(study: Study) -> dict[str, str]:
    """A small codebook in the study: GUIDs by key. ``figures`` only heads the others."""
    codes.install(
        study,
        [
            Code("", "figures", "Figures", applicable=False),
            Code("", "figures.facilitator", "Facilitateur", "figures", color="#0072B2", figure="facilitator"),
            Code("", "figures.trainer", "Formateur", "figures", color="#E69F00", figure="trainer"),
            Code("", "trust", "Confiance"),
        ],
    )
    return {key: code.id for key, code in codes.by_key(study).items()}


@pytest.fixture
def dump() -> Callable[[StudyFile], dict[str, list[tuple[Any, ...]]]]:
    """Return every row of the recorded tables of a study, by table."""

    def rows(file: StudyFile) -> dict[str, list[tuple[Any, ...]]]:
        tables = [table for floor in file.floors for table in floor.recorded]
        return {table: file.conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables}

    return rows
