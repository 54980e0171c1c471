"""No page, by whatever address, shows a blind coder what another coded: each is drawn in two worlds and compared."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codebook.schema import FLOORS
from corpus.study import StudyFile
from pages.parts import menu
from tests.codebook import worlds
from tests.conftest import LEAD, RESEARCHER
from tests.pages.test_chronology_page import opened

ENTRIES = [entry for entries in menu.SECTIONS.values() for entry in entries if "lead" in entry.roles]
TAKING = {  # the addresses pages take
    menu.DOCUMENT: ("document", "passage"),
    menu.WORKBENCH: ("document", "passage"),
    menu.EDIT: ("document",),
    menu.WAITING: ("document",),
    menu.CODEBOOK: ("code",),
    menu.QUOTES: ("code",),
    menu.AGREEMENT: ("document",),
    menu.SUGGESTIONS: ("document",),
}
VISITS = [(entry, asked) for entry in ENTRIES for asked in ("nothing", *TAKING.get(entry, ()))]
# What changes from one run to another, and the revision, ticket and pass with which the marked text asks the server.
NOISE = re.compile(
    r'\\*"(revision|ticket|pass)\\*": \\*"?[\w.=-]+|\$\$ID-[^"\s]*|id: "[^"]*"|hash: "[^"]*"|url: "[^"]*"|-?\d{15,}'
)
# Whoever takes a document out is told how many things she cannot see go with it: a number, in that form alone.
TOLD_BEFORE_REMOVAL = "Partent avec ce document"


@pytest.fixture(scope="module")
def two(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    return worlds.build(blank, tmp_path_factory.mktemp("worlds"))


def drawn(app: AppTest) -> list[str]:
    """Every element of a page as it is sent to the browser, but for what changes from one run to another."""
    return [NOISE.sub("", str(getattr(one, "proto", one))) for one in elements(app._tree)]


def elements(block: object) -> Iterator[object]:
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield getattr(child, "proto", "")
            yield from elements(child)
        else:
            yield child


def visited(path: Path, entry: menu.Entry, address: dict[str, str], tmp_path: Path, member: str = LEAD) -> list[str]:
    """Open a page of a copy of a study, always at the same place, so that its path tells nothing."""
    here = tmp_path / "etude.db"
    for left in tmp_path.glob("etude*"):
        left.unlink()
    shutil.copyfile(path, here)
    with StudyFile.open(here, FLOORS) as file:
        return drawn(opened(file.acting_as(member), entry.script, **address))


@pytest.mark.parametrize(("entry", "asked"), VISITS, ids=lambda one: getattr(one, "address", one))
def test_a_page_is_the_same_whatever_others_coded(entry, asked, two, tmp_path):
    without, within, known = two
    address = {
        "nothing": {},
        "document": {"document": known["document"]},
        "passage": {"document": known["document"], "at": known["passage"]},
        "code": {"code": known["code"]},
    }[asked]
    one, other = (visited(path, entry, address, tmp_path) for path in (without, within))
    assert not any(worlds.PLANTED in said for said in other)
    assert [said for said in one if TOLD_BEFORE_REMOVAL not in said] == [
        said for said in other if TOLD_BEFORE_REMOVAL not in said
    ]


@pytest.mark.parametrize("entry", [menu.DOCUMENT, menu.WORKBENCH], ids=lambda entry: entry.address)
def test_the_address_of_a_hidden_passage_shows_its_words_and_nobody_s_code(entry, two, tmp_path):
    _, within, known = two
    found = visited(within, entry, {"document": known["document"], "at": known["hidden"]}, tmp_path)
    assert not any(worlds.PLANTED in said or known["coding"] in said for said in found)


def test_a_page_shows_it_to_whoever_is_not_blind(two, tmp_path):
    _, within, known = two
    found = visited(within, menu.DOCUMENT, {"document": known["document"]}, tmp_path, member=RESEARCHER)
    assert any(worlds.PLANTED in said for said in found)
