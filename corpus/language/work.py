"""The processing of the texts of a study, document after document: sentences, then names, in pieces.

Run by ``python -m corpus process`` in a process of its own. What is done is stored after each piece, so that an
interrupted run goes on where it stopped.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from corpus.errors import StudyError
from corpus.language import results
from corpus.language.names import MODEL, entities
from corpus.language.sentences import sentences
from corpus.pseudonyms import withholding
from corpus.study import StudyFile

PIECE = 8_000  # code points, about a second of work
Report = Callable[[str, float], None]


def process(file: StudyFile, report: Report = lambda version, share: None) -> tuple[int, int]:
    """Process every current version that waits, and finish a pseudonymisation that was interrupted.

    :param report: told of each version and the share of it that is done.
    :returns: how many versions were processed, and how many could not be.
    """
    withholding.enforce(file)
    done = failed = 0
    while waiting := results.waiting(file.conn):
        problem = _version(file.conn, waiting[0], report)
        done, failed = (done, failed + 1) if problem else (done + 1, failed)
    return done, failed


def _version(conn: sqlite3.Connection, version: str, report: Report) -> str:
    """Process one version; return why it could not be, empty when it could."""
    row = conn.execute("SELECT text FROM version_text WHERE version = ?", (version,)).fetchone()
    text = row[0] if row else ""
    with _writing(conn):
        done_to, attempts = results.begin(conn, version, len(text), MODEL)
        if done_to == 0:
            results.keep_sentences(conn, version, sentences(text))
    problem = ""
    if attempts > results.ATTEMPTS:
        problem = "Le traitement de la langue s’est arrêté trois fois sur ce document : relancez-le quand vous voulez."
    else:
        try:
            _names(conn, version, text, done_to, report)
        except StudyError as error:
            problem = str(error)
    with _writing(conn):
        results.finish(conn, version, problem)
    return problem


def _names(conn: sqlite3.Connection, version: str, text: str, done_to: int, report: Report) -> None:
    todo = [(start, end) for start, end in pieces(text) if start >= done_to]
    for (_, end), found in zip(todo, entities((start, text[start:end]) for start, end in todo), strict=True):
        with _writing(conn):
            results.keep_entities(conn, version, found, end)
        report(version, end / max(1, len(text)))


def pieces(text: str) -> list[tuple[int, int]]:
    """Return a text cut into pieces of about ``PIECE`` code points, between lines, that cover it."""
    ends, at = [], 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        ends.append(at)
    last = [list(several)[-1] for _, several in groupby(ends, key=lambda end: (end - 1) // PIECE)]
    return list(zip([0, *last[:-1]], last, strict=True)) if last else []


@contextmanager
def _writing(conn: sqlite3.Connection) -> Iterator[None]:
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise
