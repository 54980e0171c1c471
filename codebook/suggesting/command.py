"""The command that lists the suggestions of a document, or says how good suggestions are on the codings of a study."""

from pathlib import Path
from typing import Any

import click

from codebook import codes
from codebook.errors import CodebookError
from codebook.schema import FLOORS
from codebook.suggesting import measure, offers, ranking, rules, scanning
from codebook.suggesting.measure import METHODS, Measure
from codebook.suggesting.offers import Asked, Shown
from corpus.command import json_option, member_option, opened, print_json, study_option
from corpus.study import Study


@click.command()
@click.argument("document", required=False)
@study_option
@member_option
@click.option("--code", "key", metavar="CLÉ", help="Clé d’un code : ses suggestions seulement.")
@click.option("--measure", "measured", is_flag=True, help="Précision aux dix premières, avec et sans le classement.")
@click.option("--start", "start", is_flag=True, help="Charge d’abord les règles de départ que l’étude n’a pas.")
@json_option
def suggest(
    document: str | None, path: Path, member: str | None, key: str | None, measured: bool, start: bool, as_json: bool
) -> None:
    """Propose des passages à coder d’un document (son identifiant), ou de tous ; rien n’est codé."""
    with opened(path, member, FLOORS) as study:
        if start:
            number = rules.start(study)
            click.echo(f"{number} règles de départ chargées.", err=True)
        if measured:
            found = measure.of(study)
            print_json(_told(found)) if as_json else click.echo(_table(found))
            return
        told = _suggestions(study, document, key)
    if as_json:
        print_json(told)
    else:
        click.echo("\n".join(_line(one) for one in told) or "Aucune suggestion : écrivez des règles, ou codez d’abord.")


def _suggestions(study: Study, document: str | None, key: str | None) -> list[dict[str, Any]]:
    wanted = study.resolve("document", document) if document else None
    known = codes.by_key(study)
    if key is not None and key not in known:
        raise CodebookError(f"Aucun code n’a la clé « {key} » : lisez-les sur la page Grille.")
    scanning.bring_up_to_date(study)
    if not ranking.state(study).fresh:
        ranking.refresh(study)
    asked = Asked(document=wanted, code=known[key].id if key else None)
    phrases = {rule.id: rule.phrase for rule in rules.everything(study)}
    keys = {code.id: code for code in known.values()}
    return [_one(shown, phrases, keys) for shown in offers.shown(study, offers.of(study, asked))]


def _one(shown: Shown, phrases: dict[str, str], known: dict[str, codes.Code]) -> dict[str, Any]:
    one = shown.suggestion
    return {
        "document": one.document,
        "title": shown.document.title,
        "start": one.start,
        "end": one.end,
        "quote": shown.sentence,
        "code": known[one.code].key,
        "label": known[one.code].label,
        "rules": [phrases[rule] for rule in one.rules],
        "words": [{"start": start, "end": end} for start, end in one.matches],
        "ranked": one.ranked,
        "score": one.score,
    }


def _line(one: dict[str, Any]) -> str:
    why = ", ".join(f"« {phrase} »" for phrase in one["rules"]) or "classement"
    return f"{one['label']} ({why}) · {one['title']} {one['start']}-{one['end']} : {' '.join(one['quote'].split())}"


def _told(found: Measure) -> dict[str, Any]:
    return {**vars(found), "lines": [vars(line) for line in found.lines], "methods": METHODS}


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _table(found: Measure) -> str:
    """Return the measure as a table to read."""
    if not found.lines:
        return (
            f"Rien à mesurer : il faut un code donné à {measure.FEWEST} phrases au moins, "
            f"dans {measure.DOCUMENTS} documents."
        )
    width = max(len(line.label) for line in found.lines)
    head = f"{'Code':<{width}}  phrases  " + "  ".join(f"{label:>20}" for label in METHODS.values())
    rows = [
        f"{line.label:<{width}}  {line.coded:>7}  "
        + "  ".join(f"{_number(line.precision[method]):>20}" for method in METHODS)
        for line in found.lines
    ]
    mean = f"{'Moyenne':<{width}}  {'':>7}  " + "  ".join(f"{_number(found.means[method]):>20}" for method in METHODS)
    low, high = found.interval
    told = (
        f"Précision aux {measure.FIRST} premières, chaque document laissé de côté à son tour : "
        f"{len(found.lines)} codes, {found.documents} documents codés, {found.sentences} phrases, "
        f"{found.codings} codages.\n"
        f"Au mieux {_number(found.ceiling)}. Gain du classement sur les règles seules : {_number(found.gain)} "
        f"(de {_number(low)} à {_number(high)}, 95 % de {measure.DRAWS} tirages de codes).\n"
        f"Les règles proposent {found.rules_found} phrases, dont {found.rules_right} codées ainsi, sur {found.coded}."
    )
    return "\n".join([head, *rows, mean, "", told])
