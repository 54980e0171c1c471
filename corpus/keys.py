"""The keys file beside a study: the files as they were received, and later the names behind pseudonyms.

It is a second SQLite file (``….clefs.db``), so that a study can be shared without it.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.study import Study


def path_of(study: Path) -> Path:
    """Return where the keys of the study at this path stand."""
    return study.with_name(f"{study.stem}.clefs.db")


def attach(conn: sqlite3.Connection, study: Path) -> None:
    """Join the keys file to an open study under the name ``keys``, making it when there is none."""
    conn.execute("ATTACH DATABASE ? AS keys", (str(path_of(study)),))
    if not conn.execute("SELECT 1 FROM keys.sqlite_master WHERE name = 'received'").fetchone():
        conn.execute("PRAGMA keys.journal_mode = WAL")
        conn.execute(
            "CREATE TABLE IF NOT EXISTS keys.received "
            "(sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL) STRICT"
        )


def keep_received(study: "Study", sha256: str, name: str, data: bytes) -> None:
    """Keep a file as it was received, inside the open change."""
    study.execute("INSERT OR IGNORE INTO keys.received (sha256, name, data) VALUES (?, ?, ?)", (sha256, name, data))


def received(study: "Study", sha256: str) -> tuple[str, bytes] | None:
    """Return the name and bytes of a received file, or None when this study travels without its keys."""
    row = study.execute("SELECT name, data FROM keys.received WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else (str(row[0]), bytes(row[1]))
