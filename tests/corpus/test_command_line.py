"""The commands of the field: what they print, and how they refuse."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from codebook.__main__ import main as codebook_main
from corpus import documents, keys, members, sites
from corpus.__main__ import main
from corpus.study import StudyFile, about

FIELDS = "id kind title date sites characters paragraphs footnotes speakers warnings seconds".split()
VISIT = (
    "# Compte-rendu de visite\n\n"
    "Havremer, le 9 mars 2021.\n\n"
    "Elle a ouvert la réunion[^1], puis\nchacun a parlé.\n\n"
    "[^1]: Dans la salle du conseil.\n"
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="python -m corpus")


def refused(result: Result) -> str:
    """The one French sentence of a command that refused, after checking that it refused as it should."""
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), "a traceback"
    (sentence,) = result.stderr.splitlines()
    assert sentence.endswith((".", "…).")) and " : " in sentence
    return sentence


@pytest.fixture
def visit(tmp_path) -> Path:
    path = tmp_path / "visite.md"
    path.write_text(VISIT, encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path) -> Path:
    """A study file with one site, closed."""
    made = tmp_path / "étude.db"
    with StudyFile.create(made, title="Étude", member="Léa") as file:
        sites.add(file.acting_as("Léa"), "Havremer")
    return made


def commands() -> list[tuple[str, click.Command]]:
    return [(group.name or "", group) for group in (main, codebook_main)] + [
        (name, command) for group in (main, codebook_main) for name, command in group.commands.items()
    ]


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_command_explains_itself_in_french(name, command):
    words = set((command.help or "").lower().replace("’", " ").replace(",", " ").split())
    assert words & {"le", "la", "les", "l", "une", "un"}, f"{name} says nothing"
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help, f"{name} {parameter.name} says nothing"
    assert CliRunner().invoke(command, ["--help"]).exit_code == 0


def test_init_makes_a_study_that_names_who_leads_it(tmp_path):
    made = tmp_path / "étude.db"
    assert run("init", "--study", made, "--title", "Huit sites", "--member", "Léa").exit_code == 0
    with StudyFile.open(made) as file:
        assert about(file.acting_as("Léa"))["title"] == "Huit sites"
    before = made.read_bytes()
    assert "existe déjà" in refused(run("init", "--study", made))
    assert made.read_bytes() == before


def test_import_prints_what_was_read_with_exactly_the_announced_fields(path, visit):
    result = run("import", visit, "--study", path, "--date", "2021-03-09", "--site", "havremer", "--json")
    assert result.exit_code == 0
    (one,) = json.loads(result.stdout)
    assert list(one) == FIELDS
    with StudyFile.open(path) as file:
        (stored,) = documents.everything(file.acting_as("Léa"))
    assert one["id"] == stored.id
    assert (one["kind"], one["title"], one["date"]) == ("visit_minutes", "Compte-rendu de visite", "2021-03-09")
    assert one["sites"] == ["Havremer"]
    assert (one["characters"], one["paragraphs"], one["footnotes"]) == (stored.characters, 2, 1)
    assert (one["speakers"], one["warnings"]) == ([], [])
    assert 0 <= one["seconds"] < 5


def test_show_prints_a_paragraph_a_line_and_the_notes_last(path, visit):
    run("import", visit, "--study", path)
    (one,) = json.loads(run("list", "--study", path, "--json").stdout)
    for reference in (one["id"], one["id"][:8]):
        assert run("show", reference, "--study", path).stdout.splitlines() == [
            "Compte-rendu de visite",
            "Havremer, le 9 mars 2021.",
            "Elle a ouvert la réunion, puis chacun a parlé.",
            "[1] Dans la salle du conseil.",
        ]
    segments = json.loads(run("show", one["id"], "--study", path, "--json").stdout)
    assert [s["kind"] for s in segments] == ["heading", "paragraph", "paragraph", "note_call", "footnote"]
    assert "show" in refused(run("show", "--study", path))
    assert "« zzzzzz »" in refused(run("show", "zzzzzz", "--study", path))


def test_list_shows_the_documents_of_who_asks(path, visit):
    with StudyFile.open(path) as file:
        members.add(file.acting_as("Léa"), "Odile", "committee")
    run("import", visit, "--study", path, "--title", "Visite de mars")
    assert "Visite de mars" in run("list", "--study", path).stdout
    assert run("list", "--study", path, "--as", "Odile").stdout == ""
    assert "« Zoé » ne travaille pas" in refused(run("list", "--study", path, "--as", "Zoé"))


def test_import_makes_the_study_when_there_is_none(tmp_path, visit):
    made = tmp_path / "nouvelle.db"
    assert run("import", visit, "--study", made, "--as", "Léa").exit_code == 0
    with StudyFile.open(made) as file:
        assert [m.name for m in file.members()] == ["Léa"]
        assert documents.everything(file.acting_as("Léa"))


@pytest.mark.parametrize(
    "more",
    [
        ["absent.txt"],
        ["vide.txt"],
        ["visite.md", "--site", "Ailleurs"],
        ["visite.md", "--date", "mardi"],
        ["visite.md", "--level", "public"],
        ["visite.md", "--kind", "novel"],
    ],
    ids=" ".join,
)
def test_an_import_that_is_refused_makes_no_study(tmp_path, visit, more):
    (tmp_path / "vide.txt").write_bytes(b"")
    before = sorted(tmp_path.iterdir())
    result = run("import", tmp_path / more[0], *more[1:], "--study", tmp_path / "nouvelle.db")
    refused(result)
    assert sorted(tmp_path.iterdir()) == before


def test_an_import_of_nothing_readable_does_not_even_make_the_folder(tmp_path):
    refused(run("import", tmp_path / "absent.txt", "--study", tmp_path / "neuf" / "étude.db"))
    assert list(tmp_path.iterdir()) == []


def test_an_import_keeps_what_can_be_read_and_says_what_cannot(path, visit, tmp_path):
    (tmp_path / "vide.txt").write_bytes(b"")
    result = run("import", tmp_path / "vide.txt", visit, visit, "--study", path, "--json")
    assert result.exit_code == 1
    assert [one["title"] for one in json.loads(result.stdout)] == ["Compte-rendu de visite"]
    empty, twice = result.stderr.splitlines()
    assert "déjà dans l’étude" in twice
    assert len(json.loads(run("list", "--study", path, "--json").stdout)) == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["list"], "--study"),
        (["list", "--study", "absente.db"], "introuvable"),
        (["list", "--study", "."], "--study"),
        (["list", "--bogus"], "--bogus"),
        (["frobnicate"], "python -m corpus --help"),
        (["import", "--study", "a.db"], "python -m corpus import --help"),
        (["import", "a.txt", "--study", "a.db", "--kind", "novel"], "visit_minutes, steering_note"),
        (["restore", "absente.db", "--study", "a.db"], "absente.db"),
    ],
)
def test_a_command_that_cannot_be_done_says_so_in_one_french_sentence(tmp_path, monkeypatch, args, says):
    monkeypatch.chdir(tmp_path)
    assert says in refused(run(*args))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_a_study_is_refused(tmp_path, visit):
    assert "n’est pas une étude" in refused(run("list", "--study", visit))
    assert "n’est pas une étude" in refused(run("import", visit, "--study", visit))
    assert visit.read_text(encoding="utf-8") == VISIT


def test_a_study_damaged_inside_is_said_without_a_traceback(path, visit):
    run("import", visit, "--study", path)
    with StudyFile.open(path) as file:
        page = file.conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'document'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    assert "endommagé" in refused(run("list", "--study", path))


def test_a_study_is_copied_brought_back_and_shared(path, visit, tmp_path):
    run("import", visit, "--study", path)
    copy, back, shared = (tmp_path / name for name in ("copie.db", "ramenée.db", "partage.db"))
    assert run("backup", copy, "--study", path).stdout.split() == [str(copy), str(keys.path_of(copy))]
    assert run("restore", copy, "--study", back).stdout.split() == [str(back), str(keys.path_of(back))]
    assert run("share", shared, "--study", path).stdout.split() == [str(shared)]
    assert not keys.path_of(shared).exists()
    listed = {run("list", "--study", one).stdout for one in (path, back, shared)}
    assert len(listed) == 1 and "Compte-rendu de visite" in listed.pop()
    assert "existe déjà" in refused(run("restore", copy, "--study", path))
    assert "existe déjà" in refused(run("backup", copy, "--study", path))
