import pytest

from corpus.readers import read
from tests.corpus.readers.conservation import faults, lost_digits, lost_words, unaccounted
from tests.corpus.readers.reading_probes import LOOK_ALIKES, called_after, read_text, told, words

THESIS = LOOK_ALIKES / "memoire.txt"


@pytest.fixture(scope="module")
def thesis():
    return read(THESIS.name, THESIS.read_bytes())


def test_a_thesis_loses_nothing(thesis):
    source = THESIS.read_text()
    assert faults(source, thesis) == []
    assert unaccounted(source, thesis) == []
    assert not lost_words(source, thesis)
    assert lost_digits(source, thesis) == 0


def test_a_sentence_cut_by_a_page_number_reads_in_one_piece(thesis):
    assert (
        "Enfin un représentant de l’agence nommé par le ministère et du groupe de suivi (cellule « plaies ») assiste"
        in thesis.text
    )


def test_a_sentence_cut_by_footnotes_reads_in_one_piece(thesis):
    assert "de ne pas conclure avant d’avoir entendu chacun." in thesis.text


def test_page_numbers_leave_the_text(thesis):
    assert not {"8", "10", "11"} & set(told(thesis))


def test_footnotes_stand_last_without_their_number(thesis):
    notes = [block for block in thesis.blocks if block.kind == "footnote"]
    assert [block.note for block in notes] == ["1", "2", "3", "4", "5"]
    assert words(thesis, notes[0]).startswith("Le chantier est décrit")
    assert words(thesis, notes[1]).endswith("entre les services et la direction.")


def test_each_footnote_is_called_from_its_word(thesis):
    before = called_after(thesis)
    assert before["1"].endswith("Le chantier")
    assert before["2"].endswith("« Article 12")
    assert before["3"].endswith("à des infirmières")
    assert before["4"].endswith("en 2035")
    assert before["5"].endswith("à dire non »")


PROSE = (
    "Une équipe se réunit chaque mois pour parler de son travail et pour le\n"
    "donner à voir à celles et à ceux qui la dirigent sans toujours la voir\n"
)


def test_a_sentence_goes_on_after_notes_set_apart_by_blank_lines():
    rule = " " * 44
    text = f"{PROSE}travailler1 avec les autres, ce qui suppose du temps et des lieux pour\n\n{rule}\n1 Une note.\n\n"
    reading = read_text(f"{text}parler enfin.\n")
    assert "des lieux pour parler enfin." in reading.text


def test_an_initial_does_not_end_a_paragraph():
    text = f"{PROSE}travailler. C'est ce que montre le beau livre de Y.\nSchwartz sur le travail.\n"
    assert "livre de Y. Schwartz" in read_text(text).text


def test_entries_of_a_form_stay_apart_even_when_lines_are_full():
    text = (
        f"{PROSE}travailler.\n\n"
        "Diplôme : cadre de santé ou licence professionnelle de gestion des soins\n"
        "Expérience : conduite de projet et encadrement d'une équipe soignante de\n"
        "nuit.\n"
    )
    assert any(text.startswith("Expérience :") for text in told(read_text(text)))


def test_hyphens_at_the_end_of_lines_stay_and_need_no_space():
    lines = ["Un travail long et patient que mènent ensemble des équipes auto-", "organisées, des cadres et"] * 3
    text = "".join(f"{line}{'' if line.endswith('-') else ' '}\n" for line in lines) + "une direction.\n"
    assert "équipes auto-organisées" in read_text(text).text


def test_headings_have_the_level_of_their_number_and_may_run_over_two_lines(thesis):
    headings = {words(thesis, block): block.level for block in thesis.blocks if block.kind == "heading"}
    assert headings == {
        "INTRODUCTION": 1,
        "1. LE CADRE DU CHANTIER": 1,
        "1.1. Des plaies qui durent et des services qui ne se parlent pas assez": 2,
        "GLOSSAIRE": 1,
        "ANNEXE 1_LISTE DES VISITES": 1,
    }


def test_glyphs_of_symbol_fonts_become_usual_signs(thesis):
    assert told(thesis, "list_item") == [
        "• Ouvrir la porte des directions quand un local manque",
        "✓ Former les infirmières à la décision partagée",
        "- Rappeler la règle commune",
        "➢ Un local, enfin",
    ]


def test_entries_of_a_glossary_stay_apart(thesis):
    assert {"CSP : comité de suivi des plaies", "IDP : infirmière déléguée aux plaies"} <= set(told(thesis))


