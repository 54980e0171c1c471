"""A PDF file, opened with care, and what it says of itself: pages, title, outline.

Keeps the refusal of what is locked, damaged or endless. The words of the pages are taken by ``pdf_glyphs``.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from corpus.errors import ReaderError

MOST_PAGES = 2_000
PROTECTED = (
    "Ce fichier PDF est protégé par un mot de passe : ouvrez-le, enregistrez-en une copie sans mot de passe, puis "
    "déposez-la."
)
DAMAGED = (
    "Ce fichier PDF est endommagé et ne peut pas être lu : ouvrez-le dans un lecteur de PDF, imprimez-le dans un "
    "nouveau PDF, puis déposez celui-ci."
)
TOO_MANY = "Ce fichier PDF a {count} pages, plus de {limit} : partagez-le en plusieurs fichiers, puis déposez-les."
NO_TITLE = ("microsoft word", "untitled", "sans titre", "(anonymous", "anonymous")
DEEPEST, MOST_ENTRIES = 8, 5_000

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF: its reader, number of pages, title (None when it gives none), level of each title of its outline."""

    reader: pypdf.PdfReader
    pages: int
    title: str | None
    outline: dict[str, int] = field(default_factory=dict)


def opened(data: bytes) -> PdfFile:
    """The file whose content is ``data``. Raises ReaderError when it is locked, damaged or has too many pages."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReaderError(PROTECTED)
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise ReaderError(TOO_MANY.format(count=count, limit=MOST_PAGES))
        if not count:
            raise ReaderError(DAMAGED)
    except (ReaderError, MemoryError):
        raise
    except Exception as error:  # the library raises errors of many kinds on files that are not sound
        raise ReaderError(DAMAGED if not _locked(error) else PROTECTED) from error
    return PdfFile(reader, count, _title(reader), _outline(reader))


def _locked(error: Exception) -> bool:
    return isinstance(error, PyPdfError) and "crypt" in str(error).lower()


def _title(reader: pypdf.PdfReader) -> str | None:
    """Title in the properties of the file; names that programs put there are no title."""
    try:
        title = " ".join(str(reader.metadata.title or "" if reader.metadata else "").split())
    except Exception:  # as in opened
        return None
    odd = not title.isprintable() or title.lower().startswith(NO_TITLE)
    named = title.lower().endswith((".doc", ".docx", ".odt", ".indd", ".pdf", ".tex", ".dvi"))
    return None if not title or odd or named or len(title) > 300 else title


def _outline(reader: pypdf.PdfReader) -> dict[str, int]:
    """Level of each title of the outline, by its words."""
    try:
        return dict(list(_entries(reader.outline, 1))[:MOST_ENTRIES])
    except Exception:  # as in opened; an outline only helps to tell headings
        return {}


def _entries(entries: Any, level: int) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, list):
            if level < DEEPEST:
                yield from _entries(entry, level + 1)
        else:
            yield folded(str(entry.title)), level


def folded(text: str) -> str:
    """Letters and digits of a title, by which it is known again on its page."""
    return "".join(character for character in text.casefold() if character.isalnum())


def left_out(file: PdfFile) -> tuple[int, int]:
    """How many comments and how many filled fields stand on the pages, outside their text."""
    comments = fields = 0
    for number in range(file.pages):
        try:
            annotations: Any = file.reader.pages[number].get("/Annots")
            for held in list(annotations.get_object())[:1_000] if annotations is not None else ():
                annotation = held.get_object()
                kind = annotation.get("/Subtype")
                if kind == "/Widget":
                    fields += annotation.get("/FT") == "/Tx" and bool(str(annotation.get("/V") or "").strip())
                elif kind in ("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut"):
                    comments += bool(str(annotation.get("/Contents") or "").strip())
        except Exception:  # noqa: S112  as in opened; the count is for a warning only
            continue
    return comments, fields
