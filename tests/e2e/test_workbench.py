"""Coding in a real browser: what is selected is what is kept, it shows at once, and nothing moves under the eyes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from codebook import codes, codings, grids
from codebook.codings import Coding
from codebook.schema import FLOORS
from corpus import documents, versions
from corpus.readers import read
from corpus.study import StudyFile
from tests.e2e.test_journey import PLACE, code, select

OPENING = "Le jeudi 😀 après-midi est libre des deux côtés 👩🏽‍⚕️ dit la cadre, et la ligne directe 𝄞 reste ouverte."
SECOND = "Un agenda commun a été posé sur la table, puis chacun l’a relu avant de partir."
THIRD = "La fiche tient sur une page que le cardiologue garde dans sa poche."
FAR = "La visite d’avril a débloqué la première consultation, et le mois suivant une deuxième."
FILLING = [f"Paragraphe {number} : on attend, on relit, on note ce qui revient." for number in range(60)]
TEXT = "\n\n".join([OPENING, SECOND, THIRD, *FILLING, FAR, *FILLING[:12]])


@dataclass(frozen=True)
class Desk:
    """A server over a study with one document, and the file where what is coded must be found."""

    server: str
    file: Path
    document: str
    text: str

    def codings(self) -> list[Coding]:
        """What the study file holds now."""
        with StudyFile.open(self.file, FLOORS) as file:
            return codings.everything(file.acting_as(file.members()[0].id))

    def labels(self, quote: str) -> set[str]:
        """The labels of the codes given to exactly these words."""
        with StudyFile.open(self.file, FLOORS) as file:
            study = file.acting_as(file.members()[0].id)
            known = codes.by_id(study)
            return {known[c.code].label for c in codings.everything(study) if c.quote == quote}


@pytest.fixture(scope="module")
def desk(serving: Callable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    studies = tmp_path_factory.mktemp("desk")
    path = studies / "etude.db"
    with StudyFile.create(path, title="Étude d’essai", member="Nadia", floors=FLOORS) as file:
        study = file.acting_as(file.members()[0].id)
        codes.install(study, grids.framework())
        source = TEXT.encode()
        document = documents.add(study, read("note.txt", source), title="Note", source_name="note.txt", source=source)
        text = versions.text(study, documents.get(study, document).version or "")
    with serving(studies) as server:
        yield Desk(server, path, document, text)


@pytest.fixture
def bench(page: Page, desk: Desk) -> Page:
    """The workbench with the document open."""
    return opened(page, desk)


def opened(page: Page, desk: Desk, address: str = "") -> Page:
    page.goto(f"{desk.server}/atelier?document={desk.document}{address}")
    page.get_by_role("button", name="Nadia").click()
    expect(page.locator(".fr-coder-text")).to_contain_text(OPENING)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until the program has answered and the letters have their final place."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(150)


def give(page: Page, first: str, last: str, label: str) -> None:
    """Select from some words to others, as drawn, and give them a code."""
    settle(page)
    code(page, first, last, label)
    settle(page)


def mark(page: Page, words: str):  # noqa: ANN201
    return page.locator("mark.fr-coder-mark", has_text=words).first


def scrolled(page: Page) -> float:
    return page.locator(".fr-coder-scroll").evaluate("element => element.scrollTop")


def test_words_after_emoji_are_kept_as_they_were_selected(bench: Page, desk: Desk):
    give(bench, "après-midi", "est libre", "Facilitateur")
    give(bench, "dit la cadre", "ligne directe", "Rythme")
    assert desk.labels("après-midi est libre") == {"Facilitateur"}
    assert desk.labels("dit la cadre, et la ligne directe") == {"Rythme"}
    for coding in desk.codings():
        assert desk.text[coding.start : coding.end] == coding.quote
    expect(mark(bench, "après-midi est libre")).to_be_visible()
    expect(bench.get_by_text("« dit la cadre, et la ligne directe »")).to_be_visible()


def test_two_codes_on_the_same_words_both_show_and_one_is_removed_from_the_card(bench: Page, desk: Desk):
    words = "agenda commun a été posé"
    give(bench, "agenda commun", "a été posé", "Facilitateur")
    give(bench, "agenda commun", "a été posé", "Formateur")
    assert desk.labels(words) == {"Facilitateur", "Formateur"}
    either = re.compile("^(Facilitateur|Formateur) .*\n(Facilitateur|Formateur) ")
    expect(mark(bench, words)).to_have_attribute("title", either)
    mark(bench, words).click()
    card = bench.locator(".fr-coder-card")
    expect(card).to_contain_text("2 codages ici")
    card.get_by_role("button", name="Retirer le codage « Facilitateur » de Nadia").click()
    expect(card).not_to_contain_text("Facilitateur")
    expect(mark(bench, words)).to_have_attribute("title", "Formateur (Nadia)")
    settle(bench)
    bench.wait_for_timeout(300)
    assert desk.labels(words) == {"Formateur"}
    expect(mark(bench, words)).to_have_attribute("title", "Formateur (Nadia)")


def test_a_selection_that_begins_on_the_first_letter_of_a_highlight_is_whole(bench: Page, desk: Desk):
    give(bench, "fiche tient", "une page", "Facilitateur")
    give(bench, "fiche", "tient", "Formateur")
    assert desk.labels("fiche tient") == {"Formateur"}
    give(bench, "fiche tient", "le cardiologue", "Rythme")
    assert desk.labels("fiche tient sur une page que le cardiologue") == {"Rythme"}
    assert desk.labels("fiche tient sur une page") == {"Facilitateur"}


def test_nothing_moves_when_a_code_is_applied_far_in_the_text_and_a_reload_keeps_it(bench: Page, desk: Desk):
    for _ in range(3):  # what is far only has an estimated height until it was in view
        bench.evaluate(PLACE, ["visite d’avril", False])
        bench.wait_for_timeout(150)
    select(bench, "visite d’avril", "a débloqué")
    before = scrolled(bench)
    assert before > 500
    bench.get_by_role("combobox", name="Chercher un code").fill("Facilitateur")
    bench.keyboard.press("Enter")
    expect(bench.locator(".fr-coder-waiting")).to_have_count(0)
    expect(bench.get_by_text("« visite d’avril a débloqué »")).to_be_visible()
    assert scrolled(bench) == before
    mark(bench, "visite d’avril a débloqué").click()
    expect(bench.locator(".fr-coder-card")).to_be_visible()
    settle(bench)
    assert scrolled(bench) == before
    bench.reload()
    bench.get_by_role("button", name="Nadia").click()
    expect(mark(bench, "visite d’avril a débloqué")).to_be_attached()
    assert desk.labels("visite d’avril a débloqué") == {"Facilitateur"}


def test_the_address_of_a_passage_opens_it_in_view_for_somebody_else(browser: Browser, page: Page, desk: Desk):
    with StudyFile.open(desk.file, FLOORS) as file:
        study = file.acting_as(file.members()[0].id)
        start = desk.text.index("le mois suivant")
        known = {one.label: one.id for one in codes.tree(study)}
        (made,) = codings.apply(study, desk.document, start, start + 15, [known["Formateur"]])
        passage = codings.get(study, made).passage
    for place in (passage, f"{start}-{start + 15}"):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        other = opened(context.new_page(), desk, f"&at={place}")
        expect(mark(other, "le mois suivant")).to_be_in_viewport()
        assert scrolled(other) > 500
        expect(other).to_have_url(f"{desk.server}/atelier?document={desk.document}&at={place}")
        context.close()


def test_a_place_outside_the_text_leaves_the_document_readable(page: Page, desk: Desk):
    opened(page, desk, "&at=900000-900010")
    expect(page.get_by_text("Le jeudi").first).to_be_visible()
    give(page, "reste", "ouverte", "Formateur")
    assert desk.labels("reste ouverte") == {"Formateur"}
