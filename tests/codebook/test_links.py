"""Links: arguments from events to milestones, with a status that evidence must bear and a history that is kept."""

import pytest

from codebook import codings, evidence, links, passages
from codebook.errors import LinkError
from corpus import changes, events
from corpus.access import LEVELS, most_restricted
from corpus.errors import FilRougeError, StudyError

TEXT = "Elle a ouvert la réunion, mais le poste était déjà pourvu."


@pytest.fixture
def act(study, event) -> str:
    return event(study)


@pytest.fixture
def step(study, milestone) -> str:
    return milestone(study)


@pytest.fixture
def known(act, step) -> dict:
    return {"events": [act], "milestones": [step], "relation": "unblocks", "statement": "La visite a débloqué l’acte."}


@pytest.fixture
def link(study, known) -> str:
    return links.save(study, **known)


def join(study, document, link, side, **known) -> str:
    paper = document(study, f"{TEXT} {side} {known}")
    with study.change("Joindre"):
        return evidence.add(study, link, passages.place(study, paper, 0, 4), side=side, strength="straw", **known)


def test_a_link_comes_back_as_it_was_written(study, known, act, event):
    other = event(study, "Appel du soir")
    given = known | {"events": [act, other, act], "figures": ["third_party", "facilitator"], "mechanism": " Un essai "}
    found = links.get(study, links.save(study, **given))
    assert set(found.events) == {act, other} and len(found.events) == 2
    assert (found.milestones, found.figures) == (tuple(known["milestones"]), ("facilitator", "third_party"))
    assert (found.mechanism, found.status, found.author_name) == ("Un essai", "proposed", "Léa")
    assert (found.relation_label, found.status_label) == ("débloque", "posée")
    assert (found.n_for, found.n_against) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"events": []}, "au moins un événement à un jalon"),
        ({"milestones": []}, "au moins un événement à un jalon"),
        ({"statement": " "}, "affirme quelque chose"),
        ({"relation": "causes"}, "« causes »"),
        ({"figures": ["boss"]}, "figure est inconnue"),
        ({"events": ["absent"]}, "n’existe pas"),
        ({"milestones": ["absent"]}, "n’existe pas"),
        ({"link": "absent"}, "n’existe plus"),
        ({"level": "public"}, "public"),
    ],
)
def test_a_link_that_does_not_hold_is_refused_and_nothing_is_written(file, study, known, dump, wrong, says):
    before = dump(file)
    with pytest.raises(FilRougeError, match=says):
        links.save(study, **known | wrong)
    assert dump(file) == before


@pytest.mark.parametrize("of_event", LEVELS)
@pytest.mark.parametrize("of_milestone", LEVELS)
def test_a_link_has_the_level_of_its_most_restricted_source(study, event, milestone, known, of_event, of_milestone):
    sources = {"events": [event(study, level=of_event)], "milestones": [milestone(study, level=of_milestone)]}
    assert links.get(study, links.save(study, **known | sources)).level == most_restricted(of_event, of_milestone)


def test_rewriting_a_link_does_not_open_it_to_more_readers(study, known):
    link = links.save(study, **known, level="private")
    links.save(study, link=link, **known | {"statement": "Autrement dit"})
    assert (links.get(study, link).level, links.get(study, link).statement) == ("private", "Autrement dit")
    links.save(study, link=link, level="team", **known)
    assert links.get(study, link).level == "team"


@pytest.mark.parametrize(
    ("status", "side", "says"),
    [
        ("supported", "for", "parle pour lui"),
        ("confirmed", "for", "parle pour lui"),
        ("contradicted", "against", "contre lui"),
    ],
)
def test_a_status_needs_evidence_on_its_side(study, document, link, status, side, says):
    other = {"for": "against", "against": "for"}[side]
    join(study, document, link, other)
    with pytest.raises(LinkError, match=says):
        links.set_status(study, link, status, "Relu à plusieurs.")
    assert links.get(study, link).status == "proposed"
    join(study, document, link, side)
    links.set_status(study, link, status, "Relu à plusieurs.")
    assert links.get(study, link).status == status


def test_an_unknown_status_is_refused(study, link):
    with pytest.raises(LinkError, match="« proved »"):
        links.set_status(study, link, "proved", "Relu à plusieurs.")


def test_the_history_of_a_link_is_kept_in_order(study, researcher, document, link):
    join(study, document, link, "for")
    links.set_status(researcher, link, "supported", " Deux passages concordent ")
    links.set_status(study, link, "open", "Relu à plusieurs.")
    story = links.story(study, link)
    assert [(s.status, s.author_name, s.reason) for s in story] == [
        ("proposed", "Léa", ""),
        ("supported", "Romain", "Deux passages concordent"),
        ("open", "Léa", "Relu à plusieurs."),
    ]
    assert [s.at for s in story] == sorted(s.at for s in story)


