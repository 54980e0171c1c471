"""The chronology as a person meets it: what is typed is written, and a refused date loses nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import events, milestones, sites
from corpus.study import Study
from pages.parts.date_field import reading

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
Make = Callable[..., str]


def opened(study: Study, script: str = "field/chronology.py", **address: str) -> AppTest:
    """Enter as this member and open a page."""
    app = AppTest.from_file(str(INDEX), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(script).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(error.value for error in app.error)


def test_an_event_is_added_and_the_next_one_keeps_its_date_and_site(study: Study) -> None:
    site = sites.add(study, "Havremer")
    app = opened(study)
    app.multiselect("event-sites").set_value([site])
    app.text_input("event-held").set_value("2021-03~")
    app.text_input("event-label").set_value("Visite n° 1")
    app.checkbox("event-at-facilitator").check().run()
    app.radio("event-leading").set_value("facilitator")
    app.button("event-save").click().run()
    assert not app.exception
    assert not app.error
    (event,) = events.everything(study)
    assert (event.label, event.held_shown, event.sites, event.leading) == (
        "Visite n° 1",
        "vers mars 2021",
        (site,),
        "facilitator",
    )
    assert app.text_input("event-label").value == ""
    assert app.text_input("event-held").value == "2021-03~"
    assert app.multiselect("event-sites").value == [site]


def test_a_refused_date_keeps_what_was_typed(study: Study) -> None:
    app = opened(study)
    app.text_input("event-held").set_value("2021-02-30")
    app.text_input("event-label").set_value("Visite impossible")
    app.text_area("event-description").set_value("Trois pages de notes")
    app.button("event-save").click().run()
    assert "2021-02-30" in said(app)
    assert "n’existe pas" in said(app)
    assert events.everything(study) == []
    assert app.text_input("event-held").value == "2021-02-30"
    assert app.text_input("event-label").value == "Visite impossible"
    assert app.text_area("event-description").value == "Trois pages de notes"


def test_an_event_is_opened_by_its_address_and_changed_whole(study: Study, event: Make) -> None:
    key = event(study, "Visite n° 1", figures=[events.HeldFigure("third_party", "un cadre de passage", True)])
    app = opened(study, event=key)
    assert app.text_input("event-label").value == "Visite n° 1"
    app.text_input("event-planned").set_value("2021-02")
    app.button("event-save").click().run()
    changed = events.get(study, key)
    assert (changed.planned, changed.held) == ("2021-02", "2021-03-09")
    assert changed.figures == (events.HeldFigure("third_party", "un cadre de passage", True),)


def test_the_list_keeps_only_what_the_filters_ask(study: Study, event: Make) -> None:
    site = sites.add(study, "Havremer")
    here, elsewhere = event(study, "Visite à Havremer", sites=[site]), event(study, "COPIL")
    app = opened(study)
    assert set(app.radio("choice-event").options) == {"**9 mars 2021** · Visite à Havremer", "**9 mars 2021** · COPIL"}
    app.selectbox("filter-event-site").set_value(site).run()
    assert app.radio("choice-event").options == ["**9 mars 2021** · Visite à Havremer"]
    assert here != elsewhere


def test_a_milestone_counts_from_its_anchor(study: Study, event: Make) -> None:
    site, anchor = sites.add(study, "Havremer"), event(study, "Ouverture", "2021-03")
    app = opened(study)
    app.session_state["chronology-tab"] = "Jalons"
    app.run()
    app.selectbox("milestone-site").set_value(site)
    app.selectbox("milestone-anchor").set_value(anchor)
    app.text_input("milestone-planned").set_value("M12/M18")
    app.text_input("milestone-label").set_value("Première consultation déléguée").run()
    assert ":material/check: du 1er mars au 30 septembre 2022" in [caption.value for caption in app.caption]
    app.button("milestone-save").click().run()
    assert not app.error
    (step,) = milestones.everything(study)
    assert (step.site, step.planned, step.anchor, step.state) == (site, "M12/M18", anchor, "planned")
    assert app.text_input("milestone-label").value == ""


def test_a_reached_milestone_without_its_date_is_refused_and_kept_on_the_page(study: Study) -> None:
    app = opened(study)
    app.session_state["chronology-tab"] = "Jalons"
    app.run()
    app.text_input("milestone-label").set_value("Compagnonnage achevé")
    app.text_input("milestone-planned").set_value("2021")
    app.selectbox("milestone-state").set_value("reached")
    app.button("milestone-save").click().run()
    assert "date où il l’a été" in said(app)
    assert milestones.everything(study) == []
    assert app.text_input("milestone-label").value == "Compagnonnage achevé"


def test_words_of_the_study_are_never_interpreted_in_the_list(study: Study, event: Make) -> None:
    event(study, "![x](http://a.b/c.png) *visite* :red[rouge]")
    (label,) = opened(study).radio("choice-event").options
    assert "![x](http" not in label
    assert ":red[" not in label
    assert "*visite*" not in label.replace("\\*", "")


@pytest.mark.parametrize("script", ["field/chronology.py", "field/sites.py"])
def test_the_committee_is_refused(committee: Study, script: str) -> None:
    app = AppTest.from_file(str(INDEX.parent / script), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    assert "n’est pas ouverte" in said(app)
    assert not app.text_input


@pytest.mark.parametrize("script", ["field/chronology.py", "field/sites.py"])
def test_a_session_that_did_not_enter_is_refused(script: str) -> None:
    app = AppTest.from_file(str(INDEX.parent / script), default_timeout=60).run()
    assert "accueil" in said(app)
    assert not app.text_input


def test_a_site_is_added_by_name(study: Study) -> None:
    sites.add(study, "Valmorant")
    app = opened(study, "field/sites.py")
    app.text_input("site-label-new-1").set_value("Havremer")
    app.text_input("site-group-new-1").set_value("Groupement des Caps")
    app.button("site-save-new-1").click().run()
    assert [(site.label, site.group) for site in sites.everyone(study)] == [
        ("Havremer", "Groupement des Caps"),
        ("Valmorant", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", "Pas de date"),
        ("2021-03~", ":material/check: vers mars 2021"),
        ("2021-23", ":material/check: automne 2021"),
        ("2021-03/..", ":material/check: depuis mars 2021"),
        ("M12", ":material/edit: M12 ne peut s’écrire que pour la date prévue d’un jalon."),
    ],
)
def test_a_date_is_read_back_in_french_while_it_is_typed(typed: str, read: str) -> None:
    assert reading(typed) == read
