"""Lines of Markdown gathered into blocks, marks of blocks taken off.

Keeps headings, lists, quotations, tables, notes and rules. Marks inside the lines are left to ``markdown_inline``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.assembly import Draft
from corpus.readers.line_layout import without_indent
from corpus.readers.reading_text import (
    FOOTNOTE,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    QUOTATION,
    TABLE_ROW,
)
from corpus.readers.strand import Strand

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n((?:[^\n]*\n){0,80}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
KEY = re.compile(r"^[A-Za-z_][\w -]*:", re.MULTILINE)
TITLE = re.compile(r"^title:[ \t]*[\"'“«]?[ \t]*(.+?)[ \t]*[\"'”»]?[ \t\r]*$", re.MULTILINE)
LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]*")

RULE = re.compile(r"(?:([-*_])[ \t]*)(?:\1[ \t]*){2,}$")
ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
ATX_END = re.compile(r"[ \t]+#+$")
UNDERLINE = re.compile(r"(=+|-+)$")
NOTE = re.compile(r"(?:<sup>[ \t]*(\d{1,3})[ \t]*</sup>|\[\^([^\]\s]{1,20})\]:)[ \t]*(?=\S)")
QUOTED = re.compile(r"(?:>[ \t]?)+")
BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
NUMBER = re.compile(r"\d{1,3}[.)][ \t]+(?=\S)")
MARKED = re.compile(r"\s*(?:[-*+>#]|\d{1,3}[.)])[ \t]")
FENCE = re.compile(r"(?:`{3,}|~{3,})")
TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$")


@dataclass(slots=True)
class _Open:
    """State of the walk: the block that may still take lines in, whether a fence is open."""

    draft: Draft | None = None
    fenced: bool = False


def front_matter(source: str) -> tuple[int, str | None]:
    """Length of the YAML head of the file (0 when there is none), and the title it gives."""
    match = FRONT_MATTER.match(source)
    if match is None or not KEY.search(match.group(1)):
        return 0, None
    title = TITLE.search(match.group(1))
    return match.end(), title.group(1) if title else None


def blocks_of(source: str, start: int) -> list[Draft]:
    """Drafts of the blocks of ``source`` from offset ``start`` on, with their marks inside lines."""
    drafts: list[Draft] = []
    state = _Open()
    at = start
    while at < len(source):
        match = LINE.match(source, at)
        assert match is not None  # the pattern also matches nothing
        raw = match.group()
        right = at + len(raw.rstrip())
        left = right - len(raw.strip() if MARKED.match(raw) else without_indent(raw))
        if left >= right:
            state.draft = None
        else:
            _take(source, left, right, drafts, state)
        at = match.end() + 1
    return drafts


def _take(source: str, left: int, right: int, drafts: list[Draft], state: _Open) -> None:
    """Take one line in, as a block of its own or as the rest of the open block."""
    text = source[left:right]
    if FENCE.match(text) and (state.fenced or "`" not in text.lstrip("`")):
        state.fenced, state.draft = not state.fenced, None
        left += len(text) - len(text.lstrip(text[0]))
        if left < right:
            drafts.append(Draft(PARAGRAPH, Strand.taken(source, left, right)))
        return
    if state.fenced:
        drafts.append(Draft(PARAGRAPH, Strand.taken(source, left, right)))
        return
    if _underlines(text, drafts, state) or _drops(text, drafts, state):
        return
    kind, skipped, level, note = _opening(text)
    if kind is None and state.draft is not None:
        state.draft.append(Draft(PARAGRAPH, Strand.taken(source, left, right)), " ")
        return
    end = right
    if kind == HEADING and (closing := ATX_END.search(text)) and closing.start() >= skipped:
        end = left + closing.start()
    draft = Draft(kind or PARAGRAPH, Strand.taken(source, left + skipped, end), level, note=note)
    if kind == QUOTATION and state.draft is not None and state.draft.kind == QUOTATION:
        state.draft.append(draft, " ")
        return
    drafts.append(draft)
    state.draft = None if kind in (HEADING, TABLE_ROW) else draft


def _underlines(text: str, drafts: list[Draft], state: _Open) -> bool:
    """Make a heading of the line before when ``text`` underlines it."""
    draft = state.draft
    if draft is None or draft.kind != PARAGRAPH or not UNDERLINE.match(text) or len(text) < 2:
        return False
    if len(draft.text) > 120 or draft.text[-1] in ".;,":
        return False
    draft.kind, draft.level, state.draft = HEADING, 1 if text[0] == "=" else 2, None
    return True


def _drops(text: str, drafts: list[Draft], state: _Open) -> bool:
    """Whether the line is nothing but a rule, an empty quotation mark, the rule of a table."""
    after_row = bool(drafts) and drafts[-1].kind == TABLE_ROW
    if RULE.match(text) or (after_row and "-" in text and TABLE_RULE.match(text)) or not text.strip("> \t"):
        state.draft = None
        return True
    if "|" in text and TABLE_RULE.match(text) and state.draft is not None and "|" in state.draft.text:
        state.draft.kind, state.draft = TABLE_ROW, None
        return True
    return False


def _opening(text: str) -> tuple[str | None, int, int | None, str | None]:
    """Kind of the block the line opens (None when it opens none), signs to skip, level, label of the note."""
    if match := ATX.match(text):
        return HEADING, match.end(), len(match.group(1)), None
    if match := NOTE.match(text):
        return FOOTNOTE, match.end(), None, match.group(1) or match.group(2)
    if match := QUOTED.match(text):
        return QUOTATION, match.end(), None, None
    if "\t" in text or (text.startswith("|") and text.count("|") >= 2):
        return TABLE_ROW, 0, None, None
    if match := BULLET.match(text):
        return LIST_ITEM, match.end(), None, None
    if NUMBER.match(text):
        return LIST_ITEM, 0, None, None
    return None, 0, None, None
