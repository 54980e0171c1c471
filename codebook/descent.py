"""What became of codes that are gone, and where codes born of a split come from.

Who still holds such a code (a coder at work in another window, a version of the codebook, an old file) is told.
"""

from dataclasses import dataclass

from corpus.ids import new_id
from corpus.study import Study, now

MERGED, SPLIT, DELETED = "merged", "split", "deleted"


@dataclass(frozen=True)
class Descent:
    """A code and what it became: GUIDs, the label it had, how (``MERGED``, ``SPLIT``, ``DELETED``), by whom, when."""

    code: str
    label: str
    became: str | None
    kind: str
    author_name: str
    made_at: str


def note(study: Study, code: str, label: str, kind: str, became: str | None = None) -> None:
    """Keep what a code became, inside the open change."""
    study.insert(
        "code_descent",
        {
            "id": new_id(),
            "code": code,
            "label": label,
            "became": became,
            "kind": kind,
            "author": study.member.id,
            "made_at": now(),
        },
    )


def everything(study: Study) -> list[Descent]:
    """Return what became of codes, oldest first."""
    rows = study.rows(
        "SELECT x.code, x.label, x.became, x.kind, m.name AS author_name, x.made_at"
        " FROM code_descent x JOIN member m ON m.id = x.author ORDER BY x.made_at, x.rowid"
    )
    return [Descent(**row) for row in rows]


def heir(study: Study, code: str) -> str | None:
    """Return the code that a merged code ended in, through as many merges as there were, if it still stands."""
    became = {one.code: one.became for one in everything(study) if one.kind != SPLIT}
    seen = {code}
    found = became.get(code)
    while found in became and found not in seen:
        seen.add(found)
        found = became[found]
    return found if found and study.value("SELECT 1 FROM code WHERE id = :code", code=found) else None


def fate(study: Study, code: str) -> str:
    """Return one French sentence that says what became of a code that is not there, and what to do."""
    told = [one for one in everything(study) if one.code == code and one.kind != SPLIT]
    if not told:
        return "Ce code n’est pas dans la grille de l’étude : rechargez la page et choisissez-en un autre."
    last, end = told[-1], heir(study, code)
    if end is None:
        return f"« {last.label} » a été supprimé de la grille par {last.author_name} : choisissez un autre code."
    label = study.value("SELECT label FROM code WHERE id = :code", code=end)
    how = "fusionné dans" if last.kind == MERGED else "supprimé, et ses codages donnés à"
    return f"« {last.label} » a été {how} « {label} » par {last.author_name} : choisissez ce code-là."
