"""The readers, each known by the kind of file it reads.

Keeps the shape of a reader and the table of those there are. A new kind of file is a new class registered here by
its decorator; what it does with the file is its own affair.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol

from corpus.readers.reading_text import ReadingText
from corpus.readers.recognition import DOCX, HTML, MAIL, MARKDOWN, ODT, PDF, PLAIN, RTF, SUBTITLES


class Reader(Protocol):
    """Reads one kind of file: bytes in, reading text out, nothing kept in between."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of the file ``name``. Raises ReaderError when it cannot be made."""
        ...


READERS: dict[str, Reader] = {}
HOMES = {
    DOCX: "docx",
    ODT: "odt",
    RTF: "rtf",
    PDF: "pdf",
    HTML: "html",
    MAIL: "mail",
    SUBTITLES: "subtitles",
    MARKDOWN: "markdown",
    PLAIN: "plain",
}
"""Module of the reader of each kind, imported when a first file of the kind comes: some libraries are slow to load."""


def reader_of(kind: str) -> Reader:
    """The reader of files of ``kind``."""
    import_module(f"corpus.readers.{HOMES[kind]}")
    return READERS[kind]


def reads(kind: str) -> Callable[[type[Reader]], type[Reader]]:
    """Register the decorated class as the reader of files of ``kind``."""

    def register(reader: type[Reader]) -> type[Reader]:
        READERS[kind] = reader()
        return reader

    return register
