"""What a received file is, from its content.

Keeps the signatures of files and the signs of Markdown; the extension only tips the balance. Reading itself is left
to the readers; a kind of file that is known but not read is refused here with a sentence that says what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from corpus.errors import ReaderError

DOCX = "docx"
MARKDOWN = "markdown"
PLAIN = "plain"

READ = "les types lus sont .docx, .md et .txt"
NOT_READ = f"{{what}} ne se lit pas encore ({READ}) : enregistrez-le dans l’un d’eux, puis déposez-le."
PROTECTED = (
    "Ce document Word est protégé par un mot de passe : ouvrez-le dans Word, retirez le mot de passe, "
    "enregistrez-le, puis déposez-le de nouveau."
)
OLD_WORD = (
    "Ce document est à l’ancien format Word (.doc) : ouvrez-le dans Word ou LibreOffice, enregistrez-le en .docx, "
    "puis déposez-le de nouveau."
)
DAMAGED = (
    "Ce document Word est endommagé et ne peut pas être ouvert : ouvrez-le dans Word ou LibreOffice, "
    "enregistrez-le de nouveau en .docx, puis déposez-le."
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = (
    (b"%PDF-", "Un fichier PDF"),
    (b"{\\rtf", "Un fichier RTF"),
    (b"\x89PNG", "Une image"),
    (b"\xff\xd8\xff", "Une image"),
    (b"GIF8", "Une image"),
    (b"Rar!", "Une archive"),
    (b"7z\xbc\xaf", "Une archive"),
    (b"\x1f\x8b", "Une archive"),
)
SOUNDS = (b"ID3", b"RIFF", b"OggS")
ZIPPED = (
    ("content.xml", "Un fichier OpenDocument (.odt, .ods, .odp)"),
    ("xl/workbook.xml", "Un classeur Excel"),
    ("ppt/presentation.xml", "Un diaporama PowerPoint"),
)
WEB_PAGE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!doctype html|<html)\b", re.IGNORECASE)


def container(data: bytes) -> str | None:
    """``DOCX`` for a Word document, None for what may be text.

    Raises ReaderError for a file of another known kind, for a protected and for a damaged Word document.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReaderError(NOT_READ.format(what=what))
    if WEB_PAGE.match(data[:2000]):
        raise ReaderError(NOT_READ.format(what="Une page web"))
    if data.startswith(OLE):
        raise ReaderError(_ole_sentence(data))
    if (data.startswith(SOUNDS) and b"\0" in data[:200]) or data[:3] + data[4:8] == b"\0\0\0ftyp":
        raise ReaderError(NOT_READ.format(what="Un enregistrement sonore ou vidéo"))
    return _zip_container(data) if data.startswith(b"PK") else None


def _ole_sentence(data: bytes) -> str:
    """Why a file in the old container of Microsoft Office cannot be read."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PROTECTED
    if "WordDocument".encode("utf-16-le") in data:
        return OLD_WORD
    return NOT_READ.format(what="Un ancien fichier Office")


def _zip_container(data: bytes) -> str | None:
    """Kind of a zipped file; text that happens to start with « PK » is left alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        if data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
            raise ReaderError(DAMAGED) from error
        return None
    if "word/document.xml" in names:
        return DOCX
    for name, what in ZIPPED:
        if name in names:
            raise ReaderError(NOT_READ.format(what=what))
    if "[Content_Types].xml" in names:
        raise ReaderError(DAMAGED)
    raise ReaderError(NOT_READ.format(what="Une archive"))


SIGNS_OF_MARKDOWN = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^ {0,3}#{1,6} +\S",
        r"</?sup>",
        r"\*\*[^\s*][^*\n]*\*\*",
        r"(?<!\\)\[[^\]\n]+\]\([^)\s]*\)",
        r"^ {0,3}(?:```|~~~)",
        r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$",
        r"^\[\^[^\]\n]+\]:",
        r"^ {0,3}\S[^\n]*\n(?:={3,}|-{3,}) *$",
        r"\A---\n(?:[^\n]*\n){0,40}?---\n",
        r"^ {0,3}> ?\S",
    )
)


def kind_of_text(name: str, text: str) -> str:
    """``MARKDOWN`` or ``PLAIN``, on the signs found in ``text``; one sign is enough for a file named .md."""
    enough = 1 if PurePath(name).suffix.lower() in (".md", ".markdown") else 2
    seen = 0
    for sign in SIGNS_OF_MARKDOWN:
        seen += sum(1 for _, _ in zip(sign.finditer(text), range(enough), strict=False))
        if seen >= enough:
            return MARKDOWN
    return PLAIN
