"""How much of a document each coder has read: “codé à 40 %” is the share of its paragraphs she has marked as read.

Paragraphs are what is read as text: paragraphs and turns of speech, list items, rows of tables, quotations; headings
and notes are not counted. Marks are kept as runs of paragraphs of one version, one row from the first to the end of
the last. When a text is edited they go over to the new version inside the same change (:func:`carry`): a paragraph
whose words are the same stays read wherever it went, one that changed is to be read again, and words read in an older
version are read when they come back. Names put out of a text at known places change nothing to what was read.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from codebook import assignments
from codebook.errors import CodebookError
from codebook.following import Following
from corpus import documents
from corpus.ids import new_id
from corpus.readers.reading_text import FOOTNOTE, HEADING
from corpus.study import Study
from corpus.versions import INSIDE

SHARES = ["document", "coder", "read", "paragraphs", "share"]
_NOT_READ = ", ".join(f"'{kind}'" for kind in (HEADING, FOOTNOTE, *INSIDE))
_TEXT = f's.kind NOT IN ({_NOT_READ}) AND s."end" > s.start'

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Progress:
    """The paragraphs of a version, ``[start, end)`` in code points, and those of them that a coder has read."""

    version: str
    paragraphs: tuple[Stretch, ...]
    read: frozenset[Stretch]

    @property
    def share(self) -> int:
        """The share read, in percent."""
        return percent(len(self.read), len(self.paragraphs))

    @property
    def next(self) -> Stretch | None:
        """The first paragraph that is not read."""
        return next((one for one in self.paragraphs if one not in self.read), None)


def percent(read: int, paragraphs: int) -> int:
    """Return a share in percent: 0 when nothing is read only, 100 when everything is only."""
    if not paragraphs or not read:
        return 0
    return 100 if read == paragraphs else min(99, max(1, round(100 * read / paragraphs)))


def of_document(study: Study, document: str, coder: str | None = None) -> Progress:
    """Return how much of the current text of a document a coder (by default this member) has read.

    :raises StudyError: the document is not open to this member.
    """
    version = documents.get(study, document).version
    if version is None:
        return Progress("", (), frozenset())
    paragraphs = _paragraphs(study, version)
    return Progress(version, paragraphs, _covered(paragraphs, _runs(study, version, coder or study.member.id)))


def shares(study: Study) -> pd.DataFrame:
    """Return one row per readable document and coder who marked something in its current text.

    Columns: document, coder, read and paragraphs (numbers), share (percent).
    """
    rows = study.rows(
        "SELECT d.id AS document, r.coder, count(*) AS read, (SELECT count(*) FROM segment s"
        f" WHERE s.version = d.version AND {_TEXT}) AS paragraphs"
        " FROM read_mark r JOIN document d ON d.version = r.version JOIN segment s ON s.version = r.version"
        f' AND r.start <= s.start AND s."end" <= r."end" AND {_TEXT} WHERE {study.readable("d")}'
        " GROUP BY d.id, r.coder"
    )
    found = pd.DataFrame(rows, columns=SHARES[:-1])
    found["share"] = [percent(row["read"], row["paragraphs"]) for row in rows]
    return found


def mark(study: Study, document: str, start: int, end: int, *, read: bool = True, version: str | None = None) -> int:
    """Mark as read, or no longer, the paragraphs that ``[start, end)`` touches; return how many it changes.

    What was asked of this member is thereby begun.

    :param version: the version the offsets were taken from.
    :raises CodebookError: the document has no text, or another version is current.
    """
    title = documents.get(study, document)
    label = "Marquer comme lu" if read else "Marquer comme à lire"
    level = "private" if title.level == "private" else "team"
    with study.change(f"{label} : « {title.title} »", level=level):
        known = of_document(study, document)
        if not known.paragraphs:
            raise CodebookError("Ce document n’a pas de paragraphe à lire : il n’a pas encore de texte.")
        if version is not None and version != known.version:
            raise CodebookError("Le texte a changé depuis : rechargez le document, puis marquez ce qui est lu.")
        touched = {one for one in known.paragraphs if one[0] < end and start < one[1]}
        kept = known.read | touched if read else known.read - touched
        _keep(study, known.version, study.member.id, known.paragraphs, kept)
        if read and touched:
            assignments.begin(study, document)
    return len(kept ^ known.read)


def mark_up_to(study: Study, document: str, end: int, *, version: str | None = None) -> int:
    """Mark as read every paragraph from the first to the one that holds the character before ``end``."""
    return mark(study, document, 0, end, version=version)


def mark_all(study: Study, document: str, *, read: bool = True) -> int:
    """Mark the whole document as read, or none of it."""
    return mark(study, document, 0, documents.get(study, document).characters + 1, read=read)


def carry(study: Study, document: str, old: str, new: str, followed: Following) -> None:
    """Take every coder's marks over to a new version, inside the open change.

    :param old: GUID of the version it replaces, ``new`` of the new one; ``followed`` compares their texts.
    """
    marked = study.rows(f"SELECT DISTINCT coder FROM read_mark WHERE {_OF}", document=document)
    readers = [row["coder"] for row in marked]
    if not readers:
        return
    before, after = _paragraphs(study, old), _paragraphs(study, new)
    origin = _origins(followed, before, after)
    twins = study.rows(
        "SELECT o.id FROM document_version o JOIN document_version n ON n.id = :new"
        " WHERE o.document = n.document AND o.sha256 = n.sha256 AND o.id <> n.id",
        new=new,
    )
    for coder in readers:
        was_read = _covered(before, _runs(study, old, coder))
        kept = {one for one in after if origin.get(one) in was_read}
        for twin in twins:
            kept |= _covered(after, _runs(study, twin["id"], coder))
        _keep(study, new, coder, after, kept)


_OF = "version IN (SELECT v.id FROM document_version v WHERE v.document = :document)"


def _origins(followed: Following, before: Sequence[Stretch], after: Sequence[Stretch]) -> dict[Stretch, Stretch]:
    """Return, of the paragraphs of the new text, those of the old one with the same words, where they came from."""
    if followed.exact:
        places = ((one, followed.follow(*one)) for one in before)
        known = set(after)
        return {
            (place.start, place.end): one
            for one, place in places
            if place.start is not None and place.end is not None and (place.start, place.end) in known
        }
    known, found = set(before), {}
    runs = list(followed.same())
    starts = [run.new for run in runs]
    for start, end in after:
        run = runs[max(0, bisect_right(starts, start) - 1)] if runs else None
        if run is not None and run.new <= start <= end <= run.new + run.length:
            origin = start - run.new + run.old, end - run.new + run.old
            if origin in known:
                found[start, end] = origin
    taken = set(found.values())
    return found | _same_words(followed, [one for one in before if one not in taken], after, found)


def _same_words(
    followed: Following, left: Iterable[Stretch], after: Iterable[Stretch], found: Container[Stretch]
) -> dict[Stretch, Stretch]:
    """Pair, in their order, the paragraphs of the same words that a comparison sign by sign did not bring together."""
    by_words: dict[str, list[Stretch]] = {}
    for start, end in left:
        by_words.setdefault(followed.old[start:end], []).append((start, end))
    paired = {}
    for start, end in after:
        same = by_words.get(followed.new[start:end])
        if same and (start, end) not in found:
            paired[start, end] = same.pop(0)
    return paired


def _paragraphs(study: Study, version: str) -> tuple[Stretch, ...]:
    rows = study.rows(
        f'SELECT s.start, s."end" FROM segment s WHERE s.version = :version AND {_TEXT} ORDER BY s.start',
        version=version,
    )
    return tuple((row["start"], row["end"]) for row in rows)


def _runs(study: Study, version: str, coder: str) -> dict[Stretch, str]:
    rows = study.rows(
        'SELECT id, start, "end" FROM read_mark WHERE version = :version AND coder = :coder ORDER BY start',
        version=version,
        coder=coder,
    )
    return {(row["start"], row["end"]): row["id"] for row in rows}


def _covered(paragraphs: Iterable[Stretch], runs: Iterable[Stretch]) -> frozenset[Stretch]:
    marked = sorted(runs)
    starts = [start for start, _ in marked]
    found = set()
    for start, end in paragraphs:
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= marked[at][1]:
            found.add((start, end))
    return frozenset(found)


def _keep(study: Study, version: str, coder: str, paragraphs: Sequence[Stretch], read: Iterable[Stretch]) -> None:
    """Write which paragraphs are read, as runs, touching only those that differ."""
    chosen = set(read)
    wanted: list[Stretch] = []
    for before, one in zip([None, *paragraphs], paragraphs, strict=False):
        if one in chosen:
            if before in chosen and wanted:
                wanted[-1] = (wanted[-1][0], one[1])
            else:
                wanted.append(one)
    there = _runs(study, version, coder)
    for run, mark_id in there.items():
        if run not in wanted:
            study.delete("read_mark", mark_id)
    study.insert(
        "read_mark",
        *(
            {"id": new_id(), "version": version, "coder": coder, "start": start, "end": end}
            for start, end in wanted
            if (start, end) not in there
        ),
    )
