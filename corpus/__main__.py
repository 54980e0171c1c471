"""The command line of the field: make a study, bring documents in, show them, copy the study."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from corpus import backup as copies
from corpus import documents, importing, incoming, keys, sites, versions
from corpus.command import Group, json_option, member_option, opened, print_json, study_option
from corpus.errors import FilRougeError, ReaderError
from corpus.readers import isolation
from corpus.readers.isolation import COMMAND
from corpus.schema import FLOOR
from corpus.search import concordance
from corpus.search import index as word_index
from corpus.search.query import parse
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
    """Importe des fichiers, ou tous ceux d’un dossier. Crée l’étude s’il n’y en a pas encore.

    Les types lus sont .docx, .odt, .rtf, .pdf, .html, .eml, .vtt, .srt, .md et .txt, reconnus à leur contenu.
    """
    named = incoming.found_in(files)
    made = not path.exists()
    if made:
        _first_read(named)
        StudyFile.create(path, title=path.stem, member=member or "Cheffe de projet").close()
    done, refused = [], []
    with opened(path, member, [FLOOR]) as study:
        for file, shown in named:
            try:
                reading = importing.take(
                    study, file.name, incoming.bytes_of(file, COMMAND.megabytes), COMMAND, _listener(shown)
                )
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
                refused.append(incoming.refusal(shown, error))
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


def _first_read(named: Sequence[tuple[Path, str]]) -> None:
    """Read a first file before a study is made for it, so that a refused import leaves nothing behind."""
    for index, (file, _) in enumerate(named):
        try:
            isolation.read(file.name, incoming.bytes_of(file, COMMAND.megabytes), COMMAND)
            return
        except FilRougeError:
            if index == len(named) - 1:
                raise


def _listener(shown: str) -> Callable[[float], None] | None:
    """Say how far a long reading is, to a person at a terminal."""
    if not sys.stderr.isatty():
        return None
    return lambda share: click.echo(f"\r{shown} : {share:.0%} ", err=True, nl=share >= 1)


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
        if segment.kind not in versions.INSIDE:
            label = f"[{segment.note}] " if segment.kind == "footnote" else ""
            yield label + text[segment.start : segment.end]


@main.command()
@click.argument("query")
@study_option
@member_option
@click.option(
    "--sort", type=click.Choice(list(concordance.ORDERS)), default="document", show_default=True, help="Ordre."
)
@click.option("--limit", type=click.IntRange(min=1), help="Nombre d’occurrences (par défaut : toutes).")
@click.option("--context", type=click.IntRange(0, 2000), default=60, show_default=True, help="Signes de chaque côté.")
@json_option
def search(
    query: str, path: Path, member: str | None, sort: str, limit: int | None, context: int, as_json: bool
) -> None:
    """Cherche des mots dans les documents, chaque occurrence dans son contexte.

    Mettez la recherche entre apostrophes droites pour que l’interpréteur de commandes n’y touche pas.

    \b
    coopération           toutes les formes du mot     =coopère       ce mot seulement
    "prise de décision"   les mots à la suite          coop*          un début de mot
    tiers ~5 confiance    à 5 mots l’un de l’autre     CNAM           en capitales seulement
    tiers OU formateur    l’un ou l’autre              tiers -métier  sans ce mot au paragraphe
    kind:entretien site:Havremer period:2021 speaker:infirmière
    """
    asked = parse(query)
    with opened(path, member, [FLOOR]) as study:
        word_index.bring_up_to_date(study, _told)
        found = concordance.search(study, asked, sort=sort)
        hits = found.hits(0, limit, context=context)
    if as_json:
        print_json([_occurrence(hit) for hit in hits])
        return
    for hit in hits:
        left, text, right = (part.replace("\n", " ¶ ") for part in (hit.left, hit.text, hit.right))
        where = " · ".join(part for part in (hit.title, hit.date, hit.speaker) if part)
        click.echo(f"{left:>{context}}[{text}]{right:<{context}}  {where}")
    click.echo(f"Occurrences : {len(found)}, documents : {found.documents}", err=True)


def _occurrence(hit: concordance.Hit) -> dict[str, str | int | None]:
    return {
        "document": hit.document,
        "title": hit.title,
        "kind": hit.kind,
        "date": hit.date,
        "speaker": hit.speaker,
        "start": hit.start,
        "end": hit.end,
        "left": hit.left,
        "hit": hit.text,
        "right": hit.right,
    }


def _told(done: int, number: int) -> None:
    click.echo(f"Index de recherche : {done} documents sur {number}", err=True)


@main.command()
@study_option
def reindex(path: Path) -> None:
    """Refait l’index de recherche à partir des textes."""
    with opened(path, None, [FLOOR]) as study:
        number = word_index.rebuild(study, _told)
    click.echo(f"Index refait : {number} document{'s' if number > 1 else ''}.")


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


@main.command()
@study_option
@click.option("--quiet", is_flag=True, help="N’imprime rien.")
@json_option
def process(path: Path, quiet: bool, as_json: bool) -> None:
    """Traite la langue des textes qui attendent : phrases, noms à proposer."""
    from corpus.language import work  # the language model is heavy: only this command loads it

    with StudyFile.open(path, [FLOOR]) as study:
        done, failed = work.process(study)
    if as_json:
        print_json({"done": done, "failed": failed})
    elif not quiet:
        said = f"{done} textes traités" if done > 1 else f"{done} texte traité"
        click.echo(said + (f", {failed} en échec." if failed else "."))


@main.command("safety-copies")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@study_option
def safety_copies(folder: Path, path: Path) -> None:
    """Écrit dans un dossier les copies d’avant mise à jour rangées dans les clés : elles portent les vrais noms."""
    with StudyFile.open(path, [FLOOR]) as study:
        copies_kept = keys.safety_copies(study.conn)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in copies_kept:
        (folder / name).write_bytes(data)
        click.echo(str(folder / name))
    if not copies_kept:
        click.echo("Aucune copie n’est rangée dans les clés.")


if __name__ == "__main__":
    main(prog_name="python -m corpus")
