"""The register of names: who or what stands behind each pseudonym, and the names that are kept as they are.

The pseudonym stands in the study and is recorded like everything; the name and its other writings stand in the keys
file, so that a shared copy knows which pseudonyms are taken and not whose they are. Those who write the study read it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import access, keys
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.language.folding import folded
from corpus.pseudonyms.candidates import Known
from corpus.pseudonyms.terms import KINDS
from corpus.sorting import name_key
from corpus.study import Study, now


@dataclass(frozen=True)
class Entry:
    """A name of the register, its other writings, the pseudonym that stands for it (None when the name is kept)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    pseudonym: str | None
    keep: bool
    level: str
    author: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way the name is written."""
        return (self.name, *self.aliases)


def has_keys(study: Study) -> bool:
    """Say whether the names are here: a copy that was shared has pseudonyms and no names."""
    listed = study.rows("SELECT id FROM pseudonym")
    known = keys.names(study)
    return not listed or any(row["id"] in known for row in listed)


def everything(study: Study) -> list[Entry]:
    """Return the entries this member may read, by name. Without the keys there is none.

    :raises AccessError: the member only reads the study.
    """
    access.must_write(study.member)
    known = keys.names(study)
    rows = study.rows(f"SELECT r.* FROM pseudonym r WHERE {study.readable('r')}")
    found = [
        Entry(
            id=row["id"],
            name=known[row["id"]][0],
            aliases=known[row["id"]][1],
            kind=row["kind"],
            pseudonym=row["pseudonym"],
            keep=bool(row["keep"]),
            level=row["level"],
            author=row["author"],
        )
        for row in rows
        if row["id"] in known
    ]
    return sorted(found, key=lambda entry: name_key(entry.name))


def known(study: Study) -> list[Known]:
    """Return the register as proposals need it."""
    return [Known(e.id, e.forms, e.kind, e.pseudonym, e.keep) for e in everything(study)]


def taken(study: Study) -> set[str]:
    """Return every pseudonym given in the study, whoever may read the name behind."""
    return {row["pseudonym"] for row in study.rows("SELECT pseudonym FROM pseudonym WHERE pseudonym IS NOT NULL")}


def save(
    study: Study,
    name: str,
    *,
    kind: str = "person",
    pseudonym: str | None = None,
    keep: bool = False,
    aliases: Iterable[str] = (),
    level: str = "team",
    entry: str | None = None,
) -> str:
    """Write an entry of the register, new or already there, and return its GUID.

    :param keep: the name is left as it is; it then has no pseudonym.
    :raises StudyError: no name, no pseudonym, one that is taken or shows the name, or a name that is there already.
    """
    name = " ".join(name.split())
    given = [" ".join(alias.split()) for alias in aliases]
    forms = tuple(dict.fromkeys(form for form in given if form and form != name))
    pseudonym = None if keep else " ".join((pseudonym or "").split())
    _check(study, (name, *forms), kind, pseudonym, entry)
    row = {"kind": kind, "pseudonym": pseudonym, "keep": int(keep), "level": access.checked_level(level)}
    with study.change("Compléter le registre des noms", level=level):
        if entry is None:
            entry = new_id()
            study.insert("pseudonym", {"id": entry, **row, "author": study.member.id})
        else:
            study.update("pseudonym", entry, **row)
        if keys.names(study).get(entry) != (name, forms):
            keys.keep_name(study, entry, name, forms, now())
    return entry


def remove(study: Study, entry: str) -> None:
    """Take an entry out of the register; texts where it was replaced are not changed."""
    with study.change("Retirer un nom du registre"):
        study.delete("pseudonym", entry)


def _check(study: Study, forms: tuple[str, ...], kind: str, pseudonym: str | None, entry: str | None) -> None:
    if not forms[0]:
        raise StudyError("Une entrée du registre a besoin d’un nom : écrivez-en un.")
    if kind not in KINDS:
        raise StudyError(f"Le genre « {kind} » n’existe pas : choisissez parmi {', '.join(KINDS)}.")
    others = [one for one in everything(study) if one.id != entry]
    for form in forms:
        twin = next((one for one in others if name_key(form)[0] in {name_key(f)[0] for f in one.forms}), None)
        if twin is not None:
            raise StudyError(f"« {form} » est déjà au registre, avec « {twin.name} » : modifiez cette entrée.")
    if pseudonym is None:
        return
    if not pseudonym:
        raise StudyError(f"« {forms[0]} » a besoin d’un pseudonyme : écrivez-en un, ou gardez le nom tel quel.")
    told = shows(pseudonym, forms)
    if told:
        raise StudyError(f"Le pseudonyme « {pseudonym} » montre « {told} » : choisissez-en un autre.")
    own = study.value("SELECT pseudonym FROM pseudonym WHERE id = :id", id=entry)
    if pseudonym != own and pseudonym in taken(study):
        raise StudyError(
            f"« {pseudonym} » désigne déjà quelqu’un : ajoutez ce nom à ses autres écritures si c’est la même personne."
        )


def shows(pseudonym: str, forms: Iterable[str]) -> str | None:
    """Return the word of a name that a pseudonym would show, if any."""
    words = {name_key(word)[0] for word in re.findall(r"\w{3,}", folded(pseudonym))}
    for form in forms:
        for word in re.findall(r"\w{3,}", folded(form)):
            if name_key(word)[0] in words:
                return str(word)
    return None
