"""The reader of OpenDocument texts (.odt).

Keeps the order of the work: parts, body, notes, speakers, title, and the account of what is not in the reading text.
The XML itself is walked in ``odt_body``, after OpenDocument 1.3 part 3 (OASIS, 2021).
"""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree

from corpus.errors import ReaderError
from corpus.readers import zipped
from corpus.readers.assembly import Draft, assemble, filled
from corpus.readers.glyphs import unknown_signs
from corpus.readers.odt_body import Walk, drafts_of, named
from corpus.readers.odt_styles import Styles
from corpus.readers.plain import UNKNOWN_SIGNS
from corpus.readers.reading_text import HEADING, ReadingText
from corpus.readers.recognition import ODT
from corpus.readers.registry import reads
from corpus.readers.speakers import name_turns
from corpus.readers.talks import name_talks
from corpus.readers.zipped import Sentences

BODY, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
PROTECTED = (
    "Ce document OpenDocument est protégé par un mot de passe : ouvrez-le dans LibreOffice, retirez le mot de passe, "
    "enregistrez-le, puis déposez-le de nouveau."
)
SAID = Sentences(
    "Ce document OpenDocument est endommagé et ne peut pas être ouvert : ouvrez-le dans LibreOffice, enregistrez-le de "
    "nouveau en .odt, puis déposez-le.",
    PROTECTED,
    "Ce document OpenDocument dépasse {limit} Mo une fois décompressé : retirez-en les images ou partagez-le en "
    "plusieurs documents, puis déposez-les.",
)
BOXES = "{count} zone(s) de texte ont été lues à la suite du paragraphe qui les porte : vérifiez leur place."
COMMENTS = "Les commentaires du document ne sont pas repris dans le texte."
DELETED = "Des passages supprimés en suivi des modifications ne sont pas repris dans le texte."
PICTURES = "{count} image(s) du document ne sont pas reprises dans le texte."


@reads(ODT)
class OdtReader:
    """Reads .odt files."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of an OpenDocument text. Raises ReaderError when it is protected, damaged or too large."""
        manifest = zipped.opened(data, (MANIFEST,), SAID).parts.get(MANIFEST)
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise ReaderError(PROTECTED)
        parts = zipped.opened(data, (BODY, STYLES, META), SAID).parts
        root = parts.get(BODY)
        body = None if root is None else root.find(f"{named('office:body')}/{named('office:text')}")
        if root is None or body is None:
            raise ReaderError(SAID.damaged)
        walk = Walk(styles=Styles(parts.get(STYLES), root))
        drafts = filled(list(drafts_of(body, walk)))
        warnings = _account(body, walk)
        name_turns(drafts)
        name_talks(drafts)
        title = _title(parts.get(META)) or walk.title or _first_heading(drafts, name)
        return assemble(walk.source, drafts + walk.notes, title, warnings)


def _account(body: etree._Element, walk: Walk) -> list[str]:
    """What the person should know of what is not in the reading text."""
    warnings = []
    if walk.boxes:
        warnings.append(BOXES.format(count=walk.boxes))
    if next(body.iter(named("office:annotation")), None) is not None:
        warnings.append(COMMENTS)
    deletions = body.iter(named("text:deletion"))
    if any("".join(deletion.itertext()).strip() for deletion in deletions):
        warnings.append(DELETED)
    if count := sum(1 for _ in body.iter(named("draw:image"))):
        warnings.append(PICTURES.format(count=count))
    if count := unknown_signs(walk.source):
        warnings.append(UNKNOWN_SIGNS.format(count=count))
    return warnings


def _title(root: etree._Element | None) -> str | None:
    """Title in the properties of the file."""
    element = None if root is None else next(root.iter(TITLE), None)
    text = "" if element is None else "".join(element.itertext())
    return " ".join(text.split()) or None


def _first_heading(drafts: list[Draft], name: str) -> str | None:
    """First heading, else the name of the file."""
    heading = next((draft.text for draft in drafts if draft.kind == HEADING), None)
    return heading or PurePath(name).stem.replace("_", " ").strip() or None
