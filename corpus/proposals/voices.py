"""The parts of a text where people speak: talks, moments when the floor is open, questions, turns.

Keeps what is recognised once the people are known. Who they are is left to ``speakers``; who speaks in a labelled turn
or a talk was said by the readers.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.proposals.proposal import folded
from corpus.readers.reading_text import (
    FOOTNOTE,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    QUOTATION,
    TABLE_ROW,
    Block,
    ReadingText,
)
from corpus.readers.talks import OPEN_FLOOR, PART, QUESTIONS

UNKNOWN = "inconnu"
QUESTION = "question"
SPOKEN = (PARAGRAPH, LIST_ITEM, QUOTATION)

_VERBS = (
    "repond|precise|estime|souligne|explique|rappelle|ajoute|evoque|tient|note|indique|observe|remarque|insiste|conclut"
    "|confirme|nuance|complete|reprend|demande|propose|pense|considere|raconte|dit|craint|regrette|constate|signale"
    "|repete|objecte|acquiesce|admet|reconnait|s'interroge|se\\s+demande|s'inquiete|se\\s+rejouit|revient\\s+sur|intervient"
)
_NUMBERED = re.compile(r"\s*(?:q(?:uestion)?\s*)?\d{1,2}\s*[/.):-]\s*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Talk:
    """A prepared talk: who gives it, its heading, ``[start, end)`` of the text it covers."""

    speaker: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch where somebody speaks inside an answer. ``named`` says that the sentence itself names the speaker."""

    speaker: str
    start: int
    end: int
    named: bool


@dataclass(frozen=True, slots=True)
class Voices:
    """What was recognised: talks, open floors ``(start, end)``, questions as blocks, turns of the answers."""

    talks: tuple[Talk, ...]
    floors: tuple[tuple[int, int], ...]
    questions: tuple[Block, ...]
    turns: tuple[Turn, ...]


def heard(reading: ReadingText, names: Mapping[str, str], source: str | None = None) -> Voices:
    """Return the talks, open floors, questions and turns of a text.

    :param names: label of the speaker by each way the text names them (« Patrick Castel », « Castel »).
    :param source: the received text when it is Markdown: a line wholly in italics is then a question.
    """
    floors = _floors(reading)
    questions = [block for block in reading.blocks if _is_question(reading, block, floors, source)]
    turns = _turns(reading, names, floors, questions)
    return Voices(tuple(_talks(reading)), tuple(floors), tuple(questions), tuple(turns))


def _talks(reading: ReadingText) -> list[Talk]:
    """A talk begins at each heading that names who speaks, and ends where the reader stopped hearing them."""
    body = [block for block in reading.blocks if block.kind != FOOTNOTE]
    talks: list[Talk] = []
    for block in body:
        words = reading.text[block.start : block.end]
        opens = block.kind == HEADING and block.speaker and block.speaker in words
        if opens and block.speaker:
            talks.append(Talk(block.speaker, words, block.start, block.end))
        elif talks and block.speaker == talks[-1].speaker:
            last = talks[-1]
            talks[-1] = Talk(last.speaker, last.heading, last.start, block.end)
    return talks


def _floors(reading: ReadingText) -> list[tuple[int, int]]:
    """From a heading such as « Questions et réactions » that no speaker owns, to the next talk or part."""
    floors: list[tuple[int, int]] = []
    opened: Block | None = None
    end = 0
    for block in reading.blocks:
        words = reading.text[block.start : block.end].strip()
        if block.kind == HEADING:
            if opened is not None and _closes(block, words, opened):
                floors.append((opened.start, end))
                opened = None
            if opened is None and block.speaker is None and _opens(words):
                opened = block
        if block.kind != FOOTNOTE:
            end = block.end
    return [*floors, (opened.start, end)] if opened is not None else floors


def _opens(words: str) -> bool:
    return bool(QUESTIONS.match(words) or OPEN_FLOOR.match(words))


