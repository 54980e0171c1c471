"""Stretches of documents that people speak of, and where each stands in a version of its document.

A passage is the same for all who mark the very same characters; its anchors keep its place in each version with the
words themselves and their neighbourhood (the idea of the W3C ``TextQuoteSelector``), so that it can be found again.
"""

from dataclasses import dataclass

from codebook.errors import CodebookError
from corpus import documents, versions
from corpus.ids import new_id
from corpus.study import Study

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
    study.insert(
        "anchor",
        {
            "id": new_id(),
            "passage": passage,
            "version": version,
            "start": start,
            "end": end,
            "quote": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
            "method": "selected",
        },
    )
    return passage


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
        raise CodebookError("Ce passage n’existe plus ou ne vous est pas ouvert : revenez au document.")
    return Passage(**rows[0])


def drop_unused(study: Study, passage: str) -> None:
    """Remove a passage nobody speaks of any more, inside the open change."""
    for table in ("coding", "evidence"):
        if study.value(f"SELECT count(*) FROM {table} WHERE passage = :passage", passage=passage):
            return
    for row in study.rows("SELECT id FROM anchor WHERE passage = :passage", passage=passage):
        study.delete("anchor", row["id"])
    study.delete("passage", passage)
