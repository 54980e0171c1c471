"""The one rule of reading, walked over every role, level and author, wherever rows are read."""

import itertools
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest

from codebook import codings, counts, evidence, links, passages
from corpus import changes, documents, events, members, milestones, versions
from corpus.access import LEVELS, ROLES, Member, checked_level, may_read, most_restricted, readable
from corpus.errors import AccessError, FilRougeError
from corpus.study import Study, StudyFile

NAMES = ("Léa", "Romain", "Salma", "Odile")
# Written out by hand from the rule: committee-level records are for all, team-level ones for the team, private ones
# for the member of the team who wrote them.
MAY = {
    ("lead", "committee"): (True, True),
    ("lead", "team"): (True, True),
    ("lead", "private"): (True, False),
    ("researcher", "committee"): (True, True),
    ("researcher", "team"): (True, True),
    ("researcher", "private"): (True, False),
    ("committee", "committee"): (True, True),
    ("committee", "team"): (False, False),
    ("committee", "private"): (False, False),
}


@pytest.mark.parametrize(("role", "level"), list(itertools.product(ROLES, LEVELS)))
@pytest.mark.parametrize(("author", "own"), [("me", True), ("other", False), (None, False)])
def test_the_rule_is_the_same_in_sql_and_in_python(role, level, author, own):
    member = Member("me", "Moi", role)
    expected = MAY[role, level][0 if own else 1]
    assert may_read(member, level, author) is expected
    sql = f"WITH r(level, author) AS (SELECT :level, :author) SELECT count(*) FROM r WHERE {readable(member, 'r')}"
    given = {"level": level, "author": author, "reader": "me"}
    assert sqlite3.connect(":memory:").execute(sql, given).fetchone() == (int(expected),)


def test_the_most_restricted_level_is_the_one_fewest_read():
    assert most_restricted("committee", "team") == "team"
    assert most_restricted("team", "private", "committee") == "private"
    assert most_restricted("committee") == "committee"


def test_a_level_that_does_not_exist_is_refused():
    with pytest.raises(AccessError, match="« public »"):
        checked_level("public")


# A study in which each member wrote one record of each kind at each level ------------------------------------------


@dataclass
class World:
    """What was written: by kind, the (level, author) conditions that a reader of each record must all meet."""

    file: StudyFile
    records: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)

    def note(self, kind: str, key: str, *conditions: tuple[str, str]) -> None:
        self.records.setdefault(kind, {})[key] = list(conditions)

    def expected(self, kind: str, reader: Study) -> set[str]:
        return {key for key, needs in self.records[kind].items() if all(_allowed(reader.member, *n) for n in needs)}


def _allowed(member: Member, level: str, author: str) -> bool:
    return MAY[member.role, level][0 if author == member.id else 1]


@pytest.fixture
def world(file, study, grid, document, event, milestone) -> World:
    """Odile writes while she is a researcher, then joins the committee."""
    made = World(file)
    odile = file.acting_as("Odile").member.id
    members.change_role(study, odile, "researcher")
    for name, level in itertools.product(NAMES, LEVELS):
        writer = file.acting_as(name)
        own = (level, writer.member.id)
        text = f"{name} au niveau {level}."
        paper = document(writer, text, title=text, level=level)
        made.note("document", paper, own)
        made.note("event", event(writer, text, level=level), own)
        made.note("milestone", milestone(writer, text, level=level), own)
        _code(made, writer, paper, own, list(grid.values())[1:])
        _join(made, writer, own)
        with writer.change(text, level=level):
            writer.insert("site", {"id": text, "label": text, "grp": "", "notes": ""})
        made.note("line", text, own)
    members.change_role(study, odile, "committee")
    return made


def _code(made: World, writer: Study, paper: str, own: tuple[str, str], codes: list[str]) -> None:
    """One coding at each level on the writer's document."""
    for coding, level in zip(codings.apply(writer, paper, 0, 3, codes), LEVELS, strict=True):
        codings.revise(writer, coding, level=level)
        made.note("coding", coding, own, (level, writer.member.id))
    made.note("passage", codings.of_document(writer, paper)[0].passage, own)


