"""Bad files of every kind: each is read or refused with one French sentence, and nothing is left behind.

The number of files tried is printed when they all were.
"""

import io
import random
import re
import zipfile
import zlib
from collections import Counter
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import documents, importing, incoming
from corpus.errors import ReaderError
from corpus.readers import isolation, read
from corpus.readers.isolation import COMMAND, Limits
from corpus.readers.sheets import read_sheets
from tests.corpus.readers.conservation import _faults_of_blocks, _faults_of_calls
from tests.corpus.readers.sample_files import TEXTS, docx_file, pdf_of, xlsx_file, zipped

PARAGRAPHS = ["Anne : « Bonjour à toutes », dit-elle.", "Le local est arrivé en 2019.", "Fin de la visite."]
SAMPLES = {kind: make(PARAGRAPHS) for kind, make in TEXTS.items()}
SAMPLES["xlsx"] = xlsx_file([["Titre", "Texte"], ["A", "L’été"], ["B", "=1+1"]])
SAMPLES["csv"] = "Titre;Texte\nA;L’été\nB;« oui »\n".encode()
TRIED: Counter[str] = Counter()
LIMITS = Limits(seconds=10, memory=1_000)


@pytest.fixture(scope="module", autouse=True)
def count(request):
    yield
    kinds = ", ".join(f"{number} {what}" for what, number in sorted(TRIED.items()))
    terminal = request.config.pluginmanager.get_plugin("terminalreporter")
    terminal.write_line(f"\n{sum(TRIED.values())} fichiers hostiles essayés : {kinds}")


def survives(what: str, name: str, data: bytes, *, alone: bool = False) -> str | None:
    """The sentence that refuses a file, None when it is read; anything else that happens is a failure."""
    TRIED[what] += 1
    try:
        if name.endswith(("xlsx", "csv")):
            sheets = isolation.read_sheets(name, data, LIMITS) if alone else read_sheets(name, data)
            assert all(len(row.cells) == len(sheet.columns) for sheet in sheets for row in sheet.rows)
            return None
        reading = isolation.read(name, data, LIMITS) if alone else read(name, data)
    except ReaderError as error:
        sentence = str(error)
        assert sentence[0].isupper() and sentence.endswith(".") and "\n" not in sentence and "{" not in sentence
        assert " : " in sentence or sentence.startswith("Ce "), sentence
        return sentence
    assert reading.text.strip()
    assert _faults_of_blocks(reading) == []
    assert _faults_of_calls(reading) == []
    reading.text.encode()
    return None


QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", SAMPLES)
def test_files_cut_anywhere(kind):
    data = SAMPLES[kind]
    draw = random.Random(kind)
    for _ in range(60):
        survives("coupés", f"a.{kind}", data[: draw.randrange(len(data))])


@pytest.mark.parametrize("kind", SAMPLES)
def test_files_with_bytes_changed_anywhere(kind):
    draw = random.Random(kind)
    for _ in range(80):
        data = bytearray(SAMPLES[kind])
        for _ in range(draw.randrange(1, 12)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        survives("altérés", f"a.{kind}", bytes(data))


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx"])
def test_zipped_files_whose_parts_are_changed(kind):
    draw = random.Random(kind)
    with zipfile.ZipFile(io.BytesIO(SAMPLES[kind])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(100):
        name = draw.choice([name for name in parts if name.endswith(".xml") and parts[name]])
        data = bytearray(parts[name])
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(len(data))
            data[at : at + draw.randrange(4)] = bytes(draw.choice(b"<>/\"'=&;x09:") for _ in range(draw.randrange(4)))
        survives("parties altérées", f"a.{kind}", zipped(parts | {name: bytes(data)}))


STARTS = [
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"{\\rtf1 ",
    b"<!DOCTYPE html>",
    b"WEBVTT\n\n",
    b"1\n00:00:01,000 --> 00:00:02,000\n",
    b"From: a@b\nTo: c\nMIME-Version: 1.0\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"",
]


@QUICK
@given(
    st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from([*TEXTS, "txt", "md", "xlsx", "csv", "mp3", ""])
)
def test_any_bytes_after_the_signature_of_any_kind_under_any_name(start, data, kind):
    survives("octets au hasard", f"a.{kind}", start + data)


WORDS = r"""\par \cell \row \trowd \cellx1 \intbl \footnote \u233? \'e9 \bin3 \upr \*\ud \shptxt { } {\* \v \plain
\pard \s1 \stylesheet \fonttbl \f1 \uc0 \deleted bonjour été \~ \\ ; \title \fldinst \clvmrg \nestcell""".split()


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_of_rtf(words):
    survives("rtf", "a.rtf", ("{\\rtf1 " + " ".join(words)).encode())


SHORT_TAGS = """<p> </p> <table> <tr> <td> <td~rowspan=3> <td~colspan=99999> </table> <ul> <li> <li~id=a> <br>
<pre> </pre> <h1> </h1> <blockquote> <script> </script> <!-- --> &amp; &#xD800; &#0; &nbsp; <sup> </sup> <div~hidden>
</div> <title> mot été ] < <![CDATA[ <svg> <template> <caption> <dd> <plaintext> <a~href=#a>1</a> <b~id=a>""".split()
TAGS = [*(tag.replace("~", " ") for tag in SHORT_TAGS), " ", "\n", "\f", "\0"]


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_any_tags_of_a_page(tags):
    survives("html", "a.html", ("<html>" + " ".join(tags)).encode())


CUES = """00:00:01.000 --> 00:00:02.000\n|99:99:99,999 --> 0:0:0\n|-->\n|\n|\r\n|\r|NOTE x\n|STYLE\n|1\n|<v Anne>Oui|\
<v>|</v>\n|Anne : non\n|- Oui\n|&amp;|&|<i|{\\an8}|mot |\u200e|WEBVTT\n""".split("|")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(CUES), max_size=50), st.sampled_from(["WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n"])
)
def test_any_cues(cues, head):
    survives("sous-titres", "a.vtt", (head + "".join(cues)).encode())