def test_blocks_know_the_line_they_come_from(thesis):
    lines = THESIS.read_text().split("\n")
    for block in thesis.blocks:
        if block.kind != "footnote":
            opening = words(thesis, block)[2:9]
            assert opening in lines[block.source_line - 1]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Un.\nDeux.\nTrois.", ["Un.", "Deux.", "Trois."]),
        ("Un.\r\n\r\nDeux.\r\n", ["Un.", "Deux."]),
        ("liste de courses\npain\nlait\n", ["liste de courses", "pain", "lait"]),
        ("Total\n12\nPatients\n30\nSites\n8\n", ["Total", "12", "Patients", "30", "Sites", "8"]),
        ("- un point\n- un autre\nsuite", ["- un point", "- un autre", "suite"]),
        ("A\tB\tC\nd\te\tf", ["A\tB\tC", "d\te\tf"]),
        ("Site\tMois\tHeure\n\tmars\t12", ["Site\tMois\tHeure", "\tmars\t12"]),
        ("Bien cordialement,\nClaire", ["Bien cordialement,", "Claire"]),
    ],
)
def test_ordinary_files_keep_their_lines(text, blocks):
    assert told(read_text(text)) == blocks


def test_wrapped_lines_are_joined_and_blank_lines_part_paragraphs():
    text = (
        "La coopération entre médecins et infirmières demande du temps, des lieux\n"
        "et une reconnaissance que l'institution accorde rarement d'emblée. Elle\n"
        "suppose aussi que chacun accepte de montrer son travail à l'autre.\n"
        "\n"
        "Nous avons conduit douze entretiens entre 2020 et 2022 sur trois sites,\n"
        "puis un atelier de restitution.\n"
    )
    reading = read_text(text)
    assert len(reading.blocks) == 2
    assert "des lieux et une reconnaissance" in reading.text
    assert "d'emblée. Elle suppose" in reading.text


def test_running_heads_leave_the_text_and_are_told():
    page = "Une phrase qui tient à peu près sur toute la largeur de la page et qui s’arrête là.\n"
    text = "".join(f"Rapport du site\n\n{page * 4}\f" for _ in range(4))
    reading = read_text(text)
    assert told(reading).count("Rapport du site") <= 1
    assert any("Rapport du site" in warning for warning in reading.warnings)


@pytest.mark.parametrize("number", ["2021", "511", "12", "1852"])
def test_a_true_number_is_never_taken_for_a_call(number):
    rule = " " * 44
    text = f"Le cadre arrive en {number} dans le service. Rien ne change. \n\n{rule}\n1 Une note sans appel. \n"
    reading = read_text(text)
    assert number in reading.text
    assert reading.calls == ()
    assert any("1" in warning for warning in reading.warnings)


def test_a_year_is_a_year_even_where_its_start_stands_elsewhere():
    rule = " " * 44
    reading = read_text(f"Vers l’année 202 puis vers l’année 2021 enfin.\n\n{rule}\n1 Une note. \n")
    assert "l’année 2021 enfin" in reading.text


def test_words_that_come_back_with_their_digit_are_not_called():
    rule = " " * 44
    text = f"Le gène CO2 ici, puis CO2 là ; la note2 est ailleurs.\n\n{rule}\n1 Première. \n2 Deuxième. \n"
    reading = read_text(text)
    assert reading.text.count("CO2") == 2
    assert [(call.note, reading.text[: call.at][-7:]) for call in reading.calls] == [("2", "la note")]


def test_notes_numbered_again_on_each_page_keep_apart():
    rule = " " * 44
    text = f"Le geste1 ici.\n\n{rule}\n1 Note une. \n Un autre geste1 là.\n\n{rule}\n1 Note deux. \n"
    reading = read_text(text)
    assert [block.note for block in reading.blocks if block.kind == "footnote"] == ["1", "1 (2)"]
    assert called_after(reading)["1"].endswith("Le geste")
    assert called_after(reading)["1 (2)"].endswith("Un autre geste")


def test_title_is_a_first_heading_or_line_else_the_name_of_the_file():
    assert read_text("Entretien avec Léa, site B\n\nBonjour. Merci de venir.\n").title == "Entretien avec Léa, site B"
    assert read_text("bonjour.\n", "carnet_de_bord.txt").title == "carnet de bord"
