"""Where two texts are the same: pure comparison, by lines, then sentences, words and letters.

At each grain the shortest edit script is sought (the bit-parallel algorithms of rapidfuzz), and what it leaves goes to
the next grain, so that a long text with a few edits costs a few sentences. Tokens are compared without case or accents:
a word that only changed its capital is the same word. Cutting and pasting is found apart: a shortest script cannot say
it. What becomes of a passage is left to ``codebook.following``.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from corpus.sorting import name_key

LINE = re.compile(r"[^\n]*\n|[^\n]+")
SENTENCE = re.compile(r"[^.!?…;\n]*[.!?…;\n]+\s*|[^.!?…;\n]+")
WORD = re.compile(r"\w+|\n|[^\S\n]+|[^\w\s]")
TOKEN = re.compile(r"\w+[^\S\n]*|[^\w\s][^\S\n]*|\n|[^\S\n]+")  # a word with the space after it
GRAINS = (LINE, SENTENCE, TOKEN)
FEW = 4_000  # tokens up to which the longest common series is sought; beyond, its table would not fit
CHANCE = 0.3  # share of the letters of a line from which it is the same line as another, changed
APART = 3  # signs between two changes read as one
LETTERS = 80  # characters of a changed stretch that is still compared letter by letter
ALIKE = 0.6  # share of letters two stretches must have in common to be one word that changed
SEED = 3  # words that a moved stretch shares with the place it came from
LIKENESS = 0.4  # share of such series from which it is the same line, touched up


def _bare(sign: str) -> str:
    """Return a letter without case or accent when that is one letter too, else as it is."""
    bare = unicodedata.normalize("NFD", sign)[0].lower()
    return bare if len(bare) == 1 and bare.isalpha() else sign


_FLAT = {code: _bare(chr(code)) for code in range(0x250) if chr(code).isalpha()}  # Latin letters
_FLAT |= {ord(sign): plain for sign, plain in zip("’‘\u00a0\u202f\u2009", "''   ", strict=True)}
_SIGNS = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


class Run(NamedTuple):
    """A stretch that is the same in both texts: ``old[old:old + length] == new[new:new + length]``."""

    old: int
    new: int
    length: int


class Hunk(NamedTuple):
    """A stretch of the old text and what stands in its place in the new one; either may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


Pair = tuple[int, int, int]  # place among the old tokens, among the new ones, number of tokens


def kept(old: str, new: str) -> list[Run]:
    """Return the stretches that are the same in both texts, in the order of both.

    Two lines that share a few words only, as any two sentences do, are two different lines.
    """
    head, tail = _untouched(old, new)
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail], head, head, 0)
    ends = [Run(0, 0, head), Run(len(old) - tail, len(new) - tail, tail)]
    return merged(list(_without_chance(old, new, merged([*ends, *middle]))))


def merged(found: Sequence[Run]) -> list[Run]:
    """Return runs in the order of the old text, those that follow one another in both texts made one."""
    joined: list[Run] = []
    for run in sorted(found):
        last = joined[-1] if joined else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        elif run.length:
            joined.append(run)
    return joined


def hunks(runs: Sequence[Run], old_length: int, new_length: int) -> list[Hunk]:
    """Return what stands between the runs, in reading order."""
    found, old, new = [], 0, 0
    for run in [*runs, Run(old_length, new_length, 0)]:
        if run.old > old or run.new > new:
            found.append(Hunk(old, run.old, new, run.new))
        old, new = run.old + run.length, run.new + run.length
    return found


def runs_of(changed: Sequence[tuple[int, int, int, int]], old_length: int, new_length: int) -> list[Run]:
    """Return the runs that exact replaced ranges leave, given in reading order.

    :raises ValueError: ranges overlap, or what they leave has not the same length in both texts.
    """
    found, old, new = [], 0, 0
    for hunk in [*sorted(Hunk(*one) for one in changed), Hunk(old_length, old_length, new_length, new_length)]:
        length = hunk.old_start - old
        if length < 0 or hunk.new_start - new != length or hunk.old_end < hunk.old_start or hunk.new_end < new:
            raise ValueError("replaced ranges do not fit the two texts")
        found.append(Run(old, new, length))
        old, new = hunk.old_end, hunk.new_end
    return merged(found)


