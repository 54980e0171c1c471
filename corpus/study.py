"""A study is one SQLite file, with its keys beside it: opening, making, and the object through which all goes.

``StudyFile`` is the file; ``StudyFile.acting_as(member)`` gives the ``Study`` through which everything is read and
written, carrying who writes and who reads so that the two cannot differ. Every write runs inside
``Study.change(label)``. The history of changes stands in ``corpus.changes``, the rule of reading in
``corpus.access``, the tables in each floor's ``schema``.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from corpus import access, changes, keys
from corpus.errors import AccessError, StudyError
from corpus.floors import Floor, unsealed
from corpus.ids import is_id, new_id
from corpus.schema import FLOOR

APPLICATION_ID = 0x46694C72  # "FiLr", so that a database of another program is never taken for a study
SUFFIX = ".db"


def now() -> str:
    """Return the present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class StudyFile:
    """An open study file. One connection, never shared between threads; close it, or use it in a ``with``."""

    def __init__(self, path: Path, conn: sqlite3.Connection, floors: Sequence[Floor]) -> None:
        self.path = path
        self.conn = conn
        self.db = Database(conn)
        self.floors = tuple(floors)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str,
        member: str,
        role: str = "lead",
        description: str = "",
        fictitious: bool = False,
        floors: Sequence[Floor] = (FLOOR,),
        member_id: str | None = None,
        study_id: str | None = None,
    ) -> Self:
        """Make an empty study with its first member, and open it.

        The file appears under its name only when it is whole.

        :param study_id: the GUID the study must have, when it is built from files.
        :raises StudyError: a file stands there already, the folder cannot be written, or title or name is empty.
        """
        path = Path(path)
        title, member = title.strip(), member.strip()
        if not title or not member:
            raise StudyError(
                "Une étude a besoin d’un titre et du nom de la personne qui l’ouvre : remplissez les deux."
            )
        if path.exists():
            raise StudyError(f"Un fichier « {path.name} » existe déjà : choisissez un autre nom.")
        record = {
            "id": study_id or new_id(),
            "title": title,
            "description": description,
            "fictitious": int(fictitious),
            "created": now(),
        }
        part = path.with_name(f".{path.name}.{new_id()[:8]}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(part, floors, record, access.Member(member_id or new_id(), member, role))
            part.rename(path)
        except (OSError, sqlite3.Error) as cause:
            raise StudyError(
                f"L’étude « {path.name} » n’a pas pu être créée : vérifiez que le dossier accepte l’écriture."
            ) from cause
        finally:
            part.unlink(missing_ok=True)
        return cls.open(path, floors)

    @classmethod
    def open(cls, path: Path, floors: Sequence[Floor] = (FLOOR,)) -> Self:
        """Open a study, bringing its tables up to date after a safety copy.

        :raises StudyError: no such file, not a study, damaged, or written by a newer version of the program.
        """
        path = Path(path)
        if not path.is_file():
            raise StudyError(f"Le fichier « {path.name} » est introuvable : vérifiez son nom et son dossier.")
        if not is_study(path):
            raise StudyError(f"« {path.name} » n’est pas une étude Fil rouge : choisissez un autre fichier.")
        conn = sqlite3.connect(path, isolation_level=None, timeout=10)
        study = cls(path, conn, floors)
        try:
            _set_up(conn)
            study._bring_up_to_date()
            keys.attach(conn, path)
        except sqlite3.DatabaseError as cause:
            conn.close()
            raise StudyError(
                f"« {path.name} » ne s’ouvre pas : le fichier est endommagé ou occupé, reprenez une sauvegarde."
            ) from cause
        except StudyError:
            conn.close()
            raise
        return study

    def _bring_up_to_date(self) -> None:
        """Refuse what is newer than the program, then apply what is pending, after a copy of the file."""
        applied = set(self.conn.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall())
        for floor in self.floors:
            known = {migration.name for migration in floor.migrations._migrations}
            if any(name not in known for set_name, name in applied if set_name == floor.name):
                raise StudyError(
                    f"« {self.path.name} » a été écrite par une version plus récente de Fil rouge : "
                    "mettez le programme à jour pour l’ouvrir."
                )
        pending = [f for f in self.floors if any((f.name, m.name) not in applied for m in f.migrations._migrations)]
        if not pending:
            return
        if any(set_name == floor.name for floor in pending for set_name, _ in applied):
            self._copy_aside()
        _migrate(self.conn, self.db, self.floors)

    def _copy_aside(self) -> None:
        """Keep the file as it was before a migration of a floor it already holds."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        copy = self.path.with_name(f"{self.path.stem}.avant-mise-a-jour-{stamp}{SUFFIX}")
        self.conn.execute("VACUUM INTO ?", (str(copy),))

    def members(self) -> list[access.Member]:
        """Return the active members, by name: the front page asks among them who is working."""
        rows = self.conn.execute("SELECT id, name, role FROM member WHERE active = 1 ORDER BY name").fetchall()
        return [access.Member(*row) for row in rows]

    def acting_as(self, member: str) -> "Study":
        """Return the study as this member reads and writes it.

        :param member: GUID or exact name of an active member.
        :raises AccessError: nobody of that id or name works in the study.
        """
        for candidate in self.members():
            if member in (candidate.id, candidate.name):
                return Study(self, candidate)
        names = ", ".join(m.name for m in self.members())
        raise AccessError(f"« {member} » ne travaille pas dans cette étude : choisissez parmi {names}.")

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def is_study(path: Path) -> bool:
    """Say whether a file calls itself a study, from its first bytes: the file of another program is not touched."""
    try:
        with path.open("rb") as stream:
            header = stream.read(72)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4, "big")


def _set_up(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")


def _migrate(conn: sqlite3.Connection, db: Database, floors: Sequence[Floor]) -> None:
    conn.execute("BEGIN IMMEDIATE")
    try:
        for floor in floors:
            floor.migrations.apply(db)
            changes.install_triggers(conn, floor.recorded)
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise


def _make(path: Path, floors: Sequence[Floor], record: dict[str, Any], founder: access.Member) -> None:
    """Write a whole new study file at ``path``, in one journal mode that leaves no file beside it."""
    conn = sqlite3.connect(path, isolation_level=None)
    try:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute("PRAGMA foreign_keys = ON")
        db = Database(conn)
        _migrate(conn, db, floors)
        study = Study(StudyFile(path, conn, floors), founder)
        with study.change("Ouvrir l’étude"):
            study.insert("member", {"id": founder.id, "name": founder.name, "role": founder.role, "active": 1})
            study.insert("study", record)
    finally:
        conn.close()


class Study:
    """A study as one member reads and writes it. Made by ``StudyFile.acting_as``."""

    def __init__(self, file: StudyFile, member: access.Member) -> None:
        self.file = file
        self.member = member
        self._open: int | None = None

    def readable(self, alias: str, author: str = "author") -> str:
        """Return the SQL condition that keeps the rows of ``alias`` this member may read."""
        return access.readable(self.member, alias, author)

    def execute(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement on the study's connection."""
        return self.file.conn.execute(sql, params)

    def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries; ``:reader`` is bound to the member's id."""
        cursor = self.file.conn.execute(sql, {"reader": self.member.id, **params})
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, sql: str, **params: Any) -> Any:
        """Return the first column of the first row of a query, or None."""
        row = self.file.conn.execute(sql, {"reader": self.member.id, **params}).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def change(self, label: str, *, level: str = "team", undoes: int | None = None) -> Iterator[int]:
        """Open a change: all or nothing, under this member's name, taken back as a whole by ``changes.undo``.

        A change opened inside another joins it, and takes its own writes back if it fails. A change that altered
        nothing leaves no line in the history.

        :param level: who may read the label in the history.
        :raises AccessError: the member only reads.
        :raises StudyError: the study stays busy for ten seconds.
        """
        access.must_write(self.member)
        if self._open is not None:
            with self.file.db.atomic():
                yield self._open
            return
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as cause:
            raise StudyError("L’étude est occupée par une autre écriture : recommencez dans un instant.") from cause
        try:
            self._open = self._begin(label, level, undoes)
            yield self._open
            self._end(self._open)
        except BaseException:
            if self.file.conn.in_transaction:
                self.execute("ROLLBACK")
            raise
        finally:
            self._open = None

    def _begin(self, label: str, level: str, undoes: int | None) -> int:
        cursor = self.execute(
            "INSERT INTO change (guid, at, author, label, level, undoes) VALUES (?, ?, ?, ?, ?, ?)",
            (new_id(), now(), self.member.id, label, access.checked_level(level), undoes),
        )
        change = int(cursor.lastrowid or 0)
        self.execute("INSERT INTO open_change (change) VALUES (?)", (change,))
        return change

    def _end(self, change: int) -> None:
        if not self.value("SELECT count(*) FROM change_row WHERE change = :change", change=change):
            self.execute("DELETE FROM open_change")
            self.execute("DELETE FROM change WHERE id = ?", (change,))
        self.execute("DELETE FROM open_change")
        try:
            self.execute("COMMIT")
        except sqlite3.IntegrityError as cause:
            raise StudyError(
                "Ce changement laisserait un élément sans ce qu’il désigne : rien n’a été écrit."
            ) from cause

    def insert(self, table: str, *rows: dict[str, Any]) -> None:
        """Write new rows, all with the same columns, inside the open change."""
        if not rows:
            return
        names = list(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        self.file.conn.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [[row[name] for name in names] for row in rows]
        )

    def update(self, table: str, key: str, /, **values: Any) -> None:
        """Write these columns of one row, when they differ, inside the open change."""
        if not values:
            return
        sets = ", ".join(f'"{name}" = ?' for name in values)
        differs = " OR ".join(f'"{name}" IS NOT ?' for name in values)
        given = list(values.values())
        self.execute(f"UPDATE {table} SET {sets} WHERE id = ? AND ({differs})", [*given, key, *given])

    def delete(self, table: str, key: str) -> None:
        """Remove one row, inside the open change."""
        self.execute(f"DELETE FROM {table} WHERE id = ?", (key,))

    def delete_with(self, table: str, key: str) -> None:
        """Remove one row and all that stands on it, inside the open change; what may point to nothing then does."""
        for child, column, child_key in self.standing_on(table, key):
            if column is None:
                self.delete(child, child_key)
            else:
                self.update(child, child_key, **{column: None})
        self.delete(table, key)

    def standing_on(self, table: str, key: str) -> list[tuple[str, str | None, str]]:
        """Return what would go with one row, leaves first: (table, None, id), or (table, column to be emptied, id)."""
        references = self.references()

        def under(table: str, key: str) -> Iterator[tuple[str, str | None, str]]:
            for child, column, may_be_empty in references.get(table, ()):
                for row in self.rows(f'SELECT id FROM {child} WHERE "{column}" = :key', key=key):
                    if not may_be_empty:
                        yield from under(child, row["id"])
                    yield child, column if may_be_empty else None, row["id"]

        return list(dict.fromkeys(under(table, key)))

    def references(self) -> dict[str, list[tuple[str, str, bool]]]:
        """Return, by table, the recorded tables and columns that point to it, and whether they may be empty."""
        found: dict[str, list[tuple[str, str, bool]]] = {}
        for child in (table for floor in self.file.floors for table in floor.recorded):
            required = {row[1] for row in self.execute(f"PRAGMA table_info({child})") if row[3]}
            for row in self.execute(f"PRAGMA foreign_key_list({child})").fetchall():
                found.setdefault(row[2], []).append((child, row[3], row[3] not in required))
        return found

    def replace(self, table: str, owner: str, key: str, rows: Sequence[dict[str, Any]]) -> None:
        """Make the rows of ``table`` that belong to ``key`` through the column ``owner`` be just these.

        Rows that stay are not touched: two rows are the same when all columns but ``id`` are.
        """
        wanted = [{owner: key, **row} for row in rows]
        for existing in self.rows(f'SELECT * FROM {table} WHERE "{owner}" = :key', key=key):
            bare = {name: value for name, value in existing.items() if name != "id"}
            if bare in wanted:
                wanted.remove(bare)
            else:
                self.delete(table, existing["id"])
        self.insert(table, *({"id": new_id(), **row} for row in wanted))

    def may_read_change(self, change: int) -> bool:
        """Say whether this member may read the label of a change."""
        open_to_all = f"{self.readable('c')} AND {unsealed(self.file.floors, 'change', 'c')}"
        return bool(self.value(f"SELECT 1 FROM change c WHERE c.id = :change AND {open_to_all}", change=change))

    def resolve(self, table: str, reference: str) -> str:
        """Return the full GUID of a record of ``table`` given whole or by its first 6 characters or more.

        :raises StudyError: nothing, or more than one record, begins so.
        """
        if is_id(reference):
            return reference
        found = self.rows(
            f"SELECT id FROM {table} WHERE substr(id, 1, length(:start)) = :start LIMIT 2", start=reference
        )
        if len(reference) < 6 or len(found) != 1:
            raise StudyError(f"« {reference} » ne désigne pas un seul élément : donnez l’identifiant entier.")
        return str(found[0]["id"])


def about(study: Study) -> dict[str, Any]:
    """Return the study's own record: id, title, description, fictitious (bool), created."""
    row = study.rows("SELECT * FROM study")[0]
    return {**row, "fictitious": bool(row["fictitious"])}


def describe(study: Study, *, title: str, description: str) -> None:
    """Change the title and description of the study.

    :raises StudyError: the title is empty.
    """
    if not title.strip():
        raise StudyError("Une étude a besoin d’un titre : écrivez-en un.")
    with study.change("Décrire l’étude"):
        study.update("study", about(study)["id"], title=title.strip(), description=description.strip())
