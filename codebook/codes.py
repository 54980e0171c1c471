"""The tree of codes of a study: what each means, when to use it, where it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codebook.errors import CodebookError
from corpus.ids import derived_id
from corpus.study import Study
from corpus.terms import FIGURES


@dataclass(frozen=True)
class Code:
    """A code.

    ``key`` is its dotted name; ``parent`` a GUID; ``path`` the labels of its ancestors, from the branch down.
    """

    id: str
    key: str
    label: str
    parent: str | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    source: str = ""
    color: str = "#888888"
    figure: str | None = None
    applicable: bool = True
    path: tuple[str, ...] = ()
    depth: int = 0


_SELECT = (
    "SELECT id, key, label, parent, definition, include, exclude, example, source, color, figure, applicable FROM code"
)


def _code(row: dict[str, Any]) -> Code:
    return Code(**{**row, "applicable": bool(row["applicable"])})


def tree(study: Study) -> list[Code]:
    """Return every code, each branch in its order, parents before children, with path and depth."""
    rows = study.rows(f"{_SELECT} ORDER BY position, label")
    children: dict[str | None, list[Code]] = {}
    for code in map(_code, rows):
        children.setdefault(code.parent, []).append(code)
    return list(_walk(children, None, ()))


def _walk(children: dict[str | None, list[Code]], parent: str | None, path: tuple[str, ...]) -> Iterable[Code]:
    for code in children.get(parent, []):
        yield replace(code, path=path, depth=len(path))
        yield from _walk(children, code.id, (*path, code.label))


def by_id(study: Study) -> dict[str, Code]:
    """Return every code by GUID."""
    return {code.id: code for code in tree(study)}


def by_key(study: Study) -> dict[str, Code]:
    """Return every code by key."""
    return {code.key: code for code in tree(study)}


def usable(study: Study, code: str) -> Code:
    """Return a code that can be applied.

    :raises CodebookError: there is no such code, or it only heads others.
    """
    rows = study.rows(f"{_SELECT} WHERE id = :code", code=code)
    if not rows:
        raise CodebookError(
            "Ce code n’est pas dans la grille de l’étude : rechargez la page et choisissez-en un autre."
        )
    found = _code(rows[0])
    if not found.applicable:
        raise CodebookError(
            f"« {found.label} » range d’autres codes et ne s’applique pas : choisissez un code en dessous."
        )
    return found


def install(study: Study, entries: Sequence[Code]) -> tuple[int, int]:
    """Add codes, or rewrite those whose key is known, and return (added, rewritten). Nothing is removed.

    New codes come after those there; those rewritten keep their place.

    :param entries: parents before children; ``parent`` holds the parent's key here, ids are ignored.
    :raises CodebookError: a key given twice, an unknown figure, a parent neither given nor known, a code that would
        come under itself, or one already applied that would only head others.
    """
    known = {row["key"]: row["id"] for row in study.rows("SELECT key, id FROM code")}
    added = rewritten = 0
    seen: set[str] = set()
    with study.change(f"Charger une grille de {len(entries)} codes"):
        after = int(study.value("SELECT coalesce(max(position), -1) + 1 FROM code"))
        for entry in entries:
            if entry.key in seen:
                raise CodebookError(f"Le code « {entry.key} » est donné deux fois : gardez-en un seul.")
            _check(study, entry, known)
            seen.add(entry.key)
            row = _row(entry, known)
            if entry.key in known:
                study.update("code", known[entry.key], **row)
                rewritten += 1
            else:
                known[entry.key] = _fresh(study, entry.key)
                study.insert("code", {"id": known[entry.key], "key": entry.key, "position": after + added, **row})
                added += 1
        if len(tree(study)) < len(known):
            raise CodebookError("Un code serait rangé sous lui-même : corrigez les parents, rien n’a été chargé.")
    return added, rewritten


def _check(study: Study, entry: Code, known: dict[str, str]) -> None:
    if entry.parent is not None and entry.parent not in known:
        raise CodebookError(f"Le code « {entry.key} » est rangé sous « {entry.parent} », qui n’existe pas.")
    if entry.figure is not None and entry.figure not in FIGURES:
        raise CodebookError(
            f"« {entry.figure} » n’est pas une figure ({entry.key}) : choisissez parmi {', '.join(FIGURES)}."
        )
    used = study.value("SELECT count(*) FROM coding WHERE code = :code", code=known.get(entry.key))
    if used and not entry.applicable:
        raise CodebookError(
            f"« {entry.label} » est appliqué {used} fois : il ne peut pas ne faire que ranger d’autres codes."
        )


def _fresh(study: Study, key: str) -> str:
    """Return the same GUID for the same key of the same study, so that two copies of a study recognise each other."""
    return derived_id(str(study.value("SELECT id FROM study")), "code", key)


def _row(entry: Code, known: dict[str, str]) -> dict[str, str | int | None]:
    return {
        "parent": known[entry.parent] if entry.parent else None,
        "label": entry.label,
        "definition": entry.definition,
        "include": entry.include,
        "exclude": entry.exclude,
        "example": entry.example,
        "source": entry.source,
        "color": entry.color,
        "figure": entry.figure,
        "applicable": int(entry.applicable),
    }
