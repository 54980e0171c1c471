"""Who speaks in a text: the roster a person renames, merges or drops, and the text with its speakers as decided.

Keeps the roster, its aliases and its application. Talks, questions and turns are recognised in ``voices``; labels of
turns and headings that name somebody, by the readers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from corpus.proposals.professions import of_words
from corpus.proposals.proposal import folded
from corpus.proposals.voices import QUESTION, SPOKEN, UNKNOWN, Turn, Voices, heard
from corpus.readers.reading_text import HEADING, Block, ReadingText
from corpus.readers.talks import NAME

TURN = "turn"
"""Kind of the segments that share a paragraph between those who speak in it (``versions.TURN``)."""

_PARTICLE = r"(?:de la |de |du |des |d[’']|le |van |von )?"
_FULL_NAME = re.compile(rf"(?<![\w-])({NAME})[ -]({_PARTICLE}{NAME}(?:[ -]{_PARTICLE}{NAME})?)(?![\w-])")
_ASKING = re.compile(r"(?:enquet|interview|question|chercheu|animat|moderat)")
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: their label in the text, other ways the text names them, how they were recognised.

    ``how`` is « tour », « titre », « phrase » or « question ». ``[start, end)`` are the words that show it; ``turns``
    and ``words`` count what they say.
    """

    label: str
    aliases: tuple[str, ...]
    how: str
    turns: int
    words: int
    start: int
    end: int
    profession: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The roster and the parts of the text where its people speak."""

    roster: tuple[Voice, ...]
    voices: Voices


def propose(reading: ReadingText, source: str | None = None) -> Heard:
    """Return who speaks in a text and where.

    :param source: the received text when it is Markdown (its italics tell the questions of the room).
    """
    labels = list(dict.fromkeys(block.speaker for block in reading.blocks if block.speaker))
    names = _names(labels, reading.text)
    voices = heard(reading, names, source)
    return Heard(tuple(_roster(reading, labels, names, voices)), voices)


def _names(labels: Sequence[str], text: str) -> dict[str, str]:
    """The label behind each way the text names somebody: whole name, family name alone, near spellings."""
    names = {label: label for label in labels}
    people = {label: match for label in labels if (match := _FULL_NAME.fullmatch(label))}
    families = [folded(match[2]) for match in people.values()]
    written = {match.group(): match for match in _FULL_NAME.finditer(text)}
    for label, match in people.items():
        for other, found in written.items():
            if other not in names and _same_person(match, found):
                names[other] = label
        if families.count(folded(match[2])) == 1 and re.search(rf"(?<![\w-]){re.escape(match[2])}(?![\w-])", text):
            names.setdefault(match[2], label)
    return names


def _same_person(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two whole names are one person: same letters, or same family name and nearly the same first name."""
    whole, again = (re.sub(r"[\s-]", "", folded(match.group())) for match in (one, other))
    if whole == again:
        return True
    first, second = folded(one[1]), folded(other[1])
    same_family = folded(one[2]) == folded(other[2])
    return same_family and first[:3] == second[:3] and SequenceMatcher(None, first, second).ratio() >= _NEAR


def _roster(reading: ReadingText, labels: Sequence[str], names: Mapping[str, str], voices: Voices) -> Iterable[Voice]:
    """Each label with its aliases; two labels that fold to one name are one voice, under the one met first."""
    merged: dict[str, list[str]] = {}
    for label in labels:
        merged.setdefault(_bare(label), []).append(label)
    headings = {talk.speaker for talk in voices.talks}
    for group in merged.values():
        aliases = [other for other, label in names.items() if label in group and other not in group]
        yield _voice(reading, group, aliases, "titre" if group[0] in headings else "tour", voices)
    if voices.questions:
        first = voices.questions[0]
        asked = voices.questions
        yield Voice(QUESTION, (), "question", len(asked), _words(reading, asked), first.start, first.end)
    unknown = [turn for turn in voices.turns if turn.speaker == UNKNOWN]
    if unknown:
        yield Voice(UNKNOWN, (), "phrase", len(unknown), _words(reading, unknown), unknown[0].start, unknown[0].end)


def _bare(label: str) -> str:
    """A label without case, accents, brackets, spaces and hyphens: « [Ispic 1] » is « Ispic1 »."""
    return re.sub(r"[\s\[\]()_.-]", "", folded(label))


def _voice(reading: ReadingText, group: Sequence[str], aliases: Sequence[str], how: str, voices: Voices) -> Voice:
    said = [block for block in reading.blocks if block.speaker in group and block.kind in SPOKEN]
    turned = [turn for turn in voices.turns if turn.speaker in group]
    first = next(block for block in reading.blocks if block.speaker in group)
    head = [block for block in reading.blocks if block.kind == HEADING and block.speaker in group]
    shown = head[0] if how == "titre" and head else first
    times = sum(talk.speaker in group for talk in voices.talks) if how == "titre" else _runs(reading, group)
    words = _words(reading, [*said, *turned])
    times += sum(turn.named for turn in turned)
    profession = None if _ASKING.match(_bare(group[0])) else of_words(group[0])
    return Voice(
        group[0], (*group[1:], *aliases), how, times, words, shown.start, min(shown.end, shown.start + 120), profession
    )


def _runs(reading: ReadingText, group: Sequence[str]) -> int:
    """How many times these labels take the floor: a turn of several paragraphs is one."""
    speakers = [block.speaker for block in reading.blocks if block.kind in (*SPOKEN, HEADING)]
    return sum(one in group and before != one for before, one in zip([None, *speakers], speakers, strict=False))


def _words(reading: ReadingText, stretches: Sequence[Block | Turn]) -> int:
    return sum(len(reading.text[one.start : one.end].split()) for one in stretches)


def applied(reading: ReadingText, voices: Voices, dropped: Iterable[str] = ()) -> ReadingText:
    """Return the text with its speakers: those of the readers, the questions, the answers; ``dropped`` ones speak not.

    A paragraph several people share keeps its words and gets one segment « turn » for each of them.
    """
    gone = set(dropped)
    asked = {block.start for block in voices.questions} if QUESTION not in gone else set()
    shared: dict[int, list[Turn]] = {}
    blocks: list[Block] = []
    for block in reading.blocks:
        turns = [turn for turn in voices.turns if block.start <= turn.start < block.end]
        speaker = None if block.speaker in gone else block.speaker
        if block.start in asked:
            speaker = QUESTION
        elif len({turn.speaker for turn in turns}) == 1 and turns[0].speaker not in gone:
            speaker = turns[0].speaker
        elif len(turns) > 1:
            shared[block.start] = turns
        blocks.append(replace(block, speaker=speaker))
        blocks += [
            Block(TURN, turn.start, _trimmed(reading.text, turn), speaker=turn.speaker, source_line=block.source_line)
            for turn in shared.get(block.start, [])
            if turn.speaker not in gone
        ]
    return replace(reading, blocks=tuple(blocks))


def _trimmed(text: str, turn: Turn) -> int:
    return turn.start + len(text[turn.start : turn.end].rstrip())
