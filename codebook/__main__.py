"""The command line of interpretation: the demonstration study, the check of a study, codebooks in and out."""

from dataclasses import asdict
from pathlib import Path

import click

from codebook import codes, demonstration, grid_loading, grids
from codebook.agreement.command import agreement
from codebook.check import problems
from codebook.errors import CodebookError
from codebook.quotes.command import quotes
from codebook.schema import FLOORS
from codebook.suggesting.command import suggest
from corpus import shelf
from corpus.command import Group, json_option, member_option, opened, print_json, study_option

DEMO_NAME = "demonstration.db"


def build_if_none() -> None:
    """Build the demonstration study unless the folder of studies holds one already."""
    if not shelf.files():
        demonstration.build(shelf.folder() / DEMO_NAME)


@click.group(cls=Group, help="L’interprétation : grille, codages, liens.")
def main() -> None:
    """Group the commands of interpretation."""


@main.command()
@click.option(
    "--study", "path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Fichier à créer."
)
@click.option("--if-none", is_flag=True, help="Ne fait rien si le dossier des études en contient déjà une.")
@json_option
def demo(path: Path | None, if_none: bool, as_json: bool) -> None:
    """Construit l’étude de démonstration, entièrement fictive."""
    if if_none:
        build_if_none()
        return
    path = path or shelf.folder() / DEMO_NAME
    counts = demonstration.build(path)
    if as_json:
        print_json(counts)
        return
    click.echo(f"Étude de démonstration : {path}")
    click.echo(", ".join(f"{number} {table}" for table, number in counts.items()))


@main.command()
@study_option
@member_option
@json_option
def check(path: Path, member: str | None, as_json: bool) -> None:
    """Vérifie tout ce qui doit tenir dans une étude."""
    with opened(path, member, FLOORS) as study:
        found = problems(study)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(found) or "Tout tient.")
    if found:
        raise SystemExit(1)


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dit ce qui changerait, sans rien écrire.")
@study_option
@member_option
@json_option
def import_codebook(file: Path, path: Path, member: str | None, dry_run: bool, as_json: bool) -> None:
    """Charge une grille .yaml ou .csv ; « framework » charge celle du programme."""
    with opened(path, member, FLOORS) as study:
        entries = grids.framework() if str(file) == "framework" else grids.read(file.name, _bytes(file))
        found = grid_loading.preview(study, entries)
        if not dry_run:
            grid_loading.load(study, entries, read=found)
    if as_json:
        print_json(asdict(found) | {"written": not dry_run})
        return
    if dry_run:
        click.echo("\n".join(_lines(found)))
    words = (
        ("seraient ajoutés", "réécrits, rien n’est écrit") if dry_run else ("ajoutés", "réécrits, rien n’est retiré")
    )
    click.echo(
        f"{len(found.added)} codes {words[0]}, {len(found.rewritten)} {words[1]} ; "
        f"{found.same} déjà les mêmes, {len(found.left)} que le fichier ne nomme pas."
    )


def _lines(found: grid_loading.Loading) -> list[str]:
    lines = [f"+ {label}" for label in found.added]
    for one in found.rewritten:
        lines += [f"~ {one.label} — {field} : « {before} » → « {after} »" for field, before, after in one.changes]
    return lines


@main.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@study_option
@member_option
def export_codebook(file: Path, path: Path, member: str | None) -> None:
    """Écrit la grille de l’étude en .yaml ou .csv."""
    writers = {".yaml": grids.to_yaml, ".yml": grids.to_yaml, ".csv": grids.to_csv}
    if file.suffix.lower() not in writers:
        raise CodebookError(f"« {file.name} » : une grille s’écrit en .yaml ou en .csv.")
    with opened(path, member, FLOORS) as study:
        tree = codes.tree(study)
    try:
        file.write_text(writers[file.suffix.lower()](tree), encoding="utf-8")
    except OSError as cause:
        raise CodebookError(f"« {file.name} » ne peut pas être écrit : vérifiez le dossier.") from cause
    click.echo(f"{len(tree)} codes écrits ; aucune perte, les codages restent dans l’étude.")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as cause:
        raise CodebookError(f"« {file.name} » ne peut pas être ouvert : vérifiez le nom du fichier.") from cause


main.add_command(agreement)
main.add_command(quotes)
main.add_command(suggest)

if __name__ == "__main__":
    main(prog_name="python -m codebook")
