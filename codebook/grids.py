"""Codebooks as files: the framework that ships with the program, and import and export as YAML or CSV.

A YAML file holds ``branch`` (the top code, never applied itself) and ``codes``, or ``codes`` alone. A code's parent
is the one it names (none, when it names nothing), else the code whose key is its own without the last part. A file
written by the program also bears the GUID of each code, so that a code keeps its identity even when its key changes.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from codebook.codes import Code
from codebook.errors import CodebookError

FRAMEWORK = Path(__file__).parent / "framework"
ORDER = (
    "figures cooperation externalities movements system temporalities results situations aims".split()
)  # the reading order of the branches
COLUMNS = "id key parent label definition include exclude example source color shape figure applicable".split()
_WORDS = {"oui": True, "non": False, "true": True, "false": False, "1": True, "0": False, "": True}


def framework() -> list[Code]:
    """Return the codes that ship with the program, branch by branch, parents before children."""
    entries: list[Code] = []
    for path in sorted(FRAMEWORK.glob("*.yaml"), key=lambda p: ORDER.index(p.stem)):
        entries += from_yaml(path.read_text(encoding="utf-8"))
    return entries


def read(name: str, data: bytes) -> list[Code]:
    """Return the codes of a ``.yaml``, ``.yml`` or ``.csv`` file.

    :raises CodebookError: another kind of file, unreadable text, or a code without key or label.
    """
    suffix = Path(name).suffix.lower()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise CodebookError(f"« {name} » n’est pas en UTF-8 : enregistrez-le dans cet encodage.") from cause
    if suffix in (".yaml", ".yml"):
        return from_yaml(text)
    if suffix == ".csv":
        return from_csv(text)
    raise CodebookError(f"« {name} » n’est pas une grille lisible : donnez un fichier .yaml ou .csv.")


def from_yaml(text: str) -> list[Code]:
    """Return the codes of a YAML text.

    :raises CodebookError: the text is not YAML, or not of the expected form.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as cause:
        raise CodebookError(
            "Ce fichier n’est pas du YAML lisible : vérifiez les retraits et les deux-points."
        ) from cause
    if not isinstance(content, dict) or not isinstance(content.get("codes"), list):
        raise CodebookError("Ce fichier YAML n’a pas de liste « codes » : reprenez la forme d’une grille exportée.")
    rows = [row if isinstance(row, dict) else {} for row in content["codes"]]
    branch = content.get("branch")
    if isinstance(branch, dict):
        rows = [{"applicable": False, **branch}, *rows]
    return _entries(rows)


def from_csv(text: str) -> list[Code]:
    """Return the codes of a CSV text with a header; commas and semicolons are both read.

    :raises CodebookError: the columns key and label are missing, or the text is not CSV.
    """
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    if not {"key", "label"} <= set(reader.fieldnames or []):
        raise CodebookError(
            "Ce fichier CSV n’a pas les colonnes « key » et « label » : ajoutez-les à la première ligne."
        )
    try:
        rows = list(reader)
    except csv.Error as cause:
        raise CodebookError("Ce fichier n’est pas du CSV lisible : vérifiez ses guillemets.") from cause
    return _entries([{name: (value or "").strip() for name, value in row.items() if name} for row in rows])


def _entries(rows: Sequence[dict[str, Any]]) -> list[Code]:
    keys = {str(row.get("key") or "") for row in rows}
    entries: dict[str, Code] = {}
    for number, row in enumerate(rows, start=1):
        key, label = str(row.get("key") or "").strip(), str(row.get("label") or "").strip()
        if not key or not label:
            raise CodebookError(f"Le code n° {number} n’a pas de clé ou de libellé : donnez les deux.")
        parent = _parent(row, key, keys)
        above = entries.get(parent)
        entries[key] = Code(
            id=_text(row, "id"),
            key=key,
            label=label,
            parent=parent or None,
            color=str(row.get("color") or (above.color if above else "#777777")),
            figure=_text(row, "figure") or None,
            shape=_text(row, "shape") or (above.shape if above and not _text(row, "id") else None),
            applicable=_truth(row.get("applicable", True)),
            definition=_text(row, "definition"),
            include=_text(row, "include"),
            exclude=_text(row, "exclude"),
            example=_text(row, "example"),
            source=_text(row, "source"),
        )
    return list(entries.values()) if len(entries) == len(rows) else _refuse_twice(rows)


def _parent(row: dict[str, Any], key: str, keys: set[str]) -> str:
    """Return the key of the parent: what the row says, if it bears an identity or names one, else what the key says."""
    said = _text(row, "parent")
    above = key.rpartition(".")[0]
    if said or (_text(row, "id") and "parent" in row):
        return said
    return above if above in keys else ""


def _refuse_twice(rows: Sequence[dict[str, Any]]) -> list[Code]:
    keys = [str(row.get("key")) for row in rows]
    twice = next(key for key in keys if keys.count(key) > 1)
    raise CodebookError(f"Le code « {twice} » est donné deux fois : gardez-en un seul.")


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _truth(value: Any) -> bool:
    return value if isinstance(value, bool) else _WORDS.get(str(value).strip().lower(), True)


def _rows(codes: Iterable[Code]) -> list[dict[str, Any]]:
    codes = list(codes)
    keys = {code.id: code.key for code in codes}
    named = (replace(code, parent=keys.get(code.parent or "")) for code in codes)
    return [{name: getattr(code, name) for name in COLUMNS} for code in named]


def to_yaml(codes: Iterable[Code]) -> str:
    """Return the codes as YAML, in a form that :func:`from_yaml` reads back whole."""
    rows = [
        {name: value for name, value in row.items() if name == "parent" or value not in ("", None)}
        for row in _rows(codes)
    ]
    return yaml.safe_dump({"codes": rows}, allow_unicode=True, sort_keys=False, width=100)


def to_csv(codes: Iterable[Code]) -> str:
    """Return the codes as CSV with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"applicable": "oui" if row["applicable"] else "non"} for row in _rows(codes))
    return out.getvalue()
