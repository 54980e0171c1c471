"""Cues of a subtitle file, WebVTT or SubRip: their time, and their lines without marks.

Keeps the grammar of the two formats (WebVTT: W3C Candidate Recommendation, 2019; SubRip has no standard). What cues
become is left to ``turns``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.readers.strand import Strand

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"\s*{CLOCK}\s*-->\s*{CLOCK}(?:\s|$)")
ARROW = "-->"
NOTHING_SAID = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
VOICE = re.compile(r"<v(?:\.[^\s>]*)*[ \t]+([^>\n]*)>")
MARK = re.compile(
    r"</?(?:v|c|i|b|u|lang|ruby|rt|font|s)(?:[.\s][^>\n]*)?>|<\d[\d:.]*>|\{\\[^}\n]*\}",
    re.IGNORECASE,
)
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&quot;": '"', "&#39;": "'"}
SILENT = re.compile(r"&(?:lrm|rlm);|[\u200e\u200f\ufeff]")
ENTITY = re.compile("|".join(map(re.escape, ENTITIES)))


@dataclass(slots=True)
class Cue:
    """A cue: when it starts and ends (milliseconds, None when the file does not say), and what is said in it."""

    start: int | None
    end: int | None
    lines: list[Said] = field(default_factory=list)


@dataclass(slots=True)
class Said:
    """A line of a cue and the voice that a mark ``<v …>`` gives it."""

    strand: Strand
    voice: str | None = None


@dataclass(slots=True)
class Cues:
    """What a file holds: its cues, how many of its timings cannot be read, how many comments it has."""

    cues: list[Cue] = field(default_factory=list)
    untimed: int = 0
    comments: int = 0


def is_webvtt(text: str) -> bool:
    """Whether a text opens as a WebVTT file."""
    return re.match(r"\ufeff?WEBVTT(?:[ \t\r\n]|\Z)", text) is not None


def is_subrip(text: str) -> bool:
    """Whether a text opens as a SubRip file: a number, then a timing."""
    opening = text[:4000].lstrip("\ufeff \t\r\n").splitlines()[:3]
    return len(opening) >= 2 and opening[0].strip().isdecimal() and TIMING.match(opening[1]) is not None


def cues_of(source: str) -> Cues:
    """The cues of ``source`` in the order of the file.

    A stretch without a timing is a comment, a style or the head of the file, and is left out; a cue whose timing cannot
    be read keeps its words and loses its time.
    """
    found = Cues()
    stretch: list[tuple[int, int]] = []
    head = is_webvtt(source)
    at = 0
    while at < len(source):
        match = LINE.match(source, at)
        assert match is not None  # the pattern matches any line, empty or not
        end = at + len(match.group().rstrip("\r\n"))
        if source[at:end].strip():
            stretch.append((at, end))
        else:
            head = _close(source, stretch, found, head)
            stretch = []
        at = match.end() if match.end() > at else len(source)
    _close(source, stretch, found, head)
    return found


def _close(source: str, stretch: list[tuple[int, int]], found: Cues, head: bool) -> bool:
    """Read the lines between two blank ones; whether the head of the file is still to come."""
    if not stretch:
        return head
    first = source[slice(*stretch[0])]
    timed = next((rank for rank, line in enumerate(stretch[:2]) if ARROW in source[slice(*line)]), None)
    if timed is None:
        if head or NOTHING_SAID.match(first):
            found.comments += NOTHING_SAID.match(first) is not None and first.startswith("NOTE")
        elif found.cues:
            # Some programs leave a blank line inside a cue: what follows is still said.
            found.cues[-1].lines += _spoken(source, stretch)
        else:
            found.cues.append(Cue(None, None, _spoken(source, stretch)))
        return False
    match = TIMING.match(source[slice(*stretch[timed])])
    start, end = (None, None) if match is None else (_time(match.groups()[:4]), _time(match.groups()[4:]))
    found.untimed += match is None
    found.cues.append(Cue(start, end, _spoken(source, stretch[timed + 1 :])))
    return False


def _time(parts: tuple[str | None, ...]) -> int:
    """Milliseconds of a clock time; a fraction of two digits counts hundredths."""
    hours, minutes, seconds, fraction = parts
    return (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)) * 1000 + int(
        (fraction or "0").ljust(3, "0")
    )


def _spoken(source: str, stretch: list[tuple[int, int]]) -> list[Said]:
    """The lines said, marks off; a voice lasts until the end of its cue or the next voice."""
    lines: list[Said] = []
    voice: str | None = None
    for start, end in stretch:
        at = start
        for mark in VOICE.finditer(source, start, end):
            _add(lines, source, at, mark.start(), voice)
            voice = " ".join(ENTITY.sub(lambda match: ENTITIES[match.group()], mark.group(1)).split()) or None
            at = mark.end()
        _add(lines, source, at, end, voice)
    return lines


def _add(lines: list[Said], source: str, start: int, end: int, voice: str | None) -> None:
    """Add what is said between two offsets, unless it is nothing."""
    strand = Strand.taken(source, start, end)
    gone = sorted(match.span() for shape in (MARK, SILENT) for match in shape.finditer(strand.text))
    strand = _entities_read(strand.without(gone))
    left, right = len(strand) - len(strand.text.lstrip()), len(strand.text.rstrip())
    if left < right:
        lines.append(Said(strand[left:right], voice))


def _entities_read(strand: Strand) -> Strand:
    """Each entity replaced by its character, which stands where the entity starts."""
    parts, at = [], 0
    for match in ENTITY.finditer(strand.text):
        parts.append(strand[at : match.start()])
        parts.append(Strand(ENTITIES[match.group()], strand.origin[match.start() : match.start() + 1]))
        at = match.end()
    return Strand.joined([*parts, strand[at:]])
