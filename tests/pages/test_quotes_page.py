"""The page of verbatims as a person meets it: what the address says is read, and what is chosen goes to the address."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from codebook import codings
from codebook.quotes import query, reading, showing
from codebook.quotes.filters import Ask
from corpus import changes, documents
from corpus.study import Study
from pages.parts import quote_address, quote_list
from tests.codebook.quotes.conftest import Field, field  # noqa: F401  (a fixture)
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

SCRIPT = "coding/quotes.py"


def page(field: Field, **address: str) -> AppTest:  # noqa: F811
    return opened(field.lead, SCRIPT, **address)


def said(app: AppTest) -> str:
    return as_read(app.markdown, app.caption, app.info, app.warning, app.error, app.toast)


def shown(app: AppTest) -> dict:
    """What the list of quotes was given."""
    found = next(one.proto for one in app.get("bidi_component") if one.key == "quotes-list")
    return json.loads(found.json)


def words(app: AppTest) -> list[str]:
    return [quote["text"] for group in shown(app)["groups"] for quote in group["quotes"]]


def test_a_code_in_the_address_is_read_over_all_texts(field: Field) -> None:  # noqa: F811
    app = page(field, q="figures.facilitator")
    assert app.selectbox("quotes-code").value == field.codes["figures.facilitator"]
    assert "Facilitateur** · 3 verbatims · 3 documents sur 3 · 1 locuteur sur 4" in said(app)
    assert words(app) == ["elle aide", "Elle aide encore.", "Le COPIL aide et forme."]
    assert [group["number"] for group in shown(app)["groups"]] == [1, 1, 1]


def test_without_any_code_all_that_is_coded_is_read(field: Field) -> None:  # noqa: F811
    assert "tous les codes** · 6 verbatims" in said(page(field))


def test_what_is_chosen_goes_to_the_address(field: Field) -> None:  # noqa: F811
    app = page(field)
    app.selectbox("quotes-code").set_value(field.codes["trust"]).run()
    assert app.query_params["q"] == "trust"
    app.selectbox("quotes-operator-0").set_value(query.WITHOUT).run()
    app.selectbox("quotes-join-0").set_value(field.codes["figures.facilitator"]).run()
    assert app.query_params["q"] == "trust sans figures.facilitator"
    assert words(app) == ["La confiance vient."]
    app.multiselect("quotes-kinds").set_value(["steering_note"]).run()
    assert app.query_params["genre"] == "steering_note"
    assert "sans le filtre « Genre », 1 verbatim" in said(app)
    app.button("quotes-clear-empty").click().run()
    assert "genre" not in app.query_params
    assert words(app) == ["La confiance vient."]
    app.selectbox("quotes-join-0").set_value(None).run()
    assert app.query_params["q"] == "trust"


def test_the_last_code_taken_away_gives_all_codes_back(field: Field) -> None:  # noqa: F811
    app = page(field, q="trust et figures.facilitator")
    app.selectbox("quotes-code").set_value(None).run()
    assert "q" not in app.query_params
    assert len(words(app)) == 6


def test_a_formula_is_typed_and_a_wrong_one_is_told_and_kept(field: Field) -> None:  # noqa: F811
    app = page(field)
    app.text_input("quotes-typed").set_value("facilitateur sauf (confiance ou formateur)").run()
    assert app.query_params["q"] == "figures.facilitator sauf (trust ou figures.trainer)"
    assert words(app) == ["Elle aide encore."]
    assert "ses propres parenthèses" in said(app)
    app.text_input("quotes-typed").set_value("facilitateur sauf").run()
    assert "s’arrête là où un code est attendu" in said(app)
    assert app.text_input("quotes-typed").value == "facilitateur sauf"
    assert words(app) == ["Elle aide encore."]


def test_near_asks_how_far(field: Field) -> None:  # noqa: F811
    app = page(field, q="figures.facilitator près de trust")
    assert words(app) == ["elle aide"]
    app.number_input("quotes-distance-0").set_value(1).run()
    assert app.query_params["q"] == "figures.facilitator à 1 paragraphe de trust"
    assert words(app) == ["elle aide", "Elle aide encore."]


def test_filters_of_the_address_are_set_and_said(field: Field) -> None:  # noqa: F811
    app = opened(field.lead, SCRIPT, q="figures.facilitator", metier="nurse", periode="2021", **{"f-voice": "actor"})
    assert app.multiselect("quotes-professions").value == ["nurse"]
    assert app.text_input("quotes-period").value == "2021"
    assert words(app) == ["elle aide"]
    assert "Période : 2021" in said(app) and "Voix : un acteur, directement" in said(app)


def test_uncertain_and_missing_dates_are_said(field: Field) -> None:  # noqa: F811
    app = page(field, periode="2021")
    assert "dont 1 document possible, de date incertaine" in said(app)
    assert "1 document sans date écarté" in said(app)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"site": "00000000-0000-4000-8000-000000000000"}, "n’est plus dans l’étude"),
        ({"document": "00000000-0000-4000-8000-000000000000"}, "n’est plus dans l’étude"),
        ({"periode": "hier"}, "n’est pas une période"),
        ({"page": "999999", "vue": "ailleurs", "poids": "lourd"}, "n’est plus dans l’étude"),
    ],
)
def test_an_address_that_no_longer_holds_is_told_and_the_rest_is_shown(
    field: Field,  # noqa: F811
    address: dict[str, str],
    sentence: str,
) -> None:
    app = page(field, **address)
    assert sentence in said(app)
    assert len(words(app)) == 6


def test_a_formula_of_an_address_that_cannot_be_read_shows_nothing_in_its_place(field: Field) -> None:  # noqa: F811
    app = page(field, q="confiance et parti")
    assert "Aucun code ne s’appelle « parti »" in said(app)
    assert not [one for one in app.get("bidi_component") if one.key == "quotes-list"]
    assert app.text_input("quotes-typed").value == "confiance et parti"
    app.text_input("quotes-typed").set_value("confiance").run()
    assert len(words(app)) == 2


def test_one_text_is_read_in_its_order_with_its_neighbours(field: Field) -> None:  # noqa: F811
    app = page(field, vue="document", document=field.second)
    assert words(app) == ["Elle aide encore.", "La confiance vient."]
    assert shown(app)["vertical"] is True
    app.button("quotes-before").click().run()
    assert app.query_params["document"] == field.first
    assert words(app) == ["On se fait confiance, elle aide.", "elle aide", "Je forme, j’aide."]
    assert app.button("quotes-before").disabled
    app.selectbox("quotes-text").set_value(field.note).run()
    assert words(app) == ["Le COPIL aide et forme."]
    assert app.button("quotes-after").disabled


def test_a_set_is_recoded_after_being_told_and_taken_back_at_once(field: Field) -> None:  # noqa: F811
    app = page(field, q="figures.facilitator")
    assert "Cochez des passages" in said(app)
    app.segmented_control("quotes-scope").set_value("Tous").run()
    app.selectbox("quotes-target").set_value(field.codes["trust"]).run()
    told = said(app)
    assert "3 de vos codages : « Facilitateur » devient « Confiance »" in told
    assert "1 codage d’une autre personne reste" in told
    before = changes.count(field.lead)
    app.button("quotes-recode").click().run()
    assert not app.exception
    assert "3 codages changés" in said(app)
    assert changes.count(field.lead) == before + 1
    assert words(app) == ["elle aide"]
    app.button("quotes-undo-act").click().run()
    assert "Recodage annulé" in said(app)
    assert len(words(app)) == 3


def test_ticked_quotes_alone_are_recoded(field: Field) -> None:  # noqa: F811
    app = page(field, q="figures.facilitator")
    place = reading.Place(field.second, 10, 27)
    app.session_state["quotes-chosen"] = {place.key: place}
    app.run()
    app.segmented_control("quotes-act").set_value("remove").run()
    assert "1 de vos codages : « Facilitateur » est retiré." in said(app)
    app.button("quotes-recode").click().run()
    assert words(app) == ["elle aide", "Le COPIL aide et forme."]
    assert "quotes-chosen" not in app.session_state


def test_codings_that_wait_are_said_with_a_way_to_them(field: Field) -> None:  # noqa: F811
    from codebook import carrying
    from tests.codebook.quotes.conftest import reading_text

    edit = reading_text(field.lead, field.second).replace("Elle aide encore.", "Tout autre chose, sans rapport aucun.")
    carrying.revise(field.lead, field.second, carrying.typed(edit), reason="Relecture")
    app = page(field, q="figures.facilitator")
    assert "1 codage attend une place dans le texte d’aujourd’hui" in said(app)


def test_long_readings_come_by_windows_kept_in_the_address(field: Field, document) -> None:  # noqa: F811
    long = document(field.lead, "mot " * 130, source=b"long")
    for number in range(120):
        codings.apply(field.lead, long, number * 4, number * 4 + 3, [field.codes["trust"]])
    app = page(field, q="trust", page="3")
    assert len(words(app)) == 122 - 100
    assert documents.get(field.lead, long).title in {group["title"] for group in shown(app)["groups"]}


def test_a_study_without_codings_says_how_to_begin(study: Study, grid: dict[str, str]) -> None:
    assert "Rien n’est encore codé" in said(opened(study, SCRIPT))


def test_a_study_without_codes_says_how_to_begin(study: Study) -> None:
    assert "L’étude n’a pas encore de code" in said(opened(study, SCRIPT))


def test_what_is_copied_has_its_reference(field: Field) -> None:  # noqa: F811
    found = reading.read(field.lead, Ask(documents=(field.first,)))
    data = quote_list.payload(
        showing.show(found), found.tree, by_document=False, member=field.lead.member.id, chosen=["x"]
    )
    quote = next(one for one in data["groups"][0]["quotes"] if one["text"] == "elle aide")
    assert quote["copy"] == (
        "« elle aide » (Premier entretien · 9 mars 2021 · Havremer · Infirmière A (Infirmières, infirmiers) · § 2)"
    )
    assert [code["coders"] for code in quote["codes"]] == [["moi, dominant", "Romain"]]
    assert [one["text"] for one in quote["before"]] == ["Que disent-ils ?"]
    assert data["chosen"] == ["x"]


def test_a_key_that_reads_as_something_else_is_written_by_its_guid(study: Study) -> None:
    from codebook.codes import Code

    tree = [Code("00000000-0000-4000-8000-000000000001", "et (bis)", "Et"), Code("2", "ok.key", "Autre")]
    written = [quote_address.written(query.One(code.id), tree) for code in tree]
    assert written == ['"00000000-0000-4000-8000-000000000001"', "ok.key"]
    assert [query.parse(text, tree) for text in written] == [query.One(code.id) for code in tree]
