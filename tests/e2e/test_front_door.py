"""No page opens without the front door, however a visitor comes to it."""

import pytest
from playwright.sync_api import Page, expect

from pages.parts import menu

ENTRIES = [entry for entries in menu.SECTIONS.values() for entry in entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.address)
def test_a_cold_server_shows_the_front_door_at_every_address(entry, page: Page, fresh_demo: str):
    page.goto(f"{fresh_demo}/{'' if entry.default else entry.address}")
    expect(page.get_by_text("Qui travaille ?")).to_be_visible()
    # Nothing of the study's content, of the menu or of the page itself is there.
    expect(page.get_by_role("button", name="changer")).to_have_count(0)
    expect(page.get_by_role("link", name="Bibliothèque")).to_have_count(0)
    assert "Grèvelune" not in page.content()


@pytest.mark.parametrize("address", ["index", "pages/index", "study/home", "pages/study/home.py", "inconnu"])
def test_addresses_of_scripts_lead_nowhere_else(address, page: Page, demo_server: str):
    answer = page.goto(f"{demo_server}/{address}")
    assert answer is not None
    if answer.status == 200 and address.count("/") == 0:
        expect(page.get_by_text("Qui travaille ?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="changer")).to_have_count(0)
    assert "Grèvelune" not in page.content()


def test_the_address_that_was_asked_for_is_kept(page: Page, demo_server: str, enter):
    enter(page, demo_server, "Inès", "grille")
    expect(page.get_by_role("heading", name="Grille")).to_be_visible()
    assert page.url.endswith("/grille")


def test_the_committee_finds_only_its_pages(page: Page, demo_server: str, enter):
    enter(page, demo_server, "Odile")
    expect(page.get_by_role("heading", name="Cellules du littoral")).to_be_visible()
    names = {text.strip() for text in page.locator("header a, header button").all_inner_texts()}
    assert not names & {"Terrain", "Codage", "Analyse"}
    enter(page, demo_server, "Odile", "atelier")  # an address outside the menu leads home
    expect(page.get_by_role("heading", name="Cellules du littoral")).to_be_visible()


def test_no_request_leaves_the_machine_and_headers_protect(page: Page, demo_server: str, enter):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    answer = page.goto(demo_server)
    assert answer is not None
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    enter(page, demo_server, "Inès", "frise")
    page.locator("canvas, svg.marks").first.wait_for()
    outside = [url for url in asked if not url.startswith((demo_server, "data:", "blob:", "ws://localhost"))]
    assert outside == []
    assert refused == []
