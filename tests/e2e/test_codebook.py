"""The tree of codes in a real browser: filtered, walked and folded by the keyboard alone, the card following."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Enter = Callable[..., None]


def test_the_keyboard_alone_finds_a_code_and_opens_its_card(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "grille")
    field = page.get_by_label("Filtrer les codes")
    field.press_sequentially("confiance")
    lines = page.get_by_role("treeitem")
    expect(page.get_by_role("status").filter(has_text="sur 117")).to_contain_text("codes sur 117")
    expect(lines).not_to_have_count(117)
    field.press("ArrowDown")
    expect(page.get_by_role("treeitem", selected=True)).to_contain_text("Confiance")
    expect(page.get_by_role("heading", name="Confiance")).to_be_visible()
    expect(page).to_have_url(re.compile("code="))
    field.press("Escape")
    expect(lines).to_have_count(117)


def test_branches_fold_and_stay_folded_when_the_page_runs_again(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "grille")
    lines = page.get_by_role("treeitem")
    lines.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(lines.first).to_have_attribute("aria-expanded", "false")
    fewer = lines.count()
    assert fewer < 117
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("treeitem", selected=True)).to_contain_text("Agir ensemble")
    expect(page.get_by_role("heading", name="Agir ensemble")).to_be_visible()
    expect(lines).to_have_count(fewer)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", selected=True)).to_contain_text("Entraide")


def test_page_and_tree_fit_a_laptop(demo_server: str, page: Page, enter: Enter) -> None:
    enter(page, demo_server, "Inès", "grille")
    page.get_by_role("treeitem").first.wait_for()
    box = page.get_by_role("tree").bounding_box()
    assert box and box["width"] > 500 and box["y"] + box["height"] <= 768
