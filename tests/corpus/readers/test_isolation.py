"""The process that reads foreign files: it gives what the reader gives, and it is gone whatever happens."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import ReaderError
from corpus.readers import isolation, read
from corpus.readers.exchange import packed, unpacked
from corpus.readers.isolation import Limits
from corpus.readers.sheets import read_sheets
from tests.corpus.readers.sample_files import TEXTS, docx_file, pdf_file, xlsx_file

PARAGRAPHS = ["Anne : « Bonjour à toutes », dit-elle.", "Paul : Bonjour.", "Anne : Commençons donc."]
STUBBORN = """
import sys, time
sys.stdin.buffer.readline()
{act}
"""


def children() -> set[str]:
    """Processes this one has started and that are not gone."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if entry.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1] == str(os.getpid()):
                    found.add(entry.name)
            except OSError:
                continue
    return found


@pytest.fixture(autouse=True)
def nothing_left():
    """No process and no file may be left behind."""
    before, files = children(), set(Path("/tmp").iterdir())
    yield
    assert children() <= before
    assert {path for path in set(Path("/tmp").iterdir()) - files if path.name.startswith(("tmp", "corpus"))} == set()


@pytest.fixture
def instead(monkeypatch):
    """Start another program in the place of the process that reads."""

    def start(act: str) -> None:
        real = subprocess.Popen

        def popen(command, **known):
            return real([sys.executable, "-c", STUBBORN.format(act=act)], **known)

        monkeypatch.setattr(isolation.subprocess, "Popen", popen)

    return start


@pytest.mark.parametrize("kind", TEXTS)
def test_a_file_reads_the_same_as_in_this_process(kind):
    data = TEXTS[kind](PARAGRAPHS)
    assert isolation.read(f"essai.{kind}", data) == read(f"essai.{kind}", data)


def test_a_table_reads_the_same_as_in_this_process():
    data = xlsx_file([["Titre", "Texte"], ["A", "L’été"]])
    assert isolation.read_sheets("a.xlsx", data) == read_sheets("a.xlsx", data)


def test_a_short_plain_text_starts_no_process(instead):
    instead("sys.exit(1)")
    assert isolation.read("a.md", b"# Titre\n\nTexte.\n").text == "Titre\nTexte."


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"%PDF-1.4", b"\n{\\rtf1", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0"]
)
def test_what_could_be_anything_else_is_not_read_here(start):
    assert not isolation.is_short_text(start + b" Bonjour.")


def test_a_refusal_comes_back_in_its_own_words():
    with pytest.raises(ReaderError, match="endommagé"):
        isolation.read("a.docx", docx_file(PARAGRAPHS)[:1000])


def test_the_share_that_is_read_is_heard():
    heard = []
    isolation.read("a.pdf", pdf_file(["Une phrase. " * 60] * 60), listener=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) >= 3


def test_a_process_that_takes_too_long_is_stopped(instead):
    instead("time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(ReaderError, match="dépasse 1 secondes"):
        isolation.read("a.pdf", b"%PDF-1.4", Limits(seconds=1))
    assert time.monotonic() - begun < 20


def test_a_process_that_takes_too_much_memory_is_stopped():
    with pytest.raises(ReaderError, match=r"mémoire|sans résultat"):
        isolation.read("a.pdf", pdf_file(["Une phrase. " * 60] * 60), Limits(memory=60))


ODD = {
    "says nothing": "sys.exit(0)",
    "dies": "import os; os.kill(os.getpid(), 9)",
    "speaks another language": "print('bonjour', flush=True)",
    "answers a list": "print('[1]', flush=True)",
    "answers no reading": 'print(\'{"answer": {"text": "a"}}\', flush=True)',
    "answers blocks that do not hold": (
        'print(\'{"answer": {"text": "ab", "blocks": [["paragraph", 0, 9, null, null, null, null, null]], "calls": [], '
        '"runs": [], "title": null, "warnings": []}}\', flush=True)'
    ),
    "never ends its line": "sys.stdout.write('x' * 3_000_000); sys.stdout.flush(); time.sleep(60)",
    "is deaf": "sys.stdin.close(); sys.exit(0)",
}


@pytest.mark.parametrize("act", ODD.values(), ids=ODD)
def test_an_answer_that_is_none_is_a_refusal(instead, act):
    instead(act)
    with pytest.raises(ReaderError, match="sans résultat"):
        isolation.read("a.pdf", b"%PDF-1.4" + bytes(1_000_000), Limits(seconds=20, result=1))


def test_a_listener_that_breaks_off_ends_the_process():
    def break_off(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        isolation.read("a.pdf", pdf_file(["Une phrase. " * 60] * 60), listener=break_off)


def test_a_process_writes_no_file_and_knows_little_of_its_surroundings(monkeypatch):
    monkeypatch.setenv("FIL_ROUGE_SECRET", "x")
    seen = {}
    real = subprocess.Popen

    def popen(command, **known):
        seen.update(known)
        return real(command, **known)

    monkeypatch.setattr(isolation.subprocess, "Popen", popen)
    isolation.read("a.docx", docx_file(PARAGRAPHS))
    assert "FIL_ROUGE_SECRET" not in seen["env"]


def test_values_that_are_no_reading_text_are_refused():
    sound = packed(read("a.txt", b"Un.\n\nDeux."))
    assert unpacked(sound).text == "Un.\nDeux."
    for key, value in (
        ("text", 3),
        ("blocks", [["inconnu", 0, 3, None, None, None, None, None]]),
        ("blocks", []),
        ("calls", [[99, "1"]]),
        ("calls", [[-1, "1"]]),
        ("runs", [0, 0]),
        ("title", 3),
        ("warnings", [None]),
    ):
        with pytest.raises(ValueError):
            unpacked(sound | {key: value})
    with pytest.raises(ValueError):
        unpacked(None)
