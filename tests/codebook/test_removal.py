"""A document is deleted with what hangs on it, named first; one undo brings it back whole."""

import pytest

from codebook import carrying, codings, evidence, links, removal
from codebook.check import problems
from corpus import changes, documents, events, sites, versions
from corpus.errors import AccessError, StudyError

TEXT = "Elle a ouvert la réunion. Puis le poste a été pourvu, un mardi."


@pytest.fixture
def paper(study, researcher, document, event, grid):
    """A document of two versions, with a site and an event, coded by two people."""
    made = document(
        study,
        TEXT,
        title="Visite d’avril",
        date="2021-04",
        sites=[sites.add(study, "Havremer")],
        event=event(study, "Visite n° 1"),
    )
    codings.apply(study, made, 0, 14, [grid["trust"]])
    codings.apply(researcher, made, 26, 40, [grid["trust"], grid["figures.trainer"]])
    carrying.revise(study, made, carrying.typed(TEXT.replace("Elle a ouvert", "Silence avant")), reason="Coupe")
    return made


@pytest.fixture
def link(study, event, milestone, paper):
    """A link that is supported by one passage of the document."""
    made = links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="prepares", statement="Une phrase"
    )
    passage = next(c.passage for c in codings.of_document(study, paper))
    evidence.add(study, made, passage, side="for", strength="hoop")
    links.set_status(study, made, "supported", "Les deux le disent")
    return made


def test_what_hangs_on_a_document_is_named_and_counted(study, paper, link, dump):
    before = dump(study.file)
    found = removal.hanging(study, paper)
    assert (found.title, found.versions, found.codings, found.waiting) == ("Visite d’avril", 2, 3, 1)
    assert found.coders == {"Romain": 2, "Léa": 1}
    assert found.pieces == (("Une phrase", 1),)
    assert found.grounds == (("Une phrase", "étayée"),)
    assert (found.event, found.unseen, found.hidden_links) == ("Visite n° 1", 0, 0)
    assert dump(study.file) == before


def test_a_link_with_another_ground_is_not_said_to_lose_it(study, paper, link, document):
    other = document(study, "Ailleurs, on le dit aussi.", title="Autre")
    (code,) = {coding.code for coding in codings.of_document(study, paper) if coding.coder_name == "Romain"} - {
        coding.code for coding in codings.waiting(study, paper)
    }
    (coding,) = codings.apply(study, other, 0, 8, [code])
    evidence.add(study, link, codings.get(study, coding).passage, side="for", strength="straw")
    assert removal.hanging(study, paper).grounds == ()
    removal.remove(study, paper)
    assert links.get(study, link).status == "supported"
    assert problems(study) == []


def test_what_others_keep_to_themselves_is_counted_and_not_shown(study, researcher, paper):
    hidden = codings.of_document(researcher, paper)[0]
    codings.revise(researcher, hidden.id, level="private", comment="Pour moi")
    found = removal.hanging(study, paper)
    assert (found.codings, found.unseen) == (2, 1)


def test_a_document_goes_with_all_that_hangs_on_it(study, paper, link):
    removal.remove(study, paper)
    with pytest.raises(StudyError, match="n’existe pas"):
        documents.get(study, paper)
    assert (codings.everything(study), codings.waiting(study), evidence.of_link(study, link)) == ([], [], [])
    found = links.get(study, link)
    assert (found.status, found.n_for) == ("proposed", 0)
    assert "a été supprimé" in links.story(study, link)[-1].reason
    assert [event.label for event in events.everything(study)].count("Visite n° 1") == 1
    assert problems(study) == []


def test_one_undo_brings_everything_back_and_redoing_takes_it_again(study, paper, link, dump):
    before = dump(study.file)
    version = documents.get(study, paper).version
    removal.remove(study, paper)
    after = dump(study.file)
    change = changes.last_undoable(study)
    assert change.label == "Supprimer « Visite d’avril »"
    undoing = changes.undo(study, change.id)
    assert dump(study.file) == before
    assert versions.text(study, version).startswith("Silence avant")
    assert len(codings.waiting(study, paper)) == 1
    assert problems(study) == []
    changes.undo(study, undoing)
    assert dump(study.file) == after


def test_the_same_file_can_come_in_again_once_its_document_is_deleted(study, paper, document):
    removal.remove(study, paper)
    assert documents.get(study, document(study, TEXT)).title == "Un document"


def test_only_its_author_or_the_lead_deletes_a_document(study, researcher, colleague, paper, document):
    with pytest.raises(AccessError, match="par la personne qui l’a importé"):
        removal.remove(researcher, paper)
    own = document(colleague, "À moi.", title="À Salma")
    with pytest.raises(AccessError):
        removal.remove(researcher, own)
    removal.remove(colleague, own)
    assert [paper.title for paper in documents.everything(study)] == ["Visite d’avril"]


def test_a_link_that_draws_from_it_and_is_not_open_falls_back_too(study, researcher, paper, event, milestone):
    hidden = links.save(
        researcher,
        events=[event(study)],
        milestones=[milestone(study)],
        relation="prepares",
        statement="À Romain seul",
        level="private",
    )
    evidence.add(researcher, hidden, codings.of_document(study, paper)[0].passage, side="for", strength="straw")
    links.set_status(researcher, hidden, "supported", "Les deux le disent")
    found = removal.hanging(study, paper)
    assert (found.pieces, found.grounds, found.hidden_links) == ((), (), 1)
    removal.remove(study, paper)
    assert links.get(researcher, hidden).status == "proposed"
    assert problems(study) == []
