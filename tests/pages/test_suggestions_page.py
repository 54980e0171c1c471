"""The page of suggestions as a person meets it: reading, judging, taking back, writing rules, measuring."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook import codings
from codebook.suggesting import rules, verdicts
from corpus import changes
from corpus.study import Study
from pages.parts import suggestion_text
from tests.conftest import Make
from tests.pages.test_search_page import opened as open_search
from tests.pages.test_search_page import said

PAGE = "coding/suggestions.py"
TEXT = "La confiance vient.\nOn <b>fait</b> confiance & *on* attend.\nRien d’autre."
INDEX = Path(__file__).parents[2] / "pages" / "index.py"


def opened(study: Study) -> AppTest:
    app = open_search(study)
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


@pytest.fixture
def paper(study: Study, grid: dict[str, str], document: Make) -> str:
    rules.add(study, grid["trust"], "confiance")
    return document(study, TEXT, title="Une note", date="2021-03-09")


def drawn(app: AppTest) -> str:
    return " ".join(part.proto.body for part in app.get("html"))


def press(app: AppTest, start: str) -> AppTest:
    next(button for button in app.button if str(button.key).startswith(start)).click().run()
    assert not app.exception
    return app


def test_sentences_are_shown_with_their_words_marked_and_nothing_interpreted(study: Study, paper: str) -> None:
    app = opened(study)
    assert "**2 suggestions**" in said(app)
    assert ">confiance</mark>" in drawn(app)
    assert "<b>" not in drawn(app)
    assert "&lt;b&gt;fait&lt;/b&gt;" in drawn(app)
    assert "règle « confiance » (aucun avis)" in said(app)
    assert "Confiance" in said(app)


def test_one_is_accepted_another_refused_and_both_are_taken_back(study: Study, paper: str) -> None:
    app = opened(study)
    press(app, "suggestion-accept-")
    assert "1 passage codé" in said(app)
    assert len(codings.of_document(study, paper)) == 1
    press(app, "suggestion-refuse-")
    assert "Rien à juger ici" in said(app)
    (rate,) = verdicts.rates(study).values()
    assert rate.shown == "1/2"
    press(app, "suggestions-undo")
    press(app, "suggestions-undo")
    assert "**2 suggestions**" in said(app)
    assert codings.of_document(study, paper) == []


def test_a_page_is_accepted_at_once_with_what_is_asked(study: Study, paper: str) -> None:
    app = opened(study)
    app.segmented_control("suggestions-extent").set_value("words").run()
    before = changes.count(study)
    press(app, "suggestions-accept-page")
    assert [coding.quote for coding in codings.of_document(study, paper)] == ["confiance", "confiance"]
    assert changes.count(study) == before + 1


def test_what_was_refused_is_listed_and_can_be_judged_again(study: Study, paper: str) -> None:
    app = opened(study)
    press(app, "suggestions-refuse-page")
    app.segmented_control("suggestions-status").set_value("refused").run()
    assert "**2 suggestions**" in said(app)
    press(app, "suggestion-again-")
    app.segmented_control("suggestions-status").set_value("waiting").run()
    assert "**1 suggestion**" in said(app)


def test_one_that_is_passed_comes_last(study: Study, paper: str) -> None:
    app = opened(study)
    first = app.get("html")[0].proto.body
    press(app, "suggestion-pass-")
    assert app.get("html")[0].proto.body != first
    assert app.get("html")[1].proto.body == first


def test_rules_are_written_one_a_line_and_found_at_once(study: Study, paper: str, grid: dict[str, str]) -> None:
    app = opened(study)
    app.segmented_control("suggestions-view").set_value("Règles").run()
    (table,) = app.dataframe
    assert list(table.value["Mots"]) == ["confiance"]
    assert list(table.value["Phrases"]) == [2]
    assert list(table.value["Acceptées"]) == ["aucun avis"]
    app.selectbox("rules-new-code-None").set_value(grid["trust"])
    app.text_area("rules-new-phrases").set_value("attendre\n\nfaire confiance")
    press(app, "rules-new-write")
    assert [rule.phrase for rule in rules.everything(study)] == ["attendre", "confiance", "faire confiance"]
    (table,) = app.dataframe
    assert sorted(table.value["Phrases"]) == [0, 1, 2]  # « fait</b> confiance » is parted by a sign of another language


def test_a_rule_without_code_is_refused_in_words(study: Study, paper: str) -> None:
    app = opened(study)
    app.segmented_control("suggestions-view").set_value("Règles").run()
    app.text_area("rules-new-phrases").set_value("attendre")
    press(app, "rules-new-write")
    assert "choisissez lequel" in said(app)
    assert len(rules.everything(study)) == 1


def test_a_study_too_small_to_measure_says_so(study: Study, paper: str) -> None:
    app = opened(study)
    app.segmented_control("suggestions-view").set_value("Mesure").run()
    assert "Rien n’est mesuré encore" in said(app)
    press(app, "suggestions-measured")
    assert "Pas assez de codages pour mesurer" in said(app)


@pytest.mark.parametrize("state", ["nothing", "text", "codes", "rules at rest"])
def test_an_empty_page_says_what_to_do_next(study: Study, document: Make, state: str, request) -> None:
    expected = "importez un compte-rendu"
    if state != "nothing":
        document(study, TEXT)
        expected = "chargez une grille"
    if state in ("codes", "rules at rest"):
        grid = request.getfixturevalue("grid")
        expected = "écrivez les mots qui annoncent un code"
        if state == "rules at rest":
            rules.switch(study, [rules.add(study, grid["trust"], "confiance")], active=False)
    assert expected in said(opened(study))


def test_the_committee_does_not_have_the_page(committee: Study) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(committee)


def test_long_paragraphs_are_cut_between_words() -> None:
    assert suggestion_text._end("mot " * 200).startswith("… mot ")
    assert suggestion_text._start(" mot" * 200).endswith("mot …")
    assert suggestion_text._end("court ") == "court "
