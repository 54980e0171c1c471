"""The parts of a Word file, opened with care.

Keeps the limits on what is unpacked and the settings of the XML parser: nothing is fetched, no entity is expanded.
What the parts say is left to ``docx_styles``, ``docx_body`` and ``docx``.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from corpus.errors import ReaderError
from corpus.readers.recognition import DAMAGED, PROTECTED

UNPACKED_MEGABYTES = 100
"""Largest total size of the parts once unpacked."""

SWOLLEN = (
    "Ce document Word dépasse {limit} Mo une fois décompressé : retirez-en les images ou partagez-le en plusieurs "
    "documents, puis déposez-les."
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a Word file, by name; ``names`` lists all its parts."""

    parts: dict[str, etree._Element]
    names: frozenset[str]


def w(name: str) -> str:
    """Full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def opened(data: bytes, wanted: tuple[str, ...]) -> Package:
    """The ``wanted`` parts of a Word file that it has.

    Raises ReaderError when the file is protected, damaged, or too large once unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            names = frozenset(archive.namelist())
            parts = {name: _parsed(archive.read(name)) for name in wanted if name in names}
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError) as error:
        raise ReaderError(DAMAGED) from error
    except (KeyError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise ReaderError(DAMAGED) from error
    return Package(parts, names)


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse what is locked or would unpack to too much (the sizes announced are those zipfile holds to)."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > UNPACKED_MEGABYTES * 1_000_000:
        raise ReaderError(SWOLLEN.format(limit=UNPACKED_MEGABYTES))
    if any(info.flag_bits & 1 for info in infos):
        raise ReaderError(PROTECTED)


def _parsed(data: bytes) -> etree._Element:
    """Root of an XML part, strict documents brought back to the usual namespace."""
    if STRICT_WORD.encode() in data[:5000]:
        data = data.replace(STRICT_WORD.encode(), WORD.encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ReaderError(DAMAGED)
    return root
