"""The table of agreement as it leaves the program: a CSV with what was measured, and the same as plain data."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from codebook.agreement import words
from codebook.agreement.measuring import Agreement, Measure, Row
from codebook.codes import Code

ALL = "Tous les codes"


def french(value: float | None, digits: int = 3) -> str:
    """Write a coefficient as French reads it, or that it is not defined."""
    if value is None:
        return words.UNDEFINED
    rounded = round(value, digits) + 0.0  # no minus before a nought
    return f"{rounded:.{digits}f}".replace(".", ",").replace("-", "−")


def frame(agreement: Agreement, tree: Mapping[str, Code]) -> pd.DataFrame:
    """Return one row per code, all codes first; what is undefined is empty, its reason beside it.

    Every row ends with what was measured: unit, documents, coders, draws and seed, versions of the codebook.
    """
    rows = [agreement.overall, *in_order(agreement, tree)]
    return pd.DataFrame([_line(row, agreement, tree) for row in rows])


def in_order(agreement: Agreement, tree: Mapping[str, Code]) -> list[Row]:
    """Return the rows of the codes in the order of the codebook."""
    places = {code: at for at, code in enumerate(tree)}
    return sorted(agreement.rows, key=lambda row: places.get(row.code or "", len(places)))


def _line(row: Row, agreement: Agreement, tree: Mapping[str, Code]) -> dict[str, Any]:
    names = [name for _, name in agreement.readings.coders]
    code = tree.get(row.code or "")
    line: dict[str, Any] = {"code": code.key if code else "", "libelle": code.label if code else ALL}
    for name, coded, units in zip(names, row.coded, row.looked_at, strict=True):
        line |= {f"codees_{name}": coded, f"unites_{name}": units}
    line["prevalence"] = row.prevalence
    measures = {"accord": row.percent}
    measures |= {f"kappa_{names[a]}_{names[b]}": row.kappas[a, b] for a, b in agreement.pairs}
    measures |= {"alpha": row.alpha, "alpha_bornes": row.unitizing}
    if row.code is None:
        measures |= {"meme_code_la_ou_marque": agreement.valuing, "marque_ou_non": agreement.together}
    for name, measure in measures.items():
        line |= {name: measure.value, f"{name}_bas": measure.low, f"{name}_haut": measure.high}
    line["non_defini"] = " ; ".join(f"{name} : {m.why}" for name, m in measures.items() if m.value is None)
    return line | measured(agreement)


def measured(agreement: Agreement) -> dict[str, Any]:
    """Return what the numbers were measured on, in columns."""
    readings = agreement.readings
    return {
        "unite": readings.unit,
        "documents": len(readings.papers),
        "titres": " | ".join(paper.title for paper in readings.papers),
        "codeurs": " | ".join(name for _, name in readings.coders),
        "tirages": agreement.bootstrap,
        "graine": agreement.seed,
        "versions_de_la_grille": grid_versions(agreement),
    }


def grid_versions(agreement: Agreement) -> str:
    """Return the versions of the codebook the codings were made under."""
    return ", ".join("avant les versions" if n is None else str(n) for n in agreement.readings.grid_versions)


def data(agreement: Agreement, tree: Mapping[str, Code]) -> dict[str, Any]:
    """Return the whole as dictionaries and lists, undefined values as null with their reason."""
    readings = agreement.readings
    people = [{"id": coder, "name": name} for coder, name in readings.coders]
    return {
        "unit": readings.unit,
        "documents": [{"id": paper.id, "title": paper.title} for paper in readings.papers],
        "coders": people,
        "bootstrap": agreement.bootstrap,
        "seed": agreement.seed,
        "codebook_versions": list(readings.grid_versions),
        "unseen": readings.unseen,
        "waiting": readings.waiting,
        "overall": _data(agreement.overall, agreement, tree)
        | {
            "valuing": asdict(agreement.valuing),
            "together": asdict(agreement.together),
            "coverage": agreement.coverage,
        },
        "codes": [_data(row, agreement, tree) for row in in_order(agreement, tree)],
        "notes": list(agreement.notes),
    }


def _data(row: Row, agreement: Agreement, tree: Mapping[str, Code]) -> dict[str, Any]:
    names = [name for _, name in agreement.readings.coders]
    code = tree.get(row.code or "")

    def of_pair(pair: tuple[int, int], measure: Measure) -> dict[str, Any]:
        neither, second, first, both = row.tables[pair]
        table = {"neither": neither, "second_only": second, "first_only": first, "both": both}
        return {"coders": [names[at] for at in pair], "table": table} | asdict(measure)

    return {
        "code": row.code,
        "key": code.key if code else None,
        "label": code.label if code else ALL,
        "documents": row.documents,
        "units": row.units,
        "coded": dict(zip(names, row.coded, strict=True)),
        "looked_at": dict(zip(names, row.looked_at, strict=True)),
        "prevalence": row.prevalence,
        "percent": asdict(row.percent),
        "kappa": [of_pair(pair, measure) for pair, measure in row.kappas.items()],
        "alpha": asdict(row.alpha),
        "unitizing": asdict(row.unitizing),
        "remarks": words.of_row(row, agreement),
    }
