"""The history: every change of a study, who made it, and how to take it back.

Triggers record each row before and after under the open change, and abort a write made without one. Version texts,
received files and indexes are not recorded: they are never altered. Undo reverses a whole change, or names the later
change that prevents it; an undo is a change too, so undoing it does the thing again.
"""

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import AccessError, StudyError
from corpus.floors import unsealed
from corpus.pseudonyms import withholding

if TYPE_CHECKING:
    from corpus.study import Study

EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Change:
    """A line of the history. ``at`` is ISO 8601 in UTC; ``undone_by`` is the change that took it back, if any."""

    id: int
    at: str
    author: str
    author_name: str
    label: str
    undoes: int | None
    undone_by: int | None
    rows: int


def triggers(conn: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the SQL of the recording triggers of ``table``, by trigger name, from its columns as they stand."""
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]

    def row_of(alias: str) -> str:
        return "json_object(" + ", ".join(f"'{c}', {alias}.\"{c}\"" for c in columns) + ")"

    sql = {}
    for event in EVENTS:
        before = "NULL" if event == "INSERT" else row_of("OLD")
        after = "NULL" if event == "DELETE" else row_of("NEW")
        alias = "OLD" if event == "DELETE" else "NEW"
        name = f"record_{table}_{event.lower()}"
        sql[name] = (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
            "SELECT RAISE(ABORT, 'write outside a change') WHERE NOT EXISTS (SELECT 1 FROM open_change); "
            "INSERT INTO change_row (change, tbl, row, before, after) "
            f"SELECT change, '{table}', {alias}.id, {before}, {after} FROM open_change; END"
        )
    return sql


def install_triggers(conn: sqlite3.Connection, tables: tuple[str, ...]) -> None:
    """Make the recording triggers of these tables again: a migration that rebuilds a table drops them silently."""
    for table in tables:
        for name, sql in triggers(conn, table).items():
            conn.execute(f"DROP TRIGGER IF EXISTS {name}")
            conn.execute(sql)


def missing_triggers(conn: sqlite3.Connection, tables: tuple[str, ...]) -> list[str]:
    """Return the names of the recording triggers that are absent or do not match the columns of their table."""
    present = dict(conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    expected = {name: sql for table in tables for name, sql in triggers(conn, table).items()}
    return [name for name, sql in expected.items() if present.get(name) != sql]


_SELECT = """
    SELECT c.id, c.at, c.author, m.name AS author_name, c.label, c.undoes,
        (SELECT max(u.id) FROM change u WHERE u.undoes = c.id) AS undone_by,
        (SELECT count(*) FROM change_row r WHERE r.change = c.id) AS rows
    FROM change c JOIN member m ON m.id = c.author
"""


def _readable(study: "Study") -> str:
    """Return the condition that keeps the changes ``c`` whose label this member may read."""
    return f"{study.readable('c')} AND {unsealed(study.file.floors, 'change', 'c')}"


def history(study: "Study", *, limit: int = 50, offset: int = 0, author: str | None = None) -> list[Change]:
    """Return the changes this reader may see, newest first."""
    rows = study.rows(
        f"{_SELECT} WHERE {_readable(study)} AND (:author IS NULL OR c.author = :author)"
        " ORDER BY c.id DESC LIMIT :limit OFFSET :offset",
        author=author,
        limit=limit,
        offset=offset,
    )
    return [Change(**_live(study, row)) for row in rows]


def count(study: "Study") -> int:
    """Return how many changes this reader may see."""
    return int(study.value(f"SELECT count(*) FROM change c WHERE {_readable(study)}"))


def get(study: "Study", change: int) -> Change:
    """Return one line of the history.

    :raises StudyError: there is none of that number open to this reader.
    """
    rows = study.rows(f"{_SELECT} WHERE c.id = :change AND {_readable(study)}", change=change)
    if not rows:
        raise StudyError("Ce changement n’existe pas dans l’historique : rechargez la page.")
    return Change(**_live(study, rows[0]))


def revision(study: "Study") -> int:
    """Return the number of the latest change of the study, whoever made it: what was read before it may be stale."""
    return int(study.value("SELECT coalesce(max(id), 0) FROM change"))


def last_undoable(study: "Study") -> Change | None:
    """Return the reader's own latest change that is neither undone nor itself an undo."""
    for change in history(study, author=study.member.id, limit=200):
        if change.undone_by is None and change.undoes is None:
            return change
    return None


def _live(study: "Study", row: dict[str, Any]) -> dict[str, Any]:
    """Forget an undo that was itself undone: the change stands again."""
    if row["undone_by"] is not None and _is_undone(study, row["undone_by"]):
        row["undone_by"] = None
    return row


def _is_undone(study: "Study", change: int) -> bool:
    undoing = study.value("SELECT max(id) FROM change WHERE undoes = :change", change=change)
    return undoing is not None and not _is_undone(study, undoing)


def undo(study: "Study", change: int) -> int:
    """Take a whole change back and return the id of the change that does it.

    :raises AccessError: the change belongs to somebody else and the reader does not lead the study.
    :raises StudyError: the change does not exist, is undone already, or a later change stands on it (which is named).
    """
    found = get(study, change)
    if found.author != study.member.id and study.member.role != "lead":
        raise AccessError(
            f"Ce changement est de {found.author_name} : demandez-lui de l’annuler, ou à la cheffe de projet."
        )
    if found.undone_by is not None:
        raise StudyError(f"« {found.label} » est déjà annulé : rien n’a été modifié.")
    prefix = "Rétablir" if found.label.startswith("Annuler : ") else "Annuler"
    base = found.label.removeprefix("Annuler : ").removeprefix("Rétablir : ")
    with study.change(f"{prefix} : {base}", level=_level(study, change), undoes=change) as undoing:
        study.execute("PRAGMA defer_foreign_keys = ON")
        withholding.reopen(study, change)
        for row in study.rows("SELECT * FROM change_row WHERE change = :change ORDER BY id DESC", change=change):
            _reverse(study, found, withholding.whole(study, row))
        _refuse_orphans(study, found)
        _follow(study, change)
        if not study.value("SELECT count(*) FROM member WHERE role = 'lead' AND active = 1"):
            raise StudyError("Plus personne ne mènerait l’étude : donnez d’abord ce rôle à quelqu’un d’autre.")
    withholding.enforce(study.file)
    return undoing


def _follow(study: "Study", change: int) -> None:
    """Have the index of words follow the documents whose current version the undo has changed."""
    if study.value("SELECT 1 FROM change_row WHERE change = :change AND tbl = 'document' LIMIT 1", change=change):
        from corpus.search import index  # which reads studies, as does the module that imports this one

        index.bring_up_to_date(study)


def _level(study: "Study", change: int) -> str:
    return str(study.value("SELECT level FROM change WHERE id = :change", change=change))


def _reverse(study: "Study", change: Change, row: dict[str, Any]) -> None:
    """Put one row back as it was, provided it still is as the change left it."""
    table, key = row["tbl"], row["row"]
    now = study.rows(f"SELECT * FROM {table} WHERE id = :key", key=key)
    current = now[0] if now else None
    after = json.loads(row["after"]) if row["after"] else None
    if not _same(current, after):
        _refuse(study, change, table, key)
    before = json.loads(row["before"]) if row["before"] else {}
    try:
        if not before:
            study.delete(table, key)
        elif after is None:
            study.insert(table, before)
        else:
            study.update(table, key, **{name: value for name, value in before.items() if name != "id"})
    except sqlite3.IntegrityError as cause:
        _refuse(study, change, table, _rival(study, table, before, cause))


def _rival(study: "Study", table: str, row: dict[str, Any], cause: sqlite3.IntegrityError) -> str:
    """Return the id of the row that now holds what this one held alone, such as the name of a site."""
    columns = re.findall(rf"\b{table}\.(\w+)", str(cause))
    where = " AND ".join(f'"{column}" IS :{column}' for column in columns) or "0"
    return str(study.value(f"SELECT id FROM {table} WHERE {where}", **{column: row.get(column) for column in columns}))


def _same(current: dict[str, Any] | None, recorded: dict[str, Any] | None) -> bool:
    """Compare a row with its record, but for the columns a migration has added since."""
    if current is None or recorded is None:
        return current is recorded
    return all(name in current and current[name] == value for name, value in recorded.items())


def _refuse_orphans(study: "Study", change: Change) -> None:
    """Refuse an undo that would take away what a later record stands on."""
    for table, rowid, _parent, _fk in study.execute("PRAGMA foreign_key_check").fetchall():
        key = study.value(f"SELECT id FROM {table} WHERE rowid = :rowid", rowid=rowid)
        _refuse(study, change, table, str(key))


def _refuse(study: "Study", change: Change, table: str, key: str) -> None:
    later = study.rows(
        f"{_SELECT} WHERE c.id > :change"
        " AND c.id IN (SELECT r.change FROM change_row r WHERE r.tbl = :tbl AND r.row = :key)"
        " AND c.id NOT IN (SELECT change FROM open_change) ORDER BY c.id DESC LIMIT 1",
        change=change.id,
        tbl=table,
        key=key,
    )
    if not later:
        raise StudyError(f"« {change.label} » ne peut plus être annulé : l’étude repose sur ce qu’il a créé.")
    label = later[0]["label"] if study.may_read_change(later[0]["id"]) else "un changement privé"
    raise StudyError(
        f"« {change.label} » ne peut pas être annulé seul : « {label} » ({later[0]['author_name']}) s’appuie dessus, "
        "annulez-le d’abord."
    )
