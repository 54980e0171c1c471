"""Dates as French texts write them; every reading is one the field accepts, and says the words it came from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import dates
from corpus.proposals.french_dates import found_in


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("6 janvier 2015, 9h – 17h30", "2015-01-06"),
        ("1er mars 2021", "2021-03-01"),
        ("au 1ier décembre 2020", "2020-12-01"),
        ("lun. 5 oct. 2020", "2020-10-05"),
        ("mercredi 6 octobre 2020", "2020-10-06?"),  # it was a Tuesday
        ("04/01/2019", "2019-01-04"),
        ("3/11/17", "2017-11-03"),
        ("2020-10-06", "2020-10-06"),
        ("mars 2018", "2018-03"),
        ("Nov . 2014", "2014-11"),
        ("2014/12", "2014-12"),
        ("12/2014", "2014-12"),
        ("juillet-août 2014", "2014-07/2014-08"),
        ("de mars à juin 2021", "2021-03/2021-06"),
        ("entre novembre et février 2021", "2020-11/2021-02"),
        ("de novembre 2020 à février 2021", "2020-11/2021-02"),
        ("début 2019", "2019-01/2019-04~"),
        ("fin 2021", "2021-09~/2021-12"),
        ("mi-mars 2020", "2020-03-10~/2020-03-20~"),
        ("premier trimestre 2021", "2021-01/2021-03"),
        ("1er semestre 2020", "2020-01/2020-06"),
        ("T4 2021", "2021-10/2021-12"),
        ("automne 2021", "2021-23"),
        ("hiver 2020-2021", "2020-12~/2021-03~"),
        ("années 90", "1990/1999"),
        ("les années 2010", "2010/2019"),
        ("2020-2023", "2020/2023"),
        ("de 2020 à 2024", "2020/2024"),
        ("en 2021", "2021"),
        ("vers 2019", "2019~"),
        ("vers mars 2021", "2021-03~"),
        ("depuis mars 2018", "2018-03/.."),
        ("à compter du 1er janvier 2020", "2020-01-01/.."),
        ("jusqu’en 2023", "../2023"),
        ("du 3 au 5 mars 2021", "2021-03-03/2021-03-05"),
        ("les 2 et 3 juin 2022", "2022-06-02/2022-06-03"),
        ("du 28 février au 2 mars 2021", "2021-02-28/2021-03-02"),
        ("du 1/09/2016 au 27 mars 2017", "2016-09-01/2017-03-27"),
        ("semaine du 5 octobre 2020", "2020-10-05/2020-10-11"),
    ],
)
def test_a_date_written_in_french_is_read(written, edtf):
    assert [one.edtf for one in found_in(f"Vu {written}.")] == [edtf]


@pytest.mark.parametrize(
    "words",
    ["31/02/2020", "1 852 patients", "Article 511", "le 45 mars", "120/2021/3", "sept infirmières", "51 c’est-à-dire"],
)
def test_what_is_no_date_is_left_alone(words):
    assert found_in(f"Il y a {words} ici.") == []


def test_a_day_without_year_takes_that_of_the_date_before_and_says_it_is_guessed():
    found = found_in("En 2020, puis du 3 au 5 mars, puis le 8 avril 2021.")
    assert [(one.edtf, one.guessed) for one in found] == [
        ("2020", False),
        ("2020-03-03?/2020-03-05?", True),
        ("2021-04-08", False),
    ]


def test_a_day_without_any_year_around_is_not_invented():
    assert found_in("Réunion le 8 mars.") == []
    assert [one.edtf for one in found_in("Réunion le 8 mars.", 2021)] == ["2021-03-08?"]


def test_the_words_of_a_date_stand_at_its_offsets():
    text = "Point d’étape : vu mardi 6 octobre 2020, à Brest ; reparlé en juillet-août 2021."
    assert [text[one.start : one.end] for one in found_in(text)] == ["mardi 6 octobre 2020", "juillet-août 2021"]


@settings(deadline=None)
@given(st.dates(min_value=dates.parse("1900-01-01").first, max_value=dates.parse("2099-12-31").last))
def test_any_day_written_out_is_read_back(day):
    written = dates.french(day.isoformat())
    assert [one.edtf for one in found_in(f"Réunion du {written}, suite.")] == [day.isoformat()]


@settings(deadline=None)
@given(st.text(alphabet="0123456789/-. marsjuinoctdu et auà'’du", max_size=60))
def test_whatever_is_found_is_an_accepted_form(text):
    for one in found_in(text):
        dates.parse(one.edtf)
        assert 0 <= one.start < one.end <= len(text)
