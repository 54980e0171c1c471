"""The page of search as a person meets it: words in context, filters, coding what was found, and taking it back."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from codebook import codings
from corpus import changes, documents
from corpus.readers import Block, ReadingText
from corpus.search import concordance as search
from corpus.search.query import parse
from corpus.study import Study
from pages.parts import concordance

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
TEXT = "Le tiers écoute. Il dit le tiers.\nUn autre tiers vient."
Make = Callable[..., str]


def opened(study: Study, words: str | None = None) -> AppTest:
    """Enter as this member and open the page of search, at an address with words or without."""
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    if words is not None:
        app.query_params["mots"] = words
    app.switch_page("reading/search.py").run()
    assert not app.exception
    return app


def table(app: AppTest) -> pd.DataFrame:
    (shown,) = app.dataframe
    return shown.value


def said(app: AppTest) -> str:
    parts = (*app.info, *app.warning, *app.error, *app.toast, *app.markdown, *app.caption)
    return " ".join(part.value for part in parts).replace("\u00a0", " ")


@pytest.fixture
def paper(study: Study, document: Make) -> str:
    return document(study, TEXT, title="Une note", date="2021-03-09")


def test_an_address_with_words_shows_them_in_context(study: Study, paper: str) -> None:
    app = opened(study, "tiers")
    assert app.text_input("mots").value == "tiers"
    assert "**3 occurrences** dans 1 document" in said(app)
    shown = table(app)
    assert list(shown["Avant"]) == ["Le", "Le tiers écoute. Il dit le", "Le tiers écoute. Il dit le tiers. ¶ Un autre"]
    assert list(shown["Mot"]) == ["tiers"] * 3
    assert shown["Après"][2] == "vient."
    assert set(shown["Document"]) == {"Une note"}
    assert set(shown["Date"]) == {"9 mars 2021"}
    assert "Locuteur" not in shown


def test_words_typed_are_found(study: Study, paper: str) -> None:
    app = opened(study)
    assert "Écrivez un mot" in said(app)
    app.text_input("mots").set_value("écoute").run()
    assert list(table(app)["Mot"]) == ["écoute"]


def test_the_order_changes_the_lines(study: Study, paper: str) -> None:
    app = opened(study, "tiers")
    app.segmented_control("search-sort").set_value("left").run()
    assert list(table(app)["Avant"].str.split().str[-1]) == ["autre", "Le", "le"]


def test_speakers_are_shown_and_filter(study: Study) -> None:
    text = "Le tiers un.\nLe tiers deux."
    blocks = (Block("paragraph", 0, 12, speaker="Cadre"), Block("paragraph", 13, 27, speaker="Médecin"))
    reading = ReadingText(text, blocks, (), ((0, 0, len(text)),), None, ())
    documents.add(study, reading, title="Entretien", source_name="t.txt", source=b"t", kind="interview")
    app = opened(study, "tiers")
    assert list(table(app)["Locuteur"]) == ["Cadre", "Médecin"]
    app.text_input("search-speaker").set_value("medecin").run()
    assert list(table(app)["Locuteur"]) == ["Médecin"]
    app.multiselect("search-kind").set_value(["logbook"]).run()
    assert "Aucune occurrence" in said(app)
    assert "retirez un filtre" in said(app)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('"tiers', "Un guillemet n’est pas refermé"),
        ("tiers site:Paris", "Aucun site ne s’appelle"),
        ("TIERS", "écrivez-le en minuscules"),
        ("inconnu", "Aucune occurrence"),
    ],
)
def test_what_finds_nothing_says_what_to_do(study: Study, paper: str, words: str, sentence: str) -> None:
    assert sentence in said(opened(study, words))


def test_a_study_without_text_says_how_to_begin(study: Study) -> None:
    app = opened(study, "tiers")
    assert "Aucun texte où chercher" in said(app)


def test_all_occurrences_are_coded_at_once_and_taken_back_at_once(
    study: Study, paper: str, grid: dict[str, str]
) -> None:
    app = opened(study, "tiers")
    assert app.button("search-apply").disabled
    app.segmented_control("search-scope").set_value("Toutes les occurrences")
    app.segmented_control("search-extent").set_value("sentence")
    app.multiselect("search-codes").set_value([grid["trust"]]).run()
    before = changes.count(study)
    app.button("search-apply").click().run()
    assert not app.exception
    assert "3 passages : 3 nouveaux codages." in said(app)
    assert [coding.quote for coding in codings.of_document(study, paper)] == [
        "Le tiers écoute.",
        "Il dit le tiers.",
        "Un autre tiers vient.",
    ]
    assert changes.count(study) == before + 1
    app.button("search-undo-button").click().run()
    assert not app.exception
    assert codings.of_document(study, paper) == []
    assert "Codage annulé" in said(app)


def test_ticked_lines_alone_are_coded(study: Study, paper: str, grid: dict[str, str]) -> None:
    app = opened(study, "tiers")
    app.session_state["search-table-1-tiers-document-[]"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.run()
    assert "1 ligne cochée" in said(app)
    app.multiselect("search-codes").set_value([grid["trust"]]).run()
    app.button("search-apply").click().run()
    assert not app.exception
    assert [coding.start for coding in codings.of_document(study, paper)] == [27]


def test_a_search_inside_a_code_follows_the_codings(study: Study, paper: str, grid: dict[str, str]) -> None:
    codings.apply(study, paper, 24, 32, [grid["trust"]])
    app = opened(study, "tiers")
    app.multiselect("search-code").set_value([grid["trust"]]).run()
    assert list(table(app)["Avant"]) == ["Le tiers écoute. Il dit le"]
    app.multiselect("search-coder").set_value([study.member.id]).run()
    assert len(table(app)) == 1


def test_occurrences_are_counted_by_document(study: Study, paper: str, document: Make) -> None:
    document(study, "Un tiers.", source=b"autre", title="Autre note", date="2020")
    app = opened(study, "tiers")
    app.segmented_control("search-view").set_value("Par document").run()
    assert list(table(app)["Document"]) == ["Autre note", "Une note"]
    assert list(table(app)["Occurrences"]) == [1, 3]


def test_long_lists_come_by_pages(study: Study, document: Make) -> None:
    document(study, "tiers " * 60)
    app = opened(study, "tiers")
    assert len(table(app)) == 50
    app.session_state["search-page-tiers-document-[]"] = 2
    app.run()
    assert len(table(app)) == 10


def test_the_committee_does_not_have_the_page(committee: Study) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(committee, "tiers")


def test_the_file_holds_every_occurrence_and_no_formula(study: Study, document: Make) -> None:
    document(study, "=SOMME(A1) tiers", title="+1")
    hits = search.search(study, parse("tiers")).hits
    rows = list(csv.reader(io.StringIO(concordance.as_csv(hits).decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Avant", "Mot", "Après"]
    assert rows[1][:4] == ["'=SOMME(A1)", "tiers", "", "'+1"]
