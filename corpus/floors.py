"""What a floor of the house brings to a study file: its migrations and the tables whose rows are recorded.

A study is opened with the floors that need it, so that ``corpus`` can make and read a study alone and ``codebook``
adds its tables when it first opens one. The migrations themselves stand in each floor's ``schema`` module.
"""

from dataclasses import dataclass

from sqlite_utils import Migrations


@dataclass(frozen=True)
class Floor:
    """A migration set and the names of the tables whose every row change is kept in the history."""

    migrations: Migrations
    recorded: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the floor, which is also the name of its migration set."""
        return self.migrations.name
