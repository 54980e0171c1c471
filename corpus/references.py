"""What points to a record, whichever floor keeps it: made to point to another record when the first one goes."""

import sqlite3
from collections import Counter
from collections.abc import Collection

from corpus.study import Study


def redirect(study: Study, table: str, key: str, heir: str, *, but: Collection[str] = ()) -> None:
    """Make the recorded rows that point to one record point to another, inside the open change.

    A row that would then say what another already says goes, with what stands on it.

    :param but: the tables whose owners see to it themselves.
    """
    for child, column, _may_be_empty in study.references().get(table, ()):
        if child in but:
            continue
        for row in study.rows(f'SELECT id FROM {child} WHERE "{column}" = :key', key=key):
            try:
                study.update(child, row["id"], **{column: heir})
            except sqlite3.IntegrityError:
                study.delete_with(child, row["id"])


def counted(study: Study, table: str, key: str, *, but: Collection[str] = ()) -> dict[str, int]:
    """Return how many recorded rows point to a record, by table."""
    found: Counter[str] = Counter()
    for child, column, _may_be_empty in study.references().get(table, ()):
        if child not in but:
            found[child] += int(study.value(f'SELECT count(*) FROM {child} WHERE "{column}" = :key', key=key))
    return {child: number for child, number in found.items() if number}


def drop(study: Study, table: str, key: str, *, but: Collection[str] = ()) -> None:
    """Remove the recorded rows that point to a record, with what stands on them, inside the open change.

    A row that may point to nothing then does.
    """
    for child, column, may_be_empty in study.references().get(table, ()):
        if child in but:
            continue
        for row in study.rows(f'SELECT id FROM {child} WHERE "{column}" = :key', key=key):
            if may_be_empty:
                study.update(child, row["id"], **{column: None})
            else:
                study.delete_with(child, row["id"])
