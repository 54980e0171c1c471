"""The guard of every page: alone, or in the wrong hands, a page says one sentence and shows nothing of the study."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from codebook import codings, links
from corpus import shelf
from corpus.access import ROLES
from corpus.study import Study, StudyFile
from pages.parts import link_acts, menu, text_coder
from tests.pages.test_chronology_page import opened
from tests.pages.test_every_page import as_read

SCRIPTS = Path(menu.__file__).parents[1]
ENTRIES = [entry for entries in menu.SECTIONS.values() for entry in entries]
REFUSED = [(entry, role) for entry in ENTRIES for role in ROLES if role not in entry.roles]
FRONT_DOOR = "Cette page s’ouvre par l’accueil : revenez à la première page et dites qui travaille."
Make = Callable[..., str]


def name(value: object) -> str:
    return value.address if isinstance(value, menu.Entry) else str(value)


def alone(script: str, study: Study | None = None, *, entered: bool = False) -> AppTest:
    """Run the script of a page without the front door, with what a session could hold."""
    app = AppTest.from_file(str(SCRIPTS / script), default_timeout=60)
    if study:
        app.session_state["fil_rouge_study"] = str(study.file.path)
        app.session_state["fil_rouge_member"] = study.member.id
    if entered:
        app.session_state["fil_rouge_entered"] = True
    return app.run()


def everything_shown(app: AppTest) -> list[tuple[str, Any]]:
    """All that stands on the page, the words of each element included."""
    return [(part.type, getattr(part, "value", None)) for part in app if isinstance(part, Element)]


def acting(role: str, file: StudyFile) -> Study:
    return file.acting_as(next(person for person in file.members() if person.role == role).id)


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_a_page_run_alone_shows_the_refusal_and_nothing_else(entry: menu.Entry) -> None:
    assert only_refusal(alone(entry.script)) == FRONT_DOOR


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_knowing_a_study_and_a_member_does_not_open_a_page(entry: menu.Entry, study: Study) -> None:
    assert only_refusal(alone(entry.script, study)) == FRONT_DOOR


@pytest.mark.parametrize(("entry", "role"), REFUSED, ids=name)
def test_a_role_the_page_does_not_list_is_refused(entry: menu.Entry, role: str, file: StudyFile) -> None:
    sentence = only_refusal(alone(entry.script, acting(role, file), entered=True))
    assert sentence == f"Cette page n’est pas ouverte au rôle « {ROLES[role]} » : choisissez-en une autre au menu."


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_of_a_role_holds_its_pages_and_no_other(role: str, file: StudyFile) -> None:
    app = opened(acting(role, file), menu.HOME.script)
    reached = []
    for entry in ENTRIES:
        try:
            reached.append(app.switch_page(entry.script).run().exception)
        except ValueError:
            assert role not in entry.roles
        else:
            assert role in entry.roles
    assert len(reached) == sum(role in entry.roles for entry in ENTRIES)
    assert not any(reached)


def test_a_member_who_was_taken_out_of_the_study_is_refused(study: Study) -> None:
    app = AppTest.from_file(str(SCRIPTS / "study" / "home.py"), default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = "00000000-0000-4000-8000-000000000000"
    app.session_state["fil_rouge_entered"] = True
    assert only_refusal(app.run())


def only_refusal(app: AppTest) -> str:
    """The one sentence of a page that refuses; anything beside it fails."""
    assert not app.exception
    assert [kind for kind, _ in everything_shown(app)] == ["error"]
    return as_read(app.error)


# What runs without its page: callbacks before it, fragments and windows after it.


def call(act):  # noqa: ANN001, ANN201  (its source is run as a script, which knows no type)
    act()


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, study: Study, document: Make, grid: dict[str, str]) -> dict[str, Any]:
    """The functions of the workbench, taken from a page that ran; ``document`` and ``codings`` beside them."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(text_coder, "text_desk", lambda **given: held.update(given["on_pick"].__globals__))
    paper = document(study, "Une phrase du terrain.")
    made = codings.apply(study, paper, 0, 3, [grid["trust"]])
    opened(study, menu.WORKBENCH.script, document=paper)
    return held | {"paper": paper, "made": made[0], "code": grid["trust"]}


def run(act: Callable[[], None], study: Study, **address: str) -> AppTest:
    """Run an act in a session that never passed the front door, though it knows the study and the member."""
    app = AppTest.from_function(call, default_timeout=60, kwargs={"act": act})
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("act", ["follow", "pick", "undo", "redo"])
def test_the_callbacks_of_the_workbench_do_nothing_without_the_front_door(
    act: str, bench: dict[str, Any], study: Study, dump: Callable[..., Any]
) -> None:
    before = dump(study.file)
    events = {
        "follow": {"codings": [bench["made"]], "nonce": "1"},
        "pick": {"codings": [bench["made"]], "start": 0, "end": 3, "nonce": "1"},
    }
    given = [events[act]] if act in events else []
    app = run(partial(bench[act], *given), study, document=bench["paper"])
    assert not app.exception
    assert dump(study.file) == before
    assert everything_shown(app) == []


def test_the_callback_writes_once_the_front_door_let_the_session_in(bench: dict[str, Any], study: Study) -> None:
    app = AppTest.from_function(call, kwargs={"act": bench["undo"]}, default_timeout=60)
    app.session_state["fil_rouge_study"] = str(study.file.path)
    app.session_state["fil_rouge_member"] = study.member.id
    app.session_state["fil_rouge_entered"] = True
    app.query_params["document"] = bench["paper"]
    app.run()
    assert codings.everything(study) == []


def test_the_committee_cannot_undo_by_a_callback(
    bench: dict[str, Any], committee: Study, dump: Callable[..., Any]
) -> None:
    before = dump(committee.file)
    app = AppTest.from_function(call, kwargs={"act": bench["undo"]}, default_timeout=60)
    app.session_state["fil_rouge_study"] = str(committee.file.path)
    app.session_state["fil_rouge_member"] = committee.member.id
    app.session_state["fil_rouge_entered"] = True
    app.run()
    assert dump(committee.file) == before
    assert "Comité de pilotage" in app.session_state["fil_rouge_notice"][0]


def test_the_fragment_of_the_workbench_shows_only_the_refusal(bench: dict[str, Any], study: Study) -> None:
    app = run(partial(bench["bench"], 590), study, document=bench["paper"])
    assert only_refusal(app) == FRONT_DOOR


@pytest.mark.parametrize("window", ["_status", "_join", "_alternatives", "_delete"])
def test_the_windows_over_a_link_show_only_the_refusal(
    window: str, study: Study, event: Make, milestone: Make, dump: Callable[..., Any]
) -> None:
    link = links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="prepares", statement="La visite prépare."
    )
    before = dump(study.file)
    app = run(partial(getattr(link_acts, window), link), study)
    assert not app.exception
    assert as_read(app.error) == FRONT_DOOR
    assert not app.text
    assert not app.caption
    assert not app.button
    assert dump(study.file) == before


def test_leaving_shuts_the_pages_again(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(study.file.path.parent))
    app = opened(study, menu.HOME.script)
    assert app.title
    app.button("change-person").click().run()
    assert "Qui travaille" in as_read(app.markdown)
    assert "fil_rouge_member" not in app.session_state
