"""The reader of .csv files, whatever sets their cells apart.

Keeps the choice of the separator (semicolon, comma, tab, bar) by the one that makes rows of the same width, and the
rows that the file does not close.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from pathlib import PurePath

from corpus.errors import ReaderError
from corpus.readers.decoding import decode
from corpus.readers.sheets import MOST_COLUMNS, MOST_ROWS, NOT_A_TABLE, Sheet, sheet_of

SEPARATORS = ";,\t|"
ANNOUNCED = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
SAMPLE = 60
LONGEST_CELL = 5_000_000
TOO_MANY = (
    "Le tableau a plus de {limit} lignes : seules les {limit} premières sont lues, partagez-le pour lire le reste."
)
TOO_WIDE = "Le tableau a plus de {limit} colonnes : seules les premières sont lues."
UNCLOSED = "Des guillemets ne sont pas refermés à la fin du fichier : les dernières lignes peuvent être collées."
UNEVEN = "La ligne a {count} cellules de plus que les titres : un séparateur se trouve peut-être dans le texte."


def is_csv(name: str, text: str) -> bool:
    """Whether a text named .csv or .tsv is made of rows of several cells."""
    if PurePath(name).suffix.lower() not in (".csv", ".tsv", ".tab"):
        return False
    return _separator(text) is not None


def read_csv(name: str, data: bytes) -> Sheet:
    """The sheet of a .csv file. Raises ReaderError when it is not text."""
    text, warnings = decode(data)
    announced = ANNOUNCED.match(text)
    separator = announced.group(1) if announced else _separator(text) or ";"
    text = text[announced.end() :] if announced else text
    if "\0" in text:
        raise ReaderError(NOT_A_TABLE)
    lines: list[tuple[int, list[str]]] = []
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            if number > MOST_ROWS + 1:
                warnings.append(TOO_MANY.format(limit=MOST_ROWS))
                break
            lines.append((number, cells))
    except csv.Error as error:
        raise ReaderError(NOT_A_TABLE) from error
    finally:
        csv.field_size_limit(before)
    if text.count('"') % 2:
        warnings.append(UNCLOSED)
    if any(len(cells) > MOST_COLUMNS for _, cells in lines):
        warnings.append(TOO_WIDE.format(limit=MOST_COLUMNS))
    width = len(next((cells for _, cells in lines if any(cells)), []))
    doubts = [
        (number, UNEVEN.format(count=len(cells) - width))
        for number, cells in lines
        if len(cells) > width and any(cells[width:])
    ]
    return sheet_of(PurePath(name).stem, [(number, cells[:MOST_COLUMNS]) for number, cells in lines], warnings, doubts)


def _separator(text: str) -> str | None:
    """The sign that makes rows of the same width of the first lines; None when none makes two cells."""
    best: tuple[float, int, str] | None = None
    for sign in SEPARATORS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), SAMPLE))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if any(row))
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        if width >= 2:
            score = (times / sum(widths.values()), width, sign)
            if best is None or score[0] > best[0] + 0.1:
                best = score
    return best[2] if best is not None and best[0] >= 0.5 else None