def _join(made: World, writer: Study, own: tuple[str, str]) -> None:
    """A link of the writer, with a piece of evidence from each document open to her so far."""
    link = links.save(
        writer,
        events=[next(iter(made.records["event"]))],
        milestones=[next(iter(made.records["milestone"]))],
        relation="facilitates",
        statement="Une phrase",
        level=own[0],
    )
    made.note("link", link, own)
    for paper in documents.everything(writer):
        with writer.change("Joindre une pièce"):
            piece = evidence.add(writer, link, passages.place(writer, paper.id, 0, 3), side="for", strength="straw")
        made.note("evidence", piece, own, (paper.level, paper.author))


def _ids(found: Iterable) -> set[str]:
    return {one.id for one in found}


def _read_one_by_one(read: Callable[[str], object], keys: Iterable[str]) -> set[str]:
    """The keys that can be read; the others raise the sentence of a record that does not exist."""
    opened = set()
    for key in keys:
        try:
            read(key)
            opened.add(key)
        except FilRougeError as refusal:
            assert "n’existe" in str(refusal)
    return opened


@pytest.mark.parametrize("name", NAMES)
def test_each_reader_reads_what_the_rule_allows_and_nothing_else(world, name):
    reader = world.file.acting_as(name)
    listings = {
        "document": (documents.everything, documents.get),
        "event": (events.everything, events.get),
        "milestone": (milestones.everything, milestones.get),
        "link": (links.everything, links.get),
        "coding": (codings.everything, codings.get),
    }
    for kind, (everything, get) in listings.items():
        expected = world.expected(kind, reader)
        assert _ids(everything(reader)) == expected, kind
        assert _read_one_by_one(lambda key, get=get: get(reader, key), world.records[kind]) == expected, kind
    expected = world.expected("passage", reader)
    assert _read_one_by_one(lambda key: passages.get(reader, key), world.records["passage"]) == expected


@pytest.mark.parametrize("name", NAMES)
def test_texts_and_segments_follow_their_document(world, name):
    reader, own = world.file.acting_as(name), world.file.conn
    version = dict(own.execute("SELECT id, version FROM document").fetchall())
    expected = world.expected("document", reader)
    assert _read_one_by_one(lambda key: versions.text(reader, version[key]), version) == expected
    assert {key for key in version if versions.segments(reader, version[key])} == expected


@pytest.mark.parametrize("name", NAMES)
def test_evidence_needs_both_its_link_and_its_document(world, name):
    reader = world.file.acting_as(name)
    found = [piece for link in world.records["link"] for piece in evidence.of_link(reader, link)]
    assert _ids(found) == world.expected("evidence", reader)
    of_links = {link.id: link.n_for for link in links.everything(reader)}
    assert sum(of_links.values()) == len(found)
    assert set(evidence.counts(reader)) <= set(of_links)
    assert _read_one_by_one(lambda key: links.story(reader, key), world.records["link"]) == set(of_links)


@pytest.mark.parametrize("name", NAMES)
def test_frames_hold_what_the_reader_may_read(world, name):
    reader = world.file.acting_as(name)
    frames = {"event": events.frame, "milestone": milestones.frame, "link": links.frame, "coding": counts.frame}
    for kind, frame in frames.items():
        assert set(frame(reader)["id"]) == world.expected(kind, reader), kind


@pytest.mark.parametrize("name", NAMES)
def test_the_history_shows_the_labels_the_reader_may_read(world, name):
    reader = world.file.acting_as(name)
    shown = {change.label for change in changes.history(reader, limit=1000)}
    assert shown & set(world.records["line"]) == world.expected("line", reader)
    assert changes.count(reader) == len(changes.history(reader, limit=1000))


# What becomes private, and what cannot be read cannot be written ----------------------------------------------------


def test_a_document_made_private_takes_its_codings_with_it(study, researcher, colleague, document, grid):
    paper = document(study, "Elle a ouvert la réunion.")
    (coding,) = codings.apply(researcher, paper, 0, 4, [grid["trust"]])
    passage = codings.get(researcher, coding).passage
    documents.update(study, paper, kind="other", title="Carnet", date="", sites=(), state="drafted", level="private")
    for reader in (researcher, colleague):
        assert codings.of_document(reader, paper) == codings.of_passage(reader, passage) == []
        assert codings.of_code(reader, grid["trust"]) == codings.everything(reader) == []
        assert counts.frame(reader).empty
    assert _ids(codings.everything(study)) == {coding}


