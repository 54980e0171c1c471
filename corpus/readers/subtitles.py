"""The reader of subtitle files: WebVTT (.vtt) and SubRip (.srt), from meetings and transcription programs.

Keeps the order of the work and the account of what is odd. The grammar stands in ``cues``, the turns in ``turns``.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePath

from corpus.readers.assembly import assemble
from corpus.readers.cues import Cues, cues_of
from corpus.readers.decoding import decode
from corpus.readers.reading_text import ReadingText
from corpus.readers.recognition import SUBTITLES
from corpus.readers.registry import reads
from corpus.readers.turns import turns_of

UNTIMED = "{count} repère(s) de temps sont illisibles : les paroles sont gardées, sans leur heure."
BACKWARDS = "Le temps revient en arrière à {count} endroit(s) : l’ordre du fichier est gardé."
COMMENTS = "{count} commentaire(s) du fichier (NOTE) ne sont pas repris dans le texte."
REPEATED = "{count} ligne(s) répétées d’un sous-titre au suivant ont été retirées."


@reads(SUBTITLES)
class SubtitleReader:
    """Reads .vtt and .srt files."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a subtitle file, one block a turn. Raises ReaderError when ``data`` is not text."""
        source, warnings = decode(data)
        return read_subtitles(name, source, warnings)


def read_subtitles(name: str, source: str, warnings: list[str]) -> ReadingText:
    """Reading text of the decoded file ``source``; ``warnings`` are those its decoding gave."""
    found = cues_of(source)
    drafts, repeated = turns_of(found.cues)
    told = [*warnings, *_account(found, repeated)]
    return assemble(source, drafts, PurePath(name).stem.replace("_", " ").strip() or None, told)


def _account(found: Cues, repeated: int) -> list[str]:
    """What the person should know of the file."""
    starts = [cue.start for cue in found.cues if cue.start is not None]
    counts = (
        (UNTIMED, found.untimed),
        (BACKWARDS, sum(later < earlier for earlier, later in pairwise(starts))),
        (COMMENTS, found.comments),
        (REPEATED, repeated),
    )
    return [sentence.format(count=count) for sentence, count in counts if count]
