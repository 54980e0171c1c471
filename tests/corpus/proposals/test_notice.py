"""What a text proposes for its notice: date, kind, sites, next meeting, each with the words it was read from."""

import pytest

from corpus.proposals import NAME, date_candidates, kinds, places, read
from corpus.readers import read as read_file

MINUTES = """COMPTE-RENDU DE VISITE — HAVREMER
Jeudi 11 février 2021, 8 h 30 - 9 h 45, visioconférence
Présents : une cardiologue, deux infirmières.
Décisions
- Dès le 8 mars, les infirmières conduisent l’entretien.
Compte-rendu envoyé le 15 février 2021.
Prochaine visite : jeudi 11 mars 2021, même heure.
"""
SITES = {"a": "CECICS A", "d": "[D]", "h": "Havremer", "o": "Sainte-Ondine", "l": "L’Anse-Loriot"}


def test_the_date_of_the_meeting_comes_first_and_that_of_the_next_one_is_apart():
    dates = date_candidates.of_document(MINUTES)
    assert [one.value for one in dates] == ["2021-02-11", "2021-02-15", "2021-03-08?/.."]
    assert MINUTES[dates[0].start : dates[0].end] == "Jeudi 11 février 2021" == dates[0].words
    coming = date_candidates.of_next_meeting(MINUTES, "2021-02-11")
    assert [(one.value, one.words) for one in coming] == [("2021-03-11", "Prochaine visite : jeudi 11 mars 2021")]


def test_a_next_meeting_without_its_year_comes_after_the_document():
    text = "Prochain comité le 17 janvier, thème : la télésurveillance."
    assert [one.value for one in date_candidates.of_next_meeting(text, "2021-11-18")] == ["2022-01-17?"]


def test_a_next_meeting_not_fixed_is_no_date():
    assert date_candidates.of_next_meeting("Prochaine visite : non fixée. On s’appelle le 3 mai 2021.", "") == []


def test_the_name_of_the_file_is_the_last_resort():
    (one,) = date_candidates.of_document("Rien de daté ici.", "", "cr_havremer_2021-02-11")
    assert (one.value, one.place) == ("2021-02-11", NAME)


def test_a_text_kept_day_after_day_spans_its_entries():
    days = ("12 septembre 2020", "24 novembre 2020", "13 mars 2021", "2 juillet 2021")
    text = "\n".join(f"{day}\nUne note." for day in days)
    assert date_candidates.of_document(text)[0].value == "2020-09-12/2021-07-02"


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        (MINUTES, "", "visit_minutes"),
        ("Note\nCOPIL du 5 octobre 2020", "", "steering_note"),
        ("Relevé\nEntretien prévu plus tard.", "Comité de projet n° 9", "project_note"),
        ("De : Anne\nÀ : Paul\nObjet : visite sur site", "", "mail"),
        ("Enquêteur : bonjour", "", "interview"),
        ("Compte-rendu des débats", "", "meeting_minutes"),
    ],
)
def test_the_kind_is_read_from_the_title_then_the_opening(text, title, kind):
    assert kinds.of_document(text, title)[0].value == kind


def test_the_instance_and_the_way_people_met_are_read():
    assert kinds.of_instance("Revue de dossiers du 3 mai")[0].value == "case_review"
    assert [one.value for one in kinds.of_format(MINUTES)] == ["remote"]
    assert kinds.of_document("Bonjour.") == []


@pytest.mark.parametrize(
    ("words", "sites"),
    [
        ("la CECICS [A] avance", ["a"]),
        ("cas de [A] et [D]", ["a", "d"]),
        ("CECICS |D] en retard", ["d"]),
        ("les CECICS [A, C, D]", ["a", "[C]", "d"]),
        ("CECICS A visitée", ["a"]),
        ("à l'anse loriot et SAINTE ONDINE", ["l", "o"]),
        ("[Ispic1] et [1] et [sic]", []),
        ("Havremeraine", []),
    ],
)
def test_tags_of_letters_and_names_of_sites_are_recognised(words, sites):
    assert {one.site or one.proposal.value for one in places.named(words, "", SITES)} == set(sites)


def test_a_site_named_far_in_the_text_does_not_open_it():
    found = places.named("Visite de Havremer." + " rien" * 200 + " Sainte-Ondine suit.", "", SITES)
    assert [(one.site, one.opens) for one in found] == [("h", True), ("o", False)]


def test_everything_proposed_stands_at_its_offsets():
    reading = read_file("cr.txt", MINUTES.encode())
    found = read(reading, name="cr", sites=SITES)
    said = [*found.kinds, *found.dates, *found.instances, *found.formats, *(one.proposal for one in found.sites)]
    for one in said:
        if one.place != NAME:
            assert " ".join(reading.text[one.start : one.end].split()) == one.words
