"""Pseudonyms to choose among: the role told beside the name, numbers that follow over the study."""

import pytest

from corpus.pseudonyms import coining


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Mme Roy, infirmière déléguée, arrive.", "Mme Roy", "Infirmière"),
        ("La cardiologue, Mme Roy, arrive.", "Mme Roy", "Cardiologue"),
        ("l’infirmière Roy arrive.", "Roy", "Infirmière"),
        ("Roy (cadre de santé) arrive.", "Roy", "Cadre"),
        ("L’infirmière est partie. Le soir, Roy arrive.", "Roy", None),
    ],
)
def test_the_role_is_read_beside_the_name(text: str, name: str, role: str | None) -> None:
    start = text.index(name)
    assert coining.role(text, [(start, start + len(name))]) == role


def test_a_doctor_without_a_role_is_a_physician() -> None:
    assert coining.role("Le Dr Roy.", [(3, 9)], ["Dr"]) == "Médecin"


def test_numbers_follow_one_another_over_the_study() -> None:
    taken = ["[Infirmière 1]", "[Infirmière 3]", "[Site 1]"]
    assert coining.choices("Roy", "person", taken, role_found="Infirmière")[0] == "[Infirmière 2]"
    assert coining.choices("Kerambec", "site", taken)[0] == "[Site 2]"


def test_an_initial_is_never_that_of_the_name_nor_one_that_is_taken() -> None:
    assert coining.initial("Anne Bost", ["Mme"], ["M. C."]) == "Mme D."
    assert coining.initial("Roy", ["M."], []) == "A."
