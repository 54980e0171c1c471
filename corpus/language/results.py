"""What the background process found in each version, and how far it is. Offsets only: no word is stored twice.

Nothing here is recorded in the history: all of it can be made again from the texts.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.study import Study

ATTEMPTS = 3  # times a document is tried before it is left, when the process dies on it


@dataclass(frozen=True)
class State:
    """How far a document is: ``waiting``, ``running``, ``done`` or ``failed``; ``share`` is between 0 and 1."""

    document: str
    state: str
    share: float
    problem: str

    @property
    def sentence(self) -> str:
        """What a person reads of it, empty when there is nothing to say."""
        if self.state == "waiting":
            return "traitement de la langue : en attente"
        if self.state == "running":
            return f"traitement de la langue : {int(100 * self.share)} %"
        return self.problem


_STATES = """
    SELECT d.id AS document, coalesce(j.state, 'waiting') AS state, coalesce(j.problem, '') AS problem,
        coalesce(1.0 * j.done_to / max(j.characters, 1), 0) AS share
    FROM document d LEFT JOIN language_job j ON j.version = d.version WHERE d.version IS NOT NULL
"""


def states(study: "Study") -> list[State]:
    """Return how far each readable document with a text is."""
    rows = study.rows(f"{_STATES} AND {study.readable('d')}")
    return [State(row["document"], row["state"], row["share"], row["problem"]) for row in rows]


def state(study: "Study", document: str) -> State | None:
    """Return how far a document is, None when it has no text."""
    return next((one for one in states(study) if one.document == document), None)


def sentences(study: "Study", version: str) -> list[tuple[int, int]]:
    """Return the sentences of a version whose document this member may read."""
    return [(row["start"], row["end"]) for row in _rows(study, "sentence", version)]


def entities(study: "Study", version: str) -> list[tuple[int, int, str]]:
    """Return what looks like a name in a version whose document this member may read: ``(start, end, label)``."""
    return [(row["start"], row["end"], row["label"]) for row in _rows(study, "entity", version)]


def _rows(study: "Study", table: str, version: str) -> list[dict[str, Any]]:
    return study.rows(
        f"SELECT x.* FROM {table} x JOIN document_version v ON v.id = x.version JOIN document d ON d.id = v.document"
        f" WHERE x.version = :version AND {study.readable('d')} ORDER BY x.start",
        version=version,
    )


def waiting(conn: sqlite3.Connection) -> list[str]:
    """Return the current versions still to be processed, whoever may read them, those begun first."""
    rows = conn.execute(
        "SELECT d.version FROM document d LEFT JOIN language_job j ON j.version = d.version"
        " WHERE d.version IS NOT NULL AND (j.state IS NULL OR j.state = 'running') ORDER BY j.state IS NULL, d.rowid"
    )
    return [row[0] for row in rows]


def begin(conn: sqlite3.Connection, version: str, characters: int, model: str) -> tuple[int, int]:
    """Note that a version is begun, or taken up again; return how far it was and how many times it was tried."""
    conn.execute(
        "INSERT INTO language_job (version, state, characters, model, attempts, at) VALUES (?, 'running', ?, ?, 1, ?)"
        " ON CONFLICT (version) DO UPDATE SET state = 'running', attempts = attempts + 1, at = excluded.at",
        (version, characters, model, _now()),
    )
    row = conn.execute("SELECT done_to, attempts FROM language_job WHERE version = ?", (version,)).fetchone()
    return int(row[0]), int(row[1])


def keep_sentences(conn: sqlite3.Connection, version: str, found: Iterable[tuple[int, int]]) -> None:
    """Store the sentences of a version in place of those it had."""
    conn.execute("DELETE FROM sentence WHERE version = ?", (version,))
    conn.executemany("INSERT INTO sentence VALUES (?, ?, ?)", [(version, *one) for one in found])


def keep_entities(conn: sqlite3.Connection, version: str, found: Iterable[tuple[int, int, str]], done_to: int) -> None:
    """Store the names found in a stretch of a version and note that all is done up to its end."""
    conn.executemany("INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?)", [(version, *one) for one in found])
    conn.execute(
        "UPDATE language_job SET done_to = ?, attempts = 1, at = ? WHERE version = ?", (done_to, _now(), version)
    )


def finish(conn: sqlite3.Connection, version: str, problem: str = "") -> None:
    """Note that a version is done, or that it cannot be, in one sentence."""
    conn.execute(
        "UPDATE language_job SET state = ?, problem = ?, at = ? WHERE version = ?",
        ("failed" if problem else "done", problem, _now(), version),
    )


def retry(study: "Study", document: str) -> None:
    """Have a document that failed processed again."""
    study.execute(
        "DELETE FROM language_job WHERE state = 'failed' AND version = (SELECT version FROM document WHERE id = ?)",
        (document,),
    )


def forget(conn: sqlite3.Connection, version: str) -> None:
    """Drop all that was found in a version."""
    conn.execute("DELETE FROM sentence WHERE version = ?", (version,))
    conn.execute("DELETE FROM entity WHERE version = ?", (version,))
    conn.execute("DELETE FROM language_job WHERE version = ?", (version,))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
