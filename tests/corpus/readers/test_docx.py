import io
import re
import zipfile

import docx
import pytest

from corpus.readers import read
from tests.corpus.readers.conservation import faults
from tests.corpus.readers.reading_probes import called_after, told, words

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(body: str, **parts: str) -> bytes:
    """A Word file made by hand: what stands in the body, other parts of word/ by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"{XML}<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"{XML}<w:{name} {W}>{content}</w:{name}>")
    return out.getvalue()


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


NOTES = "".join(
    f'<w:footnote w:id="{identity}"{kind}>{p(r(text))}</w:footnote>'
    for identity, kind, text in [
        (-1, ' w:type="separator"', ""),
        (7, "", " La charte."),
        (3, "", " Le carnet."),
    ]
)


@pytest.fixture(scope="module")
def visit():
    document = docx.Document()
    document.core_properties.title = "Visite du site B"
    document.add_heading("La visite", 1)
    document.add_heading("Le matin", 2)
    document.add_paragraph("Anne : bonjour.")
    document.add_paragraph("Anne : commençons.")
    document.add_paragraph("un point", style="List Bullet")
    document.add_paragraph("On avance.", style="Quote")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, [("Site", "Visites"), ("Nord", "")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[1].cells[1].text = "mars"
    table.rows[1].cells[1].add_paragraph("avril")
    table.rows[0].cells[0].add_table(1, 1).cell(0, 0).text = "dedans"
    return read("visite.docx", saved(document))


def test_styles_give_the_kinds_and_levels(visit):
    assert [(block.kind, block.level) for block in visit.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", None),
        ("paragraph", None),
        ("list_item", None),
        ("quotation", None),
        ("table_row", None),
        ("table_row", None),
    ]


def test_rows_keep_every_cell_even_nested(visit):
    assert told(visit, "table_row") == ["Site / dedans | Visites", "Nord | mars / avril"]


def test_title_comes_from_the_properties(visit):
    assert visit.title == "Visite du site B"


def test_turns_name_their_speaker(visit):
    assert [block.speaker for block in visit.blocks if block.kind == "paragraph"] == ["Anne", "Anne"]


def test_source_lines_count_paragraphs(visit):
    assert [block.source_line for block in visit.blocks][:3] == [1, 2, 3]


def test_footnotes_stand_last_and_are_called_in_place():
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p(r("Un fait") + call.format(3) + r(", un autre") + call.format(7) + r("."))
    reading = read("a.docx", package(body, footnotes=NOTES))
    assert reading.text.split("\n")[0] == "Un fait, un autre."
    assert called_after(reading) == {"1": "Un fait", "2": "Un fait, un autre"}
    assert {block.note: words(reading, block) for block in reading.blocks if block.kind == "footnote"} == {
        "1": "Le carnet.",
        "2": "La charte.",
    }


def test_a_call_without_note_is_told():
    reading = read("a.docx", package(p(r("Un fait") + '<w:r><w:footnoteReference w:id="9"/></w:r>')))
    assert reading.calls == ()
    assert any("note" in warning for warning in reading.warnings)


WRAPPED = {
    "link": "<w:hyperlink>{}</w:hyperlink>",
    "insertion": '<w:ins w:id="1">{}</w:ins>',
    "control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "field": '<w:fldSimple w:instr="x">{}</w:fldSimple>',
    "smart tag": "<w:smartTag>{}</w:smartTag>",
}


@pytest.mark.parametrize("wrapping", WRAPPED.values(), ids=WRAPPED)
def test_words_are_read_whatever_they_are_wrapped_in(wrapping):
    body = p(r("avant ") + wrapping.format(r("dedans")) + r(" après"))
    assert read("a.docx", package(body)).text == "avant dedans après"


def test_paragraphs_of_a_content_control_are_read():
    body = f"<w:sdt><w:sdtContent>{p(r('dedans'))}</w:sdtContent></w:sdt>{p(r('après'))}"
    assert told(read("a.docx", package(body))) == ["dedans", "après"]


def test_deleted_words_are_left_out_and_told():
    reading = read("a.docx", package(p(r("gardé") + '<w:del w:id="1"><w:r><w:delText>ôté</w:delText></w:r></w:del>')))
    assert reading.text == "gardé"
    assert any("supprimés" in warning for warning in reading.warnings)


def test_text_boxes_are_read_once_and_told():
    box = f"<w:txbxContent>{p(r('encadré'))}</w:txbxContent>"
    body = p(
        r("texte")
        + f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    reading = read("a.docx", package(body))
    assert told(reading) == ["texte", "encadré"]
    assert any("zone" in warning for warning in reading.warnings)


def test_breaks_tabs_and_symbols_become_characters():
    body = p(
        r("un")
        + "<w:r><w:br/></w:r>"
        + r("deux")
        + "<w:r><w:tab/></w:r>"
        + r("trois")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r><w:r><w:noBreakHyphen/></w:r>'
    )
    assert read("a.docx", package(body)).text == "un deux\ttrois→‑"


def test_a_style_takes_after_the_one_it_rests_on():
    styles = (
        '<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Partie"><w:name w:val="Partie"/><w:basedOn w:val="Titre1"/></w:style>'
        '<w:style w:styleId="Boucle"><w:name w:val="x"/><w:basedOn w:val="Boucle"/></w:style>'
    )
    body = p('<w:pPr><w:pStyle w:val="Partie"/></w:pPr>' + r("Titre")) + p(
        '<w:pPr><w:pStyle w:val="Boucle"/></w:pPr>' + r("Texte")
    )
    blocks = read("a.docx", package(body, styles=styles)).blocks
    assert [(block.kind, block.level) for block in blocks] == [("heading", 1), ("paragraph", None)]


def test_every_run_of_text_is_in_the_reading_text(visit):
    document = docx.Document()
    for number in range(40):
        document.add_paragraph(f"mot{number} ")
        document.add_table(1, 2).cell(0, 1).text = f"case{number}"
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        runs = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", archive.read("word/document.xml").decode())
    reading = read("a.docx", data)
    assert "".join("".join(runs).split()) == re.sub(r"[\s|]", "", reading.text)
    assert all(reading.text[at : at + 1] for at, _, _ in reading.source_map)
    source = "\n".join(runs)
    assert faults(source + " " * 500, reading) == []
