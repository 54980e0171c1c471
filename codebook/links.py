"""Arguments that join acts of intervention to the steps of sites: what is affirmed, by whom, and how it stands.

A link is made by a person, never computed. Its form follows contribution analysis (Mayne 2001, 2012): a relation, a
mechanism in words, the figures at work, a status with its history. What supports or contradicts it stands in
``codebook.evidence``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from codebook import evidence
from codebook.errors import LinkError
from codebook.terms import LINK_STATUSES, RELATIONS
from corpus import access, events, milestones, stale
from corpus.ids import new_id
from corpus.study import Study, now
from corpus.terms import FIGURES


@dataclass(frozen=True)
class Status:
    """A status the link had: when (ISO 8601), set by whom, for what reason."""

    status: str
    at: str
    author_name: str
    reason: str


@dataclass(frozen=True)
class Link:
    """An argument from events to milestones, all given as GUIDs.

    ``n_for`` and ``n_against`` count readable evidence.
    """

    id: str
    relation: str
    statement: str
    mechanism: str
    status: str
    level: str
    author: str
    author_name: str
    made_at: str
    events: tuple[str, ...]
    milestones: tuple[str, ...]
    figures: tuple[str, ...]
    n_for: int
    n_against: int

    @property
    def affirmed(self) -> tuple[object, ...]:
        """What the link says, its status and evidence apart."""
        return (self.relation, self.statement, self.mechanism, self.level, self.events, self.milestones, self.figures)

    @property
    def relation_label(self) -> str:
        """The relation in French."""
        return RELATIONS[self.relation]

    @property
    def status_label(self) -> str:
        """The status in French."""
        return LINK_STATUSES[self.status]


_SELECT = """
    SELECT l.*, m.name AS author_name,
        (SELECT json_group_array(x.event) FROM link_event x WHERE x.link = l.id) AS events,
        (SELECT json_group_array(x.milestone) FROM link_milestone x WHERE x.link = l.id) AS milestones,
        (SELECT json_group_array(x.figure) FROM link_figure x WHERE x.link = l.id) AS figures
    FROM link l JOIN member m ON m.id = l.author
