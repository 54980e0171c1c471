"""The tree of codes of a study: what each means, when to use it, where it comes from.

Keeps the rows of the tree and the few ways they are written inside a change. What a change of the tree does to codings,
and what is told of it first, stands in ``codebook.reshaping``; files in ``codebook.grids``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codebook import descent
from codebook.errors import CodebookError
from codebook.signs import SHAPES
from corpus.ids import derived_id, is_id, new_id
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import FIGURES


@dataclass(frozen=True)
class Code:
    """A code.

    ``key`` is its dotted name; ``parent`` a GUID; ``shape`` a key of ``signs.SHAPES`` or None; ``position`` orders the
    codes of one parent; ``path`` holds the labels of its ancestors, from the branch down.
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
    shape: str | None = None
    position: int = 0

    @property
    def full_label(self) -> str:
        """Its label after those of its ancestors."""
        return " › ".join((*self.path, self.label))


MEANING = ("definition", "include", "exclude", "example", "source")
DESCRIBED = ("label", *MEANING, "color", "shape", "figure", "applicable")  # what a person writes of a code
FIELDS = ("parent", "position", "key", *DESCRIBED)
_SELECT = f"SELECT id, {', '.join(FIELDS)} FROM code"


def _code(row: dict[str, Any]) -> Code:
    return Code(**{**row, "applicable": bool(row["applicable"])})


def tree(study: Study) -> list[Code]:
    """Return every code, each branch in its order, parents before children, with path and depth."""
    return in_order(map(_code, study.rows(f"{_SELECT} ORDER BY position, label")))


def in_order(codes: Iterable[Code]) -> list[Code]:
    """Return codes, given in the order of each parent, parents before children, with path and depth."""
    children: dict[str | None, list[Code]] = {}
    for code in codes:
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


def under(tree: Sequence[Code], code: str) -> list[Code]:
    """Return the codes under a code, however deep, in the order of the tree."""
    above, found = {code}, []
    for one in tree:
        if one.parent in above:
            above.add(one.id)
            found.append(one)
    return found


def get(study: Study, code: str) -> Code:
    """Return a code, without its path.

    :raises CodebookError: there is none of that id; what became of it is told.
    """
    rows = study.rows(f"{_SELECT} WHERE id = :code", code=code)
    if not rows:
        raise CodebookError(descent.fate(study, code))
    return _code(rows[0])


def usable(study: Study, code: str) -> Code:
    """Return a code that can be applied.

    :raises CodebookError: there is no such code (what became of it is told), or it only heads others.
    """
    found = get(study, code)
    if not found.applicable:
        raise CodebookError(
            f"« {found.label} » range d’autres codes et ne s’applique pas : choisissez un code en dessous."
        )
    return found


# Writing, inside the open change ------------------------------------------------------------------------------------


def add(study: Study, code: Code, *, before: str | None = None) -> str:
    """Write a new code under ``code.parent``, before one of its children or last, and return its GUID.

    A key is made from those of the parent and the label when none is given.
    """
    made = code.id or new_id()
    key = code.key or _key(study, code)
    study.insert("code", {"id": made, **_row(code, code.parent), "key": key, "position": 0})
    put(study, made, code.parent, before=before)
    return made


def describe(study: Study, code: str, **values: Any) -> None:
    """Rewrite what a person writes of a code: the columns of ``DESCRIBED``."""
    strange = set(values) - set(DESCRIBED)
    if strange:
        raise CodebookError(f"Un code n’a pas de champ « {', '.join(sorted(strange))} ».")
    if "applicable" in values:
        values["applicable"] = int(values["applicable"])
    study.update("code", code, **values)


def put(study: Study, code: str, parent: str | None, *, before: str | None = None) -> None:
    """Set a code under a parent, before one of its children or last; as few other codes as possible are renumbered."""
    rows = study.rows(
        "SELECT id, position FROM code WHERE parent IS :parent AND id <> :code ORDER BY position, label",
        parent=parent,
        code=code,
    )
    at = next((index for index, row in enumerate(rows) if row["id"] == before), len(rows))
    position = rows[at - 1]["position"] + 1 if at else rows[0]["position"] - 1 if rows else 0
    study.update("code", code, parent=parent, position=position)
    for row in rows[at:]:
        if row["position"] > position:
            break
        position += 1
        study.update("code", row["id"], position=position)


