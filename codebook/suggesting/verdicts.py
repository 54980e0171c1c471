"""What people said of suggestions: accepted or refused, each for herself, and because of which rule.

A verdict is its author's: what one coder refused is still proposed to another. It says where the sentence stands in a
version and follows it to the next; it holds none of its words. The rates of a rule count everybody's verdicts that the
reader may know, which leaves out those of others on a document she codes blind.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from codebook import blindness
from codebook.errors import CodebookError
from codebook.following import KEPT, MOVED, Place
from corpus.errors import AccessError
from corpus.ids import new_id
from corpus.study import Study, now

ACCEPTED, REFUSED = "accepted", "refused"
VERDICTS = {ACCEPTED: "acceptée", REFUSED: "refusée"}


@dataclass(frozen=True)
class Verdict:
    """What a coder said of a sentence for a code; ``[start, end)`` in ``version``.

    ``rules`` are those that proposed it, ``ranked`` says that the ranking alone did; ``coding`` is the GUID of the
    coding made by accepting, which may have been taken back since.
    """

    id: str
    document: str
    version: str
    start: int
    end: int
    code: str
    verdict: str
    ranked: bool
    coding: str | None
    coder: str
    made_at: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Rate:
    """How many suggestions of a rule, or of the ranking, were accepted out of those judged; ``mine`` by the reader."""

    accepted: int = 0
    judged: int = 0
    mine: int = 0

    @property
    def shown(self) -> str:
        """The rate as it is read."""
        return f"{self.accepted}/{self.judged}" if self.judged else "aucun avis"


@dataclass(frozen=True)
class Origin:
    """Where a coding comes from, when it was made by accepting a suggestion: the phrases of rules, or the ranking."""

    phrases: tuple[str, ...]
    ranked: bool

    @property
    def shown(self) -> str:
        """The origin in French."""
        if self.phrases:
            return f"suggéré par « {' », « '.join(self.phrases)} », accepté"
        return "suggéré par le classement, accepté" if self.ranked else "suggéré, accepté"


class Followed(Protocol):
    """Two texts, and where a stretch of the old one stands in the new."""

    def follow(self, start: int, end: int) -> Place:
        """Return where ``[start, end)`` went."""


_FROM = "FROM suggestion_verdict x JOIN document_version v ON v.id = x.version JOIN document d ON d.id = v.document"
_REASONS = "(SELECT json_group_array(s.rule) FROM suggestion_reason s WHERE s.verdict = x.id) AS rules"


def _query(study: Study, where: str, **params: Any) -> list[Verdict]:
    rows = study.rows(
        f'SELECT x.id, v.document, x.version, x.start, x."end", x.code, x.verdict, x.ranked, x.coding, x.coder,'
        f" x.made_at, {_REASONS} {_FROM} WHERE {_readable(study)} AND {where} ORDER BY x.made_at DESC, x.start",
        **params,
    )
    told = ({**row, "ranked": bool(row["ranked"]), "rules": tuple(json.loads(row["rules"]))} for row in rows)
    return [Verdict(**row) for row in told]


def _readable(study: Study) -> str:
    team = "1" if study.member.writes else "0"
    return f"{study.readable('d')} AND {team} AND {blindness.unblinded('x', 'v.document')}"


def mine(study: Study) -> list[Verdict]:
    """Return this member's verdicts on sentences of current texts, the latest first."""
    return _query(study, "x.coder = :reader AND x.version = d.version")


def refused(study: Study) -> list[Verdict]:
    """Return the refusals this member may know, hers and others', on sentences of current texts."""
    return _query(study, "x.verdict = 'refused' AND x.version = d.version")


def rates(study: Study) -> dict[str | None, Rate]:
    """Return the rate of each judged rule by GUID, and of the ranking under None."""
    counted = "sum(x.verdict = 'accepted') AS accepted, count(*) AS judged, sum(x.coder = :reader) AS mine"
    rows = study.rows(
        f"SELECT s.rule, {counted} {_FROM} JOIN suggestion_reason s ON s.verdict = x.id"
        f" WHERE {_readable(study)} GROUP BY s.rule"
        f" UNION ALL SELECT NULL, {counted} {_FROM} WHERE x.ranked AND {_readable(study)} HAVING count(*)"
    )
    return {row["rule"]: Rate(row["accepted"], row["judged"], row["mine"]) for row in rows}


