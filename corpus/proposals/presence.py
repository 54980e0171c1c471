"""Who was there, by métier, from the blocks « Présents », « Participants », « Excusés » of a text.

Keeps the ways minutes write it: a list under a heading, one sentence, labels one after the other, a table. Numbers and
names stay as typed; nobody is counted who is not written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.proposals.professions import number_of, of_words
from corpus.proposals.proposal import folded
from corpus.readers.reading_text import HEADING, LIST_ITEM, TABLE_ROW, Block, ReadingText

_STATUS = {
    "present": r"presente?s?|participante?s?(?:\s+par\s+metier)?|personnes?\s+presentes?|etaient\s+(?:la|presente?s?)"
    r"|qui\s+etait\s+la|presences?|assistaient|autour\s+de\s+la\s+table|connectee?s?|tour\s+de\s+table",
    "excused": r"excusee?s?|absente?s?\s+excusee?s?|presente?s?\s+excusee?s?|s'etaient\s+excusee?s?",
    "absent": r"absente?s?|manquaient|manquait|non\s+representee?s?",
}
_NUMBER_WORDS = r"\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt"
_HEAD = re.compile(
    rf"(?:(?P<count>{_NUMBER_WORDS})\s+)?(?:"
    + "|".join(f"(?P<{key}>{pattern})" for key, pattern in sorted(_STATUS.items(), key=lambda kv: kv[0] != "excused"))
    + r")\s*(?P<colon>[:.]|$)"
)
_INNER = re.compile(
    rf"(?:(?<=[.;:!?)]\s)|(?<=^))(?:(?P<count>{_NUMBER_WORDS})\s+)?(?:"
    + "|".join(f"(?P<{key}>{pattern})" for key, pattern in sorted(_STATUS.items(), key=lambda kv: kv[0] != "excused"))
    + r")\s*:"
)
_EXCUSED_WORD = re.compile(r"\bexcusee?s?\b")
_ABSENT_WORD = re.compile(r"\babsente?s?\b|\bpas\s+venue?s?\b")
_LABEL = re.compile(r"\s*(?P<label>[^:.,;()]{2,45}?)\s*:\s+(?=\S)")
_CONTINUES = re.compile(r"\s*(?:dont|puis|ainsi\s+que\s+leurs?|pour\s+la\s+premiere|au\s+telephone|en\s+partie|qui)\b")
_STOP = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bMme)(?<!\b[DP]r)\.(?:\s+|$)")
_OPENING_BLOCKS = 25


@dataclass(frozen=True, slots=True)
class Presence:
    """Some people of one métier: a key of ``terms.PROFESSIONS``, a number when one is said, the words as typed.

    ``presence`` is a key of ``terms.PRESENCES``; ``[start, end)`` is where the words stand.
    """

    profession: str
    number: int | None
    words: str
    presence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text that tells who was there."""

    start: int
    end: int
    presence: str
    kind: str = ""


def found_in(reading: ReadingText) -> list[Presence]:
    """Return who the text says was there, excused or absent, in its order."""
    found: list[Presence] = []
    columns: list[str] = []
    for piece in _pieces(reading):
        if piece.kind == TABLE_ROW:
            columns, told = _of_row(reading.text, piece, columns)
        else:
            told = list(_of_words(reading.text, piece))
        found += told
    return list(dict.fromkeys(found))


def _pieces(reading: ReadingText) -> Iterator[_Piece]:
    """The blocks that follow a heading of presence, and those that begin by one."""
    under: tuple[str, int | None] | None = None  # what the heading under way says, and its level
    for rank, block in enumerate(reading.blocks):
        words = reading.text[block.start : block.end]
        head = _HEAD.match(folded(words).strip())
        if block.kind == HEADING:
            alone = head is not None and head.end() >= len(words.strip().rstrip(" :"))
            under = (_status(head), block.level) if head is not None and alone else None
        elif head is not None and head["colon"] and (under or rank < _OPENING_BLOCKS or head["colon"] == ":"):
            yield from _run(block, words, _status(head))
        elif under is not None:
            yield from _under(block, words, under[0])
        elif rank < _OPENING_BLOCKS and (inner := _counted(words)):
            yield from _run(block, words, "present", inner)


def _under(block: Block, words: str, presence: str) -> Iterator[_Piece]:
    if block.kind == TABLE_ROW:
        yield _Piece(block.start, block.end, presence, TABLE_ROW)
    else:
        yield from _run(block, words, presence, 0)


def _counted(words: str) -> int:
    """Where « 27 connectés : » or « Connectés : » ends inside a first paragraph; 0 when it is not there."""
    match = re.search(
        rf"(?:(?:{_NUMBER_WORDS})\s+personnes(?:\s+presentes)?|(?:(?:{_NUMBER_WORDS})\s+|(?<=\.\s))"
        r"(?:connectee?s?|participante?s?|presente?s?))\s*:\s",
        folded(words),
    )
    return match.end() if match else 0