def drop(study: Study, code: str) -> None:
    """Take a code out of the tree; its codings, sub-codes, examples and memos have gone elsewhere before."""
    study.delete("code", code)


def _key(study: Study, code: Code) -> str:
    """Return a key nobody has: that of the parent, then the first letters of the words of the label."""
    above = study.value("SELECT key FROM code WHERE id = :parent", parent=code.parent)
    words = re.findall(r"[a-z0-9]+", name_key(code.label)[0]) or ["code"]
    stem = "_".join(words)[:24].strip("_").upper()
    taken = {row["key"] for row in study.rows("SELECT key FROM code")}
    for number in range(1, len(taken) + 2):
        key = ".".join(part for part in (above, stem if number == 1 else f"{stem}_{number}") if part)
        if key not in taken:
            return key
    raise AssertionError("more keys than codes")


# Installing ---------------------------------------------------------------------------------------------------------


def install(study: Study, entries: Sequence[Code]) -> tuple[int, int]:
    """Add codes, or rewrite those known by their GUID or else their key, and return (added, rewritten).

    Nothing is removed. New codes come after those there; those rewritten keep their place.

    :param entries: parents before children; ``parent`` holds the parent's key here; ``id`` a GUID or nothing.
    :raises CodebookError: a key given twice, an unknown figure, a parent neither given nor known, a code that would
        come under itself, or one already applied that would only head others.
    """
    known: dict[str, str] = {row["key"]: row["id"] for row in study.rows("SELECT key, id FROM code")}
    identities = set(known.values())
    added = rewritten = 0
    seen: set[str] = set()
    with study.change(f"Charger une grille de {len(entries)} codes"):
        after = int(study.value("SELECT coalesce(max(position), -1) + 1 FROM code"))
        for entry in entries:
            if entry.key in seen:
                raise CodebookError(f"Le code « {entry.key} » est donné deux fois : gardez-en un seul.")
            code = entry.id if entry.id in identities else known.get(entry.key)
            _check(study, entry, known, code)
            seen.add(entry.key)
            for former in [key for key, one in known.items() if one == code and key != entry.key]:
                del known[former]
            row = _row(entry, known[entry.parent] if entry.parent else None)
            if code is not None:
                study.update("code", code, **row, key=entry.key)
                rewritten += 1
            else:
                code = entry.id if is_id(entry.id) else _fresh(study, entry.key)
                study.insert("code", {"id": code, **row, "key": entry.key, "position": after + added})
                added += 1
            known[entry.key] = code
        if len(tree(study)) < study.value("SELECT count(*) FROM code"):
            raise CodebookError("Un code serait rangé sous lui-même : corrigez les parents, rien n’a été chargé.")
    return added, rewritten


def _check(study: Study, entry: Code, known: dict[str, str], code: str | None) -> None:
    if entry.parent is not None and entry.parent not in known:
        raise CodebookError(f"Le code « {entry.key} » est rangé sous « {entry.parent} », qui n’existe pas.")
    if entry.figure is not None and entry.figure not in FIGURES:
        raise CodebookError(
            f"« {entry.figure} » n’est pas une figure ({entry.key}) : choisissez parmi {', '.join(FIGURES)}."
        )
    if entry.shape is not None and entry.shape not in SHAPES:
        raise CodebookError(f"« {entry.shape} » n’est pas une forme ({entry.key}) : choisissez {', '.join(SHAPES)}.")
    if known.get(entry.key, code) != code:
        raise CodebookError(
            f"« {entry.key} » est la clé d’un autre code que celui de cet identifiant : corrigez l’un des deux."
        )
    used = study.value("SELECT count(*) FROM coding WHERE code = :code", code=code)
    if used and not entry.applicable:
        raise CodebookError(
            f"« {entry.label} » est appliqué {used} fois : il ne peut pas ne faire que ranger d’autres codes."
        )


def _fresh(study: Study, key: str) -> str:
    """Return the same GUID for the same key of the same study, so that two copies of a study recognise each other.

    A key whose code was renamed since may be given again: the new code is another one.
    """
    derived = derived_id(str(study.value("SELECT id FROM study")), "code", key)
    return new_id() if study.value("SELECT 1 FROM code WHERE id = :code", code=derived) else derived


def _row(entry: Code, parent: str | None) -> dict[str, str | int | None]:
    return {"parent": parent, **{name: getattr(entry, name) for name in DESCRIBED}, "applicable": int(entry.applicable)}
