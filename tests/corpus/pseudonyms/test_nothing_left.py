"""Fifty names put out of a document: no trace of them in the study, a shared copy, an export; all of it comes back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from analytics import export, figures, heatmaps, timeline
from codebook import check, codings, counts, evidence, grids, links, pseudonymising
from codebook import codes as codes_of
from codebook.schema import FLOORS
from corpus import backup, changes, documents, events, keys, milestones, versions
from corpus.errors import StudyError
from corpus.pseudonyms import register, withholding
from corpus.search import index
from corpus.study import Study, StudyFile
from tests.corpus.pseudonyms import planted as field
from tests.corpus.pseudonyms.planted import Planted


@pytest.fixture
def planted(study: Study, grid: dict[str, str]) -> Planted:
    made = field.plant(study, grid["trust"])
    study.file._copy_aside()
    study.file.conn.execute("PRAGMA secure_delete = OFF")  # some builds of SQLite blank what is deleted by themselves
    field.find_names(made)
    return made


@pytest.fixture
def pseudonymised(planted: Planted) -> Planted:
    pseudonymising.apply(planted.study, field.decide_all(planted))
    return planted


def traces(path: Path, needles: tuple[str, ...]) -> dict[str, list[str]]:
    """Which words are left in a file: in its bytes, small letters and capitals, and in every value SQLite reads."""
    found: dict[str, list[str]] = {}
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal")):
        if part.exists():
            data = part.read_bytes()
            found[part.name] = [n for n in needles if any(f.encode() in data for f in (n, n.lower(), n.upper()))]
    with closing(sqlite3.connect(path)) as conn:
        for (table,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in conn.execute(f"SELECT * FROM {table}").fetchall():
                text = " ".join(str(value) for value in row).lower()
                found.setdefault(table, []).extend(n for n in needles if n.lower() in text)
    return {name: words for name, words in found.items() if words}


def problems(study: Study) -> list[str]:
    """What the check finds, but for the passage that waits for a place, which is as it should be."""
    return [sentence for sentence in check.problems(study) if "n’a pas de place" not in sentence]


def last(study: Study) -> int:
    return changes.history(study, limit=1)[0].id


def test_the_names_are_all_over_the_study_before(planted: Planted) -> None:
    found = traces(planted.study.file.path, planted.needles)
    places = {"version_text", "change_row", "change", "document", "segment", "anchor", "site", "event", "person"}
    assert places <= set(found)
    assert set(planted.needles) <= set(found["version_text"])
    assert len(planted.needles) == 82  # 32 first names and 32 surnames, 10 places, 4 addresses, 4 numbers


def test_nothing_is_left_in_the_study_its_log_or_a_shared_copy(pseudonymised: Planted, tmp_path: Path) -> None:
    study = pseudonymised.study
    assert traces(study.file.path, pseudonymised.needles) == {}
    assert traces(backup.share(study.file, tmp_path / "partage.db"), pseudonymised.needles) == {}
    assert problems(study) == []


def test_no_copy_made_by_the_program_is_left_beside_the_study(pseudonymised: Planted) -> None:
    path = pseudonymised.study.file.path
    assert [p.name for p in path.parent.glob("*") if "avant-mise-a-jour" in p.name] == []
    ((name, data),) = keys.safety_copies(pseudonymised.study.file.conn)
    assert name.startswith("etude.avant-mise-a-jour-")
    assert data.startswith(b"SQLite format 3")
    for beside in path.parent.iterdir():
        if ".clefs." not in beside.name:
            assert not any(needle.encode() in beside.read_bytes() for needle in pseudonymised.needles), beside.name


def test_nothing_is_left_in_exports_and_drawings(pseudonymised: Planted) -> None:
    study = pseudonymised.study
    acts, steps, joined = events.frame(study), milestones.frame(study), links.frame(study)
    counted = counts.frame(study)
    by_code, by_site = figures.by_code(counted), figures.by_site(counted)
    drawings = [timeline.chart(acts, steps, joined), heatmaps.by_code(by_code), heatmaps.by_site(by_site)]
    out = [export.to_bytes(drawing, suffix) for drawing in drawings for suffix in (".svg", ".html", ".json")]
    frames = (acts, steps, joined, counted, by_code, by_site, timeline.table(acts, steps, joined))
    out += [frame.to_csv().encode() for frame in frames]
    out += [grids.to_yaml(codes_of.tree(study)).encode(), grids.to_csv(codes_of.tree(study)).encode()]
    everything = b"\n".join(out).lower()
    assert [needle for needle in pseudonymised.needles if needle.lower().encode() in everything] == []


def test_every_coding_and_piece_of_evidence_follows(planted: Planted) -> None:
    study = planted.study
    before = {one.id: one for one in codings.everything(study)}
    shown = pseudonymising.apply(study, field.decide_all(planted))
    after = {one.id: one for one in codings.everything(study)}
    assert before.keys() == after.keys()
    assert len(after) == shown.codings
    text = versions.text(study, documents.get(study, planted.document).version or "")
    assert all(text[one.start : one.end] == one.quote for one in after.values())
    (link,) = links.everything(study)
    (piece,) = evidence.of_link(study, link.id)
    assert piece.quote == text[piece.start : piece.end]
    assert "[" in piece.quote


def test_a_passage_that_waits_shows_its_words_without_names(pseudonymised: Planted) -> None:
    (waiting,) = codings.waiting(pseudonymised.study, pseudonymised.document)
    assert waiting.quote == "Un premier paragraphe"[:20]


def test_undo_brings_all_of_it_back_and_doing_it_again_takes_it_away(planted: Planted) -> None:
    study = planted.study
    before = {n: versions.text(study, v.id) for n, v in enumerate(versions.of_document(study, planted.document))}
    quotes = {one.id: one.quote for one in codings.everything(study)}
    lines = study.rows("SELECT id, before, after FROM change_row")
    pseudonymising.apply(study, field.decide_all(planted))
    applied = last(study)
    undoing = changes.undo(study, applied)
    found = {n: versions.text(study, v.id) for n, v in enumerate(versions.of_document(study, planted.document))}
    assert found == before
    assert {one.id: one.quote for one in codings.everything(study)} == quotes
    assert study.rows("SELECT id, before, after FROM change_row WHERE id <= :last", last=lines[-1]["id"]) == lines
    assert problems(study) == []
    changes.undo(study, undoing)
    assert traces(study.file.path, planted.needles) == {}
    assert problems(study) == []
    changes.undo(study, last(study))
    assert {one.id: one.quote for one in codings.everything(study)} == quotes


def test_what_came_before_is_undone_in_turn_once_the_pseudonyms_are(pseudonymised: Planted) -> None:
    study = pseudonymised.study
    line = next(c for c in changes.history(study, limit=500) if c.label.startswith("Modifier le texte"))
    with pytest.raises(StudyError, match="Mettre des pseudonymes"):
        changes.undo(study, line.id)
    changes.undo(study, next(c.id for c in changes.history(study) if c.label.startswith("Mettre des pseudonymes")))
    changes.undo(study, line.id)
    assert "la tension monte" in versions.text(study, documents.get(study, pseudonymised.document).version or "")


def test_a_copy_without_keys_says_why_it_cannot_undo(pseudonymised: Planted, tmp_path: Path) -> None:
    copy = backup.share(pseudonymised.study.file, tmp_path / "partage.db")
    with StudyFile.open(copy, FLOORS) as opened:
        study = opened.acting_as("Léa")
        applied = next(c for c in changes.history(study) if c.label.startswith("Mettre des pseudonymes"))
        with pytest.raises(StudyError, match="sans ses clés"):
            changes.undo(study, applied.id)
        imported = next(c for c in changes.history(study, limit=500) if c.label.startswith("Importer"))
        with pytest.raises(StudyError):
            changes.undo(study, imported.id)
        assert not register.has_keys(study)
        assert register.everything(study) == []
        assert problems(study) == []
        first = versions.of_document(study, pseudonymised.document)[0]
        with pytest.raises(StudyError, match="gardé avec les clés"):
            versions.text(study, first.id)


def test_fingerprints_that_would_let_names_be_tried_are_gone(planted: Planted) -> None:
    study = planted.study
    before = [version.sha256 for version in versions.of_document(study, planted.document)]
    before.append(study.value("SELECT source_sha256 FROM document"))
    pseudonymising.apply(study, field.decide_all(planted))
    assert traces(study.file.path, tuple(before)) == {}
    former = versions.of_document(study, planted.document)[:-1]
    assert {version.sha256 for version in former} == {""}
    (known,) = study.rows("SELECT source_sha256 AS token FROM document")
    received = keys.received(study, known["token"])
    assert received is not None
    assert documents.same_source(study, received[1]) is not None


def test_the_index_knows_no_name(pseudonymised: Planted) -> None:
    assert index.pending(pseudonymised.study) == []
    forms = {row["form"].lower() for row in pseudonymised.study.rows("SELECT form FROM search_word")}
    assert not forms & {needle.lower() for needle in pseudonymised.needles}


def test_an_interrupted_sweep_is_finished_by_the_next(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    study = planted.study
    whole = withholding._write

    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(withholding, "_write", stop)
    with pytest.raises(KeyboardInterrupt):
        pseudonymising.apply(study, field.decide_all(planted))
    monkeypatch.setattr(withholding, "_write", whole)
    former = versions.of_document(study, planted.document)[0].id
    assert study.value("SELECT text FROM version_text WHERE version = :v", v=former)
    withholding.enforce(study.file)
    assert traces(study.file.path, planted.needles) == {}


def test_the_keys_hold_everything_once(pseudonymised: Planted) -> None:
    conn = pseudonymised.study.file.conn
    kept = conn.execute("SELECT kind, item FROM keys.original").fetchall()
    withheld = conn.execute("SELECT DISTINCT kind, item FROM withheld").fetchall()
    assert sorted(kept) == sorted(withheld)
    assert {kind for kind, _ in kept} == {"version", "change_row", "change"}


def test_a_later_pseudonymisation_is_laid_over_the_first(pseudonymised: Planted, tmp_path: Path) -> None:
    study = pseudonymised.study
    desk = pseudonymising.desk(study, pseudonymised.document)
    entry = register.save(study, "infirmière", kind="other", pseudonym="[Métier 1]")
    desk = pseudonymising.desk(study, pseudonymised.document)
    (group,) = [g for g in desk.groups if g.known == entry]
    pseudonymising.accept(study, desk, group, "[Métier 1]", kind="other")
    first = next(c.id for c in changes.history(study) if c.label.startswith("Mettre des pseudonymes"))
    pseudonymising.apply(study, pseudonymising.desk(study, pseudonymised.document))
    second = last(study)
    path = tmp_path / "copie.db"
    study.file.conn.execute("VACUUM INTO ?", (str(path),))
    assert traces(path, (*pseudonymised.needles, "infirmière à")) == {}
    with pytest.raises(StudyError):
        changes.undo(study, first)
    changes.undo(study, second)
    assert traces(study.file.path, pseudonymised.needles) == {}
    text = versions.text(study, documents.get(study, pseudonymised.document).version or "")
    assert "infirmière à" in text
    assert problems(study) == []
    changes.undo(study, first)
    assert problems(study) == []
    assert json.loads(study.rows("SELECT after FROM change_row WHERE tbl = 'document' LIMIT 1")[0]["after"])[
        "title"
    ].startswith("Entretien avec Mme ")
