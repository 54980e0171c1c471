"""The timeline as a person meets it: the address opens a card, filters leave out, and the committee reads its part."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook import evidence, links
from codebook.schema import FLOORS
from corpus import documents, events, milestones, sites
from corpus.study import Study, StudyFile
from pages.parts import menu
from tests.browser import demo  # noqa: F401  (a fixture)
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

SCRIPT = menu.TIMELINE.script
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def full(demo: Path) -> Iterator[StudyFile]:  # noqa: F811
    """The demonstration study, only read here."""
    with StudyFile.open(demo / "demonstration.db", FLOORS) as file:
        yield file


def acting(role: str, file: StudyFile) -> Study:
    return file.acting_as(next(person for person in file.members() if person.role == role).id)


@pytest.fixture
def lead(full: StudyFile) -> Study:
    return acting("lead", full)


@pytest.fixture
def reader(full: StudyFile) -> Study:
    """The study as the committee reads it."""
    return acting("committee", full)


def shown(app: AppTest) -> str:
    return as_read(app.subheader, app.text, app.markdown, app.caption)


def table(app: AppTest) -> list[list[str]]:
    """The table that says what the chart shows."""
    return [[str(cell) for cell in row] for row in app.table[0].value.to_numpy().tolist()]


def drawn(app: AppTest) -> set[str]:
    """The records of the chart, read in what is sent to the browser."""
    sent = next(part for part in app if part.type == "vega_lite_chart" or "vega" in part.type).proto
    return set(re.findall(rb"(?:event|milestone|link):[0-9a-f-]{36}", sent.SerializeToString()))


def test_the_address_of_a_link_opens_its_argument(lead: Study) -> None:
    link = next(one for one in links.everything(lead) if one.n_for and one.n_against and one.mechanism)
    app = opened(lead, SCRIPT, link=link.id)
    assert link.statement in shown(app)
    assert link.mechanism in shown(app)
    for piece in evidence.of_link(lead, link.id):
        assert piece.title in shown(app)
    assert f"Ce qui parle pour** · {link.n_for} sur {link.n_for + link.n_against}" in shown(app)


def test_the_address_of_an_event_opens_its_card_with_its_links(lead: Study) -> None:
    link = links.everything(lead)[0]
    event = events.get(lead, link.events[0])
    app = opened(lead, SCRIPT, event=event.id)
    assert event.label in as_read(app.subheader)
    assert event.kind_label in shown(app)
    assert "**Liens** ·" in shown(app)
    assert link.statement[:60] in as_read_labels(app)


def as_read_labels(app: AppTest) -> str:
    return " ".join(fold.label for fold in app.expander).replace("\\", "")


def test_the_address_of_a_milestone_opens_its_card(lead: Study) -> None:
    step = next(one for one in milestones.everything(lead) if one.state == "reached" and one.planned)
    app = opened(lead, SCRIPT, milestone=step.id)
    assert step.label in as_read(app.subheader)
    assert f"atteint {step.reached_shown}" in shown(app)
    assert f"prévu {step.planned_shown}" in shown(app)


def test_without_an_address_the_page_says_what_a_click_does(lead: Study) -> None:
    assert "Cliquez sur une marque" in as_read(opened(lead, SCRIPT).info)


@pytest.mark.parametrize("kind", ["event", "milestone", "link"])
@pytest.mark.parametrize("key", [NOWHERE, "", "n’importe quoi", "' OR 1=1 --"])
def test_an_address_that_leads_nowhere_is_said_in_a_sentence_and_the_chart_stays(
    kind: str, key: str, lead: Study
) -> None:
    app = opened(lead, SCRIPT, **{kind: key})
    assert as_read(app.error, app.warning).endswith(".")
    assert drawn(app)


def test_the_sites_that_are_not_chosen_are_left_out(lead: Study) -> None:
    labels = sites.labels(lead)
    havremer = next(key for key, label in labels.items() if label == "Havremer")
    app = opened(lead, SCRIPT)
    everywhere = drawn(app)
    app.multiselect("timeline-sites").set_value([havremer]).run()
    kept = {e.id for e in events.everything(lead) if not e.sites or havremer in e.sites}
    away = {e.id for e in events.everything(lead)} - kept
    here = drawn(app)
    assert here < everywhere
    assert not {f"event:{key}".encode() for key in away} & here
    assert len({record for record in here if record.startswith(b"event:")}) == len(kept & dated(lead))
    assert "Havremer" in as_read(app.caption)
    assert {row[3] for row in table(app)} == {"Havremer", "Transversal"}


def dated(study: Study) -> set[str]:
    frame = events.frame(study)
    return set(frame[frame["first"].notna() | frame["last"].notna()]["id"])


def test_one_kind_of_event_is_kept_and_the_milestones_stay(lead: Study) -> None:
    app = opened(lead, SCRIPT)
    steps = {record for record in drawn(app) if record.startswith(b"milestone:")}
    app.multiselect("timeline-kinds").set_value(["steering_committee"]).run()
    copil = {f"event:{e.id}".encode() for e in events.everything(lead) if e.kind == "steering_committee"}
    assert {record for record in drawn(app) if record.startswith(b"event:")} == copil
    assert {record for record in drawn(app) if record.startswith(b"milestone:")} == steps


def test_one_status_of_link_is_kept(lead: Study) -> None:
    app = opened(lead, SCRIPT)
    app.multiselect("timeline-status").set_value(["confirmed"]).run()
    confirmed = {f"link:{link.id}".encode() for link in links.everything(lead) if link.status == "confirmed"}
    assert {record for record in drawn(app) if record.startswith(b"link:")} == confirmed


def test_years_cut_the_period_and_the_title_says_so(lead: Study) -> None:
    app = opened(lead, SCRIPT)
    before = drawn(app)
    app.slider("timeline-years").set_value((2021, 2021)).run()
    assert "2021" in as_read(app.subheader)
    assert drawn(app) < before


def test_a_card_is_shown_once_and_opened_again_on_demand(lead: Study) -> None:
    link = next(one for one in links.everything(lead) if one.status != "confirmed")
    app = opened(lead, SCRIPT, link=link.id)
    assert link.statement in shown(app)
    app.multiselect("timeline-status").set_value(["confirmed"]).run()
    assert link.statement not in shown(app)
    app.button("timeline-again").click().run()
    assert link.statement in shown(app)


# The committee


def test_the_committee_sees_the_records_open_to_it_and_no_other(lead: Study, reader: Study) -> None:
    app = opened(reader, SCRIPT)
    known = {f"event:{event.id}".encode() for event in events.everything(reader)}
    known |= {f"milestone:{step.id}".encode() for step in milestones.everything(reader)}
    known |= {f"link:{link.id}".encode() for link in links.everything(reader)}
    levels = {one.level for kind in (events, milestones, links) for one in kind.everything(reader)}
    assert levels == {"committee"}
    assert drawn(app)
    assert drawn(app) <= known
    assert drawn(opened(lead, SCRIPT)) - known


@pytest.mark.parametrize(("kind", "records"), [("event", events), ("milestone", milestones), ("link", links)])
def test_the_committee_cannot_open_by_its_address_what_is_not_open_to_it(
    kind: str,
    records,  # noqa: ANN001
    lead: Study,
    reader: Study,
) -> None:
    hidden = [one for one in records.everything(lead) if one.level != "committee"]
    assert hidden
    for one in hidden[:2]:
        app = opened(reader, SCRIPT, **{kind: one.id})
        words = getattr(one, "statement", None) or one.label
        assert words not in shown(app)
        assert "ne vous est pas ouvert" in as_read(app.error, app.warning)


def test_the_card_of_a_link_holds_for_the_committee_only_passages_of_open_documents(lead: Study, reader: Study) -> None:
    titles = {paper.id: paper.title for paper in documents.everything(lead)}
    open_to_all = {paper.id for paper in documents.everything(reader)}
    closed = {
        link.id: pieces
        for link in links.everything(reader)
        if (pieces := [p for p in evidence.of_link(lead, link.id) if p.document not in open_to_all])
    }
    assert closed
    for link, pieces in list(closed.items())[:3]:
        page = shown(opened(reader, SCRIPT, link=link))
        for piece in pieces:
            assert titles[piece.document] not in page
            assert " ".join(piece.quote.split())[:80] not in page


def test_the_committee_is_given_no_way_to_write(reader: Study) -> None:
    link = links.everything(reader)[0]
    for address in ({"link": link.id}, {"event": link.events[0]}, {"milestone": link.milestones[0]}):
        app = opened(reader, SCRIPT, **address)
        ways = {way.proto.page for way in app.page_link}
        assert not ways & {"liens", "chronologie", "atelier", "grille"}
