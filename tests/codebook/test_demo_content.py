"""What the demonstration study must hold: enough to show every screen, true to its own keys, and copied from nobody.

Only the files of ``codebook/demo`` are read here; building a study from them is tested elsewhere.
"""

import os
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from codebook import terms as interpretation
from corpus import terms as field
from corpus.access import LEVELS, ROLES

HERE = Path(__file__).parents[2] / "codebook"
DEMO = HERE / "demo"
RUN = 8


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


STUDY = _load(DEMO / "study.yaml")
CODINGS = _load(DEMO / "codings.yaml")
ASSIGNMENTS = _load(DEMO / "assignments.yaml")
EVENTS = {event["key"]: event for event in STUDY["events"]}
MILESTONES = {step["key"]: step for step in STUDY["milestones"]}
DOCUMENTS = {paper["key"]: paper for paper in STUDY["documents"]}
MEMBERS = {member["key"]: member for member in STUDY["members"]}
SITES = {site["key"]: site for site in STUDY["sites"]}
LINKS = STUDY["links"]
TEXTS = {
    key: re.sub(r"(?m)^- ", "", re.sub(r"[*_#]", "", (DEMO / paper["file"]).read_text(encoding="utf-8")))
    for key, paper in DOCUMENTS.items()
    if paper["file"]
}
EVIDENCE = [piece for link in LINKS for piece in link["evidence"]]


def _applicable_codes() -> set[str]:
    grids = [_load(path) for path in sorted((HERE / "framework").glob("*.yaml"))]
    codes = [code for grid in grids for code in [grid["branch"], *(grid.get("codes") or [])]]
    return {code["key"] for code in codes if code.get("applicable", True)}


