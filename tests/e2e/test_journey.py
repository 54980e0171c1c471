"""The whole way, as a person goes it: from a file to a passage, then to a link, and from the timeline back to it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

LOOK_ALIKE = Path(__file__).parents[1] / "corpus" / "readers" / "look_alikes" / "memoire.txt"
PLACE = """([words, atEnd]) => {
  const walker = document.createTreeWalker(document.querySelector('.fr-coder-text'), NodeFilter.SHOW_TEXT);
  let node;
  while ((node = walker.nextNode())) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({block: 'center'});
    const range = document.createRange();
    const last = atEnd ? at + words.length : at;
    range.setStart(node, atEnd ? last - 1 : last);
    range.setEnd(node, atEnd ? last : last + 1);
    const box = range.getBoundingClientRect();
    return [atEnd ? box.right - 0.5 : box.left + 0.5, box.top + box.height / 2];
  }
}"""


def select(page: Page, first: str, last: str) -> None:
    """Drag from the beginning of some words to the end of others, in one text node each."""
    page.evaluate(PLACE, [first, False])
    page.wait_for_timeout(150)  # the scroll settles before coordinates are read
    start, end = page.evaluate(PLACE, [first, False]), page.evaluate(PLACE, [last, True])
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=3)
    page.mouse.move(*end, steps=3)
    page.mouse.up()
    page.locator(".fr-coder-palette").wait_for()


def code(page: Page, first: str, last: str, *codes: str) -> None:
    select(page, first, last)
    for name in codes:
        page.get_by_role("combobox", name="Chercher un code").fill(name)
        page.keyboard.press("Control+Enter" if len(codes) > 1 else "Enter")
    if len(codes) > 1:
        page.get_by_role("button", name=f"Appliquer ({len(codes)})").click()
    expect(page.locator(".fr-coder-waiting")).to_have_count(0)


def goto(page: Page, section: str, name: str) -> None:
    page.locator("header").get_by_role("button", name=section).click()
    page.get_by_role("menuitem", name=name).click()


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True).locator("visible=true")


def pick(page: Page, label: str, option: str) -> None:
    """Choose an option of a list by typing it."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("combobox", name=label).fill(option)
    page.get_by_role("option", name=option).first.click()


def test_from_a_file_to_a_linked_timeline_and_back_to_the_passage(
    page: Page, tmp_path: Path, serving: Callable, chromium: str
):
    with serving(tmp_path / "studies") as server:
        begin_a_study(page, server)
        bring_a_document(page)
        code_three_passages(page)
        date_an_event_and_a_milestone(page)
        pose_a_link(page)
        come_back_from_the_timeline(page)


def begin_a_study(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_text("Commencer une nouvelle étude").click()
    page.get_by_label("Titre de l’étude").fill("Étude d’essai")
    page.get_by_label("Votre nom").fill("Nadia")
    page.get_by_role("button", name="Créer l’étude").click()
    expect(page.get_by_role("heading", name="Étude d’essai")).to_be_visible()
    goto(page, "Terrain", "Sites")
    page.get_by_label("Nom").first.fill("Montjoie")
    page.get_by_role("button", name="Ajouter").first.click()
    expect(page.get_by_text("Montjoie").first).to_be_visible()


def bring_a_document(page: Page) -> None:
    goto(page, "Terrain", "Importer")
    page.locator("input[type=file]").set_input_files(LOOK_ALIKE)
    page.get_by_role("button", name="Ajouter à l’étude").click()
    page.get_by_role("link", name="Coder").click()
    expect(page.locator(".fr-coder-text")).to_contain_text("La cheffe de chantier a tenu un carnet")
    expect(page.get_by_role("button", name="note 3", exact=True)).to_be_visible()


def code_three_passages(page: Page) -> None:
    code(page, "La cheffe de chantier", "a tenu un carnet", "Facilitateur", "Aparté réflexif")
    code(page, "a tenu un carnet", "les visites", "Rythme")  # overlaps the first
    code(page, "Elle y note", "les visites", "Tiers-intervenant")
    expect(page.get_by_text("4\u00a0codages · 3\u00a0passages · 1\u00a0codeur")).to_be_visible()
    before = page.locator(".fr-coder-scroll").evaluate("element => element.scrollTop")
    page.get_by_role("button", name="Annuler", exact=True).click()
    expect(page.get_by_text("3\u00a0codages · 2\u00a0passages · 1\u00a0codeur")).to_be_visible()
    assert page.locator(".fr-coder-scroll").evaluate("element => element.scrollTop") == before
    code(page, "Elle y note", "les visites", "Tiers-intervenant")
    expect(page.get_by_text("4\u00a0codages · 3\u00a0passages · 1\u00a0codeur")).to_be_visible()


def date_an_event_and_a_milestone(page: Page) -> None:
    goto(page, "Terrain", "Chronologie")
    pick(page, "Sites", "Montjoie")
    page.keyboard.press("Escape")
    field(page, "Tenu le").fill("2021-03~")
    expect(page.get_by_text("vers mars 2021")).to_be_visible()
    field(page, "Intitulé").fill("Première visite")
    page.get_by_role("button", name="Ajouter").locator("visible=true").last.click()
    expect(page.get_by_text("1 événement")).to_be_visible()
    page.get_by_role("tab", name="Jalons").click()
    pick(page, "Module", "Délégation")
    pick(page, "Site", "Montjoie")
    field(page, "Prévu pour").fill("2021-06")
    field(page, "Atteint le").fill("2021-09")
    field(page, "Intitulé").fill("Première délégation")
    pick(page, "État", "atteint")
    page.get_by_role("button", name="Ajouter").locator("visible=true").last.click()
    expect(page.get_by_text("1 jalon")).to_be_visible()


def pose_a_link(page: Page) -> None:
    goto(page, "Analyse", "Liens")
    page.get_by_role("button", name="Poser un lien").first.click()
    pick(page, "Ce qui a été fait, ou est survenu", "Première visite")
    page.keyboard.press("Escape")
    pick(page, "Ce qui a été atteint, ou non", "Première délégation")
    page.keyboard.press("Escape")
    field(page, "La phrase que l’on pourra lire à voix haute").fill("À Montjoie, la visite a facilité la délégation.")
    page.get_by_text("Joindre un passage codé").click()
    page.get_by_text("« La cheffe de chantier a tenu un carnet »").click()
    page.get_by_role("button", name="Joindre ce passage").click()
    expect(page.get_by_text("pour · indice")).to_be_visible()
    page.get_by_role("button", name="Poser ce lien").click()
    expect(page.get_by_role("heading", name="À Montjoie, la visite a facilité la délégation.")).to_be_visible()


def come_back_from_the_timeline(page: Page) -> None:
    goto(page, "Lecture", "Frise")
    drawing = page.locator("[data-testid=stVegaLiteChart]").first
    drawing.locator("canvas, svg.marks").first.wait_for()
    page.wait_for_timeout(800)
    mark = drawing.locator("svg [aria-label*='Première visite']").first
    mark.click(force=True)
    expect(page.get_by_role("heading", name="Première visite")).to_be_visible()
    page.locator("summary", has_text="À Montjoie").click()
    page.get_by_role("link", name="Ouvrir le passage").first.click()
    expect(page.locator(".fr-coder-text")).to_contain_text("La cheffe de chantier a tenu un carnet")
    assert "at=" in page.url
    highlighted = page.locator("mark.fr-coder-mark", has_text="La cheffe de chantier").first
    expect(highlighted).to_be_in_viewport()
