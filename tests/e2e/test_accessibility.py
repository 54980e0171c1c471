"""No serious fault of accessibility on the pages people live in, in light and in dark.

The rules are those of axe-core. What Streamlit itself draws wrong is listed with its reason; anything else fails.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.test_journey import goto

# Of Streamlit's own drawing, by rule and by the place the faulty element stands in.
STREAMLIT = {
    (
        "list",
        "[data-testid=stTopNav], [data-testid=stSidebarNavItems]",
    ): "its menu is a list of elements that are not items",
    (
        "listitem",
        "[data-testid=stTopNav], [data-testid=stSidebarNavItems]",
    ): "the items of its menu stand outside a list",
}
BELONGS = """(element, place) => Boolean(document.querySelector(element)?.closest(place))"""


@pytest.fixture(params=["light", "dark"])
def lit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page whose reader prefers light, or dark."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR", color_scheme=request.param)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """The serious and critical faults of the page at this moment that are not Streamlit's own."""
    page.wait_for_timeout(500)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = []
    for fault in found:
        if fault["impact"] not in ("serious", "critical"):
            continue
        for node in fault["nodes"]:
            if not theirs(page, fault["id"], node):
                told.append(f"{fault['id']} {node['target']} {node['any'][0]['message'] if node['any'] else ''}")
    return told


def theirs(page: Page, rule: str, node: dict[str, Any]) -> bool:
    places = [place for (known, place) in STREAMLIT if known == rule]
    return any(page.evaluate(f"([one, place]) => ({BELONGS})(one, place)", [node["target"][0], p]) for p in places)


def test_the_pages_people_live_in_have_no_serious_fault(lit: Page, demo_server: str, enter):
    told: dict[str, list[str]] = {}

    def look(name: str) -> None:
        if found := faults(lit):
            told[name] = found

    lit.goto(demo_server)
    lit.get_by_role("button", name="Inès").wait_for()
    look("front door")
    enter(lit, demo_server, "Inès")
    look("home")
    goto(lit, "Codage", "Atelier")
    lit.locator("mark.fr-coder-mark").first.click()
    lit.locator(".fr-coder-card").wait_for()
    look("workbench")
    goto(lit, "Lecture", "Frise")
    lit.locator("[data-testid=stVegaLiteChart] svg.marks").wait_for()
    look("timeline")
    goto(lit, "Analyse", "Liens")
    lit.get_by_role("radio").first.click(force=True)
    lit.get_by_role("button", name="Joindre un passage").wait_for()
    look("links")
    goto(lit, "Terrain", "Chronologie")
    lit.get_by_role("radio").first.click(force=True)
    look("chronology")
    assert told == {}
