"""Sentences that a page break cut in two blocks, made whole again.

Keeps the rule: a block that stops without a strong sign goes on with the next one when that starts with a small
letter, never over a heading. A file that often starts its paragraphs with a small letter is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.assembly import Draft
from corpus.readers.line_layout import opens_low
from corpus.readers.reading_text import FOOTNOTE, LIST_ITEM, PARAGRAPH, QUOTATION

SHORTEST = 60
"""Least length of a block that a page may have cut."""

RARELY = 0.2
"""Share of blocks that start with a small letter from which the file is left alone."""

STOPPED = re.compile(r"[.!?…:;]\s*[»”\"’')\]*\s]*$")
HYPHENATED = re.compile(r"([^\W\d_]+)[-‐]$")
WAITING = re.compile(
    r"(?:,|\b(?:les?|la|des?|du|un|une|aux?|à|et|ou|que|qui|dont|pour|par|dans|en|sur|avec|ne|ses?|sa|son|ces?|cette|leurs?))$"
)
FIRST_WORD = re.compile(r"[^\W\d_]+")


def made_whole(drafts: Sequence[Draft], source: str) -> list[Draft]:
    """The drafts with the halves of cut sentences joined; a hyphen put in by the cut goes."""
    told = [draft for draft in drafts if draft.kind in (PARAGRAPH, QUOTATION)]
    low = sum(opens_low(draft.text) for draft in told)
    if low > max(1, RARELY * len(told)):
        return list(drafts)
    whole: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        if draft.kind == FOOTNOTE:
            whole.append(draft)
        elif last is not None and _goes_on(last, draft):
            _join(last, draft, source)
        else:
            whole.append(draft)
            last = draft
    return whole


def _goes_on(before: Draft, after: Draft) -> bool:
    """Whether ``after`` is the rest of the sentence ``before`` leaves open."""
    if not _opens_midway(before.text, after.text) or STOPPED.search(before.text) or len(before.text) < SHORTEST:
        return False
    if after.kind == QUOTATION:
        return before.kind == QUOTATION
    return after.kind == PARAGRAPH and before.kind in (PARAGRAPH, LIST_ITEM, QUOTATION)


def _opens_midway(before: str, after: str) -> bool:
    """Whether ``after`` can only follow something: small letter, bracket, or capital after « le », « de »…"""
    return opens_low(after) or after.startswith("(") or WAITING.search(before) is not None


def _join(before: Draft, after: Draft, source: str) -> None:
    """Put ``after`` at the end of ``before``."""
    match = HYPHENATED.search(before.text)
    if match is None:
        before.append(after, " ")
        return
    rest = FIRST_WORD.match(after.text)
    kept = f"{match.group()}{rest.group() if rest else ''}"
    if kept.lower() not in source.lower():
        before.strand = before.strand[: len(before.strand) - 1]
    before.append(after, "")
