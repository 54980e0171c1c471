"""The interface speaks French to the end, and leaves alone the words of a study that look like its own."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from codebook import codes, codings
from codebook.codes import Code
from codebook.schema import FLOORS
from corpus import documents, events, sites
from corpus.readers import read
from corpus.study import StudyFile
from tests.browser import ROOT
from tests.e2e.test_journey import goto

WORDS = json.loads((ROOT / "pages" / "parts" / "french" / "words.json").read_text(encoding="utf-8"))
KNOWN = {english for english, french in WORDS.items() if english != french}
# Words that no French sentence holds; « sort », « pin », « format », « file » are French too.
ENGLISH = re.compile(
    r"\b(?:search|close|upload|download|select(?:ed)?|choose|help|show|hide|press|enter|loading|running|filter|clear|"
    r"fullscreen|undo|redo|more|skip|open|view|remove|delete|drag|drop|browse|files|rows?|columns?|results?|available|"
    r"icon|shortcut|dismiss|ascending|descending|autosize|previous|next|heading|link|limit|must|smaller|allowed|matches|"
    r"the|of|for|to|and|with|is|are|this|your|please|error|data|chart|axis|scale|legend|titled|values?|settings|theme|"
    r"print|rerun|about|sidebar|deploy|made|app|kb|mb|gb)\b",
    re.IGNORECASE,
)
SAID = """() => {
  // The text of a document is the study's; an icon is a letter of a font, hidden from readers; a template is not shown;
  // what a drawing names its marks is of the drawing.
  const left = '.fr-coder-text, [data-testid=stIconMaterial], [translate=no], template, script, style, noscript, svg *';
  const said = new Set();
  for (const element of document.querySelectorAll('body, body *')) {
    if (element.closest(left)) continue;
    for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt'])
      if (element.getAttribute(name)) said.add(element.getAttribute(name));
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) said.add(node.data.trim());
  }
  return [...said];
}"""


@pytest.fixture(scope="module")
def server(demo: Path, serving: Callable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the demonstration study and one whose words are those of the interface."""
    studies = tmp_path_factory.mktemp("french") / "studies"
    shutil.copytree(demo, studies)
    with StudyFile.create(
        studies / "mots.db", title="Close", description="Skip to main content", member="Stop", floors=FLOORS
    ) as file:
        study = file.acting_as(file.members()[0].id)
        site = sites.add(study, "Search", group="Fullscreen", notes="Select all")
        sites.add(study, "Select all")
        source = b"Close\n\nUpload\n\nPress Enter to apply"
        paper = documents.add(
            study, read("mots.txt", source), title="Upload", source_name="mots.txt", source=source, sites=[site]
        )
        codes.install(study, [Code("", "open", "Open", definition="Clear all")])
        codings.apply(study, paper, 0, 5, [codes.by_key(study)["open"].id], comment="Help")
        events.save(study, kind="visit", label="Download as CSV", held="2021-03", sites=[site], description="Copy")
    with serving(studies) as address:
        yield address


def english(page: Page) -> list[str]:
    """What the interface says at this moment that is not French."""
    page.wait_for_timeout(250)  # the words are replaced just after they are drawn
    return [words for words in page.evaluate(SAID) if words in KNOWN or ENGLISH.search(words)]


def hear(page: Page, where: str, heard: dict[str, list[str]]) -> None:
    if found := english(page):
        heard[where] = found


def test_every_page_is_in_french(page: Page, server: str):
    heard: dict[str, list[str]] = {}
    page.goto(server)
    page.get_by_role("button", name="Léa").wait_for()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_text("Commencer une nouvelle étude").click()
    page.get_by_label("Votre nom").fill("N")
    assert set(english(page)) == {"Close", "Skip to main content"}  # the title and description of a study
    page.get_by_role("button", name="Léa").click()
    page.get_by_role("button", name="changer").wait_for()
    hear(page, "home", heard)
    for section, name in (
        ("Terrain", "Sites"),
        ("Codage", "Grille"),
        ("Lecture", "Figures"),
        ("Étude", "Membres"),
        ("Étude", "Historique"),
        ("Étude", "Aide"),
    ):
        goto(page, section, name)
        settled(page)
        hear(page, name, heard)
    assert heard == {}


