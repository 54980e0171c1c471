"""Memos: what somebody thinks, at length, about a code, a coding, a document or the whole study.

A memo is its author's: she alone changes it or takes it away, and its level says who reads it. When what it hangs on
goes, it is not lost: that of a coding moves to the document, that of a code to the code above, else to the study. A
document alone takes its memos away with it, since they may quote it.
"""

from dataclasses import dataclass

from codebook import assignments
from codebook.errors import CodebookError
from corpus import access, stale
from corpus.errors import AccessError
from corpus.ids import new_id
from corpus.study import Study, now

KINDS = {"code": "code", "coding": "codage", "document": "document", "study": "étude"}
_MOST = 20_000  # characters of one memo: a thought, not a document


@dataclass(frozen=True)
class Memo:
    """A memo. ``target`` is the GUID of what it is about, None for the study; moments are ISO 8601 in UTC."""

    id: str
    kind: str
    target: str | None
    text: str
    author: str
    author_name: str
    level: str
    made_at: str
    changed_at: str


_SELECT = """
    SELECT x.id, x.kind, coalesce(x.code, x.coding, x.document) AS target, x.text, x.author, m.name AS author_name,
        x.level, x.made_at, x.changed_at
    FROM memo x JOIN member m ON m.id = x.author
    LEFT JOIN coding k ON k.id = x.coding LEFT JOIN passage p ON p.id = k.passage
    LEFT JOIN document d ON d.id = coalesce(x.document, p.document)
"""


def _query(study: Study, where: str, **params: str | None) -> list[Memo]:
    """Return memos whose own level, coding and document are all open to this member."""
    rows = study.rows(
        f"{_SELECT} WHERE {study.readable('x')} AND (d.id IS NULL OR {study.readable('d')})"
        f" AND (k.id IS NULL OR ({study.readable('k', 'coder')} AND {_unblinded()}))"
        f" AND {assignments.unblinded('x', 'd.id', 'author')} AND {where}"
        " ORDER BY x.made_at, x.rowid",
        **params,
    )
    return [Memo(**row) for row in rows]


def _unblinded() -> str:
    return assignments.unblinded()


def of(study: Study, kind: str, target: str | None = None) -> list[Memo]:
    """Return the memos on one thing this member may read, oldest first.

    :param kind: a key of ``KINDS``; ``target`` is a GUID, None for the study.
    """
    return _query(study, f"x.kind = :kind AND {_target(kind)} IS :target", kind=_known(kind), target=target)


def everything(study: Study) -> list[Memo]:
    """Return every memo this member may read, oldest first."""
    return _query(study, "1")


def per_code(study: Study) -> dict[str, int]:
    """Return how many readable memos each code bears."""
    found: dict[str, int] = {}
    for memo in _query(study, "x.kind = 'code'"):
        found[str(memo.target)] = found.get(str(memo.target), 0) + 1
    return found


def get(study: Study, memo: str) -> Memo:
    """Return one memo.

    :raises CodebookError: there is none of that id, or it is not open to this member.
    """
    found = _query(study, "x.id = :memo", memo=memo)
    if not found:
        raise CodebookError("Ce mémo n’existe plus ou ne vous est pas ouvert : rechargez la page.")
    return found[0]


def write(study: Study, kind: str, target: str | None, text: str, *, level: str = "team") -> str:
    """Write a memo, and return its GUID.

    A memo on what is private is private.

    :raises CodebookError: it is empty, too long, or what it is about is gone or not open to this member.
    """
    words = _checked(text)
    level = access.most_restricted(access.checked_level(level), _level_of(study, _known(kind), target))
    memo, moment = new_id(), now()
    row: dict[str, str | None] = {"id": memo, "kind": kind, "code": None, "coding": None, "document": None}
    if kind != "study":
        row[kind] = target
    row |= {"text": words, "author": study.member.id, "level": level, "made_at": moment, "changed_at": moment}
    with study.change(f"Écrire un mémo ({KINDS[kind]})", level=level):
        study.insert("memo", row)
    return memo


def revise(study: Study, memo: str, *, text: str, level: str, read: Memo | None = None) -> None:
    """Change the words or the level of one of this member's own memos.

    :param read: the memo as the person read it; one that changed since is not written over.
    :raises AccessError: the memo is somebody else's.
    :raises CodebookError: it is empty or too long.
    :raises StudyError: it changed since it was read.
    """
    words = _checked(text)
    with study.change("Reprendre un mémo", level=access.most_restricted(level, own(study, memo).level)):
        found = own(study, memo)
        stale.refuse_if_changed(read, found)
        level = access.most_restricted(access.checked_level(level), _level_of(study, found.kind, found.target))
        if (words, level) != (found.text, found.level):
            study.update("memo", memo, text=words, level=level, changed_at=now())


