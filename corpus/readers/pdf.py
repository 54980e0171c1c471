"""The reader of PDF files: text that was typed, with its lines rejoined; nothing is read from pictures.

Keeps the order of the work: pages, furniture, notes, paragraphs, calls, and the account of what is not in the reading
text. A PDF has pages rather than lines: the line of the source that a block gives is its page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath

import pdfplumber

from corpus.errors import ReaderError
from corpus.readers import pdf_file
from corpus.readers.assembly import Draft, assemble, filled
from corpus.readers.footnote_zones import Note, apart
from corpus.readers.glyphs import unknown_signs
from corpus.readers.line_layout import Layout, Line, layout_of, lines_of
from corpus.readers.paragraphs import grouped
from corpus.readers.pdf_file import PdfFile
from corpus.readers.pdf_furniture import furniture_of
from corpus.readers.pdf_glyphs import Glyph, Page, page_of
from corpus.readers.pdf_hyphens import take_out_hyphens
from corpus.readers.pdf_lines import PageLine
from corpus.readers.pdf_lines import lines_of as lines_of_page
from corpus.readers.pdf_source import Placed, Source, type_of, written
from corpus.readers.pdf_tables import tables_of
from corpus.readers.plain import NOT_CALLED, UNKNOWN_SIGNS, place_calls, strand_of, take_out
from corpus.readers.progress import tell
from corpus.readers.reading_text import FOOTNOTE, HEADING, TABLE_ROW, ReadingText
from corpus.readers.recognition import PDF
from corpus.readers.registry import reads
from corpus.readers.speakers import name_turns, speakers_of
from corpus.readers.strand import Strand
from corpus.readers.talks import name_talks

SCANNED = (
    "Ce fichier PDF ne contient que des images de pages : passez-le à la reconnaissance de caractères (OCR), "
    "enregistrez-le, puis déposez-le de nouveau."
)
BLANK_PAGES = "Pages sans texte, images ou vides, qui ne sont pas reprises : {pages}."
ROTATED = "Du texte écrit en travers des pages {pages} est lu à la fin de chacune : vérifiez sa place."
UNPLACED = "La mise en page n’a pas pu être lue aux pages {pages} : vérifiez l’ordre des lignes."
SWOLLEN = "Les pages {pages} portent trop de signes pour être lues en entier : comparez avec l’original."
COMMENTS = "{count} commentaire(s) posés sur les pages ne sont pas repris dans le texte."
FIELDS = "{count} champ(s) de formulaire remplis ne sont pas repris dans le texte : vérifiez-les dans l’original."
MOST_NAMED = 12
PAGES_SHARE = 0.8
"""Share of the time that taking the lines from the pages takes."""


@reads(PDF)
class PdfReader:
    """Reads .pdf files that hold text."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a PDF. Raises ReaderError when it is locked, damaged, too long or made of pictures."""
        file = pdf_file.opened(data)
        account = _Account()
        pages = _pages(file, data, account)
        if not any(pages):
            raise ReaderError(SCANNED)
        kind = type_of(pages)
        gone, said = furniture_of(pages, kind.size, kind.leading)
        source = written(pages, gone, kind, file.outline)
        drafts, notes, missing = _blocks(source)
        name_turns(drafts)
        name_talks(drafts)
        if missing:
            said.append(NOT_CALLED.format(labels=", ".join(missing)))
        if count := unknown_signs(source.text):
            said.append(UNKNOWN_SIGNS.format(count=count))
        title = file.title or _title(drafts, name)
        return assemble(source.text, drafts + notes, title, [*said, *account.told(file, pages)], source.pages)


class _Account:
    """Pages of which something must be said, numbered from 1."""

    def __init__(self) -> None:
        self.rotated: list[int] = []
        self.unplaced: list[int] = []
        self.swollen: list[int] = []

    def told(self, file: PdfFile, pages: list[list[PageLine]]) -> list[str]:
        """The sentences for the person."""
        blank = [number for number, lines in enumerate(pages, start=1) if not lines]
        comments, fields = pdf_file.left_out(file)
        told = [
            sentence.format(pages=_listed(numbers))
            for sentence, numbers in (
                (BLANK_PAGES, blank),
                (ROTATED, self.rotated),
                (UNPLACED, self.unplaced),
                (SWOLLEN, self.swollen),
            )
            if numbers
        ]
        return told + [text.format(count=count) for text, count in ((COMMENTS, comments), (FIELDS, fields)) if count]


def _listed(numbers: list[int]) -> str:
    """Numbers of pages as read in a sentence."""
    shown = ", ".join(map(str, numbers[:MOST_NAMED]))
    return shown if len(numbers) <= MOST_NAMED else f"{shown}… ({len(numbers)} en tout)"


def _pages(file: PdfFile, data: bytes, account: _Account) -> list[list[PageLine]]:
    """Lines of each page; a page that the layout library trips on is read without its layout."""
    try:
        drawn = pdfplumber.open(io.BytesIO(data), password="")
        sheets = drawn.pages
    except MemoryError:
        raise
    except Exception:  # the library raises errors of many kinds on files that are not sound
        sheets = []
    pages = []
    for number in range(file.pages):
        try:
            sheet = sheets[number]
            page = page_of(sheet.layout)
            lines = lines_of_page(page, tables_of(page, sheet)) + _across(page)
            sheet.close()
            if page.across:
                account.rotated.append(number + 1)
            if page.cut:
                account.swollen.append(number + 1)
        except MemoryError:
            raise
        except Exception:  # as above
            lines = _unplaced(file, number)
            if lines:
                account.unplaced.append(number + 1)
        pages.append([line for line in lines if line.rows is not None or line.text.strip()])
        tell(PAGES_SHARE * (number + 1) / file.pages)
    return pages


