"""Who codes which document: asked, begun, finished, and whether she codes it without seeing what the others coded.

Blindness is a condition of reading, as the levels of ``corpus.access`` are: queries of codings carry
``blindness.unblinded``, so that a page cannot forget it. What was open to a blind coder before she finished is told by
``codebook.sealing``; how much of a document she has read, by ``codebook.progress``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from codebook.blindness import unblinded
from codebook.errors import CodebookError
from corpus import documents
from corpus.access import Member
from corpus.documents import Document
from corpus.errors import AccessError
from corpus.ids import new_id
from corpus.study import Study, now

__all__ = ["unblinded"]
STATES = {"asked": "demandé", "begun": "commencé", "finished": "terminé"}
COLUMNS = (
    "id document title kind coder coder_name state blind asked_by asked_by_name asked_at begun_at finished_at"
).split()


@dataclass(frozen=True)
class Assignment:
    """A document to be coded by a person. ``state`` is a key of ``STATES``; moments are ISO 8601 in UTC, or None.

    ``asked_by`` is the coder herself when nobody asked and she declared the document finished.
    """

    id: str
    document: str
    title: str
    kind: str
    coder: str
    coder_name: str
    state: str
    blind: bool
    asked_by: str
    asked_by_name: str
    asked_at: str
    begun_at: str | None
    finished_at: str | None

    @property
    def hides(self) -> bool:
        """Whether the others' codings are hidden from the coder now."""
        return self.blind and self.state != "finished"


def blind_documents(study: Study) -> set[str]:
    """Return the documents where the others' codings are hidden from this member now."""
    rows = study.rows("SELECT document FROM assignment WHERE coder = :reader AND blind = 1 AND state <> 'finished'")
    return {row["document"] for row in rows}


def finished(study: Study, document: str) -> list[str]:
    """Return the GUIDs of the coders who said they have finished a document, by name."""
    return [found.coder for found in of_document(study, document) if found.state == "finished"]


def of_document(study: Study, document: str) -> list[Assignment]:
    """Return the assignments of a document this member may read, by name of coder."""
    return _query(study, "s.document = :document", document=document)


def of_coder(study: Study, coder: str | None = None) -> list[Assignment]:
    """Return the assignments of a person (by default this member): what is begun first, then asked, then finished."""
    found = _query(study, "s.coder = :coder", coder=coder or study.member.id)
    return sorted(found, key=lambda one: ("begun", "asked", "finished").index(one.state))


def everything(study: Study) -> list[Assignment]:
    """Return every assignment on a document this member may read, by title, then by name of coder."""
    return _query(study, "1")


def of_pair(study: Study, document: str, coder: str | None = None) -> Assignment | None:
    """Return the assignment of a document to a person (by default this member), or None."""
    where = "s.document = :document AND s.coder = :coder"
    return next(iter(_query(study, where, document=document, coder=coder or study.member.id)), None)


def states(study: Study) -> pd.DataFrame:
    """Return one row per readable assignment. Columns: ``COLUMNS``, as the fields of :class:`Assignment`."""
    return pd.DataFrame([[getattr(one, name) for name in COLUMNS] for one in everything(study)], columns=COLUMNS)


def _query(study: Study, where: str, **params: Any) -> list[Assignment]:
    rows = study.rows(
        "SELECT s.id, s.document, d.title, d.kind, s.coder, m.name AS coder_name, s.state, s.blind, s.asked_by,"
        " a.name AS asked_by_name, s.asked_at, s.begun_at, s.finished_at FROM assignment s"
        " JOIN document d ON d.id = s.document JOIN member m ON m.id = s.coder JOIN member a ON a.id = s.asked_by"
        f" WHERE {study.readable('d')} AND {where} ORDER BY d.title, d.id, m.name",
        **params,
    )
    return [Assignment(**row | {"blind": bool(row["blind"])}) for row in rows]


def coders(study: Study) -> list[Member]:
    """Return the members who may be asked to code, by name."""
    return [member for member in study.file.members() if member.writes]


def assign(study: Study, chosen: Sequence[str], people: Sequence[str], *, blind: bool = False) -> int:
    """Ask people to code documents, each of them each document, in one change; return how many assignments are new.

    What is assigned already is left as it is.

    :param blind: the others' codings are hidden from each until she says she has finished.
    :raises CodebookError: no document or nobody chosen, a document without text or that a person may not read.
    :raises AccessError: the member only reads, or one of the people does.
    """
    if not chosen or not people:
        raise CodebookError("Choisissez au moins un document et une personne à qui le confier.")
    papers = [_codable(study, document) for document in dict.fromkeys(chosen)]
    names = {member.id: member.name for member in coders(study)}
    if any(person not in names for person in people):
        raise AccessError("On ne confie un document qu’à une personne qui code dans cette étude : revoyez le choix.")
    there = {(one.document, one.coder) for one in everything(study)}
    pairs = [(paper, coder) for paper in papers for coder in dict.fromkeys(people)]
    for paper, coder in pairs:
        if paper.level == "private" and coder != paper.author:
            raise CodebookError(
                f"« {paper.title} » est privé : {names[coder]} ne peut pas le lire. Ouvrez-le à l’équipe d’abord."
            )
    fresh = [(paper, coder) for paper, coder in pairs if (paper.id, coder) not in there]
    level = "private" if any(paper.level == "private" for paper in papers) else "team"
    with study.change(_label(papers, [names[person] for person in dict.fromkeys(people)], blind), level=level):
        study.insert("assignment", *(_row(study, paper.id, coder, blind=blind) for paper, coder in fresh))
    return len(fresh)


