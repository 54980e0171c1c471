"""No serious fault of accessibility on the pages people live in, in light and in dark, by the rules of axe-core.

Streamlit's own drawing has no such fault on these pages at this width; one that comes with another version of it is to
be listed here by its rule and its reason, never by leaving the rule out.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.test_journey import goto

GRAVE = ("serious", "critical")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
INSIDE_DRAWINGS = {"exclude": [["svg.marks > *"]]}  # hundreds of marks, which the table beside them says as well
INK = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).color"


def faults(page: Page) -> list[str]:
    """The serious and critical faults of the page as it is drawn now: rule, place, and what is wrong."""
    page.wait_for_timeout(400)  # colours change over a moment
    found = Axe().run(page, context=INSIDE_DRAWINGS, options=RULES).response["violations"]
    return [
        f"{fault['id']} at {node['target'][0]}: {node['failureSummary']}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def look(page: Page, name: str, told: dict[str, list[str]]) -> None:
    """Note the faults of a page in both schemes of colours."""
    inks = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        if found := faults(page):
            told[f"{name}, {scheme}"] = found
        inks.add(page.evaluate(INK))
    assert len(inks) == 2, "the page did not change its colours"


def test_the_pages_people_live_in_have_no_serious_fault(page: Page, demo_server: str, enter):
    told: dict[str, list[str]] = {}
    page.goto(demo_server)
    page.get_by_role("button", name="Inès").wait_for()
    look(page, "front door", told)
    enter(page, demo_server, "Inès")
    look(page, "home", told)
    goto(page, "Codage", "Atelier")
    page.locator("mark.fr-coder-mark").first.click()
    page.get_by_text("Adresse de ce passage").first.wait_for()
    look(page, "workbench", told)
    goto(page, "Codage", "Verbatims")
    page.locator("article.fr-quotes-quote").first.get_by_role("button", name="Contexte").click()
    look(page, "quotes", told)
    goto(page, "Lecture", "Frise")
    page.locator("[data-testid=stVegaLiteChart] svg.marks").wait_for()
    look(page, "timeline", told)
    goto(page, "Analyse", "Liens")
    page.get_by_role("radio").first.click(force=True)
    page.get_by_role("button", name="Joindre un passage").wait_for()
    look(page, "links", told)
    goto(page, "Terrain", "Chronologie")
    page.get_by_role("radio").first.click(force=True)
    look(page, "chronology", told)
    assert told == {}
