"""The sheet of a minute: its parts as they are filled in, the text they make, and the way back.

Keeps the form of the shared layer. What only its author reads is not a part of it. Dates, states and storing are left
to ``minutes``.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from corpus.attendance import Line
from corpus.proposals.professions import number_of
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, Block, ReadingText
from corpus.terms import FORMATS, POSITIONS, PRESENCES
from corpus.versions import Segment

PARTS = {
    "objectives": "Objectifs",
    "people": "Participants",
    "agenda": "Ordre du jour",
    "follow_up": "Décisions précédentes à suivre",
    "content": "Échanges",
    "decisions": "Décisions",
    "concerns": "Préoccupations",
    "praise": "Valorisation",
    "next": "Prochaine date",
}
"""The parts in the order of the text, each with its heading."""
LISTS = ("objectives", "agenda", "follow_up", "decisions", "concerns", "praise")
_DATE, _PLACE, _FORMAT, _POSITION = "Date", "Lieu", "Modalité", "Position prise"


@dataclass(frozen=True)
class Sheet:
    """A minute as it is filled in; lists hold one thing a line. ``expected`` is who was met last time, by métier."""

    title: str
    hours: str = ""
    position: str = ""
    objectives: str = ""
    agenda: str = ""
    follow_up: str = ""
    content: str = ""
    decisions: str = ""
    concerns: str = ""
    praise: str = ""
    next: str = ""
    expected: dict[str, str] = field(default_factory=dict)

    def as_draft(self) -> str:
        """The sheet as it is kept while nothing is written."""
        return json.dumps(asdict(self), ensure_ascii=False)


def of_draft(draft: str) -> Sheet:
    """Return the sheet kept as a draft; parts this version of the program does not know are left out."""
    known = {one.name for one in fields(Sheet)}
    return Sheet(**{name: value for name, value in json.loads(draft).items() if name in known})


def composed(sheet: Sheet, *, date: str, place: str, format: str | None, people: Sequence[Line]) -> ReadingText:
    """Return the text of a minute: title, when and where, then each part that says something.

    :param date: the date as read in French.   :param place: the sites, by name.
    """
    lines: list[tuple[str, int | None, str]] = [(HEADING, 1, _flat(sheet.title))]
    when = ", ".join(part for part in (date, _flat(sheet.hours)) if part)
    told = ((_DATE, when), (_PLACE, place), (_FORMAT, FORMATS.get(format or "", "")))
    for name, value in (*told, (_POSITION, POSITIONS.get(sheet.position, ""))):
        if value:
            lines.append((PARAGRAPH, None, f"{name} : {value}"))
    for part, heading in PARTS.items():
        said = _people(people) if part == "people" else _lines(getattr(sheet, part))
        if said:
            kind = LIST_ITEM if part in LISTS or part == "people" else PARAGRAPH
            lines.append((HEADING, 2, heading))
            lines += [(kind, None, line) for line in said]
    return _reading(lines, sheet.title)


def _reading(lines: Sequence[tuple[str, int | None, str]], title: str) -> ReadingText:
    blocks, start = [], 0
    for number, (kind, level, words) in enumerate(lines, start=1):
        blocks.append(Block(kind, start, start + len(words), level=level, source_line=number))
        start += len(words) + 1
    return ReadingText("\n".join(words for _, _, words in lines), tuple(blocks), (), (), _flat(title), ())


def _people(people: Sequence[Line]) -> list[str]:
    """One line a métier that was there, then one for those who had said they would not come."""
    told = [f"{line.profession_label} : {_number_and_words(line)}" for line in people if line.presence == "present"]
    for presence in ("excused", "absent"):
        others = [f"{line.profession_label} ({line.shown})" for line in people if line.presence == presence]
        if others:
            told.append(f"{PRESENCES[presence].capitalize()} : {' ; '.join(others)}")
    return told


def _number_and_words(line: Line) -> str:
    if line.number is None or not line.names:
        return line.shown
    return line.names if _tells_number(line) else f"{line.number} ({line.names})"


def _tells_number(line: Line) -> bool:
    return number_of(line.names) == line.number or (line.number == 1 and "," not in line.names)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _lines(words: str) -> list[str]:
    """The lines a person typed, without the dashes that open them."""
    lines = [line.strip().removeprefix("- ").removeprefix("– ").removeprefix("• ") for line in words.splitlines()]
    return [_flat(line) for line in lines if line.strip(" -–•")]


def read_back(text: str, segments: Sequence[Segment]) -> Sheet | None:
    """Return the sheet a text was made from, or None when the text has another form (it came from a file)."""
    headings = {heading: part for part, heading in PARTS.items()}
    blocks = [segment for segment in segments if segment.kind in (HEADING, PARAGRAPH, LIST_ITEM)]
    if not blocks or blocks[0].kind != HEADING or len(blocks) < len([s for s in segments if s.start < s.end]):
        return None
    part = ""
    told: dict[str, list[str]] = {name: [] for name in PARTS}
    head: dict[str, str] = {}
    for block in blocks[1:]:
        words = text[block.start : block.end]
        if block.kind == HEADING:
            if words not in headings:
                return None
            part = headings[words]
        elif part:
            told[part].append(words)
        else:
            name, _, value = words.partition(" : ")
            if name not in (_DATE, _PLACE, _FORMAT, _POSITION):
                return None
            head[name] = value
    position = next((key for key, label in POSITIONS.items() if label == head.get(_POSITION)), "")
    parts: dict[str, Any] = {name: "\n".join(lines) for name, lines in told.items() if name != "people"}
    hours = head.get(_DATE, "").partition(", ")[2]
    return Sheet(title=text[blocks[0].start : blocks[0].end], hours=hours, position=position, **parts)