def _codable(study: Study, document: str) -> Document:
    found = documents.get(study, document)
    if found.version is None:
        raise CodebookError(f"« {found.title} » n’a pas encore de texte : il ne peut pas être confié à coder.")
    return found


def _label(papers: Sequence[Document], names: Sequence[str], blind: bool) -> str:
    what = f"« {papers[0].title} »" if len(papers) == 1 else f"{len(papers)} documents"
    return f"Confier {what} à {', '.join(names)}" + (", à l’aveugle" if blind else "")


def _row(study: Study, document: str, coder: str, *, blind: bool = False, state: str = "asked") -> dict[str, Any]:
    moment = now()
    return {
        "id": new_id(),
        "document": document,
        "coder": coder,
        "state": state,
        "blind": int(blind),
        "asked_by": study.member.id,
        "asked_at": moment,
        "begun_at": None if state == "asked" else moment,
        "finished_at": moment if state == "finished" else None,
    }


def withdraw(study: Study, chosen: Iterable[str]) -> None:
    """Take assignments back, in one change. Codings and reading marks stay.

    :raises CodebookError: one is no longer there.
    :raises AccessError: one hides the others' codings from this very member: she finishes the document first.
    """
    found = _all(study, chosen)
    for one in found:
        _not_lifted_by_herself(study, one)
    if not found:
        return
    what = f"« {found[0].title} »" if len(found) == 1 else f"{len(found)} documents confiés"
    with study.change(f"Ne plus confier {what}" if len(found) == 1 else f"Reprendre {what}"):
        for one in found:
            study.delete("assignment", one.id)


def turn_blind(study: Study, chosen: Iterable[str], blind: bool) -> None:
    """Hide the others' codings from the coders of these assignments until they finish, or no longer, in one change.

    :raises CodebookError: one is no longer there.
    :raises AccessError: it would open the others' codings to this very member.
    """
    found = [one for one in _all(study, chosen) if one.blind != blind]
    for one in found:
        if not blind:
            _not_lifted_by_herself(study, one)
    with study.change("Faire coder à l’aveugle" if blind else "Ne plus faire coder à l’aveugle"):
        for one in found:
            study.update("assignment", one.id, blind=int(blind))


def _all(study: Study, chosen: Iterable[str]) -> list[Assignment]:
    known = {one.id: one for one in everything(study)}
    wanted = list(dict.fromkeys(chosen))
    if any(one not in known for one in wanted):
        raise CodebookError("Un de ces documents n’est plus confié : rechargez la page.")
    return [known[one] for one in wanted]


def _not_lifted_by_herself(study: Study, one: Assignment) -> None:
    if one.hides and one.coder == study.member.id:
        raise AccessError(
            f"Vous codez « {one.title} » à l’aveugle : déclarez-le terminé pour voir les autres codages, "
            "ou demandez à une autre personne de lever l’aveugle."
        )


def begin(study: Study, document: str) -> None:
    """Note, inside the open change, that this member has begun a document she was asked to code."""
    found = of_pair(study, document)
    if found is not None and found.state == "asked":
        study.update("assignment", found.id, state="begun", begun_at=now())


def finish(study: Study, document: str) -> None:
    """Say that this member has finished coding a document, whether or not somebody asked her to.

    :raises CodebookError: the document has no text.
    """
    paper = _codable(study, document)
    found = of_pair(study, document)
    if found is not None and found.state == "finished":
        return
    with study.change(f"Terminer le codage de « {paper.title} »", level=_level(paper)):
        if found is None:
            study.insert("assignment", _row(study, document, study.member.id, state="finished"))
        else:
            moment = now()
            begun = found.begun_at or moment
            study.update("assignment", found.id, state="finished", begun_at=begun, finished_at=moment)


def resume(study: Study, document: str) -> None:
    """Take back that this member has finished a document; blind, she no longer sees the others' codings.

    :raises CodebookError: she has not said so.
    """
    found = of_pair(study, document)
    if found is None or found.state != "finished":
        raise CodebookError("Vous n’avez pas déclaré ce document terminé : rechargez la page.")
    with study.change(f"Reprendre le codage de « {found.title} »", level=_level(documents.get(study, document))):
        study.update("assignment", found.id, state="begun", finished_at=None)


def _level(paper: Document) -> str:
    return "private" if paper.level == "private" else "team"
