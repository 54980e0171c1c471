"""The parts of a Word file: their names, their namespace, and what is said when they cannot be opened.

Opening itself, with its limits, stands in ``zipped``. What the parts say is left to ``docx_styles``, ``docx_body``
and ``docx``.
"""

from __future__ import annotations

from corpus.readers import zipped
from corpus.readers.recognition import DAMAGED, PROTECTED
from corpus.readers.zipped import Package, Sentences

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SAID = Sentences(
    DAMAGED,
    PROTECTED,
    "Ce document Word dépasse {limit} Mo une fois décompressé : retirez-en les images ou partagez-le en plusieurs "
    "documents, puis déposez-les.",
)


def w(name: str) -> str:
    """Full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def opened(data: bytes, wanted: tuple[str, ...]) -> Package:
    """The ``wanted`` parts of a Word file that it has, strict documents brought back to the usual namespace.

    Raises ReaderError when the file is protected, damaged, or too large once unpacked.
    """
    return zipped.opened(data, wanted, SAID, (STRICT_WORD.encode(), WORD.encode()))
