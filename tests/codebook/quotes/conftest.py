"""A study read across: two interviews and a note, two coders, people of two métiers."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from codebook import codes, codings
from codebook.quotes import query, reading
from codebook.quotes.filters import Ask
from codebook.quotes.reading import Reading
from corpus import documents, people, sites, versions
from corpus.readers import Block, ReadingText
from corpus.study import Study

Read = Callable[..., Reading]


def spoken(*turns: tuple[str | None, str]) -> ReadingText:
    """A text as if it had been read, a paragraph a turn of speech."""
    blocks, words, start = [], [], 0
    for speaker, said in turns:
        blocks.append(Block("paragraph", start, start + len(said), speaker=speaker))
        words.append(said)
        start += len(said) + 1
    text = "\n".join(words)
    return ReadingText(text, tuple(blocks), (), ((0, 0, len(text)),), None, ())


@dataclass(frozen=True)
class Field:
    """The study with the GUIDs of what it holds."""

    lead: Study
    other: Study
    first: str
    second: str
    note: str
    havremer: str
    nurse: str
    codes: dict[str, str]

    def code(self, study: Study, document: str, words: str, *keys: str, **known: object) -> list[str]:
        """Give codes to words of a document, as this member."""
        text = reading_text(study, document)
        start = text.index(words)
        given = [self.codes[key] for key in keys]
        return codings.apply(study, document, start, start + len(words), given, text=words, **known)  # type: ignore[arg-type]


def reading_text(study: Study, document: str) -> str:
    return versions.text(study, documents.get(study, document).version or "")


@pytest.fixture
def field(study: Study, researcher: Study, grid: dict[str, str]) -> Field:
    havremer = sites.add(study, "Havremer")
    nurse = people.save(study, label="Infirmière A", profession="nurse")
    first = documents.add(
        study,
        spoken(("Q", "Que disent-ils ?"), ("IDE", "On se fait confiance, elle aide."), ("Méd", "Je forme, j’aide.")),
        title="Premier entretien",
        kind="interview",
        date="2021-03-09",
        sites=[havremer],
        source_name="a",
        source=b"a",
    )
    second = documents.add(
        study,
        spoken(("Q", "Et vous ?"), ("Inf", "Elle aide encore."), ("Inf", "La confiance vient.")),
        title="Second entretien",
        kind="interview",
        date="2021-12~",
        source_name="b",
        source=b"b",
    )
    note = documents.add(
        study,
        spoken((None, "Le COPIL aide et forme."), (None, "Fin.")),
        title="Une note",
        kind="steering_note",
        source_name="c",
        source=b"c",
    )
    people.tell_speakers(study, first, {"IDE": nurse})
    people.tell_speakers(study, second, {"Inf": nurse})
    made = Field(study, researcher, first, second, note, havremer, nurse, grid)
    made.code(study, first, "On se fait confiance, elle aide.", "trust")
    made.code(study, first, "elle aide", "figures.facilitator", dominant=True)
    made.code(researcher, first, "elle aide", "figures.facilitator", facets={"voice": "actor"})
    made.code(researcher, first, "Je forme, j’aide.", "figures.trainer")
    made.code(study, second, "Elle aide encore.", "figures.facilitator")
    made.code(researcher, second, "La confiance vient.", "trust", comment="à relire")
    made.code(study, note, "Le COPIL aide et forme.", "figures.facilitator", "figures.trainer")
    return made


@pytest.fixture
def read() -> Read:
    """Read a formula, as it is typed, under filters."""

    def make(study: Study, formula: str = "", **asked: object) -> Reading:
        return reading.read(study, Ask(formula=query.parse(formula, codes.tree(study)), **asked))  # type: ignore[arg-type]

    return make
