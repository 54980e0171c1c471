"""The index of the words of every document: what it holds, and how it follows the study.

Only the current version of a document is indexed, whoever may read it; what a reader may see is decided where it is
searched. Nothing here is recorded in the history: all of it can be made again from the texts. Documents are indexed
where a version becomes current (:func:`refresh`); :func:`bring_up_to_date` catches up with whatever was changed
otherwise, and with studies older than the index.

A row of the index is a segment (paragraph, turn, heading…): ``document number << 20 | rank``. FTS5 is given the numbers
of words in place of their letters, so that where a word is does not depend on what SQLite thinks a letter is, and so
that nothing of an older version, before pseudonyms for instance, stays readable in it. The forms of words stand once,
in ``search_word``, and leave it with their last use. Each segment keeps the numbers of its words and the place of each,
so that nothing has to be cut into words again.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from corpus import versions
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.search import folding, lemmas
from corpus.search.packing import packed_places, packed_words, words_of
from corpus.study import Study

ROW_BITS = 20  # ranks of segments in a document, and of words in a segment
_LONGEST = 1 << 18  # words of a row; a longer segment takes several
_BATCH = 200  # documents indexed in one transaction: nobody else waits longer than a second or so

Progress = Callable[[int, int], None]
_Words = list[tuple[int, int, str]]


def refresh(study: Study, document: str) -> None:
    """Index the current version of a document in place of the one indexed before, inside the open change if any."""
    version = study.value("SELECT version FROM document WHERE id = :document", document=document)
    known = study.rows("SELECT id, version FROM search_version WHERE document = :document", document=document)
    if known and known[0]["version"] == version:
        return
    with _writing(study):
        dropped = _drop(study, known[0]["id"]) if known else []
        if version is not None:
            _take(study, document, version)
        _forget_words(study, dropped)


def forget(study: Study, document: str) -> None:
    """Take a document out of the index, inside the open change if any."""
    known = study.value("SELECT id FROM search_version WHERE document = :document", document=document)
    if known is not None:
        with _writing(study):
            _forget_words(study, _drop(study, known))


def pending(study: Study) -> list[str]:
    """Return the documents (GUIDs) whose current version is not the one indexed, those that are gone included."""
    if _followed(study):
        return []
    return _behind(study)


def _followed(study: Study) -> bool:
    """Say whether nothing was changed since the index was last seen to be up to date."""
    last = study.value("SELECT coalesce(max(id), 0) FROM change")
    seen = study.execute("SELECT change, lemmas FROM search_state").fetchone()
    return seen is not None and seen == (last, lemmas.VERSION)


def _behind(study: Study) -> list[str]:
    rows = study.execute(
        "SELECT d.id FROM document d LEFT JOIN search_version x ON x.document = d.id"
        " WHERE d.version IS NOT x.version"
        " UNION ALL SELECT x.document FROM search_version x"
        " WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.id = x.document)"
    )
    return [row[0] for row in rows.fetchall()]


def stamp(study: Study) -> str | None:
    """Return what names the state of the study and of its index: while it is the same, neither has changed.

    None when the index has to follow changes first, or while a change is open.
    """
    if study.file.conn.in_transaction or not _followed(study):
        return None
    return str(study.value("SELECT stamp FROM search_state"))


def bring_up_to_date(study: Study, progress: Progress | None = None) -> int:
    """Index what is not, outside any recorded change, and return how many documents were.

    :param progress: told how many documents are done, and out of how many.
    :raises StudyError: the study stays busy for ten seconds.
    """
    if _followed(study):
        return 0
    settled = not study.file.conn.in_transaction  # inside a change, more may still be written
    last = study.value("SELECT coalesce(max(id), 0) FROM change")
    waiting = _behind(study)
    for first in range(0, len(waiting), _BATCH):
        with _writing(study):
            for document in waiting[first : first + _BATCH]:
                refresh(study, document) if _exists(study, document) else forget(study, document)
        if progress is not None:
            progress(min(first + _BATCH, len(waiting)), len(waiting))
    with _writing(study):
        _lemmatise(study)
        if settled:
            study.execute("DELETE FROM search_state")
            state = (last, lemmas.VERSION, new_id())
            study.execute("INSERT INTO search_state (change, lemmas, stamp) VALUES (?, ?, ?)", state)
    return len(waiting)


def _exists(study: Study, document: str) -> bool:
    return bool(study.value("SELECT 1 FROM document WHERE id = :document", document=document))


def rebuild(study: Study, progress: Progress | None = None) -> int:
    """Make the whole index again and return how many documents it holds.

    :raises StudyError: the study stays busy for ten seconds.
    """
    with _writing(study):
        study.execute("DELETE FROM search_state")
        study.execute("DELETE FROM search_version")
        study.execute("DELETE FROM search_segment")
        study.execute("DELETE FROM search_word")
        study.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    number = bring_up_to_date(study, progress)
    with _writing(study):
        study.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    return number


def problems(study: Study) -> Iterator[str]:
    """Say in French what is wrong with the index, one sentence for each thing."""
    behind = len(_behind(study))
    if behind:
        yield (
            f"L’index de recherche n’est pas à jour ({behind} document{'s' if behind > 1 else ''}) : "
            "il le sera à la prochaine recherche, ou par « python -m corpus reindex »."
        )
    try:
        study.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        yield "L’index de recherche est abîmé : refaites-le par « python -m corpus reindex »."
        return
    for row in study.rows(
        "SELECT x.document, x.id, t.text, v.sha256 FROM search_version x JOIN version_text t ON t.version = x.version"
        " JOIN document_version v ON v.id = x.version"
    ):
        altered = hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]  # which another check says
        if not altered and not _true_to(study, row["id"], row["text"]):
            yield (
                f"L’index du document {row['document']} ne désigne plus ses mots : "
                "refaites-le par « python -m corpus reindex »."
            )


def _true_to(study: Study, number: int, text: str) -> bool:
    """Say whether the words the index keeps of a version are those of its text, each where it stands."""
    rows = study.execute(
        "SELECT words, places, start FROM search_segment WHERE id >= ? AND id < ? ORDER BY id",
        (number << ROW_BITS, (number + 1) << ROW_BITS),
    ).fetchall()
    kept = [place for words, places, start in rows for place in zip(*words_of(words, places, start), strict=True)]
    forms = dict(
        study.execute(
            "SELECT id, form FROM search_word WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list({int(word) for word, _, _ in kept})),),
        ).fetchall()
    )
    found = [(start, end, folding.form(written)) for start, end, written in folding.words(text)]
    return found == [(int(start), int(end), forms.get(int(word))) for word, start, end in kept]


@contextmanager
def _writing(study: Study) -> Iterator[None]:
    """Write in the open transaction, or in one of its own: an index is made by readers too, and never recorded."""
    conn = study.file.conn
    joined = conn.in_transaction
    if joined:
        yield
        return
    try:
        conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as cause:
        raise StudyError("L’étude est occupée par une autre écriture : recommencez dans un instant.") from cause
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _take(study: Study, document: str, version: str) -> None:
    """Write the rows of a version that is not indexed."""
    text = study.value("SELECT text FROM version_text WHERE version = :version", version=version)
    if text is None:  # its text is kept elsewhere for now
        return
    found = folding.words(text)
    numbers = _numbered(study, found)
    number = study.execute(
        "INSERT INTO search_version (document, version, words) VALUES (?, ?, ?)", (document, version, len(found))
    ).lastrowid
    assert number is not None
    segments, posted = [], []
    for rank, (speaker, start, end, words) in enumerate(_cut(study, version, found, len(text))):
        row, ids = number << ROW_BITS | rank, [numbers[written] for _, _, written in words]
        segments.append((row, speaker, start, end, packed_words(ids), packed_places(words, start)))
        posted.append((row, " ".join(map(str, ids))))
    conn = study.file.conn
    conn.executemany(
        'INSERT INTO search_segment (id, speaker, start, "end", words, places) VALUES (?, ?, ?, ?, ?, ?)', segments
    )
    conn.executemany("INSERT INTO search_index (rowid, words) VALUES (?, ?)", posted)


def _cut(study: Study, version: str, found: _Words, length: int) -> Iterator[tuple[str | None, int, int, _Words]]:
    """Cut the words of a version into rows: (speaker, start and end of the segment, its words), none of them empty.

    A word that stands in no segment goes with the one before it.
    """
    segments = _segments(study, version) or [(None, 0, length)]
    starts = np.fromiter((start for start, _, _ in found), np.int64, len(found))
    edges = [0, *np.searchsorted(starts, [start for _, start, _ in segments[1:]]).tolist(), len(found)]
    for (speaker, start, end), first, last in zip(segments, edges, edges[1:], strict=False):
        for at in range(first, last, _LONGEST):
            words = found[at : min(at + _LONGEST, last)]
            yield speaker, min(start, words[0][0]), max(end, words[-1][1]), words


def _segments(study: Study, version: str) -> list[tuple[str | None, int, int]]:
    """Return the segments of a version, one after the other; a paragraph that people share is cut at their turns."""
    rows = study.rows(
        'SELECT kind, start, "end", speaker FROM segment WHERE version = :version AND kind <> :call'
        ' ORDER BY start, "end" DESC',
        version=version,
        call=versions.CALL,
    )
    found: list[tuple[str | None, int, int]] = []
    for row in rows:
        if row["kind"] in versions.INSIDE and found and found[-1][1] <= row["start"] < found[-1][2]:
            speaker, start, end = found.pop()
            parts = [
                (speaker, start, row["start"]),
                (row["speaker"], row["start"], row["end"]),
                (speaker, row["end"], end),
            ]
            found += [part for part in parts if part[1] < part[2]]
        else:
            found.append((row["speaker"], row["start"], row["end"]))
    return found


def _numbered(study: Study, found: _Words) -> dict[str, int]:
    """Return the number of each word as written, entering those that are new; each use is counted."""
    written = Counter(word for _, _, word in found)
    forms = {word: folding.form(word) for word in written}
    uses: Counter[str] = Counter()
    for word, number in written.items():
        uses[forms[word]] += number
    study.file.conn.executemany(
        "INSERT INTO search_word (form, folded, capitals, uses) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (form) DO UPDATE SET uses = uses + excluded.uses",
        [(form, folding.fold(form), int(folding.in_capitals(form)), number) for form, number in uses.items()],
    )
    known = dict(
        study.execute(
            "SELECT form, id FROM search_word WHERE form IN (SELECT value FROM json_each(?))", (json.dumps(list(uses)),)
        ).fetchall()
    )
    return {word: known[form] for word, form in forms.items()}


def _drop(study: Study, number: int) -> list[int]:
    """Take the rows of an indexed version out; return its words, whose uses are no longer counted."""
    conn = study.file.conn
    low, high = number << ROW_BITS, (number + 1) << ROW_BITS
    rows = conn.execute("SELECT id, words FROM search_segment WHERE id >= ? AND id < ?", (low, high)).fetchall()
    uses: Counter[int] = Counter()
    posted = []
    for row, words in rows:
        ids = np.frombuffer(words, "<u4").tolist()
        uses.update(ids)
        posted.append((row, " ".join(map(str, ids))))
    conn.executemany("INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?, ?)", posted)
    conn.execute("DELETE FROM search_segment WHERE id >= ? AND id < ?", (low, high))
    conn.execute("DELETE FROM search_version WHERE id = ?", (number,))
    conn.executemany("UPDATE search_word SET uses = uses - ? WHERE id = ?", [(n, word) for word, n in uses.items()])
    return list(uses)


def _forget_words(study: Study, words: Sequence[int]) -> None:
    """Forget those of these words that stand nowhere any more."""
    study.file.conn.executemany("DELETE FROM search_word WHERE id = ? AND uses <= 0", [(word,) for word in words])


def _lemmatise(study: Study) -> None:
    """Give their lemma to the words that have none, or one made by older rules."""
    if study.value("SELECT lemmas FROM search_state") not in (None, lemmas.VERSION):
        study.execute("UPDATE search_word SET lemma = NULL")
    waiting = study.execute("SELECT id, form FROM search_word WHERE lemma IS NULL").fetchall()
    study.file.conn.executemany(
        "UPDATE search_word SET lemma = ? WHERE id = ?", [(lemmas.lemma(form), key) for key, form in waiting]
    )
