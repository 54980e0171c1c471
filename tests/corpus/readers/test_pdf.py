import io
import re
from collections import Counter

import pypdf
import pytest
from pypdf.annotations import Text
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table

from corpus.errors import ReaderError
from corpus.readers import read
from tests.corpus.readers.conservation import faults
from tests.corpus.readers.reading_probes import called_after, told
from tests.corpus.readers.sample_files import LEADING, WIDTH, pdf_file, pdf_of, wrapped

SENTENCE = (
    "La cheffe de projet a rencontré les équipes à plusieurs reprises et a noté ce qui se disait dans les couloirs, "
    "loin des comités, avec l’idée d’y revenir plus tard."
)
PARAGRAPHS = [f"Visite {number} : {SENTENCE} {SENTENCE} Fin de la visite {number}." for number in range(40)]


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_wrapped_lines_make_paragraphs_again_over_pages():
    reading = read("a.pdf", pdf_file(PARAGRAPHS, numbered=True, head="Carnet de terrain"))
    assert told(reading) == PARAGRAPHS
    assert any("Carnet de terrain" in warning for warning in reading.warnings)


def test_blocks_know_their_page():
    reading = read("a.pdf", pdf_file(PARAGRAPHS))
    pages = [block.source_line for block in reading.blocks]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1]) == (1, len(pypdf.PdfReader(io.BytesIO(pdf_file(PARAGRAPHS))).pages))


