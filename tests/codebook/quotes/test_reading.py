"""Reading across documents: what is found, over how much, by windows, and what each person may see."""

import json
from dataclasses import replace

import pytest

from codebook import assignments, carrying, codings
from codebook.errors import CodebookError
from codebook.quotes import describing, reading, showing
from codebook.quotes.filters import NONE, Ask
from codebook.quotes.reading import Reading
from corpus import people
from corpus.study import Study
from tests.codebook.quotes.conftest import Field, Read, reading_text


def words(found: Reading) -> list[str]:
    return [quote.text for quote in showing.show(found).quotes]


def extent(found: Reading) -> tuple[int, int, int, int, int]:
    reach = found.reach
    return reach.quotes, reach.documents, reach.of_documents, reach.speakers, reach.of_speakers


def test_a_code_is_read_over_all_documents_in_the_order_of_their_dates(field: Field, read: Read) -> None:
    found = read(field.lead, "facilitateur")
    assert words(found) == ["elle aide", "Elle aide encore.", "Le COPIL aide et forme."]
    assert list(found.counts) == [field.first, field.second, field.note]
    # who speaks: a nurse in both interviews; Q of each, the physician; nobody in the note
    assert extent(found) == (3, 3, 3, 1, 4)
    assert describing.extent(found.reach) == "3 verbatims · 3 documents sur 3 · 1 locuteur sur 4"


def test_the_same_words_coded_by_two_people_are_one_quote_with_both(field: Field, read: Read) -> None:
    quote = showing.show(read(field.lead, "facilitateur")).quotes[0]
    assert [mark.coder_name for mark in quote.marks] == ["Léa", "Romain"]
    assert [mark.dominant for mark in quote.marks] == [True, False]
    assert quote.marks[1].facets == (("Voix", "un acteur, directement"),)


def test_a_code_that_heads_others_stands_for_them_unless_it_is_taken_alone(field: Field, read: Read) -> None:
    assert read(field.lead, "figures").total == 4
    assert read(field.lead, "=figures").total == 0
    assert read(field.lead, "figures", subcodes=False).total == 0
    assert read(field.lead).total == 6


def test_a_quote_says_where_its_words_stand_and_who_says_them(field: Field, read: Read) -> None:
    quote = showing.show(read(field.lead, "facilitateur")).quotes[0]
    assert quote.reference == (
        "Premier entretien · 9 mars 2021 · Havremer · Infirmière A (Infirmières, infirmiers) · § 2"
    )
    assert (quote.lead_in, quote.lead_out) == ("On se fait confiance, ", ".")
    (passage,) = {c.passage for c in codings.of_document(field.lead, field.first) if c.quote == "elle aide"}
    assert quote.at == quote.passage == passage


def test_the_neighbourhood_is_the_paragraphs_before_and_after(field: Field, read: Read) -> None:
    shown = showing.show(read(field.lead, "facilitateur"))
    before, after = shown.around(shown.places[0])
    assert [(one.number, one.text) for one in before] == [(1, "Que disent-ils ?")]
    assert [(one.number, one.text) for one in after] == [(3, "Je forme, j’aide.")]
    before, after = shown.around(shown.places[1], reach=5)
    assert ([one.number for one in before], [one.number for one in after]) == ([1], [3])


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("confiance et facilitateur", ["elle aide"]),
        ("facilitateur et formateur", ["Le COPIL aide et forme."]),
        ("confiance sauf facilitateur", ["On se fait confiance,", "La confiance vient."]),
        ("confiance avec facilitateur", ["On se fait confiance, elle aide."]),
        ("confiance sans facilitateur", ["La confiance vient."]),
        ("facilitateur dans confiance", ["elle aide"]),
        ("facilitateur près de confiance", ["elle aide"]),
        ("facilitateur à 1 paragraphe de confiance", ["elle aide", "Elle aide encore."]),
        ("formateur à 1 paragraphe de confiance", ["Je forme, j’aide."]),
        ("(confiance ou formateur) sauf facilitateur", [
            "On se fait confiance,", "Je forme, j’aide.", "La confiance vient."
        ]),
    ],
)  # fmt: skip
def test_codes_are_joined(field: Field, read: Read, formula: str, expected: list[str]) -> None:
    assert words(read(field.lead, formula)) == expected


