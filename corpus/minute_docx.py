"""A minute as a Word document, made in memory: the shared layer, block for block, and nothing else."""

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from corpus.readers.reading_text import FOOTNOTE, HEADING, LIST_ITEM, QUOTATION, TABLE_ROW, Block, ReadingText

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLES = {LIST_ITEM: "List Bullet", QUOTATION: "Quote"}


def to_bytes(reading: ReadingText, *, author: str, footer: str = "") -> bytes:
    """Return the .docx of a text: headings, paragraphs, lists, tables, notes at the end.

    :param footer: what stands at the foot of each page.
    """
    made = docx.Document()
    _set_up(made, reading.title or "", author, footer)
    rows: list[list[str]] = []
    for block in reading.blocks:
        words = reading.text[block.start : block.end]
        if block.kind == TABLE_ROW:
            rows.append([cell.strip() for cell in words.replace("\t", "|").split("|")])
            continue
        rows = _table(made, rows)
        _block(made, block, words)
    _table(made, rows)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _set_up(made: Document, title: str, author: str, footer: str) -> None:
    made.core_properties.title, made.core_properties.author = title, author
    made.core_properties.comments = ""
    made.core_properties.language = "fr-FR"
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "fr-FR"})
    normal.element.get_or_add_rPr().append(language)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    if footer:
        section.footer.paragraphs[0].text = footer


def _block(made: Document, block: Block, words: str) -> None:
    if block.kind == HEADING:
        made.add_heading(words, level=min(block.level or 2, 4))
    elif block.kind == FOOTNOTE:
        made.add_paragraph(f"[{block.note or ''}] {words}")
    else:
        made.add_paragraph(words, style=_STYLES.get(block.kind))


def _table(made: Document, rows: list[list[str]]) -> list[list[str]]:
    """Put the rows met so far as a table, and start again."""
    if rows:
        table = made.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for line, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(line.cells, cells, strict=False):
                cell.text = words
    return []
