"""Everything that must hold in a study, verified: what is found wrong is said, nothing is mended."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from codebook import codes, grid_versions, memos, passages, settling
from codebook.schema import FLOORS
from codebook.suggesting import verdicts
from codebook.terms import GROUNDS, LINK_STATUSES
from corpus import changes, dated
from corpus.dates import parse
from corpus.errors import DateError
from corpus.search import index
from corpus.study import Study

_DATED = (
    ("document", "date"),
    ("event", "planned"),
    ("event", "held"),
    ("milestone", "planned"),
    ("milestone", "reached"),
)


def problems(study: Study) -> list[str]:
    """Return one French sentence for each thing that does not hold, whoever may read it.

    An empty list is a sound study. Of a damaged file nothing more is said: what is read there may be false.
    """
    if not _whole(study):
        return ["Le fichier est endommagé : reprenez une sauvegarde."]
    checks: tuple[Callable[[Study], Iterator[str]], ...] = (
        _references,
        _history,
        _texts,
        _anchors,
        _codings,
        _reading,
        _dates,
        _links,
        settling.problems,
        verdicts.problems,
        index.problems,
    )
    return [sentence for check in checks for sentence in check(study)]


def _whole(study: Study) -> bool:
    try:
        return bool(study.value("PRAGMA integrity_check") == "ok")
    except sqlite3.DatabaseError:
        return False


def _references(study: Study) -> Iterator[str]:
    for table, _rowid, parent, _ in study.execute("PRAGMA foreign_key_check").fetchall():
        yield f"Une ligne de « {table} » désigne un élément absent de « {parent} »."


def _history(study: Study) -> Iterator[str]:
    for floor in FLOORS:
        for name in changes.missing_triggers(study.file.conn, floor.recorded):
            yield f"Le déclencheur « {name} » manque ou ne correspond plus à sa table : l’historique serait incomplet."
    if study.value("SELECT count(*) FROM open_change"):
        yield "Un changement est resté ouvert."


def _texts(study: Study) -> Iterator[str]:
    rows = study.rows(
        "SELECT v.id, v.sha256, v.characters, t.text"
        " FROM document_version v LEFT JOIN version_text t ON t.version = v.id"
        " WHERE v.id NOT IN (SELECT item FROM withheld WHERE kind = 'version')"
    )
    for row in rows:
        if row["text"] is None:
            yield f"La version {row['id']} a perdu son texte."
        elif _fingerprint(row["text"]) != (row["characters"], row["sha256"]):
            yield f"Le texte de la version {row['id']} a été altéré."
    for row in study.rows(
        "SELECT d.id FROM document d LEFT JOIN document_version v ON v.id = d.version AND v.document = d.id"
        " WHERE d.version IS NOT NULL AND v.id IS NULL"
    ):
        yield f"Le document {row['id']} désigne une version qui n’est pas la sienne."
    for row in study.rows(
        'SELECT s.id FROM segment s JOIN document_version v ON v.id = s.version WHERE s."end" > v.characters'
    ):
        yield f"Le segment {row['id']} sort de son texte."


def _fingerprint(text: str) -> tuple[int, str]:
    return len(text), hashlib.sha256(text.encode()).hexdigest()


def _anchors(study: Study) -> Iterator[str]:
    for row in study.rows(
        "SELECT a.id FROM anchor a JOIN version_text t ON t.version = a.version"
        ' WHERE substr(t.text, a.start + 1, a."end" - a.start) IS NOT a.quote'
    ):
        yield f"L’ancre {row['id']} ne retrouve plus ses mots."
    yield from _carried(study)
    for row in study.rows(
        "SELECT p.id FROM passage p WHERE "
        + " AND ".join(f"NOT EXISTS (SELECT 1 FROM {table} x WHERE x.passage = p.id)" for table in passages.SPEAKERS)
    ):
        yield f"Plus personne ne parle du passage {row['id']}."


def _carried(study: Study) -> Iterator[str]:
    """A passage may wait for a place in the current version, if it stands in an older one of the same document."""
    for row in study.rows(
        "SELECT p.id FROM passage p WHERE NOT EXISTS"
        " (SELECT 1 FROM anchor a JOIN document_version v ON v.id = a.version"
        " WHERE a.passage = p.id AND v.document = p.document)"
    ):
        yield f"Le passage {row['id']} n’a pas de place dans la version courante de son document, ni dans une autre."
    for row in study.rows(
        "SELECT a.id FROM anchor a JOIN version_text t ON t.version = a.version"
        " WHERE substr(t.text, a.start - length(a.prefix) + 1, length(a.prefix)) IS NOT a.prefix"
        ' OR substr(t.text, a."end" + 1, length(a.suffix)) IS NOT a.suffix'
    ):
        yield f"L’ancre {row['id']} a perdu son voisinage."
    for row in study.rows(
        "SELECT a.id FROM anchor a JOIN document_version v ON v.id = a.version"
        " WHERE a.method = 'carried' AND a.state IN ('kept', 'moved') AND NOT EXISTS"
        " (SELECT 1 FROM anchor b JOIN document_version w ON w.id = b.version WHERE b.passage = a.passage"
        " AND w.number < v.number AND (b.quote = a.quote"
        " OR w.id IN (SELECT item FROM withheld WHERE kind = 'version')))"
    ):
        yield f"L’ancre {row['id']} a été reportée sur d’autres mots que les siens."


def _codings(study: Study) -> Iterator[str]:
    for row in study.rows("SELECT k.id FROM coding k JOIN code c ON c.id = k.code WHERE NOT c.applicable"):
        yield f"Le codage {row['id']} emploie un code qui ne s’applique pas."
    if len(codes.tree(study)) < study.value("SELECT count(*) FROM code"):
        yield "Des codes sont rangés en rond : ils n’apparaissent plus dans la grille."
    yield from grid_versions.problems(study)
    yield from memos.problems(study)


def _reading(study: Study) -> Iterator[str]:
    for row in study.rows(
        'SELECT r.id FROM read_mark r JOIN document_version v ON v.id = r.version WHERE r."end" > v.characters'
    ):
        yield f"La marque de lecture {row['id']} sort de son texte."


def _dates(study: Study) -> Iterator[str]:
    acts = study.rows("SELECT id, coalesce(held_text, planned_text) AS text FROM event")
    moments = {row["id"]: row["text"] for row in acts}
    for table, prefix in _DATED:
        names = ", ".join(f"{prefix}_{part}" for part in dated.PARTS)
        anchor = "anchor" if (table, prefix) == ("milestone", "planned") else "NULL AS anchor"
        for row in study.rows(f"SELECT id, {anchor}, {names} FROM {table} WHERE {prefix}_text IS NOT NULL"):
            yield from _bounds(table, prefix, row, moments.get(row["anchor"]))


def _bounds(table: str, prefix: str, row: dict[str, str | None], anchor: str | None) -> Iterator[str]:
    text = row[f"{prefix}_text"] or ""
    try:
        due = dated.columns(prefix, text, parse(anchor) if anchor else None)
        if any(row[name] != value for name, value in due.items()):
            yield f"Les bornes de « {text} » ({table} {row['id']}) ne sont plus celles de la date écrite."
    except DateError:
        yield f"« {text} » ({table} {row['id']}) n’est pas une date acceptée."


def _links(study: Study) -> Iterator[str]:
    for status, side in GROUNDS.items():
        for row in study.rows(
            "SELECT l.id FROM link l WHERE l.status = :status"
            " AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.link = l.id AND v.side = :side)",
            status=status,
            side=side,
        ):
            yield f"Le lien {row['id']} est « {LINK_STATUSES[status]} » sans aucun passage pour le dire."
    for row in study.rows(
        "SELECT l.id FROM link l WHERE NOT EXISTS (SELECT 1 FROM link_event x WHERE x.link = l.id)"
        " OR NOT EXISTS (SELECT 1 FROM link_milestone x WHERE x.link = l.id)"
    ):
        yield f"Le lien {row['id']} ne joint plus un événement à un jalon."
    for row in study.rows(
        "SELECT l.id FROM link l WHERE l.status IS NOT (SELECT s.status FROM link_status s WHERE s.link = l.id"
        " ORDER BY s.at DESC, s.rowid DESC LIMIT 1)"
    ):
        yield f"Le statut du lien {row['id']} n’est pas le dernier de son histoire."
