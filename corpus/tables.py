"""A table of data as documents: one row, one document.

Keeps which column says what, and what each row would become, with what is wrong in it; nothing here touches a study.
Reading the file is left to ``corpus.readers``, storing to ``corpus.importing``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus import dates
from corpus.errors import DateError, ReaderError
from corpus.readers.assembly import Draft, assemble
from corpus.readers.glyphs import with_usual_signs
from corpus.readers.line_marks import is_item
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, ReadingText
from corpus.readers.received import Received
from corpus.readers.sheets import Sheet, SheetRow
from corpus.readers.speakers import name_turns
from corpus.sorting import name_key
from corpus.terms import DOCUMENT_KINDS

LONGEST_TITLE = 160
SHOWN = 60
NO_TEXT = "La ligne n’a pas de texte dans les colonnes choisies."
NO_KIND = "Le genre « {kind} » n’existe pas : écrivez l’un de ceux de la liste."
NO_SITE = "Le site « {site} » n’est pas dans l’étude : ajoutez-le d’abord, ou vérifiez son nom."
TWICE = "La ligne répète la ligne {number}."
DAY_FIRST = "La date « {written} » est comprise comme le {shown}."

NAMES = {
    role: re.compile(pattern, re.IGNORECASE)
    for role, pattern in (
        ("date", r"dates?|jours?|p[ée]riodes?|le|date .*|.* date|horodateur|timestamp"),
        ("kind", r"genres?|types?(?: de document)?|nature|cat[ée]gories?|kind"),
        ("sites", r"sites?|[ée]tablissements?|lieux?|centres?|cecics|h[ôo]pital|[ée]quipes?"),
        ("speaker", r"locut(?:eur|rice)s?|voix|qui|aut(?:eur|rice)s?|personnes?|r[ée]pondante?s?|enqu[êe]t[ée]e?s?"),
        ("title", r"titres?|intitul[ée]s?|objets?|noms?|r[ée]f[ée]rences?|identifiants?|id|title|name"),
    )
}
"""How the columns of each role are named, in the order in which they are looked for."""

PROSE_NAMES = re.compile(
    r"(?:textes?|verbatims?|contenus?|propos|extraits?|comptes?[- ]rendus?|notes?|descriptions?|observations?|"
    r"messages?|text|r[ée]ponses?\b.*|commentaires?\b.*|remarques?\b.*|.*\?)$",
    re.IGNORECASE,
)
PROSE = 60
"""Characters from which the middling cell of a column is prose."""

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T].*)?$")
MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})$")
IN_WORDS = re.compile(
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:(\d{1,2})(?:er)? )?([a-zéûàô]+)\.? (\d{4})$"
)
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d.*$")
BETWEEN_SITES = re.compile(r"\s*[;,|\n]\s*|\s+/\s+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what; a document may be made of several columns of text."""

    texts: tuple[str, ...]
    title: str | None = None
    date: str | None = None
    kind: str | None = None
    sites: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What a row would become, and what is wrong in it; a row with a problem makes no document.

    ``date`` is EDTF text, ``kind`` a key, ``sites`` are GUIDs. ``source`` is the row as it was received.
    """

    number: int
    title: str
    date: str
    kind: str
    sites: tuple[str, ...]
    reading: ReadingText | None
    source: bytes
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def refused(self, problem: str) -> RowDraft:
        """The same row with one more problem."""
        return replace(self, problems=(*self.problems, problem))


def proposed(sheet: Sheet) -> Columns:
    """Which column seems to say what, from its name and from the length of its cells; the person decides."""
    left = list(sheet.columns)
    found: dict[str, str | None] = {}
    for role, names in NAMES.items():
        found[role] = next((name for name in left if names.fullmatch(name.strip())), None)
        if found[role] is not None:
            left.remove(str(found[role]))
    lengths = {name: _middling_length(sheet, name) for name in left}
    texts = [name for name in left if PROSE_NAMES.match(name.strip())]
    texts = texts or [name for name in left if lengths[name] >= PROSE]
    texts = texts or sorted(left, key=lambda name: -lengths[name])[:1]
    return Columns(tuple(name for name in sheet.columns if name in texts), **found)


def _middling_length(sheet: Sheet, column: str) -> int:
    rank = sheet.columns.index(column)
    lengths = sorted(len(row.cells[rank]) for row in sheet.rows if row.cells[rank])
    return lengths[len(lengths) // 2] if lengths else 0


def drafted(sheet: Sheet, columns: Columns, *, kind: str, sites: Mapping[str, str]) -> list[RowDraft]:
    """What each row of a sheet would become.

    :param kind: key of the kind of the rows that do not say theirs.
    :param sites: labels of the sites of the study, by GUID.
    """
    known = {name_key(label)[0]: site for site, label in sites.items()}
    doubts: dict[int, list[str]] = {}
    for number, doubt in sheet.doubts:
        doubts.setdefault(number, []).append(doubt)
    made: list[RowDraft] = []
    first: dict[bytes, int] = {}
    for row in sheet.rows:
        draft = _draft(sheet, row, columns, kind, known, doubts.get(row.number, []))
        if draft.source in first:
            draft = draft.refused(TWICE.format(number=first[draft.source]))
        first.setdefault(draft.source, row.number)
        made.append(draft)
    return made


def _draft(
    sheet: Sheet, row: SheetRow, columns: Columns, kind: str, known: Mapping[str, str], doubts: Sequence[str]
) -> RowDraft:
    """What one row would become."""
    cells = dict(zip(sheet.columns, row.cells, strict=True))
    problems: list[str] = []
    remarks = list(doubts)

    def said(column: str | None) -> str:
        return " ".join(cells[column].split()) if column else ""

    reading = None
    try:
        reading = reading_of([(name, cells[name]) for name in columns.texts], said(columns.speaker) or None, doubts)
    except ReaderError:
        problems.append(NO_TEXT)
    date = _checked_date(said(columns.date), problems, remarks)
    places = [] if not columns.sites else _sites_of(cells[columns.sites], known, problems)
    return RowDraft(
        row.number,
        said(columns.title)[:LONGEST_TITLE] or _title(sheet, row, reading),
        date,
        _kind_of(said(columns.kind), kind, problems),
        tuple(dict.fromkeys(places)),
        reading,
        json.dumps({name: cell for name, cell in cells.items() if cell}, ensure_ascii=False).encode(),
        tuple(problems),
        tuple(remarks) if reading is None else tuple(dict.fromkeys([*remarks, *reading.warnings])),
    )


def reading_of(texts: Sequence[tuple[str, str]], speaker: str | None, warnings: Sequence[str] = ()) -> ReadingText:
    """Reading text of the cells of a row, each under the name of its column when there are several.

    Raises ReaderError when the cells hold no text.
    """
    received = Received()
    drafts: list[Draft] = []
    for name, cell in texts:
        lines = [line.strip() for line in with_usual_signs(cell).splitlines() if line.strip()]
        if lines and len(texts) > 1:
            drafts.append(Draft(HEADING, received.received(name), 1))
        for line in lines:
            drafts.append(Draft(LIST_ITEM if is_item(line) else PARAGRAPH, received.received(line), speaker=speaker))
    if speaker is None:
        name_turns(drafts)
    told = any(draft.kind != HEADING for draft in drafts)
    return assemble(received.source, drafts if told else [], None, warnings)


def _title(sheet: Sheet, row: SheetRow, reading: ReadingText | None) -> str:
    """A title for a row that has none: the sheet, the row, the first words."""
    if reading is None:
        return f"{sheet.name}, ligne {row.number}"
    opening = next(block for block in reading.blocks if block.kind != HEADING)
    words = reading.text[opening.start : opening.end]
    shown = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + "…"
    return f"{sheet.name}, ligne {row.number} : {shown}"


def _kind_of(written: str, default: str, problems: list[str]) -> str:
    """Key of the kind a cell names in French or by its key."""
    if not written:
        return default
    for key, label in DOCUMENT_KINDS.items():
        if written == key or name_key(written)[0] == name_key(label)[0]:
            return key
    problems.append(NO_KIND.format(kind=written))
    return default


def _sites_of(written: str, known: Mapping[str, str], problems: list[str]) -> list[str]:
    """GUIDs of the sites a cell names, one or several."""
    whole = known.get(name_key(" ".join(written.split()))[0])
    if whole is not None:
        return [whole]
    found = []
    for name in filter(None, BETWEEN_SITES.split(written.strip())):
        site = known.get(name_key(name)[0])
        if site is None:
            problems.append(NO_SITE.format(site=name))
        else:
            found.append(site)
    return found


def _checked_date(written: str, problems: list[str], remarks: list[str]) -> str:
    """EDTF text of the date a cell holds; a day written the French way is told as it is understood."""
    date = edtf_of(written)
    if not date:
        return ""
    try:
        dates.parse(date)
    except DateError as error:
        problems.append(str(error))
        return ""
    if DAY.match(written):
        remarks.append(DAY_FIRST.format(written=written, shown=dates.french(date)))
    return date


def edtf_of(written: str) -> str:
    """EDTF text of a date as tables write it: 2021-03-09, 09/03/2021 (day first), 03/2021, 9 mars 2021."""
    written = " ".join(written.split())
    if match := MOMENT.match(written):
        return match.group(1)
    if match := DAY.match(written):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if match := MONTH.match(written):
        return f"{match.group(2)}-{int(match.group(1)):02}"
    match = IN_WORDS.match(written.lower())
    if match and match.group(2) in MONTHS:
        month = MONTHS.index(match.group(2)) + 1
        return f"{match.group(3)}-{month:02}" + (f"-{int(match.group(1)):02}" if match.group(1) else "")
    return written
