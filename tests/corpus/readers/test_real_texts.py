"""Runs the conservation checks on a folder of real texts, named by FIL_ROUGE_REAL_TEXTS."""

import os
from pathlib import Path

import pytest

from corpus.readers import read
from corpus.readers.decoding import decode
from corpus.readers.recognition import MARKDOWN, kind_of_text
from tests.corpus.readers.conservation import faults, lost_digits, lost_words, unaccounted

FOLDER = os.environ.get("FIL_ROUGE_REAL_TEXTS")
FILES = sorted(path for path in Path(FOLDER).iterdir() if path.is_file()) if FOLDER else []


@pytest.mark.skipif(not FILES, reason="FIL_ROUGE_REAL_TEXTS names no folder of texts")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_text_loses_nothing(path):
    data = path.read_bytes()
    reading = read(path.name, data)
    source, _ = decode(data)
    markdown = kind_of_text(path.name, source) == MARKDOWN
    assert faults(source, reading) == []
    assert unaccounted(source, reading, markdown) == []
    assert not lost_words(source, reading, markdown)
    if not markdown:
        assert lost_digits(source, reading) == 0
