"""What leaves the study for its keys once names are put out of a document, and what brings it back.

A pseudonymisation is a recorded change like any other; it *seals* its document. While it stands, the former texts, the
words of old anchors and the lines of the history that show a name are kept in the keys file under the same ids
(``keys.original``) and ``withheld`` says so in the study; the history keeps redacted lines. Undoing the
pseudonymisation brings all of it back, doing it again takes it away again. A copy without keys can do neither.

Two files are never written for good at once: what must be kept is committed to the keys first, then taken out of the
study. A sweep that was interrupted is finished by the next (:func:`enforce`).
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import keys
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.language import results
from corpus.pseudonyms.forms import Forms

if TYPE_CHECKING:
    from corpus.study import Study, StudyFile

NO_KEYS = (
    "Cette copie est venue sans ses clés : ce qui précède les pseudonymes n’y est pas, "
    "demandez-le à qui garde l’étude d’origine."
)
_SAFETY = "{}.avant-mise-a-jour-*.db"


@dataclass(frozen=True)
class _Seal:
    """A pseudonymisation that stands, with what it replaces."""

    id: str
    document: str
    number: int
    kept: keys.Seal
    former: frozenset[str]
    token: str | None

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.kept.replacements)

    def redacted(self, table: str, line: str | None) -> str | None:
        """Return a row of the history, as JSON, without the words this pseudonymisation put out."""
        if line is None or not (self._about(table) or self.forms.may_stand_in(line)):
            return line
        row = json.loads(line)
        clean = {name: self.forms.replace(value) if isinstance(value, str) else value for name, value in row.items()}
        if row.get("version") in self.former:
            clean |= {name: "" for name in self.kept.quotes.get(table, ()) if row.get(name)}
        if table == "document_version" and row["id"] in self.former:
            clean["sha256"] = ""
        if table == "document" and row["id"] == self.document:
            clean["source_name"] = self.forms.replace_in_file_name(clean.get("source_name") or "")
            clean["source_sha256"] = self.token if row.get("source_sha256") else None
        return line if clean == row else json.dumps(clean, ensure_ascii=False)

    def _about(self, table: str) -> bool:
        return table in self.kept.quotes or table in ("document_version", "document")


# Sealing ------------------------------------------------------------------------------------------------------------


def seal(
    study: "Study",
    document: str,
    version: str,
    seal: str,
    *,
    names: int,
    places: int,
    at: str,
    left: Mapping[str, str] | None = None,
) -> None:
    """Seal a document at its new version, inside the open change that made it; :func:`enforce` comes after it.

    The words of anchors, the speakers and the fingerprints of former versions go, and the notice loses its names.

    :param left: what rows that quote a former version still show, by GUID, in their first such column.
    """
    kept = keys.seal(study.file.conn, seal)
    if kept is None:
        raise StudyError(NO_KEYS)
    forms = Forms(kept.replacements)
    study.insert(
        "pseudonymised",
        {
            "id": seal,
            "document": document,
            "version": version,
            "names": names,
            "places": places,
            "made_at": at,
            "author": study.member.id,
        },
    )
    for row in study.rows(
        "SELECT s.id, s.speaker FROM segment s JOIN document_version v ON v.id = s.version"
        " WHERE v.document = :document AND s.speaker <> ''",
        document=document,
    ):
        _unword(study, "segment", row["id"], {"speaker": forms.replace(row["speaker"])})
    for former in study.rows(
        "SELECT id FROM document_version WHERE document = :document AND id <> :version",
        document=document,
        version=version,
    ):
        _unword(study, "document_version", former["id"], {"sha256": ""})
        for table, columns in kept.quotes.items():
            for row in study.rows(f"SELECT id FROM {table} WHERE version = :version", version=former["id"]):
                words = dict.fromkeys(columns, "")
                if left and row["id"] in left:
                    words[columns[0]] = left[row["id"]]
                _unword(study, table, row["id"], words)
    notice = study.rows("SELECT title, source_name, source_sha256, warnings FROM document WHERE id = :d", d=document)[0]
    sha256 = notice["source_sha256"]
    _unword(
        study,
        "document",
        document,
        {
            "title": forms.replace(notice["title"]),
            "source_name": forms.replace_in_file_name(forms.replace(notice["source_name"])),
            "warnings": forms.replace(notice["warnings"]),
            "source_sha256": keys.give_token(study, sha256, new_id()) if sha256 else None,
        },
    )


def _unword(study: "Study", table: str, key: str, values: Mapping[str, Any]) -> None:
    study.update(table, key, **values)


# Sweeping -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Item:
    """Something to withhold: what it was, what it becomes."""

    kind: str
    id: str
    was: tuple[str | None, str | None, bytes | None]
    becomes: tuple[str | None, str | None]


def enforce(file: "StudyFile") -> None:
    """Take out of the study all that the pseudonymisations that stand withhold, and clean the file.

    Does nothing within a change, nor in a copy without keys. What was done already is not done again.
    """
    conn = file.conn
    if conn.in_transaction:
        return
    stale = []
    for one in _live(conn):
        if _swept(conn, one) or not one.kept.clean:
            stale.append(one.id)
    if stale and _clean(file):
        for seal_id in stale:
            keys.mark_seal(conn, seal_id, clean=True)


def unfinished(conn: sqlite3.Connection, path: Path) -> bool:
    """Say whether a pseudonymisation waits for its sweep to be finished, from a connection that only reads."""
    if not conn.execute("SELECT 1 FROM pseudonymised LIMIT 1").fetchone() or not keys.path_of(path).is_file():
        return False
    conn.execute("ATTACH DATABASE ? AS keys", (f"{keys.path_of(path).resolve().as_uri()}?mode=ro",))
    return any(not one.kept.clean for one in _live(conn))


def _live(conn: sqlite3.Connection) -> list[_Seal]:
    """Return the pseudonymisations that stand and whose keys are here, oldest first."""
    rows = conn.execute(
        "SELECT p.id, p.document, v.number, d.source_sha256 FROM pseudonymised p"
        " JOIN document_version v ON v.id = p.version JOIN document d ON d.id = p.document ORDER BY p.made_at, p.id"
    ).fetchall()
    found = []
    for seal_id, document, number, token in rows:
        kept = keys.seal(conn, seal_id)
        if kept is not None:
            former = _former(conn, document, number)
            found.append(_Seal(seal_id, document, number, kept, frozenset(former), token))
    return found


def _former(conn: sqlite3.Connection, document: str, number: int) -> set[str]:
    """Return the versions of a document before a number, those that an undo took away included."""
    live = dict(conn.execute("SELECT id, number FROM document_version WHERE document = ?", (document,)).fetchall())
    ever = conn.execute(
        "SELECT DISTINCT row FROM change_row WHERE tbl = 'document_version'"
        " AND json_extract(coalesce(after, before), '$.document') = ?",
        (document,),
    ).fetchall()
    return {version for version, at in live.items() if at < number} | {row[0] for row in ever if row[0] not in live}


def _swept(conn: sqlite3.Connection, one: _Seal) -> bool:
    """Withhold what this pseudonymisation has to and has not yet; say whether there was anything."""
    last = int(conn.execute("SELECT coalesce(max(id), 0) FROM change_row").fetchone()[0])
    items = [*_texts(conn, one), *_lines(conn, one, last), *_labels(conn, one)]
    if items:
        already = {tuple(row) for row in conn.execute("SELECT DISTINCT kind, item FROM withheld").fetchall()}
        with _transaction(conn):
            keys.mark_seal(conn, one.id, clean=False)
            for item in items:
                if (item.kind, item.id) not in already:
                    keys.keep_original(conn, item.kind, item.id, *item.was)
        with _transaction(conn):
            for item in items:
                conn.execute("INSERT OR IGNORE INTO withheld VALUES (?, ?, ?)", (item.kind, item.id, one.id))
                _write(conn, item.kind, item.id, item.becomes)
    if last > one.kept.swept:
        keys.mark_seal(conn, one.id, swept=last)
    return bool(items)


@contextmanager
def _transaction(conn: sqlite3.Connection) -> Iterator[None]:
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _texts(conn: sqlite3.Connection, one: _Seal) -> Iterator[_Item]:
    """The texts of former versions; of one that an undo took away, only when a name stands in it."""
    live = {row[0] for row in conn.execute("SELECT id FROM document_version WHERE document = ?", (one.document,))}
    for version in sorted(one.former):
        row = conn.execute("SELECT text, source_map FROM version_text WHERE version = ?", (version,)).fetchone()
        if row is not None and (version in live or one.forms.stand_in(row[0])):
            yield _Item("version", version, (row[0], None, row[1]), (None, None))


def _lines(conn: sqlite3.Connection, one: _Seal, last: int) -> Iterator[_Item]:
    for row, table, before, after in conn.execute(
        "SELECT id, tbl, before, after FROM change_row WHERE id > ? AND id <= ?", (one.kept.swept, last)
    ):
        becomes = (one.redacted(table, before), one.redacted(table, after))
        if becomes != (before, after):
            yield _Item("change_row", str(row), (before, after, None), becomes)


def _labels(conn: sqlite3.Connection, one: _Seal) -> Iterator[_Item]:
    for change, label in conn.execute("SELECT id, label FROM change"):
        becomes = one.forms.replace(label)
        if becomes != label:
            yield _Item("change", str(change), (label, None, None), (becomes, None))


def _write(conn: sqlite3.Connection, kind: str, item: str, becomes: tuple[str | None, str | None]) -> None:
    if kind == "version":
        conn.execute("DELETE FROM version_text WHERE version = ?", (item,))
        results.forget(conn, item)
    elif kind == "change_row":
        conn.execute("UPDATE change_row SET before = ?, after = ? WHERE id = ?", (*becomes, int(item)))
    else:
        conn.execute("UPDATE change SET label = ? WHERE id = ?", (becomes[0], int(item)))


def _clean(file: "StudyFile") -> bool:
    """Leave no trace of what was taken out: indexes merged, pages rewritten, log emptied, safety copies put away."""
    conn = file.conn
    for (table,) in conn.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND lower(sql) LIKE '%using fts5(%'"
    ).fetchall():
        with suppress(sqlite3.OperationalError):
            conn.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    _put_safety_copies_away(file)
    try:
        conn.execute("VACUUM main")
        return not conn.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:  # somebody else reads or writes: the background process will try again
        return False


def _put_safety_copies_away(file: "StudyFile") -> None:
    for copy in file.path.parent.glob(_SAFETY.format(file.path.stem)):
        keys.keep_safety_copy(file.conn, copy.name, copy.read_bytes())
        copy.unlink(missing_ok=True)


# Bringing back ------------------------------------------------------------------------------------------------------


def reopen(study: "Study", change: int) -> None:
    """Bring back what the pseudonymisations made by a change withhold, inside the open change that undoes it.

    :raises StudyError: this copy has no keys.
    """
    conn = study.file.conn
    for (made,) in conn.execute(
        "SELECT row FROM change_row WHERE change = ? AND tbl = 'pseudonymised' AND before IS NULL", (change,)
    ).fetchall():
        if keys.seal(conn, made) is None:
            raise StudyError(NO_KEYS)
        others = {one.id: one for one in _live(conn) if one.id != made}
        items = conn.execute("SELECT kind, item FROM withheld WHERE seal = ?", (made,)).fetchall()
        conn.execute("DELETE FROM withheld WHERE seal = ?", (made,))
        for kind, item in items:
            _bring_back(conn, kind, item, others)
        keys.mark_seal(conn, made, swept=0, clean=False)


def _bring_back(conn: sqlite3.Connection, kind: str, item: str, others: Mapping[str, _Seal]) -> None:
    """Put an item back as the pseudonymisations that still withhold it leave it."""
    before, after, data = _original(conn, kind, item)
    still = {row[0] for row in conn.execute("SELECT seal FROM withheld WHERE kind = ? AND item = ?", (kind, item))}
    if kind == "version":
        if not still:
            conn.execute("INSERT OR REPLACE INTO version_text VALUES (?, ?, ?)", (item, before, data))
        return
    table = (
        conn.execute("SELECT tbl FROM change_row WHERE id = ?", (item,)).fetchone() if kind == "change_row" else None
    )
    for one in (seal for key, seal in others.items() if key in still):
        if table:
            before, after = one.redacted(table[0], before), one.redacted(table[0], after)
        else:
            before = one.forms.replace(before or "")
    _write(conn, kind, item, (before, after))


def _original(conn: sqlite3.Connection, kind: str, item: str) -> tuple[str | None, str | None, bytes | None]:
    found = keys.original(conn, kind, item)
    if found is None:
        raise StudyError(NO_KEYS)
    return found


def _is_withheld(conn: sqlite3.Connection, kind: str, item: str) -> bool:
    return conn.execute("SELECT 1 FROM withheld WHERE kind = ? AND item = ?", (kind, item)).fetchone() is not None


def whole(study: "Study", row: dict[str, Any]) -> dict[str, Any]:
    """Return a line of the history (``id``, ``before``, ``after``…) as it was recorded.

    :raises StudyError: a part of it was withheld and this copy has no keys.
    """
    if not _is_withheld(study.file.conn, "change_row", str(row["id"])):
        return row
    before, after, _ = _original(study.file.conn, "change_row", str(row["id"]))
    return {**row, "before": before, "after": after}


def keeps(study: "Study", version: str) -> bool:
    """Say whether the text of a version was withheld: it comes back by undoing the pseudonymisation, and only so."""
    return _is_withheld(study.file.conn, "version", version)


def of_document(study: "Study", document: str) -> dict[str, Any] | None:
    """Return the last pseudonymisation of a document: ``names``, ``places``, ``made_at``, ``author``, ``version``."""
    rows = study.rows(
        "SELECT p.names, p.places, p.made_at, p.author, p.version FROM pseudonymised p JOIN document d"
        f" ON d.id = p.document WHERE p.document = :document AND {study.readable('d')} ORDER BY p.made_at DESC LIMIT 1",
        document=document,
    )
    return rows[0] if rows else None
