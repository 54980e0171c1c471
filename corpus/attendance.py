"""Who was at an event, by métier: numbers and words as they were typed.

It tells who was there; it never judges who was not. A line is read by whoever may read both the event and the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus import access
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.study import Study
from corpus.terms import MINIMUM, PRESENCES, PROFESSIONS


@dataclass(frozen=True)
class Line:
    """Some people of one métier at an event: key of ``PROFESSIONS``, number if said, words, key of ``PRESENCES``."""

    profession: str
    number: int | None
    names: str
    presence: str = "present"

    @property
    def profession_label(self) -> str:
        """The métier in French; a métier that is not of the list is its own label."""
        return PROFESSIONS.get(self.profession, self.profession)

    @property
    def shown(self) -> str:
        """What a person reads: the words typed, with the number when they do not tell it."""
        if not self.names:
            return str(self.number) if self.number is not None else ""
        return self.names


def of_event(study: Study, event: str) -> list[Line]:
    """Return who was at an event, in the order of the métiers; nothing when it is not open to this member."""
    return _lines(study, event)[event] if event else []


def of_events(study: Study) -> dict[str, list[Line]]:
    """Return who was at each event this member may read, by event."""
    return _lines(study, None)


def _lines(study: Study, event: str | None) -> dict[str, list[Line]]:
    rows = study.rows(
        "SELECT a.event, a.profession, a.number, a.names, a.presence FROM attendance a JOIN event e ON e.id = a.event"
        f" WHERE (:event IS NULL OR a.event = :event) AND {study.readable('e')} AND {study.readable('a')}"
        " ORDER BY a.rowid",
        event=event,
    )
    order = [*PROFESSIONS]
    found: dict[str, list[Line]] = {event: []} if event else {}
    rows.sort(key=lambda row: order.index(row["profession"]) if row["profession"] in order else len(order))
    for row in rows:
        key = row.pop("event")
        found.setdefault(key, []).append(Line(**row))
    return found


def record(study: Study, event: str, lines: Sequence[Line], *, level: str | None = None) -> None:
    """Write who was at an event, in place of what this member could read of it.

    :param level: who may read the lines; that of the event, or more restricted.
    :raises StudyError: the event is not open to this member, or a value is out of its list.
    """
    rows = study.rows(f"SELECT label, level FROM event e WHERE id = :event AND {study.readable('e')}", event=event)
    if not rows:
        raise StudyError("Cet événement n’existe pas ou ne vous est pas ouvert : revenez à la chronologie.")
    label, event_level = rows[0]["label"], rows[0]["level"]
    level = access.most_restricted(event_level, access.checked_level(level or event_level))
    kept = [_row(line) for line in lines if line.names.strip() or line.number is not None]
    with study.change(f"Noter qui était à « {label} »", level=level):
        standing = study.rows(
            f"SELECT id, profession, number, names, presence, level FROM attendance a"
            f" WHERE event = :event AND {study.readable('a')}",
            event=event,
        )
        for row in standing:
            bare = {name: row[name] for name in ("profession", "number", "names", "presence")}
            if row["level"] == level and bare in kept:
                kept.remove(bare)
            else:
                study.delete("attendance", row["id"])
        study.insert(
            "attendance",
            *({"id": new_id(), "event": event, **row, "level": level, "author": study.member.id} for row in kept),
        )


def _row(line: Line) -> dict[str, Any]:
    if line.presence not in PRESENCES:
        raise StudyError(f"La présence « {line.presence} » n’existe pas : choisissez parmi {', '.join(PRESENCES)}.")
    if not line.profession.strip():
        raise StudyError("Une ligne de présence a besoin d’un métier : choisissez-en un.")
    if line.number is not None and line.number < 0:
        raise StudyError("Un nombre de personnes ne peut pas être négatif : corrigez-le.")
    names = " ".join(line.names.split())
    return {"profession": line.profession, "number": line.number, "names": names, "presence": line.presence}


def forget(study: Study, event: str) -> None:
    """Remove the lines of an event that goes, inside the open change."""
    for row in study.rows("SELECT id FROM attendance WHERE event = :event", event=event):
        study.delete("attendance", row["id"])


def minimum(lines: Sequence[Line]) -> dict[str, bool]:
    """Return, for each métier a visit is meant to gather (key of ``PROFESSIONS``), whether it was there. A fact."""
    there = {line.profession for line in lines if line.presence == "present" and line.number != 0}
    return {profession: profession in there for profession in MINIMUM}
