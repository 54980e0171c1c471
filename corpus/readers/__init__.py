"""The way in: a received file becomes a reading text.

Keeps ``read``, which recognises the file and hands it to its reader. Storing the outcome is left to
``corpus.documents``.
"""

from corpus.errors import ReaderError
from corpus.readers.assembly import NOTHING_TO_READ
from corpus.readers.decoding import decode
from corpus.readers.reading_text import Block, NoteCall, ReadingText
from corpus.readers.recognition import HTML, MAIL, WHOLE_TABLE, WORKBOOK, container, kind_of_text
from corpus.readers.registry import reader_of

__all__ = ["MEGABYTES", "Block", "NoteCall", "ReadingText", "kind_of", "read"]

MEGABYTES = 20
"""Largest file taken in, unless the caller allows more."""

TOO_LARGE = (
    "Ce fichier dépasse {limit} Mo : retirez-en les images ou partagez-le en plusieurs fichiers, puis déposez-les."
)
BLANKS = "\ufeff\u200b \t\r\n\f\v\u00a0"
OPENING = 100_000
"""Bytes in which the kind of a text is looked for first."""


def kind_of(name: str, data: bytes) -> str:
    """What the file ``name`` is, from its content; one of the kinds of ``recognition``.

    The extension of ``name`` only helps to tell Markdown from plain text. Raises ReaderError, with a sentence for the
    person, when the file is empty, damaged, protected or of a kind that is not read.
    """
    if not data.strip():
        raise ReaderError(NOTHING_TO_READ)
    kind = container(data)
    if kind is not None:
        return kind
    # A message or a page may mix encodings further down, which its own reader knows how to decode.
    kind = kind_of_text(name, data[:OPENING].decode("latin-1").removeprefix("ï»¿"))
    if kind in (HTML, MAIL):
        return kind
    text, _ = decode(data)
    if not text.strip(BLANKS):
        raise ReaderError(NOTHING_TO_READ)
    return kind_of_text(name, text)


def read(name: str, data: bytes, megabytes: int = MEGABYTES) -> ReadingText:
    """Reading text of the file ``name`` whose content is ``data``, read in this very process.

    What comes from outside is read through ``isolation`` instead. Raises ReaderError, with a sentence for the person,
    when the file is empty, larger than ``megabytes``, damaged, protected or of a kind that is not read.
    """
    if len(data) > megabytes * 1_000_000:
        raise ReaderError(TOO_LARGE.format(limit=megabytes))
    kind = kind_of(name, data)
    if kind == WORKBOOK:
        raise ReaderError(WHOLE_TABLE)
    return reader_of(kind).read(name, data)
