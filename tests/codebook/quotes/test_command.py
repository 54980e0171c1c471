"""The command ``quotes``: what it prints, what it writes, how it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from codebook import __main__ as commands
from tests.codebook.quotes.conftest import Field


def run(field: Field, *args: str) -> Result:
    command = ["quotes", *args, "--study", str(field.lead.file.path)]
    return CliRunner().invoke(commands.main, command, prog_name="python -m codebook")


def test_passages_are_printed_with_their_reference(field: Field) -> None:
    printed = run(field, "confiance et facilitateur").stdout
    assert printed.startswith("Confiance et Facilitateur : 1 verbatim · 1 document sur 3 · 1 locuteur sur 4\n")
    assert "\nelle aide\n  Premier entretien · 9 mars 2021" in printed


def test_json_holds_offsets_codings_and_denominators(field: Field) -> None:
    told = json.loads(run(field, "facilitateur", "--json", "--site", "Havremer", "--profession", "infirm").stdout)
    assert (told["quotes"], told["documents"], told["of_documents"], told["waiting"]) == (1, 1, 1, 0)
    (found,) = told["found"]
    assert (found["text"], found["document"], found["paragraphs"]) == ("elle aide", field.first, [2, 2])
    assert [coding["coder"] for coding in found["codings"]] == ["Léa", "Romain"]


def test_windows(field: Field) -> None:
    assert "5 autres : --offset 1." in run(field, "--limit", "1").stdout
    assert len(json.loads(run(field, "--json", "--limit", "4", "--offset", "4").stdout)["found"]) == 2


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--facet", "voice=actor"], "elle aide"),
        (["--weight", "dominant"], "elle aide"),
        (["--figure", "formateur"], "Le COPIL aide et forme."),
        (["--coder", "Romain"], "elle aide"),
        (["--kind", "note"], "Le COPIL aide et forme."),
        (["--period", "2021-03"], "elle aide"),
    ],
)
def test_filters_take_the_words_people_say(field: Field, options: list[str], text: str) -> None:
    (found,) = json.loads(run(field, "facilitateur", "--json", *options).stdout)["found"]
    assert found["text"] == text


def test_a_file_is_written_by_its_extension(field: Field, tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx", ".docx"):
        out = tmp_path / f"v{suffix}"
        assert run(field, "facilitateur", "--out", str(out)).stdout == f"3 verbatims écrits dans v{suffix}.\n"
        assert out.stat().st_size > 100


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["inconnu"], "Aucun code ne s’appelle « inconnu »"),
        (["confiance", "--site", "Paris"], "Aucun site ne s’appelle"),
        (["confiance", "--facet", "voix"], "n’est pas une facette"),
        (["confiance", "--facet", "voice=chanté"], "ne s’appelle « chanté »"),
        (["confiance", "--weight", "lourd"], "n’est pas un poids"),
        (["confiance", "--period", "hier"], "n’est pas une période"),
        (["confiance", "--out", "v.pdf"], ".csv, .xlsx ou .docx"),
    ],
)
def test_bad_input_is_one_sentence(field: Field, args: list[str], sentence: str) -> None:
    result = run(field, *args)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert sentence in line


def test_an_empty_reading_says_which_filter_empties_it(field: Field) -> None:
    assert "Sans le filtre « Période » : 3." in run(field, "facilitateur", "--period", "1990").stdout
