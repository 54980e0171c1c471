"""The codes a person keeps under the keys 1 to 9: those she chose, then those she used last.

Kept for each person in the study file; nobody else sees them, and they change nothing of what is read.
"""

from codebook import codes
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.study import Study

KEYS = 9


def chosen(study: Study) -> list[str]:
    """Return the GUIDs of the member's favourite codes, in the order she chose them."""
    rows = study.rows("SELECT code FROM favourite WHERE member = :reader ORDER BY position, id")
    return [row["code"] for row in rows]


def recent(study: Study, limit: int = KEYS) -> list[str]:
    """Return the GUIDs of the codes the member gave last, latest first."""
    rows = study.rows(
        "SELECT k.code FROM coding k JOIN code c ON c.id = k.code WHERE k.coder = :reader AND c.applicable = 1"
        " GROUP BY k.code ORDER BY max(k.made_at) DESC, k.code LIMIT :limit",
        limit=limit,
    )
    return [row["code"] for row in rows]


def keep(study: Study, code: str) -> None:
    """Put a code among the member's favourites, last.

    :raises CodebookError: the code is not there or cannot be applied.
    :raises StudyError: nine are kept already.
    """
    found = codes.usable(study, code)
    kept = chosen(study)
    if code in kept:
        return
    if len(kept) >= KEYS:
        raise StudyError(f"Les {KEYS} touches ont déjà leur code : retirez un favori avant d’en garder un autre.")
    with study.change(f"Garder « {found.label} » en favori", level="private"):
        position = int(study.value("SELECT coalesce(max(position), -1) + 1 FROM favourite WHERE member = :reader"))
        study.insert("favourite", {"id": new_id(), "member": study.member.id, "code": code, "position": position})


def drop(study: Study, code: str) -> None:
    """Take a code out of the member's favourites."""
    with study.change("Retirer un favori", level="private"):
        for row in study.rows("SELECT id FROM favourite WHERE member = :reader AND code = :code", code=code):
            study.delete("favourite", row["id"])
