"""What coders say of passages: one code, by one person, with its facets and a comment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from codebook import assignments, codes, evidence, grid_versions, memos, passages
from codebook.errors import CodebookError
from codebook.terms import FACETS
from corpus import access, documents
from corpus.errors import AccessError
from corpus.ids import new_id
from corpus.stale import refuse_if_changed
from corpus.study import Study, now


@dataclass(frozen=True)
class Coding:
    """A coding where it stands now. Facets are keys of ``terms.FACETS`` or None; ``made_at`` is ISO 8601 in UTC.

    ``state`` says how its passage came through the last change of the text (see ``codebook.following``);
    ``codebook_version`` is the number of the version of the codebook it was made under (``codebook.grid_versions``).
    """

    id: str
    passage: str
    document: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    coder_name: str
    dominant: bool
    certainty: str | None
    bearer: str | None
    addressee: str | None
    voice: str | None
    status: str | None
    visibility: str | None
    moment: str | None
    comment: str
    level: str
    made_at: str
    state: str = "kept"
    codebook_version: int | None = None


_FROM = """
    SELECT k.id, k.passage, p.document, a.start, a."end", a.quote, k.code, k.coder, m.name AS coder_name, k.dominant,
        k.certainty, k.bearer, k.addressee, k.voice, k.status, k.visibility, k.moment, k.comment, k.level, k.made_at,
        a.state, k.codebook_version
    FROM coding k JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document
    JOIN member m ON m.id = k.coder JOIN anchor a ON