def origins(study: Study, document: str | None = None) -> dict[str, Origin]:
    """Return where the codings of a document, or of all, come from when a suggestion was accepted, by their GUID."""
    rows = study.rows(
        "SELECT x.coding, x.ranked, (SELECT json_group_array(r.phrase) FROM suggestion_reason s"
        f" JOIN suggestion_rule r ON r.id = s.rule WHERE s.verdict = x.id) AS phrases {_FROM}"
        f" WHERE {_readable(study)} AND x.coding IS NOT NULL AND (:document IS NULL OR v.document = :document)",
        document=document,
    )
    return {row["coding"]: Origin(tuple(sorted(json.loads(row["phrases"]))), bool(row["ranked"])) for row in rows}


def note(
    study: Study,
    version: str,
    place: tuple[int, int],
    code: str,
    verdict: str,
    *,
    rules: Iterable[str],
    ranked: bool,
    coding: str | None = None,
) -> str:
    """Write this member's verdict on a sentence, in place of the one she had given; inside the open change."""
    start, end = place
    known = study.value(
        'SELECT id FROM suggestion_verdict WHERE version = :version AND start = :start AND "end" = :end'
        " AND code = :code AND coder = :reader",
        version=version,
        start=start,
        end=end,
        code=code,
    )
    row = {"verdict": verdict, "ranked": int(ranked), "coding": coding, "made_at": now()}
    if known is None:
        known = new_id()
        place_row = {"id": known, "version": version, "start": start, "end": end, "code": code}
        study.insert("suggestion_verdict", {**place_row, **row, "coder": study.member.id})
    else:
        study.update("suggestion_verdict", known, **row)
    study.replace("suggestion_reason", "verdict", known, [{"rule": rule} for rule in dict.fromkeys(rules)])
    return str(known)


def withdraw(study: Study, withdrawn: Sequence[str]) -> None:
    """Forget some of this member's own verdicts, so that their sentences are proposed again; codings stay.

    :raises AccessError: one is somebody else's.   :raises CodebookError: one is gone.
    """
    found = {verdict.id: verdict for verdict in _query(study, "1")}
    with study.change("Revenir sur un avis" if len(withdrawn) == 1 else f"Revenir sur {len(withdrawn)} avis"):
        for verdict in withdrawn:
            if verdict not in found:
                raise CodebookError("Cet avis n’existe plus : rechargez la page.")
            if found[verdict].coder != study.member.id:
                raise AccessError("Cet avis est celui d’une autre personne : elle seule revient dessus.")
            study.delete_with("suggestion_verdict", verdict)


def carry(study: Study, before: str, version: str, followed: Followed) -> None:
    """Let the verdicts on sentences of a text follow them to the next version, inside the open change.

    One whose sentence is no longer the same words stays with the version it was said of.
    """
    for row in study.rows(
        'SELECT id, start, "end" FROM suggestion_verdict WHERE version = :before ORDER BY start', before=before
    ):
        place = followed.follow(row["start"], row["end"])
        if place.state in (KEPT, MOVED) and place.start is not None:
            try:
                with study.file.db.atomic():
                    study.update("suggestion_verdict", row["id"], version=version, start=place.start, end=place.end)
            except sqlite3.IntegrityError:  # two sentences became one: the first verdict stands
                continue


def problems(study: Study) -> Iterator[str]:
    """Say in French which verdicts do not hold, whoever may read them."""
    for row in study.rows(
        'SELECT x.id FROM suggestion_verdict x JOIN document_version v ON v.id = x.version WHERE x."end" > v.characters'
    ):
        yield f"L’avis {row['id']} sur une suggestion sort de son texte."
    for row in study.rows(
        "SELECT s.id FROM suggestion_reason s JOIN suggestion_verdict x ON x.id = s.verdict WHERE x.ranked"
    ):
        yield f"La raison {row['id']} donne une règle à une suggestion du seul classement."
