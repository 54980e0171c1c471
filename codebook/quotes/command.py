"""The command ``quotes``: passages by codes and attributes, printed, or written to a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from codebook import codes
from codebook.errors import CodebookError
from codebook.quotes import describing, exporting, query, reading, showing
from codebook.quotes.filters import NONE, Ask
from codebook.schema import FLOORS
from codebook.terms import FACETS
from corpus import documents, members, people, sites
from corpus.command import json_option, member_option, opened, print_json, study_option
from corpus.search.filters import named
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS, FIGURES, PROFESSIONS


@click.command("quotes")
@click.argument("formula", metavar="QUERY", default="")
@study_option
@member_option
@json_option
@click.option("--alone", is_flag=True, help="Chaque code sans ceux qui sont en dessous.")
@click.option("--same-coder", is_flag=True, help="La formule doit tenir chez une même personne.")
@click.option("--coder", "coders", multiple=True, metavar="NOM", help="Codé par.")
@click.option("--site", "sites_", multiple=True, metavar="NOM", help="Site du document ; « - » : sans site.")
@click.option("--kind", "kinds", multiple=True, metavar="GENRE", help="Genre de document.")
@click.option("--document", "documents_", multiple=True, metavar="ID", help="Document, par son identifiant.")
@click.option("--period", default="", metavar="EDTF", help="Période : 2021, 2021-03, 2021-03/2022, 2021/..")
@click.option("--profession", "professions", multiple=True, metavar="MÉTIER", help="Métier de qui parle.")
@click.option("--person", "people_", multiple=True, metavar="NOM", help="Personne qui parle.")
@click.option("--figure", "figures", multiple=True, metavar="FIGURE", help="Figure rencontrée.")
@click.option("--weight", default="", metavar="POIDS", help="dominant ou secondary.")
@click.option("--facet", "facets", multiple=True, metavar="NOM=VALEUR", help="Facette ; « - » : non précisée.")
@click.option("--limit", type=click.IntRange(1), default=reading.WINDOW, show_default=True, help="Combien au plus.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Combien en passer.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Écrit tout en .csv, .xlsx ou .docx.")
def quotes(
    formula: str, path: Path, member: str | None, as_json: bool, limit: int, offset: int, out: Path | None, **asked: Any
) -> None:
    """Donne les passages d’un code, ou de codes joints par et, ou, sauf, avec, sans, dans, près de."""
    with opened(path, member, FLOORS) as study:
        found = reading.read(study, _ask(study, formula, asked))
        if out is not None:
            _write(found, out)
        elif as_json:
            print_json(_told(found, offset, limit))
        else:
            _print(study, found, offset, limit)


def _ask(study: Study, formula: str, asked: Mapping[str, Any]) -> Ask:
    facets = [_facet(written) for written in asked["facets"]]
    return Ask(
        formula=query.parse(formula, codes.tree(study)),
        subcodes=not asked["alone"],
        same_coder=asked["same_coder"],
        coders=_keys(asked["coders"], members.names(study), "codeur"),
        sites=_keys(asked["sites_"], sites.labels(study) | {NONE: NONE}, "site"),
        kinds=_keys(asked["kinds"], DOCUMENT_KINDS, "genre"),
        documents=tuple(documents.get(study, study.resolve("document", one)).id for one in asked["documents_"]),
        period=asked["period"],
        professions=_keys(asked["professions"], PROFESSIONS | {NONE: NONE}, "métier"),
        people=_keys(asked["people_"], {one.id: one.label for one in people.everyone(study)}, "personne"),
        figures=_keys(asked["figures"], FIGURES, "figure"),
        weight=asked["weight"],
        facets=tuple((name, tuple(value for key, value in facets if key == name)) for name in dict(facets)),
    )


def _keys(values: Sequence[str], known: Mapping[str, str], what: str) -> tuple[str, ...]:
    found = ([value] if value in known else named(value, dict(known), what) for value in values)
    return tuple(dict.fromkeys(key for keys in found for key in keys))


def _facet(written: str) -> tuple[str, str]:
    name, sign, value = (part.strip() for part in written.partition("="))
    if not sign or name not in FACETS:
        raise CodebookError(f"« {written} » n’est pas une facette : écrivez par exemple « voice=reported ».")
    terms = FACETS[name][1]
    return name, value if value in (*terms, NONE) else named(value, terms, FACETS[name][0].lower())[0]


def _write(found: reading.Reading, out: Path) -> None:
    write = exporting.FORMATS.get(out.suffix.lower())
    if write is None:
        raise CodebookError(f"« {out.name} » : des verbatims s’écrivent en .csv, .xlsx ou .docx.")
    try:
        out.write_bytes(write(found))
    except OSError as cause:
        raise CodebookError(f"« {out.name} » ne peut pas être écrit : vérifiez le dossier.") from cause
    click.echo(f"{found.total} verbatims écrits dans {out.name}.")


def _told(found: reading.Reading, offset: int, limit: int) -> dict[str, Any]:
    labels = {code.id: code.key for code in found.tree}
    return {
        "formula": describing.formula(found),
        **vars(found.reach),
        "waiting": sum(found.waiting.values()),
        "offset": offset,
        "found": [
            {
                "document": quote.place.document,
                "title": quote.paper.title,
                "date": quote.paper.date,
                "sites": quote.paper.sites,
                "start": quote.place.start,
                "end": quote.place.end,
                "paragraphs": [quote.first, quote.last],
                "speakers": [speaker.label for speaker in quote.speakers],
                "text": quote.text,
                "state": quote.state,
                "codings": [
                    {"id": mark.coding, "code": labels[mark.code], "coder": mark.coder_name} for mark in quote.marks
                ],
            }
            for quote in showing.show(found, offset, limit).quotes
        ],
    }


def _print(study: Study, found: reading.Reading, offset: int, limit: int) -> None:
    click.echo(f"{describing.formula(found)} : {describing.extent(found.reach)}")
    if found.reach.possible:
        click.echo(f"Dates incertaines : {found.reach.possible} documents comptés comme possibles.")
    if not found.total:
        for name, number in reading.emptied_by(study, found.ask):
            without = f"Sans le filtre « {name} »" if name else "Sans aucun filtre"
            click.echo(f"{without} : {number}.")
    for quote in showing.show(found, offset, limit).quotes:
        click.echo(f"\n{quote.text}\n  {quote.reference}")
    lost = sum(found.waiting.values())
    if lost:
        click.echo(f"\n{lost} codages attendent une place dans leur texte : ils ne sont pas comptés ici.")
    if found.total > offset + limit:
        click.echo(f"\n{found.total - offset - limit} autres : --offset {offset + limit}.")