def by_words(old: str, new: str) -> list[Hunk]:
    """Return what differs, to be read: whole words, changes that touch or are a few signs apart told as one."""
    told: list[Hunk] = []
    for hunk in hunks(kept(old, new), len(old), len(new)):
        start, end, new_start, new_end = hunk
        while start and new_start and old[start - 1] == new[new_start - 1] and _inside(old, start, new, new_start):
            start, new_start = start - 1, new_start - 1
        while end < len(old) and new_end < len(new) and old[end] == new[new_end] and _inside(old, end, new, new_end):
            end, new_end = end + 1, new_end + 1
        last = told[-1] if told else None
        if last and (start - last.old_end <= APART and "\n" not in old[last.old_end : start]):
            told[-1] = Hunk(last.old_start, end, last.new_start, new_end)
        else:
            told.append(Hunk(start, end, new_start, new_end))
    return told


def _inside(old: str, at: int, new: str, new_at: int) -> bool:
    """Say whether a place is inside a word, in either text."""
    return any(len(pair) == 2 and pair.isalnum() for pair in (old[at - 1 : at + 1], new[new_at - 1 : new_at + 1]))


# From lines to letters ----------------------------------------------------------------------------------------------


def flat(text: str) -> str:
    """Return a text without case or accents, sign for sign: of the same length, so that places are the same."""
    return text.translate(_FLAT)


def folded(text: str) -> str:
    """Return a text as it is compared: without case, accents or the shape of apostrophes and spaces."""
    return name_key(text.translate(_SIGNS))[0]


def _compared(old: str, new: str, at_old: int, at_new: int, grain: int) -> Iterator[Run]:
    """Match two texts that stand at these places, token by token of a grain, then what is left at the next one."""
    if old == new:
        yield Run(at_old, at_new, len(old))
        return
    if grain == len(GRAINS):
        yield from _by_letter(old, new, at_old, at_new)
        return
    first, second = GRAINS[grain].findall(old), GRAINS[grain].findall(new)
    here, there = _starts(first, at_old), _starts(second, at_new)
    done_old = done_new = 0
    for i, j, size in [*_same(first, second), (len(first), len(second), 0)]:
        if i > done_old and j > done_new:
            gap = "".join(first[done_old:i]), "".join(second[done_new:j])
            yield from _compared(*gap, here[done_old], there[done_new], grain + 1)
        for step in range(size):
            yield from _compared(first[i + step], second[j + step], here[i + step], there[j + step], grain + 1)
        done_old, done_new = i + size, j + size


def _same(first: list[str], second: list[str]) -> list[tuple[int, int, int]]:
    """Return the places of the tokens that are the same in both lists, and how many follow."""
    keys: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for token in (*first, *second):
        if token not in keys:
            keys[token] = folded(token.strip()) or token  # the last line has no line feed, and is the same line
            numbers.setdefault(keys[token], len(numbers))
    a, b = ([numbers[keys[token]] for token in tokens] for tokens in (first, second))
    return _blocks(a, b)


def _blocks(a: Sequence[int] | str, b: Sequence[int] | str) -> list[tuple[int, int, int]]:
    """Return what the shortest edit script leaves: places in both, and how many follow.

    In a short list a change counts as one thing taken out and one put in, so that the most is kept.
    """
    script = LCSseq.opcodes(a, b) if max(len(a), len(b)) <= FEW else Levenshtein.opcodes(a, b)
    return [(block.a, block.b, block.size) for block in script.as_matching_blocks() if block.size]


