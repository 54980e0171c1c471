"""The documents of the study: what is known of each, and that some are missing.

The words of a document stand in ``corpus.versions``. A document in the state « non fait » or « à faire » has no text:
its absence is a datum. Received files go to the keys file.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus import access, dated, keys, stale, versions
from corpus.errors import AccessError, StudyError
from corpus.ids import new_id
from corpus.readers import ReadingText
from corpus.search import index
from corpus.sorting import name_key
from corpus.study import Study
from corpus.terms import DOCUMENT_KINDS, DOCUMENT_STATES

_SELECT = """
    SELECT d.*, v.characters, v.words, v.number,
        (SELECT json_group_array(s.site) FROM document_site s WHERE s.document = d.id) AS site_list
    FROM document d LEFT JOIN document_version v ON v.id = d.version
"""


@dataclass(frozen=True)
class Document:
    """A document as it is known. ``version`` is None when nothing was written; sites are GUIDs."""

    id: str
    kind: str
    title: str
    date: str
    date_shown: str
    date_first: str | None
    date_last: str | None
    sites: tuple[str, ...]
    event: str | None
    state: str
    level: str
    author: str
    rights: str
    source_name: str
    version: str | None
    characters: int
    words: int
    warnings: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        """The kind in French."""
        return DOCUMENT_KINDS.get(self.kind, self.kind)

    @property
    def state_label(self) -> str:
        """The state in French."""
        return DOCUMENT_STATES[self.state]


def _document(row: dict[str, Any]) -> Document:
    return Document(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        date=row["date_text"] or "",
        date_shown=dated.shown(row, "date"),
        date_first=row["date_first"],
        date_last=row["date_last"],
        sites=tuple(json.loads(row["site_list"])),
        event=row["event"],
        state=row["state"],
        level=row["level"],
        author=row["author"],
        rights=row["rights"],
        source_name=row["source_name"],
        version=row["version"],
        characters=row["characters"] or 0,
        words=row["words"] or 0,
        warnings=tuple(json.loads(row["warnings"])),
    )


def everything(study: Study) -> list[Document]:
    """Return the documents this member may read, by date then title; undated ones last."""
    rows = study.rows(f"{_SELECT} WHERE {study.readable('d')}")
    rows.sort(key=lambda row: (dated.order(row, "date"), name_key(row["title"])))
    return [_document(row) for row in rows]


def get(study: Study, document: str) -> Document:
    """Return one document.

    :raises StudyError: there is none of that id, or this member may not read it.
    """
    rows = study.rows(f"{_SELECT} WHERE d.id = :document AND {study.readable('d')}", document=document)
    if not rows:
        raise StudyError("Ce document n’existe pas ou ne vous est pas ouvert : revenez à la bibliothèque.")
    return _document(rows[0])


def same_source(study: Study, data: bytes) -> Document | None:
    """Return the document already made from these very bytes (SHA-256), if this member may read it."""
    sha256 = hashlib.sha256(data).hexdigest()
    rows = study.rows(
        f"{_SELECT} WHERE d.source_sha256 IN (:sha256, :token) AND {study.readable('d')} LIMIT 1",
        sha256=sha256,
        token=keys.token_of(study, sha256),
    )
    return _document(rows[0]) if rows else None


def add(
    study: Study,
    reading: ReadingText,
    *,
    title: str,
    source_name: str,
    source: bytes,
    kind: str = "other",
    date: str = "",
    sites: Sequence[str] = (),
    state: str = "drafted",
    level: str = "team",
    event: str | None = None,
    author: str | None = None,
    rights: str = "",
    document_id: str | None = None,
) -> str:
    """Store a document that was read, with its first version, and return its GUID.

    :raises StudyError: the same file is in the study already, or a field is not one of its list.
    :raises DateError: the date is not in an accepted form.
    """
    already = same_source(study, source)
    if already is not None:
        raise StudyError(
            f"« {source_name} » est déjà dans l’étude sous le titre « {already.title} » : rien n’a été ajouté."
        )
    document_id = document_id or new_id()
    row = _checked(kind, title, date, state, level) | {
        "id": document_id,
        "event": event,
        "author": author or study.member.id,
        "rights": rights,
        "source_name": source_name,
        "source_sha256": hashlib.sha256(source).hexdigest(),
        "warnings": json.dumps(reading.warnings, ensure_ascii=False),
        "version": None,
    }
    with study.change(f"Importer « {row['title']} »", level=level):
        study.insert("document", row)
        study.replace("document_site", "document", document_id, [{"site": site} for site in dict.fromkeys(sites)])
        version = versions.add(study, document_id, reading, reason="Import")
        study.update("document", document_id, version=version)
        index.refresh(study, document_id)
        keys.keep_received(study, row["source_sha256"], source_name, source)
    return document_id


def register(
    study: Study,
    *,
    kind: str,
    title: str,
    state: str,
    date: str = "",
    sites: Sequence[str] = (),
    level: str = "team",
    event: str | None = None,
    author: str | None = None,
    document_id: str | None = None,
) -> str:
    """Note a document that has no text: one still to write, or one that was never done. Return its GUID.

    :raises StudyError: a field is not one of its list.   :raises DateError: the date is not in an accepted form.
    """
    document_id = document_id or new_id()
    row = _checked(kind, title, date, state, level) | {
        "id": document_id,
        "event": event,
        "author": author or study.member.id,
    }
    with study.change(f"Noter « {row['title']} » ({DOCUMENT_STATES[state]})", level=level):
        study.insert("document", row)
        study.replace("document_site", "document", document_id, [{"site": site} for site in dict.fromkeys(sites)])
    return document_id


def turn_to(study: Study, document: str, version: str) -> None:
    """Make a version the current one, inside the open change; ``codebook.carrying`` carries the passages over."""
    study.update("document", document, version=version)
    index.refresh(study, document)


def remove(study: Study, document: str) -> None:
    """Remove a document and all that stands on it. Its texts and its received file stay, so that undo gives them back.

    What a person should know beforehand, and links that lose their ground, are the affair of ``codebook.removal``.

    :raises StudyError: the document is not open to this member.
    :raises AccessError: the member neither wrote it nor leads the study.
    """
    found = get(study, document)
    if study.member.role != "lead" and found.author != study.member.id:
        raise AccessError("Un document se supprime par la personne qui l’a importé ou par la cheffe de projet.")
    with study.change(f"Supprimer « {found.title} »", level=found.level):
        study.delete_with("document", document)
        index.forget(study, document)


def begin(study: Study, document: str, reading: ReadingText, *, reason: str) -> str:
    """Give its first text to a document that was noted without one, and return the GUID of the version.

    :raises StudyError: the member may not read the document, or it has a text already.
    """
    found = get(study, document)
    if found.version is not None:
        raise StudyError(f"« {found.title} » a déjà un texte : modifiez-le, une nouvelle version en sera faite.")
    with study.change(f"Écrire « {found.title} »", level=found.level):
        version = versions.add(study, document, reading, reason=reason)
        study.update("document", document, version=version)
        index.refresh(study, document)
    return version


def set_state(study: Study, document: str, state: str) -> None:
    """Say where a document is in its life: to do, written, sent, not done.

    :raises StudyError: the member may not read the document, or the state is not one of the list.
    """
    found = get(study, document)
    if state not in DOCUMENT_STATES:
        raise StudyError(f"L’état « {state} » n’existe pas : choisissez parmi {', '.join(DOCUMENT_STATES)}.")
    with study.change(f"Noter « {found.title} » : {DOCUMENT_STATES[state]}", level=found.level):
        study.update("document", document, state=state)


def update(
    study: Study,
    document: str,
    *,
    kind: str,
    title: str,
    date: str,
    sites: Sequence[str],
    state: str,
    level: str,
    event: str | None = None,
    read: Document | None = None,
) -> None:
    """Rewrite what is known of a document; its text is not touched.

    :param read: the document as it was when the person opened it; refused when it has changed since.
    :raises StudyError: the member may not read it, or a field is not one of its list.
    :raises AccessError: the document would become private to somebody who is not its author.
    :raises DateError: the date is not in an accepted form.
    """
    before = get(study, document)
    row = _checked(kind, title, date, state, level)
    access.must_own_private(study.member, level, before.author)
    with study.change(f"Modifier la notice de « {row['title']} »", level=access.most_restricted(before.level, level)):
        stale.refuse_if_changed(read, get(study, document))
        study.update("document", document, **row, event=event)
        study.replace("document_site", "document", document, [{"site": site} for site in dict.fromkeys(sites)])


def _checked(kind: str, title: str, date: str, state: str, level: str) -> dict[str, Any]:
    if not title.strip():
        raise StudyError("Un document a besoin d’un titre : écrivez-en un.")
    if kind not in DOCUMENT_KINDS:
        raise StudyError(f"Le genre « {kind} » n’existe pas : choisissez parmi {', '.join(DOCUMENT_KINDS)}.")
    if state not in DOCUMENT_STATES:
        raise StudyError(f"L’état « {state} » n’existe pas : choisissez parmi {', '.join(DOCUMENT_STATES)}.")
    return {
        "kind": kind,
        "title": title.strip(),
        "state": state,
        "level": access.checked_level(level),
        **dated.columns("date", date),
    }
