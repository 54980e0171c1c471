"""The way in: a received file becomes a reading text.

Keeps ``read``, which recognises the file and hands it to its reader. Storing the outcome is left to
``corpus.documents``.
"""

from corpus.errors import ReaderError
from corpus.readers import docx, markdown, plain  # noqa: F401  each registers its reader
from corpus.readers.assembly import NOTHING_TO_READ
from corpus.readers.decoding import decode
from corpus.readers.reading_text import Block, NoteCall, ReadingText
from corpus.readers.recognition import container, kind_of_text
from corpus.readers.registry import READERS

__all__ = ["MEGABYTES", "Block", "NoteCall", "ReadingText", "read"]

MEGABYTES = 20
"""Largest file taken in."""

TOO_LARGE = (
    "Ce fichier dépasse {limit} Mo : retirez-en les images ou partagez-le en plusieurs fichiers, puis déposez-les."
)


def read(name: str, data: bytes) -> ReadingText:
    """Reading text of the file ``name`` whose content is ``data``.

    The content decides how the file is read; the extension of ``name`` only helps to tell Markdown from plain text.
    Raises ReaderError, with a sentence for the person, when the file is empty, too large, damaged, protected or of a
    kind that is not read.
    """
    if len(data) > MEGABYTES * 1_000_000:
        raise ReaderError(TOO_LARGE.format(limit=MEGABYTES))
    if not data.strip():
        raise ReaderError(NOTHING_TO_READ)
    kind = container(data)
    if kind is None:
        text, _ = decode(data)
        if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
            raise ReaderError(NOTHING_TO_READ)
        kind = kind_of_text(name, text)
    return READERS[kind].read(name, data)
