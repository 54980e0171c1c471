"""People of the field under the name the study gives them, and who speaks behind the labels of a document."""

from collections.abc import Callable

import pytest

from corpus import changes, people, sites
from corpus.errors import AccessError, StudyError
from corpus.study import Study

Make = Callable[..., str]


def test_a_person_is_found_by_name_or_alias_accents_apart(study: Study) -> None:
    key = people.save(study, label="Fleur", role="infirmière", profession="nurse", aliases=["[Ispic1]", "Ispic 1", ""])
    (person,) = people.everyone(study)
    assert (person.label, person.aliases, person.profession_label) == (
        "Fleur",
        ("Ispic 1", "[Ispic1]"),
        "Infirmières, infirmiers",
    )
    for name in ("fleur", "ispic 1", "[ispic1]"):
        assert people.named(study, name) == people.get(study, key)
    assert people.named(study, "Rose") is None


def test_two_people_of_one_label_are_told_apart_by_site_or_not_at_all(study: Study) -> None:
    here, there = sites.add(study, "Havremer"), sites.add(study, "Valmorant")
    one = people.save(study, label="Cadre", site=here)
    people.save(study, label="Cadre", site=there)
    found = people.named(study, "cadre", site=here)
    assert found is not None and found.id == one
    assert people.named(study, "cadre") is None


def test_labels_of_a_document_are_told_and_undone(study: Study, document: Make) -> None:
    paper, fleur = document(study), people.save(study, label="Fleur")
    people.tell_speakers(study, paper, {"Ispic1": fleur, "[Ispic1]": fleur})
    assert {label: person.label for label, person in people.speakers(study, paper).items()} == {
        "Ispic1": "Fleur",
        "[Ispic1]": "Fleur",
    }
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert people.speakers(study, paper) == {}


def test_what_is_private_is_of_its_author_alone(study: Study, colleague: Study, document: Make) -> None:
    hidden = people.save(study, label="Rose", level="private")
    paper = document(study)
    people.tell_speakers(study, paper, {"R": hidden})
    assert people.everyone(colleague) == []
    assert people.speakers(colleague, paper) == {}
    with pytest.raises(StudyError):
        people.get(colleague, hidden)
    open_ = people.save(study, label="Fleur")
    with pytest.raises(AccessError):
        people.save(colleague, label="Fleur", level="private", person=open_)


def test_speakers_of_a_private_document_stay_private(study: Study, colleague: Study, document: Make) -> None:
    paper, fleur = document(study, level="private"), people.save(study, label="Fleur")
    people.tell_speakers(study, paper, {"F": fleur})
    assert people.speakers(colleague, paper) == {}
    with pytest.raises(StudyError):
        people.tell_speakers(colleague, paper, {})


def test_a_person_without_a_name_is_refused(study: Study) -> None:
    with pytest.raises(StudyError):
        people.save(study, label="  ")
