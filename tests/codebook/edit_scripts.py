"""Random edits of a text whose every character is marked, so that where a passage truly went is known.

The oracle is naive on purpose: a text is a list of (character, mark), an edit moves these pairs about, and a passage is
where its marks are. What is copied or typed bears no mark.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from rapidfuzz import fuzz

from codebook.following import CONTEXT, DOUBTFUL, LOST, Place

WHOLE_WORD = re.compile(r"\w{2,}")
ALIKE = 80  # percent of two lines that is the same, from which they are taken for one another
Marked = list[tuple[str, int | None]]
Number = st.integers(0, 999_999)  # a place or a choice, as a share of what there is

WORDS = (
    "le la les de des du un une et à en que qui ne pas il elle on dit oui non patient équipe visite réunion mardi "
    "cheffe facilitateur jalon site traitement consultation télésurveillance coordination confiance très peu encore "
    "l’hôpital d’abord c’est 🚪 2021 Dr Havremer ouvert reporté mesure dossier infirmière cardiologue demande"
).split()
REPEATED = ("Oui.", "Il ne dit rien.", "La réunion du mardi est reportée.", "Présents : l’équipe et la cheffe.")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Paragraphs of sentences from few words, some sentences and paragraphs standing several times."""
    sentence = st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=12).map(lambda ws: " ".join(ws).capitalize() + "."),
        st.sampled_from(REPEATED),
    )
    paragraphs = draw(st.lists(st.lists(sentence, min_size=1, max_size=5).map(" ".join), min_size=2, max_size=9))
    again = draw(st.lists(st.integers(0, len(paragraphs) - 1), max_size=1))
    return "\n".join([*paragraphs, *(paragraphs[at] for at in again)])


SCRIPTS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "replace", "move", "copy", "case", "accents", "cut"]),
        Number,
        Number,
        Number,
    ),
    min_size=1,
    max_size=4,
)
STRETCHES = st.lists(st.tuples(Number, Number, st.booleans()), min_size=1, max_size=6)


def marked(text: str) -> Marked:
    return [(sign, at) for at, sign in enumerate(text)]


def plain(text: Marked) -> str:
    return "".join(sign for sign, _ in text)


