"""Evidence: a passage speaks once on each side of a link; its words stay where they are."""

import pytest

from codebook import codings, evidence, links, passages
from codebook.errors import LinkError
from corpus import changes
from corpus.errors import FilRougeError

TEXT = "Elle a ouvert la réunion, mais le poste était déjà pourvu."


@pytest.fixture
def link(study, event, milestone) -> str:
    return links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="unblocks", statement="Une phrase"
    )


@pytest.fixture
def passage(study, document) -> str:
    paper = document(study, TEXT, title="Visite de mars", date="2021-03")
    with study.change("Placer"):
        return passages.place(study, paper, 7, 13, "ouvert")


def test_a_piece_of_evidence_comes_back_with_its_place_and_its_words(study, link, passage):
    made = evidence.add(study, link, passage, side="against", strength="smoking_gun", comment=" Net ")
    (found,) = evidence.of_link(study, link)
    assert (found.id, found.side, found.strength_label, found.comment) == (made, "against", "preuve", "Net")
    assert (found.title, found.start, found.end, found.quote) == ("Visite de mars", 7, 13, "ouvert")
    assert evidence.counts(study) == {link: (0, 1)}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"side": "beside"}, "pour ou contre"),
        ({"strength": "iron"}, "force de la liste"),
        ({"passage": "absent"}, "n’existe plus"),
        ({"link": "absent"}, "n’existe plus"),
        ({"coding": "absent"}, "rien n’a été écrit"),
    ],
)
def test_a_piece_that_does_not_hold_is_refused_and_nothing_is_written(file, study, link, passage, dump, wrong, says):
    given = {"link": link, "passage": passage, "side": "for", "strength": "straw"} | wrong
    before = dump(file)
    with pytest.raises(FilRougeError, match=says):
        evidence.add(study, **given)
    assert dump(file) == before


def test_a_passage_speaks_once_on_each_side(study, link, passage):
    evidence.add(study, link, passage, side="for", strength="straw")
    evidence.add(study, link, passage, side="against", strength="straw")
    with pytest.raises(LinkError, match="parle déjà pour ce lien"):
        evidence.add(study, link, passage, side="for", strength="hoop")
    assert evidence.counts(study) == {link: (1, 1)}


def test_evidence_is_listed_in_the_order_of_documents_and_passages(study, link, document):
    with study.change("Joindre"):
        for title, date, start in (("B", "2022", 0), ("A", "2021", 7), ("A bis", "2021", 0), ("B bis", "2022", 2)):
            paper = document(study, f"{TEXT} {title}", title=title, date=date)
            evidence.add(study, link, passages.place(study, paper, start, start + 6), side="for", strength="straw")
    assert [piece.title for piece in evidence.of_link(study, link)] == ["A", "A bis", "B", "B bis"]


def test_removing_evidence_removes_a_passage_nobody_speaks_of_and_undoing_brings_both_back(
    file, study, link, passage, dump
):
    made = evidence.add(study, link, passage, side="for", strength="straw")
    before = dump(file)
    evidence.remove(study, link, made)
    assert evidence.of_link(study, link) == []
    assert study.value("SELECT count(*) FROM passage") == 0
    with pytest.raises(LinkError, match="n’est plus jointe"):
        evidence.remove(study, link, made)
    changes.undo(study, changes.history(study)[0].id)
    assert dump(file) == before


def test_other_explanations_are_kept_in_words_with_the_event_they_rest_on(study, link, event):
    departure = event(study, "Départ de la cadre", kind="staff_departure")
    evidence.set_alternatives(study, link, [(" Le poste était pourvu ", None), ("", None), ("Elle partait", departure)])
    found = evidence.alternatives(study, link)
    assert [(one.text, one.event) for one in found] == [("Le poste était pourvu", None), ("Elle partait", departure)]
    kept = found[1].id
    evidence.set_alternatives(study, link, [("Elle partait", departure)])
    assert [one.id for one in evidence.alternatives(study, link)] == [kept], "what stays is not written again"
    evidence.set_alternatives(study, link, [])
    assert evidence.alternatives(study, link) == []


def test_the_last_passage_a_status_rests_on_is_not_taken_away(study, grid, document, event, milestone):
    paper = document(study, "La visite a tout changé. Ou pas.")
    passage = codings.get(study, codings.apply(study, paper, 0, 10, [grid["trust"]])[0]).passage
    link = links.save(
        study,
        events=[event(study)],
        milestones=[milestone(study)],
        relation="facilitates",
        statement="La visite a facilité la délégation.",
    )
    piece = evidence.add(study, link, passage, side="for", strength="straw")
    links.set_status(study, link, "supported", "Relu à plusieurs.")
    with pytest.raises(LinkError, match="par ce seul passage"):
        evidence.remove(study, link, piece)
    assert [e.id for e in evidence.of_link(study, link)] == [piece]
    links.set_status(study, link, "open", "Relu à plusieurs.")
    evidence.remove(study, link, piece)
    assert evidence.of_link(study, link) == []
