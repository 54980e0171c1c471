"""The command ``codebook agreement``: the table of agreement on the command line."""

from pathlib import Path

import click

from codebook import codes
from codebook.agreement import reading, table, words
from codebook.agreement.marking import CHARACTER, UNITS
from codebook.agreement.measuring import SEED, Agreement, Measure, Row, measure
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.schema import FLOORS
from corpus.command import json_option, member_option, opened, print_json, study_option
from corpus.study import Study


@click.command()
@click.option(
    "--unit", type=click.Choice(list(UNITS)), default=CHARACTER, help="Unité comparée (par défaut : le signe)."
)
@click.option("--code", "chosen", multiple=True, metavar="CODE", help="Clé, libellé ou identifiant ; répétable.")
@click.option("--coders", metavar="NOM,NOM", help="Personnes à comparer (par défaut : toutes).")
@click.option("--bootstrap", type=click.IntRange(0, 100_000), default=0, help="Tirages de documents pour l’intervalle.")
@click.option("--seed", type=int, default=SEED, help="Graine des tirages.")
@study_option
@member_option
@json_option
def agreement(
    unit: str,
    chosen: tuple[str, ...],
    coders: str | None,
    bootstrap: int,
    seed: int,
    path: Path,
    member: str | None,
    as_json: bool,
) -> None:
    """Mesure l’accord entre les personnes qui ont fini de coder les mêmes documents."""
    with opened(path, member, FLOORS) as study:
        tree = codes.by_id(study)
        people = None if coders is None else [_coder(study, name) for name in coders.split(",")]
        read = reading.read(study, unit=unit, coders=people)
        wanted = [_code(tree, reference) for reference in chosen] or None
    if not read.papers:
        raise CodebookError(
            "Aucun document n’est terminé par deux personnes : l’accord se mesure quand deux ont fini le même document."
        )
    found = measure(read, codes=wanted, bootstrap=bootstrap, seed=seed)
    if as_json:
        print_json(table.data(found, tree))
    else:
        click.echo("\n".join(_lines(found, tree)))


def _coder(study: Study, name: str) -> str:
    known = {label: text for m in study.file.members() for label, text in ((m.name, m.id), (m.id, m.id))}
    if name.strip() not in known:
        raise CodebookError(f"« {name.strip()} » n’est pas membre de l’étude : vérifiez le nom.")
    return known[name.strip()]


def _code(tree: dict[str, Code], reference: str) -> str:
    found = [code.id for code in tree.values() if reference in (code.id, code.key, code.label)]
    if len(found) != 1:
        raise CodebookError(f"« {reference} » ne désigne pas un seul code de la grille : donnez sa clé.")
    return found[0]


def _lines(found: Agreement, tree: dict[str, Code]) -> list[str]:
    names = [name for _, name in found.readings.coders]
    size = len(found.readings.papers)
    said = [
        f"{size} document{'s' if size > 1 else ''}, {', '.join(names)} ; unité : {UNITS[found.readings.unit]}"
        + (f" ; {found.bootstrap} tirages, graine {found.seed}" if found.bootstrap else ""),
        words.WHAT["overall"],
    ]
    for row in (found.overall, *table.in_order(found, tree)):
        said += _row(row, names, tree)
    said += [
        f"Mêmes codes là où les deux ont marqué : {_value(found.valuing)}",
        f"Marqué ou non, tous codes confondus : {_value(found.together)}",
        *found.notes,
    ]
    return said


def _row(row: Row, names: list[str], tree: dict[str, Code]) -> list[str]:
    code = tree.get(row.code or "")
    counts = ", ".join(
        f"{name} {n} sur {of}" for name, n, of in zip(names, row.coded, row.looked_at, strict=True) if of
    )
    kappas = "".join(
        f" ; kappa {names[a]} – {names[b]} {_value(kappa)}" for (a, b), kappa in sorted(row.kappas.items())
    )
    return [
        f"{code.label if code else table.ALL} : accord {_value(row.percent)}{kappas} ; alpha {_value(row.alpha)} ; "
        f"bornes {_value(row.unitizing)}",
        f"    unités codées : {counts or 'aucune'}",
    ]


def _value(measure: Measure) -> str:
    if measure.value is None:
        return f"{words.UNDEFINED} ({measure.why})"
    between = "" if measure.low is None else f" [{table.french(measure.low)} ; {table.french(measure.high)}]"
    return table.french(measure.value) + between
