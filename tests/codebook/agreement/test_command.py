"""The command ``codebook agreement``: its table, its JSON, and how it refuses."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from codebook import __main__ as commands
from codebook import codes
from codebook.agreement import reading, table
from codebook.agreement.measuring import measure


def run(study, *args: str):
    given = ["agreement", "--study", str(study.file.path), *args]
    return CliRunner().invoke(commands.main, given, prog_name="python -m codebook")


def test_it_prints_each_code_with_its_counts(study, read_twice):
    printed = run(study, "--unit", "sentence").stdout
    assert "1 document, Romain, Salma ; unité : phrase" in printed
    assert "Confiance : accord 0,750" in printed
    assert "Romain 1 sur 4, Salma 2 sur 4" in printed
    assert "Formateur : accord 1,000 ; kappa Romain – Salma 1,000" in printed


def test_json_says_what_was_measured_and_why_there_is_no_value(study, read_twice):
    found = json.loads(run(study, "--json", "--unit", "paragraph", "--bootstrap", "50", "--seed", "4").stdout)
    assert (found["unit"], found["seed"], found["bootstrap"]) == ("paragraph", 4, 50)
    assert [person["name"] for person in found["coders"]] == ["Romain", "Salma"]
    assert [paper["title"] for paper in found["documents"]] == ["Visite"]
    by_key = {row["key"]: row for row in found["codes"]}
    trust = by_key["trust"]
    assert trust["kappa"][0]["table"] == {"neither": 0, "second_only": 1, "first_only": 0, "both": 1}
    assert trust["kappa"][0]["value"] == 0.0
    assert trust["percent"] == {"value": 0.5, "why": None, "low": None, "high": None, "why_no_interval": None}
    assert found["overall"]["units"] == 4


def test_codes_and_coders_are_chosen_by_name(study, read_twice):
    found = json.loads(run(study, "--json", "--code", "Confiance", "--coders", "Salma,Romain").stdout)
    assert [row["key"] for row in found["codes"]] == ["trust"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--code", "absent"], "ne désigne pas un seul code"),
        (["--coders", "Salma,Personne"], "n’est pas membre"),
        (["--coders", "Salma,Léa"], "pas fini les mêmes documents"),
        (["--unit", "mot"], "character, sentence, paragraph"),
    ],
)
def test_it_refuses_in_one_sentence(study, read_twice, args, said):
    result = run(study, *args)
    assert result.exit_code == 1 and said in result.stderr and len(result.stderr.splitlines()) == 1


def test_without_documents_to_compare_it_says_what_is_missing(study):
    result = run(study)
    assert result.exit_code == 1 and "Aucun document n’est terminé par deux personnes" in result.stderr


def test_the_table_leaves_with_what_was_measured(study, read_twice, grid):
    found = measure(reading.read(study, unit="paragraph"), codes=[grid["trust"]], bootstrap=20, seed=9)
    written = table.frame(found, codes.by_id(study)).to_csv(index=False)
    everything, trust = csv.DictReader(io.StringIO(written))
    assert (everything["libelle"], trust["code"], trust["kappa_Romain_Salma"]) == ("Tous les codes", "trust", "0.0")
    measured = {name: trust[name] for name in ("unite", "documents", "titres", "codeurs", "tirages", "graine")}
    assert list(measured.values()) == ["paragraph", "1", "Visite", "Romain | Salma", "20", "9"]
    assert trust["versions_de_la_grille"]
    assert "rien ne varie" in everything["non_defini"]
