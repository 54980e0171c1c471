"""Reloading a page keeps who is working, each tab its own person, until she leaves."""

from playwright.sync_api import Page, expect


def name(page: Page, person: str):
    return page.get_by_role("button", name=f"{person} · changer")


def test_each_tab_keeps_its_person_through_a_reload_and_an_address(page: Page, demo_server: str, enter):
    enter(page, demo_server, "Baptiste", "repartition")
    page.reload()
    expect(name(page, "Baptiste (chercheur)")).to_be_visible()
    expect(page.get_by_role("heading", name="Répartition")).to_be_visible()
    other = page.context.new_page()
    other.goto(demo_server)
    expect(other.get_by_text("Qui travaille ?")).to_be_visible()
    enter(other, demo_server, "Inès")
    page.goto(f"{demo_server}/grille")
    expect(name(page, "Baptiste (chercheur)")).to_be_visible()
    assert "Baptiste" not in page.url and "pass" not in page.url


def test_the_door_shows_at_once_to_a_tab_that_remembers_nobody_and_waits_for_one_that_does(
    page: Page, demo_server: str, enter
):
    page.goto(demo_server)
    expect(page.get_by_text("Qui travaille ?")).to_be_visible()
    page.wait_for_function("document.documentElement.dataset.filRougeTab === 'new'")
    door = page.locator(".st-key-fil_rouge_door")
    assert door.evaluate("door => getComputedStyle(door).animationName") == "none"
    enter(page, demo_server, "Inès")
    page.reload()
    expect(name(page, "Inès (chercheuse)")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.filRougeTab") is None


def test_whoever_leaves_is_asked_again(page: Page, demo_server: str, enter):
    enter(page, demo_server, "Inès")
    name(page, "Inès (chercheuse)").click()
    expect(page.get_by_text("Qui travaille ?")).to_be_visible()
    page.wait_for_function("sessionStorage.getItem('fil-rouge-entree') === null")
    page.reload()
    expect(page.get_by_text("Qui travaille ?")).to_be_visible()
    expect(name(page, "Inès (chercheuse)")).to_have_count(0)


def test_a_forged_pass_opens_nothing(page: Page, demo_server: str):
    page.goto(demo_server)
    page.evaluate("sessionStorage.setItem('fil-rouge-entree', 'W10.00')")
    page.reload()
    expect(page.get_by_text("Qui travaille ?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="changer")).to_have_count(0)
