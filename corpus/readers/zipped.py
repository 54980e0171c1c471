"""The XML parts of a zipped document (.docx, .odt), opened with care.

Keeps the limits on what is unpacked and the settings of the XML parser: nothing is fetched, no entity is expanded.
What the parts say is left to the reader of each kind.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from corpus.errors import ReaderError

UNPACKED_MEGABYTES = 100
"""Largest total size of the parts once unpacked."""

MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a file of one kind that cannot be opened; ``swollen`` has a place for the limit."""

    damaged: str
    protected: str
    swollen: str


@dataclass(frozen=True, slots=True)
class Package:
    """Parts of a zipped document, by name; ``names`` lists all its parts."""

    parts: dict[str, etree._Element]
    names: frozenset[str]


def opened(data: bytes, wanted: tuple[str, ...], said: Sentences, renamed: tuple[bytes, bytes] = (b"", b"")) -> Package:
    """The ``wanted`` parts of a zipped document that it has, one namespace ``renamed`` into another.

    Raises ReaderError when the file is protected, damaged, or too large once unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, said)
            names = frozenset(archive.namelist())
            parts = {name: parsed(_renamed(archive.read(name), *renamed), said) for name in wanted if name in names}
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError) as error:
        raise ReaderError(said.damaged) from error
    except (KeyError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise ReaderError(said.damaged) from error
    return Package(parts, names)


def _check(archive: zipfile.ZipFile, said: Sentences) -> None:
    """Refuse what is locked or would unpack to too much (the sizes announced are those zipfile holds to)."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > UNPACKED_MEGABYTES * 1_000_000:
        raise ReaderError(said.swollen.format(limit=UNPACKED_MEGABYTES))
    if len(infos) > MOST_PARTS:
        raise ReaderError(said.damaged)
    if any(info.flag_bits & 1 for info in infos):
        raise ReaderError(said.protected)


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    return data.replace(old, new) if old and old in data[:5000] else data


def parsed(data: bytes, said: Sentences) -> etree._Element:
    """Root of an XML part. Raises ReaderError when it declares a document type, where entities hide."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ReaderError(said.damaged)
    return root
