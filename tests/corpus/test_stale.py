"""Two people on one record: the second to save is told, and the first one's words stay."""

import pytest

from corpus import documents, events, milestones, sites
from corpus.errors import StudyError

TOLD = "Quelqu’un a modifié cet élément"


def test_an_event_changed_since_it_was_read_is_not_written_over(study, researcher, event):
    key = event(study, label="Visite")
    read = events.get(researcher, key)
    events.save(study, event=key, kind="visit", label="Visite d’ouverture", held="2021-03-09")
    with pytest.raises(StudyError, match=TOLD):
        events.save(researcher, event=key, kind="visit", label="Visite", held="2021-03-10", read=read)
    assert events.get(study, key).label == "Visite d’ouverture"
    assert events.get(study, key).held == "2021-03-09"
    events.save(researcher, event=key, kind="visit", label="Relue", held="2021-03-10", read=events.get(researcher, key))
    assert events.get(study, key).label == "Relue"


def test_a_milestone_changed_since_it_was_read_is_not_written_over(study, researcher, milestone):
    key = milestone(study)
    read = milestones.get(researcher, key)
    known = {"module": "delegation", "state": "reached", "reached": "2021-07"}
    milestones.save(study, milestone=key, label="Avancé", **known)
    with pytest.raises(StudyError, match=TOLD):
        milestones.save(researcher, milestone=key, label="Autre", read=read, **known)
    assert milestones.get(study, key).label == "Avancé"


def test_a_site_and_a_notice_changed_since_they_were_read_are_not_written_over(study, document):
    site = sites.add(study, "Montjoie")
    read = sites.everyone(study)[0]
    sites.update(study, site, label="Montjoie-sur-Mer", group="", notes="")
    with pytest.raises(StudyError, match=TOLD):
        sites.update(study, site, label="Montjoie", group="Sud", notes="", read=read)
    key = document(study, title="Un titre")
    notice = documents.get(study, key)
    known = {"kind": "other", "date": "", "sites": [], "state": "drafted", "level": "team"}
    documents.update(study, key, title="Le bon titre", **known)
    with pytest.raises(StudyError, match=TOLD):
        documents.update(study, key, title="Un autre", read=notice, **known)
    assert documents.get(study, key).title == "Le bon titre"


def test_a_milestone_not_reached_has_no_date_it_was_reached(study):
    with pytest.raises(StudyError, match="passez-le à « atteint »"):
        milestones.save(study, module="delegation", label="Délégation", reached="2021-11?", state="planned")