def stretches(text: str, drawn: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Passages of a text: between words, as people mark, or between any two characters."""
    found = []
    for where, how_long, by_word in drawn:
        start = where * len(text) // 1_000_000
        end = min(len(text), start + 1 + how_long % 160)
        if by_word:
            start = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
            ends = [at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0]
            end = min(ends, default=len(text))
        if text[start:end].strip():
            found.append((start, end))
    return found


def edited(text: Marked, script: Sequence[tuple[str, int, int, int]]) -> Marked:
    """The text after the edits of a script.

    Of paragraphs that are alike from the start, or nearly, which one was cut, or pasted elsewhere, cannot be read in
    the outcome: such lines are edited and copied, not moved nor taken out whole.
    """
    lines = _lines(text)
    words = [plain(line) for line in lines]
    fixed = {
        mark
        for at, line in enumerate(lines)
        if any(fuzz.ratio(words[at], other) > ALIKE for there, other in enumerate(words) if there != at)
        for _, mark in line
    }
    for name, one, two, three in script:
        if name in ("move", "cut"):
            text = _of_lines(text, one, two if name == "move" else None, fixed)
        else:
            text = _EDITS[name](text, one, two, three)
    return text


def _spread(text: Marked, one: int, two: int, longest: int = 60) -> tuple[int, int]:
    start = one * len(text) // 1_000_000
    return start, min(len(text), start + two % longest)


def _typed(number: int) -> Marked:
    words = [WORDS[(number // 7**power) % len(WORDS)] for power in range(1 + number % 6)]
    return [(sign, None) for sign in " ".join(words) + " " * (number % 2)]


def _insert(text: Marked, one: int, two: int, three: int) -> Marked:
    at, _ = _spread(text, one, 1)
    return text[:at] + _typed(two) + text[at:]


def _delete(text: Marked, one: int, two: int, three: int) -> Marked:
    start, end = _spread(text, one, two)
    return text[:start] + text[end:]


def _replace(text: Marked, one: int, two: int, three: int) -> Marked:
    start, end = _spread(text, one, two, 30)
    return text[:start] + _typed(three) + text[end:]


def _lines(text: Marked) -> list[Marked]:
    found: list[Marked] = [[]]
    for pair in text:
        if pair[0] == "\n":
            found.append([])
        else:
            found[-1].append(pair)
    return found


def _joined(lines: list[Marked]) -> Marked:
    joined: Marked = []
    for number, line in enumerate(lines):
        joined += ([("\n", None)] if number else []) + line
    return joined


def _of_lines(text: Marked, one: int, two: int | None, fixed: set[int | None]) -> Marked:
    """Cut a line that has no twin, and paste it elsewhere when a place is given."""
    lines = _lines(text)
    words = [plain(line) for line in lines]
    alone = [at for at, line in enumerate(lines) if words.count(words[at]) == 1 and not fixed & {m for _, m in line}]
    if not alone or len(lines) < 2:
        return text
    taken = lines.pop(alone[one % len(alone)])
    if two is not None:
        lines.insert(two % (len(lines) + 1), taken)
    return _joined(lines)


def _copy(text: Marked, one: int, two: int, three: int) -> Marked:
    lines = _lines(text)
    copied: Marked = [(sign, None) for sign, _ in lines[one % len(lines)]]
    lines.insert(two % (len(lines) + 1), copied)
    return _joined(lines)


def _case(text: Marked, one: int, two: int, three: int) -> Marked:
    start, end = _spread(text, one, two, 120)
    return text[:start] + [_changed(pair, str.upper) for pair in text[start:end]] + text[end:]


def _accents(text: Marked, one: int, two: int, three: int) -> Marked:
    bare = str.maketrans("éèêàâùûôîïç’", "eeeaauuoiic'")
    start, end = _spread(text, one, two, 200)
    return text[:start] + [_changed(pair, lambda sign: sign.translate(bare)) for pair in text[start:end]] + text[end:]


def _changed(pair: tuple[str, int | None], change) -> tuple[str, int | None]:  # noqa: ANN001
    sign = change(pair[0])
    return (sign, None) if sign != pair[0] and len(sign) == 1 else pair


_EDITS = {
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "copy": _copy,
    "case": _case,
    "accents": _accents,
}


@dataclass(frozen=True)
class Truth:
    """Where a passage truly went: the places of its marks that are left, its start, if it is whole, words left."""

    left: tuple[int, ...]
    first: int
    whole: bool
    words: int


def truth(old: str, start: int, end: int, new: Marked) -> Truth:
    """Read the marks. A line break is put in anew by an edit of lines, so it counts by its place alone."""
    where = {mark: at for at, (_, mark) in enumerate(new) if mark is not None}
    left = tuple(where[mark] for mark in range(start, end) if mark in where)
    if not left:
        return Truth((), 0, False, 0)
    first = left[0] - next(at for at in range(end - start) if start + at in where)
    text = plain(new)
    in_order = all(
        where.get(mark, -1) == first + mark - start or (old[mark] == "\n" and mark not in where)
        for mark in range(start, end)
    )
    whole = in_order and first >= 0 and text[first : first + end - start] == old[start:end]
    words = sum(
        all(where.get(mark) == where.get(word.start(), -9) + mark - word.start() for mark in range(*word.span()))
        for word in WHOLE_WORD.finditer(old, start, end)
    )
    return Truth(left, first, whole, words)


def verdict(old: str, start: int, end: int, new: Marked, place: Place) -> str:
    """Say what became of a passage, against the marks.

    right, same (another place equal in quote and neighbourhood), as_marked (the very quote and neighbourhood that were
    marked, of two that differ), asked; lost and elsewhere, which are faults; for words that were changed: touched
    (on what is left of them), apart (elsewhere), waiting (not found though a word is left); gone (no whole word is
    left, not found) and given (no whole word left, and yet a place).
    """
    true, text = truth(old, start, end, new), plain(new)
    if not true.whole:
        return _verdict_changed(true, place)
    if place.state == LOST:
        return "lost"
    first = true.first
    if place.start == first:
        return "right" if place.state != DOUBTFUL else "asked"
    length = end - start
    if place.state == DOUBTFUL and (first, first + length) in place.rivals:
        return "asked"
    if text[place.start : place.end] == old[start:end]:
        if _around(text, place.start, length) == _around(text, first, length):
            return "same"
        if place.state == DOUBTFUL:
            return "asked"
        if _around(text, place.start, length) == _around(old, start, length):
            return "as_marked"
    return "elsewhere"


def _verdict_changed(true: Truth, place: Place) -> str:
    if place.state == LOST:
        return "waiting" if true.words else "gone"
    if any(place.start <= at < place.end for at in true.left):
        return "touched"
    if place.state == DOUBTFUL:
        return "asked"
    return "apart" if true.words else "given"


def _around(text: str, start: int, length: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT) : start], text[start + length : start + length + CONTEXT]