def test_every_word_that_another_library_reads_is_read_or_told_as_furniture():
    data = pdf_file(PARAGRAPHS, numbered=True, head="Carnet, page {page}")
    other = words_of("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    pages = len(pypdf.PdfReader(io.BytesIO(data)).pages)
    gone = Counter({"Carnet": pages, "page": pages}) + Counter(str(n) for n in range(1, pages + 1) for _ in range(2))
    assert other - gone == words_of(read("a.pdf", data).text)


def test_a_figure_alone_on_its_line_stays():
    page = [*wrapped(SENTENCE), "", "2021", "", *wrapped(SENTENCE)]
    assert "2021" in told(read("a.pdf", pdf_of([page, page])))


def test_a_heading_that_opens_each_page_is_not_a_running_head():
    def draw(pen, number):
        pen.setFont("Helvetica-Bold", 18)
        pen.drawString(WIDTH, 800, f"Visite {number}")

    reading = read("a.pdf", pdf_of([wrapped(SENTENCE)] * 5, draw=draw))
    assert told(reading, "heading") == [f"Visite {number}" for number in range(1, 6)]


def test_sizes_and_bold_give_the_levels_of_headings():
    def draw(pen, number):
        for size, font, y, text in ((20, "Helvetica", 700, "Partie"), (14, "Helvetica", 600, "Chapitre")):
            pen.setFont(font, size)
            pen.drawString(WIDTH, y, text)
        pen.setFont("Helvetica-Bold", 11)
        pen.drawString(WIDTH, 500, "Point")
        pen.setFont("Helvetica", 11)
        for y in (680, 580, 480):
            for rank, line in enumerate(wrapped(SENTENCE)):
                pen.drawString(WIDTH, y - LEADING * rank, line)

    reading = read("a.pdf", pdf_of([[]], draw=draw))
    headings = [(reading.text[b.start : b.end], b.level) for b in reading.blocks if b.kind == "heading"]
    assert headings == [("Partie", 1), ("Chapitre", 2), ("Point", 3)]
    assert reading.title == "Partie"


NOTES = ("", "Ibid., p. 40.", "Ibid., p. 12.", "Ibid., p. 33.")
OTHERS = ("", "la", "les", "nous")
NOTED = "Une équipe se réunit chaque mois pour parler de son travail et pour le donner à voir à celles et à ceux qui"


def noted_page(pen, number):
    """Two lines, the first with a raised call, and a note in small type at the foot."""
    x = WIDTH
    for text, size, raise_ in ((NOTED[:60] + OTHERS[number], 11, 0), (str(number), 7, 4), (NOTED[60:82], 11, 0)):
        pen.setFont("Helvetica", size)
        pen.drawString(x, 700 + raise_, text)
        x += pen.stringWidth(text, "Helvetica", size)
    pen.setFont("Helvetica", 11)
    pen.drawString(
        WIDTH, 686, f"{OTHERS[number]} dirigent en 2019, sans toujours le voir, ni le dire non plus à quiconque"
    )
    pen.setFont("Helvetica", 8)
    pen.drawString(WIDTH, 80, f"{number} {NOTES[number]}")


def test_notes_stand_last_and_are_called_from_the_raised_number():
    reading = read("a.pdf", pdf_of([[]] * 3, draw=noted_page))
    notes = [block for block in reading.blocks if block.kind == "footnote"]
    assert [block.note for block in notes] == ["1", "2", "3"]
    assert [reading.text[block.start : block.end] for block in notes] == [NOTES[number] for number in (1, 2, 3)]
    assert {note: text.split()[-1] for note, text in called_after(reading).items()} == {
        "1": "la",
        "2": "les",
        "3": "nous",
    }
    assert "2019" in reading.text


def test_a_word_cut_at_the_end_of_a_line_is_whole_when_the_text_writes_it_elsewhere():
    lines = [
        "Le projet avance et la délégation aussi, dit-on, dans les deux établissements du pro-",
        "jet, où l’on parle d’un travail pluri-professionnel et d’une équipe toujours plus pluri-",
        "professionnelle que ne le voudrait le comité, qui reste d’un avis tout à fait contraire,",
        "et c’est ainsi.",
    ]
    text = read("a.pdf", pdf_of([lines])).text
    assert "établissements du projet, où" in text
    assert "plus pluri-professionnelle que" in text


def two_columns(pen, number):
    pen.setFont("Helvetica", 10)
    for column, x in ((0, 60), (1, 320)):
        text = " ".join(f"Colonne {column + 1} : {SENTENCE}" for _ in range(6))
        for rank, line in enumerate(wrapped(text, width=215, size=10)):
            pen.drawString(x, 700 - 12 * rank, line)


def test_two_columns_are_read_one_after_the_other():
    def draw(pen, number):
        pen.setFont("Helvetica-Bold", 16)
        pen.drawString(60, 760, "Un titre sur toute la largeur de la page, au-dessus")
        two_columns(pen, number)

    reading = read("a.pdf", pdf_of([[]], draw=draw))
    text = " ".join(told(reading)[1:])
    assert told(reading)[0].startswith("Un titre")
    assert text.rindex("Colonne 1") < text.index("Colonne 2")
    assert text.count(SENTENCE) == 12


def test_ruled_tables_are_rows_with_merged_cells_said_on_each():
    out = io.BytesIO()
    cells = [["Site", "Mois", "Qui"], ["Nord", "mars", "Léa"], ["", "avril", "Paul"], ["Sud", "mai", ""]]
    table = Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (0, 1), (0, 2))])
    SimpleDocTemplate(out, pagesize=A4).build([table])
    assert told(read("a.pdf", out.getvalue()), "table_row") == [
        "Site | Mois | Qui",
        "Nord | mars | Léa",
        "Nord | avril | Paul",
        "Sud | mai |",
    ]


def test_cells_set_apart_without_rules_are_rows():
    def draw(pen, number):
        for rank, cells in enumerate((("Site", "Visites", "Mois"), ("Nord", "12", "mars"), ("Sud", "3", "avril"))):
            for x, cell in zip((70, 220, 370), cells, strict=True):
                pen.drawString(x, 600 - 14 * rank, cell)

    reading = read("a.pdf", pdf_of([wrapped(SENTENCE)], draw=draw))
    assert told(reading, "table_row") == ["Site\tVisites\tMois", "Nord\t12\tmars", "Sud\t3\tavril"]


