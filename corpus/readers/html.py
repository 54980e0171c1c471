"""The reader of web pages (.html): pages saved from a browser, exports of transcription and survey programs.

Keeps the order of the work: encoding, parsing, body, notes, speakers, title, and the account of what is left out. The
page is walked in ``html_body``.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from corpus.errors import ReaderError
from corpus.readers.assembly import NOTHING_TO_READ, Draft, assemble, filled
from corpus.readers.decoding import MARKS, decode
from corpus.readers.glyphs import unknown_signs
from corpus.readers.html_body import Walk, drafts_of
from corpus.readers.html_notes import found_in
from corpus.readers.plain import UNKNOWN_SIGNS
from corpus.readers.reading_text import HEADING, ReadingText
from corpus.readers.recognition import HTML
from corpus.readers.registry import reads
from corpus.readers.speakers import name_turns
from corpus.readers.talks import name_talks

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
UNSOUND = re.compile("[\x00-\x08\x0e-\x1f]")
SPOILED = "{count} caractère(s) de la page étaient illisibles et sont remplacés par « \ufffd »."
PICTURES = "{count} image(s) de la page ne sont pas reprises dans le texte."
HIDDEN = "{count} passage(s) que la page n’affiche pas ne sont pas repris dans le texte."
TOO_DEEP = "La page est imbriquée au-delà de ce qui se lit : la fin peut manquer, comparez avec l’original."
LINKS = "Les adresses de {count} lien(s) ne figurent pas dans le texte de lecture ; elles restent dans le fichier reçu."


@reads(HTML)
class HtmlReader:
    """Reads .html files."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a web page. Raises ReaderError when it holds no text."""
        page, warnings = decoded(data)
        walk = Walk()
        drafts, notes, said = read_page(page, walk)
        name_turns(drafts)
        name_talks(drafts)
        title = walk.title or _first_heading(drafts, name)
        return assemble(walk.source, drafts + notes, title, [*warnings, *said])


def read_page(page: str, walk: Walk) -> tuple[list[Draft], list[Draft], list[str]]:
    """Blocks, notes and warnings of a decoded page. Raises ReaderError when it holds nothing."""
    # Characters are numbered by the program, not by the page: an encoding it still declares would be obeyed.
    text = UNSOUND.sub("", DECLARATION.sub("", page.removeprefix("\ufeff")))
    parser = HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReaderError(NOTHING_TO_READ) from error
    title = root.find(".//head/title")
    if title is not None:
        walk.title = " ".join("".join(title.itertext()).split()) or None
    walk.notes = found_in(root, walk.noted)
    walk.noted += len(walk.notes.holders)
    drafts = list(drafts_of(root, walk))
    notes = [draft for draft in drafts if draft.note is not None]
    warnings = [
        sentence.format(count=count)
        for sentence, count in ((PICTURES, walk.pictures), (HIDDEN, walk.hidden), (LINKS, walk.addresses))
        if count
    ]
    if walk.too_deep or any("depth" in entry.message for entry in parser.error_log):
        warnings.append(TOO_DEEP)
    if count := unknown_signs(walk.source):
        warnings.append(UNKNOWN_SIGNS.format(count=count))
    return filled([draft for draft in drafts if draft.note is None]), notes, warnings


def decoded(data: bytes) -> tuple[str, list[str]]:
    """Text of a page in the encoding its mark or its head declares, else in the one its bytes tell."""
    if not any(data.startswith(mark) for mark, _ in MARKS) and (match := DECLARED.search(data[:4096])):
        encoding = match.group(1).decode("ascii").lower()
        # Pages that declare Latin-1 are written in Windows-1252 (WHATWG Encoding Standard).
        encoding = "cp1252" if encoding in ("iso-8859-1", "latin1", "us-ascii", "ascii") else encoding
        if _is_encoding_of_text(encoding):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError:
                text = data.decode(encoding, "replace")
                if text.count("\ufffd") < len(text) / 1000:
                    return text, [SPOILED.format(count=text.count("\ufffd"))]
            except ValueError:
                pass
    return decode(data)


def _is_encoding_of_text(name: str) -> bool:
    """Whether a name is that of an encoding from bytes to text that a page may be in."""
    try:
        return codecs.lookup(name)._is_text_encoding and not codecs.lookup(name).name.startswith(("utf-16", "utf-32"))
    except (LookupError, ValueError):
        return False


def _first_heading(drafts: list[Draft], name: str) -> str | None:
    """First heading, else the name of the file."""
    heading = next((draft.text for draft in drafts if draft.kind == HEADING), None)
    return heading or PurePath(name).stem.replace("_", " ").strip() or None
