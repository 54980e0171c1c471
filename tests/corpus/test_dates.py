"""Field dates: accepted forms, bounds counted by hand, French, dates after an anchor."""

from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dates import FieldDate, french, parse, relative
from corpus.errors import DateError


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03-09", "2021-03-09", "2021-03-09"),
        ("2021-03", "2021-03-01", "2021-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2021-24", "2021-12-01", "2021-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2100", "2100-01-01", "2100-12-31"),
        ("2021-03-03/2021-03-05", "2021-03-03", "2021-03-05"),
        ("2021-23/2022-21", "2021-09-01", "2022-05-31"),
        ("2021-03/2021-03-05", "2021-03-01", "2021-03-05"),
        ("2021/2021-03", "2021-01-01", "2021-03-31"),
        ("2014/..", "2014-01-01", None),
        ("2021-24/..", "2021-12-01", None),
        ("../2020", None, "2020-12-31"),
        ("../2020-02", None, "2020-02-29"),
    ],
)
def test_unmarked_dates_have_the_bounds_of_the_calendar_and_no_soft_end(text, first, last):
    assert parse(text) == FieldDate(text, day(first), day(last), day(first), day(last))


@pytest.mark.parametrize(
    ("text", "soft_first", "first", "last", "soft_last"),
    [
        ("2021~", "2020-01-01", "2021-01-01", "2021-12-31", "2022-12-31"),
        ("2021?", "2020-01-01", "2021-01-01", "2021-12-31", "2022-12-31"),
        ("2021%", "2019-01-01", "2021-01-01", "2021-12-31", "2023-12-31"),
        ("2021-03~", "2021-02-01", "2021-03-01", "2021-03-31", "2021-04-30"),
        ("2021-02~", "2021-01-01", "2021-02-01", "2021-02-28", "2021-03-31"),
        ("2021-03-09~", "2021-03-08", "2021-03-09", "2021-03-09", "2021-03-10"),
        # Twelve weeks before 1 September is 9 June; twelve weeks after 30 November is 22 February.
        ("2021-23~", "2021-06-09", "2021-09-01", "2021-11-30", "2022-02-22"),
        ("2021-23%", "2021-03-17", "2021-09-01", "2021-11-30", "2022-05-17"),
        ("2014~/..", "2013-01-01", "2014-01-01", None, None),
        ("../2020?", None, None, "2020-12-31", "2021-12-31"),
        ("2021-23~/2022?", "2021-06-09", "2021-09-01", "2022-12-31", "2023-12-31"),
        ("2021-03/2021-05~", "2021-03-01", "2021-03-01", "2021-05-31", "2021-06-30"),
    ],
)
def test_a_mark_widens_the_soft_bounds_only(text, soft_first, first, last, soft_last):
    assert parse(text) == FieldDate(text, day(first), day(last), day(soft_first), day(soft_last))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "mars 2021",
            "09/03/2021",
            "2021-3-9",
            "21",
            "02021",
            "2021 ",
            " 2021",
            "2021\n",
        ),
        *("2021-00", "2021-13", "2021-20", "2021-25", "2021-41", "2021-21-03"),
        *("2021-02-29", "2021-02-30", "2021-04-31", "2021-03-00", "1900-02-29"),
        *("1899", "2101", "0000", "9999-12-31", "-2021", "Y2021", "1899/1901"),
        *("199u", "19XX", "2021-XX", "201X", "1990S3", "2E3", "unknown", "open", "~2021", "2021~?"),
        *("2020-03/", "/2020-03", "2020-03/unknown", "2020-03/open", "../..", "..", "/"),
        *("2021-03/2021-02", "2021/2020", "2021-03-05/2021-03-04", "2021-23/2021-21"),
        *("2020/2021/2022", "2020/../2021", "2020 / 2021", "2020-03..2020-04", "2020..", "..2020"),
        *("[2020,2021]", "{2020,2021}", "2020,2021", "2021-03-09T10:00", "2021-03-09T10:00:00Z"),
        *("2021-?03", "2021~-03", "(2021)~", "2021-21^nord", "٢٠٢١", "2021‑03", "M12", "J+10"),
    ],
)
def test_every_other_form_is_refused_with_a_sentence_and_two_examples(text):
    with pytest.raises(DateError) as refusal:
        parse(text)
    sentence = str(refusal.value)
    assert sentence.endswith(".") and "\n" not in sentence
    assert "« 2021-03-09 »" in sentence and "« 2021-03/2021-06 »" in sentence


