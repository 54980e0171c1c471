"""The reader of RTF files (.rtf), as Word, WordPad, LibreOffice and transcription programs write them.

Keeps the order of the work and the account of what is not in the reading text. The language is read in ``rtf_body``.
"""

from __future__ import annotations

from pathlib import PurePath

from corpus.readers.assembly import Draft, assemble, filled
from corpus.readers.glyphs import unknown_signs
from corpus.readers.plain import UNKNOWN_SIGNS
from corpus.readers.reading_text import HEADING, ReadingText
from corpus.readers.recognition import RTF
from corpus.readers.registry import reads
from corpus.readers.rtf_body import Body, body_of
from corpus.readers.speakers import name_turns
from corpus.readers.talks import name_talks

CUT = "Le fichier RTF s’arrête avant sa fin : des passages peuvent manquer, comparez avec l’original."
BOXES = "{count} zone(s) de texte ont été lues à la fin du document : vérifiez leur place."
GONE = "Des passages masqués, ou supprimés en suivi des modifications, ne sont pas repris dans le texte."
COMMENTS = "Les commentaires du document ne sont pas repris dans le texte."
PICTURES = "Les images et les objets du document ne sont pas repris dans le texte."
FORMULAS = "Les équations du document ne sont pas reprises dans le texte."


@reads(RTF)
class RtfReader:
    """Reads .rtf files."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of an RTF file; one that stops before its end is read as far as it goes, and told."""
        body = body_of(data[data.index(b"{\\rtf") :])
        drafts = filled([draft for flow in [body.flows[0], *body.finished] for draft in flow.end()])
        notes = [note for flow in body.notes for note in flow.drafts]
        labels = {note.note for note in notes}
        for draft in [*drafts, *notes]:
            draft.calls = [(at, label) for at, label in draft.calls if label in labels]
        name_turns(drafts)
        name_talks(drafts)
        title = " ".join(body.head.title.split()) or body.flows[0].title or _first_heading(drafts, name)
        return assemble(body.received.source, drafts + notes, title, _account(body))


def _account(body: Body) -> list[str]:
    """What the person should know of what is missing or odd."""
    told = (
        (CUT, body.cut),
        (BOXES.format(count=body.boxes), body.boxes),
        (GONE, "gone" in body.met),
        (COMMENTS, "annotation" in body.met),
        (PICTURES, bool(body.met & {"pict", "object"})),
        (FORMULAS, bool(body.met & {"mmath", "moMath", "moMathPara"})),
    )
    warnings = [sentence for sentence, so in told if so]
    if count := unknown_signs(body.received.source):
        warnings.append(UNKNOWN_SIGNS.format(count=count))
    return warnings


def _first_heading(drafts: list[Draft], name: str) -> str | None:
    """First heading, else the name of the file."""
    heading = next((draft.text for draft in drafts if draft.kind == HEADING), None)
    return heading or PurePath(name).stem.replace("_", " ").strip() or None
