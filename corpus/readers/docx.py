"""The reader of Word files (.docx).

Keeps the order of the work: parts, body, notes, speakers, title, and the account of what is not in the reading text.
The XML itself is walked in ``docx_body``.
"""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree

from corpus.errors import ReaderError
from corpus.readers.assembly import Draft, assemble, filled
from corpus.readers.docx_body import Walk, drafts_of, notes_of
from corpus.readers.docx_package import opened, w
from corpus.readers.docx_styles import Styles
from corpus.readers.glyphs import unknown_signs
from corpus.readers.plain import UNKNOWN_SIGNS
from corpus.readers.reading_text import HEADING, ReadingText
from corpus.readers.recognition import DAMAGED, DOCX
from corpus.readers.registry import reads
from corpus.readers.speakers import name_turns
from corpus.readers.talks import name_talks
from corpus.readers.zipped import Package

BODY, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
FOOTNOTES, ENDNOTES = "word/footnotes.xml", "word/endnotes.xml"
TITLE = "{http://purl.org/dc/elements/1.1/}title"

BOXES = "{count} zone(s) de texte ont été lues à la suite du paragraphe qui les porte : vérifiez leur place."
COMMENTS = "Les commentaires du document Word ne sont pas repris dans le texte."
DELETED = "Des passages supprimés en suivi des modifications ne sont pas repris dans le texte."
ORPHANS = "Appels de note sans note dans le document Word : {labels}."
NOT_CALLED = "Notes de bas de page sans appel dans le texte : {labels}."


@reads(DOCX)
class DocxReader:
    """Reads .docx files."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a Word file. Raises ReaderError when it is protected, damaged or too large."""
        package = opened(data, (BODY, STYLES, CORE, FOOTNOTES, ENDNOTES))
        root = package.parts.get(BODY)
        body = None if root is None else root.find(w("body"))
        if body is None:
            raise ReaderError(DAMAGED)
        walk = Walk(styles=Styles(package.parts.get(STYLES)))
        drafts = list(drafts_of(body, walk))
        notes = list(notes_of(package.parts.get(FOOTNOTES), "footnote", walk))
        notes += notes_of(package.parts.get(ENDNOTES), "endnote", walk)
        drafts = filled(drafts)
        warnings = _account(package, body, drafts, notes, walk)
        name_turns(drafts)
        name_talks(drafts)
        title = _core_title(package.parts.get(CORE)) or walk.title or _title(drafts, name)
        return assemble(walk.source, drafts + notes, title, warnings)


def _account(package: Package, body: etree._Element, drafts: list[Draft], notes: list[Draft], walk: Walk) -> list[str]:
    """What the person should know of what is missing or odd; orphan calls are taken out of the drafts."""
    warnings = []
    labels = {note.note for note in notes}
    called = {label for draft in [*drafts, *notes] for _, label in draft.calls}
    for draft in [*drafts, *notes]:
        draft.calls = [(at, label) for at, label in draft.calls if label in labels]
    if orphans := sorted(called - labels):
        warnings.append(ORPHANS.format(labels=", ".join(orphans)))
    if uncalled := [note.note for note in notes if note.note and note.note not in called]:
        warnings.append(NOT_CALLED.format(labels=", ".join(uncalled)))
    if walk.boxes:
        warnings.append(BOXES.format(count=walk.boxes))
    if any(name.startswith("word/comments") for name in package.names):
        warnings.append(COMMENTS)
    if next(body.iter(w("delText")), None) is not None:
        warnings.append(DELETED)
    if count := unknown_signs(walk.source):
        warnings.append(UNKNOWN_SIGNS.format(count=count))
    return warnings


def _core_title(root: etree._Element | None) -> str | None:
    """Title in the properties of the file."""
    element = None if root is None else root.find(TITLE)
    text = "" if element is None else "".join(element.itertext())
    return " ".join(text.split()) or None


def _title(drafts: list[Draft], name: str) -> str | None:
    """First heading, else the name of the file."""
    for draft in drafts:
        if draft.kind == HEADING:
            return draft.text
    return PurePath(name).stem.replace("_", " ").strip() or None
