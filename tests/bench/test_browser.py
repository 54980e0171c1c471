"""How long a person waits in a real browser: a long document with up to 5,000 codings opens, and a new code shows.

The wait for a code is measured inside the page, from the key to the frame on the screen, so that the driver of the
browser is not in it.
"""

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
WATCH = """() => {
  window.measured = { visible: [], kept: [] };
  let begun = 0;
  let visible = false;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') [begun, visible] = [performance.now(), false];
  }, true);
  new MutationObserver(() => {
    if (!begun) return;
    const waiting = document.querySelector('.fr-coder-waiting');
    const from = begun;
    const after = (list) => requestAnimationFrame(() => setTimeout(() => list.push(performance.now() - from)));
    if (waiting && !visible) {
      visible = true;
      after(window.measured.visible);
    } else if (!waiting && visible) {
      begun = 0;
      after(window.measured.kept);
    }
  }).observe(document.querySelector('.fr-coder-text'), { subtree: true, childList: true });
}"""
ENTERED = """() => { window.entered = performance.now(); }"""
FIRST = """() => new Promise((done) => {
  const look = () => {
    if (document.querySelector('.fr-coder-block')) done(performance.now() - window.entered);
    else requestAnimationFrame(look);
  };
  look();
})"""


@pytest.mark.parametrize("number", [0, 2_000, 5_000])
def test_opening_and_coding(number: int, report, tmp_path: Path, coded_study, serving, page: Page, enter):
    studies = tmp_path / "studies"
    studies.mkdir()
    coded_study(studies / "mesure.db", number)
    with serving(studies) as address:
        enter(page, address, "Mesure")
        opened = []
        for turn in range(4):
            page.get_by_role("button", name="Codage").click()
            page.evaluate(ENTERED)
            page.get_by_role("menuitem", name="Atelier").click()
            opened.append(page.evaluate(FIRST) / 1000)
            if turn < 3:
                page.get_by_role("link", name="Accueil").click()
                page.locator("h1", has_text="Mesure").wait_for()
        if number:
            page.locator("mark.fr-coder-mark").first.wait_for()
        page.wait_for_timeout(1_500)
        page.evaluate(WATCH)
        for index in range(5, 25):
            left, middle, right = page.evaluate(SELECT, [index])
            page.wait_for_timeout(200)
            left, middle, right = page.evaluate(SELECT, [index])
            page.mouse.move(left, middle)
            page.mouse.down()
            page.mouse.move(right, middle, steps=4)
            page.mouse.up()
            page.locator(".fr-coder-palette").wait_for()
            page.keyboard.type("confiance")
            page.keyboard.press("Enter")
            page.wait_for_function("() => !document.querySelector('.fr-coder-waiting')", polling="raf")
            page.wait_for_timeout(700)  # the panel beside the text follows
        measured = {name: [wait / 1000 for wait in waits] for name, waits in page.evaluate("measured").items()}
        report(f"ouvrir 400 000 signes avec {number} codages, du clic au texte", opened)
        report(f"coder un passage parmi {number} codages : visible", measured["visible"], "médiane < 150")
        report(f"coder un passage parmi {number} codages : enregistré et redessiné", measured["kept"])
