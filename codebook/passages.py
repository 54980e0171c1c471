"""Stretches of documents that people speak of, and where each stands in a version of its document.

A passage is the same for all who mark the very same characters; its anchors keep its place in each version with the
words themselves and their neighbourhood (the idea of the W3C ``TextQuoteSelector``), so that it can be found again.
A passage without an anchor in the current version waits to be placed; its last anchor says where it stood.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebook.errors import CodebookError
from corpus import documents, versions
from corpus.ids import new_id
from corpus.study import Study

LAST = (
    "a.id = (SELECT b.id FROM anchor b JOIN document_version w ON w.id = b.version WHERE b.passage = p.id"
    " ORDER BY w.number DESC LIMIT 1)"
)  # the condition that keeps, of a passage ``p``, the anchor ``a`` of the last version where it stood
WAITING = "NOT EXISTS (SELECT 1 FROM anchor c WHERE c.passage = p.id AND c.version = d.version)"

SPEAKERS = ("coding", "evidence", "code_example", "settlement", "settled")  # the tables that keep a passage alive
CONTEXT = 40  # code points of neighbourhood kept on each side of a quote


@dataclass(frozen=True)
class Passage:
    """A passage in the current version of its document: ``[start, end)`` in code points, and its words."""

    id: str
    document: str
    version: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Anchor:
    """Where a passage stands, or last stood: the version, ``[start, end)``, its words and how it came there."""

    passage: str
    version: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    method: str
    state: str


def checked(text: str, start: int, end: int, expected: str | None) -> None:
    """Refuse a place that is not in the text, or whose words are not those that were selected.

    :raises CodebookError: in both cases, and when nothing but white space is selected.
    """
    if not 0 <= start < end <= len(text):
        raise CodebookError("La sélection sort du texte : rechargez le document et sélectionnez de nouveau.")
    if expected is not None and text[start:end] != expected:
        raise CodebookError("Le texte a changé depuis la sélection : rechargez le document et sélectionnez de nouveau.")
    if not text[start:end].strip():
        raise CodebookError("La sélection ne contient que des espaces : sélectionnez des mots.")


def place(study: Study, document: str, start: int, end: int, expected: str | None = None) -> str:
    """Return the passage at ``[start, end)`` of the document's current version, making it inside the open change.

    :raises CodebookError: the document has no text, or the place is not as expected.
    """
    version = documents.get(study, document).version
    if version is None:
        raise CodebookError("Ce document n’a pas de texte : il ne peut pas être codé.")
    text = versions.text(study, version)
    checked(text, start, end, expected)
    return _at(study, document, version, text, start, end)


def _at(study: Study, document: str, version: str, text: str, start: int, end: int) -> str:
    found = study.value(
        'SELECT passage FROM anchor WHERE version = :version AND start = :start AND "end" = :end LIMIT 1',
        version=version,
        start=start,
        end=end,
    )
    if found is not None:
        return str(found)
    passage = new_id()
    study.insert("passage", {"id": passage, "document": document})
    study.insert("anchor", _anchor(passage, version, text, start, end, "selected", "kept"))
    return passage


def covering(study: Study, joined: Sequence[str]) -> str:
    """Return the passage from the first to the last character of several of one document, making it in the open change.

    For joining codings, whoever may read the document.
    """
    marks = ", ".join(f":p{index}" for index in range(len(joined)))
    rows = study.rows(
        'SELECT a.passage, p.document, a.version, a.start, a."end" FROM anchor a JOIN passage p ON p.id = a.passage'
        f" JOIN document d ON d.id = p.document AND d.version = a.version WHERE p.id IN ({marks}) ORDER BY a.rowid",
        **{f"p{index}": passage for index, passage in enumerate(joined)},
    )
    start, end = min(row["start"] for row in rows), max(row["end"] for row in rows)
    whole = next((row["passage"] for row in rows if (row["start"], row["end"]) == (start, end)), None)
    if whole is None:
        document, version = rows[0]["document"], rows[0]["version"]
        text = study.value("SELECT text FROM version_text WHERE version = :version", version=version)
        whole = _at(study, document, version, text, start, end)
    return str(whole)


def _anchor(
    passage: str, version: str, text: str, start: int, end: int, method: str, state: str
) -> dict[str, str | int]:
    return {
        "id": new_id(),
        "passage": passage,
        "version": version,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
        "method": method,
        "state": state,
    }


def standing(study: Study, document: str, version: str | None = None) -> list[Anchor]:
    """Return the last anchor of every passage of a document, or those of one version, whoever may read the codings.

    For carrying them over only: what a person may see is asked of ``codings`` and ``evidence``.
    """
    return [
        Anchor(**row)
        for row in study.rows(
            'SELECT a.passage, a.version, a.start, a."end", a.quote, a.prefix, a.suffix, a.method, a.state'
            " FROM passage p JOIN anchor a ON a.passage = p.id"
            f" WHERE p.document = :document AND {'a.version = :version' if version else LAST} ORDER BY a.start",
            document=document,
            version=version,
        )
    ]


def before(study: Study, passage: str) -> str | None:
    """Return the words of a passage in the version before the last one where it stands, if it is older than that."""
    words = study.value(
        "SELECT a.quote FROM anchor a JOIN document_version v ON v.id = a.version WHERE a.passage = :passage"
        " ORDER BY v.number DESC LIMIT 1 OFFSET 1",
        passage=passage,
    )
    return None if words is None else str(words)


def carry(study: Study, version: str, text: str, places: Iterable[tuple[str, int, int, str, str]]) -> None:
    """Anchor passages in a new version, inside the open change.

    :param places: (passage, start, end, method, state) of each.
    """
    study.insert(
        "anchor",
        *(_anchor(passage, version, text, start, end, method, state) for passage, start, end, method, state in places),
    )


def move(study: Study, passage: str, start: int, end: int, expected: str | None = None) -> None:
    """Place a passage that waits, or one that stands elsewhere, on other words of the current version.

    :raises CodebookError: there is none of that id open to this member, or the place is not as expected.
    """
    rows = study.rows(
        "SELECT d.id, d.level, d.version, a.id AS anchor FROM passage p JOIN document d ON d.id = p.document"
        " LEFT JOIN anchor a ON a.passage = p.id AND a.version = d.version"
        f" WHERE p.id = :passage AND {study.readable('d')}",
        passage=passage,
    )
    if not rows:
        raise CodebookError("Ce passage n’existe plus ou ne vous est pas ouvert : revenez au document.")
    found = rows[0]
    text = versions.text(study, found["version"])
    checked(text, start, end, expected)
    row = _anchor(passage, found["version"], text, start, end, "placed", "kept")
    with study.change("Replacer un passage", level="private" if found["level"] == "private" else "team"):
        if found["anchor"]:
            study.update("anchor", found["anchor"], **row | {"id": found["anchor"]})
        else:
            study.insert("anchor", row)


def confirm(study: Study, passage: str) -> None:
    """Say that a passage stands rightly where it was carried.

    :raises CodebookError: it waits, or is not open to this member.
    """
    found = get(study, passage)
    with study.change("Confirmer la place d’un passage"):
        for row in study.rows(
            "SELECT id FROM anchor WHERE passage = :passage AND version = :version",
            passage=passage,
            version=found.version,
        ):
            study.update("anchor", row["id"], state="kept", method="placed")


def get(study: Study, passage: str) -> Passage:
    """Return a passage where it stands now.

    :raises CodebookError: there is none of that id, or its document is not open to this member.
    """
    rows = study.rows(
        'SELECT p.id, p.document, a.version, a.start, a."end", a.quote FROM passage p'
        " JOIN document d ON d.id = p.document JOIN anchor a ON a.passage = p.id AND a.version = d.version"
        f" WHERE p.id = :passage AND {study.readable('d')}",
        passage=passage,
    )
    if not rows:
        raise CodebookError(_unplaced(study, passage))
    return Passage(**rows[0])


def _unplaced(study: Study, passage: str) -> str:
    waits = study.value(
        f"SELECT 1 FROM passage p JOIN document d ON d.id = p.document WHERE p.id = :passage AND {study.readable('d')}",
        passage=passage,
    )
    if waits:
        return "Les mots de ce passage ne sont plus dans le texte : replacez-le depuis « Codages à replacer »."
    return "Ce passage n’existe plus ou ne vous est pas ouvert : revenez au document."


def drop_unused(study: Study, passage: str) -> None:
    """Remove a passage nobody speaks of any more, inside the open change."""
    for table in SPEAKERS:
        if study.value(f"SELECT count(*) FROM {table} WHERE passage = :passage", passage=passage):
            return
    for row in study.rows("SELECT id FROM anchor WHERE passage = :passage", passage=passage):
        study.delete("anchor", row["id"])
    study.delete("passage", passage)


def drop_orphans(study: Study) -> None:
    """Remove every passage nobody speaks of any more, inside the open change of what took their speakers away."""
    unspoken = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {table} x WHERE x.passage = p.id)" for table in SPEAKERS)
    for row in study.rows(f"SELECT p.id FROM passage p WHERE {unspoken}"):
        drop_unused(study, row["id"])
