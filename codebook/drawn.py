"""What the marked text draws of a document: its codings as light rows, whole or only what changed since a revision.

A long document bears thousands of codings; who has them already needs only what somebody changed. The rule of reading
and blindness are those of ``codebook.codings``: a coding that is hidden leaves no trace here either.
"""

from dataclasses import dataclass
from typing import Any

from codebook import assignments
from codebook.terms import FACETS
from corpus import changes
from corpus.study import Study

FIELDS = ("id", "start", "end", "code", "coder", "passage", "state", "dominant", *FACETS, "comment")
MANY = 800
"""Above so many rows written since, the whole is read: it costs less than telling them apart."""


@dataclass(frozen=True)
class Drawn:
    """Codings of a document at a revision of the study: rows in the order of ``FIELDS``.

    When ``whole``, the rows are all there is; otherwise they replace those of the same id, and those of ``gone`` are no
    longer there. ``codes`` says that the codebook, or what the member keeps of it, changed as well.
    """

    revision: int
    whole: bool
    rows: list[tuple[Any, ...]]
    gone: list[str]
    codes: bool


def since(study: Study, document: str, revision: int = 0) -> Drawn:
    """Return what changed in the codings of a document since a revision; all of them since revision 0.

    :param revision: what an earlier answer gave; one the study never had asks for everything.
    """
    now = changes.revision(study)
    if revision == now:
        return Drawn(now, False, [], [], False)
    if not 0 < revision < now:
        return Drawn(now, True, _rows(study, document, "1"), [], True)
    touched = _touched(study, revision)
    tables = {row["tbl"] for row in touched}
    codes = bool(tables & {"code", "favourite"})
    ids = {row["row"] for row in touched if row["tbl"] == "coding"} | _moved(study, touched)
    if len(touched) > MANY or _elsewhere(study, document, touched):
        return Drawn(now, True, _rows(study, document, "1"), [], codes or len(touched) > MANY)
    rows = _among(study, document, ids)
    return Drawn(now, False, rows, _gone(study, document, revision, ids - {row[0] for row in rows}), codes)


def _touched(study: Study, revision: int) -> list[dict[str, Any]]:
    """Return the rows written since a revision, up to one more than ``MANY``: what they are of."""
    # Named, because the planner would rather walk through the whole history table by table.
    return study.rows(
        "SELECT tbl, row, json_extract(coalesce(after, before), '$.passage') AS passage,"
        " json_extract(coalesce(after, before), '$.document') AS document,"
        " json_extract(coalesce(after, before), '$.coder') AS coder"
        " FROM change_row INDEXED BY change_row_of_change WHERE change > :revision LIMIT :many",
        revision=revision,
        many=MANY + 1,
    )


def _moved(study: Study, touched: list[dict[str, Any]]) -> set[str]:
    """Return the codings of the passages that were given another place."""
    passages = {f"p{number}": row["passage"] for number, row in enumerate(touched) if row["tbl"] == "anchor"}
    if not passages:
        return set()
    names = ", ".join(f":{name}" for name in passages)
    return {row["id"] for row in study.rows(f"SELECT id FROM coding WHERE passage IN ({names})", **passages)}


def _elsewhere(study: Study, document: str, touched: list[dict[str, Any]]) -> bool:
    """Say whether the document, a member or the reader's own assignment changed: much may be seen otherwise."""
    return any(
        row["tbl"] == "member"
        or (row["tbl"] == "document" and row["row"] == document)
        or (row["tbl"] == "document_version" and row["document"] == document)
        or (row["tbl"] == "assignment" and row["document"] == document and row["coder"] == study.member.id)
        for row in touched
    )


def _rows(study: Study, document: str, where: str, **params: Any) -> list[tuple[Any, ...]]:
    facets = ", ".join(f"k.{facet}" for facet in FACETS)
    sql = (
        f'SELECT k.id, a.start, a."end", k.code, k.coder, k.passage, a.state, k.dominant, {facets},'
        " substr(k.comment, 1, 400) FROM passage p JOIN document d ON d.id = p.document"
        " JOIN anchor a ON a.passage = p.id AND a.version = d.version JOIN coding k ON k.passage = p.id"
        f" WHERE p.document = :document AND {study.readable('d')} AND {study.readable('k', 'coder')}"
        f" AND {assignments.unblinded()} AND {where}"
    )
    return study.execute(sql, {"reader": study.member.id, "document": document, **params}).fetchall()


def _among(study: Study, document: str, ids: set[str]) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    names = {f"id{number}": one for number, one in enumerate(sorted(ids))}
    return _rows(study, document, f"k.id IN ({', '.join(':' + name for name in names)})", **names)


def _gone(study: Study, document: str, revision: int, absent: set[str]) -> list[str]:
    """Return, of the codings that were touched and are not to be drawn, those this member could see before."""
    if not absent:
        return []
    blind = document in assignments.blind_documents(study)
    rows = study.rows(
        "SELECT row AS id, json_extract(before, '$.coder') AS coder, json_extract(before, '$.level') AS level"
        " FROM change_row INDEXED BY change_row_of_change"
        " WHERE change > :revision AND tbl = 'coding' AND before IS NOT NULL",
        revision=revision,
    )
    mine = study.member.id
    seen = {row["id"] for row in rows if row["coder"] == mine or (not blind and row["level"] != "private")}
    return sorted(seen & absent - _of_others_documents(study, document, seen & absent))


def _of_others_documents(study: Study, document: str, ids: set[str]) -> set[str]:
    """Of codings that still are, those of other documents: nothing is to be told of them here."""
    return {
        one
        for one in ids
        if study.value(
            "SELECT 1 FROM coding k JOIN passage p ON p.id = k.passage WHERE k.id = :one AND p.document <> :document",
            one=one,
            document=document,
        )
    }
