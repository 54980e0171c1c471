"""A reading text as plain values, to cross from one process to another.

Keeps both ways, and the checks on the way back: what comes from a process that opened a foreign file is not believed.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from corpus.readers.reading_text import (
    FOOTNOTE,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    QUOTATION,
    TABLE_ROW,
    Block,
    NoteCall,
    ReadingText,
)

KINDS = frozenset((HEADING, PARAGRAPH, LIST_ITEM, TABLE_ROW, QUOTATION, FOOTNOTE))


def packed(reading: ReadingText) -> dict[str, Any]:
    """The reading text as lists, texts and numbers."""
    return {
        "text": reading.text,
        "blocks": [[b.kind, b.start, b.end, b.level, b.speaker, b.note, b.source_line, b.time] for b in reading.blocks],
        "calls": [[call.at, call.note] for call in reading.calls],
        "runs": list(chain.from_iterable(reading.source_map)),
        "title": reading.title,
        "warnings": list(reading.warnings),
    }


def unpacked(values: Any) -> ReadingText:
    """The reading text made of such values. Raises ValueError when they are not those of one."""
    try:
        text = _text(values["text"])
        blocks = tuple(_block(block) for block in values["blocks"])
        calls = tuple(NoteCall(_number(at), _text(note)) for at, note in values["calls"])
        numbers = [_number(number) for number in values["runs"]]
        title = None if values["title"] is None else _text(values["title"])
        warnings = tuple(_text(warning) for warning in values["warnings"])
    except (KeyError, TypeError) as error:
        raise ValueError("not a reading text") from error
    _check(text, blocks, calls)
    if len(numbers) % 3:
        raise ValueError("a source map that is not made of runs")
    runs = tuple(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))
    return ReadingText(text, blocks, calls, runs, title, warnings)


def _block(values: list[Any]) -> Block:
    kind, start, end, level, speaker, note, line, time = values
    if kind not in KINDS:
        raise ValueError(f"unknown kind of block: {kind!r}")
    texts = [None if value is None else _text(value) for value in (speaker, note)]
    numbers = [None if value is None else _number(value) for value in (level, line, time)]
    return Block(kind, _number(start), _number(end), numbers[0], texts[0], texts[1], numbers[1], numbers[2])


def _check(text: str, blocks: tuple[Block, ...], calls: tuple[NoteCall, ...]) -> None:
    """Blocks follow one another over the whole text, one line feed apart; calls stand in it."""
    end = -1
    for block in blocks:
        if block.start != end + 1 or block.end <= block.start or "\n" in text[block.start : block.end]:
            raise ValueError("blocks out of place")
        end = block.end
    if not blocks or end != len(text) or any(call.at > len(text) for call in calls):
        raise ValueError("a text longer or shorter than its blocks")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("not a number")
    return value
