"""The demonstration study: built through the same doors as any other, sound, the same each time."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from codebook import assignments, check, codes, codings, demonstration, evidence, links, progress, sealing
from codebook.schema import FLOORS
from corpus import changes, documents, events, milestones, sites, versions
from corpus.errors import FilRougeError, StudyError
from corpus.study import Study, StudyFile, about

# What the demonstration must hold at least, to show every screen.
LEAST = {"document": 14, "event": 60, "milestone": 40, "link": 15, "coding": 150}
SAME = "study member site document event milestone link code".split()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, dict[str, int]]:
    path = tmp_path_factory.mktemp("demo") / "demonstration.db"
    return path, demonstration.build(path)


@pytest.fixture
def demo(built):
    """The demonstration study as its lead reads it."""
    with StudyFile.open(built[0], FLOORS) as file:
        yield file.acting_as(next(member.id for member in file.members() if member.role == "lead"))


def told() -> dict:
    return yaml.safe_load((demonstration.FOLDER / "study.yaml").read_text(encoding="utf-8"))


def test_everything_holds_in_it(demo):
    assert check.problems(demo) == []
    assert about(demo)["fictitious"] is True


def test_it_holds_enough_to_show_every_screen(demo, built):
    counts = built[1]
    assert counts["site"] == 8
    assert {name: counts[name] for name in LEAST if counts[name] < LEAST[name]} == {}
    with_text = [paper for paper in documents.everything(demo) if paper.characters]
    assert len(with_text) >= LEAST["document"]
    coders = {row["coder"] for row in demo.rows("SELECT DISTINCT coder FROM coding")}
    assert len(coders) >= 2
    assert {member.role for member in demo.file.members()} == {"lead", "researcher", "committee"}


def test_it_holds_all_that_its_files_tell(demo, built):
    content = told()
    for table in ("site", "document", "event", "milestone", "link"):
        assert built[1][table] == len(content[f"{table}s"]), table
    stories = {links.get(demo, demonstration._id("link", one["key"])).id: one["history"] for one in content["links"]}
    for link, story in stories.items():
        assert [(s.status, s.at[:10]) for s in links.story(demo, link)] == [(s["status"], s["at"]) for s in story]
    pieces = sum(len(evidence.of_link(demo, link)) for link in stories)
    assert pieces == sum(len(one["evidence"]) for one in content["links"])


def test_what_members_wrote_is_under_their_own_names(demo):
    keys = {one["key"]: demonstration._id("member", one["key"]) for one in told()["members"]}
    coded = yaml.safe_load((demonstration.FOLDER / "codings.yaml").read_text(encoding="utf-8"))
    expected = {keys[one["coder"]]: 0 for one in coded}
    for one in coded:
        expected[keys[one["coder"]]] += len(one["codes"])
    found = dict(demo.execute("SELECT coder, count(*) FROM coding GROUP BY coder").fetchall())
    assert found == expected
    authors = {line.author for line in changes.history(demo, limit=1000) if line.label.startswith("Coder")}
    assert authors <= set(expected) and len(authors) >= 2


def test_its_coders_stand_where_its_files_say(demo):
    found = assignments.states(demo)
    assert Counter(found["state"]) == {"finished": 16, "begun": 4, "asked": 4}
    shares = progress.shares(demo)
    assert (shares["share"] == 100).sum() == 18
    assert sorted(shares.loc[shares["share"] < 100, "share"]) == [40, 42]  # 6 of 15 paragraphs, 8 of 19
    manners = Counter(sealing.manners(demo, assignments.everything(demo)).values())
    assert manners == {sealing.BLIND: 18, sealing.OPENED: 1, sealing.OPEN: 5}


def test_a_coder_who_is_blind_in_it_sees_her_own_codings_there_only(demo):
    paper = demonstration._id("document", "cr-kerambec-2021-12")
    baptiste = demo.file.acting_as(demonstration._id("member", "baptiste"))
    assert {coding.coder_name for coding in codings.of_document(baptiste, paper)} == {"Baptiste (chercheur)"}
    assert len({coding.coder_name for coding in codings.of_document(demo, paper)}) == 2


def test_its_two_coders_agree_as_people_do(demo):
    """High in percent, since most paragraphs bear no given code; between 0.4 and 0.9 once chance is put aside."""
    frame = assignments.states(demo)
    done = frame[frame["state"] == "finished"].groupby("document")["coder"].nunique()
    told: dict[str, set[tuple[str, int, str]]] = {}
    whole, used = 0, set()
    for paper in done[done > 1].index:
        paragraphs = progress.of_document(demo, paper).paragraphs
        whole += len(paragraphs)
        for coding in codings.of_document(demo, paper):
            used.add(coding.code)
            for start, end in paragraphs:
                if coding.start < end and start < coding.end:
                    told.setdefault(coding.coder, set()).add((paper, start, coding.code))
    one, other = told.values()
    decisions = whole * len(used)
    observed = 1 - len(one ^ other) / decisions
    first, second = len(one) / decisions, len(other) / decisions
    chance = first * second + (1 - first) * (1 - second)
    assert (done > 1).sum() == 7
    assert observed > 0.98
    assert 0.7 < (observed - chance) / (1 - chance) < 0.9
    assert len(one & other) > 90 and len(one - other) > 15 and len(other - one) > 15


def test_its_quotes_stand_in_its_documents(demo):
    for coding in codings.everything(demo):
        version = documents.get(demo, coding.document).version
        assert versions.text(demo, version)[coding.start : coding.end] == coding.quote


def test_its_private_logbook_is_read_by_its_author_only(demo):
    private = [paper for paper in documents.everything(demo) if paper.level == "private"]
    assert private
    for member in demo.file.members():
        if member.id != demo.member.id:
            seen = {paper.id for paper in documents.everything(demo.file.acting_as(member.id))}
            assert not seen & {paper.id for paper in private}


def test_two_builds_hold_the_same_records(built, tmp_path):
    again = tmp_path / "autre.db"
    assert demonstration.build(again) == built[1]
    held = []
    for path in (built[0], again):
        with StudyFile.open(path, FLOORS) as file:
            tables = {name: {row[0] for row in file.conn.execute(f"SELECT id FROM {name}")} for name in SAME}
            study = file.acting_as(file.members()[0].id)
            tables["tree"] = [(code.id, code.key) for code in codes.tree(study)]
            tables["coding"] = {
                (c.document, c.start, c.end, c.code, c.coder, c.dominant) for c in codings.everything(study)
            }
            held.append(tables)
    assert held[0] == held[1]


def test_it_is_not_built_over_a_file(built):
    with pytest.raises(StudyError, match="existe déjà"):
        demonstration.build(built[0])


def test_a_build_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def breaks(study: Study, link: dict) -> None:
        raise FilRougeError("Interrompu.")

    monkeypatch.setattr(demonstration, "_link", breaks)
    with pytest.raises(FilRougeError):
        demonstration.build(tmp_path / "demonstration.db")
    assert list(tmp_path.iterdir()) == []


def test_its_chronology_covers_every_site(demo):
    labels = sites.labels(demo)
    for frame in (events.frame(demo), milestones.frame(demo)):
        assert set(frame["site_label"].dropna()) == set(labels.values())
        assert frame["id"].notna().all()
