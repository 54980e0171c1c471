"""Where names that were put out of a document still stand: titles, sites, events, people, other documents, comments.

Words that name a thing (titles, labels, presences) can be replaced with those of the document. What a person wrote to
say something (comments, descriptions of others) is theirs: it is shown, and left.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass

from corpus import documents, versions
from corpus.errors import StudyError
from corpus.floors import unsealed
from corpus.pseudonyms.forms import Forms
from corpus.study import Study

LABELS = {
    "study": "Description de l’étude",
    "site": "Sites",
    "document": "Titres de documents",
    "event": "Événements",
    "event_figure": "Figures des événements",
    "milestone": "Jalons",
    "attendance": "Présences",
    "person": "Personnes",
    "person_alias": "Personnes",
    "speaker_person": "Personnes",
    "minute": "Comptes-rendus en préparation",
    "coding": "Commentaires de codages",
    "link": "Liens",
    "evidence": "Commentaires de preuves",
    "alternative": "Autres explications",
    "link_status": "Raisons de statuts",
    "memo": "Mémos",
    "code": "Grille",
    "codebook_version": "Versions de la grille",
    "frozen_code": "Versions de la grille",
    "code_descent": "Anciens codes",
    "suggestion_rule": "Règles de suggestion",
    "settlement": "Raisons de désaccords tranchés",
}
_TEXTS = ("segment", "anchor", "document_version", "passage", "pseudonym", "pseudonymised", "member")
_NOT_WORDS = tuple(
    "id sha256 source_sha256 source_name source color shape figure key level kind state warnings "
    "made_at changed_at".split()
)  # ``source``: the works a code comes from, whose authors are public
_AUTHORS = ("author", "coder")


@dataclass(frozen=True)
class Place:
    """A piece of writing where a name stands: its table, row and column, its words, whether this member may rewrite it.

    ``label`` says in French what it is.
    """

    table: str
    row: str
    column: str
    words: str
    mine: bool

    @property
    def label(self) -> str:
        """What kind of writing it is."""
        return LABELS.get(self.table, "Autres écrits")


def places(study: Study, forms: Forms) -> list[Place]:
    """Return the writings this member may read where one of these names stands, texts of documents apart."""
    found: list[Place] = []
    for floor in study.file.floors:
        for table in floor.recorded:
            if table not in _TEXTS:
                found += _in_table(study, table, forms)
    return found


def _in_table(study: Study, table: str, forms: Forms) -> list[Place]:
    described = study.execute(f"PRAGMA table_info({table})").fetchall()
    columns = {row[1] for row in described}
    words = [row[1] for row in described if row[2] == "TEXT" and row[1] not in (*_NOT_WORDS, *_AUTHORS)]
    author = next((name for name in _AUTHORS if name in columns), None)
    readable = study.readable("t", author) if author and "level" in columns else "1"
    found = []
    unhidden = unsealed(study.file.floors, table, "t")
    for row in study.rows(f"SELECT t.* FROM {table} t WHERE {readable} AND {unhidden}"):
        mine = author is None or row[author] == study.member.id or table == "document"
        found += [
            Place(table, row["id"], name, row[name], mine)
            for name in words
            if row[name] and forms.may_stand_in(row[name]) and forms.stand_in(row[name])
        ]
    return found


def replace(study: Study, forms: Forms, found: list[Place]) -> int:
    """Replace names in the writings of ``found`` this member may rewrite, inside the open change; return how many.

    :raises StudyError: two records would bear the same name.
    """
    count = 0
    for place in found:
        if place.mine:
            count += 1
            try:
                study.update(place.table, place.row, **{place.column: forms.replace(place.words)})
            except sqlite3.IntegrityError as cause:
                raise StudyError(
                    f"« {forms.replace(place.words)} » est déjà pris ({place.label}) : changez d’abord ce nom."
                ) from cause
    return count


def counted(found: list[Place]) -> list[tuple[str, int, bool]]:
    """Return how many writings of each kind: ``(label, number, whether this member may rewrite them)``."""
    return sorted((label, number, mine) for (label, mine), number in Counter((p.label, p.mine) for p in found).items())


def other_documents(study: Study, forms: Forms, document: str) -> list[tuple[documents.Document, int]]:
    """Return the other readable documents whose text bears one of these names, and how many times."""
    found = []
    for other in documents.everything(study):
        if other.version and other.id != document:
            number = len(forms.places(versions.text(study, other.version)))
            if number:
                found.append((other, number))
    return found
