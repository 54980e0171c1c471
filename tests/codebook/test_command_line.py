"""The commands of interpretation: what they print, and how they refuse."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from codebook import __main__ as commands
from codebook import codes, demonstration, grids
from codebook.schema import FLOORS
from corpus import shelf
from corpus.study import StudyFile

GRID = "codes:\n- {key: trust, label: Confiance, definition: Se fier}\n- {key: trust.slow, label: Lente}\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(commands.main, [str(arg) for arg in args], prog_name="python -m codebook")


def refused(result: Result) -> str:
    """The one French sentence of a command that refused, after checking that it refused as it should."""
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), "a traceback"
    (sentence,) = result.stderr.splitlines()
    assert sentence.endswith(".") and " : " in sentence
    return sentence


@pytest.fixture
def path(tmp_path) -> Path:
    made = tmp_path / "étude.db"
    StudyFile.create(made, title="Étude", member="Léa").close()
    return made


@pytest.fixture
def grid(tmp_path) -> Path:
    made = tmp_path / "grille.yaml"
    made.write_text(GRID, encoding="utf-8")
    return made


def tree(path: Path) -> list[codes.Code]:
    with StudyFile.open(path, FLOORS) as file:
        return codes.tree(file.acting_as("Léa"))


@pytest.mark.parametrize("name", ["sortie.yaml", "sortie.yml", "sortie.csv"])
def test_a_codebook_goes_out_and_comes_back_into_another_study(path, grid, tmp_path, name):
    assert run("import", grid, "--study", path).stdout.startswith("2 codes ajoutés, 0 réécrits")
    out, other = tmp_path / name, tmp_path / "autre.db"
    assert run("export", out, "--study", path).stdout.startswith("2 codes écrits")
    StudyFile.create(other, title="Autre", member="Léa").close()
    assert run("import", out, "--study", other).exit_code == 0

    def bare(path: Path) -> list[tuple]:
        return [(c.key, c.label, c.definition, c.path, c.color, c.applicable) for c in tree(path)]

    assert bare(other) == bare(path) != []
    assert run("import", out, "--study", path).stdout.startswith("0 codes ajoutés, 0 réécrits")


def test_the_codebook_of_the_program_is_loaded_by_its_name(path):
    assert run("import", "framework", "--study", path).exit_code == 0
    assert [code.key for code in tree(path)] == [code.key for code in grids.framework()]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["import", "absente.yaml"], "ne peut pas être ouvert"),
        (["import", "grille.txt"], "donnez un fichier .yaml ou .csv"),
        (["import", "knot.csv"], "sous lui-même"),
        (["export", "grille.docx"], ".yaml ou en .csv"),
        (["export", "absent/grille.yaml"], "vérifiez le dossier"),
        (["export", "grille.csv", "--as", "Zoé"], "« Zoé » ne travaille pas"),
        (["frobnicate"], "python -m codebook --help"),
    ],
)
def test_a_command_that_cannot_be_done_says_so_and_leaves_everything(path, grid, tmp_path, monkeypatch, args, says):
    monkeypatch.chdir(tmp_path)
    run("import", grid, "--study", path)
    (tmp_path / "grille.txt").write_text("a", encoding="utf-8")
    (tmp_path / "knot.csv").write_text("key,label,parent\ntrust,Confiance,trust.slow\n", encoding="utf-8")
    before, files = tree(path), sorted(tmp_path.iterdir())
    where = [] if args == ["frobnicate"] else ["--study", str(path)]
    assert says in refused(run(*args, *where))
    assert (tree(path), sorted(tmp_path.iterdir())) == (before, files)


@pytest.mark.parametrize("command", ["check", "import x.yaml", "export x.yaml"])
def test_a_study_that_is_not_there_is_not_made(tmp_path, command):
    refused(run(*command.split(), "--study", tmp_path / "absente.db"))
    assert list(tmp_path.iterdir()) == []


def test_check_says_that_all_holds_or_names_what_does_not(path):
    assert run("check", "--study", path).stdout == "Tout tient.\n"
    assert json.loads(run("check", "--study", path, "--json").stdout) == []
    with StudyFile.open(path, FLOORS) as file:
        file.conn.execute("DROP TRIGGER record_site_update")
    result = run("check", "--study", path)
    assert result.exit_code == 1 and "« record_site_update »" in result.stdout
    result = run("check", "--study", path, "--json")
    assert result.exit_code == 1 and len(json.loads(result.stdout)) == 1


@pytest.fixture
def small_demo(monkeypatch) -> list[Path]:
    """Building the demonstration takes seconds: here it is an empty study; its own tests build it whole."""
    built: list[Path] = []

    def build(path: Path) -> dict[str, int]:
        StudyFile.create(path, title="Démonstration", member="Léa", floors=FLOORS).close()
        built.append(path)
        return {"site": 8}

    monkeypatch.setattr(demonstration, "build", build)
    return built


def test_demo_is_built_where_asked_else_in_the_folder_of_studies(tmp_path, monkeypatch, small_demo):
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "études"))
    assert json.loads(run("demo", "--study", tmp_path / "d.db", "--json").stdout) == {"site": 8}
    assert str(tmp_path / "études" / "demonstration.db") in run("demo").stdout
    assert "existe déjà" in refused(run("demo"))
    assert len(small_demo) == 2


def test_demo_is_built_only_when_the_folder_holds_no_study(tmp_path, monkeypatch, small_demo):
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path))
    assert run("demo", "--if-none").exit_code == 0
    assert run("demo", "--if-none").exit_code == 0
    assert small_demo == [tmp_path / "demonstration.db"]


def test_an_exported_codebook_is_plain_yaml(path, grid, tmp_path):
    run("import", grid, "--study", path)
    run("export", tmp_path / "sortie.yaml", "--study", path)
    content = yaml.safe_load((tmp_path / "sortie.yaml").read_text(encoding="utf-8"))
    assert [code["key"] for code in content["codes"]] == ["trust", "trust.slow"]
    assert content["codes"][1]["parent"] == "trust"
