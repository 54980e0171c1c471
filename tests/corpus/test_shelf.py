"""The folder of studies: which files in it are studies, and where a new one goes."""

from pathlib import Path

import pytest

from corpus import shelf
from corpus.errors import StudyError
from corpus.study import StudyFile


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "études"))
    return tmp_path / "études"


def test_the_folder_is_the_one_named_else_studies(folder, monkeypatch):
    assert shelf.folder() == folder
    monkeypatch.setenv(shelf.VARIABLE, "")
    assert shelf.folder() == Path("studies")


def test_a_folder_that_is_not_there_holds_no_study(folder):
    assert shelf.files() == []
    assert not folder.exists()


def test_keys_copies_and_files_being_written_are_not_studies(folder):
    folder.mkdir()
    for name in ("b.db", "a.db", "a.clefs.db", "a.avant-mise-a-jour-2026.db", ".c.db.1234.part", "notes.txt", ".d.db"):
        (folder / name).touch()
    assert [path.name for path in shelf.files()] == ["a.db", "b.db"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Étude des cœurs : 2021–2024", "etude-des-coeurs-2021-2024.db"),
        ("  L’Œuvre  ", "l-oeuvre.db"),
        ("../../ailleurs", "ailleurs.db"),
        ("a" * 200, "a" * 60 + ".db"),
    ],
)
def test_a_title_gives_a_plain_file_name_in_the_folder(folder, title, name):
    assert shelf.place(title) == folder / name


def test_a_name_that_is_taken_gets_a_number(folder):
    names = []
    for _ in range(3):
        path = shelf.place("Mon étude")
        StudyFile.create(path, title="Mon étude", member="Léa").close()
        names.append(path.name)
    assert names == ["mon-etude.db", "mon-etude-2.db", "mon-etude-3.db"]
    assert len(shelf.files()) == 3


def test_a_new_study_does_not_take_the_keys_of_one_that_was_removed(folder):
    """Received files of another study would be joined to it."""
    folder.mkdir()
    (folder / "mon-etude.clefs.db").touch()
    assert shelf.place("Mon étude") == folder / "mon-etude-2.db"


@pytest.mark.parametrize("title", ["", "?!…", "研究"])
def test_a_title_without_letters_is_refused(folder, title):
    with pytest.raises(StudyError, match="titre"):
        shelf.place(title)