def _untouched(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at each end, up to the last word that is whole in both."""
    most = min(len(old), len(new))
    head = _largest(most, lambda size: old[:size] == new[:size])
    tail = _largest(most - head, lambda size: old[len(old) - size :] == new[len(new) - size :])
    while 0 < head < len(old) and not old[head - 1].isspace():
        head -= 1
    while 0 < tail < len(old) and not old[len(old) - tail].isspace():
        tail -= 1
    return head, tail


def _largest(most: int, same: Callable[[int], bool]) -> int:
    """Return the largest size up to ``most`` at which two ends are the same, by halves."""
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if same(middle) else (low, middle)
    return low


def _without_chance(old: str, new: str, runs: list[Run]) -> Iterator[Run]:
    """Give the runs, line by line, but for those of pairs of lines that have too little in common."""
    lines_old, lines_new = _line_starts(old), _line_starts(new)
    shared: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        at, end = run.old, run.old + run.length
        while at < end:
            line = bisect_right(lines_old, at) - 1
            stop = min(end, lines_old[line + 1] if line + 1 < len(lines_old) else end)
            place = run.new + at - run.old
            if at == lines_old[line] and stop - at > 1 and old[stop - 1] == "\n":
                yield Run(at, place, stop - at)  # a whole line
            else:
                pair = line, bisect_right(lines_new, place) - 1
                shared.setdefault(pair, []).append(Run(at, place, stop - at))
            at = stop
    for (line, other), parts in shared.items():
        ends = (_line(old, lines_old, line), _line(new, lines_new, other))
        most = min(_letters(text) for text in ends)
        if sum(_letters(old[part.old : part.old + part.length]) for part in parts) >= CHANCE * most:
            yield from parts


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _line(text: str, starts: list[int], line: int) -> str:
    return text[starts[line] : starts[line + 1] if line + 1 < len(starts) else len(text)]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _starts(tokens: list[str], at: int) -> list[int]:
    found = [at]
    for token in tokens:
        at += len(token)
        found.append(at)
    return found


def _by_letter(old: str, new: str, at_old: int, at_new: int) -> Iterator[Run]:
    """Match what two stretches share at their ends, and inside when they are short and much alike."""
    head, tail = _ends(old, new)
    if head:
        yield Run(at_old, at_new, head)
    if tail:
        yield Run(at_old + len(old) - tail, at_new + len(new) - tail, tail)
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not inner_old or not inner_new or max(len(inner_old), len(inner_new)) > LETTERS:
        return
    pairs = _blocks(inner_old, inner_new)
    if head + tail + sum(size for _, _, size in pairs) >= ALIKE * max(len(old), len(new)):
        yield from (Run(at_old + head + i, at_new + head + j, size) for i, j, size in pairs)


def _ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their start and, in what is left, at their end."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - head
    return head, next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)


# Cut and pasted -----------------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    start: int
    text: str


def moved(old: str, new: str, runs: Sequence[Run]) -> list[Run]:
    """Return the stretches that were cut from a place and pasted in another, a line at a time, even touched up.

    They stand in what ``runs`` leaves on both sides, and each character of either text is in one of them at most.
    """
    changed = hunks(runs, len(old), len(new))
    taken = [piece for h in changed for piece in _pieces(old, h.old_start, h.old_end)]
    put = [piece for h in changed for piece in _pieces(new, h.new_start, h.new_end)]
    found: list[Run] = []
    free_old, free_new = [True] * len(taken), [True] * len(put)
    for _, i, j in _likeness(taken, put):
        if free_old[i] and free_new[j]:
            free_old[i] = free_new[j] = False
            found += [run for run in _compared(taken[i].text, put[j].text, taken[i].start, put[j].start, 1)]
    return merged(found)


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Give the lines, or parts of lines, of a stretch; a word or two only when they are the whole of a line."""
    for line in LINE.finditer(text, start, end):
        words = [word for word in WORD.findall(line.group()) if word[0].isalnum()]
        whole = text[line.start() - 1 : line.start()] in ("", "\n") and _ends_a_line(text, line.end())
        if len(words) >= SEED or (words and whole):
            yield _Piece(line.start(), line.group())


def _ends_a_line(text: str, at: int) -> bool:
    return at == len(text) or "\n" in text[at - 1 : at + 1]


def _likeness(taken: list[_Piece], put: list[_Piece]) -> list[tuple[float, int, int]]:
    """Return the pairs of pieces that share enough series of words, the most alike first."""
    index: dict[tuple[str, ...], list[int]] = {}
    series_put = [_series(piece.text) for piece in put]
    for j, names in enumerate(series_put):
        for name in names:
            index.setdefault(name, []).append(j)
    found = []
    for i, piece in enumerate(taken):
        names = _series(piece.text)
        votes = Counter(j for name in names for j in index.get(name, ())[:20])
        for j, shared in votes.items():
            likeness = shared / max(1, min(len(names), len(series_put[j])))
            if likeness >= LIKENESS:
                # Of equals, the nearest in reading order: a series of short lines moves together.
                found.append((-likeness * shared, i, j))
    return sorted(found)


def _series(text: str) -> set[tuple[str, ...]]:
    words = [word for word in WORD.findall(folded(text)) if word[0].isalnum()]
    if len(words) < SEED:
        return {tuple(words)}
    return set(zip(*(words[shift:] for shift in range(SEED)), strict=False))