def _closes(heading: Block, words: str, opened: Block) -> bool:
    """Whether a heading ends the floor: a talk, a part, or one as high that asks nothing."""
    if heading.speaker is not None or PART.match(words):
        return True
    asks = words.endswith("?") or _NUMBERED.match(words) is not None
    return not asks and (heading.level or 9) <= (opened.level or 9)


def _inside(floors: Sequence[tuple[int, int]], at: int) -> bool:
    index = bisect_right([start for start, _ in floors], at) - 1
    return index >= 0 and at < floors[index][1]


def _is_question(reading: ReadingText, block: Block, floors: Sequence[tuple[int, int]], source: str | None) -> bool:
    """Whether a block is a question of the room or of a guide: in italics if the file tells it, else by its form."""
    if block.kind not in (HEADING, PARAGRAPH, LIST_ITEM, QUOTATION) or (block.speaker and block.kind != HEADING):
        return False
    words = reading.text[block.start : block.end].strip()
    numbered = _NUMBERED.match(words) is not None
    italic = source is not None and in_italics(reading, block, source)
    if _inside(floors, block.start):
        if _opens(words) and block.kind == HEADING:
            return False
        return italic or (source is None and (numbered or block.kind == HEADING) and words.endswith("?"))
    return italic and numbered and words.endswith("?") and block.speaker is None


def in_italics(reading: ReadingText, block: Block, source: str) -> bool:
    """Whether the received Markdown holds the whole block in one pair of italic marks, and in no bold."""
    first, last = _origin(reading, block.start), _origin(reading, block.end - 1)
    if first is None or last is None or first == 0:
        return False
    sign = source[first - 1]
    if sign not in "*_" or source[last + 1 : last + 2] != sign or sign in source[first : last + 1]:
        return False
    return source[first - 2 : first - 1] != sign and source[last + 2 : last + 3] != sign


def _origin(reading: ReadingText, at: int) -> int | None:
    """Where a character of the text stood in the received text; None when the reader put it in."""
    index = bisect_right([run[0] for run in reading.source_map], at) - 1
    if index < 0:
        return None
    start, source, length = reading.source_map[index]
    return source + at - start if at < start + length else None


def opening_of_turn(names: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return what opens a turn at the start of a sentence (« X répond », « Pour X, »), searched on folded text."""
    if not names:
        return None
    roster = "|".join(re.escape(folded(name)) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[.!?]\s))(?:(?P<who>{roster})(?:,[^,.]{{2,60}},)?\s+(?:{_VERBS})\b|pour\s+(?P<for>{roster})\s*,)"
    )


def _turns(
    reading: ReadingText,
    names: Mapping[str, str],
    floors: Sequence[tuple[int, int]],
    questions: Sequence[Block],
) -> list[Turn]:
    """The turns of the answers: at each sentence that names who speaks; the rest goes on, or is of nobody known."""
    opening = opening_of_turn(names)
    labels = {folded(name): label for name, label in names.items()}
    asked = {block.start for block in questions}
    turns: list[Turn] = []
    speaker: str | None = None
    for block in reading.blocks:
        if not _inside(floors, block.start) or block.kind in (FOOTNOTE, TABLE_ROW):
            continue
        if block.start in asked or block.kind == HEADING:
            speaker = None
            continue
        if block.speaker is not None:
            speaker = block.speaker
            continue
        flat = folded(reading.text[block.start : block.end])
        found = list(opening.finditer(flat)) if opening is not None else []
        marks = [(match.start(), labels[match["who"] or match["for"]]) for match in found]
        if not marks or marks[0][0] > 0:
            turns.append(
                Turn(speaker or UNKNOWN, block.start, block.start + (marks[0][0] if marks else len(flat)), False)
            )
        for rank, (at, who) in enumerate(marks):
            stop = marks[rank + 1][0] if rank + 1 < len(marks) else len(flat)
            turns.append(Turn(who, block.start + at, block.start + stop, True))
            speaker = who
    return [turn for turn in turns if any(sign.isalnum() for sign in reading.text[turn.start : turn.end])]
