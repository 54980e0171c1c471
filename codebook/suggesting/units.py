"""Which stretches of a text may be proposed: its sentences, out of headings and of the labels of speakers.

A sentence that opens with the label of who speaks starts after it, so that « Infirmière : » at each turn is no passage.
Knows texts and their segments, not studies.
"""

from bisect import bisect_right
from collections.abc import Sequence

from corpus.language.sentences import sentences
from corpus.readers.speakers import label_of
from corpus.versions import INSIDE, Segment

EXTENTS = {"sentence": "la phrase", "words": "les mots trouvés", "paragraph": "le paragraphe"}
_LEFT_OUT = ("heading",)

Stretch = tuple[int, int]


def units(text: str, segments: Sequence[Segment]) -> list[Stretch]:
    """Return the sentences of a text that may be proposed, in order, apart, none of them only signs."""
    blocks = [segment for segment in segments if segment.kind not in INSIDE]
    starts = [block.start for block in blocks]
    found = []
    for start, end in sentences(text):
        block = blocks[at] if blocks and (at := bisect_right(starts, start) - 1) >= 0 else None
        if block is not None and block.kind in _LEFT_OUT and start < block.end:
            continue
        start = _after_label(text, start, end, block)
        if any(sign.isalnum() for sign in text[start:end]):
            found.append((start, end))
    return found


def _after_label(text: str, start: int, end: int, block: Segment | None) -> int:
    """Return where the words of a sentence start, past the label of the speaker when it opens a turn."""
    if block is None or not block.speaker or text[block.start : start].strip():
        return start
    label = label_of(text[start:end])
    if label is None or label.strip("[]") != block.speaker:
        return start
    colon = text.find(":", start + len(label), end)
    rest = text[colon + 1 : end] if colon >= 0 else ""
    return end - len(rest.lstrip()) if rest.strip() else start


def paragraph(text: str, segments: Sequence[Segment], start: int, end: int) -> Stretch:
    """Return the paragraph that holds a stretch, without the white space at its ends; the line when there is none."""
    blocks = [segment for segment in segments if segment.kind not in INSIDE and segment.start <= start < segment.end]
    low, high = (blocks[-1].start, max(end, blocks[-1].end)) if blocks else _line(text, start, end)
    inner = text[low:high]
    return high - len(inner.lstrip()), low + len(inner.rstrip())


def _line(text: str, start: int, end: int) -> Stretch:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after
