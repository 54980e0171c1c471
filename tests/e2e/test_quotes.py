"""Reading across texts in a real browser: by keyboard alone, with the context in place, to the text and back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.test_journey import goto

Enter = Callable[..., None]


def quotes(page: Page):
    found = page.locator("article.fr-quotes-quote")
    found.first.wait_for()
    return found


def test_the_keyboard_alone_reads_unfolds_copies_and_chooses(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "verbatims?q=COO")
    found = quotes(page)
    found.nth(0).focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("c")
    expect(found.nth(1).locator("mark")).to_be_visible()
    before = found.nth(1).locator(".fr-quotes-near").count()
    page.keyboard.press("+")
    expect(found.nth(1).locator(".fr-quotes-near")).not_to_have_count(before)
    page.keyboard.press("c")
    expect(found.nth(1).locator("mark")).to_have_count(0)
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Recoder (1)")).to_be_visible()
    expect(found.nth(1).get_by_role("checkbox")).to_be_checked()
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Recoder", exact=True)).to_be_visible()


def test_what_is_copied_can_be_pasted_with_its_reference(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "verbatims?q=COO")
    first = quotes(page).first
    words = first.locator(".fr-quotes-text").inner_text()
    first.get_by_role("button", name="Copier").click()
    expect(page.locator(".fr-quotes-told")).to_have_text("Copié avec la référence.")
    code = page.get_by_role("combobox", name="Code")
    code.click()
    page.keyboard.press("Control+V")
    pasted = code.input_value()
    assert pasted.startswith(f"« {words[:40]}")
    assert re.search(r" · .*§ \d+", pasted)


def test_a_quote_opens_in_its_text_and_the_reading_is_found_again(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "verbatims?q=COO&genre=interview")
    found = quotes(page)
    number = found.count()
    found.nth(3).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/atelier\?document=[0-9a-f-]+&at=[0-9a-f-]+"))
    goto(page, "Codage", "Verbatims")
    expect(quotes(page)).to_have_count(number)
    expect(page).to_have_url(re.compile("genre=interview"))
    expect(found.nth(3)).to_be_focused()


def test_a_title_turns_the_reading_to_that_text(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "verbatims?q=COO")
    quotes(page)
    title = page.locator("button.fr-quotes-read").nth(1)
    name = title.inner_text()
    title.click()
    expect(page).to_have_url(re.compile(r"vue=document&document=|document=.*&vue=document"))
    expect(page.get_by_role("combobox", name="Texte lu")).to_have_value(re.compile(re.escape(name)))
    expect(page.locator("header.fr-quotes-head")).to_have_count(0)


def test_the_words_keep_a_comfortable_measure_on_a_laptop(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "verbatims?q=COO")
    quotes(page)
    box = page.locator(".fr-quotes-words").first.bounding_box()
    assert box and 520 <= box["width"] <= 660
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size({"width": 700, "height": 768})
    narrow = page.locator(".fr-quotes-words").first.bounding_box()
    assert narrow and narrow["width"] > 450
