"""The processing of texts in the background: stored piece by piece, taken up where it stopped, said in one sentence."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner

from corpus import documents, versions
from corpus.__main__ import main
from corpus.errors import StudyError
from corpus.language import names, results, work, worker
from corpus.language.sentences import sentences
from corpus.study import Study

Make = Callable[..., str]
LINES = "\n".join(f"Ligne {number} : Karim Benali rit. Astrid aussi." for number in range(600))


def first_words(pieces: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """A stand-in for the model: the first five letters of each piece."""
    for start, _ in pieces:
        yield [(start, start + 5, "PER")]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "entities", first_words)


def version_of(study: Study, document: str) -> str:
    return documents.get(study, document).version or ""


def test_pieces_cover_the_text_between_lines() -> None:
    found = work.pieces(LINES)
    assert "".join(LINES[start:end] for start, end in found) == LINES
    assert len(found) > 2
    assert all(LINES[end - 1] == "\n" for _, end in found[:-1])
    assert work.pieces("") == []


def test_what_is_found_is_stored_as_offsets(study: Study, document: Make, model: None) -> None:
    made = document(study, LINES)
    assert [state.state for state in results.states(study)] == ["waiting"]
    assert work.process(study.file) == (1, 0)
    version = version_of(study, made)
    assert results.sentences(study, version) == sentences(LINES)
    assert results.entities(study, version) == [(start, start + 5, "PER") for start, _ in work.pieces(LINES)]
    assert results.state(study, made).state == "done"
    assert work.process(study.file) == (0, 0)


def test_an_interrupted_run_goes_on_where_it_stopped(
    study: Study, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = document(study, LINES)

    def dies(pieces: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, int, str]]]:
        yield next(first_words(pieces))
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "entities", dies)
    with pytest.raises(KeyboardInterrupt):
        work.process(study.file)
    state = results.state(study, made)
    assert state.state == "running"
    assert 0 < state.share < 1
    assert "%" in state.sentence
    begun: list[int] = []

    def told(pieces: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, int, str]]]:
        for start, words in pieces:
            begun.append(start)
            yield from first_words(iter([(start, words)]))

    monkeypatch.setattr(work, "entities", told)
    assert work.process(study.file) == (1, 0)
    assert begun == [start for start, _ in work.pieces(LINES)][1:]
    assert len(results.entities(study, version_of(study, made))) == len(work.pieces(LINES))


def test_a_model_that_is_missing_is_said_and_can_be_tried_again(
    study: Study, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = document(study)

    def missing(pieces: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, int, str]]]:
        raise StudyError("Le modèle manque.")
        yield []

    monkeypatch.setattr(work, "entities", missing)
    assert work.process(study.file) == (0, 1)
    assert results.state(study, made).sentence == "Le modèle manque."
    assert work.process(study.file) == (0, 0)
    monkeypatch.setattr(work, "entities", first_words)
    results.retry(study, made)
    assert work.process(study.file) == (1, 0)


def test_a_document_the_process_dies_on_three_times_is_left(study: Study, document: Make, model: None) -> None:
    made = document(study)
    for _ in range(results.ATTEMPTS):
        results.begin(study.file.conn, version_of(study, made), 10, "essai")
    assert work.process(study.file) == (0, 1)
    assert "trois fois" in results.state(study, made).sentence


def test_results_follow_the_right_of_reading(study: Study, committee: Study, document: Make, model: None) -> None:
    made = document(study, level="team")
    work.process(study.file)
    assert results.states(committee) == []
    assert results.entities(committee, version_of(study, made)) == []


def test_every_text_is_processed_whoever_may_read_it(
    study: Study, researcher: Study, document: Make, model: None
) -> None:
    document(researcher, level="private")
    assert work.process(study.file) == (1, 0)
    assert results.states(study) == []


def test_the_history_knows_nothing_of_it(study: Study, document: Make, model: None) -> None:
    document(study)
    before = study.value("SELECT max(id) FROM change_row")
    work.process(study.file)
    assert study.value("SELECT max(id) FROM change_row") == before


def test_the_watcher_sees_what_waits(study: Study, document: Make, model: None) -> None:
    assert not worker.waits(study.file.path)
    document(study)
    assert worker.waits(study.file.path)
    work.process(study.file)
    assert not worker.waits(study.file.path)
    study.file.close()
    assert not worker.waits(study.file.path)


def test_the_watcher_leaves_other_files_alone(tmp_path) -> None:  # noqa: ANN001
    strange = tmp_path / "autre.db"
    with sqlite3.connect(strange) as conn:
        conn.execute("CREATE TABLE t (x)")
    assert not worker.waits(strange)


def test_the_command_says_what_it_did(study: Study, document: Make, model: None) -> None:
    document(study)
    run = CliRunner().invoke(main, ["process", "--study", str(study.file.path)])
    assert (run.exit_code, run.output) == (0, "1 texte traité.\n")
    assert versions.text(study, documents.everything(study)[0].version or "")


def test_the_model_is_the_one_its_makers_published() -> None:
    assert names.content() == names.CONTENT


def test_the_model_finds_names_whatever_the_apostrophe() -> None:
    text = "L’infirmière parle à Karim Benali d’Astrid, qu’elle suit à l’hôpital de Kerambec."
    (found,) = names.entities([(100, text)])
    words = [text[start - 100 : end - 100] for start, end, _ in found]
    assert any("Karim Benali" in word for word in words)
    assert not any(word.lower().startswith(("qu", "l’infirm")) for word in words)


def test_each_piece_is_told_when_it_is_done() -> None:
    asked: list[int] = []

    def pieces() -> Iterator[tuple[int, str]]:
        for start in range(0, 60, 10):
            asked.append(start)
            yield start, "Karim rit."

    next(names.entities(pieces()))
    assert len(asked) < 6
