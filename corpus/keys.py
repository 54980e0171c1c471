"""The keys file beside a study: the files as they were received, the names behind pseudonyms, what was withheld.

It is a second SQLite file (``….clefs.db``), so that a study can be shared without it. Nothing in it is recorded in the
history, which stands in the study itself; rows are keyed by the GUIDs of the records they belong to.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.study import Study

_SHAPE = 1
_TABLES = (
    "CREATE TABLE IF NOT EXISTS keys.received (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS keys.received_token (token TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE IF NOT EXISTS keys.name (id TEXT PRIMARY KEY, name TEXT NOT NULL, aliases TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS keys.name_before "
    "(at TEXT NOT NULL, author TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS keys.decision (version TEXT NOT NULL, start INTEGER NOT NULL, "
    '"end" INTEGER NOT NULL, accepted INTEGER NOT NULL, PRIMARY KEY (version, start, "end")) STRICT, WITHOUT ROWID',
    "CREATE TABLE IF NOT EXISTS keys.seal (id TEXT PRIMARY KEY, replacements TEXT NOT NULL, "
    "quotes TEXT NOT NULL, swept INTEGER NOT NULL DEFAULT 0, clean INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE TABLE IF NOT EXISTS keys.original (kind TEXT NOT NULL, item TEXT NOT NULL, before TEXT, after TEXT, "
    "data BLOB, PRIMARY KEY (kind, item)) STRICT",
    "CREATE TABLE IF NOT EXISTS keys.safety_copy (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT",
)


def path_of(study: Path) -> Path:
    """Return where the keys of the study at this path stand."""
    return study.with_name(f"{study.stem}.clefs.db")


def attach(conn: sqlite3.Connection, study: Path) -> None:
    """Join the keys file to an open study under the name ``keys``, making it when there is none."""
    conn.execute("ATTACH DATABASE ? AS keys", (str(path_of(study)),))
    if conn.execute("PRAGMA keys.user_version").fetchone()[0] >= _SHAPE:
        return
    conn.execute("PRAGMA keys.journal_mode = WAL")
    for sql in _TABLES:
        conn.execute(sql)
    conn.execute(f"PRAGMA keys.user_version = {_SHAPE}")


# Files as they were received ----------------------------------------------------------------------------------------


def keep_received(study: "Study", sha256: str, name: str, data: bytes) -> None:
    """Keep a file as it was received, inside the open change."""
    study.execute("INSERT OR IGNORE INTO keys.received (sha256, name, data) VALUES (?, ?, ?)", (sha256, name, data))


def received(study: "Study", sha256: str) -> tuple[str, bytes] | None:
    """Return the name and bytes of a received file, or None when this study travels without its keys.

    :param sha256: its fingerprint, or the token that stands for it once names were put out of its document.
    """
    row = study.execute(
        "SELECT name, data FROM keys.received WHERE sha256 IN"
        " (?1, (SELECT t.sha256 FROM keys.received_token t WHERE t.token = ?1))",
        (sha256,),
    ).fetchone()
    return None if row is None else (str(row[0]), bytes(row[1]))


def token_of(study: "Study", sha256: str) -> str | None:
    """Return the token that stands in the study for the fingerprint of a received file, if one was given."""
    row = study.execute("SELECT token FROM keys.received_token WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else str(row[0])


def give_token(study: "Study", sha256: str, token: str) -> str:
    """Return the token of a fingerprint, giving it this one when it has none.

    A fingerprint lets whoever knows all of a text but its names try names until one fits; a token tells nothing.
    """
    study.execute("INSERT OR IGNORE INTO keys.received_token (token, sha256) VALUES (?, ?)", (token, sha256))
    return token_of(study, sha256) or token


# Names behind pseudonyms --------------------------------------------------------------------------------------------


def names(study: "Study") -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the name and the other ways it is written of each entry of the register, by GUID."""
    rows = study.execute("SELECT id, name, aliases FROM keys.name").fetchall()
    return {row[0]: (row[1], tuple(json.loads(row[2]))) for row in rows}


