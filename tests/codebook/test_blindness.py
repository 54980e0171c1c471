"""A blind coder finds nothing of what the others coded: every function that reads a study is asked, in two worlds."""

import importlib
import inspect
import pkgutil
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import codebook
import corpus
from codebook import assignments, blindness, codings, drawn, evidence
from codebook.__main__ import main
from codebook.reshaping import deleting
from codebook.schema import FLOORS
from corpus import changes
from corpus.errors import FilRougeError
from corpus.pseudonyms import elsewhere
from corpus.pseudonyms.forms import Forms
from corpus.study import StudyFile
from tests.codebook import worlds
from tests.conftest import COLLEAGUE, LEAD, RESEARCHER

# What may tell the two worlds apart, and why it may.
ALLOWED = {
    "corpus.changes.revision": "how many changes were made says nothing of what they are",
    "codebook.drawn.since": "the number of the revision; its rows are compared below",
    "codebook.passages.get": "the words at an address are those of the document",
    "codebook.passages.standing": "for carrying codings over, whoever may read them: never shown",
    "codebook.passages.before": "the words of the document in an older version",
    "codebook.removal.hanging": "whoever takes a document out is told how many codings she cannot see go with it",
    "codebook.carrying.plan": "how many unseen passages are carried over",
    "codebook.memos.under": "for taking a document out, whoever may read them: never shown",
    "codebook.reshaping.marks.of_codes": "for changing the codebook, whoever may read them: never shown",
    "codebook.reshaping.deleting.preview": "how many codings she cannot see would lose their code, no word on where",
    "codebook.reshaping.deleting.delete": "the same number, in the refusal",
    "codebook.examples.count": "for changing the codebook, whoever may read them: never shown",
    "codebook.examples.add": "a passage is an example of a code once: whoever chooses the same is told",
    "codebook.waiting.proposal": "where the words at an address stand in the text",
}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Give every public function of the two lower floors whose first parameter is a study."""
    for package in (corpus, codebook):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__") or "demonstration" in module.name:
                continue
            loaded = importlib.import_module(module.name)
            for name, one in vars(loaded).items():
                if inspect.isfunction(one) and one.__module__ == module.name and not name.startswith("_"):
                    if next(iter(inspect.signature(one).parameters), None) == "study":
                        yield f"{module.name}.{name}", one


WRITES = "(writes)"
FUNCTIONS = dict(functions())


def asked(one: Callable[..., Any], known: dict[str, str]) -> list[dict[str, Any]]:
    """Return the ways to call a function with what is known, one for each thing a parameter may name."""
    needed = [
        name
        for name, parameter in list(inspect.signature(one).parameters.items())[1:]
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
    ]
    many = {"ids": "coding", "chosen": "document", "codes": "code"}
    ways = [{}]
    for name in needed:
        values: list[Any] = [known[name]] if name in known else [[known[many[name]]]] if name in many else []
        if name == "passage":
            values = [known["passage"], known["hidden"]]
        if name == "kind":
            values = ["coding", "document", "code"]
        if name == "target":
            values = [known["coding"], known["document"], known["code"]]
        if name == "start":
            values = [0]
        if name in ("end", "limit"):
            values = [len(worlds.TEXT)]
        ways = [way | {name: value} for way in ways for value in values]
    return ways


def answers(path: Path, known: dict[str, str]) -> dict[str, str]:
    """Return what every function answers the blind lead, by name and arguments, ``WRITES`` for one that would write."""
    found = {}
    with worlds.reading(path) as study:
        for name, one in FUNCTIONS.items():
            for way in asked(one, known):
                try:
                    answer = one(study, **way)
                    said = repr(
                        list(answer) if inspect.isgenerator(answer) else getattr(answer, "to_csv", answer.__str__)()
                    )
                except FilRougeError as error:
                    said = WRITES if "occupée par une autre écriture" in str(error) else str(error)
                except sqlite3.OperationalError:
                    said = WRITES
                except (ValueError, TypeError, AttributeError, KeyError):
                    continue
                call = f"{name}({', '.join(f'{key}={value}' for key, value in way.items())})"
                found[call] = re.sub(r" at 0x[0-9a-f]+", "", said)
    return found


@pytest.fixture(scope="module")
def two(blank, tmp_path_factory):
    return worlds.build(blank, tmp_path_factory.mktemp("worlds"))


def differing(two) -> set[str]:
    without, within, known = two
    one, other = answers(without, known), answers(within, known)
    calls = [call for call in one.keys() | other.keys() if WRITES not in (one.get(call), other.get(call))]
    return {call.split("(")[0] for call in calls if one.get(call) != other.get(call)}


def test_the_walk_asks_the_readers_that_matter(two):
    calls = {call.split("(")[0] for call in answers(two[1], two[2])}
    for reader in (
        "codings.of_document codings.of_passage codings.of_code codings.everything codings.waiting codings.get"
        " codings.across codings.tally counts.frame overview.of waiting.of_document evidence.of_document memos.of"
        " memos.everything drawn.since links.everything passages.get assignments.everything"
    ).split():
        assert f"codebook.{reader}" in calls, reader
    assert {"corpus.changes.history", "corpus.changes.count"} <= calls
    assert len(calls) > 70


def test_no_reader_tells_a_blind_coder_what_another_coded(two):
    assert differing(two) <= set(ALLOWED)


def test_nothing_another_wrote_is_in_any_answer(two):
    found = {call.split("(")[0] for call, said in answers(two[1], two[2]).items() if worlds.PLANTED in said}
    assert found <= {name for name, why in ALLOWED.items() if "never shown" in why}


def test_the_walk_sees_what_it_looks_for(two, monkeypatch):
    monkeypatch.setattr(assignments, "unblinded", lambda *_: "1")
    assert {"codebook.codings.everything", "codebook.counts.frame", "codebook.overview.of"} <= differing(two)


@pytest.mark.parametrize("member", [RESEARCHER, COLLEAGUE])
def test_whoever_is_not_blind_there_sees_it(two, member):
    with worlds.reading(two[1], member) as study:
        assert worlds.PLANTED in repr(codings.of_document(study, two[2]["document"]))
        assert "Coder « Doute »" in [line.label for line in changes.history(study)]


def test_the_history_hides_what_was_coded_and_keeps_the_rest(two):
    with worlds.reading(two[0]) as one, worlds.reading(two[1]) as other:
        labels = [line.label for line in changes.history(other)]
        assert labels == [line.label for line in changes.history(one)]
        assert "Coder « Doute »" in labels  # that of the document she does not code blind
        assert changes.count(one) == changes.count(other)
        last = int(other.value("SELECT max(id) FROM change"))
        with suppress(FilRougeError):
            raise AssertionError(changes.get(other, last))
        assert not other.may_read_change(last)


def test_the_drawn_codings_are_the_same(two):
    for revision in (0, 3):
        with worlds.reading(two[0]) as one, worlds.reading(two[1]) as other:
            told = [drawn.since(study, two[2]["document"], revision) for study in (one, other)]
            assert sorted(told[0].rows) == sorted(told[1].rows)
            assert told[1].gone == told[0].gone == []


def test_changing_the_codebook_counts_what_is_hidden_without_saying_whose_or_where(two):
    told = []
    for path in two[:2]:
        with worlds.reading(path) as study:
            told.append(deleting.preview(study, two[2]["code"]))
    assert (told[0].coders, told[0].documents) == (told[1].coders, told[1].documents)
    assert (told[0].unseen, told[1].unseen) == (0, 2)


def test_names_are_not_shown_in_comments_of_hidden_codings(two):
    with worlds.reading(two[1]) as study:
        assert elsewhere.places(study, Forms([(worlds.PLANTED, "Autre")])) == []
    with worlds.reading(two[1], RESEARCHER) as study:
        assert {place.table for place in elsewhere.places(study, Forms([(worlds.PLANTED, "X")]))} >= {"coding", "memo"}


def test_evidence_drawn_from_a_hidden_coding_shows_its_passage_and_not_its_code(two, tmp_path, blank):
    """The author of a link made the passage an argument; the coding it leans on is not part of it."""
    _, within, known = worlds.build(blank, tmp_path)
    with StudyFile.open(within, FLOORS) as file:
        colleague, lead = file.acting_as(COLLEAGUE), file.acting_as(LEAD)
        evidence.add(colleague, known["link"], known["hidden"], side="against", strength="hoop", coding=known["coding"])
        (piece,) = [e for e in evidence.of_link(lead, known["link"]) if e.passage == known["hidden"]]
        assert piece.quote == "une consultation commune"
        assert codings.of_passage(lead, known["hidden"]) == []
        with pytest.raises(FilRougeError, match="ne vous est pas ouvert"):
            codings.get(lead, known["coding"])


@pytest.mark.parametrize("arguments", [["agreement"], ["quotes", "Doute"], ["suggest"], ["export"], ["check"]])
def test_the_commands_tell_nothing_either(two, arguments, tmp_path):
    said = []
    for path in two[:2]:
        out = tmp_path / f"{path.stem}.csv"
        more = {"export": [str(out)], "suggest": [two[2]["document"]]}.get(arguments[0], [])
        given = [*arguments, *more]
        acting = [] if arguments == ["check"] else ["--as", LEAD]
        run = CliRunner().invoke(main, [*given, "--study", str(path), *acting])
        said.append(run.output.replace(str(out), "") + (out.read_text(encoding="utf-8") if out.exists() else ""))
        assert worlds.PLANTED not in said[-1]
    assert said[0] == said[1]


def test_the_rule_is_bound_to_the_reader_and_leaves_what_has_no_document():
    assert ":reader" in blindness.unblinded() and "IS NULL" in blindness.unblinded("x", "d.id")
