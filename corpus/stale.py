"""A record that somebody changed since it was read is not written over: the second person is told, nothing is lost."""

from typing import TypeVar

from corpus.errors import StudyError

Record = TypeVar("Record")


def refuse_if_changed(read: Record | None, now: Record) -> None:
    """Compare a record as it was read, if that is known, with the record as it stands in the open change.

    :raises StudyError: they differ.
    """
    if read is not None and read != now:
        raise StudyError(
            "Quelqu’un a modifié cet élément depuis que vous l’avez ouvert : rien n’est écrit, copiez ce que vous avez "
            "saisi, puis rouvrez-le pour voir le changement."
        )