def test_a_joined_quote_rests_on_every_coding_it_shares_words_with(field: Field, read: Read) -> None:
    (quote,) = showing.show(read(field.lead, "confiance et facilitateur")).quotes
    assert sorted({mark.code for mark in quote.marks}) == sorted(
        [field.codes["trust"], field.codes["figures.facilitator"]]
    )
    assert quote.at == quote.passage  # its characters are those of a passage
    cut = showing.show(read(field.lead, "confiance sauf facilitateur")).quotes[0]
    assert cut.passage is None
    assert cut.at == f"{cut.place.start}-{cut.place.end}"


def test_a_formula_may_have_to_hold_for_one_person(field: Field, read: Read) -> None:
    assert words(read(field.lead, "confiance et facilitateur", same_coder=True)) == ["elle aide"]
    assert words(read(field.lead, "formateur sauf facilitateur", same_coder=True)) == ["Je forme, j’aide."]
    # the lead gave both in the first interview only: with Romain's facilitator alone, nothing is shared
    assert read(field.lead, "confiance et facilitateur", coders=(field.other.member.id,)).total == 0


class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "expected", "of_documents"),
        [
            ({"kinds": ("interview",)}, ["elle aide", "Elle aide encore."], 2),
            ({"kinds": ("steering_note",)}, ["Le COPIL aide et forme."], 1),
            ({"period": "2021-03"}, ["elle aide"], 1),
            ({"period": "2021"}, ["elle aide", "Elle aide encore."], 2),
            ({"period": "2022-01"}, ["Elle aide encore."], 1),  # « vers décembre 2021 » may be January
            ({"period": "2021-06/.."}, ["Elle aide encore."], 1),
            ({"weight": "dominant"}, ["elle aide"], 3),
            ({"weight": "secondary"}, ["elle aide", "Elle aide encore.", "Le COPIL aide et forme."], 3),
            ({"facets": (("voice", ("actor",)),)}, ["elle aide"], 3),
            ({"facets": (("voice", (NONE,)),)}, ["elle aide", "Elle aide encore.", "Le COPIL aide et forme."], 3),
            ({"professions": ("nurse",)}, ["elle aide", "Elle aide encore."], 3),
            ({"professions": ("physician",)}, [], 3),
            ({"figures": ("trainer",)}, ["Le COPIL aide et forme."], 3),
        ],
    )
    def test_each_narrows(
        self, field: Field, read: Read, asked: dict[str, object], expected: list[str], of_documents: int
    ) -> None:
        found = read(field.lead, "facilitateur", **asked)
        assert words(found) == expected
        assert found.reach.of_documents == of_documents

    def test_those_that_name_records_narrow_too(self, field: Field, read: Read) -> None:
        assert words(read(field.lead, "facilitateur", sites=(field.havremer,))) == ["elle aide"]
        assert len(words(read(field.lead, "facilitateur", sites=(NONE,)))) == 2
        assert len(words(read(field.lead, "facilitateur", sites=(NONE, field.havremer)))) == 3
        assert words(read(field.lead, "facilitateur", coders=(field.other.member.id,))) == ["elle aide"]
        assert words(read(field.lead, "facilitateur", documents=(field.second,))) == ["Elle aide encore."]
        found = read(field.lead, "facilitateur", people=(field.nurse,))
        assert extent(found) == (2, 2, 3, 1, 1)

    def test_uncertain_dates_are_counted_as_possible_and_undated_documents_told(self, field: Field, read: Read) -> None:
        found = read(field.lead, "facilitateur", period="2021")
        assert found.reach.possible == 1  # « vers décembre 2021 » may be outside the year
        assert read(field.lead, "facilitateur", period="2021/2022").reach.possible == 0
        assert reading.undated(field.lead, found.ask) == 1

    def test_a_period_that_is_not_one_is_told(self, field: Field, read: Read) -> None:
        with pytest.raises(CodebookError, match="n’est pas une période"):
            read(field.lead, "facilitateur", period="hier")

    def test_what_empties_a_reading_is_named(self, field: Field, read: Read) -> None:
        alone = read(field.lead, "facilitateur", period="1990", kinds=("interview",)).ask
        assert reading.emptied_by(field.lead, alone) == [("Période", 2)]
        together = replace(alone, kinds=("mail",))
        assert reading.emptied_by(field.lead, together) == [("", 3)]
        assert reading.emptied_by(field.lead, Ask(formula=alone.formula)) == []
        assert reading.emptied_by(field.lead, read(field.lead, "=figures", kinds=("mail",)).ask) == []