@pytest.mark.parametrize("value", [None, 2021, 2021.0, float("nan"), ["2021"], b"2021"])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(DateError):
        parse(value)


def test_a_refusal_says_what_is_wrong_and_does_not_repeat_a_whole_page():
    with pytest.raises(DateError, match="2021-02-30 » n’existe pas"):
        parse("2021-02-30")
    with pytest.raises(DateError, match="finit avant de commencer"):
        parse("2021/2020")
    with pytest.raises(DateError, match="1899 est hors de la période de 1900 à 2100"):
        parse("1899")
    with pytest.raises(DateError) as refusal:
        parse("x" * 5000)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2021-03-09", "9 mars 2021"),
        ("2021-03-01", "1er mars 2021"),
        ("2021-08", "août 2021"),
        ("2021-23", "automne 2021"),
        ("2021", "2021"),
        ("2021-03~", "vers mars 2021"),
        ("2021-03-09~", "vers le 9 mars 2021"),
        ("2021-21~", "vers le printemps 2021"),
        ("2021-24~", "vers l’hiver 2021"),
        ("2021-03?", "mars 2021 (incertain)"),
        ("2021-22?", "été 2021 (incertain)"),
        ("2021%", "vers 2021 (incertain)"),
        ("2021-03-03/2021-03-05", "du 3 au 5 mars 2021"),
        ("2021-03-01/2021-04-05", "du 1er mars au 5 avril 2021"),
        ("2020-12-28/2021-01-01", "du 28 décembre 2020 au 1er janvier 2021"),
        ("2021-03/2021-06", "de mars à juin 2021"),
        ("2021-04/2021-08", "d’avril à août 2021"),
        ("2020-10/2021-01", "d’octobre 2020 à janvier 2021"),
        ("2014/2020", "de 2014 à 2020"),
        ("2021-21/2021-23", "du printemps à l’automne 2021"),
        ("2021-22/2022-21", "de l’été 2021 au printemps 2022"),
        ("2021-03/2021-03-05", "de mars 2021 au 5 mars 2021"),
        ("2021-03~/2021-06", "de mars 2021 (environ) à juin 2021"),
        ("2021-03/2021-06?", "de mars 2021 à juin 2021 (incertain)"),
        ("2021-03%/2021-06", "de mars 2021 (environ, incertain) à juin 2021"),
        ("2021/2021", "2021"),
        ("2014/..", "depuis 2014"),
        ("2021-03-01/..", "depuis le 1er mars 2021"),
        ("2021-23~/..", "depuis l’automne 2021 (environ)"),
        ("../2020", "jusqu’à 2020"),
        ("../2021-03-05", "jusqu’au 5 mars 2021"),
        ("../2021-22", "jusqu’à l’été 2021"),
        ("../2021-21?", "jusqu’au printemps 2021 (incertain)"),
        ("M12/M18", "M12/M18"),
    ],
)
def test_dates_read_as_people_say_them(text, said):
    assert french(text) == said


def test_french_refuses_what_parse_refuses():
    with pytest.raises(DateError):
        french("2020-03/")


