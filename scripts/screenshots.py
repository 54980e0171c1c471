"""Takes the pictures of the README and of the guide from the demonstration study: ``make images``."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from codebook import demonstration
from tests.browser import find_chromium, serving_studies

IMAGES = Path(__file__).parents[1] / "docs" / "images"


def main() -> None:
    """Build a demonstration study, serve it, and picture each page of the guide."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        demonstration.build(Path(folder) / "demonstration.db")
        with serving_studies(Path(folder)) as server:
            browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
            for name, address, ready in PAGES:
                picture(page, server, name, address, ready)
            browser.close()


PAGES = (
    ("frise", "frise", "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas"),
    ("atelier", "atelier", ".fr-coder-mark"),
    ("liens", "liens", "[role=radiogroup]"),
)


def picture(page: Page, server: str, name: str, address: str, ready: str) -> None:
    """Open an address as the project lead and keep what the window shows."""
    page.goto(f"{server}/{address}")
    page.get_by_role("button", name="Léa").click()
    page.locator(ready).first.wait_for()
    if name == "liens":
        page.get_by_text("la grille d’observation").first.click()
    if name == "atelier":
        page.locator(".fr-coder-mark").nth(2).click()
    page.wait_for_timeout(2_500)  # drawings settle
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
