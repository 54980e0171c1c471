"""Versions of the codebook: the whole tree as it stood, frozen by name, and the number each coding is made under.

The tree in use is a draft that has a number already: a coding keeps the number of the draft it was made under, and
that draft becomes the version of this number once it is frozen. Someone freezes it and says why; it is frozen without
being asked just before a change that gives the codings already made under it another meaning (a merge, a split, a
removal, an import, another definition), in a change of its own, so that undoing the one leaves the other. What two
versions have in common stands in ``codebook.grid_differences``.
"""

from dataclasses import dataclass

from codebook import codes
from codebook.codes import FIELDS, Code
from codebook.errors import CodebookError
from corpus.ids import new_id
from corpus.study import Study, now


@dataclass(frozen=True)
class Version:
    """A frozen version: GUID, number, name, note, whether nobody asked for it, by whom, when, how many codes."""

    id: str
    number: int
    name: str
    note: str
    automatic: bool
    author_name: str
    made_at: str
    codes: int


DRAFT = (
    "max(1, (SELECT coalesce(max(number), 0) + 1 FROM codebook_version),"
    " (SELECT coalesce(max(codebook_version), 0) FROM coding))"
)  # the number of the draft; codings made under a version whose freezing was undone keep their number taken


def draft(study: Study) -> int:
    """Return the number of the version in preparation."""
    return int(study.value(f"SELECT {DRAFT}"))


def everything(study: Study) -> list[Version]:
    """Return the frozen versions, newest first."""
    rows = study.rows(
        "SELECT v.id, v.number, v.name, v.note, v.automatic, m.name AS author_name, v.made_at,"
        " (SELECT count(*) FROM frozen_code f WHERE f.version = v.id) AS codes"
        " FROM codebook_version v JOIN member m ON m.id = v.author ORDER BY v.number DESC"
    )
    return [Version(**row | {"automatic": bool(row["automatic"])}) for row in rows]


def of_number(study: Study, number: int | None) -> Version | None:
    """Return the version that a coding of this number was made under, None while it is a draft, or before versions."""
    later = [version for version in everything(study) if number is not None and version.number >= number]
    return later[-1] if later else None


def said(study: Study, number: int | None) -> str:
    """Return in French the version a coding was made under."""
    if number is None:
        return "avant les versions de la grille"
    found = of_number(study, number)
    if found is None:
        return "version en préparation"
    return f"version {found.number}" + ("" if found.automatic else f" ({found.name})")


def freeze(study: Study, name: str, note: str = "") -> str:
    """Freeze the tree as it stands under a name, and return the GUID of the version.

    :raises CodebookError: no name, no code, or nothing changed since the last version and no coding was made.
    """
    if not name.strip():
        raise CodebookError("Une version a un nom : écrivez ce qui la distingue, par exemple « Après l’essai ».")
    return _freeze(study, name.strip(), note.strip(), automatic=False)


def freeze_before(study: Study, act: str, *among: str) -> str | None:
    """Freeze the draft before an act that gives codings another meaning, if any was made under it.

    :param act: what is about to be done, in French: « fusionner … ».
    :param among: the codes whose codings count; all when none is named.
    """
    marks = ", ".join(f":c{index}" for index in range(len(among)))
    made = study.value(
        "SELECT 1 FROM coding k WHERE (k.codebook_version = :draft"
        " OR (k.codebook_version IS NULL AND NOT EXISTS (SELECT 1 FROM codebook_version)))"
        + (f" AND k.code IN ({marks})" if among else "")
        + " LIMIT 1",
        draft=draft(study),
        **{f"c{index}": code for index, code in enumerate(among)},
    )
    return _freeze(study, f"Avant de {act}", "", automatic=True) if made else None


def _freeze(study: Study, name: str, note: str, *, automatic: bool) -> str:
    version = new_id()
    with study.change(f"Figer la grille : {name}"):
        tree = codes.tree(study)
        number = draft(study)
        if not tree:
            raise CodebookError("La grille est vide : créez un code avant de figer une version.")
        last = next(iter(everything(study)), None)
        if not automatic and last and tree_of(study, last.id) == tree and not _coded_since(study, last.number):
            raise CodebookError(f"La grille est celle de la version {last.number} : rien de nouveau à figer.")
        study.insert(
            "codebook_version",
            {
                "id": version,
                "number": number,
                "name": name,
                "note": note,
                "automatic": int(automatic),
                "author": study.member.id,
                "made_at": now(),
            },
        )
        study.insert("frozen_code", *(_row(version, code) for code in tree))
    return version


def _coded_since(study: Study, number: int) -> bool:
    return bool(study.value("SELECT 1 FROM coding WHERE codebook_version > :number LIMIT 1", number=number))


def _row(version: str, code: Code) -> dict[str, str | int | None]:
    kept = {name: getattr(code, name) for name in FIELDS}
    return {"id": new_id(), "version": version, "code": code.id, **kept, "applicable": int(code.applicable)}


def rename(study: Study, version: str, name: str, note: str) -> None:
    """Change the name and note of a version: its tree stays as it was frozen.

    :raises CodebookError: no name, or no such version.
    """
    found = get(study, version)
    if not name.strip():
        raise CodebookError("Une version a un nom : écrivez ce qui la distingue.")
    with study.change(f"Nommer la version {found.number} de la grille"):
        study.update("codebook_version", version, name=name.strip(), note=note.strip())


def get(study: Study, version: str) -> Version:
    """Return one version.

    :raises CodebookError: there is none of that id.
    """
    found = next((one for one in everything(study) if one.id == version), None)
    if found is None:
        raise CodebookError("Cette version de la grille n’existe pas : rechargez la page et choisissez-en une autre.")
    return found


def tree_of(study: Study, version: str) -> list[Code]:
    """Return the codes of a version as ``codes.tree`` gave them when it was frozen."""
    names = ", ".join(FIELDS)
    rows = study.rows(
        f"SELECT code AS id, {names} FROM frozen_code WHERE version = :version ORDER BY position, label",
        version=version,
    )
    return codes.in_order(Code(**{**row, "applicable": bool(row["applicable"])}) for row in rows)


def problems(study: Study) -> list[str]:
    """Return what does not hold in the versions, one French sentence each."""
    return [
        f"La version {row['number']} de la grille a perdu ses codes."
        for row in study.rows(
            "SELECT v.number FROM codebook_version v WHERE NOT EXISTS"
            " (SELECT 1 FROM frozen_code f WHERE f.version = v.id)"
        )
    ]
