"""Who may read and write what: the one rule, applied where rows are read.

Each record with free text carries a level. A reader of the committee reads the level ``committee`` only; the team
also reads ``team``; ``private`` belongs to its author alone. Pages never apply the rule themselves: they hold a
``Study`` that already knows its reader, and every query of the lower floors goes through :func:`readable`.
"""

from dataclasses import dataclass

from corpus.errors import AccessError

ROLES = {"lead": "Cheffe de projet", "researcher": "Chercheuse, chercheur", "committee": "Comité de pilotage"}
LEVELS = {"committee": "Comité (toutes et tous)", "team": "Équipe", "private": "Privé (son auteur seul)"}
_RESTRICTION = {"committee": 0, "team": 1, "private": 2}


@dataclass(frozen=True)
class Member:
    """A person who works in the study: GUID, displayed name, role (a key of ``ROLES``)."""

    id: str
    name: str
    role: str

    @property
    def writes(self) -> bool:
        """Whether the person may change the study."""
        return self.role in ("lead", "researcher")


def readable(member: Member, alias: str, author: str = "author") -> str:
    """Return the SQL condition that keeps the rows of ``alias`` this member may read.

    The table needs the columns ``level`` and ``author`` (or the one named); the query must bind ``:reader`` to the
    member's id, which ``Study.rows`` does by itself.
    """
    if member.role == "committee":
        return f"{alias}.level = 'committee'"
    return f"({alias}.level IN ('committee', 'team') OR {alias}.{author} = :reader)"


def may_read(member: Member, level: str, author: str | None) -> bool:
    """Say in Python what :func:`readable` says in SQL."""
    if member.role == "committee":
        return level == "committee"
    return level in ("committee", "team") or author == member.id


def most_restricted(*levels: str) -> str:
    """Return the most restricted of these levels: what a record made from several sources gets by default."""
    return max(levels, key=_RESTRICTION.__getitem__, default="team")


def must_write(member: Member) -> None:
    """Raise :class:`AccessError` unless this member may change the study."""
    if not member.writes:
        raise AccessError(
            f"{member.name} lit cette étude sans la modifier : demandez ce changement à la cheffe de projet."
        )


def must_own_private(member: Member, level: str, author: str) -> None:
    """Raise :class:`AccessError` when a record would be taken from everybody by somebody else than its author."""
    if level == "private" and author != member.id:
        raise AccessError("Un élément ne devient privé que par son auteur : choisissez un autre niveau.")


def checked_level(level: str) -> str:
    """Return the level, or raise :class:`AccessError` when it is none of ``LEVELS``."""
    if level not in LEVELS:
        raise AccessError(f"Le niveau de lecture « {level} » n’existe pas : choisissez committee, team ou private.")
    return level
