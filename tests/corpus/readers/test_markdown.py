import pytest

from corpus.readers import read
from tests.corpus.readers.conservation import faults, lost_words, unaccounted
from tests.corpus.readers.reading_probes import LOOK_ALIKES, called_after, read_text, told, words

MINUTES = LOOK_ALIKES / "journee.txt"


@pytest.fixture(scope="module")
def minutes():
    return read(MINUTES.name, MINUTES.read_bytes())


def block_that_starts(reading, opening):
    return next(block for block in reading.blocks if words(reading, block).startswith(opening))


def test_minutes_lose_nothing(minutes):
    source = MINUTES.read_text()
    assert faults(source, minutes) == []
    assert unaccounted(source, minutes, markdown=True) == []
    assert not lost_words(source, minutes, markdown=True)


def test_front_matter_gives_the_title_and_leaves_the_text(minutes):
    assert minutes.title == "Journée des équipes"
    assert "lang" not in minutes.text


def test_marks_of_emphasis_and_rules_leave_the_text(minutes):
    assert "Compte-rendu rédigé par Odile Tamaris." in told(minutes)
    assert "---" not in minutes.text
    assert "**" not in minutes.text


def test_headings_keep_their_level(minutes):
    assert block_that_starts(minutes, "Soigner à plusieurs").level == 1
    assert block_that_starts(minutes, "I/ La visite").level == 4


def test_raised_ordinals_and_units_stay_raised_numbers_call_notes(minutes):
    assert "la 1ère charte" in minutes.text
    assert "40 m2 ;" in minutes.text
    assert called_after(minutes)["1"].endswith("circule mal")
    assert called_after(minutes)["2"].endswith("paie")


def test_a_sentence_cut_by_a_footnote_reads_in_one_piece(minutes):
    assert "disent que le temps manque" in minutes.text


def test_a_word_cut_by_a_page_is_made_whole(minutes):
    assert "sans aucun processus écrit" in minutes.text


def test_a_true_compound_cut_by_a_page_keeps_its_hyphen():
    text = (
        "# Titre\n\nUn travail **pluri-professionnel** se construit dans la durée, avec les équipes, et ce travail "
        "pluri-\n\nprofessionnel ne va pas de soi.\n"
    )
    assert "ce travail pluri-professionnel ne va" in read_text(text).text


def test_a_sentence_is_not_joined_over_a_heading():
    text = "# Titre\n\n**Un** début de phrase assez long pour qu’une page ait pu le couper sans\n\n## Autre\n\nfin.\n"
    assert "fin." in told(read_text(text))


def test_quotations_lists_and_tables_have_their_kind(minutes):
    assert told(minutes, "quotation") == [
        "Ici, on ne nous demande pas souvent notre avis.",
        "« On parle enfin de notre travail, et pas seulement de nos résultats »",
    ]
    assert told(minutes, "list_item") == [
        "écouter l'équipe, ses plaintes et ses trouvailles ;",
        "repérer ce qui bloque* ;",
        "revenir.",
        "1. Préparer la visite",
        "2. Écrire à tous",
    ]
    assert told(minutes, "table_row") == [
        "Site\tVisites\tLocal",
        "Nord\t12\toui",
        "Sud\t\tnon",
        "Sud\tAutre\toui",
        "Mois | Visites",
        "mars | 2",
    ]


def test_links_keep_their_text_and_the_loss_of_addresses_is_told(minutes):
    assert "Voir la charte du réseau, page 3." in told(minutes)
    assert any("1 lien" in warning for warning in minutes.warnings)


def test_talks_belong_to_the_person_their_heading_names(minutes):
    assert block_that_starts(minutes, "Le soin partagé").speaker == "Hervé Combaluzier"
    assert block_that_starts(minutes, "écouter l'équipe").speaker == "Mireille Astruc"
    assert block_that_starts(minutes, "Ici, on ne").speaker == "Mireille Astruc"


def test_questions_parts_and_debates_have_no_speaker_for_sure(minutes):
    assert block_that_starts(minutes, "1ère partie").speaker is None
    assert block_that_starts(minutes, "Le réseau paie").speaker is None
    assert block_that_starts(minutes, "Rien n'est dit").speaker is None


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("***tout*** et *partie*", "tout et partie"),
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        ("nom_de_fichier et _accent_", "nom_de_fichier et accent"),
        ("`code *brut*`", "code *brut*"),
        (r"\*\*\* et \(ENMR\)", "*** et (ENMR)"),
        ("Dupond &amp; fils", "Dupond & fils"),
        ("~~barré~~ ![une image](a.png)", "barré une image"),
        ("*une étoile seule", "*une étoile seule"),
        ("<b>gras</b><sup>a</sup>", "grasa"),
    ],
)
def test_marks_inside_lines(marked, plain):
    assert told(read_text(f"# Titre **x**\n\n{marked}\n"))[1] == plain


def test_a_raised_number_without_note_stays_in_the_text():
    reading = read_text("# Titre\n\nUn fait<sup>4</sup>.\n")
    assert "Un fait4." in reading.text
    assert reading.calls == ()


def test_references_of_extended_markdown_are_notes():
    reading = read_text("# Titre\n\nUn fait[^a].\n\n[^a]: La source.\n")
    assert called_after(reading) == {"a": "Titre\nUn fait"}
    assert told(reading, "footnote") == ["La source."]


def test_numbers_used_again_call_the_note_that_follows_them():
    text = "# T\n\nUn<sup>1</sup>.\n\n<sup>1</sup> Première.\n\n## U\n\nDeux<sup>1</sup>.\n\n<sup>1</sup> Seconde.\n"
    before = called_after(read_text(text))
    assert before["1"].endswith("Un")
    assert before["1 (2)"].endswith("Deux")