def test_windows_follow_one_another_without_a_gap(field: Field, read: Read) -> None:
    for number in range(60):
        field.code(field.lead, field.note, "Le COPIL aide et forme."[: number % 20 + 2], "trust")
    for formula in ("", "confiance ou facilitateur", "confiance avec (confiance ou formateur)"):
        found = read(field.lead, formula)
        whole = found.places(0, None)
        assert len(whole) == found.total == len(set(whole))
        for size in (1, 3, 7, 50):
            parts = [found.places(offset, size) for offset in range(0, found.total, size)]
            assert [place for part in parts for place in part] == whole
        assert found.places(found.total, 50) == []


class TestWhoSees:
    def test_private_codings_and_documents_are_their_authors(self, field: Field, read: Read, document) -> None:
        made = field.code(field.other, field.note, "Fin.", "trust")
        codings.revise(field.other, made[0], level="private")
        secret = document(field.other, "Un carnet confiant.", level="private", source=b"z")
        codings.apply(field.other, secret, 0, 9, [field.codes["trust"]])
        assert "Fin." in words(read(field.other, "confiance"))
        found = read(field.lead, "confiance")
        assert words(found) == ["On se fait confiance, elle aide.", "La confiance vient."]
        assert found.reach.of_documents == 3

    def test_the_committee_reads_no_coding(self, field: Field, read: Read, committee: Study) -> None:
        assert extent(read(committee, "confiance")) == (0, 0, 0, 0, 0)

    @pytest.mark.parametrize(
        "formula", ["figures", "formateur", "confiance avec formateur", "facilitateur sauf confiance"]
    )
    def test_a_blind_coder_reads_her_own_codings_only(self, field: Field, read: Read, formula: str) -> None:
        def theirs() -> set[str]:
            here = showing.show(read(field.lead, formula)).quotes
            return {mark.coder for quote in here for mark in quote.marks if quote.place.document == field.first}

        assert theirs() - {field.lead.member.id} or formula not in ("figures", "formateur")
        assignments.assign(field.lead, [field.first], [field.lead.member.id], blind=True)
        assert theirs() <= {field.lead.member.id}
        assert "Je forme, j’aide." not in words(read(field.lead, formula))
        # nor is what the others coded told by a filter
        assert read(field.lead, "confiance", figures=("trainer",)).total == 0

    def test_a_person_one_may_not_read_lends_no_metier(self, field: Field, read: Read) -> None:
        hidden = people.save(field.other, label="Cachée", profession="physician", level="private")
        people.tell_speakers(field.other, field.first, {"IDE": field.nurse, "Méd": hidden})
        assert words(read(field.other, "formateur", professions=("physician",))) == ["Je forme, j’aide."]
        assert words(read(field.lead, "formateur", professions=("physician",))) == []
        assert showing.show(read(field.lead, "formateur")).quotes[0].speakers[0].label == "Méd"


def test_a_passage_that_waits_is_counted_apart(field: Field, read: Read) -> None:
    text = reading_text(field.lead, field.second)
    edit = text.replace("Elle aide encore.", "Tout autre chose, sans rapport aucun.")
    carrying.revise(field.lead, field.second, carrying.typed(edit), reason="Relecture")
    found = read(field.lead, "facilitateur")
    assert "Elle aide encore." not in words(found)
    assert found.waiting == {field.second: 1}
    assert read(field.lead, "facilitateur", coders=(field.other.member.id,)).waiting == {}


def test_a_carried_passage_whose_words_changed_says_so(field: Field, read: Read) -> None:
    text = reading_text(field.lead, field.second)
    edit = text.replace("confiance vient", "confiance revient")
    carrying.revise(field.lead, field.second, carrying.typed(edit), reason="Relecture")
    (quote,) = [one for one in showing.show(read(field.lead, "confiance")).quotes if "vient" in one.text]
    assert quote.state in ("modified", "doubtful")


def test_a_reading_is_told_with_its_filters(field: Field, read: Read) -> None:
    ask = read(field.lead, "facilitateur", sites=(field.havremer,), period="2021", facets=(("voice", ("actor",)),)).ask
    assert describing.narrowed(field.lead, ask) == [
        ("Site", "Havremer"),
        ("Période", "2021"),
        ("Voix", "un acteur, directement"),
    ]
    assert json.dumps(ask.period) == '"2021"'
