"""Cues of a recording gathered into turns of speech.

Keeps who speaks (a voice, a label « Nom : », a dash) and where a turn ends; sentences cut from one cue to the next are
put back together, and the time of a turn is that of its first words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.assembly import Draft
from corpus.readers.cues import Cue, Said
from corpus.readers.line_layout import ended
from corpus.readers.paragraphs import joint
from corpus.readers.reading_text import PARAGRAPH
from corpus.readers.speakers import LABEL, label_of, speakers_of
from corpus.readers.strand import Strand

SILENCE = 2_000
"""Milliseconds without a word after which, a sentence being over, a voice without a name starts a new paragraph."""

LONG, LONG_NAMED = 700, 3_000
"""Characters from which a turn goes on in a new block once a sentence is over, without a named voice and with one."""

DASH = re.compile(r"[-–—]\s*(?=[^\W\d_«“\"])")
LONGEST = 4
"""Times these lengths after which a turn is cut even where no sentence ends: some captions have no stops."""

AT_ONCE = 50
"""Milliseconds between two cues under which one follows the other at once."""

SHORT = 12
"""Length under which a cue said again is a word repeated (« Oui. ») rather than a line shown twice."""

MOST_LINES = 8
MOSTLY = 0.5
"""Share of cues that open with a label from which a label seen once is a speaker too."""


@dataclass(slots=True)
class _Under:
    """The turn under way: its block, when the last words ended, whether a dash opened it."""

    draft: Draft
    end: int | None
    dashed: bool = False


def turns_of(cues: list[Cue]) -> tuple[list[Draft], int]:
    """One block a turn, and how many repeated lines were taken out of rolling captions."""
    repeated = _rolled_off(cues)
    labels = _labels(cues)
    drafts: list[Draft] = []
    turn: _Under | None = None
    for cue in cues:
        dashes = sum(DASH.match(said.strand.text) is not None for said in cue.lines) >= 2
        for rank, said in enumerate(cue.lines):
            speaker, named = _speaker(said, labels)
            dashed = dashes and DASH.match(said.strand.text) is not None
            strand = said.strand
            if turn is not None and not dashed and _goes_on(turn, speaker, cue if rank == 0 else None):
                _join(turn, strand[named:] if speaker == turn.draft.speaker else strand)
            else:
                inherited = turn.draft.speaker if turn is not None and _inherits(said, dashed, turn) else None
                turn = _Under(Draft(PARAGRAPH, strand, speaker=speaker or inherited, time=cue.start), None, dashed)
                drafts.append(turn.draft)
        if turn is not None:
            turn.end = cue.end if cue.end is not None else cue.start
    return drafts, repeated


def _rolled_off(cues: list[Cue]) -> int:
    """Take out the lines that automatic captions show again with the next cue; how many."""
    taken = 0
    before: list[str] = []
    end: int | None = None
    for cue in cues:
        texts = [said.strand.text for said in cue.lines]
        again = next((n for n in range(min(len(before), len(texts)), 0, -1) if before[-n:] == texts[:n]), 0)
        # Words said twice are apart; words shown twice follow at once.
        at_once = end is not None and cue.start is not None and cue.start - end <= AT_ONCE
        if again and at_once and (len(texts) > again or len(" ".join(texts)) > SHORT):
            cue.lines = cue.lines[again:]
            taken += again
        before, end = texts[-MOST_LINES:] or before, cue.end
    return taken


def _labels(cues: list[Cue]) -> frozenset[str]:
    """Labels « Nom : » that name speakers."""
    texts = [said.strand.text for cue in cues for said in cue.lines if said.voice is None]
    labelled = [label for label in map(label_of, texts) if label is not None]
    if labelled and len(labelled) >= MOSTLY * max(1, sum(bool(cue.lines) for cue in cues)) and len(labelled) >= 2:
        return frozenset(labelled)
    return speakers_of(texts)


def _speaker(said: Said, labels: frozenset[str]) -> tuple[str | None, int]:
    """Who says a line, and the length of the label that names them in it."""
    if said.voice is not None:
        return said.voice, 0
    label = label_of(said.strand.text)
    if label is None or label not in labels:
        return None, 0
    match = LABEL.match(said.strand.text)
    assert match is not None  # label_of has just matched it
    rest = said.strand.text[match.end() :]
    return label.strip("[]"), match.end() + len(rest) - len(rest.lstrip())


def _inherits(said: Said, dashed: bool, turn: _Under) -> bool:
    """Whether a line without a name, set in a new block, is still of the speaker of the turn under way."""
    return not dashed and not turn.dashed and said.voice is None and turn.draft.speaker is not None


def _goes_on(turn: _Under, speaker: str | None, cue: Cue | None) -> bool:
    """Whether a line belongs to the turn under way; ``cue`` is given for the first line of one."""
    if speaker is not None and speaker != turn.draft.speaker:
        return False
    over, length = ended(turn.draft.text), len(turn.draft.text)
    long = LONG if turn.draft.speaker is None else LONG_NAMED
    if length >= LONGEST * long or (over and (length >= long or turn.dashed)):
        return False
    if turn.draft.speaker is not None:
        return True
    pause = 0
    if cue is not None and cue.start is not None and turn.end is not None:
        pause = cue.start - turn.end
    return pause < SILENCE or not (over or length >= long)


def _join(turn: _Under, strand: Strand) -> None:
    """Put a line after the turn under way."""
    if not strand.text.strip():
        return
    between = joint(turn.draft.text, strand.text, tight=True)
    if between == "" and not strand.text[0].islower():
        between = " "
    turn.draft.append(Draft(PARAGRAPH, strand), between)
