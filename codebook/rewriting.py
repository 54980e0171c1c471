"""The words a person typed, made a reading text again from the version they were typed over.

Each line takes after the block most of its words come from: kind, level, speaker, label of its note, line of the
source, time. The way back to the received file and the calls of notes follow the words. How the two texts are compared
stands in ``codebook.following``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice

from codebook.differences import Run
from codebook.following import LOST, Following
from corpus.readers import Block, NoteCall, ReadingText
from corpus.readers.reading_text import FOOTNOTE, HEADING, PARAGRAPH
from corpus.readers.speakers import label_of
from corpus.versions import CALL, INSIDE, TURN, Segment

_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_FIELDS = {field.name: "time_ms" if field.name == "time" else field.name for field in fields(Block)}
SPOKEN = ("paragraph", "list_item", "quotation")


def tidy(text: str) -> str:
    """Return a typed text as versions are kept: a block a line, no empty line, no blank at the end of one."""
    lines = (line.rstrip() for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line)


def reading(
    followed: Following, segments: Sequence[Segment], source_map: Sequence[tuple[int, int, int]]
) -> ReadingText:
    """Return the new text of a comparison as a reading text.

    :param segments: those of the old text.
    :param source_map: the runs (start in the old text, start in the received text, length) of the old text.
    """
    runs = sorted([*followed.runs, *followed.moved], key=lambda run: run.new)
    blocks = tuple(_blocks(followed.new, runs, [_block(s) for s in segments if s.kind not in INSIDE]))
    notes = {block.note for block in blocks if block.note}
    calls = sorted(
        (
            NoteCall(at, segment.note)
            for segment in segments
            if segment.kind == CALL and segment.note in notes and (at := _call_at(followed, segment.start)) is not None
        ),
        key=lambda call: call.at,
    )
    inside = tuple(turns(followed, segments))
    return ReadingText(followed.new, blocks + inside, tuple(calls), _composed(followed.same(), source_map), None, ())


def turns(followed: Following, segments: Sequence[Segment]) -> Iterator[Block]:
    """Give the parts of paragraphs said by one person, where their words went."""
    for segment in segments:
        if segment.kind == TURN:
            place = followed.follow(segment.start, segment.end)
            if place.state != LOST and place.start is not None and place.end is not None:
                yield replace(_block(segment), start=place.start, end=place.end)


def as_reading(text: str, segments: Sequence[Segment], source_map: Sequence[tuple[int, int, int]]) -> ReadingText:
    """Return a version as the reading text it was made from."""
    blocks = tuple(_block(segment) for segment in segments if segment.kind != CALL)
    calls = tuple(NoteCall(segment.start, segment.note or "") for segment in segments if segment.kind == CALL)
    return ReadingText(text, blocks, calls, tuple(source_map), None, ())


def _block(segment: Segment) -> Block:
    return Block(**{name: getattr(segment, column) for name, column in _FIELDS.items()})


def _blocks(text: str, runs: list[Run], old: list[Block]) -> Iterator[Block]:
    """Give a block a line; the second line of a title or a note that was cut in two is a paragraph."""
    starts, begins = [run.new for run in runs], [block.start for block in old]
    speakers = {block.speaker for block in old if block.speaker}
    used: set[int] = set()
    before: Block | None = None
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            index = _origin(runs, starts, begins, at, end)
            made = _like(old, index, used, before, at, end)
            label = (label_of(line.lstrip()) or "").strip("[]")
            if made.kind in SPOKEN and label in speakers:
                made = replace(made, speaker=label)
            before = made
            yield made
        at = end + 1


def _like(old: list[Block], index: int | None, used: set[int], before: Block | None, start: int, end: int) -> Block:
    if index is None:
        # New words in a talk go on with the voice before them, until a label says otherwise.
        spoken = before is not None and before.kind in SPOKEN
        return Block(PARAGRAPH, start, end, speaker=before.speaker if spoken and before else None)
    origin = old[index]
    if index not in used:
        used.add(index)
        return replace(origin, start=start, end=end)
    kind = PARAGRAPH if origin.kind in (HEADING, FOOTNOTE) else origin.kind
    return Block(kind, start, end, speaker=origin.speaker, source_line=origin.source_line)


def _origin(runs: list[Run], starts: list[int], begins: list[int], start: int, end: int) -> int | None:
    """Return the block of the old text that gave a line most of its words."""
    shares: dict[int, int] = {}
    index = max(0, bisect_right(starts, start) - 1)
    for run in islice(runs, index, None):
        if run.new >= end:
            break
        low, high = max(start, run.new), min(end, run.new + run.length)
        place, left = run.old + low - run.new, high - low
        while left > 0:
            block = max(0, bisect_right(begins, place) - 1)
            size = min(left, max(1, (begins[block + 1] if block + 1 < len(begins) else place + left) - place))
            shares[block] = shares.get(block, 0) + size
            place, left = place + size, left - size
    best = max(shares, key=lambda block: (shares[block], -block), default=None)
    if best is None or shares[best] < min(3, end - start):
        return None
    return best


def _call_at(followed: Following, at: int) -> int | None:
    """Return where the call of a note went: after the sign it followed, else before the one it preceded."""
    for start, after in ((at - 1, 1), (at, 0)):
        if 0 <= start < len(followed.old):
            place = followed.image(start, start + 1)
            if place is not None:
                return place + after
    return followed.near(at)


def _composed(runs: Iterable[Run], source_map: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Return the way from the new text to the received one, through what both texts share."""
    starts = [start for start, _, _ in source_map]
    found: list[tuple[int, int, int]] = []
    for run in runs:
        index = max(0, bisect_right(starts, run.old) - 1)
        for start, source, length in islice(source_map, index, None):
            if start >= run.old + run.length:
                break
            low, high = max(start, run.old), min(start + length, run.old + run.length)
            if low < high:
                _joined(found, (run.new + low - run.old, source + low - start, high - low))
    return tuple(found)


def _joined(found: list[tuple[int, int, int]], run: tuple[int, int, int]) -> None:
    """Add a run, made one with the last when it goes on in both texts."""
    if found:
        start, source, length = found[-1]
        if (start + length, source + length) == run[:2]:
            found[-1] = (start, source, length + run[2])
            return
    found.append(run)
