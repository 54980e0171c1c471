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
from corpus import documents, members, versions
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
    mark(bench, words).hover()
    expect(bench.get_by_role("tooltip").locator(".fr-coder-tip-line")).to_have_count(2)
    expect(bench.get_by_role("tooltip")).to_contain_text("Facilitateur · Nadia")
    mark(bench, words).click()
    card = bench.locator(".fr-coder-card")
    expect(card).to_contain_text("2 codages ici")
    card.get_by_role("button", name="Retirer le codage « Facilitateur » de Nadia").click()
    expect(card.locator(".fr-coder-coding")).to_have_count(1)
    expect(mark(bench, words)).to_have_attribute("aria-label", re.compile(r"codé : Formateur \(Nadia\)$"))
    settle(bench)
    bench.wait_for_timeout(300)
    assert desk.labels(words) == {"Formateur"}


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


# By the keyboard alone ----------------------------------------------------------------------------------------------


def into_text(page: Page, words: str) -> None:
    """Give the keyboard to the text, the caret just before some words."""
    page.evaluate(PLACE, [words, False])
    page.wait_for_timeout(200)
    page.mouse.click(*page.evaluate(PLACE, [words, False]))
    page.wait_for_timeout(100)


def chosen(page: Page) -> str:
    return page.evaluate("getSelection().toString()")


def held(page: Page) -> str:
    """The words the palette was opened for."""
    words = "[...CSS.highlights.get('fr-coder-passage')].map(range => range.toString()).join('')"
    return page.evaluate(words)


def test_the_keyboard_selects_by_letter_word_sentence_and_paragraph(bench: Page):
    into_text(bench, "après-midi")
    bench.keyboard.press("Shift+ArrowRight")
    assert chosen(bench) == "a"
    bench.keyboard.press("Control+Shift+ArrowRight")
    assert chosen(bench) == "après"
    bench.keyboard.press("Alt+Shift+ArrowRight")
    assert chosen(bench) == OPENING[OPENING.index("après-midi") :]
    bench.keyboard.press("Escape")
    bench.keyboard.press("Escape")
    into_text(bench, "chacun l’a relu")
    bench.keyboard.press("p")
    assert chosen(bench) == SECOND
    bench.keyboard.press("Escape")


def test_an_emoji_of_several_signs_is_one_step_of_the_caret(bench: Page):
    into_text(bench, "côtés")
    for _ in range(len("côtés ")):
        bench.keyboard.press("ArrowRight")
    bench.keyboard.press("Shift+ArrowRight")
    assert chosen(bench) == "👩🏽‍⚕️"
    bench.keyboard.press("Escape")


def test_three_letters_and_enter_give_a_code_without_the_mouse(bench: Page, desk: Desk):
    into_text(bench, "Paragraphe 3 ")
    bench.keyboard.press("s")
    bench.keyboard.type("ryt")
    bench.keyboard.press("Enter")
    expect(mark(bench, "Paragraphe 3 ")).to_be_visible()
    settle(bench)
    assert desk.labels(FILLING[3]) == {"Rythme"}


def test_a_digit_gives_again_the_code_given_last(bench: Page, desk: Desk):
    into_text(bench, "Paragraphe 4 ")
    bench.keyboard.press("s")
    bench.keyboard.type("rythme")
    bench.keyboard.press("Enter")
    settle(bench)
    into_text(bench, "Paragraphe 5 ")
    bench.keyboard.press("s")
    palette = bench.locator(".fr-coder-palette")
    row = palette.locator(".fr-coder-option", has=bench.locator("kbd"), has_text="Rythme")
    bench.keyboard.press(row.locator("kbd").inner_text())
    expect(mark(bench, "Paragraphe 5 ")).to_be_visible()
    bench.wait_for_timeout(400)
    assert desk.labels(FILLING[5]) == {"Rythme"}


def test_the_words_themselves_become_a_code_and_undo_takes_both_back_also_after_a_reload(bench: Page, desk: Desk):
    into_text(bench, "Paragraphe 6 ")
    bench.keyboard.press("s")
    bench.keyboard.press("Control+i")
    bench.keyboard.type("ce qui revient")
    bench.keyboard.press("Enter")
    expect(mark(bench, "Paragraphe 6 ")).to_be_visible()
    bench.wait_for_timeout(600)
    assert desk.labels(FILLING[6]) == {"ce qui revient"}
    bench.reload()  # the tab remembers who is working
    expect(mark(bench, "Paragraphe 6 ")).to_be_attached()
    bench.locator(".fr-coder-scroll").focus()
    bench.keyboard.press("Control+z")
    expect(bench.locator("mark.fr-coder-mark", has_text="Paragraphe 6 ")).to_have_count(0)
    assert desk.labels(FILLING[6]) == set()
    bench.keyboard.press("Control+Shift+z")
    expect(mark(bench, "Paragraphe 6 ")).to_be_attached()
    assert desk.labels(FILLING[6]) == {"ce qui revient"}


