"""The commands that search in a study and make its index again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.__main__ import main

TEXT = "La confiance vient.\nLe tiers écoute ; la confiance reste.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study that holds one document."""
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "etude.db"
    run("import", str(tmp_path / "note.txt"), "--study", str(path), "--title", "Une note", "--date", "2021-03")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="python -m corpus")


def test_search_prints_one_object_an_occurrence(path: Path) -> None:
    result = run("search", "confiance", "--study", str(path), "--json")
    assert result.exit_code == 0
    first, second = json.loads(result.stdout)
    assert (first["left"], first["hit"], first["right"]) == (
        "La ",
        "confiance",
        " vient.\nLe tiers écoute ; la confiance reste.",
    )
    assert (second["title"], second["date"], second["start"], second["end"]) == ("Une note", "2021-03", 41, 50)
    assert second["speaker"] is None
    assert len(second["document"]) == 36


def test_search_prints_one_line_an_occurrence(path: Path) -> None:
    result = run("search", "confiance", "--study", str(path), "--context", "12", "--sort", "right")
    assert result.stdout.splitlines() == [
        "écoute ; la [confiance] reste.       Une note · 2021-03",
        "         La [confiance] vient. ¶ Le  Une note · 2021-03",
    ]
    assert result.stderr == "Occurrences : 2, documents : 1\n"


def test_search_stops_at_a_limit(path: Path) -> None:
    assert len(json.loads(run("search", "confiance", "--study", str(path), "--json", "--limit", "1").stdout)) == 1


def test_nothing_found_is_an_empty_list(path: Path) -> None:
    result = run("search", "inconnu", "--study", str(path), "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("query", "said"), [('"la', "guillemet"), ("tiers site:Paris", "Aucun site"), ("tiers code:x", "page Recherche")]
)
def test_a_search_not_understood_ends_with_one_sentence(path: Path, query: str, said: str) -> None:
    result = run("search", query, "--study", str(path), "--json")
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


def test_reindex_makes_the_index_again(path: Path) -> None:
    result = run("reindex", "--study", str(path))
    assert result.stdout == "Index refait : 1 document.\n"
    assert len(json.loads(run("search", "tiers", "--study", str(path), "--json").stdout)) == 1
