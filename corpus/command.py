"""What the commands of all floors share: opening a study, saying errors in one sentence, printing JSON."""

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from corpus.errors import FilRougeError
from corpus.floors import Floor
from corpus.study import Study, StudyFile

study_option = click.option(
    "--study",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Fichier de l’étude.",
)
member_option = click.option(
    "--as", "member", metavar="NOM", help="Membre au nom de qui agir (par défaut : qui mène l’étude)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Imprime du JSON.")


class Group(click.Group):
    """A group of commands whose errors are one French sentence on standard error and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; bad input ends it without a traceback."""
        try:
            return super().invoke(ctx)
        except FilRougeError as error:
            sentence = str(error)
        except click.UsageError as error:
            sentence = _misused(error, ctx)
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # its subclasses are faults of the program
                raise
            sentence = "Le fichier de l’étude est endommagé : reprenez une sauvegarde."
        click.echo(sentence, err=True)
        sys.exit(1)


def _misused(error: click.UsageError, ctx: click.Context) -> str:
    """Return in French what click says in English of a command that was not written as it should."""
    path = (error.ctx or ctx).command_path
    parameter = getattr(error, "param", None)
    name = f"« {parameter.opts[0]} »" if isinstance(parameter, click.Option) else "un argument"
    if isinstance(error, click.NoSuchOption):
        said = f"L’option « {error.option_name} » n’existe pas"
    elif isinstance(error, click.MissingParameter):
        said = f"Il manque {name}"
    elif isinstance(error, click.BadParameter):
        said = f"La valeur donnée à {name} n’est pas acceptée"
        if parameter is not None and isinstance(parameter.type, click.Choice):
            said += f" ({', '.join(parameter.type.choices)})"
    else:
        said = "La commande n’est pas comprise"
    return f"{said} : lisez « {path} --help »."


@contextmanager
def opened(path: Path, member: str | None, floors: Sequence[Floor]) -> Iterator[Study]:
    """Open a study as a member: the one named, else the first who leads it."""
    with StudyFile.open(path, floors) as file:
        if member is None:
            members = file.members()
            member = next((m.id for m in members if m.role == "lead"), members[0].id)
        yield file.acting_as(member)


def print_json(value: Any) -> None:
    """Print a value as indented JSON, accents kept."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