def settled(page: Page) -> None:
    """Wait until the page has been drawn and its tables and drawings with it."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(600)


def entered(page: Page, server: str, address: str = "") -> None:
    page.goto(f"{server}/{address}")
    page.get_by_role("button", name="Léa").click()
    page.get_by_role("button", name="· changer").wait_for()
    settled(page)


def test_tables_lists_and_fields_are_in_french(page: Page, server: str):
    heard: dict[str, list[str]] = {}
    entered(page, server, "bibliotheque")
    table = page.get_by_test_id("stDataFrame")
    box = table.bounding_box()
    assert box
    page.mouse.move(box["x"] + 180, box["y"] + 60)
    hear(page, "toolbar", heard)
    page.get_by_role("button", name="Montrer ou cacher").click()
    hear(page, "columns", heard)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Chercher :").click()
    page.keyboard.type("visite")
    hear(page, "search", heard)
    page.keyboard.press("Escape")
    page.get_by_label("Titre contient").fill("visite")
    hear(page, "field", heard)
    page.get_by_role("combobox", name="Genre").first.fill("introuvable")
    hear(page, "empty list", heard)
    page.keyboard.press("Escape")
    page.locator("summary").click()
    page.locator("[data-testid=stForm] input").first.fill("Une note")
    hear(page, "form", heard)
    page.set_viewport_size({"width": 640, "height": 700})
    hear(page, "narrow", heard)
    assert heard == {}


def test_taking_files_is_in_french(page: Page, server: str, tmp_path: Path):
    good, large = tmp_path / "visite.txt", tmp_path / "trop-gros.txt"
    good.write_text("Une visite.\n\nDeux phrases.", encoding="utf-8")
    with large.open("wb") as empty:
        empty.truncate(21_000_000)
    entered(page, server, "importer")
    assert english(page) == []
    page.locator("input[type=file]").set_input_files([good, large])
    expect(page.get_by_text("Le fichier dépasse 20\u00a0Mo")).to_be_attached()
    page.get_by_role("button", name="Ajouter à l’étude").wait_for()
    assert english(page) == []


def test_drawings_filters_and_windows_are_in_french(page: Page, server: str):
    heard: dict[str, list[str]] = {}
    entered(page, server, "frise")
    page.get_by_test_id("stVegaLiteChart").hover()
    hear(page, "chart", heard)
    page.get_by_role("button", name="Filtres").click()
    page.get_by_role("combobox", name="Sites").click()
    hear(page, "choices", heard)
    page.get_by_role("option", name="Havremer").click()
    settled(page)
    page.get_by_role("combobox", name="Sites").press_sequentially("mont")
    hear(page, "chosen", heard)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    goto(page, "Analyse", "Liens")
    settled(page)
    page.get_by_role("radio").first.click(force=True)
    for window in ("Statut", "Joindre un passage", "Supprimer"):
        page.get_by_role("button", name=window, exact=True).click()
        page.get_by_role("dialog").wait_for()
        hear(page, window, heard)
        page.get_by_role("button", name="Fermer").click()
        page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_role("button", name="Modifier", exact=True).click()
    page.get_by_label("Par quel chemin").first.fill("Une question")
    hear(page, "link form", heard)
    assert heard == {}


def test_the_workbench_and_the_chronology_are_in_french(page: Page, server: str):
    heard: dict[str, list[str]] = {}
    entered(page, server, "atelier")
    page.locator("mark.fr-coder-mark").first.click()
    page.get_by_text("Adresse de ce passage").first.wait_for()
    hear(page, "card", heard)
    page.get_by_role("button", name="Annuler", exact=True).hover()
    hear(page, "tip", heard)
    goto(page, "Terrain", "Chronologie")
    settled(page)
    hear(page, "chronology", heard)
    goto(page, "Étude", "Études")
    page.get_by_role("button", name="Vérifier l’étude").click()
    page.get_by_text("Tout tient.").wait_for()
    hear(page, "studies", heard)
    assert heard == {}


def test_words_of_a_study_are_left_as_they_were_written(page: Page, server: str):
    page.goto(server)
    page.get_by_text("Close", exact=True).click()
    expect(page.get_by_text("Skip to main content", exact=True)).to_be_visible()
    page.get_by_role("button", name="Stop · Cheffe de projet").click()
    expect(page.get_by_role("heading", name="Close")).to_be_visible()
    expect(page.get_by_text("Skip to main content", exact=True)).to_be_visible()
    goto(page, "Terrain", "Sites")
    site = page.get_by_role("radiogroup").get_by_text("Search", exact=True)
    expect(site).to_be_visible()
    expect(page.get_by_text("Fullscreen · Select all")).to_be_visible()
    site.click()
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    goto(page, "Terrain", "Chronologie")
    expect(page.get_by_text("Download as CSV")).to_be_visible()
    page.get_by_role("combobox", name="Sites").click()
    option = page.get_by_role("option", name="Search", exact=True)
    expect(option).to_have_text("Search")
    expect(page.get_by_role("option")).to_have_text(["Tout choisir", "Search", "Select all"])
    option.click()
    expect(page.locator("[data-tag]").first).to_have_text("Search")
    page.keyboard.press("Escape")
    goto(page, "Codage", "Atelier")
    expect(page.locator(".fr-coder-text .fr-coder-words")).to_have_text(["Close", "Upload", "Press Enter to apply"])
    page.locator("mark.fr-coder-mark").click()
    expect(page.locator(".fr-coder-card")).to_contain_text("Open")
    expect(page.locator(".fr-coder-comment")).to_have_text("Help")
    expect(page.get_by_text("« Close »")).to_be_visible()
    expect(page.locator(".fr-definition")).to_contain_text("Clear all")
    goto(page, "Codage", "Grille")
    expect(page.locator(".fr-tree").get_by_text("Open", exact=True)).to_be_visible()
    goto(page, "Codage", "Verbatims")
    expect(page.locator(".fr-quotes-quote").get_by_text("Open").first).to_be_visible()
