"""The command line of the field: make a study, bring documents in, show them, copy the study."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from corpus import backup as copies
from corpus import documents, importing, keys, readers, sites, versions
from corpus.command import Group, json_option, member_option, opened, print_json, study_option
from corpus.errors import FilRougeError, ReaderError
from corpus.schema import FLOOR
from corpus.study import StudyFile
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES


@click.group(cls=Group, help="Le terrain : ce qui a été recueilli.")
def main() -> None:
    """Group the commands of the field."""


@main.command()
@study_option
@click.option("--title", default="Étude sans titre", show_default=True, help="Titre de l’étude.")
@click.option("--member", default="Cheffe de projet", show_default=True, help="Nom de qui mène l’étude.")
def init(path: Path, title: str, member: str) -> None:
    """Crée une étude vide."""
    StudyFile.create(path, title=title, member=member).close()
    click.echo(f"Étude créée : {path}")


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@study_option
@member_option
@click.option("--kind", type=click.Choice(list(DOCUMENT_KINDS)), help="Genre (par défaut : proposé d’après le texte).")
@click.option("--title", help="Titre (par défaut : proposé d’après le texte).")
@click.option("--date", default="", help="Date EDTF : 2021-03-09, 2021-03~, 2021-03/2021-06…")
@click.option("--site", "site_names", multiple=True, help="Nom d’un site de l’étude (plusieurs fois si besoin).")
@click.option("--state", type=click.Choice(list(DOCUMENT_STATES)), default="drafted", show_default=True, help="État.")
@click.option("--level", default="team", show_default=True, help="Niveau de lecture : committee, team ou private.")
@json_option
def import_files(
    files: tuple[Path, ...],
    path: Path,
    member: str | None,
    kind: str | None,
    title: str | None,
    date: str,
    site_names: tuple[str, ...],
    state: str,
    level: str,
    as_json: bool,
) -> None:
    """Importe des fichiers .txt, .md ou .docx. Crée l’étude s’il n’y en a pas encore."""
    made = not path.exists()
    if made:
        _first_read(files)
        StudyFile.create(path, title=path.stem, member=member or "Cheffe de projet").close()
    done, refused = [], []
    with opened(path, member, [FLOOR]) as study:
        for file in files:
            try:
                reading = importing.take(study, file.name, _bytes(file))
                document = importing.store(
                    study,
                    reading,
                    kind=kind or importing.likely_kind(reading),
                    title=title or reading.title,
                    date=date,
                    site_names=site_names,
                    state=state,
                    level=level,
                )
                done.append(importing.summary(study, document, reading))
            except FilRougeError as error:
                refused.append(str(error))
    if made and not done:
        for left in (path, keys.path_of(path)):
            left.unlink(missing_ok=True)
    if as_json:
        print_json(done)
    else:
        for one in done:
            click.echo(f"{one['id']}  {one['title']} : {one['characters']} signes, {one['footnotes']} notes")
    for sentence in refused:
        click.echo(sentence, err=True)
    if refused:
        raise SystemExit(1)


def _first_read(files: Sequence[Path]) -> None:
    """Read a first file before a study is made for it, so that a refused import leaves nothing behind."""
    for index, file in enumerate(files):
        try:
            readers.read(file.name, _bytes(file))
            return
        except FilRougeError:
            if index == len(files) - 1:
                raise


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as cause:
        raise ReaderError(
            f"« {file.name} » ne peut pas être ouvert : vérifiez le nom et les droits du fichier."
        ) from cause


@main.command("list")
@study_option
@member_option
@json_option
def list_documents(path: Path, member: str | None, as_json: bool) -> None:
    """Liste les documents."""
    with opened(path, member, [FLOOR]) as study:
        labels = sites.labels(study)
        found = [
            {
                "id": document.id,
                "kind": document.kind,
                "title": document.title,
                "date": document.date,
                "sites": [labels[site] for site in document.sites],
                "state": document.state,
                "level": document.level,
                "characters": document.characters,
            }
            for document in documents.everything(study)
        ]
    if as_json:
        print_json(found)
        return
    for one in found:
        click.echo(f"{one['id']}  {one['date'] or 'sans date':<12}  {one['title']} ({one['characters']} signes)")


@main.command()
@click.argument("document")
@study_option
@member_option
@json_option
def show(document: str, path: Path, member: str | None, as_json: bool) -> None:
    """Imprime le texte de lecture, un paragraphe par ligne, les notes à la fin."""
    with opened(path, member, [FLOOR]) as study:
        found = documents.get(study, study.resolve("document", document))
        if found.version is None:
            raise ReaderError(f"« {found.title} » n’a pas de texte ({found.state_label}) : il n’y a rien à imprimer.")
        text = versions.text(study, found.version)
        segments = versions.segments(study, found.version)
    if as_json:
        print_json([vars(s) | {"text": text[s.start : s.end]} for s in segments])
        return
    for line in _lines(text, segments):
        click.echo(line)


def _lines(text: str, segments: Sequence[versions.Segment]) -> Iterator[str]:
    for segment in segments:
        if segment.kind != versions.CALL:
            label = f"[{segment.note}] " if segment.kind == "footnote" else ""
            yield label + text[segment.start : segment.end]


@main.command()
@click.argument("copy", type=click.Path(path_type=Path))
@study_option
def backup(copy: Path, path: Path) -> None:
    """Copie l’étude et ses clés."""
    with StudyFile.open(path, [FLOOR]) as study:
        click.echo("\n".join(str(written) for written in copies.backup(study, copy)))


@main.command()
@click.argument("copy", type=click.Path(path_type=Path))
@study_option
def restore(copy: Path, path: Path) -> None:
    """Ramène une copie à la place du fichier de l’étude."""
    click.echo("\n".join(str(written) for written in copies.restore(copy, path)))


@main.command()
@click.argument("copy", type=click.Path(path_type=Path))
@study_option
def share(copy: Path, path: Path) -> None:
    """Copie l’étude sans ses clés, pour la transmettre."""
    with StudyFile.open(path, [FLOOR]) as study:
        click.echo(str(copies.share(study, copy)))


if __name__ == "__main__":
    main(prog_name="python -m corpus")
