"""Names proposed in a text: found wherever they stand, gathered by person, authors told apart."""

import pytest

from corpus.pseudonyms import proposals
from corpus.pseudonyms.candidates import Known
from corpus.pseudonyms.proposals import Group

TEXT = (
    "Mme Claire Delorme, infirmière à l’hôpital Saint-Roch, parle avec le Dr Lévy. Mme\u00a0Delorme revient.\n"
    "Puis DELORME encore, et Karim Benali ; Karim rit. L’équipe de L’Anse-Loriot écoute (Clot, 1999 ; Jobert, 1993)."
    " Selon Clot (2008), rien. Écrire à claire.delorme@exemple.fr ou au 06 12 34 56 78, +33 (0)6 12 34 56 79."
)


def found(text: str = TEXT, model: tuple[tuple[str, str], ...] = (), **known: object) -> dict[str, Group]:
    entities = [(text.index(words), text.index(words) + len(words), label) for words, label in model]
    return {g.name: g for g in proposals.groups(text, entities, **{"known": [], **known})}  # type: ignore[arg-type]


def places(group: Group, text: str = TEXT) -> list[str]:
    return [text[one.start : one.end] for one in group.occurrences]


def test_a_title_announces_a_name_and_the_surname_alone_is_the_same_person() -> None:
    groups = found()
    assert places(groups["Claire Delorme"]) == ["Mme Claire Delorme", "Mme\u00a0Delorme", "DELORME"]
    assert places(groups["Lévy"]) == ["Dr Lévy"]
    assert groups["Claire Delorme"].likelihood == "sure"


def test_addresses_and_numbers_are_found_by_their_form() -> None:
    groups = found()
    assert groups["claire.delorme@exemple.fr"].kind == "mail"
    assert {name for name, group in groups.items() if group.kind == "phone"} == {
        "06 12 34 56 78",
        "+33 (0)6 12 34 56 79",
    }


def test_what_the_model_finds_once_is_found_everywhere_but_within_a_longer_name() -> None:
    groups = found(model=(("Karim Benali", "MISC"), ("Karim rit", "PER")))
    assert places(groups["Karim Benali"]) == ["Karim Benali"]
    assert places(groups["Karim"]) == ["Karim"]


def test_a_name_with_a_year_is_an_author_and_is_proposed_as_kept() -> None:
    groups = found(model=(("Clot", "PER"), ("Jobert", "PER")))
    assert {name for name, group in groups.items() if group.keep} == {"Clot", "Jobert"}
    assert "année" in groups["Clot"].reason
    assert [one.cited for one in groups["Clot"].occurrences] == [True, True]


def test_the_same_name_with_a_title_is_a_person_even_when_cited_elsewhere() -> None:
    text = "Mme Clot est là. Voir (Clot, 1999)."
    assert not found(text, (("Clot", "PER"),))["Clot"].keep


@pytest.mark.parametrize("place", ["(visite à Kerambec, mars 2021)", "(Réunion du 9 mars 2021)", "(cf. plus bas)"])
def test_a_date_in_brackets_makes_no_author(place: str) -> None:
    text = f"Nous y étions {place}, à Kerambec."
    groups = found(text, (("Kerambec", "LOC"),))
    assert not any(group.keep for group in groups.values())


def test_the_register_wins_and_gives_its_pseudonym_to_every_writing() -> None:
    entry = Known("one", ("Karim Benali", "Karim"), "person", "[Patient 1]", False)
    groups = found(known=[entry], model=(("Karim rit", "LOC"),))
    assert places(groups["Karim Benali"]) == ["Karim Benali", "Karim"]
    assert groups["Karim Benali"].known == "one"


def test_sites_of_the_study_are_found_whatever_the_apostrophe() -> None:
    groups = found(sites=["L'Anse-Loriot"])
    assert places(groups["L’Anse-Loriot"]) == ["L’Anse-Loriot"]
    assert groups["L’Anse-Loriot"].kind == "site"


def test_mister_and_missis_of_one_name_are_two_people_and_the_bare_name_is_neither() -> None:
    text = "M. Roy et Mme Roy viennent. Roy parle."
    groups = {name: places(group, text) for name, group in found(text).items()}
    assert groups == {"M. Roy": ["M. Roy"], "Mme Roy": ["Mme Roy"], "Roy": ["Roy"]}


def test_a_first_name_within_a_compound_is_another_name() -> None:
    text = "Avec Jean, puis Jean-Pierre, puis Jean."
    groups = {name: places(group, text) for name, group in found(text, (("Jean", "PER"),)).items()}
    assert groups == {"Jean": ["Jean", "Jean"], "Jean-Pierre": ["Jean-Pierre"]}


def test_a_word_that_only_opens_sentences_is_not_a_sure_name() -> None:
    text = "Relire. Les infirmières. Infirmières : trois.\nAvec Astrid."
    groups = found(text, (("Relire", "PER"), ("Infirmières", "LOC"), ("Astrid", "LOC")))
    assert {name: group.likelihood for name, group in groups.items()} == {"Relire": "doubtful", "Astrid": "likely"}


def test_pseudonyms_of_the_study_are_not_names() -> None:
    text = "[Infirmière 1] parle à Mme E. et à Mme Roy."
    groups = found(text, (("Infirmière 1", "PER"),), made=["[Infirmière 1]", "Mme E."])
    assert set(groups) == {"Roy"}


def test_who_speaks_and_who_writes_is_found_without_the_model() -> None:
    text = "De : DUVERNOIS Armelle Envoyé : lundi\nÀ : Infirmières\nTomasz : Oui.\nEnquêtrice : Non.\n[Ispic1] : Si."
    speakers = ["Tomasz", "Enquêtrice", "Infirmière déléguée", "[Ispic1]", "CP"]
    assert set(found(text, speakers=speakers)) == {"DUVERNOIS Armelle", "Tomasz"}
