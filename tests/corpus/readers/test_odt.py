import io
import re
import zipfile

import odfdo
import pytest

from corpus.errors import ReaderError
from corpus.readers import read
from tests.corpus.readers.conservation import faults, lost_words
from tests.corpus.readers.reading_probes import called_after, told
from tests.corpus.readers.sample_files import odt_file, odt_of

OFFICE = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def package(body: str, styles: str = "") -> bytes:
    """An OpenDocument text made by hand."""
    out = io.BytesIO()
    content = (
        f"<office:document-content{OFFICE}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def p(inside: str) -> str:
    return f"<text:p>{inside}</text:p>"


def test_headings_lists_notes_and_title_are_read():
    paragraph = odfdo.Paragraph("Un fait, un autre.")
    paragraph.insert_note(after="fait", note_id="n1", citation="7", body="La charte.")
    data = odt_of(
        [
            odfdo.Header(2, "La visite"),
            paragraph,
            odfdo.List(["un", "deux"]),
            odfdo.Paragraph("Fin.", style="Quotations"),
        ],
        title="Compte-rendu",
    )
    reading = read("a.odt", data)
    assert [(b.kind, b.level, b.note) for b in reading.blocks] == [
        ("heading", 2, None),
        ("paragraph", None, None),
        ("list_item", None, None),
        ("list_item", None, None),
        ("quotation", None, None),
        ("footnote", None, "1"),
    ]
    assert told(reading)[1] == "Un fait, un autre."
    assert called_after(reading)["1"].endswith("Un fait")
    assert (reading.title, reading.warnings) == ("Compte-rendu", ())


def test_a_cell_merged_over_rows_is_said_on_each():
    table = odfdo.Table("T", width=2, height=3)
    for place, value in {(0, 0): "Site", (1, 0): "Mois", (0, 1): "Nord", (1, 1): "mars", (1, 2): "avril"}.items():
        table.set_value(place, value)
    table.set_span((0, 1, 0, 2))
    assert told(read("a.odt", odt_of([table]))) == ["Site | Mois", "Nord | mars", "Nord | avril"]


def test_spaces_tabs_and_breaks_become_characters():
    body = p('un<text:s text:c="3"/>deux<text:tab/>trois<text:line-break/>quatre<text:soft-page-break/> cinq')
    assert read("a.odt", package(body)).text == "un   deux\ttrois quatre cinq"


def test_what_is_repeated_without_end_is_taken_a_few_times():
    cell = f'<table:table-cell table:number-columns-repeated="9999999">{p("x")}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="9999999">{cell}</table:table-row>'
    body = p('a<text:s text:c="99999999"/>b') + f"<table:table>{row}</table:table>"
    assert len(read("a.odt", package(body)).text) < 200_000


WRAPPED = {
    "span": "<text:span>{}</text:span>",
    "link": "<text:a>{}</text:a>",
    "field": "<text:user-defined>{}</text:user-defined>",
    "ruby": "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>",
    "insertion": '<text:change-start text:change-id="1"/>{}<text:change-end text:change-id="1"/>',
}


@pytest.mark.parametrize("wrapping", WRAPPED.values(), ids=WRAPPED)
def test_words_are_read_whatever_they_are_wrapped_in(wrapping):
    assert read("a.odt", package(p("avant " + wrapping.format("dedans") + " après"))).text == "avant dedans après"


def test_deleted_words_and_comments_are_left_out_and_told():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + p("ôté")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p("gardé<office:annotation>" + p("à revoir") + "</office:annotation>")
    )
    reading = read("a.odt", package(body))
    assert reading.text == "gardé"
    assert any("supprimés" in warning for warning in reading.warnings)
    assert any("commentaires" in warning for warning in reading.warnings)


def test_text_boxes_are_read_once_after_their_paragraph_and_told():
    body = p(f"texte<draw:frame><draw:text-box>{p('encadré')}</draw:text-box></draw:frame>") + p("suite")
    reading = read("a.odt", package(body))
    assert told(reading) == ["texte", "encadré", "suite"]
    assert any("zone" in warning for warning in reading.warnings)


def test_a_style_takes_after_the_one_it_rests_on():
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_3"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P2"/>'
    )
    body = '<text:p text:style-name="P1">Titre</text:p><text:p text:style-name="P2">Texte</text:p>'
    blocks = read("a.odt", package(body, styles)).blocks
    assert [(block.kind, block.level) for block in blocks] == [("heading", 3), ("paragraph", None)]


def test_every_word_of_the_file_is_in_the_reading_text():
    data = odt_file([f"Le mot{'x' * (n % 7)} numéro {n} d’une phrase « entière »." for n in range(80)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        source = re.sub(
            r"<[^>]+>", " ", re.sub(r".*<office:text", "<", archive.read("content.xml").decode(), flags=re.S)
        )
    reading = read("a.odt", data)
    assert not lost_words(source, reading)
    assert faults("\n".join(told(reading)), reading) == []


def test_an_encrypted_document_says_so():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", bytes(range(256)))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/>'
            "</m:file-entry></manifest>",
        )
    with pytest.raises(ReaderError, match="mot de passe"):
        read("a.odt", out.getvalue())
