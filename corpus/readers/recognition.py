"""What a received file is, from its content.

Keeps the signatures of files and the signs of Markdown; the extension only tips the balance. Reading itself is left
to the readers; a kind of file that is known but not read is refused here with a sentence that says what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath

from corpus.errors import ReaderError
from corpus.readers.cues import is_subrip, is_webvtt

DOCX = "docx"
ODT = "odt"
RTF = "rtf"
PDF = "pdf"
HTML = "html"
MAIL = "mail"
SUBTITLES = "subtitles"
WORKBOOK = "workbook"
MARKDOWN = "markdown"
PLAIN = "plain"

READ = "les types lus sont .docx, .odt, .rtf, .pdf, .html, .eml, .vtt, .srt, .md et .txt"
NOT_READ = f"{{what}} ne se lit pas ({READ}) : enregistrez-le dans l’un d’eux, puis déposez-le."
WHOLE_TABLE = (
    "Un classeur ne se lit pas comme un texte : déposez-le seul sur la page « Importer », où chaque ligne devient un "
    "document."
)
PROTECTED = (
    "Ce document est protégé par un mot de passe : ouvrez-le dans Word ou Excel, retirez le mot de passe, "
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
    (b"\x89PNG", "Une image"),
    (b"\xff\xd8\xff", "Une image"),
    (b"GIF8", "Une image"),
    (b"Rar!", "Une archive"),
    (b"7z\xbc\xaf", "Une archive"),
    (b"\x1f\x8b", "Une archive"),
)
SOUNDS = (b"ID3", b"RIFF", b"OggS")
ZIPPED = (
    ("content.xml", "Un fichier OpenDocument autre que .odt"),
    ("xl/workbook.bin", "Un classeur Excel binaire (.xlsb)"),
    ("ppt/presentation.xml", "Un diaporama PowerPoint"),
)
STARTS = ((b"%PDF-", PDF), (b"{\\rtf", RTF))
WEB_PAGE = re.compile(
    r"(?:\s|\ufeff|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*(?:<!doctype\s+html|<html|<head|<body)\b",
    re.IGNORECASE | re.DOTALL,
)
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
PDF_WITHIN = 1024
"""Bytes within which the mark of a PDF may stand (ISO 32000-1, annex H)."""


def container(data: bytes) -> str | None:
    """Kind of a file that its first bytes or its parts tell, None for what may be text.

    Raises ReaderError for a file of a known kind that is not read, for a protected and for a damaged document.
    """
    for start, kind in STARTS:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(start):
            return kind
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReaderError(NOT_READ.format(what=what))
    if data.startswith(OLE):
        raise ReaderError(_ole_sentence(data))
    if (data.startswith(SOUNDS) and b"\0" in data[:200]) or data[:3] + data[4:8] == b"\0\0\0ftyp":
        raise ReaderError(NOT_READ.format(what="Un enregistrement sonore ou vidéo"))
    if data.startswith(b"PK"):
        return _zip_container(data)
    return PDF if b"\0" in data[:PDF_WITHIN] and b"%PDF-" in data[:PDF_WITHIN] else None


def damaged_workbook() -> str:
    """What is said of a workbook that cannot be opened."""
    return (
        "Ce classeur est endommagé et ne peut pas être ouvert : ouvrez-le dans Excel ou LibreOffice, enregistrez-le de "
        "nouveau en .xlsx, puis déposez-le."
    )


def protected_workbook() -> str:
    """What is said of a workbook behind a password."""
    return (
        "Ce classeur est protégé par un mot de passe : ouvrez-le, retirez le mot de passe, enregistrez-le, puis "
        "déposez-le de nouveau."
    )


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
            kind = archive.open("mimetype").read(200) if "mimetype" in names else ODT_TYPE
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        if data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
            raise ReaderError(DAMAGED) from error
        return None
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return WORKBOOK
    if "content.xml" in names and kind.strip().startswith(ODT_TYPE) and b"master" not in kind:
        return ODT
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
        r"\*\*[^\s*][^*\n]{0,400}\*\*",
        r"(?<!\\)\[[^\[\]\n]{1,400}\]\([^)\s]{0,800}\)",
        r"^ {0,3}(?:```|~~~)",
        r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$",
        r"^\[\^[^\]\n]{1,40}\]:",
        r"^ {0,3}\S[^\n]*\n(?:={3,}|-{3,}) *$",
        r"\A---\n(?:[^\n]*\n){0,40}?---\n",
        r"^ {0,3}> ?\S",
    )
)


def kind_of_text(name: str, text: str) -> str:
    """Kind of a file that is text: subtitles, web page, message, ``MARKDOWN`` or ``PLAIN``.

    One sign of Markdown is enough for a file named .md.
    """
    if is_webvtt(text) or is_subrip(text):
        return SUBTITLES
    if WEB_PAGE.match(text[:5000]):
        return HTML
    if is_message(text):
        return MAIL
    enough = 1 if PurePath(name).suffix.lower() in (".md", ".markdown") else 2
    seen = 0
    for sign in SIGNS_OF_MARKDOWN:
        seen += sum(1 for _, _ in zip(sign.finditer(text), range(enough), strict=False))
        if seen >= enough:
            return MARKDOWN
    return PLAIN


HEADER = re.compile(r"([!-9;-~]{1,70}):[ \t]*")
ALWAYS = {"from", "date", "to", "subject", "return-path"}
SENT = {"received", "message-id", "mime-version", "content-type", "delivered-to", "x-mailer"}


def is_message(text: str) -> bool:
    """Whether a text opens with the header of an electronic message, its technical fields included (RFC 5322)."""
    names: set[str] = set()
    lines = text[:20_000].removeprefix("\ufeff").lstrip("\r\n").splitlines()
    for rank, line in enumerate(lines[:300]):
        if not line.strip():
            break
        match = HEADER.match(line)
        if match is not None:
            names.add(match.group(1).lower())
        elif not (line[0] in " \t" and names) and not (rank == 0 and line.startswith("From ")):
            return False
    return len(names & ALWAYS) >= 2 and bool(names & SENT)
