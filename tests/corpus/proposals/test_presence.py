"""Who was there, in the ways minutes write it; numbers and names as typed."""

import pytest

from corpus.proposals import presence, sections
from corpus.readers import read


def told(text: str, name: str = "a.md") -> list[tuple[str, str, int | None, str]]:
    reading = read(name, text.encode())
    found = presence.found_in(reading)
    for one in found:
        assert one.words in reading.text[one.start : one.end]
    return [(one.presence, one.profession, one.number, one.words) for one in found]


def test_a_sentence_of_presence_is_read_person_by_person():
    text = "Présents : une cardiologue délégante, trois infirmières dont deux en compagnonnage, la cadre. "
    text += "Absente : direction."
    assert told(text) == [
        ("present", "physician", 1, "une cardiologue délégante"),
        ("present", "nurse", 3, "trois infirmières dont deux en compagnonnage"),
        ("present", "manager", 1, "la cadre"),
        ("absent", "direction", 1, "direction"),
    ]


def test_a_list_under_a_heading_is_read_until_the_next_heading():
    text = (
        "## Participants\n\n- Cardiologues : deux, dont le chef\n"
        "- Encadrement : cadre de santé ; cadre supérieure excusée\n"
        "\n## Ordre du jour\n\n- Infirmières : la formation\n"
    )
    assert told(text) == [
        ("present", "physician", 2, "deux, dont le chef"),
        ("present", "manager", 1, "cadre de santé"),
        ("excused", "manager", 1, "cadre supérieure excusée"),
    ]


def test_names_stay_as_typed():
    text = "## Présents\n\n- Mme Martin, infirmière\n- Dr Petit\n\n## Excusés\n\n- M. Durand (cadre)\n"
    assert told(text) == [
        ("present", "nurse", 1, "Mme Martin, infirmière"),
        ("present", "physician", 1, "Dr Petit"),
        ("excused", "manager", 1, "M. Durand (cadre)"),
    ]


def test_a_table_tells_a_metier_a_row():
    text = "## Participants\n\n| Métier | Présents | Excusés |\n|---|---|---|\n"
    text += "| Cardiologues | 1 | 2 |\n| Cadre | 0 | 1 |\n"
    assert told(text) == [
        ("present", "physician", 1, "1"),
        ("excused", "physician", 2, "2"),
        ("excused", "manager", 1, "1"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Jeudi 18 mars, 13 h. 27 connectés : 9 cardiologues, 11 infirmières, équipe projet.",
            [("physician", 9), ("nurse", 11), ("project", None)],
        ),
        ("Présents. Cardiologues : deux. Infirmières déléguées : trois.", [("physician", 2), ("nurse", 3)]),
        ("Étaient là : un cardiologue, la cheffe de projet.", [("physician", 1), ("project", 1)]),
        ("Présents : sept directions, cinq chefs de service.", [("direction", 7), ("physician", 5)]),
    ],
)
def test_numbers_are_read_in_words_and_figures(text, lines):
    assert [(profession, number) for _, profession, number, _ in told(text, "a.txt")] == lines


def test_a_text_that_tells_nobody_gives_nobody():
    assert told("Les participants ont ri.\n\nLa présente note est courte.", "a.txt") == []


def test_parts_of_a_minute_are_found_by_headings_and_by_run_in_titles():
    text = (
        "# Visite\n\nOrdre du jour : le compagnonnage ; la télésurveillance.\n\n"
        "## Décisions\n\n- Un courrier.\n- Une grille.\n\n"
        "Remarque : la cadre a peu parlé.\n\n## Points de vigilance\n\nPas de bureau.\n"
    )
    reading = read("a.md", text.encode())
    assert sections.lines(reading, sections.AGENDA) == ["le compagnonnage", "la télésurveillance."]
    assert sections.lines(reading, sections.DECISIONS) == ["Un courrier.", "Une grille."]
    assert sections.lines(reading, sections.CONCERNS) == ["Pas de bureau."]
    assert sections.lines(reading, sections.PRAISE) == []
