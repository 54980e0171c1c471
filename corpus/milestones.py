"""The steps a site plans and reaches, each with two dates: planned and reached.

A planned date may count from an event (« M12/M18 »): it becomes an interval from the date of its anchor, and follows
it.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from corpus import access, anchors, dated, sites, stale
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import MILESTONE_STATES, MODULES


@dataclass(frozen=True)
class Milestone:
    """A step of a site, or of the project when ``site`` is None. Dates are EDTF or relative texts."""

    id: str
    module: str
    label: str
    site: str | None
    planned: str
    planned_shown: str
    reached: str
    reached_shown: str
    anchor: str | None
    state: str
    description: str
    level: str
    author: str

    @property
    def module_label(self) -> str:
        """The module in French."""
        return MODULES.get(self.module, self.module)

    @property
    def state_label(self) -> str:
        """The state in French."""
        return MILESTONE_STATES[self.state]

    @property
    def when(self) -> str:
        """The date a person reads: the one it was reached, else the planned one."""
        return self.reached_shown or self.planned_shown


def _milestone(row: dict[str, Any]) -> Milestone:
    return Milestone(
        id=row["id"],
        module=row["module"],
        label=row["label"],
        site=row["site"],
        planned=row["planned_text"] or "",
        planned_shown=dated.shown(row, "planned"),
        reached=row["reached_text"] or "",
        reached_shown=dated.shown(row, "reached"),
        anchor=row["anchor"],
        state=row["state"],
        description=row["description"],
        level=row["level"],
        author=row["author"],
    )


def _rows(study: Study) -> list[dict[str, Any]]:
    rows = study.rows(f"SELECT m.* FROM milestone m WHERE {study.readable('m')}")
    return sorted(rows, key=lambda row: (dated.order(row, "reached", "planned"), name_key(row["label"])))


def everything(study: Study) -> list[Milestone]:
    """Return the milestones this member may read, by date."""
    return [_milestone(row) for row in _rows(study)]


def get(study: Study, milestone: str) -> Milestone:
    """Return one milestone.

    :raises StudyError: there is none of that id, or this member may not read it.
    """
    rows = study.rows(
        f"SELECT m.* FROM milestone m WHERE m.id = :milestone AND {study.readable('m')}", milestone=milestone
    )
    if not rows:
        raise StudyError("Ce jalon n’existe pas ou ne vous est pas ouvert : revenez à la chronologie.")
    return _milestone(rows[0])


def save(
    study: Study,
    *,
    module: str,
    label: str,
    site: str | None = None,
    planned: str = "",
    reached: str = "",
    anchor: str | None = None,
    state: str = "planned",
    description: str = "",
    level: str = "team",
    milestone: str | None = None,
    milestone_id: str | None = None,
    read: Milestone | None = None,
) -> str:
    """Write a new milestone, or rewrite ``milestone`` whole, and return its GUID.

    :param read: the milestone as it was when the person opened it; refused when it has changed since.
    :raises StudyError: no label, no date, a value out of its list, a state and dates that contradict each other.
    :raises AccessError: the milestone would become private to somebody who is not its author.
    :raises DateError: a date is not in an accepted form, or is relative without an anchor.
    """
    _check(module, label, planned, reached, state)
    row: dict[str, Any] = {
        "module": module,
        "label": label.strip(),
        "site": site,
        **dated.columns("planned", planned, anchors.date_of(study, anchor)),
        **dated.columns("reached", reached),
        "anchor": anchor,
        "state": state,
        "description": description.strip(),
        "level": access.checked_level(level),
    }
    verb = "Modifier" if milestone else "Ajouter"
    with study.change(f"{verb} le jalon « {row['label']} »", level=level):
        if milestone:
            before = get(study, milestone)
            stale.refuse_if_changed(read, before)
            access.must_own_private(study.member, level, before.author)
            study.update("milestone", milestone, **row)
        else:
            milestone = milestone_id or new_id()
            study.insert("milestone", {"id": milestone, "author": study.member.id, **row})
    return milestone


def _check(module: str, label: str, planned: str, reached: str, state: str) -> None:
    if not label.strip():
        raise StudyError("Un jalon a besoin d’un intitulé : écrivez-en un.")
    if module not in MODULES:
        raise StudyError(f"Le module « {module} » n’existe pas : choisissez parmi {', '.join(MODULES)}.")
    if state not in MILESTONE_STATES:
        raise StudyError(f"L’état « {state} » n’existe pas : choisissez parmi {', '.join(MILESTONE_STATES)}.")
    if state == "reached" and not reached.strip():
        raise StudyError("Un jalon atteint a besoin de la date où il l’a été : écrivez-la, même approchée (2021-03~).")
    if state != "reached" and reached.strip():
        raise StudyError(
            f"Ce jalon a une date d’atteinte et l’état « {MILESTONE_STATES[state]} » : passez-le à « atteint », ou "
            "ôtez la date."
        )
    if not planned.strip() and not reached.strip():
        raise StudyError("Un jalon a besoin d’une date prévue ou atteinte : écrivez l’une des deux.")


def delete(study: Study, milestone: str) -> None:
    """Remove a milestone; the links that reach it must have been freed before (the floor above does it).

    :raises StudyError: the milestone is not there, or a link still reaches it.
    """
    found = get(study, milestone)
    with study.change(f"Supprimer le jalon « {found.label} »", level=found.level):
        study.delete("milestone", milestone)


def frame(study: Study) -> pd.DataFrame:
    """Return one row per readable milestone, dates as timestamps (NaT for an open end or no date).

    Columns: id, label, module, module_label, site, site_label, state, state_label, then for planned and reached: _text,
    _first, _last, _soft_first, _soft_last.
    """
    labels = sites.labels(study)
    rows = []
    for row in _rows(study):
        milestone = _milestone(row)
        rows.append(
            row
            | {
                "module_label": milestone.module_label,
                "site_label": labels.get(row["site"]),
                "state_label": milestone.state_label,
                "planned_text": milestone.planned_shown,
                "reached_text": milestone.reached_shown,
            }
        )
    days = [f"{prefix}_{part}" for prefix in ("planned", "reached") for part in dated.PARTS]
    return dated.frame(
        rows, ["id", "label", "module", "module_label", "site", "site_label", "state", "state_label", *days]
    )
