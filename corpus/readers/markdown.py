"""The reader of Markdown files.

Keeps the order of the work: head of the file, blocks, marks inside lines, notes, cut sentences, speakers. Each step
stands in the module it is named after.
"""

from __future__ import annotations

from pathlib import PurePath

from corpus.readers.assembly import Draft, assemble, filled
from corpus.readers.cut_sentences import made_whole
from corpus.readers.decoding import decode
from corpus.readers.footnote_zones import unique_label
from corpus.readers.glyphs import with_usual_signs
from corpus.readers.markdown_blocks import blocks_of, front_matter
from corpus.readers.markdown_inline import Resolver, unmarked
from corpus.readers.reading_text import FOOTNOTE, HEADING, PARAGRAPH, QUOTATION, TABLE_ROW, ReadingText
from corpus.readers.recognition import MARKDOWN
from corpus.readers.registry import reads
from corpus.readers.rows import groups_said_again
from corpus.readers.speakers import name_turns
from corpus.readers.strand import Strand
from corpus.readers.talks import name_talks

NOT_CALLED = "Notes de bas de page sans appel dans le texte : {labels}."
LINKS = "Les adresses de {count} lien(s) ne figurent pas dans le texte de lecture ; elles restent dans le fichier reçu."


@reads(MARKDOWN)
class MarkdownReader:
    """Reads .md files, and text files written with the marks of Markdown."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a Markdown file. Raises ReaderError when ``data`` is not text."""
        source, warnings = decode(data)
        return read_markdown(name, source, warnings)


def read_markdown(name: str, source: str, warnings: list[str]) -> ReadingText:
    """Reading text of the decoded file ``source``; ``warnings`` are those its decoding gave."""
    usual = with_usual_signs(source)
    start, title = front_matter(usual)
    marked = blocks_of(usual, start)
    resolve = _named(marked)
    drafts, addresses = [], 0
    for draft in marked:
        addresses += _unmark(draft, resolve)
        drafts.append(draft)
    drafts = made_whole(filled(drafts), usual)
    groups_said_again(drafts)
    name_turns(drafts)
    name_talks(drafts)
    warnings = list(warnings)
    called = {label for draft in drafts for _, label in draft.calls}
    missing = [draft.note for draft in drafts if draft.note is not None and draft.note not in called]
    if missing:
        warnings.append(NOT_CALLED.format(labels=", ".join(missing)))
    if addresses:
        warnings.append(LINKS.format(count=addresses))
    return assemble(source, drafts, title or _title(drafts, name), warnings)


def _named(drafts: list[Draft]) -> Resolver:
    """Give each note a label of its own, and answer which note a number calls from a place of the received text.

    Where the numbering starts again, the second note 1 is labelled « 1 (2) »; a number calls the first note of that
    number that stands after it.
    """
    known: dict[str, list[tuple[int, str]]] = {}
    for draft in drafts:
        if draft.kind == FOOTNOTE and draft.note is not None:
            same = known.setdefault(draft.note, [])
            number, draft.note = draft.note, unique_label(draft.note, len(same))
            known[number] = [*same, (draft.strand.first_origin() or 0, draft.note)]

    def resolve(number: str, offset: int) -> str | None:
        notes = known.get(number, [])
        return next((label for start, label in notes if start > offset), notes[-1][1] if notes else None)

    return resolve


def _no_note(number: str, offset: int) -> str | None:
    """Resolver for a place that calls nothing."""
    return None


def _unmark(draft: Draft, resolve: Resolver) -> int:
    """Take the marks out of a draft; how many addresses of links went with them."""
    text = draft.text.strip()
    if draft.kind == PARAGRAPH and text[:2] in ("*«", "*“") and text.endswith("*"):
        draft.kind = QUOTATION
    if draft.kind == TABLE_ROW and "|" in text:
        draft.strand = _without_outer_bars(draft.strand)
    # Notes do not call notes: a raised number in one is part of what it says.
    outcome = unmarked(draft.strand, _no_note if draft.kind == FOOTNOTE else resolve)
    draft.strand, draft.calls = outcome.strand, outcome.calls
    return len(outcome.addresses)


def _without_outer_bars(strand: Strand) -> Strand:
    """A row without the bars at its two ends."""
    text = strand.text
    start = 1 if text.startswith("|") else 0
    end = len(text) - 1 if text.endswith("|") and len(text) > start else len(text)
    return strand[start:end]


def _title(drafts: list[Draft], name: str) -> str | None:
    """First heading of the first level near the start, else the first heading, else the name of the file."""
    headings = [draft for draft in drafts[:15] if draft.kind == HEADING]
    for draft in headings:
        if draft.level == 1:
            return draft.text
    if headings:
        return headings[0].text
    return PurePath(name).stem.replace("_", " ").strip() or None
