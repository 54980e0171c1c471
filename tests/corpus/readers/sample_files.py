"""Files of each kind, made by the libraries that write them, for the tests to read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from email.message import EmailMessage

import docx
import odfdo
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

LINES = Iterable[str]
WIDTH, TOP, LEADING = 70, 780, 14


def docx_file(paragraphs: LINES) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def odt_file(paragraphs: LINES) -> bytes:
    return odt_of(odfdo.Paragraph(paragraph) for paragraph in paragraphs)


def odt_of(elements: Iterable[odfdo.Element], title: str = "") -> bytes:
    """An OpenDocument text that holds these elements of odfdo."""
    document, out = odfdo.Document("text"), io.BytesIO()
    document.body.clear()
    for element in elements:
        document.body.append(element)
    document.meta.title = title
    document.save(out)
    return out.getvalue()


def rtf_file(paragraphs: LINES) -> bytes:
    return rtf_of("".join(f"\\pard {escaped(paragraph)}\\par\n" for paragraph in paragraphs))


def rtf_of(body: str, head: str = "") -> bytes:
    """An RTF file whose control words are ``body``."""
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Wingdings;}{\f2\fcharset238 Arial CE;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + head + "\n" + body + "}").encode("ascii")


def escaped(text: str) -> str:
    """Text as RTF writes it, by the numbers of its UTF-16 units."""
    parts = []
    for character in text:
        if character in "\\{}":
            parts.append("\\" + character)
        elif character < "\x80":
            parts.append(character)
        else:
            units = character.encode("utf-16-le")
            for at in range(0, len(units), 2):
                number = int.from_bytes(units[at : at + 2], "little", signed=True)
                parts.append(f"\\u{number}?")
    return "".join(parts)


def html_file(paragraphs: LINES) -> bytes:
    body = "".join(f"<p>{paragraph.replace('&', '&amp;').replace('<', '&lt;')}</p>\n" for paragraph in paragraphs)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def mail_file(paragraphs: LINES, **known: str) -> bytes:
    return mail_of("\n\n".join(paragraphs), **known).as_bytes()


def mail_of(body: str, **known: str) -> EmailMessage:
    message = EmailMessage()
    fields = {
        "From": "Léa <lea@exemple.fr>",
        "To": "paul@exemple.fr",
        "Subject": "Visite",
        "Message-ID": "<1@exemple.fr>",
    }
    for name, value in (fields | known).items():
        message[name] = value
    message.set_content(body)
    return message


def vtt_file(paragraphs: LINES) -> bytes:
    cues = [
        f"{clock(rank * 4_000)} --> {clock(rank * 4_000 + 3_900)}\n{text}\n" for rank, text in enumerate(paragraphs)
    ]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def srt_file(paragraphs: LINES) -> bytes:
    return "\n".join(
        f"{rank + 1}\n{clock(rank * 4_000)} --> {clock(rank * 4_000 + 3_900)}\n{text}\n".replace(".", ",", 0)
        for rank, text in enumerate(paragraphs)
    ).encode()


def clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def pdf_file(paragraphs: LINES, **known: object) -> bytes:
    """A PDF whose paragraphs are wrapped as a word processor wraps them, a line of white between two."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*wrapped(paragraph), ""]
    size = 48
    return pdf_of([lines[at : at + size] for at in range(0, max(1, len(lines)), size)], **known)


def wrapped(text: str, width: float = 455, font: str = "Helvetica", size: float = 11) -> list[str]:
    """Lines of a text, as wide as the page lets them be."""
    lines, line = [], ""
    pen = canvas.Canvas(io.BytesIO())
    for word in text.split():
        if line and pen.stringWidth(f"{line} {word}", font, size) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def pdf_of(
    pages: Sequence[Sequence[str]],
    *,
    head: str = "",
    numbered: bool = False,
    draw: Callable[[canvas.Canvas, int], None] | None = None,
    password: str = "",
    title: str = "",
) -> bytes:
    """A PDF with these lines on its pages; ``draw`` adds to each, « {page} » in ``head`` is its number."""
    out = io.BytesIO()
    encrypt = None
    if password:
        from reportlab.lib.pdfencrypt import StandardEncryption

        encrypt = StandardEncryption(password, ownerPassword="owner", strength=128)
    pen = canvas.Canvas(out, pagesize=A4, encrypt=encrypt)
    if title:
        pen.setTitle(title)
    for number, lines in enumerate(pages, start=1):
        if head:
            pen.setFont("Helvetica", 9)
            pen.drawString(WIDTH, 815, head.format(page=number))
        if numbered:
            pen.setFont("Helvetica", 9)
            pen.drawString(290, 30, str(number))
        pen.setFont("Helvetica", 11)
        for rank, line in enumerate(lines):
            pen.drawString(WIDTH, TOP - LEADING * rank, line)
        if draw is not None:
            draw(pen, number)
        pen.showPage()
    pen.save()
    return out.getvalue()


def xlsx_file(
    rows: Iterable[Sequence[object]], merged: Sequence[str] = (), **sheets: Iterable[Sequence[object]]
) -> bytes:
    """A workbook whose first sheet holds ``rows``, with some cells ``merged``, then the ``sheets`` by name."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for row in lines:
            sheet.append(list(row))
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


TEXTS: dict[str, Callable[[LINES], bytes]] = {
    "docx": docx_file,
    "odt": odt_file,
    "rtf": rtf_file,
    "html": html_file,
    "eml": mail_file,
    "vtt": vtt_file,
    "srt": srt_file,
    "pdf": pdf_file,
}
"""By extension, what makes a file of paragraphs."""
