"""Footnotes of a text file, taken out of the pages they stand at the foot of.

Keeps the recognition of the lines that belong to notes, and of where each note starts. Where the notes are called
from is left to ``note_calls``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from corpus.readers.line_layout import Layout, Line, opens_low

NOTE = re.compile(r"\[?(\d{1,3})[\])]?[ \u00a0\t]{0,3}(?=[^\W\d_]|[«“\"‘’'(\[*]|\d)")
RULE = re.compile(r"_{5,}$|-{10,}$")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
SKIPPED = 2
"""Notes that may be missing in the numbering."""


@dataclass(slots=True)
class Note:
    """A note: the ``number`` it has in the file, its ``lines``, and its ``label``, which no other note has.

    The text of the note starts at offset ``start`` of its first line; ``after`` and ``before`` bound, in the received
    text, the stretch from which it can be called.
    """

    number: int
    lines: list[Line]
    start: int
    label: str = ""
    after: int = 0
    before: int = 0


@dataclass(slots=True)
class Zones:
    """Notes of a file and the lines that remain."""

    notes: list[Note] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def apart(lines: list[Line], layout: Layout) -> Zones:
    """Notes told from the other lines.

    A zone of notes opens after a rule (a long line of blanks, a row of dashes) with the number that is expected, and
    closes at the first blank line, at the first line set off from the margin, or with the page. An address repeated
    alone at the foot of the page goes with the note before it.
    """
    zones = Zones()
    at, expected, since = 0, 1, 0
    while at < len(lines):
        size, notes = _zone(lines, at, expected, layout)
        if not notes:
            zones.body.append(lines[at])
            at += 1
            continue
        first = lines[at]
        for note in notes:
            note.after, note.before = since, first.start
        zones.notes += notes
        expected = notes[-1].number + 1
        at += size
        if at < len(lines):
            lines[at].cut = True
            since = lines[at].start
    told: Counter[int] = Counter()
    for note in zones.notes:
        note.label = unique_label(str(note.number), told[note.number])
        told[note.number] += 1
    return zones


def unique_label(number: str, already: int) -> str:
    """Label of a note whose number ``already`` that many notes have: « 1 », then « 1 (2) »."""
    return f"{number} ({already + 1})" if already else number


def _zone(lines: list[Line], at: int, expected: int, layout: Layout) -> tuple[int, list[Note]]:
    """Number of lines of the zone that opens at ``at``, and its notes; (0, []) when none opens."""
    here = at
    if RULE.match(lines[at].text) and at + 1 < len(lines):
        here += 1
    elif not lines[at].rule:
        return 0, []
    number = _number(lines[here].text, expected)
    if number is None:
        number = _number(lines[here].text, 1, 0)  # the numbering starts again on each page
    if number is None:
        return 0, []
    notes = [_note(lines[here], number)]
    here += 1
    while here < len(lines) and not _closes(lines, here, layout):
        number = _number(lines[here].text, notes[-1].number + 1)
        if number is None:
            notes[-1].lines.append(lines[here])
        else:
            notes.append(_note(lines[here], number))
        here += 1
    return here - at, notes


def _closes(lines: list[Line], at: int, layout: Layout) -> bool:
    """Whether the zone of notes is over before the line ``at``."""
    line, before = lines[at], lines[at - 1]
    if line.new_page or line.cut:
        return True
    if ADDRESS.match(line.text) and line.gap <= 1:
        return False
    if line.gap == 0:
        return line.lead > before.lead or bool(ADDRESS.match(before.text) and line.lead)
    if line.gap == 1 and line.lead == 0 and opens_low(line.text) and len(before.text) > layout.width:
        return False  # notes are set smaller: a line longer than those of the text has not left them
    # In a file that is not double spaced, notes may be set apart by one blank line.
    return layout.spacing > 0 or line.gap > 1 or NOTE.match(line.text) is None


def _number(text: str, expected: int, skipped: int = SKIPPED) -> int | None:
    """Number of the note the line opens, when it is one of those expected."""
    match = NOTE.match(text)
    if match is None:
        return None
    number = int(match.group(1))
    return number if expected <= number <= expected + skipped else None


def _note(line: Line, number: int) -> Note:
    """The note that opens on ``line``."""
    match = NOTE.match(line.text)
    assert match is not None  # _number has just matched it
    return Note(number, [line], match.end())
