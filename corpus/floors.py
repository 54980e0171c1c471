"""What a floor of the house brings to a study file: its migrations and the tables whose rows are recorded.

A study is opened with the floors that need it, so that ``corpus`` can make and read a study alone and ``codebook``
adds its tables when it first opens one. The migrations themselves stand in each floor's ``schema`` module.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Migrations


@dataclass(frozen=True)
class Floor:
    """A migration set and the names of the tables whose every row change is kept in the history.

    ``seals`` holds, by table, a condition that hides rows from a reader whom their level would let read them: SQL where
    ``{row}`` stands for the alias of the table and ``:reader`` for the member. Whoever reads such a table across floors
    adds it with :func:`unsealed`.

    ``quotes`` names the columns that copy words of a version, by table; each such table has a column ``version``. They
    leave the study with the version when its names are put out of it (``corpus.pseudonyms.withholding``).
    """

    migrations: Migrations
    recorded: tuple[str, ...]
    quotes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seals: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the floor, which is also the name of its migration set."""
        return self.migrations.name


def unsealed(floors: Sequence[Floor], table: str, alias: str) -> str:
    """Return the SQL condition that keeps, of the rows of ``table``, those that no floor hides from ``:reader``."""
    seals = [floor.seals[table].format(row=alias) for floor in floors if table in floor.seals]
    return " AND ".join(seals) or "1"
