"""Passages chosen among the codings to show what a code means.

An example is a passage, so that it stays when its codings go. Who may not read the document does not see it, nor who
codes that document blind: an example says how somebody coded it.
"""

from dataclasses import dataclass

from codebook import assignments, codes, passages
from codebook.errors import CodebookError
from corpus.ids import new_id
from corpus.study import Study, now


@dataclass(frozen=True)
class Example:
    """A passage that shows what a code means, where it stands now, and who chose it."""

    id: str
    passage: str
    document: str
    title: str
    start: int
    end: int
    quote: str
    coder_name: str


def of_code(study: Study, code: str) -> list[Example]:
    """Return the examples of a code this member may see, in the order they were chosen."""
    rows = study.rows(
        'SELECT x.id, x.passage, d.id AS document, d.title, a.start, a."end", a.quote, m.name AS coder_name'
        " FROM code_example x JOIN passage p ON p.id = x.passage JOIN document d ON d.id = p.document"
        " JOIN anchor a ON a.passage = p.id AND a.version = d.version JOIN member m ON m.id = x.coder"
        f" WHERE x.code = :code AND {study.readable('d')} AND {_unblinded()} ORDER BY x.made_at, x.rowid",
        code=code,
    )
    return [Example(**row) for row in rows]


def _unblinded() -> str:
    return assignments.unblinded("x")


def add(study: Study, code: str, passage: str) -> str:
    """Show a passage as an example of a code, and return the GUID of the example.

    :raises CodebookError: the code or the passage is gone, or the passage is an example of it already.
    """
    found = codes.get(study, code)
    passages.get(study, passage)
    if study.value("SELECT 1 FROM code_example WHERE code = :code AND passage = :passage", code=code, passage=passage):
        raise CodebookError(f"Ce passage est déjà un exemple de « {found.label} ».")
    example = new_id()
    with study.change(f"Choisir un exemple de « {found.label} »"):
        study.insert(
            "code_example",
            {"id": example, "code": code, "passage": passage, "coder": study.member.id, "made_at": now()},
        )
    return example


def remove(study: Study, example: str) -> None:
    """Take an example away.

    :raises CodebookError: it is gone already.
    """
    rows = study.rows("SELECT code, passage FROM code_example WHERE id = :example", example=example)
    if not rows:
        raise CodebookError("Cet exemple est déjà retiré : rechargez la page.")
    with study.change(f"Retirer un exemple de « {codes.get(study, rows[0]['code']).label} »"):
        study.delete("code_example", example)
        passages.drop_unused(study, rows[0]["passage"])


def count(study: Study, code: str) -> int:
    """Return how many examples a code has, whoever may see them."""
    return int(study.value("SELECT count(*) FROM code_example WHERE code = :code", code=code))


def follow(study: Study, code: str, target: str) -> None:
    """Give the examples of a code to another, inside the open change; a passage both have stays once."""
    for row in study.rows("SELECT id, passage FROM code_example WHERE code = :code", code=code):
        there = study.value(
            "SELECT 1 FROM code_example WHERE code = :target AND passage = :passage",
            target=target,
            passage=row["passage"],
        )
        if there:
            study.delete("code_example", row["id"])
        else:
            study.update("code_example", row["id"], code=target)


def drop(study: Study, code: str) -> None:
    """Take the examples of a code away, inside the open change."""
    for row in study.rows("SELECT id, passage FROM code_example WHERE code = :code", code=code):
        study.delete("code_example", row["id"])
        passages.drop_unused(study, row["passage"])