FIELDS = """Content-Type: multipart/mixed; boundary=B|Content-Type: text/html|Content-Type: message/rfc822||--B|--B--|\
Content-Transfer-Encoding: base64|Content-Transfer-Encoding: quoted-printable|=ZZ=|> oui|Subject: =?utf-8?b?////?=|\
To: a@b, , <c>;|Date: hier|Bonjour|Content-Disposition: attachment|Content-Type: text/plain; charset="|From: \udce9@x|\
Content-Type: multipart/alternative; boundary=B| suite""".split("|")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FIELDS), max_size=40))
def test_any_fields_of_a_message(fields):
    head = "From: a@b.fr\nTo: c@d.fr\nMIME-Version: 1.0\n"
    survives("messages", "a.eml", (head + "\n".join(fields)).encode("utf-8", "surrogateescape"))


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["growing", "fetching"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_neither_grown_nor_fetched(declared, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<a>&l11;</a>'.encode(encoding)
    page = f"{declared}<html><body><p>Bonjour &l11;</p></body></html>".encode(encoding)
    assert survives("entités", "a.docx", zipped({"word/document.xml": xml}), alone=True)
    assert survives("entités", "a.odt", zipped({"mimetype": ODT_TYPE, "content.xml": xml}), alone=True)
    assert survives("entités", "a.xlsx", zipped({"xl/workbook.xml": xml, "[Content_Types].xml": xml}), alone=True)
    survives("entités", "a.html", page, alone=True)
    try:
        text = isolation.read("a.html", b"<html>" + page, LIMITS).text
    except ReaderError:
        return
    assert "root:" not in text and len(text) < 10_000


def test_files_that_unpack_to_too_much():
    big = b" " * 120_000_000
    for name, parts in {
        "a.docx": {"word/document.xml": big},
        "a.odt": {"mimetype": ODT_TYPE, "content.xml": big},
        "a.xlsx": {"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": big},
    }.items():
        assert "décompressé" in str(survives("bombes", name, zipped(parts), alone=True))
    nested = zipped({"word/document.xml": zipped({"a": big})})
    assert survives("bombes", "a.docx", nested, alone=True)


def test_a_zipped_file_that_lies_about_its_sizes():
    data = bytearray(zipped({"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    for at in [match.start() for match in re.finditer(b"PK\x01\x02", bytes(data))]:
        data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert survives("bombes", "a.docx", bytes(data), alone=True)


def test_a_pdf_whose_stream_unpacks_to_too_much():
    stream = b"BT /F1 12 Tf 10 10 Td " + b"(a) Tj " * 3_000_000
    packed = zlib.compress(stream, 9)
    body = pdf_of([["Bonjour."]])
    stream = b"stream\n" + packed + b"\nendstream"
    swollen = re.sub(rb"stream\r?\n.*?endstream", lambda _: stream, body, count=1, flags=re.DOTALL)
    swollen = re.sub(rb"/Filter \[[^\]]*\]", b"/Filter /FlateDecode", swollen)
    swollen = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), swollen)
    survives("bombes", "a.pdf", swollen, alone=True)


ENDLESS_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3>>\n"
)
LOOPING_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 3 0 R/Resources 3 0 R>>endobj\n"
    b"4 0 obj<</First 4 0 R/Last 4 0 R/Next 4 0 R/Title(x)>>endobj\ntrailer<</Root 1 0 R/Size 5>>\n"
)


def deep_message() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "a@b.fr", "c@d.fr", "<1>"
    head = message.as_bytes().rstrip() + b"\nMIME-Version: 1.0\n"
    return head + b"".join(b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(1500))


STALLING = {
    "endless.pdf": ENDLESS_PDF,
    "looping.pdf": LOOPING_PDF,
    "numbers.pdf": b"%PDF-1.4\n" + b"9" * 2_000_000,
    "brackets.pdf": b"%PDF-1.4\n1 0 obj\n" + b"[" * 500_000,
    "groups.rtf": b"{\\rtf1 " + b"{" * 1_000_000,
    "rows.rtf": b"{\\rtf1 " + b"\\trowd\\clvmgf\\cellx1 a\\cell\\row " * 40_000,
    "cells.rtf": b"{\\rtf1 \\trowd " + b"x\\cell " * 300_000 + b"\\row}",
    "notes.rtf": b"{\\rtf1 " + b"a{\\footnote b}" * 60_000 + b"\\par}",
    "tags.html": b"<html>" + b"<b>" * 600_000 + b"mot",
    "tables.html": b"<html>" + b"<table><tr><td>" * 60_000 + b"mot",
    "attributes.html": b"<html><p " + b"a='b' " * 400_000 + b">mot</p>",
    "spans.html": b"<html><table>" + b"<tr><td rowspan=65000 colspan=1000>mot<td>x" * 30_000,
    "links.html": b"<html>" + b"<p id=a><a href=#a>1</a>" * 60_000,
    "deep.eml": deep_message(),
    "header.eml": b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nmot",
    "commas.eml": b"From: a@b\nMIME-Version: 1.0\nSubject: x\nTo: " + b"a@b," * 300_000 + b"\n\nmot",
    "quotes.eml": b"From: a@b\nTo: c@d\nMIME-Version: 1.0\n\n" + b"> " * 900_000 + b"mot\n",
    "cues.vtt": b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nmot\n\n" * 150_000,
    "line.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v Anne>a" * 500_000,
    "marks.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 1_500_000,
    "names.docx": zipped({f"{n}.xml": b"" for n in range(30_000)} | {"word/document.xml": b"<a/>"}, zipfile.ZIP_STORED),
    "quotes.csv": b'a;b\n"' + b'""' * 2_000_000,
    "columns.csv": b";" * 3_000_000 + b"\na;b",
    "rows.csv": b"a;b\n" * 800_000,
    "lines.txt": b"1\n" * 900_000,
    "brackets.md": b"[" * 700_000,
    "stars.md": b"**a" * 400_000,
    "labels.txt": b"Anne : oui\n" * 150_000,
}


@pytest.mark.parametrize("name", STALLING)
def test_files_made_to_stall_the_server_are_stopped_in_time(name):
    survives("à rallonge", name, STALLING[name], alone=True)


def test_locked_files_say_so():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    data = bytearray(docx_file(PARAGRAPHS))
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(sign), bytes(data)):
            data[match.start() + flag] |= 1
    for name, locked in (
        ("a.docx", ole),
        ("a.xlsx", ole),
        ("a.docx", bytes(data)),
        ("a.pdf", pdf_of([["Bonjour."]], password="secret")),
    ):
        assert "mot de passe" in str(survives("chiffrés", name, locked, alone=True))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037", "cp500", "utf-7", "shift_jis", "cp1251"])
