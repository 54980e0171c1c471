"""How long a person waits in a real browser: a long document with 2,000 codings opens, and a new code shows."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

SELECT = """([index]) => {
  const block = document.querySelectorAll('.fr-coder-block.fr-coder-paragraph')[index];
  block.scrollIntoView({block: 'start'});
  document.querySelector('.fr-coder-scroll').scrollTop -= 200;
  const walker = document.createTreeWalker(block.querySelector('.fr-coder-letters') ?? block, NodeFilter.SHOW_TEXT);
  let node; while ((node = walker.nextNode()) && node.data.trim().length < 12);
  const range = document.createRange();
  range.setStart(node, 0); range.setEnd(node, 11);
  const box = range.getBoundingClientRect();
  return [box.left + 1, box.top + box.height / 2, box.right - 1];
}"""


@pytest.mark.parametrize("number", [0, 2_000])
def test_opening_and_coding(number: int, report, tmp_path: Path, coded_study, serving, page: Page, enter):
    studies = tmp_path / "studies"
    studies.mkdir()
    coded_study(studies / "mesure.db", number)
    with serving(studies) as address:
        enter(page, address, "Mesure")
        opened, visible, kept = [], [], []
        for turn in range(4):
            page.get_by_role("button", name="Codage").click()
            begun = time.perf_counter()
            page.get_by_role("menuitem", name="Atelier").click()
            page.locator(".fr-coder-block").first.wait_for()
            opened.append(time.perf_counter() - begun)
            if turn < 3:
                page.get_by_role("link", name="Accueil").click()
                page.locator("h1", has_text="Mesure").wait_for()
        page.wait_for_timeout(1_000)
        for index in range(5, 20):
            left, middle, right = page.evaluate(SELECT, [index])
            page.wait_for_timeout(200)
            left, middle, right = page.evaluate(SELECT, [index])
            page.mouse.move(left, middle)
            page.mouse.down()
            page.mouse.move(right, middle, steps=4)
            page.mouse.up()
            page.locator(".fr-coder-palette").wait_for()
            page.keyboard.type("confiance")
            before = page.locator("mark.fr-coder-mark").count()
            begun = time.perf_counter()
            page.keyboard.press("Enter")
            page.wait_for_function(
                "n => document.querySelectorAll('mark.fr-coder-mark').length > n", arg=before, polling="raf"
            )
            visible.append(time.perf_counter() - begun)
            page.wait_for_function("() => !document.querySelector('.fr-coder-waiting')", polling="raf")
            kept.append(time.perf_counter() - begun)
        report(f"ouvrir 400 000 signes avec {number} codages, du clic au texte", opened)
        report(f"coder un passage parmi {number} codages : visible", visible)
        report(f"coder un passage parmi {number} codages : enregistré et redessiné", kept)
