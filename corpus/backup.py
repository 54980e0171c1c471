"""Copies of a study: to keep, to bring back, and to share without its keys."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus import keys
from corpus.errors import StudyError
from corpus.pseudonyms import withholding
from corpus.study import StudyFile, is_study


def backup(study: StudyFile, copy: Path) -> list[Path]:
    """Write a whole copy of the study at ``copy``, its keys beside it, and return both paths.

    :raises StudyError: something stands there already, or the folder cannot be written.
    """
    return _write(study.conn, [("main", copy), ("keys", keys.path_of(copy))])


def share(study: StudyFile, copy: Path) -> Path:
    """Write a copy of the study without its keys: no received file travels with it.

    :raises StudyError: something stands there already, or the folder cannot be written.
    """
    withholding.enforce(study)
    return _write(study.conn, [("main", copy)])[0]


def restore(copy: Path, path: Path) -> list[Path]:
    """Bring a copy back at ``path`` with its keys when they stand beside it, after checking it whole.

    :raises StudyError: the copy is not a study or is damaged, a file stands at ``path``, or the folder cannot be
        written.
    """
    if not copy.is_file() or not is_study(copy):
        raise StudyError(f"« {copy.name} » n’est pas une étude Fil rouge : choisissez une autre copie.")
    parts = [("main", path)]
    try:
        with closing(sqlite3.connect(_read_only(copy), uri=True, isolation_level=None)) as conn:
            if keys.path_of(copy).is_file():
                conn.execute("ATTACH DATABASE ? AS keys", (_read_only(keys.path_of(copy)),))
                parts.append(("keys", keys.path_of(path)))
            if conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("integrity_check")
            return _write(conn, parts)
    except sqlite3.Error as cause:
        raise StudyError(f"« {copy.name} » ou ses clés sont endommagées : choisissez une autre copie.") from cause


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def _write(conn: sqlite3.Connection, parts: Sequence[tuple[str, Path]]) -> list[Path]:
    """Write each database of a connection, what stands in its write-ahead log included, at its path; all or none."""
    for _, copy in parts:
        if copy.exists():
            raise StudyError(f"« {copy.name} » existe déjà : déplacez ce fichier, ou choisissez un autre nom.")
    try:
        for schema, copy in parts:
            conn.execute(f"VACUUM {schema} INTO ?", (str(copy),))
    except sqlite3.Error as cause:
        for _, copy in parts:
            copy.unlink(missing_ok=True)
        raise StudyError(f"La copie « {parts[0][1].name} » n’a pas pu être écrite : vérifiez le dossier.") from cause
    return [copy for _, copy in parts]