"""
_NOW = "a.passage = p.id AND a.version = d.version"
_REVISED = {"code", "comment", "dominant", "level"}


def _query(study: Study, where: str, place: str = _NOW, **params: Any) -> list[Coding]:
    rows = study.rows(
        f"{_FROM} {place} WHERE {study.readable('d')} AND {study.readable('k', 'coder')}"
        f" AND {assignments.unblinded()} AND {where}"
        ' ORDER BY a.start, a."end" DESC, k.made_at',
        **params,
    )
    return [Coding(**{**row, "dominant": bool(row["dominant"])}) for row in rows]


def of_document(study: Study, document: str) -> list[Coding]:
    """Return the codings of a document this member may read, in reading order."""
    return _query(study, "p.document = :document", document=document)


def of_passage(study: Study, passage: str) -> list[Coding]:
    """Return the codings of the very same characters."""
    return _query(study, "k.passage = :passage", passage=passage)


def of_code(study: Study, code: str) -> list[Coding]:
    """Return the codings of one code, document by document."""
    found = _query(study, "k.code = :code", code=code)
    return sorted(found, key=lambda coding: (coding.document, coding.start))


def among(study: Study, ids: Sequence[str]) -> list[Coding]:
    """Return those of these codings that are still there and open to this member, in reading order."""
    names = {f"id{number}": one for number, one in enumerate(ids)}
    return _query(study, f"k.id IN ({', '.join(':' + name for name in names)})", **names) if names else []


def across(study: Study, document: str, start: int, end: int) -> list[Coding]:
    """Return the codings of a document that share at least a character with ``[start, end)``."""
    where = 'p.document = :document AND a.start < :end AND a."end" > :start'
    return _query(study, where, document=document, start=start, end=end)


def tally(study: Study, document: str) -> tuple[int, int, int]:
    """Return how many codings of a document this member may read, on how many passages, by how many people."""
    row = study.rows(
        "SELECT count(*) AS codings, count(DISTINCT k.passage) AS passages, count(DISTINCT k.coder) AS people"
        " FROM passage p JOIN document d ON d.id = p.document"
        " JOIN anchor a ON a.passage = p.id AND a.version = d.version JOIN coding k ON k.passage = p.id"
        f" WHERE p.document = :document AND {study.readable('d')} AND {study.readable('k', 'coder')}"
        f" AND {assignments.unblinded()}",
        document=document,
    )[0]
    return row["codings"], row["passages"], row["people"]


def everything(study: Study) -> list[Coding]:
    """Return every coding this member may read, but for those that wait for a place (see :func:`waiting`)."""
    return _query(study, "1")


def waiting(study: Study, document: str | None = None) -> list[Coding]:
    """Return the codings whose words are no longer in the current text, of a document or of all.

    Their offsets and words are those of the last version where they stood.
    """
    where = f"{passages.WAITING} AND (:document IS NULL OR p.document = :document)"
    return _query(study, where, place=passages.LAST, document=document)


def unsure(study: Study, document: str | None = None) -> list[Coding]:
    """Return the codings whose passage is to be looked at after a change of its text, of a document or of all."""
    where = "a.state IN ('doubtful', 'modified') AND (:document IS NULL OR p.document = :document)"
    return _query(study, where, document=document)


def get(study: Study, coding: str) -> Coding:
    """Return one coding.

    :raises CodebookError: there is none of that id, or it is not open to this member.
    """
    found = _query(study, "k.id = :coding", coding=coding)
    if not found:
        raise CodebookError("Ce codage n’existe plus ou ne vous est pas ouvert : rechargez le document.")
    return found[0]


def apply(
    study: Study,
    document: str,
    start: int,
    end: int,
    applied: Sequence[str],
    *,
    text: str | None = None,
    comment: str = "",
    dominant: bool = False,
    facets: dict[str, str | None] | None = None,
) -> list[str]:
    """Code the characters ``[start, end)`` of a document with one or more codes, as this member, in one change.

    A code this member already gave to the very same characters is left as it is.

    :param text: the words that were selected; they must be those of the document there.
    :returns: the GUIDs of the codings, one a code, new or already there.
    :raises CodebookError: offsets outside the text, other words there, no code, or a code that cannot be applied.
    """
    if not applied:
        raise CodebookError("Aucun code n’est choisi : choisissez-en au moins un.")
    chosen = [codes.usable(study, code) for code in dict.fromkeys(applied)]
    given = _checked_facets(facets or {})
    source = documents.get(study, document)
    level = "private" if source.level == "private" else "team"
    made: list[str] = []
    with study.change(f"Coder « {' », « '.join(code.label for code in chosen)} »", level=level):
        passage = passages.place(study, document, start, end, text)
        version = grid_versions.draft(study)
        assignments.begin(study, document)
        for code in chosen:
            codes.usable(study, code.id)  # somebody may have removed it while this change waited for its turn
            there = study.value(
                "SELECT id FROM coding WHERE passage = :passage AND code = :code AND coder = :reader",
                passage=passage,
                code=code.id,
            )
            made.append(str(there or new_id()))
            if there is None:
                study.insert(
                    "coding",
                    {
                        "id": made[-1],
                        "passage": passage,
                        "code": code.id,
                        "coder": study.member.id,
                        "dominant": int(dominant),
                        **{facet: given.get(facet) for facet in FACETS},
                        "comment": comment.strip(),
                        "level": level,
                        "made_at": now(),
                        "codebook_version": version,
                    },
                )
    return made


def revise(study: Study, coding: str, *, read: Coding | None = None, **values: Any) -> None:
    """Change the code, comment, dominance, level or facets of one of this member's own codings.

    :param read: the coding as the person saw it when she began, if that is known.
    :raises AccessError: the coding is somebody else's.
    :raises CodebookError: an unknown value, a code that cannot be applied, or one already given there.
    :raises StudyError: what she saw is no longer what stands there; nothing is written.
    """
    found = own(study, coding)
    row = _checked_facets({facet: values.pop(facet) for facet in list(values) if facet in FACETS})
    unknown = set(values) - _REVISED
    if unknown:
        raise CodebookError(f"Un codage n’a pas de champ « {', '.join(sorted(unknown))} ».")
    if "level" in values:
        access.checked_level(values["level"])
    if "comment" in values:
        values["comment"] = values["comment"].strip()
    if "dominant" in values:
        values["dominant"] = int(values["dominant"])
    with study.change("Préciser un codage", level=found.level if found.level == "private" else "team"):
        refuse_if_changed(_said(read) if read else None, _said(own(study, coding)))
        if "code" in values:
            _refuse_twin(study, found, values["code"])
        study.update("coding", coding, **row, **values)


def _said(coding: Coding) -> dict[str, Any]:
    """What a person says of a passage by a coding, without where the passage stands."""
    return {name: getattr(coding, name) for name in (*sorted(_REVISED), *FACETS)}


def _refuse_twin(study: Study, found: Coding, wanted: str) -> None:
    code = codes.usable(study, wanted)
    twin = study.value(
        "SELECT 1 FROM coding WHERE passage = :passage AND code = :code AND coder = :coder AND id <> :id",
        passage=found.passage,
        code=code.id,
        coder=found.coder,
        id=found.id,
    )
    if twin:
        raise CodebookError(f"Vous avez déjà donné « {code.label} » à ce passage : retirez l’un des deux codages.")


def remove(study: Study, removed: Iterable[str]) -> None:
    """Remove some of this member's own codings; a link that leans on one keeps its passage.

    :raises AccessError: one of them is somebody else's.
    """
    found = [own(study, coding) for coding in removed]
    if not found:
        return
    with study.change(
        "Retirer un codage" if len(found) == 1 else f"Retirer {len(found)} codages", level=found[0].level
    ):
        for coding in found:
            evidence.release(study, coding.id)
            memos.follow_coding(study, coding.id)
            study.delete("coding", coding.id)
            passages.drop_unused(study, coding.passage)


def give_up(study: Study, passage: str) -> int:
    """Remove this member's codings of a passage that waits for a place, everybody's for the lead; return how many."""
    leads = study.member.role == "lead"
    found = _query(study, f"{passages.WAITING} AND k.passage = :passage", place=passages.LAST, passage=passage)
    given = [coding for coding in found if leads or coding.coder == study.member.id]
    with study.change("Renoncer à un passage", level=given[0].level if given else "team"):
        for coding in given:
            evidence.release(study, coding.id)
            memos.follow_coding(study, coding.id)
            study.delete("coding", coding.id)
        passages.drop_unused(study, passage)
    return len(given)


def rewrite(study: Study, coding: str, **columns: Any) -> None:
    """Write these columns of a coding, whoever its coder is, inside the open change of a reshaping of the codebook."""
    study.update("coding", coding, **columns)


def drop(study: Study, coding: str, *, heir: str | None = None) -> None:
    """Take a coding away, whoever its coder is, inside the open change of a reshaping of the codebook.

    What leaned on it leans on its heir, or on its passage alone.
    """
    evidence.follow(study, coding, heir)
    memos.follow_coding(study, coding, heir)
    study.delete("coding", coding)


def own(study: Study, coding: str) -> Coding:
    """Return one of this member's own codings.

    :raises AccessError: it is somebody else's.
    """
    found = get(study, coding)
    if found.coder != study.member.id:
        raise AccessError(f"Ce codage est de {found.coder_name} : seule cette personne le modifie ou le retire.")
    return found


def _checked_facets(given: dict[str, str | None]) -> dict[str, str | None]:
    for facet, value in given.items():
        if facet not in FACETS:
            raise CodebookError(f"La facette « {facet} » n’existe pas : choisissez parmi {', '.join(FACETS)}.")
        if value is not None and value not in FACETS[facet][1]:
            raise CodebookError(f"« {value} » n’est pas une valeur de « {FACETS[facet][0]} ».")
    return given
