"""What a person may undo or do again next, read from the history: it holds after a restart, and for each person.

The history itself, and the reversal of a change, are left to ``corpus.changes``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus import changes
from corpus.changes import Change
from corpus.errors import StudyError
from corpus.study import Study

REACH = 5_000
"""How many of a person's changes are looked back at: weeks of work."""


@dataclass(frozen=True)
class Stacks:
    """The changes to take back, oldest first: ``done`` by an undo, ``undone`` by a redo (which takes the undo back)."""

    done: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


def stacks(history: Iterable[tuple[int, str, int | None]], member: str) -> Stacks:
    """Return what ``member`` may undo and do again, from (change, author, change it takes back), oldest first.

    A new act of hers empties what could be done again, as in every editor. What somebody else took back of hers is
    no longer hers to undo; what she took back of somebody else's is an act like any other.
    """
    done: list[int] = []
    undone: list[int] = []
    for change, author, undoes in history:
        from_, to = (done, undone) if undoes in done else (undone, done) if undoes in undone else (None, None)
        if from_ is not None and to is not None and undoes is not None:
            from_.remove(undoes)
            if author == member:
                to.append(change)
        elif author == member:
            done.append(change)
            undone.clear()
    return Stacks(tuple(done), tuple(undone))


def of_member(study: Study) -> Stacks:
    """Return what the member at work may undo and do again."""
    rows = study.rows(
        "SELECT c.id, c.author, c.undoes FROM change c WHERE c.author = :reader"
        " OR c.undoes IN (SELECT u.id FROM change u WHERE u.author = :reader)"
        " ORDER BY c.id DESC LIMIT :reach",
        reach=REACH,
    )
    return stacks([(row["id"], row["author"], row["undoes"]) for row in reversed(rows)], study.member.id)


def undo(study: Study) -> Change:
    """Take back the member's latest act and return the change that did it.

    :raises StudyError: there is none, or a later change of somebody else stands on it (which is named).
    """
    done = of_member(study).done
    if not done:
        raise StudyError("Vous n’avez rien à annuler dans cette étude.")
    return _taken_back(study, done[-1])


def redo(study: Study) -> Change:
    """Do again what the member undid last and return the change that did it.

    :raises StudyError: there is none, or a later change stands in the way (which is named).
    """
    undone = of_member(study).undone
    if not undone:
        raise StudyError("Vous n’avez rien à rétablir : rien n’a été annulé depuis votre dernier geste.")
    return _taken_back(study, undone[-1])


def _taken_back(study: Study, change: int) -> Change:
    made = changes.undo(study, change)
    return changes.get(study, made)
