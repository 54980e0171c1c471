"""Hyphens that a page layout put at the end of lines, taken out of the words they cut.

Keeps the choice between such a hyphen and one of the word: the document itself tells, by writing the word elsewhere in
one way or the other, or by cutting words often. When it does not, the hyphen stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.assembly import Draft
from corpus.readers.line_layout import Line, opens_low

CUT_WORD = re.compile(r"([^\W\d_]{2,})[-‐]$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
OFTEN = 0.03
"""Share of the lines that end with a cut word from which the layout cuts words."""


def take_out_hyphens(drafts: Sequence[Draft], stretches: Sequence[Sequence[Line]], source: str) -> None:
    """Take the hyphens of the layout out of ``drafts``, made of these stretches of lines of ``source``."""
    cuts = [
        (before.end - 1, match.group(1).lower(), rest.group().lower())
        for lines in stretches
        for before, after in zip(lines, lines[1:], strict=False)
        if (match := CUT_WORD.search(before.text))
        and opens_low(after.text)
        and (rest := FIRST_WORD.match(after.text)) is not None
    ]
    if not cuts:
        return
    known = {word.lower().replace("‐", "-") for word in WORD.findall(source)}
    often = len(cuts) >= max(3, OFTEN * sum(map(len, stretches)))
    layout = {at for at, head, rest in cuts if _put_in(head, rest, known, often)}
    for draft in drafts:
        origin = draft.strand.origin
        spans = [
            (at, at + 1)
            for at, place in enumerate(origin[:-1])
            if place in layout and draft.text[at + 1 : at + 2].islower()
        ]
        if spans:
            draft.strand = draft.strand.without(spans)


def _put_in(head: str, rest: str, known: set[str], often: bool) -> bool:
    """Whether a hyphen between two halves of a word is that of the layout."""
    if f"{head}-{rest}" in known:
        return False
    return head + rest in known or (often and head not in known)
