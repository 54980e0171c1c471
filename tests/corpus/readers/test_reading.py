"""What is read at all: kinds of files, encodings, refusals."""

import io
import zipfile

import docx
import pytest

from corpus.errors import ReaderError
from corpus.readers import MEGABYTES, read
from tests.corpus.readers.reading_probes import read_text, told

FRENCH = "L’été, à l’hôpital : « où est le cœur du métier ? » — 12 € de moins, déjà.\nÇa ira. Noël au bloc."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_french_reads_right_in_any_usual_encoding(encoding):
    assert told(read("a.txt", FRENCH.encode(encoding))) == FRENCH.split("\n")


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859_15", "cp850"])
@pytest.mark.parametrize("text", ["Été déjà passé à la forêt.", "Les équipes soignantes étaient là."])
def test_older_encodings_read_right_and_are_told(encoding, text):
    reading = read("a.txt", text.encode(encoding))
    assert reading.text == text
    assert "encodage" in reading.warnings[0]


def test_a_few_spoiled_bytes_do_not_turn_the_accents_of_a_file():
    reading = read("a.txt", FRENCH.encode() + b" fin\xff.")
    assert "où est le cœur" in reading.text
    assert "illisibles" in reading.warnings[0]


def test_utf8_gives_no_warning():
    assert read_text(FRENCH).warnings == ()


def test_content_decides_over_the_extension():
    assert read("a.md", b"Une ligne.\nUne autre.\n").blocks[1].kind == "paragraph"
    assert read("a.txt", b"# Titre\n\nDu **gras**.\n").text == "Titre\nDu gras."
    assert read("a.txt", word_file()).text == "Bonjour."


def word_file() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Bonjour.")
    document.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "empty": (b"", "aucun texte"),
    "blank": (" \n\t\u00a0\n".encode(), "aucun texte"),
    "only a mark": (b"\xef\xbb\xbf", "aucun texte"),
    "binary": (bytes(range(256)) * 4, "texte lisible"),
    "broken utf-16": (b"\xff\xfea", "texte lisible"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "empty rtf": (b"{\\rtf1\\ansi }", "aucun texte"),
    "empty web page": (b"<!DOCTYPE html><html><body><script>bonjour()</script></body></html>", "aucun texte"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(30), "image"),
    "sound": (b"RIFF" + bytes(30), "sonore"),
    "protected word": (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "old word": (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    "open document": (zipped(mimetype=b"x", content_xml=b"<a/>"), "OpenDocument"),
    "workbook": (zipped(xl__workbook_xml=b"<a/>"), "chaque ligne"),
    "archive": (zipped(photo=b"x"), "archive"),
    "cut word": (word_file()[:2000], "endommagé"),
    "word without body": (zipped(word__document_xml=b"<a/>"), "endommagé"),
    "word of broken xml": (zipped(word__document_xml=b"<a>"), "endommagé"),
    "word with entities": (
        zipped(word__document_xml=b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        "endommagé",
    ),
    "too large": (b"a" * (MEGABYTES * 1_000_000 + 1), "20 Mo"),
    "swollen": (zipped(word__document_xml=b" " * 101_000_000), "décompressé"),
}


@pytest.mark.parametrize(("data", "word"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_one_sentence(data, word):
    with pytest.raises(ReaderError) as refusal:
        read("fichier", data)
    sentence = str(refusal.value)
    assert word in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_file_with_nothing_but_marks_is_refused():
    with pytest.raises(ReaderError, match="aucun texte"):
        read("a.md", b"---\ntitle: x\n---\n\n***\n")


def test_files_of_other_kinds_are_told_which_are_read():
    with pytest.raises(ReaderError, match=r"\.docx, \.odt, \.rtf, \.pdf"):
        read("a.png", b"\x89PNG\r\n\x1a\n" + bytes(30))
