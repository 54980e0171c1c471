"""The reader of plain text files.

Keeps the order of the work: lines, page furniture, footnotes, paragraphs, calls. Each step stands in the module it
is named after.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import PurePath

from corpus.readers.assembly import Draft, assemble, filled
from corpus.readers.decoding import decode
from corpus.readers.footnote_zones import Note, apart
from corpus.readers.glyphs import unknown_signs, with_usual_signs
from corpus.readers.line_layout import Line, layout_of, lines_of
from corpus.readers.line_marks import CHAPTER, NAMED_PART, NUMBERED
from corpus.readers.note_calls import found
from corpus.readers.page_furniture import without_furniture
from corpus.readers.paragraphs import grouped, joint
from corpus.readers.reading_text import FOOTNOTE, HEADING, PARAGRAPH, ReadingText
from corpus.readers.recognition import PLAIN
from corpus.readers.registry import reads
from corpus.readers.rows import groups_said_again
from corpus.readers.speakers import name_turns, speakers_of
from corpus.readers.strand import Strand

TITLE = re.compile(r"[A-ZÀ-Ý]\S*\s\S.{2,85}[\w)»]")
NOT_CALLED = "Notes de bas de page dont l’appel n’a pas été retrouvé dans le texte : {labels}."
UNKNOWN_SIGNS = (
    "{count} signe(s) d’une police de symboles n’ont pas d’équivalent connu et restent tels quels dans le texte."
)


@reads(PLAIN)
class PlainReader:
    """Reads .txt files, wrapped or not, with or without pages."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a plain text file. Raises ReaderError when ``data`` is not text."""
        source, warnings = decode(data)
        return read_plain(name, source, warnings)


def read_plain(name: str, source: str, warnings: list[str]) -> ReadingText:
    """Reading text of the decoded file ``source``; ``warnings`` are those its decoding gave."""
    usual = with_usual_signs(source)
    lines = lines_of(usual)
    layout = layout_of(lines)
    lines, said = without_furniture(lines)
    zones = apart(lines, layout)
    labels = speakers_of(line.text for line in zones.body)
    groups = grouped(zones.body, layout, labels)
    drafts = [Draft(group.kind, strand_of(usual, group.lines), group.level) for group in groups]
    missing = place_calls(drafts, zones.notes, usual)
    notes = [Draft(FOOTNOTE, strand_of(usual, note.lines, note.start), note=note.label) for note in zones.notes]
    groups_said_again(drafts)
    name_turns(drafts)
    warnings = [*warnings, *said]
    if missing:
        warnings.append(NOT_CALLED.format(labels=", ".join(missing)))
    if count := unknown_signs(usual):
        warnings.append(UNKNOWN_SIGNS.format(count=count))
    return assemble(source, drafts + notes, _title(filled(drafts), name), warnings)


def strand_of(source: str, lines: list[Line], skipped: int = 0) -> Strand:
    """The lines end to end, less the ``skipped`` first characters."""
    parts = [Strand.taken(source, lines[0].start + skipped, lines[0].end)]
    for before, line in zip(lines, lines[1:], strict=False):
        between = joint(before.text, line.text, before.trail == 0)
        if between and before.trail:
            parts.append(Strand.taken(source, before.end, before.end + 1))
        elif between:
            parts.append(Strand.put_in(between))
        parts.append(Strand.taken(source, line.start, line.end))
    return Strand.joined(parts)


def place_calls(drafts: list[Draft], notes: list[Note], source: str) -> list[str]:
    """Take the calls of the notes out of the drafts; labels of the notes that are called nowhere."""
    missing: list[str] = []
    starts = [draft.strand.first_origin() or 0 for draft in drafts]
    seen = _counter(source)
    twins = max(Counter(note.number for note in notes).values(), default=1)
    for (after, before), zone in groupby(notes, key=lambda note: (note.after, note.before)):
        first = max(0, bisect_right(starts, after) - 1)
        last = bisect_left(starts, before)
        labels = {str(note.number): note.label for note in zone}
        missing += _call(drafts[first:last], labels, (after, before), seen, twins)
    return missing


def _call(
    drafts: list[Draft],
    labels: dict[str, str],
    stretch: tuple[int, int],
    seen: Callable[[str], int],
    twins: int,
) -> list[str]:
    """Place the calls of the notes of one zone, number to label, within a ``stretch`` of the received text.

    ``twins`` is how many notes of the file may have the same number. Returns the labels called nowhere.
    """
    texts: list[str] = []
    places: list[tuple[Draft, int, int]] = []  # draft, where the stretch starts in it, where it goes in the whole
    size = 0
    for draft in drafts:
        # The zones before and after may stand in the middle of a paragraph: only what is between them counts.
        start, stop = (_place(draft, offset) for offset in stretch)
        places.append((draft, start, size))
        texts.append(draft.text[start:stop])
        size += stop - start + 1
    calls = found("\n".join(texts), list(labels), seen, twins)
    for call in reversed(calls):
        draft, start, shift = next(place for place in reversed(places) if place[2] <= call.start)
        take_out(draft, labels[call.label], call.start - shift + start, call.end - shift + start)
    named = {call.label for call in calls}
    return [label for number, label in labels.items() if number not in named]


def _place(draft: Draft, offset: int) -> int:
    """Where in the draft the text received from ``offset`` on starts."""
    origin = draft.strand.origin
    if not origin or max(origin[0], origin[-1]) < offset:
        return len(origin)
    if origin[0] >= offset:
        return 0
    # Characters put in by the reader come from nowhere: bisection would stumble on them.
    return next(at for at, place in enumerate(origin) if place >= offset)


def take_out(draft: Draft, label: str, start: int, end: int) -> None:
    """Replace the digits of a call by the call itself."""
    size = end - start
    draft.strand = draft.strand.without([(start, end)])
    draft.calls = [(at if at <= start else at - size, note) for at, note in draft.calls]
    draft.calls.append((start, label))


def _counter(source: str) -> Callable[[str], int]:
    """Counts how often a word, or a word and the number after it, stand in the document."""
    words = Counter(re.findall(r"\w+", source))
    numbered = Counter(re.findall(r"([^\W\d_]+)\s+(\d+)\b", source))

    def seen(expression: str) -> int:
        word, _, number = expression.partition(" ")
        return numbered[word, number] if number else words[word]

    return seen


def _title(drafts: list[Draft], name: str) -> str | None:
    """First heading that is not the name of a part, else a first line that reads like a title, else the file name."""
    for draft in drafts[:12]:
        if draft.kind == HEADING and not (
            NAMED_PART.match(draft.text) or CHAPTER.match(draft.text) or NUMBERED.match(draft.text)
        ):
            return draft.text
    if drafts and drafts[0].kind == PARAGRAPH and TITLE.fullmatch(drafts[0].text):
        return drafts[0].text
    return PurePath(name).stem.replace("_", " ").strip() or None
