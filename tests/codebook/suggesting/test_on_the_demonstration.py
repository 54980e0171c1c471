"""Suggestions on the demonstration study: the command, the measure, and that both say the same twice."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from codebook import demonstration
from codebook.__main__ import main
from codebook.schema import FLOORS
from codebook.suggesting import measure
from corpus import versions
from corpus.study import StudyFile


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("suggesting") / "demonstration.db"
    demonstration.build(path)
    return path


def run(demo: Path, *words: str) -> str:
    done = CliRunner().invoke(main, ["suggest", *words, "--study", str(demo)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_lists_the_suggestions_of_a_document_where_they_stand(demo: Path) -> None:
    told = json.loads(run(demo, "--json"))
    assert {"document", "start", "end", "quote", "code", "rules", "words", "ranked", "score"} <= set(told[0])
    document = next(one["document"] for one in told if one["rules"])
    mine = json.loads(run(demo, document, "--json"))
    assert {one["document"] for one in mine} == {document}
    with StudyFile.open(demo, FLOORS) as file:
        study = file.acting_as(next(member.id for member in file.members() if member.role == "lead"))
        version = study.value("SELECT version FROM document WHERE id = :d", d=document)
        text = versions.text(study, version)
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in mine)
    assert run(demo, document[:8], "--json") == run(demo, document, "--json")


def test_one_code_alone_is_listed_by_its_key(demo: Path) -> None:
    told = run(demo, "--code", "COO.LIE.CFI")
    assert all(line.startswith("Confiance (") for line in told.splitlines())
    wrong = CliRunner().invoke(main, ["suggest", "--code", "RIEN", "--study", str(demo)])
    assert wrong.exit_code == 1
    assert "Aucun code n’a la clé" in wrong.output


def test_the_measure_is_the_same_twice_and_its_parts_agree(demo: Path) -> None:
    told = json.loads(run(demo, "--measure", "--json"))
    assert told == json.loads(run(demo, "--measure", "--json"))
    for method, mean in told["means"].items():
        assert mean == pytest.approx(sum(line["precision"][method] for line in told["lines"]) / len(told["lines"]))
    assert told["gain"] == pytest.approx(told["means"]["both"] - told["means"]["rules"])
    assert told["rules_right"] <= told["rules_found"]


def test_the_ranking_is_on_because_it_helps(demo: Path) -> None:
    with StudyFile.open(demo, FLOORS) as file:
        study = file.acting_as(next(member.id for member in file.members() if member.role == "lead"))
        found = measure.of(study)
    assert found.interval[0] > 0
    assert found.means["both"] > found.means["rules"] > found.means["random"]