def _across(page: Page) -> list[PageLine]:
    """Lines written across the page, at its end, in the order they were drawn."""
    lines: list[list[Glyph]] = []
    for glyph in page.across:
        last = lines[-1][-1] if lines else None
        near = last is not None and abs(glyph.x0 - last.x0) + abs(glyph.y0 - last.y0) < 4 * max(
            glyph.x1 - glyph.x0, glyph.y1 - glyph.y0, 1
        )
        if near:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    made = []
    for glyphs in lines:
        text = " ".join("".join(glyph.text for glyph in glyphs).split())
        first = glyphs[0]
        made.append(PageLine(text, first.x0, first.x1, first.y0, first.y1, 0.0, False, first.x0, first.x1 + 1e4))
    return made


def _unplaced(file: PdfFile, number: int) -> list[PageLine]:
    """Lines of a page in the order it draws them, as the other library tells them."""
    try:
        text = file.reader.pages[number].extract_text()
    except MemoryError:
        raise
    except Exception:  # as in _pages
        return []
    width = max((len(line) for line in text.splitlines()), default=0)
    return [
        PageLine(" ".join(line.split()), 0, 6.0 * len(line), -14.0 * rank, 10 - 14.0 * rank, 10, False, 0, 6.0 * width)
        for rank, line in enumerate(text.splitlines())
    ]


def _blocks(source: Source) -> tuple[list[Draft], list[Draft], list[str]]:
    """Blocks and notes of the received text, and the labels of the notes that are called nowhere."""
    rows = {start for placed in source.lines.values() if placed.rows for start in _row_starts(placed)}
    read = [line for line in lines_of(source.text) if line.start in source.lines or line.start in rows]
    layout = Layout(True, 0, True, layout_of(read).width)
    for line in read:
        line.cut = line.cut or line.new_page
    zones = apart(read, layout)
    labels = speakers_of(line.text for line in zones.body if line.start in source.lines)
    drafts: list[Draft] = []
    for (kind, level), stretch in groupby(zones.body, key=lambda line: _kind(line, source, rows)):
        if kind == TABLE_ROW:
            drafts += [Draft(TABLE_ROW, Strand.taken(source.text, line.start, line.end)) for line in stretch]
        elif kind == HEADING:
            drafts += [Draft(HEADING, strand_of(source.text, lines), level) for lines in _headings(list(stretch))]
        else:
            drafts += [
                Draft(group.kind, strand_of(source.text, group.lines), group.level)
                for group in grouped(list(stretch), layout, labels)
            ]
    notes = [Draft(FOOTNOTE, strand_of(source.text, note.lines, note.start), note=note.label) for note in zones.notes]
    take_out_hyphens([*drafts, *notes], [zones.body, *(note.lines for note in zones.notes)], source.text)
    late = _call_raised(drafts, zones.notes, source)
    missing = place_calls(drafts, late, source.text) if late else []
    return drafts, notes, missing


def _row_starts(placed: Placed) -> Iterator[int]:
    """Offsets where the rows of a table start."""
    at = placed.start
    for row in placed.rows or []:
        yield at
        at += len(" | ".join(row)) + 1


def _kind(line: Line, source: Source, rows: set[int]) -> tuple[str, int | None]:
    """Whether a line is a row, part of a heading of some level, or text."""
    if line.start in rows:
        return TABLE_ROW, None
    level = source.lines[line.start].level
    return (HEADING, level) if level is not None else ("", None)


def _headings(lines: list[Line]) -> Iterator[list[Line]]:
    """Headings of one level that follow one another: a blank line or a page parts them."""
    under: list[Line] = []
    for line in lines:
        if under and (line.gap or line.new_page):
            yield under
            under = []
        under.append(line)
    if under:
        yield under


def _call_raised(drafts: list[Draft], notes: list[Note], source: Source) -> list[Note]:
    """Place the calls that the page sets as raised numbers; the notes that none of them calls."""
    held = {start: (draft, at) for start, draft, at in _places(drafts, {start for start, _ in source.raised})}
    late = []
    taken: dict[int, list[tuple[int, int, str]]] = {}
    for note in notes:
        found = next(
            (
                (start, end)
                for start, end in source.raised
                if start in held and source.text[start:end] == str(note.number) and note.after <= start < note.before
            ),
            None,
        )
        if found is None:
            late.append(note)
            continue
        draft, at = held.pop(found[0])
        taken.setdefault(id(draft), []).append((at, at + found[1] - found[0], note.label))
    for draft in drafts:
        # From the last to the first, so that places stay true.
        for start, end, label in sorted(taken.get(id(draft), []), reverse=True):
            take_out(draft, label, start, end)
    return late


def _places(drafts: list[Draft], wanted: set[int]) -> Iterator[tuple[int, Draft, int]]:
    """For each wanted offset of the received text, the draft it went to and where in it."""
    for draft in drafts if wanted else ():
        for at, origin in enumerate(draft.strand.origin):
            if origin in wanted:
                yield origin, draft, at


def _title(drafts: list[Draft], name: str) -> str | None:
    """First heading of the highest level near the start, else the name of the file."""
    headings = [draft for draft in filled(drafts)[:20] if draft.kind == HEADING]
    if headings:
        return min(headings, key=lambda draft: draft.level or 9).text
    return PurePath(name).stem.replace("_", " ").strip() or None
