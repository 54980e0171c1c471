"""The background of the server: it sees a text that waits and has it processed, without being asked."""

import time
from collections.abc import Callable

import pytest

from corpus.language import results, worker
from corpus.study import Study

Make = Callable[..., str]


def test_a_text_is_processed_in_a_process_of_its_own(
    study: Study, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIL_ROUGE_STUDIES", str(study.file.path.parent))
    monkeypatch.delenv(worker.OFF, raising=False)
    monkeypatch.setattr(worker, "EVERY", 0.1)
    made = document(study, "Karim Benali rit avec Astrid Morvan.")
    with worker.Worker() as running:
        for _ in range(600):
            if results.state(study, made).state == "done":
                break
            time.sleep(0.2)
    assert results.state(study, made).state == "done"
    assert results.sentences(study, results_version(study, made)) == [(0, 36)]
    assert not running._thread.is_alive()


def results_version(study: Study, document: str) -> str:
    return str(study.value("SELECT version FROM document WHERE id = :id", id=document))


def test_it_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(worker.OFF, "off")
    with worker.Worker() as idle:
        assert not idle._thread.is_alive()