@pytest.mark.parametrize(
    ("text", "anchor", "first", "last"),
    [
        ("M12", "2021-03-09", "2022-03-09", "2022-03-09"),
        ("+18 mois", "2021-03-09", "2022-09-09", "2022-09-09"),
        ("M0", "2021-03-09", "2021-03-09", "2021-03-09"),
        ("J+10", "2020-02-25", "2020-03-06", "2020-03-06"),
        ("J+10", "2021-02-25", "2021-03-07", "2021-03-07"),
        ("M1", "2021-01-31", "2021-02-28", "2021-02-28"),
        ("M1", "2020-01-31", "2020-02-29", "2020-02-29"),
        ("M12", "2020-02-29", "2021-02-28", "2021-02-28"),
        ("M1", "2021-02", "2021-03-01", "2021-03-31"),
        ("M12/M18", "2021-03", "2022-03-01", "2022-09-30"),
        ("M12/M18", "2021-03-09", "2022-03-09", "2022-09-09"),
        ("M12", "2021-23", "2022-09-01", "2022-11-30"),
        ("J+10", "2021-03-03/2021-03-05", "2021-03-13", "2021-03-15"),
    ],
)
def test_a_relative_date_moves_every_bound_of_its_anchor(text, anchor, first, last):
    assert relative(text, parse(anchor)) == FieldDate(text, day(first), day(last), day(first), day(last))


def test_a_relative_date_keeps_the_softness_of_its_anchor():
    assert relative("M12", parse("2021-03~")) == FieldDate(
        "M12", day("2022-03-01"), day("2022-03-31"), day("2022-02-01"), day("2022-04-30")
    )


@pytest.mark.parametrize(
    "text",
    ["12", "M", "M-1", "M12/", "M18/M12", "M12/J+3", "J10", "J+", "18 mois", "2021", "", "m12"],
)
def test_other_relative_forms_are_refused_with_two_examples(text):
    with pytest.raises(DateError) as refusal:
        relative(text, parse("2021-03"))
    assert "« M12/M18 »" in str(refusal.value) and "« J+10 »" in str(refusal.value)


@pytest.mark.parametrize("anchor", ["2014/..", "../2020"])
def test_an_anchor_without_both_bounds_is_refused(anchor):
    with pytest.raises(DateError, match="n’a pas ses deux bornes"):
        relative("M12", parse(anchor))


def test_a_relative_date_outside_the_accepted_years_is_refused():
    with pytest.raises(DateError, match="1900 à 2100"):
        relative("M12", parse("2100"))


# The first reading of a text takes some milliseconds, and many more on a busy machine.
unhurried = settings(deadline=None)
marks = st.sampled_from(["", "", "~", "?", "%"])
years = st.integers(1900, 2100).map(str)
months = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda d: d.isoformat()[:7])
days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
points = st.builds("{}{}".format, st.one_of(years, months, days, seasons), marks)


@st.composite
def accepted(draw) -> str:
    low, high = draw(points), draw(points)
    if parse(low).first > parse(high).last:
        low, high = high, low
    shape = draw(st.sampled_from(["{0}", "{0}/{1}", "{0}/..", "../{1}"]))
    return shape.format(low, high)


@unhurried
@given(accepted())
def test_bounds_are_in_order_and_the_text_is_kept(text):
    found = parse(text)
    assert found.text == text
    assert (found.first is None) == (found.soft_first is None) == text.startswith("..")
    assert (found.last is None) == (found.soft_last is None) == text.endswith("..")
    if found.first:
        assert found.soft_first <= found.first
    if found.last:
        assert found.last <= found.soft_last
    if found.first and found.last:
        assert found.first <= found.last


@unhurried
@given(accepted())
def test_every_accepted_date_can_be_said(text):
    said = french(text)
    assert said == " ".join(said.split())
    assert not set("~?%/") & set(said)


@unhurried
@given(accepted().filter(lambda text: not any(f"-{s}{m}" in text for s in (21, 22, 23, 24) for m in "~?%")))
def test_strict_bounds_agree_with_the_library_on_whole_texts(text):
    found, known = parse(text), edtf.parse_edtf(text)
    for ours, theirs in [
        (found.first, known.lower_strict()),
        (found.last, known.upper_strict()),
    ]:
        assert ours is None if isinstance(theirs, float) else ours == date(*theirs[:3])


@unhurried
@given(points, st.integers(0, 200), st.integers(0, 60))
def test_relative_dates_are_in_order(anchor, low, more):
    span = parse(anchor)
    if span.last.year + (low + more) // 12 + 1 > 2100:
        return
    found = relative(f"M{low}/M{low + more}", span)
    assert found.soft_first <= found.first <= found.last <= found.soft_last


@unhurried
@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        assert parse(text).text == text
    except DateError:
        pass