def test_tab_walks_through_the_codings_and_enter_opens_them(bench: Page, desk: Desk):
    for number in (20, 22):
        into_text(bench, f"Paragraphe {number} ")
        bench.keyboard.press("s")
        bench.keyboard.type("rythme")
        bench.keyboard.press("Enter")
        settle(bench)
    into_text(bench, "Paragraphe 19 ")
    for number in (20, 22):
        bench.keyboard.press("Tab")
        expect(bench.locator("mark.fr-coder-mark:focus")).to_contain_text(f"Paragraphe {number} ")
        expect(bench.get_by_role("tooltip")).to_contain_text("Rythme · Nadia")
    bench.keyboard.press("Shift+Tab")
    expect(bench.locator("mark.fr-coder-mark:focus")).to_contain_text("Paragraphe 20 ")
    bench.keyboard.press("Enter")
    card = bench.get_by_role("dialog", name="Codages de ce passage")
    expect(card).to_contain_text("Rythme")
    expect(card.get_by_role("button", name="Dominant")).to_be_focused()
    bench.keyboard.press("Enter")
    expect(card).to_contain_text("dominant")
    bench.keyboard.press("Escape")
    settle(bench)
    (coding,) = [one for one in desk.codings() if one.quote == FILLING[20]]
    assert coding.dominant
    bench.keyboard.press("Escape")
    bench.keyboard.press("Tab")
    expect(bench.locator(".fr-coder-scroll :focus, .fr-coder-scroll:focus")).to_have_count(0)


def test_a_double_click_takes_the_sentence_and_a_triple_one_the_paragraph(bench: Page, desk: Desk):
    bench.evaluate(PLACE, ["agenda", False])
    bench.wait_for_timeout(200)
    place = bench.evaluate(PLACE, ["agenda", True])
    bench.mouse.dblclick(place[0] - 4, place[1])
    bench.wait_for_timeout(150)
    assert held(bench) == SECOND
    bench.keyboard.press("Escape")
    bench.mouse.click(place[0] - 4, place[1], click_count=3)
    bench.wait_for_timeout(150)
    assert held(bench) == SECOND
    bench.keyboard.press("Escape")


def test_a_finger_that_rests_on_a_selection_gets_the_palette_and_no_screen_keyboard(bench: Page):
    into_text(bench, "Paragraphe 14 ")
    bench.evaluate("""() => {
      const place = getSelection().focusNode.parentElement;
      place.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch', button: 0 }));
      getSelection().modify('extend', 'forward', 'word');
      getSelection().modify('extend', 'forward', 'word');
    }""")
    palette = bench.locator(".fr-coder-palette")
    expect(palette).to_be_visible()
    expect(bench.get_by_role("combobox", name="Chercher un code")).not_to_be_focused()
    palette.get_by_role("button", name="Étendre à la phrase").click()
    assert held(bench) == FILLING[14]
    bench.keyboard.press("Escape")


def test_the_definition_of_the_code_in_hand_stands_beside_the_text(bench: Page):
    into_text(bench, "Paragraphe 8 ")
    bench.keyboard.press("s")
    bench.keyboard.type("coordination")
    beside = bench.get_by_role("region", name="Définition du code en cours")
    expect(beside).to_contain_text("Coordination")
    expect(beside).to_contain_text("Inclure")
    expect(beside).to_contain_text("Exclure")
    bench.keyboard.press("Escape")


def test_what_a_second_person_codes_shows_without_a_reload(browser: Browser, bench: Page, desk: Desk):
    with StudyFile.open(desk.file, FLOORS) as file:
        lead = file.acting_as("Nadia")
        if "Omar" not in {member.name for member in file.members()}:
            members.add(lead, "Omar", "researcher")
        other = file.acting_as("Omar")
        known = {one.label: one.id for one in codes.tree(other)}
        start = desk.text.index(FILLING[10])
        made = codings.apply(other, desk.document, start, start + 13, [known["Formateur"]])
    bench.evaluate(PLACE, ["Paragraphe 10 ", False])
    expect(mark(bench, "Paragraphe 10")).to_be_visible(timeout=9_000)
    with StudyFile.open(desk.file, FLOORS) as file:
        codings.remove(file.acting_as("Omar"), made)
    expect(bench.locator("mark.fr-coder-mark", has_text="Paragraphe 10")).to_have_count(0, timeout=9_000)


def test_a_code_removed_by_somebody_else_is_refused_in_words_and_the_selection_stays(bench: Page, desk: Desk):
    with StudyFile.open(desk.file, FLOORS) as file:
        study = file.acting_as("Nadia")
        with study.change("Un code de passage"):
            gone = codes.add(study, codes.Code("", "", "Passager"))
    bench.wait_for_timeout(5_000)  # the browser hears of the new code
    into_text(bench, "Paragraphe 11 ")
    bench.keyboard.press("s")
    bench.keyboard.type("passager")
    bench.wait_for_timeout(150)
    with StudyFile.open(desk.file, FLOORS) as file:
        study = file.acting_as("Nadia")
        with study.change("Retirer un code"):
            codes.drop(study, gone)
    bench.keyboard.press("Enter")
    expect(bench.locator(".fr-coder-alert")).to_contain_text("n’est pas dans la grille")
    expect(bench.locator("mark.fr-coder-mark", has_text="Paragraphe 11")).to_have_count(0)
    expect(bench.locator(".fr-coder-palette")).to_be_visible()
    assert desk.labels(FILLING[11]) == set()
    bench.keyboard.press("Escape")


def test_headings_of_the_page_begin_at_one_and_skip_none(page: Page, demo_server: str, enter: Callable):
    enter(page, demo_server, "Inès", "atelier")
    page.locator("mark.fr-coder-mark").first.wait_for()
    levels = page.evaluate("""() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6,[role=heading]')]
        .filter(one => one.checkVisibility({contentVisibilityAuto: false}) && !one.closest('[data-testid=stDialog]'))
        .map(one => Number(one.getAttribute('aria-level') || one.tagName[1]))""")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
