"""The passages that speak for or against a link, the strength of each, and what else could explain it.

The four strengths are the tests of process tracing (Van Evera 1997; Beach & Pedersen 2019): straw in the wind, hoop,
smoking gun, doubly decisive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import passages
from codebook.errors import LinkError
from codebook.terms import GROUNDS, LINK_STATUSES, SIDES, STRENGTHS
from corpus.ids import new_id
from corpus.study import Study


@dataclass(frozen=True)
class Evidence:
    """A passage that speaks for or against a link, where it stands now in its document.

    A passage that waits to be placed again is given where it last stood.
    """

    id: str
    link: str
    passage: str
    coding: str | None
    side: str
    strength: str
    comment: str
    author: str
    document: str
    title: str
    start: int
    end: int
    quote: str
    waiting: bool = False

    @property
    def strength_label(self) -> str:
        """The strength in French."""
        return STRENGTHS[self.strength]


@dataclass(frozen=True)
class Support:
    """A piece of evidence and what it supports: the link's GUID, sentence and status.

    ``last`` says that no other passage keeps the link in its status.
    """

    id: str
    passage: str
    coding: str | None
    side: str
    link: str
    statement: str
    status: str
    last: bool


@dataclass(frozen=True)
class Alternative:
    """Another explanation, in words, and the event it rests on if there is one."""

    id: str
    text: str
    event: str | None


_FROM = """
    FROM evidence v JOIN link l ON l.id = v.link JOIN passage p ON p.id = v.passage
    JOIN document d ON d.id = p.document