def test_a_history_written_afterwards_keeps_its_dates_and_does_not_go_back(study, document, known):
    link = links.save(study, **known, at="2022-01-10T12:00:00+00:00")
    join(study, document, link, "for")
    links.set_status(study, link, "supported", "Relu à plusieurs.", at="2022-06-02T12:00:00+00:00")
    with pytest.raises(LinkError, match="avant le précédent"):
        links.set_status(study, link, "confirmed", "Relu à plusieurs.", at="2022-06-01T12:00:00+00:00")
    assert [s.at[:10] for s in links.story(study, link)] == ["2022-01-10", "2022-06-02"]
    assert links.get(study, link).made_at[:10] == "2022-01-10"


def test_a_status_given_now_does_not_come_before_one_dated_ahead(study, link):
    links.set_status(study, link, "open", "Relu à plusieurs.", at="2999-01-01T12:00:00+00:00")
    with pytest.raises(LinkError, match="avant le précédent"):
        links.set_status(study, link, "proposed", "Relu à plusieurs.")


def test_rewriting_a_link_keeps_its_status_and_its_history(study, researcher, known, link, milestone):
    links.set_status(study, link, "open", "Relu à plusieurs.")
    other = milestone(study, "Titration")
    links.save(researcher, link=link, **known | {"milestones": [other], "figures": ["trainer"]})
    found = links.get(study, link)
    assert (found.status, found.milestones, found.figures) == ("open", (other,), ("trainer",))
    assert (len(links.story(study, link)), found.author_name) == (2, "Léa")


def test_deleting_a_link_takes_all_that_hangs_and_undoing_brings_it_back(file, study, document, grid, link, act, dump):
    paper = document(study, TEXT)
    (coding,) = codings.apply(study, paper, 0, 4, [grid["trust"]])
    evidence.add(study, link, codings.get(study, coding).passage, side="for", strength="hoop", coding=coding)
    join(study, document, link, "against")
    evidence.set_alternatives(study, link, [("Le poste était pourvu", act)])
    links.set_status(study, link, "supported", "Relu à plusieurs.")
    before = dump(file)
    links.delete(study, link)
    after = dump(file)
    hanging = [table for table in after if table.startswith("link") or table in ("evidence", "alternative")]
    assert all(after[table] == [] for table in hanging) and len(hanging) == 7
    assert after["coding"] == before["coding"]
    assert len(after["passage"]) == 1, "the passage nobody speaks of any more is gone"
    changes.undo(study, changes.history(study)[0].id)
    assert dump(file) == before
    assert links.story(study, link)[-1].status == "supported"


def test_an_event_a_link_stands_on_is_not_deleted(file, study, act, link, dump):
    before = dump(file)
    with pytest.raises(FilRougeError, match="rien n’a été écrit"):
        events.delete(study, act)
    assert dump(file) == before


def test_the_links_of_an_event_and_of_a_milestone_are_found(study, known, act, step, link, event):
    other = event(study, "Autre")
    second = links.save(study, **known | {"events": [other]})
    assert [one.id for one in links.touching(study, event=act)] == [link]
    assert {one.id for one in links.touching(study, milestone=step)} == {link, second}
    assert links.touching(study, event="absent") == links.touching(study) == []


def test_the_frame_has_a_row_for_each_event_and_milestone_joined(study, document, known, act, step, event, milestone):
    other_act, other_step = event(study, "Autre"), milestone(study, "Titration")
    given = known | {"events": [act, other_act], "milestones": [step, other_step], "figures": ["trainer"]}
    link = links.save(study, **given)
    join(study, document, link, "for")
    frame = links.frame(study)
    assert " ".join(frame.columns) == (
        "id event milestone relation relation_label status status_label figures n_for n_against statement"
    )
    assert set(zip(frame["event"], frame["milestone"], strict=True)) == {
        (a, b) for a in (act, other_act) for b in (step, other_step)
    }
    row = frame.iloc[0]
    assert (row["id"], row["relation_label"], row["status_label"]) == (link, "débloque", "posée")
    assert (row["figures"], row["n_for"], row["n_against"]) == (["trainer"], 1, 0)


def test_a_status_changes_for_a_reason_only(study, event, milestone):
    link = links.save(
        study,
        events=[event(study)],
        milestones=[milestone(study)],
        relation="facilitates",
        statement="La visite a facilité la délégation.",
    )
    with pytest.raises(LinkError, match="pour une raison"):
        links.set_status(study, link, "open", "  ")
    assert links.get(study, link).status == "proposed"


def test_a_link_rewritten_by_another_meanwhile_is_not_written_over(study, researcher, event, milestone):
    known = {"events": [event(study)], "milestones": [milestone(study)], "relation": "facilitates"}
    link = links.save(study, statement="La visite a facilité la délégation.", **known)
    read = links.get(researcher, link)
    links.save(study, link=link, statement="La visite a débloqué la délégation.", **known)
    with pytest.raises(StudyError, match="Quelqu’un a modifié"):
        links.save(researcher, link=link, statement="Autrement dit.", read=read, **known)
    assert links.get(study, link).statement == "La visite a débloqué la délégation."