def test_what_one_cannot_read_one_cannot_write(file, study, researcher, document, event, milestone, grid, dump):
    paper = document(study, level="private")
    act, step = event(study, level="private"), milestone(study, level="private")
    known = {"relation": "prepares", "statement": "Une phrase"}
    link = links.save(study, events=[act], milestones=[step], **known)
    (coding,) = codings.apply(study, paper, 0, 3, [grid["trust"]])
    passage = codings.get(study, coding).passage
    notice = {"kind": "other", "title": "À moi", "date": "", "sites": (), "state": "drafted", "level": "team"}
    attempts = [
        lambda: documents.update(researcher, paper, **notice),
        lambda: events.save(researcher, kind="visit", label="À moi", held="2021", event=act),
        lambda: events.delete(researcher, act),
        lambda: milestones.save(researcher, module="training", label="À moi", planned="2021", milestone=step),
        lambda: milestones.delete(researcher, step),
        lambda: links.save(researcher, events=[act], milestones=[step], **known),
        lambda: links.set_status(researcher, link, "open", "Relu à plusieurs."),
        lambda: links.delete(researcher, link),
        lambda: evidence.add(researcher, link, passage, side="for", strength="straw"),
        lambda: evidence.set_alternatives(researcher, link, [("Autre chose", None)]),
        lambda: codings.apply(researcher, paper, 0, 3, [grid["trust"]]),
        lambda: codings.revise(researcher, coding, comment="À moi"),
        lambda: codings.remove(researcher, [coding]),
    ]
    before = dump(file)
    for attempt in attempts:
        with pytest.raises(FilRougeError, match="n’existe"):
            attempt()
    assert dump(file) == before


def test_nobody_takes_a_record_from_the_others_but_its_author(study, researcher, document, event, milestone):
    paper, act, step = document(study), event(study), milestone(study)
    known = {"events": [act], "milestones": [step], "relation": "prepares", "statement": "Une phrase"}
    link = links.save(study, **known)
    notice = {"kind": "other", "title": "Titre", "date": "", "sites": (), "state": "drafted", "level": "private"}
    attempts = [
        lambda who: documents.update(who, paper, **notice),
        lambda who: events.save(who, kind="visit", label="Visite", held="2021", event=act, level="private"),
        lambda who: milestones.save(
            who, module="training", label="Pas", planned="2021", milestone=step, level="private"
        ),
        lambda who: links.save(who, link=link, level="private", **known),
    ]
    for attempt in attempts:
        with pytest.raises(AccessError, match="son auteur"):
            attempt(researcher)
    for attempt in attempts:
        attempt(study)
    assert documents.everything(researcher) == events.everything(researcher) == links.everything(researcher) == []


# Who works in the study ---------------------------------------------------------------------------------------------


def test_roles_are_changed_by_the_lead_and_one_lead_remains(study, researcher):
    romain, lead = researcher.member.id, study.member.id
    with pytest.raises(FilRougeError, match="cheffe de projet"):
        members.change_role(researcher, romain, "lead")
    with pytest.raises(FilRougeError, match="au moins une cheffe"):
        members.change_role(study, lead, "researcher")
    members.change_role(study, romain, "lead")
    members.change_role(study, lead, "researcher")
    assert {m.name: m.role for m in members.everyone(study)} == {
        "Léa": "researcher",
        "Odile": "committee",
        "Romain": "lead",
        "Salma": "researcher",
    }


@pytest.mark.parametrize(
    ("name", "role", "says"), [("", "lead", "nom"), ("Zoé", "boss", "boss"), ("Léa", "lead", "déjà")]
)
def test_a_member_needs_a_name_of_her_own_and_a_role(study, name, role, says):
    with pytest.raises(FilRougeError, match=says):
        members.add(study, name, role)
    assert len(members.everyone(study)) == 4