"""


def of_link(study: Study, link: str) -> list[Evidence]:
    """Return the evidence of a link this member may read, in the order of documents and passages."""
    rows = study.rows(
        "SELECT v.id, v.link, v.passage, v.coding, v.side, v.strength, v.comment, v.author, d.id AS document, d.title,"
        f' a.start, a."end", a.quote, {passages.WAITING} AS waiting {_FROM} JOIN anchor a ON {passages.LAST}'
        f" WHERE v.link = :link AND {study.readable('l')} AND {study.readable('d')}"
        " ORDER BY d.date_first, d.title, a.start",
        link=link,
    )
    return [Evidence(**row | {"waiting": bool(row["waiting"])}) for row in rows]


def of_document(study: Study, document: str) -> list[Support]:
    """Return what the links this member may read draw from a document, link by link.

    A link whose every ground stands in this document has all of them marked ``last``.
    """
    rows = study.rows(
        "SELECT v.id, v.passage, v.coding, v.side, l.id AS link, l.statement, l.status,"
        " NOT EXISTS (SELECT 1 FROM evidence o JOIN passage q ON q.id = o.passage"
        " WHERE o.link = v.link AND o.side = v.side AND q.document <> p.document) AS last"
        f" {_FROM} WHERE p.document = :document AND {study.readable('l')} AND {study.readable('d')}"
        " ORDER BY l.made_at, v.rowid",
        document=document,
    )
    return [Support(**row | {"last": bool(row["last"] and GROUNDS.get(row["status"]) == row["side"])}) for row in rows]


def links_of(study: Study, document: str) -> list[str]:
    """Return the links, open to this member or not, that draw from a document."""
    rows = study.rows(
        "SELECT DISTINCT v.link FROM evidence v JOIN passage p ON p.id = v.passage WHERE p.document = :document",
        document=document,
    )
    return [row["link"] for row in rows]


def leaning(study: Study, codings: Sequence[str]) -> tuple[dict[str, int], int]:
    """Return the links that lean on codings: pieces by sentence of link, and how many are not open to this member."""
    if not codings:
        return {}, 0
    marks = ", ".join(f":k{index}" for index in range(len(codings)))
    rows = study.rows(
        f"SELECT l.id, l.statement, count(*) AS pieces, {study.readable('l')} AS open FROM evidence v"
        f" JOIN link l ON l.id = v.link WHERE v.coding IN ({marks}) GROUP BY l.id ORDER BY l.made_at",
        **{f"k{index}": coding for index, coding in enumerate(codings)},
    )
    return {row["statement"]: row["pieces"] for row in rows if row["open"]}, sum(not row["open"] for row in rows)


def waiting(study: Study) -> list[tuple[str, str]]:
    """Return (document, passage) of the readable evidence whose words are no longer in the current text."""
    rows = study.rows(
        f"SELECT DISTINCT p.document, v.passage {_FROM} WHERE {passages.WAITING}"
        f" AND {study.readable('l')} AND {study.readable('d')}"
    )
    return [(row["document"], row["passage"]) for row in rows]


def grounds_of(study: Study, document: str) -> list[str]:
    """Return the links, open to this member or not, whose status rests on passages of this document alone."""
    sides = " ".join(f"WHEN '{status}' THEN '{side}'" for status, side in GROUNDS.items())
    rows = study.rows(
        f"SELECT DISTINCT l.id FROM evidence v JOIN passage p ON p.id = v.passage JOIN link l ON l.id = v.link"
        f" WHERE p.document = :document AND v.side = CASE l.status {sides} END"
        " AND NOT EXISTS (SELECT 1 FROM evidence o JOIN passage q ON q.id = o.passage"
        " WHERE o.link = v.link AND o.side = v.side AND q.document <> p.document)",
        document=document,
    )
    return [row["id"] for row in rows]


def counts(study: Study) -> dict[str, tuple[int, int]]:
    """Return, by link, how many readable passages speak for it and against it."""
    rows = study.rows(
        f"SELECT v.link, sum(v.side = 'for') AS n_for, sum(v.side = 'against') AS n_against {_FROM}"
        f" WHERE {study.readable('l')} AND {study.readable('d')} GROUP BY v.link"
    )
    return {row["link"]: (row["n_for"], row["n_against"]) for row in rows}


def add(
    study: Study, link: str, passage: str, *, side: str, strength: str, comment: str = "", coding: str | None = None
) -> str:
    """Join a passage to a link, for or against it, and return the GUID of the evidence.

    :raises LinkError: an unknown side or strength, or the passage already stands on that side.
    """
    if side not in SIDES or strength not in STRENGTHS:
        raise LinkError("Une pièce parle pour ou contre, avec une force de la liste : choisissez les deux.")
    passages.get(study, passage)
    if any(e.passage == passage and e.side == side for e in of_link(study, link)):
        raise LinkError(f"Ce passage parle déjà {SIDES[side]} ce lien : retirez d’abord la pièce qui existe.")
    evidence = new_id()
    with study.change(f"Joindre un passage {SIDES[side]} un lien", level=_level(study, link)):
        study.insert(
            "evidence",
            {
                "id": evidence,
                "link": link,
                "passage": passage,
                "coding": coding,
                "side": side,
                "strength": strength,
                "comment": comment.strip(),
                "author": study.member.id,
            },
        )
    return evidence


def remove(study: Study, link: str, evidence: str) -> None:
    """Take a passage away from a link.

    :raises LinkError: it is not there, not open to this member, or the last one the status of the link rests on.
    """
    found = next((e for e in of_link(study, link) if e.id == evidence), None)
    if found is None:
        raise LinkError("Cette pièce n’est plus jointe au lien : rechargez la page.")
    _keep_a_ground(study, link, found)
    with study.change("Retirer un passage d’un lien", level=_level(study, link)):
        study.delete("evidence", evidence)
        passages.drop_unused(study, found.passage)


def _keep_a_ground(study: Study, link: str, removed: Evidence) -> None:
    """Refuse to take away the last passage that the status of a link rests on."""
    status = study.value("SELECT status FROM link WHERE id = :link", link=link)
    others = study.value(
        "SELECT count(*) FROM evidence WHERE link = :link AND side = :side AND id <> :removed",
        link=link,
        side=removed.side,
        removed=removed.id,
    )
    if not others and GROUNDS.get(status) == removed.side:
        raise LinkError(f"Ce lien est « {LINK_STATUSES[status]} » par ce seul passage : changez d’abord son statut.")


def alternatives(study: Study, link: str) -> list[Alternative]:
    """Return the other explanations considered for a link."""
    rows = study.rows(
        "SELECT x.id, x.text, x.event FROM alternative x JOIN link l ON l.id = x.link"
        f" WHERE x.link = :link AND {study.readable('l')} ORDER BY x.rowid",
        link=link,
    )
    return [Alternative(**row) for row in rows]


def set_alternatives(study: Study, link: str, given: Sequence[tuple[str, str | None]]) -> None:
    """Make these the other explanations of a link: (words, event or None). Empty ones are left out."""
    rows: list[dict[str, str | None]] = [
        {"text": text.strip(), "event": event} for text, event in given if text.strip()
    ]
    with study.change("Écrire les autres explications d’un lien", level=_level(study, link)):
        study.replace("alternative", "link", link, rows)


def release(study: Study, coding: str) -> None:
    """Let the evidence that leaned on a coding keep its passage alone, inside the open change."""
    follow(study, coding, None)


def follow(study: Study, coding: str, heir: str | None) -> None:
    """Let the evidence that leaned on a coding lean on another, or on its passage alone, inside the open change.

    The words cited stay those that were chosen.
    """
    for row in study.rows("SELECT id FROM evidence WHERE coding = :coding", coding=coding):
        study.update("evidence", row["id"], coding=heir)


def drop_all(study: Study, link: str) -> None:
    """Remove the evidence and other explanations of a link, inside the open change."""
    for row in study.rows("SELECT id, passage FROM evidence WHERE link = :link", link=link):
        study.delete("evidence", row["id"])
        passages.drop_unused(study, row["passage"])
    study.replace("alternative", "link", link, [])


def _level(study: Study, link: str) -> str:
    level = study.value(f"SELECT l.level FROM link l WHERE l.id = :link AND {study.readable('l')}", link=link)
    if level is None:
        raise LinkError("Ce lien n’existe plus ou ne vous est pas ouvert : revenez à la liste des liens.")
    return str(level)
