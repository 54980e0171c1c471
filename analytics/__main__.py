"""The command line of reading: charts as files."""

from pathlib import Path

import click

from analytics import export, figures, heatmaps, timeline
from codebook import counts, links
from codebook.schema import FLOORS
from corpus import events, milestones
from corpus.command import Group, member_option, opened, study_option
from corpus.study import Study

CHARTS = ("timeline", "figures", "sites")


@click.group(cls=Group, help="La lecture : graphiques et tableaux.")
def main() -> None:
    """Group the commands of reading."""


@main.command()
@click.argument("name", type=click.Choice(CHARTS))
@click.option(
    "--out", "out", required=True, type=click.Path(path_type=Path), help="Fichier .svg .png .pdf .html .json."
)
@study_option
@member_option
def chart(name: str, out: Path, path: Path, member: str | None) -> None:
    """Écrit un graphique dans un fichier, tel que le membre peut le lire."""
    export.form(out.name)
    with opened(path, member, FLOORS) as study:
        content = _draw(study, name, out.suffix.lower())
    out.write_bytes(content)
    click.echo(str(out))


def _draw(study: Study, name: str, suffix: str) -> bytes:
    if name == "timeline":
        frames = events.frame(study), milestones.frame(study), links.frame(study)
        return export.to_bytes(
            timeline.chart(*frames), suffix, title=timeline.title(*frames[:2]), source=timeline.caption(*frames)
        )
    counted = counts.frame(study)
    source = figures.denominators(counted).source()
    if name == "figures":
        return export.to_bytes(heatmaps.by_code(figures.by_code(counted)), suffix, source=source)
    return export.to_bytes(heatmaps.by_site(figures.by_site(counted)), suffix, source=source)


if __name__ == "__main__":
    main(prog_name="python -m analytics")