"""


def _links(study: Study, where: str, **params: Any) -> list[Link]:
    rows = study.rows(f"{_SELECT} WHERE {study.readable('l')} AND {where} ORDER BY l.made_at", **params)
    counts = evidence.counts(study)
    made = []
    for row in rows:
        n_for, n_against = counts.get(row["id"], (0, 0))
        lists = {name: tuple(sorted(json.loads(row[name]))) for name in ("events", "milestones", "figures")}
        made.append(Link(**{**row, **lists, "n_for": n_for, "n_against": n_against}))
    return made


def everything(study: Study) -> list[Link]:
    """Return the links this member may read, oldest first."""
    return _links(study, "1")


def get(study: Study, link: str) -> Link:
    """Return one link.

    :raises LinkError: there is none of that id, or it is not open to this member.
    """
    found = _links(study, "l.id = :link", link=link)
    if not found:
        raise LinkError("Ce lien n’existe plus ou ne vous est pas ouvert : revenez à la liste des liens.")
    return found[0]


def touching(study: Study, *, event: str | None = None, milestone: str | None = None) -> list[Link]:
    """Return the readable links that stand on an event or reach a milestone."""
    return [link for link in everything(study) if event in link.events or milestone in link.milestones]


def save(
    study: Study,
    *,
    events: Sequence[str],
    milestones: Sequence[str],
    relation: str,
    statement: str,
    mechanism: str = "",
    figures: Sequence[str] = (),
    level: str | None = None,
    link: str | None = None,
    link_id: str | None = None,
    at: str | None = None,
    read: Link | None = None,
) -> str:
    """Write a new link, in the status « posée », or rewrite ``link`` (its status apart), and return its GUID.

    :param level: by default the level of the most restricted event or milestone it joins, or its own if that is more
        restricted.
    :param read: the link as it was when the person opened it; refused when what it affirms has changed since.
    :param at: ISO 8601 moment a new link was posed, now by default.
    :raises LinkError: nothing to join, no statement, or a value out of its list.
    :raises AccessError: the link would become private to somebody who is not its author.
    """
    before = get(study, link) if link else None
    level = access.checked_level(level or _level_of(study, events, milestones, before))
    _check(events, milestones, relation, statement, figures)
    row = {"relation": relation, "statement": statement.strip(), "mechanism": mechanism.strip(), "level": level}
    key = before.id if before else link_id or new_id()
    with study.change("Modifier un lien" if before else "Poser un lien", level=level):
        if before:
            stale.refuse_if_changed(read and read.affirmed, get(study, key).affirmed)
            access.must_own_private(study.member, level, before.author)
            study.update("link", key, **row)
        else:
            posed = {"status": "proposed", "author": study.member.id, "made_at": at or now()}
            study.insert("link", {"id": key, **posed, **row})
            _note_status(study, key, "proposed", "", at)
        study.replace("link_event", "link", key, [{"event": event} for event in dict.fromkeys(events)])
        study.replace("link_milestone", "link", key, [{"milestone": one} for one in dict.fromkeys(milestones)])
        study.replace("link_figure", "link", key, [{"figure": figure} for figure in dict.fromkeys(figures)])
    return key


def _level_of(study: Study, chosen_events: Sequence[str], chosen_milestones: Sequence[str], before: Link | None) -> str:
    levels = [before.level] if before else []
    levels += [events.get(study, event).level for event in chosen_events]
    levels += [milestones.get(study, milestone).level for milestone in chosen_milestones]
    return access.most_restricted(*levels) if levels else "team"


def _check(
    chosen_events: Sequence[str],
    chosen_milestones: Sequence[str],
    relation: str,
    statement: str,
    figures: Sequence[str],
) -> None:
    if not chosen_events or not chosen_milestones:
        raise LinkError("Un lien joint au moins un événement à un jalon : choisissez les deux.")
    if not statement.strip():
        raise LinkError("Un lien affirme quelque chose : écrivez la phrase que l’on pourra lire à voix haute.")
    if relation not in RELATIONS:
        raise LinkError(f"La relation « {relation} » n’existe pas : choisissez parmi {', '.join(RELATIONS)}.")
    if any(figure not in FIGURES for figure in figures):
        raise LinkError(f"Une figure est inconnue : choisissez parmi {', '.join(FIGURES)}.")


def set_status(study: Study, link: str, status: str, reason: str = "", at: str | None = None) -> None:
    """Give a link another status and keep the former one in its history.

    :param at: ISO 8601 moment, now by default.
    :raises LinkError: an unknown status, a claim of support or contradiction that no evidence bears, or a moment before
        the last status.
    """
    found = get(study, link)
    at = at or now()
    if at < story(study, link)[-1].at:
        raise LinkError("Un statut ne peut pas dater d’avant le précédent : vérifiez la date.")
    if status not in LINK_STATUSES:
        raise LinkError(f"Le statut « {status} » n’existe pas : choisissez parmi {', '.join(LINK_STATUSES)}.")
    if status in ("supported", "confirmed") and not found.n_for:
        raise LinkError("Rien n’étaie encore ce lien : joignez d’abord un passage qui parle pour lui.")
    if status == "contradicted" and not found.n_against:
        raise LinkError("Rien ne contredit encore ce lien : joignez d’abord un passage qui parle contre lui.")
    if not reason.strip():
        raise LinkError("Un statut change pour une raison : écrivez-la, elle restera dans l’histoire du lien.")
    with study.change(f"Passer un lien à « {LINK_STATUSES[status]} »", level=found.level):
        study.update("link", link, status=status)
        _note_status(study, link, status, reason, at)


def fall_back(study: Study, link: str, reason: str) -> None:
    """Set a link that lost its last ground back to « posée », whoever may read it, inside the open change."""
    last = study.value("SELECT max(at) FROM link_status WHERE link = :link", link=link)
    study.update("link", link, status="proposed")
    _note_status(study, link, "proposed", reason, max(now(), str(last or "")))


def _note_status(study: Study, link: str, status: str, reason: str, at: str | None) -> None:
    study.insert(
        "link_status",
        {
            "id": new_id(),
            "link": link,
            "status": status,
            "at": at or now(),
            "author": study.member.id,
            "reason": reason.strip(),
        },
    )


def story(study: Study, link: str) -> list[Status]:
    """Return the statuses a link has had, oldest first."""
    get(study, link)
    rows = study.rows(
        "SELECT s.status, s.at, m.name AS author_name, s.reason FROM link_status s JOIN member m ON m.id = s.author"
        " WHERE s.link = :link ORDER BY s.at, s.rowid",
        link=link,
    )
    return [Status(**row) for row in rows]


def delete(study: Study, link: str) -> None:
    """Remove a link with its evidence, its history and its other explanations; the passages' codings stay."""
    found = get(study, link)
    with study.change("Supprimer un lien", level=found.level):
        evidence.drop_all(study, link)
        for table in ("link_event", "link_milestone", "link_figure", "link_status"):
            study.replace(table, "link", link, [])
        study.delete("link", link)


def frame(study: Study) -> pd.DataFrame:
    """Return one row per readable link × event × milestone.

    Columns: id, event, milestone (GUIDs), relation, relation_label, status, status_label, figures (list of keys),
    n_for, n_against, statement.
    """
    columns = "id event milestone relation relation_label status status_label figures n_for n_against statement".split()
    rows = [
        (
            link.id,
            event,
            milestone,
            link.relation,
            link.relation_label,
            link.status,
            link.status_label,
            list(link.figures),
            link.n_for,
            link.n_against,
            link.statement,
        )
        for link in everything(study)
        for event in link.events
        for milestone in link.milestones
    ]
    return pd.DataFrame(rows, columns=columns)