def _words(text: str) -> list[str]:
    """Fold case, accents and punctuation, so that a copied sentence is recognised however it is typed."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_the_study_says_that_it_is_fictitious():
    assert STUDY["fictitious"] is True
    assert "fictive" in STUDY["title"]
    for key, text in TEXTS.items():
        assert "Document fictif" in text.splitlines()[0], key


def test_it_holds_enough_to_show_every_screen():
    assert len(SITES) == 8
    assert Counter(member["role"] for member in MEMBERS.values()) == {"lead": 1, "researcher": 2, "committee": 1}
    assert len(EVENTS) >= 60
    assert len(MILESTONES) >= 40
    assert len(LINKS) >= 15
    assert len(CODINGS) >= 150
    kinds = Counter(DOCUMENTS[key]["kind"] for key in TEXTS)
    wanted = {"visit_minutes": 5, "steering_note": 2, "project_note": 2, "interview": 4, "logbook": 1}
    assert all(kinds[kind] >= least for kind, least in wanted.items()), kinds


@pytest.mark.parametrize("name", ["events", "milestones", "documents", "sites", "members", "links"])
def test_a_key_is_used_once(name):
    keys = [record["key"] for record in STUDY[name]]
    assert len(keys) == len(set(keys))


def test_the_field_shows_what_fields_are_made_of():
    outside = [event for event in EVENTS.values() if event["kind"] in field.OUTSIDE_KINDS]
    assert len(outside) >= 8
    assert {event["kind"] for event in outside} == set(field.OUTSIDE_KINDS)
    assert {"held", "moved", "cancelled"} <= {event["state"] for event in EVENTS.values()}
    assert sum(event["origin"] == "emergent" and event not in outside for event in EVENTS.values()) >= 5
    assert any(paper["state"] == "not_done" for paper in DOCUMENTS.values())
    assert {"reached", "stalled", "given_up", "under_way", "planned"} <= {m["state"] for m in MILESTONES.values()}


def test_every_word_of_a_closed_list_is_in_the_list():
    for event in EVENTS.values():
        assert event["kind"] in field.ALL_EVENT_KINDS and event["state"] in field.EVENT_STATES, event["key"]
        assert event["origin"] in field.ORIGINS and event["format"] in {*field.FORMATS, None}, event["key"]
        figures = [held["figure"] for held in event["figures"]]
        assert set(figures) <= set(field.FIGURES) and len(figures) == len(set(figures)), event["key"]
        assert sum(held["leading"] for held in event["figures"]) <= 1, event["key"]
    for step in MILESTONES.values():
        assert step["module"] in field.MODULES and step["state"] in field.MILESTONE_STATES, step["key"]
    for paper in DOCUMENTS.values():
        assert paper["kind"] in field.DOCUMENT_KINDS and paper["state"] in field.DOCUMENT_STATES, paper["key"]
    for record in [*EVENTS.values(), *MILESTONES.values(), *DOCUMENTS.values()]:
        assert record["level"] in LEVELS, record["key"]
    assert {member["role"] for member in MEMBERS.values()} == set(ROLES)


def test_links_show_every_status_relation_and_side():
    assert {link["status"] for link in LINKS} == set(interpretation.LINK_STATUSES)
    assert {link["relation"] for link in LINKS} == set(interpretation.RELATIONS)
    assert {piece["side"] for piece in EVIDENCE} == set(interpretation.SIDES)
    assert {piece["strength"] for piece in EVIDENCE} <= set(interpretation.STRENGTHS)
    assert sum({piece["side"] for piece in link["evidence"]} == {"for", "against"} for link in LINKS) >= 6


def test_a_statement_reads_aloud_and_its_last_status_is_its_status():
    for link in LINKS:
        assert link["statement"].startswith("À ") and "parce qu" in link["statement"], link["key"]
        assert link["statement"].endswith("."), link["key"]
        assert link["history"][0]["status"] == "proposed", link["key"]
        assert link["history"][-1]["status"] == link["status"], link["key"]
        days = [date.fromisoformat(step["at"]) for step in link["history"]]
        assert days == sorted(days), link["key"]


def test_every_key_pointed_to_exists():
    for record in [*EVENTS.values(), *MILESTONES.values(), *DOCUMENTS.values()]:
        assert set(record["sites"]) <= set(SITES), record["key"]
    assert all(len(step["sites"]) == 1 for step in MILESTONES.values())
    for paper in DOCUMENTS.values():
        assert paper["event"] in {*EVENTS, None} and paper["author"] in MEMBERS, paper["key"]
        assert bool(paper["file"]) == (paper["state"] in ("drafted", "sent")), paper["key"]
    for link in LINKS:
        assert set(link["events"]) <= set(EVENTS) and set(link["milestones"]) <= set(MILESTONES), link["key"]
        assert {step["by"] for step in link["history"]} <= set(MEMBERS), link["key"]
        assert {other["event"] for other in link["alternatives"]} <= {*EVENTS, None}, link["key"]


def test_every_file_of_documents_is_told_of():
    assert {path.name for path in (DEMO / "documents").iterdir()} == {
        Path(paper["file"]).name for paper in DOCUMENTS.values() if paper["file"]
    }


def test_codes_applied_exist_and_apply():
    assert {code for coding in CODINGS for code in coding["codes"]} <= _applicable_codes()


def test_facets_of_codings_are_in_their_lists():
    for coding in CODINGS:
        for name, (_, values) in interpretation.FACETS.items():
            assert coding.get(name) in {*values, None}, coding["quote"]
        assert not coding.get("dominant") or len(coding["codes"]) == 1, coding["quote"]


@pytest.mark.parametrize("pieces", [CODINGS, EVIDENCE], ids=["codings", "evidence"])
def test_a_quote_stands_once_in_its_document_and_within_one_paragraph(pieces):
    for piece in pieces:
        assert TEXTS[piece["document"]].count(piece["quote"]) == 1, piece["quote"]
        assert "\n" not in piece["quote"], piece["quote"]


def test_two_coders_meet_and_differ_on_six_documents_at_least():
    researchers = {key for key, member in MEMBERS.items() if member["role"] == "researcher"}
    met, differed = set(), set()
    by_document = defaultdict(list)
    for coding in CODINGS:
        assert coding["coder"] in MEMBERS
        by_document[coding["document"]].append(coding)
    for document, coded in by_document.items():
        text = TEXTS[document]
        spans = [(text.index(c["quote"]), text.index(c["quote"]) + len(c["quote"]), c) for c in coded]
        for start, end, one in spans:
            for other_start, other_end, other in spans:
                if {one["coder"], other["coder"]} == researchers and start < other_end and other_start < end:
                    met.add(document)
                    if not set(one["codes"]) & set(other["codes"]):
                        differed.add(document)
    assert len(met) >= 6 and len(differed) >= 6


def test_assignments_show_every_state_to_people_who_may_code_the_document():
    pairs = [(one["document"], one["coder"]) for one in ASSIGNMENTS]
    assert len(pairs) == len(set(pairs)) == 24
    coded = {(coding["document"], coding["coder"]) for coding in CODINGS}
    states = Counter()
    for one in ASSIGNMENTS:
        pair = one["document"], one["coder"]
        assert one["document"] in TEXTS and MEMBERS[one["coder"]]["role"] in ("lead", "researcher"), pair
        assert DOCUMENTS[one["document"]]["level"] != "private", pair
        assert not one.get("resumed") or one.get("finished"), pair
        if one.get("read", "all") != "all":
            assert TEXTS[one["document"]].count(one["read"]) == 1, pair
        done = one.get("finished") and not one.get("resumed")
        begun = pair in coded or one.get("read")
        states["finished" if done else "begun" if begun else "asked"] += 1
        assert not done or one.get("read") == "all", pair
    assert states == {"finished": 16, "begun": 4, "asked": 4}


def test_both_researchers_finished_seven_documents_blind_and_one_is_blind_still():
    done = Counter(one["document"] for one in ASSIGNMENTS if one.get("finished") and not one.get("resumed"))
    twice = [document for document, number in done.items() if number > 1]
    assert len(twice) == 7
    assert all(one["blind"] for one in ASSIGNMENTS if one["document"] in twice)
    hidden = [one for one in ASSIGNMENTS if one["blind"] and not one.get("finished") and one.get("read")]
    assert [(one["document"], one["coder"]) for one in hidden] == [("cr-kerambec-2021-12", "baptiste")]


def test_a_private_logbook_is_coded_by_its_author_alone():
    private = {key for key, paper in DOCUMENTS.items() if paper["level"] == "private"}
    assert private
    for coding in CODINGS:
        if coding["document"] in private:
            assert coding["coder"] == DOCUMENTS[coding["document"]]["author"]


def test_every_date_is_in_an_accepted_form():
    from corpus.dates import parse

    records = [*EVENTS.values(), *MILESTONES.values(), *DOCUMENTS.values()]
    texts = [record[name] for record in records for name in ("planned", "held", "reached", "date") if record.get(name)]
    for text in texts:
        parse(text)
    for sign in ("~", "?", "/..", "-21", "-22", "-23", "-24"):
        assert any(re.search(re.escape(sign) + "(?![0-9-])", text) for text in texts), sign


def test_what_was_held_or_reached_has_its_date_and_the_rest_has_none():
    for event in EVENTS.values():
        assert bool(event["held"]) == (event["state"] == "held"), event["key"]
        assert event["planned"] or event["held"], event["key"]
    for step in MILESTONES.values():
        assert bool(step["reached"]) == (step["state"] == "reached"), step["key"]


def test_figures_move_from_facilitator_to_trainer_to_third_party():
    led = defaultdict(Counter)
    for event in EVENTS.values():
        for held in event["figures"]:
            if held["leading"] and event["held"]:
                led[event["held"][:4]][held["figure"]] += 1
    assert led["2020"].most_common(1)[0][0] == "facilitator"
    assert led["2021"].most_common(1)[0][0] == "trainer"
    assert led["2022"].most_common(1)[0][0] == led["2023"].most_common(1)[0][0] == "third_party"


def test_documents_have_the_length_of_field_documents():
    for key, text in TEXTS.items():
        assert 250 <= len(text.split()) <= 700, key


def test_no_site_is_named_by_a_letter():
    for site in SITES.values():
        assert not re.fullmatch(r"\W*[A-H]\W*", site["label"]), site["label"]
    told = [path.read_text(encoding="utf-8") for path in DEMO.rglob("*.*") if path.is_file()]
    assert not any(re.search(r"\[[A-H]\]", text) for text in told)


def test_no_run_of_words_is_taken_from_real_texts():
    folder = os.environ.get("FIL_ROUGE_REAL_TEXTS")
    if not folder:
        pytest.skip("FIL_ROUGE_REAL_TEXTS does not name a folder of real texts")
    real: set[tuple[str, ...]] = set()
    for path in Path(folder).rglob("*.txt"):
        real |= _runs(path.read_text(encoding="utf-8", errors="replace"))
    assert real
    for path in DEMO.rglob("*.*"):
        if path.is_file():
            shared = _runs(path.read_text(encoding="utf-8")) & real
            assert not shared, (path.name, sorted(shared)[:3])
