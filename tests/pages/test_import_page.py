"""Import as a person meets it: what was read is shown, stored on demand, and a bad file says why it is not."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import documents, sites, versions
from corpus.study import Study
from pages.parts import menu
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

MINUTES = """Compte-rendu de visite, Havremer

Le jeudi après-midi est libre des deux côtés.

La cadre relit la fiche[^1].

[^1]: Une note de bas de page.
"""
LOOK_ALIKES = Path(__file__).parents[1] / "corpus" / "readers" / "look_alikes"


def given(study: Study, *files: tuple[str, bytes]) -> AppTest:
    """Open the page and give it these files at once."""
    app = opened(study, menu.IMPORT.script)
    app.file_uploader("import-files").set_value([(name, data, "application/octet-stream") for name, data in files])
    return app.run()


def field(widgets, label: str):  # noqa: ANN001, ANN201
    return next(widget for widget in widgets if widget.label == label)


def type_date(app: AppTest, words: str) -> None:
    """Type a date the text does not propose, as the list of dates lets a person do."""
    dates = field(app.selectbox, "Date")
    dates.options.append(words)
    dates.set_value(words)


def store(app: AppTest) -> AppTest:
    """Press the button that stores the file, and run the page again as the browser does after a rerun."""
    return field(app.button, "Ajouter à l’étude").click().run()


def said(app: AppTest) -> str:
    return as_read(app.error)


def shown(app: AppTest) -> str:
    return as_read(app.text, app.subheader, app.caption, app.warning)


def test_what_was_read_is_shown_before_it_is_stored(study: Study) -> None:
    app = given(study, ("visite.md", MINUTES.encode()))
    assert not app.exception
    assert "visite.md" in shown(app)
    assert "3 paragraphes · 0 titres · 1 notes" in shown(app)
    assert "Le jeudi après-midi est libre" in shown(app)
    assert field(app.selectbox, "Genre").value == "visit_minutes"
    assert documents.everything(study) == []


def test_a_good_file_is_stored_as_the_form_says(study: Study) -> None:
    site = sites.add(study, "Havremer")
    app = given(study, ("visite.md", MINUTES.encode()))
    field(app.text_input, "Titre").set_value("Visite n° 3")
    type_date(app, "2021-03~")
    field(app.multiselect, "Sites").set_value([site])
    field(app.selectbox, "État").set_value("sent")
    field(app.selectbox, "Lisible par").set_value("private")
    app = store(app)
    assert not app.exception
    assert not app.error
    (paper,) = documents.everything(study)
    assert (paper.title, paper.date_shown, paper.sites) == ("Visite n° 3", "vers mars 2021", (site,))
    assert (paper.kind, paper.state, paper.level) == ("visit_minutes", "sent", "private")
    assert versions.text(study, paper.version or "").startswith("Compte-rendu de visite, Havremer")
    assert "« Visite n° 3 » est dans l’étude." in as_read(app.toast)
    assert "« visite.md » est dans l’étude." in shown(app)


def test_a_refused_date_stores_nothing_and_keeps_what_was_typed(study: Study) -> None:
    app = given(study, ("visite.md", MINUTES.encode()))
    field(app.text_input, "Titre").set_value("Visite n° 3")
    type_date(app, "mars 21")
    app = store(app)
    assert "mars 21" in said(app)
    assert documents.everything(study) == []
    assert field(app.text_input, "Titre").value == "Visite n° 3"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("vide.txt", b"", "ne contient aucun texte"),
        ("blanc.txt", b" \n\n \n", "ne contient aucun texte"),
        ("rapport.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "ce fichier PDF est endommagé"),
        ("abime.docx", b"PK\x03\x04 rien de bon", "est endommagé"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "une image ne se lit pas"),
    ],
)
def test_a_bad_file_says_why_in_one_sentence_and_offers_nothing(
    name: str, data: bytes, sentence: str, study: Study
) -> None:
    app = given(study, (name, data))
    assert not app.exception
    (error,) = app.error
    assert sentence in as_read([error])
    assert "Ajouter à l’étude" not in [button.label for button in app.button]
    assert documents.everything(study) == []


def test_a_bad_file_does_not_keep_a_good_one_from_being_stored(study: Study) -> None:
    app = store(given(study, ("vide.txt", b""), ("visite.md", MINUTES.encode())))
    assert "ne contient aucun texte" in said(app)
    assert [paper.title for paper in documents.everything(study)] == ["visite"]


def test_the_same_file_is_refused_the_second_time_under_any_name(study: Study) -> None:
    store(given(study, ("visite.md", MINUTES.encode())))
    app = given(study, ("copie.txt", MINUTES.encode()))
    assert "copie.txt » est déjà dans l’étude" in said(app)
    assert len(documents.everything(study)) == 1


def test_the_same_file_given_twice_at_once_is_stored_once(study: Study) -> None:
    app = store(given(study, ("visite.md", MINUTES.encode()), ("copie.md", MINUTES.encode())))
    assert not app.exception
    assert "déjà dans l’étude" in said(app)
    assert len(documents.everything(study)) == 1


def test_two_files_are_stored_one_after_the_other(study: Study) -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(LOOK_ALIKES.iterdir())[:2]]
    app = store(store(given(study, *files)))
    assert not app.error
    assert len(documents.everything(study)) == 2
    assert "Ajouter à l’étude" not in [button.label for button in app.button]


def test_words_of_a_file_are_never_interpreted(study: Study) -> None:
    app = given(study, ("![x](http://a.b/c.png).txt", b"**gras** :red[rouge]\n\nUne phrase."))
    assert "![x](" not in app.subheader[0].value
    app = store(app)
    assert all(":red[" not in caption.value for caption in app.caption)


def test_the_name_of_a_part_of_any_text_is_not_proposed_as_its_title(study: Study) -> None:
    text = "# INTRODUCTION\n\nLa cadre relit la fiche.\n\n# Sommaire\n\nUne phrase."
    app = given(study, ("bilan_2022.md", text.encode()))
    assert field(app.text_input, "Titre").value == "bilan 2022"