def keep_name(study: "Study", entry: str, name: str, aliases: Iterable[str], at: str) -> None:
    """Write the name of an entry of the register; the one it replaces is kept aside with who replaced it."""
    study.execute(
        "INSERT INTO keys.name_before (at, author, id, name, aliases)"
        " SELECT ?, ?, id, name, aliases FROM keys.name WHERE id = ?",
        (at, study.member.id, entry),
    )
    written = json.dumps(list(aliases), ensure_ascii=False)
    study.execute("INSERT OR REPLACE INTO keys.name (id, name, aliases) VALUES (?, ?, ?)", (entry, name, written))


def decisions(study: "Study", version: str) -> dict[tuple[int, int], bool]:
    """Return what was decided of the places of a version: ``(start, end)`` → replaced or left."""
    rows = study.execute('SELECT start, "end", accepted FROM keys.decision WHERE version = ?', (version,)).fetchall()
    return {(row[0], row[1]): bool(row[2]) for row in rows}


def decide(study: "Study", version: str, places: Iterable[tuple[int, int]], accepted: bool | None) -> None:
    """Keep what was decided of these places of a version; None forgets it."""
    for start, end in places:
        study.execute('DELETE FROM keys.decision WHERE version = ? AND start = ? AND "end" = ?', (version, start, end))
        if accepted is not None:
            study.execute(
                'INSERT INTO keys.decision (version, start, "end", accepted) VALUES (?, ?, ?, ?)',
                (version, start, end, int(accepted)),
            )


# What was withheld from the study -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seal:
    """A pseudonymisation, as its keys know it.

    What it replaced by what, the columns that quote versions by table, the last line of the history it was swept to,
    whether the file was cleaned since.
    """

    replacements: tuple[tuple[str, str], ...]
    quotes: dict[str, list[str]]
    swept: int
    clean: bool


def keep_seal(
    conn: sqlite3.Connection,
    seal: str,
    replacements: Sequence[tuple[str, str]],
    quotes: Mapping[str, Sequence[str]],
) -> None:
    """Keep what a pseudonymisation replaces by what: ``(words, pseudonym)``."""
    written = [json.dumps(value, ensure_ascii=False) for value in (list(replacements), {**quotes})]
    conn.execute("INSERT INTO keys.seal (id, replacements, quotes) VALUES (?, ?, ?)", (seal, *written))


def seal(conn: sqlite3.Connection, seal: str) -> Seal | None:
    """Return a pseudonymisation, or None when the study travels without its keys."""
    row = conn.execute("SELECT replacements, quotes, swept, clean FROM keys.seal WHERE id = ?", (seal,)).fetchone()
    if row is None:
        return None
    return Seal(tuple((a, b) for a, b in json.loads(row[0])), json.loads(row[1]), int(row[2]), bool(row[3]))


def mark_seal(conn: sqlite3.Connection, seal: str, *, swept: int | None = None, clean: bool | None = None) -> None:
    """Note how far a pseudonymisation was swept, and whether the file was cleaned since."""
    conn.execute(
        "UPDATE keys.seal SET swept = coalesce(?, swept), clean = coalesce(?, clean) WHERE id = ?",
        (swept, None if clean is None else int(clean), seal),
    )


def keep_original(
    conn: sqlite3.Connection, kind: str, item: str, before: str | None, after: str | None, data: bytes | None = None
) -> None:
    """Keep what the study is about to lose of an item, in place of what was kept of it before."""
    conn.execute(
        "INSERT OR REPLACE INTO keys.original (kind, item, before, after, data) VALUES (?, ?, ?, ?, ?)",
        (kind, item, before, after, data),
    )


def original(conn: sqlite3.Connection, kind: str, item: str) -> tuple[str | None, str | None, bytes | None] | None:
    """Return what was kept of an item, or None when the study travels without its keys."""
    row = conn.execute(
        "SELECT before, after, data FROM keys.original WHERE kind = ? AND item = ?", (kind, item)
    ).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def keep_safety_copy(conn: sqlite3.Connection, name: str, data: bytes) -> None:
    """Keep a copy of the study the program had put aside before bringing it up to date."""
    conn.execute("INSERT OR REPLACE INTO keys.safety_copy (name, data) VALUES (?, ?)", (name, zlib.compress(data)))


def safety_copies(conn: sqlite3.Connection) -> list[tuple[str, bytes]]:
    """Return the safety copies kept here: name of the file, bytes."""
    rows = conn.execute("SELECT name, data FROM keys.safety_copy ORDER BY name").fetchall()
    return [(row[0], zlib.decompress(row[1])) for row in rows]