def test_letters_drawn_without_spaces_make_words():
    def draw(pen, number):
        x = WIDTH
        for word in "Une phrase sans espaces dessinés".split():
            pen.drawString(x, 700, word)
            x += pen.stringWidth(word, "Helvetica", 11) + 4

    assert read("a.pdf", pdf_of([[]], draw=draw)).text == "Une phrase sans espaces dessinés"


def test_bold_made_by_drawing_twice_is_read_once():
    def draw(pen, number):
        for shift in (0, 0.3):
            pen.drawString(WIDTH + shift, 700, "Bonjour à toutes")

    assert read("a.pdf", pdf_of([[]], draw=draw)).text == "Bonjour à toutes"


def test_text_across_the_page_is_kept_and_told():
    def draw(pen, number):
        pen.saveState()
        pen.translate(40, 300)
        pen.rotate(90)
        pen.drawString(0, 0, "EN TRAVERS")
        pen.restoreState()

    reading = read("a.pdf", pdf_of([wrapped(SENTENCE)], draw=draw))
    assert "EN TRAVERS" in reading.text
    assert any("en travers" in warning for warning in reading.warnings)


def test_pages_without_text_are_told_and_a_file_without_any_is_refused():
    reading = read("a.pdf", pdf_of([wrapped(SENTENCE), [], wrapped(SENTENCE)]))
    assert any("Pages sans texte" in warning and "2" in warning for warning in reading.warnings)
    with pytest.raises(ReaderError, match="images de pages"):
        read("a.pdf", pdf_of([[], []]))


def test_a_locked_file_says_so_and_one_locked_for_printing_is_read():
    with pytest.raises(ReaderError, match="mot de passe"):
        read("a.pdf", pdf_of([["Bonjour."]], password="secret"))
    out = io.BytesIO()
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of([["Bonjour à toutes."]])))
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(out)
    assert read("a.pdf", out.getvalue()).text == "Bonjour à toutes."


def test_comments_and_filled_fields_are_told():
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of([["Bonjour."]])))
    writer.add_annotation(0, Text(rect=(50, 50, 200, 200), text="à revoir"))
    out = io.BytesIO()
    writer.write(out)
    assert any("commentaire" in warning for warning in read("a.pdf", out.getvalue()).warnings)


def test_the_title_is_that_of_the_file_unless_a_program_wrote_it():
    assert read("a.pdf", pdf_of([["Bonjour."]], title="Rapport d’étape")).title == "Rapport d’étape"
    assert read("note_de_mars.pdf", pdf_of([["Bonjour."]], title="Microsoft Word - x.docx")).title == "note de mars"


def test_the_outline_tells_headings_set_as_text():
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of([["La visite", "", *wrapped(SENTENCE)]])))
    part = writer.add_outline_item(title="Partie", page_number=0)
    writer.add_outline_item(title="La visite", page_number=0, parent=part)
    out = io.BytesIO()
    writer.write(out)
    first = read("a.pdf", out.getvalue()).blocks[0]
    assert (first.kind, first.level) == ("heading", 2)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr("corpus.readers.pdf_file.MOST_PAGES", 3)
    with pytest.raises(ReaderError, match="4 pages"):
        read("a.pdf", pdf_of([["x"]] * 4))


def test_the_shape_of_the_text_holds():
    reading = read("a.pdf", pdf_file(PARAGRAPHS, numbered=True))
    assert faults("x" * 10**6, reading) == []


def bulleted(pen, number):
    pen.setFont("Helvetica", 11)
    pen.drawString(WIDTH, 700, "• Un accompagnement des équipes, sans jugement des absents.")


def test_bullets_written_with_an_unused_code_of_a_simple_font_are_bullets():
    data = pdf_of([[]], draw=bulleted)
    assert "(cid:127)" not in (text := read("a.pdf", data).text)
    assert text.startswith("• Un accompagnement")
