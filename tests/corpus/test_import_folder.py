"""Whole folders brought in by the command line: each file read or refused by name, hidden ones passed over."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus import documents
from corpus.__main__ import main
from corpus.errors import ReaderError
from corpus.incoming import bytes_of, found_in
from corpus.study import StudyFile
from tests.corpus.readers.sample_files import TEXTS


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="python -m corpus")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with a file of each kind, one in a folder of its own, and what must be passed over."""
    made = tmp_path / "terrain"
    (made / "visites").mkdir(parents=True)
    (made / ".git").mkdir()
    for kind, make in TEXTS.items():
        place = made / "visites" if kind == "odt" else made
        (place / f"texte.{kind}").write_bytes(make([f"Une phrase du fichier {kind}, dite par quelqu’un."]))
    for hidden in (".DS_Store", ".git/config.txt", "~$texte.docx", "._texte.docx"):
        (made / hidden).write_bytes(b"non")
    return made


def titles(study: Path) -> list[str]:
    with StudyFile.open(study) as file:
        return sorted(one.source_name for one in documents.everything(file.acting_as(file.members()[0].id)))


def test_every_file_of_a_folder_is_imported(folder, tmp_path):
    study = tmp_path / "etude.db"
    result = run("import", folder, "--study", study, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(json.loads(result.stdout)) == len(TEXTS)
    assert titles(study) == sorted(f"texte.{kind}" for kind in TEXTS)


def test_each_refused_file_is_named_with_its_folder_and_the_others_come_in(folder, tmp_path):
    (folder / "visites" / "photo.odt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "tableau.csv").write_text("Titre;Texte\nA;b\n")
    study = tmp_path / "etude.db"
    result = run("import", folder, "--study", study)
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert [line.split(" »")[0] for line in told] == ["« tableau.csv", "« visites/photo.odt"]
    assert all(line.endswith(".") for line in told)
    assert len(titles(study)) == len(TEXTS)
    again = run("import", folder, "--study", study)
    assert again.exit_code == 1
    assert sum("est déjà dans l’étude" in line for line in again.stderr.splitlines()) == len(TEXTS)


def test_a_folder_without_files_is_refused_and_makes_no_study(tmp_path):
    (tmp_path / "vide" / ".caché").mkdir(parents=True)
    result = run("import", tmp_path / "vide", "--study", tmp_path / "etude.db")
    assert result.exit_code == 1
    assert "ne contient aucun fichier" in result.stderr
    assert list(tmp_path.glob("*.db")) == []


def test_files_are_found_in_the_order_of_their_names_and_links_to_folders_are_not_followed(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "boucle").symlink_to(tmp_path)
    assert [shown for _, shown in found_in([tmp_path, tmp_path / "a.txt"])] == [
        "a.txt",
        "b/1.txt",
        "b/2.txt",
        "c/d/e.txt",
        "a.txt",
    ]


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "tube")
    with pytest.raises(ReaderError, match="n’est pas un fichier"):
        bytes_of(tmp_path / "tube", 1)
    with pytest.raises(ReaderError, match="ne peut pas être ouvert"):
        bytes_of(tmp_path / "absent.txt", 1)
