"""The people of the field, under the name the study gives them, and who speaks behind the labels of a document.

A segment keeps the label its text uses; here is written whom this label is. The names behind pseudonyms are not kept
here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import access
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import PROFESSIONS


@dataclass(frozen=True)
class Person:
    """Somebody of the field: label, role in their own words, métier (key of ``PROFESSIONS``), site, other names."""

    id: str
    label: str
    role: str
    profession: str | None
    site: str | None
    level: str
    author: str
    aliases: tuple[str, ...] = ()

    @property
    def profession_label(self) -> str:
        """The métier in French, or nothing."""
        return PROFESSIONS.get(self.profession or "", self.profession or "")


def everyone(study: Study) -> list[Person]:
    """Return the people this member may read, by name."""
    aliases: dict[str, list[str]] = {}
    for row in study.rows("SELECT person, alias FROM person_alias ORDER BY alias"):
        aliases.setdefault(row["person"], []).append(row["alias"])
    rows = study.rows(
        f"SELECT p.id, p.label, p.role, p.profession, p.site, p.level, p.author FROM person p"
        f" WHERE {study.readable('p')}"
    )
    found = [Person(**row, aliases=tuple(aliases.get(row["id"], ()))) for row in rows]
    return sorted(found, key=lambda person: name_key(person.label))


def get(study: Study, person: str) -> Person:
    """Return one person.

    :raises StudyError: there is none of that id, or this member may not read them.
    """
    found = next((one for one in everyone(study) if one.id == person), None)
    if found is None:
        raise StudyError("Cette personne n’est pas dans l’étude ou ne vous est pas ouverte.")
    return found


def named(study: Study, name: str, *, site: str | None = None) -> Person | None:
    """Return who goes by this name or alias, accents and case apart; of several, the one of this site."""
    key = name_key(name.strip())[0]
    found = [one for one in everyone(study) if key in {name_key(each)[0] for each in (one.label, *one.aliases)}]
    return next((one for one in found if one.site == site), found[0] if len(found) == 1 else None)


def save(
    study: Study,
    *,
    label: str,
    role: str = "",
    profession: str | None = None,
    site: str | None = None,
    aliases: Sequence[str] = (),
    level: str = "team",
    person: str | None = None,
) -> str:
    """Write a person, or rewrite ``person`` whole, and return the GUID.

    :raises StudyError: no name, or ``person`` is not open to this member.
    :raises AccessError: the person would become private to somebody who is not its author.
    """
    label = " ".join(label.split())
    if not label:
        raise StudyError("Une personne a besoin d’un nom ou d’un pseudonyme : écrivez-en un.")
    row: dict[str, Any] = {
        "label": label,
        "role": role.strip(),
        "profession": profession,
        "site": site,
        "level": access.checked_level(level),
    }
    verb = "Modifier" if person else "Ajouter"
    with study.change(f"{verb} la personne « {label} »", level=level):
        if person:
            access.must_own_private(study.member, level, get(study, person).author)
            study.update("person", person, **row)
        else:
            person = new_id()
            study.insert("person", {"id": person, "author": study.member.id, **row})
        others = dict.fromkeys(" ".join(alias.split()) for alias in aliases)
        study.replace(
            "person_alias", "person", person, [{"alias": alias} for alias in others if alias and alias != label]
        )
    return person


def speakers(study: Study, document: str) -> dict[str, Person]:
    """Return who speaks behind each label of a document, for what this member may read."""
    rows = study.rows(
        "SELECT s.speaker, s.person FROM speaker_person s JOIN document d ON d.id = s.document"
        f" WHERE s.document = :document AND {study.readable('d')} ORDER BY s.speaker",
        document=document,
    )
    known = {person.id: person for person in everyone(study)} if rows else {}
    return {row["speaker"]: known[row["person"]] for row in rows if row["person"] in known}


def tell_speakers(study: Study, document: str, known: Mapping[str, str]) -> None:
    """Write whom each label of a document is: label to person. Labels left out are of nobody known.

    :raises StudyError: the document is not open to this member.
    """
    found = study.rows(f"SELECT title, level FROM document d WHERE d.id = :d AND {study.readable('d')}", d=document)
    if not found:
        raise StudyError("Ce document n’existe pas ou ne vous est pas ouvert : revenez à la bibliothèque.")
    with study.change(f"Dire qui parle dans « {found[0]['title']} »", level=found[0]["level"]):
        study.replace(
            "speaker_person",
            "document",
            document,
            [{"speaker": speaker, "person": person} for speaker, person in known.items()],
        )