def remove(study: Study, memo: str) -> None:
    """Take away one of this member's own memos.

    :raises AccessError: the memo is somebody else's.
    """
    found = own(study, memo)
    with study.change("Retirer un mémo", level=found.level):
        study.delete("memo", memo)


def own(study: Study, memo: str) -> Memo:
    """Return one of this member's own memos.

    :raises AccessError: it is somebody else's.
    """
    found = get(study, memo)
    if found.author != study.member.id:
        raise AccessError(f"Ce mémo est de {found.author_name} : seule cette personne le reprend ou le retire.")
    return found


def on_code(study: Study, code: str) -> int:
    """Return how many memos a code bears, whoever may read them."""
    return int(study.value("SELECT count(*) FROM memo WHERE code = :code", code=code))


def follow_code(study: Study, code: str, target: str | None) -> None:
    """Move the memos of a code to another, or to the study, inside the open change."""
    for row in study.rows("SELECT id FROM memo WHERE code = :code", code=code):
        study.update("memo", row["id"], code=target, kind="code" if target else "study")


def follow_coding(study: Study, coding: str, target: str | None = None) -> None:
    """Move the memos of a coding that goes to another coding, or to the document, inside the open change."""
    for row in study.rows(
        "SELECT x.id, p.document FROM memo x JOIN coding k ON k.id = x.coding JOIN passage p ON p.id = k.passage"
        " WHERE x.coding = :coding",
        coding=coding,
    ):
        if target:
            study.update("memo", row["id"], coding=target)
        else:
            study.update("memo", row["id"], kind="document", coding=None, document=row["document"])


def under(study: Study, document: str) -> list[str]:
    """Return the memos on a document and on codings of it, whoever may read them."""
    rows = study.rows(
        "SELECT x.id FROM memo x LEFT JOIN coding k ON k.id = x.coding LEFT JOIN passage p ON p.id = k.passage"
        " WHERE coalesce(x.document, p.document) = :document",
        document=document,
    )
    return [row["id"] for row in rows]


def drop_under(study: Study, document: str) -> None:
    """Take away the memos on a document and on its codings, inside the open change that removes it."""
    for memo in under(study, document):
        study.delete("memo", memo)


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise CodebookError("Ce mémo est vide : écrivez-le, ou fermez-le.")
    if len(words) > _MOST:
        raise CodebookError(f"Un mémo a {_MOST} caractères au plus : importez un texte plus long comme document.")
    return words


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise CodebookError(f"On n’écrit pas de mémo sur « {kind} » : choisissez parmi {', '.join(KINDS.values())}.")
    return kind


def _target(kind: str) -> str:
    return "NULL" if _known(kind) == "study" else f"x.{kind}"


def _level_of(study: Study, kind: str, target: str | None) -> str:
    """Return the level from which a memo on this is read: private when what it is about is.

    :raises CodebookError: it is gone, or not open to this member.
    """
    readable = {
        "code": "SELECT 'committee' FROM code c WHERE c.id = :target",
        "document": f"SELECT d.level FROM document d WHERE d.id = :target AND {study.readable('d')}",
        "coding": (
            "SELECT CASE WHEN 'private' IN (k.level, d.level) THEN 'private' ELSE 'team' END FROM coding k"
            " JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"
            f" WHERE k.id = :target AND {study.readable('d')} AND {study.readable('k', 'coder')} AND {_unblinded()}"
        ),
    }
    level = "committee" if kind == "study" else study.value(readable[kind], target=target)
    if level is None:
        raise CodebookError(f"Le {KINDS[kind]} de ce mémo n’existe plus ou ne vous est pas ouvert : rechargez la page.")
    return str(level)


def problems(study: Study) -> list[str]:
    """Return what does not hold in the memos, one French sentence each."""
    astray = " OR ".join(f"(x.kind = '{kind}') <> (x.{kind} IS NOT NULL)" for kind in KINDS if kind != "study")
    return [
        f"Le mémo {row['id']} ne désigne pas ce sur quoi il porte."
        for row in study.rows(f"SELECT x.id FROM memo x WHERE {astray}")
    ]