def _run(block: Block, words: str, presence: str, begin: int | None = None) -> Iterator[_Piece]:
    """A block cut where « Excusés : », « Absente : » change what is said of people."""
    flat = folded(words)
    at = begin
    if at is None:
        match = _HEAD.match(flat.strip())
        at = len(flat) - len(flat.lstrip()) + (match.end() if match else 0)
    for match in _INNER.finditer(flat, at):
        if match.start() > at:
            yield _Piece(block.start + at, block.start + match.start(), presence, block.kind)
        presence, at = _status(match), match.end()
    yield _Piece(block.start + at, block.end, presence, block.kind)


def _status(match: re.Match[str]) -> str:
    return next(key for key in ("excused", "absent", "present") if match[key])


def _of_words(text: str, piece: _Piece) -> Iterator[Presence]:
    """The people of a stretch: labels « Cardiologues : deux » when there are some, else one person or group a comma."""
    sentence_ends = list(_STOP.finditer(text[piece.start : piece.end]))
    starts = [0, *(match.end() for match in sentence_ends)]
    ends = [*(match.start() for match in sentence_ends), piece.end - piece.start]
    for first, last in zip(starts, ends, strict=True):
        start, end = piece.start + first, piece.start + last
        sentence = text[start:end]
        label = _LABEL.match(sentence)
        profession = of_words(label["label"]) if label else None
        if label is not None and (profession or number_of(sentence[label.end() :]) is not None):
            yield from _labelled(text, start + label.end(), end, profession or "guest", piece.presence, start)
        elif first == 0 or label is not None:
            yield from _listed(text, start, end, piece)


def _labelled(text: str, start: int, end: int, profession: str, presence: str, label: int) -> Iterator[Presence]:
    """What follows « Cardiologues : »: a number, or people; a part that says excused is apart."""
    for first, last in _cut(text, start, end, ";"):
        inner = _LABEL.match(text[first:last]) if first > start else None
        if inner is not None and of_words(inner["label"]):
            profession, label, first = of_words(inner["label"]) or profession, first, first + inner.end()
        words = text[first:last].strip(" \u00a0")
        if not words:
            continue
        said = _said(words, presence)
        number = number_of(words) if not _several(words) else None
        if number is None:
            number = len([1 for a, b in _cut(text, first, last, ",") if not _CONTINUES.match(folded(text[a:b]))])
        yield Presence(profession, number, words, said, label, last)
        label = last


def _several(words: str) -> bool:
    """Whether « la cheffe de l’unité, le cardiologue » lists people rather than telling their number."""
    parts = [part for part in re.split(r",\s*", re.sub(r"\([^)]*\)", "", words)) if not _CONTINUES.match(folded(part))]
    return len(parts) > 1 and all(number_of(part) == 1 for part in parts)


def _listed(text: str, start: int, end: int, piece: _Piece) -> Iterator[Presence]:
    """People or groups separated by commas; what no métier names is kept as « autres », when it is short.

    An item of a list is one person when it tells no number (« Mme Martin, infirmière »).
    """
    presence, parts = piece.presence, _cut(text, start, end, ",;")
    if piece.kind == LIST_ITEM and not any(number_of(text[first:last]) for first, last in parts):
        parts = [(start, end)]
    for first, last in parts:
        words = text[first:last].strip(" \u00a0.")
        if not words or len(words) > 120:
            continue
        profession = of_words(words)
        if profession is None and len(words) > 40:
            continue
        number = number_of(words)
        if number is None and piece.kind == LIST_ITEM:
            number = 1
        elif number is None and profession is not None and not re.search(r"s\b|equipe", folded(words).split(" ")[0]):
            number = 1
        at = first + len(text[first:last]) - len(text[first:last].lstrip())
        yield Presence(profession or "guest", number, words, _said(words, presence), at, last)


def _said(words: str, presence: str) -> str:
    flat = folded(words)
    if _EXCUSED_WORD.search(flat):
        return "excused"
    return "absent" if _ABSENT_WORD.search(flat) else presence


def _cut(text: str, start: int, end: int, signs: str) -> list[tuple[int, int]]:
    """The stretches between these signs, brackets apart; one that goes on with « dont » stays with the one before."""
    depth, pieces, first = 0, [], start
    for at in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if text[at] in signs and depth <= 0 and not _CONTINUES.match(folded(text[at + 1 : end])):
            pieces.append((first, at))
            first = at + 1
    return [*pieces, (first, end)]


def _of_row(text: str, piece: _Piece, columns: Sequence[str]) -> tuple[list[str], list[Presence]]:
    """What a row of a table tells: its first cell is the métier, the others a number or names under their heading."""
    cells = [cell.strip() for cell in re.split(r"[\t|]", text[piece.start : piece.end])]
    heads = [_HEAD.match(folded(words)) for words in cells]
    if not columns and any(heads):
        return [_status(head) if head else "" for head in heads], []
    found = []
    profession = of_words(cells[0]) or "guest" if cells else "guest"
    for rank, words in enumerate(cells[1:], start=1):
        presence = columns[rank] if rank < len(columns) else "present" if rank == 1 and not columns else ""
        number = number_of(words)
        if presence and words and number != 0:
            found.append(
                Presence(profession, number if number is not None else 1, words, presence, piece.start, piece.end)
            )
    return list(columns), found
