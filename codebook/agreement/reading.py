"""The codings of documents that several people finished, taken out of the study as arrays.

The only part of the package that knows the study: what a person may not read, or codes blind without having finished,
does not come out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codebook import assignments, passages
from codebook.agreement.marking import CHARACTER, PARAGRAPH, UNITS, Units, counted, units
from codebook.agreement.stretches import Ints
from codebook.agreement.tallies import Markings
from codebook.errors import CodebookError
from corpus import documents, versions
from corpus.documents import Document
from corpus.language.sentences import sentences
from corpus.study import Study

Row = tuple[str, str, str, int, int, int | None]  # document, code, coder, start, end, number of the codebook version
_FROM = "coding k JOIN passage p ON p.id = k.passage JOIN document d ON d.id = p.document"


@dataclass(frozen=True)
class Finished:
    """Documents at least two people finished, by title, and who did; ``names`` are those of all these people.

    ``blind`` counts the documents left out because the reader codes them blind and has not finished.
    """

    papers: tuple[Document, ...]
    coders: dict[str, tuple[str, ...]]
    names: dict[str, str]
    blind: int


@dataclass(frozen=True)
class Readings:
    """What was read: documents, codes and coders in the order of their numbers in ``markings``.

    ``unseen`` counts codings of these people there that the reader may not read, ``waiting`` those without a place in
    the current text: neither is measured. ``grid_versions`` are the numbers of the versions of the codebook they were
    made under, None for what is older than versions.
    """

    unit: str
    papers: tuple[Document, ...]
    codes: tuple[str, ...]
    coders: tuple[tuple[str, str], ...]
    markings: Markings
    unseen: int
    waiting: int
    grid_versions: tuple[int | None, ...]


def finished(study: Study) -> Finished:
    """Return the documents that can be compared, as this member may read them."""
    hidden = assignments.blind_documents(study)
    done: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for one in assignments.everything(study):
        if one.state == "finished":
            done.setdefault(one.document, []).append(one.coder)
            names[one.coder] = one.coder_name
    shared = {document: tuple(people) for document, people in done.items() if len(people) > 1}
    papers = [p for p in documents.everything(study) if p.id in shared and p.version and p.id not in hidden]
    coders = {paper.id: shared[paper.id] for paper in papers}
    known = {coder for people in coders.values() for coder in people}
    return Finished(
        tuple(sorted(papers, key=lambda paper: paper.title)),
        coders,
        {coder: name for coder, name in sorted(names.items(), key=lambda item: item[1]) if coder in known},
        sum(document in hidden for document in shared),
    )


def read(study: Study, *, unit: str = CHARACTER, coders: Sequence[str] | None = None) -> Readings:
    """Return the codings of finished documents, counted in a unit.

    :param unit: ``character``, ``sentence`` (cut by rule) or ``paragraph`` (a block of the text).
    :param coders: GUIDs of the people to compare; by default all who finished a document with somebody else.
    :raises CodebookError: an unknown unit, or somebody who finished no document with another of them.
    """
    if unit not in UNITS:
        raise CodebookError(f"L’unité « {unit} » n’existe pas : choisissez {', '.join(UNITS)}.")
    done = finished(study)
    people = [coder for coder in done.names if coders is None or coder in coders]
    if coders is not None and (len(people) < 2 or len(people) < len(set(coders))):
        raise CodebookError(
            "Ces personnes n’ont pas fini les mêmes documents : choisissez-en deux qui en ont fini un ensemble."
        )
    papers = [p for p in done.papers if sum(coder in people for coder in done.coders[p.id]) > 1]
    rows = _rows(study, [paper.id for paper in papers], people)
    codes = sorted({row[1] for row in rows})
    return Readings(
        unit,
        tuple(papers),
        tuple(codes),
        tuple((coder, done.names[coder]) for coder in people),
        _markings(study, unit, papers, codes, people, done, rows),
        *_left_out(study, papers, people),
        tuple(sorted({row[5] for row in rows}, key=lambda number: number or 0)),
    )


def _rows(study: Study, papers: Sequence[str], people: Sequence[str]) -> list[Row]:
    """Return the codings these people made in these documents."""
    chosen = set(papers), set(people)
    cursor = study.execute(
        f'SELECT p.document, k.code, k.coder, a.start, a."end", k.codebook_version FROM {_FROM}'
        " JOIN anchor a ON a.passage = p.id AND a.version = d.version"
        f" WHERE {study.readable('d')} AND {study.readable('k', 'coder')} AND {assignments.unblinded()}",
        {"reader": study.member.id},
    )
    return [row for row in cursor.fetchall() if row[0] in chosen[0] and row[2] in chosen[1]]


def _left_out(study: Study, papers: Sequence[Document], people: Sequence[str]) -> tuple[int, int]:
    """Count the codings of these people in these documents that are closed to the reader, and those without a place."""
    chosen, unseen, waiting = {paper.id for paper in papers}, 0, 0
    for row in study.rows(
        f"SELECT p.document, k.coder, sum({study.readable('k', 'coder')}) AS seen, count(*) AS number,"
        f" sum({study.readable('k', 'coder')} AND {passages.WAITING}) AS waiting FROM {_FROM}"
        f" WHERE {study.readable('d')} GROUP BY p.document, k.coder"
    ):
        if row["document"] in chosen and row["coder"] in people:
            unseen += row["number"] - row["seen"]
            waiting += row["waiting"]
    return unseen, waiting


def _markings(
    study: Study,
    unit: str,
    papers: Sequence[Document],
    codes: Sequence[str],
    people: Sequence[str],
    done: Finished,
    rows: Sequence[Row],
) -> Markings:
    document = _numbered([row[0] for row in rows], [paper.id for paper in papers])
    code, coder = _numbered([row[1] for row in rows], codes), _numbered([row[2] for row in rows], people)
    start, end = np.array([(row[3], row[4]) for row in rows], dtype=np.int64).reshape(-1, 2).T.copy()
    lengths = np.array([paper.characters for paper in papers], dtype=np.int64)
    if unit != CHARACTER:
        for number, paper in enumerate(papers):
            found, here = _units(study, paper, unit), document == number
            start[here], end[here] = counted(start[here], end[here], found)
            lengths[number] = len(found[0])
    there = np.array([[coder in done.coders[paper.id] for coder in people] for paper in papers], dtype=bool)
    return Markings(lengths, there.reshape(len(papers), len(people)), len(codes), document, code, coder, start, end)


def _numbered(keys: Sequence[str], known: Sequence[str]) -> Ints:
    number = {key: at for at, key in enumerate(known)}
    return np.array([number[key] for key in keys], dtype=np.int64)


def _units(study: Study, paper: Document, unit: str) -> Units:
    version = paper.version or ""
    if unit == PARAGRAPH:
        return units(paragraphs(study, version))
    return units(sentences(versions.text(study, version)))


def paragraphs(study: Study, version: str) -> list[tuple[int, int]]:
    """Return the blocks of a version as ``[start, end)``, in reading order; a text without any is one block."""
    blocks = [(s.start, s.end) for s in versions.segments(study, version) if s.kind not in versions.INSIDE]
    return sorted(blocks) or [(0, len(versions.text(study, version)))]
