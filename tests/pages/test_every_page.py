"""Each page opens for each role it is made for, on a full study and on one that holds nothing yet."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from codebook import codes, grids
from codebook.schema import FLOORS
from corpus import documents
from corpus.access import ROLES
from corpus.study import Study, StudyFile
from pages.parts import menu
from tests.browser import demo  # noqa: F401  (a fixture)
from tests.pages.test_chronology_page import opened

ENTRIES = [entry for entries in menu.SECTIONS.values() for entry in entries]
ALLOWED = [(entry, role) for entry in ENTRIES for role in entry.roles]
FULL, EMPTY, WITH_CODEBOOK = "full", "empty", "codebook only"
HEADED_OTHERWISE = (menu.TIMELINE, menu.HELP)  # title of the chart, of the guide
NEXT_ACT = {
    menu.HOME: "importez un premier document",
    menu.LIBRARY: "importez-en un",
    menu.DOCUMENT: "choisissez-en un dans la bibliothèque",
    menu.SITES: "donnez un nom au premier",
    menu.CHRONOLOGY: "ajoutez le premier à droite",
    menu.WORKBENCH: "importez un compte-rendu",
    menu.SUGGESTIONS: "importez un compte-rendu",
    menu.ASSIGNMENTS: "importez-en un pour le confier",
    menu.TIMELINE: "ajoutez un événement ou un jalon",
    menu.FIGURES: "codez quelques passages",
    menu.LINKS: "posez le premier",
    menu.AGREEMENT: "confiez le même document à deux personnes",
}


def name(value: object) -> str:
    return value.address if isinstance(value, menu.Entry) else str(value)


@pytest.fixture(scope="module")
def studies(demo: Path, blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, StudyFile]]:  # noqa: F811
    """The three studies, each with the four members of its own; the pages opened here do not write."""
    paths = {FULL: demo / "demonstration.db"}
    for state in (EMPTY, WITH_CODEBOOK):
        paths[state] = tmp_path_factory.mktemp("studies") / "etude.db"
        shutil.copyfile(blank, paths[state])
    files = {state: StudyFile.open(path, FLOORS) for state, path in paths.items()}
    codes.install(acting("lead", files[WITH_CODEBOOK]), grids.framework())
    yield files
    for file in files.values():
        file.close()


@pytest.fixture(scope="module")
def page(studies: dict[str, StudyFile]) -> Callable[..., AppTest]:
    """Go to a page as a role does in one of the studies: the front door is passed once for each of them."""
    entered: dict[tuple[str, str], AppTest] = {}

    def go(state: str, role: str, script: str, **address: str) -> AppTest:
        app = entered.get((state, role)) or opened(acting(role, studies[state]), menu.HOME.script)
        entered[state, role] = app
        app.query_params.clear()
        app.query_params.update(address)
        app.switch_page(script).run()
        assert not app.exception
        return app

    return go


def acting(role: str, file: StudyFile) -> Study:
    return file.acting_as(next(person for person in file.members() if person.role == role).id)


def as_read(*parts: Iterable[Element]) -> str:
    """The words of these elements as the browser shows them, without what keeps their signs from being interpreted."""
    words = " ".join(str(part.value) for kind in parts for part in kind)
    return words.replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


def words(app: AppTest) -> str:
    return as_read(app.title, app.subheader, app.markdown, app.caption, app.info, app.text)


@pytest.mark.parametrize("state", [FULL, EMPTY, WITH_CODEBOOK])
@pytest.mark.parametrize(("entry", "role"), ALLOWED, ids=name)
def test_a_page_opens_for_the_roles_it_lists(
    entry: menu.Entry, role: str, state: str, studies: dict[str, StudyFile], page: Callable[..., AppTest]
) -> None:
    papers = documents.everything(acting(role, studies[state])) if entry == menu.DOCUMENT else []
    app = page(state, role, entry.script, **({"document": papers[0].id} if papers else {}))
    assert not app.error
    assert not app.warning
    assert app.title or entry in HEADED_OTHERWISE
    assert len(words(app)) > 60


@pytest.mark.parametrize("state", [EMPTY, WITH_CODEBOOK])
@pytest.mark.parametrize("entry", NEXT_ACT, ids=name)
def test_an_empty_page_says_what_to_do_next(entry: menu.Entry, state: str, page: Callable[..., AppTest]) -> None:
    app = page(state, "lead", entry.script)
    assert NEXT_ACT[entry] in as_read(app.info)


def test_a_codebook_page_without_codebook_offers_the_one_of_the_program(page: Callable[..., AppTest]) -> None:
    assert "codebook-framework" in keys(page(EMPTY, "lead", menu.CODEBOOK.script))
    assert "117 codes, dont 99 applicables" in words(page(WITH_CODEBOOK, "lead", menu.CODEBOOK.script))


def keys(app: AppTest) -> list[str | None]:
    return [button.key for button in app.button]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("state", "marked"), [(FULL, True), (EMPTY, False)])
def test_fictitious_data_say_so_above_every_page(
    role: str, state: str, marked: bool, page: Callable[..., AppTest]
) -> None:
    for script in (menu.HOME.script, menu.TIMELINE.script, menu.HELP.script):
        banner = page(state, role, script).caption[0].value
        assert ("Données fictives" in banner) is marked


def test_the_committee_reads_only_what_is_open_to_it(
    studies: dict[str, StudyFile], page: Callable[..., AppTest]
) -> None:
    lead, committee = (acting(role, studies[FULL]) for role in ("lead", "committee"))
    hidden = [paper for paper in documents.everything(lead) if paper.level != "committee"]
    assert hidden
    for paper in hidden[:4]:
        app = page(FULL, "committee", menu.DOCUMENT.script, document=paper.id)
        assert paper.title not in words(app)
        assert "ne vous est pas ouvert" in as_read(app.error, app.warning)
