"""A long text cut into parts short enough to be edited one at a time: by headings, then by blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.versions import INSIDE, Segment

WHOLE = 12_000  # characters up to which a text is edited whole
PART = 4_000  # characters of a part, about


@dataclass(frozen=True)
class Part:
    """A stretch ``[start, end)`` of a text that starts and ends with blocks, and its first words."""

    start: int
    end: int
    title: str


def parts(text: str, segments: Sequence[Segment]) -> list[Part]:
    """Return the parts of a text in order; a line feed stands between one and the next."""
    if len(text) <= WHOLE:
        return [Part(0, len(text), "Tout le texte")]
    found: list[Part] = []
    start = end = 0
    for block in (segment for segment in segments if segment.kind not in INSIDE and segment.end > segment.start):
        if end > start and (block.end - start > PART or (block.kind == "heading" and end - start > PART // 4)):
            found.append(_part(text, start, end))
            start = block.start
        end = block.end
    found.append(_part(text, start, len(text)))
    return found


def _part(text: str, start: int, end: int) -> Part:
    line = text[start:end].split("\n", 1)[0]
    return Part(start, end, line if len(line) <= 70 else line[:70].rsplit(" ", 1)[0] + " …")