def test_texts_in_encodings_nobody_expects(encoding):
    text = "L'ete a l'hopital. Bonjour a toutes.\n" * 5
    for name, wrapping in (
        ("a.txt", "{}"),
        ("a.html", "<html><p>{}</p></html>"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n{}"),
    ):
        survives("encodages", name, wrapping.format(text).encode(encoding))


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("other", ["txt", "pdf", "docx", "csv"])
def test_files_under_the_name_of_another_kind(kind, other):
    survives("sous un autre nom", f"a.{other}", SAMPLES[kind])


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "lourd.docx"
    with path.open("wb") as stream:
        stream.truncate(COMMAND.megabytes * 1_000_000 + 1)  # sparse: nothing is written
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: pytest.fail("the file was read"))
    TRIED["trop lourds"] += 1
    with pytest.raises(ReaderError, match="200 Mo"):
        incoming.bytes_of(path, COMMAND.megabytes)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.csv"])
def test_a_file_over_the_limit_of_the_page_starts_no_process(name, monkeypatch):
    monkeypatch.setattr(isolation.subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    assert "20 Mo" in str(survives("trop lourds", name, bytes(20_000_001), alone=True))


def test_what_is_refused_leaves_nothing_in_the_study(study):
    for kind, data in SAMPLES.items():
        cut = data[: len(data) // 2] if data.startswith(b"PK") else b"\0\1" * 300
        with pytest.raises(ReaderError):
            importing.take(study, f"a.{kind}", cut)
    assert documents.everything(study) == []
