from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import ReaderError
from corpus.readers import read
from corpus.readers.markdown import read_markdown
from corpus.readers.plain import read_plain
from tests.corpus.readers.conservation import faults, lost_words, unaccounted

PIECES = [
    "Le cadre", "de santé", "arrive", ". ", ", ", "\n", "\n\n", " \n\n", "  \n\n", " " * 44 + "\n", "1 Note",
    "1", "12", "2035", "équipe1", "»2", "- ", "• ", "\uf0b7 ", "1.1. TITRE", "INTRODUCTION", "co-", "\x0c",
    "\t", "Anne : ", "[Ispic1] : ", "# ", "**", "*", "_", "`", "<sup>1</sup>", "<sup>ère</sup>", "---", "> ",
    "\\*", "[lien](http://a.fr)", "| a | b |", "|---|---|", "&amp;", "[^1]", "[^1]: ", "~~", "![", "](",
    "Page 3", "\r\n", "\u2028", "é", "œ", "😀", "\u202f", "```", "1 ", "42 Note", "»", "Fin.", " 7", "m",
    "<sup>2</sup>", "[x]",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join) | st.text(max_size=300)


def read_or_refused(reader, text):
    try:
        return reader("essai.txt", text, [])
    except ReaderError:
        return None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_plain_text_survives(text):
    reading = read_or_refused(read_plain, text)
    if reading is not None:
        assert faults(text, reading) == []
        assert unaccounted(text, reading) == []


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_markdown_text_survives(text):
    reading = read_or_refused(read_markdown, text)
    if reading is not None:
        assert faults(text, reading) == []
        assert unaccounted(text, reading, markdown=True) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"[a-zà-ÿA-Z]{1,9}[,.;:!?]?", fullmatch=True), min_size=1, max_size=80), st.data())
def test_any_wrapping_of_a_text_keeps_its_words(words, data):
    breaks = data.draw(
        st.lists(st.sampled_from([" ", "\n", " \n\n", "\n\n", "  \n\n"]), min_size=len(words), max_size=len(words))
    )
    text = "".join(word + mark for word, mark in zip(words, breaks, strict=True))
    assert not lost_words(text, read_plain("essai.txt", text, []))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.docx", "a", ""]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data, name):
    try:
        reading = read(name, data)
    except ReaderError as error:
        assert str(error).endswith(".")
    else:
        assert reading.text.strip()


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-"]),
)
def test_broken_files_of_known_kinds_never_raise_anything_else(data, start):
    try:
        read("a.docx", start + data)
    except ReaderError as error:
        assert str(error).endswith(".")
