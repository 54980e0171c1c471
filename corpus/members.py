"""The people who work in the study, with their roles."""

from corpus.access import ROLES, Member
from corpus.errors import AccessError, StudyError
from corpus.ids import new_id
from corpus.sorting import name_key
from corpus.study import Study


def everyone(study: Study) -> list[Member]:
    """Return the active members, by name."""
    return sorted(study.file.members(), key=lambda member: name_key(member.name))


def names(study: Study) -> dict[str, str]:
    """Return the displayed name of every member, active or not, by GUID."""
    return {row["id"]: row["name"] for row in study.rows("SELECT id, name FROM member")}


def add(study: Study, name: str, role: str, *, member_id: str | None = None) -> str:
    """Add a member and return the GUID.

    :raises AccessError: somebody who does not lead the study adds one who would.
    :raises StudyError: no name, a name already taken, or an unknown role.
    """
    name = name.strip()
    if role == "lead" and study.member.role != "lead":
        raise AccessError("Seule une personne qui mène l’étude en ajoute une autre qui la mène : demandez-lui.")
    if not name:
        raise StudyError("Un membre a besoin d’un nom : écrivez-en un.")
    if role not in ROLES:
        raise StudyError(f"Le rôle « {role} » n’existe pas : choisissez lead, researcher ou committee.")
    if name in names(study).values():
        raise StudyError(f"« {name} » travaille déjà dans l’étude : donnez un autre nom.")
    member_id = member_id or new_id()
    with study.change(f"Ajouter {name} à l’étude"):
        study.insert("member", {"id": member_id, "name": name, "role": role, "active": 1})
    return member_id


def change_role(study: Study, member: str, role: str) -> None:
    """Give a member another role; somebody must go on leading the study.

    :raises StudyError: an unknown role, or the last lead would be lost.
    """
    if role not in ROLES:
        raise StudyError(f"Le rôle « {role} » n’existe pas : choisissez lead, researcher ou committee.")
    if study.member.role != "lead":
        raise StudyError("Les rôles se changent par la cheffe de projet : demandez-lui.")
    leads = [m.id for m in everyone(study) if m.role == "lead"]
    if leads == [member] and role != "lead":
        raise StudyError("Une étude garde au moins une cheffe de projet : donnez d’abord ce rôle à quelqu’un d’autre.")
    with study.change("Changer un rôle"):
        study.update("member", member, role=role)
