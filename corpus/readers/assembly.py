"""Drafts of blocks put together into one reading text.

Keeps the last step common to all readers: blanks trimmed, footnotes moved to the end, offsets and source map
computed. How drafts are found in a file is left to each reader.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from corpus.errors import ReaderError
from corpus.readers.losses import LOST_SIGN, losses
from corpus.readers.reading_text import FOOTNOTE, TABLE_ROW, Block, NoteCall, ReadingText
from corpus.readers.strand import NOWHERE, Strand

UNSTORABLE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file of ours can hold."""

LINE_END = re.compile(r"\r\n?|\n")
NOTHING_TO_READ = (
    "Ce fichier ne contient aucun texte : vérifiez qu’il s’agit du bon fichier, puis déposez-le de nouveau."
)


@dataclass(slots=True)
class Draft:
    """A block in the making; ``calls`` are (offset in the strand, label of the note)."""

    kind: str
    strand: Strand
    level: int | None = None
    speaker: str | None = None
    note: str | None = None
    calls: list[tuple[int, str]] = field(default_factory=list)
    time: int | None = None

    @property
    def text(self) -> str:
        """What the block says so far."""
        return self.strand.text

    def append(self, other: Draft, joint: str) -> None:
        """Take in the text and the calls of ``other``, after ``joint``."""
        shift = len(self.strand) + len(joint)
        self.strand = Strand.joined([self.strand, Strand.put_in(joint), other.strand])
        self.calls.extend((at + shift, note) for at, note in other.calls)

    def trimmed(self) -> Draft:
        """The same block without the blanks at both ends; tabs that stand for empty cells before a row stay."""
        text = self.strand.text
        blanks = " \u00a0\r\n" if self.kind == TABLE_ROW and text.strip() else None
        start = len(text) - len(text.lstrip(blanks))
        end = max(start, len(text.rstrip()))
        calls = [(min(max(at, start), end) - start, note) for at, note in self.calls]
        return Draft(self.kind, self.strand[start:end], self.level, self.speaker, self.note, calls, self.time)


def line_starts(source: str) -> list[int]:
    """Offsets where the lines of ``source`` start, a line ending with LF, CR or CR LF."""
    return [0, *(end.end() for end in LINE_END.finditer(source))]


def filled(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that hold text, trimmed; the calls of an empty one move to the end of the one before, or after it."""
    kept: list[Draft] = []
    waiting: list[tuple[int, str]] = []
    for draft in drafts:
        draft = draft.trimmed()
        if draft.text:
            draft.calls = [*waiting, *draft.calls]
            waiting = []
            kept.append(draft)
        elif kept:
            kept[-1].calls.extend((len(kept[-1].strand), note) for _, note in draft.calls)
        else:
            waiting.extend((0, note) for _, note in draft.calls)
    return kept


def runs(origin: array[int]) -> tuple[tuple[int, int, int], ...]:
    """Source map of a reading text from the origin of each of its characters."""
    places = np.frombuffer(origin, dtype=np.intc)
    breaks = np.flatnonzero(np.diff(places) != 1) + 1
    starts = np.concatenate(([0], breaks))
    ends = np.concatenate((breaks, [len(places)]))
    return tuple(
        (start, source, end - start)
        for start, end, source in zip(starts.tolist(), ends.tolist(), places[starts].tolist(), strict=True)
        if source != NOWHERE
    )


def assemble(
    source: str, drafts: Sequence[Draft], title: str | None, warnings: Sequence[str], pages: Sequence[int] = ()
) -> ReadingText:
    """Reading text made of ``drafts`` in order, the footnotes last.

    ``pages`` are the offsets where the pages of ``source`` start, for a file that has pages rather than lines.
    Raises ReaderError when the drafts hold no text at all.
    """
    # Sorting is stable: only the footnotes move.
    ordered = filled(sorted(drafts, key=lambda draft: draft.kind == FOOTNOTE))
    if not ordered:
        raise ReaderError(NOTHING_TO_READ)
    starts = pages or line_starts(source)
    parts: list[str] = []
    origin = array("i")
    blocks: list[Block] = []
    calls: list[NoteCall] = []
    for draft in ordered:
        if parts:
            origin.append(NOWHERE)
        start = len(origin)
        parts.append(draft.text)
        origin.extend(draft.strand.origin)
        first = draft.strand.first_origin()
        line = None if first is None else bisect_right(starts, first)
        blocks.append(Block(draft.kind, start, len(origin), draft.level, draft.speaker, draft.note, line, draft.time))
        calls.extend(NoteCall(start + at, note) for at, note in draft.calls)
    text = UNSTORABLE.sub(LOST_SIGN, "\n".join(parts))
    return ReadingText(
        text,
        tuple(blocks),
        tuple(sorted(calls, key=lambda call: call.at)),
        runs(origin),
        None if title is None else UNSTORABLE.sub(LOST_SIGN, title),
        (*warnings, *losses(text)),
    )
