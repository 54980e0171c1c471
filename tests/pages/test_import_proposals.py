"""The import page: each field shows the words it was read from, and what is confirmed is what is stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import attendance, documents, events, people, sites
from corpus.attendance import Line
from corpus.study import Study

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
Make = Callable[..., str]
MINUTES = (
    "COMPTE-RENDU DE VISITE — HAVREMER\n\nJeudi 11 février 2021, visioconférence\n\n"
    "Présents : une cardiologue, trois infirmières.\n\nUn *mot* :red[rouge] de la CECICS [C].\n\n"
    "Prochaine visite : 11 mars 2021.\n"
)
INTERVIEW = "Entretien\n\nEnquêteur : Alors ?\n\n[Ispic1] : Bien.\n\nEnquêteur : Et ?\n\n[Ispic1] : Voilà.\n"


def imported(study: Study, text: str, name: str = "cr.txt") -> AppTest:
    """Enter as this member and give a file to the import page."""
    app = AppTest.from_file(str(INDEX), default_timeout=90)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    app.switch_page("field/importing.py").run()
    app.file_uploader("import-files").set_value([(name, text.encode(), "text/plain")]).run()
    assert not app.exception
    return app


def the(app: AppTest, kind: str, begin: str):  # noqa: ANN201
    """The widget whose key begins so."""
    return next(one for one in getattr(app, kind) if str(one.key).startswith(begin))


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption).replace("\\", "").replace("\u2060", "")


@pytest.fixture
def havremer(study: Study) -> str:
    return sites.add(study, "Havremer")


def test_each_field_shows_the_words_it_was_read_from(study: Study, havremer: str) -> None:
    app = imported(study, MINUTES)
    assert the(app, "selectbox", "kind-").value == "visit_minutes"
    assert the(app, "selectbox", "date-").value == "2021-02-11"
    assert the(app, "multiselect", "sites-").value == [havremer]
    said = captions(app)
    assert "**Jeudi 11 février 2021**" in said
    assert "**COMPTE-RENDU DE VISITE**" in said
    assert "C (à ajouter) (1 fois)" in said
    assert documents.everything(study) == []


def test_the_event_of_that_day_is_proposed_and_receives_who_was_there(study: Study, havremer: str, event: Make) -> None:
    visit = event(study, "Visite n° 3", "2021-02-11", sites=[havremer])
    event(study, "Visite n° 4", "2021-03-11", sites=[havremer])
    app = imported(study, MINUTES)
    assert the(app, "selectbox", "event-").value == visit
    the(app, "button", "store-").click().run()
    assert not app.exception and not app.error
    (paper,) = documents.everything(study)
    assert (paper.event, paper.sites, paper.date) == (visit, (havremer,), "2021-02-11")
    assert attendance.of_event(study, visit) == [
        Line("physician", 1, "une cardiologue"),
        Line("nurse", 3, "trois infirmières"),
    ]
    assert len(events.everything(study)) == 2


def test_nothing_more_than_the_notice_is_stored_without_an_event_or_a_tick(study: Study, havremer: str) -> None:
    app = imported(study, MINUTES)
    the(app, "button", "store-").click().run()
    assert not app.exception and not app.error
    assert len(documents.everything(study)) == 1
    assert events.everything(study) == []
    assert [site.label for site in sites.everyone(study)] == ["Havremer"]


def test_the_next_meeting_is_noted_when_it_is_ticked(study: Study, havremer: str) -> None:
    app = imported(study, MINUTES)
    the(app, "checkbox", "coming-").check().run()
    the(app, "button", "store-").click().run()
    assert [(one.kind, one.planned, one.state) for one in events.everything(study)] == [
        ("visit", "2021-03-11", "planned")
    ]


def test_a_new_event_is_written_with_the_document(study: Study, havremer: str) -> None:
    app = imported(study, MINUTES)
    the(app, "selectbox", "event-").set_value("new").run()
    assert the(app, "selectbox", "event-kind-").value == "visit"
    the(app, "button", "store-").click().run()
    assert not app.exception and not app.error
    (visit,) = events.everything(study)
    assert (visit.held, visit.format, visit.sites) == ("2021-02-11", "remote", (havremer,))
    assert len(attendance.of_event(study, visit.id)) == 2


def test_the_roster_makes_people_under_the_labels_of_the_text(study: Study) -> None:
    app = imported(study, INTERVIEW, "entretien.txt")
    the(app, "button", "store-").click().run()
    assert not app.exception and not app.error
    (paper,) = documents.everything(study)
    assert {label: one.label for label, one in people.speakers(study, paper.id).items()} == {
        "Enquêteur": "Enquêteur",
        "Ispic1": "Ispic1",
    }


def test_a_file_that_says_nothing_of_itself_is_stored_all_the_same(study: Study) -> None:
    app = imported(study, "Une phrase du terrain.\n\nUne autre phrase.\n", "notes.txt")
    assert the(app, "selectbox", "kind-").value == "other"
    assert "le texte ne le dit pas" in captions(app)
    the(app, "button", "store-").click().run()
    assert not app.exception and not app.error
    assert [paper.kind for paper in documents.everything(study)] == ["other"]
