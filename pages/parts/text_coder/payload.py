"""What crosses the border between the study and the marked text in the browser.

Keeps the shape of a drawn coding, the data sent to the browser, and the check of a passage that comes back. Everything
here counts code points; the browser converts to its own UTF-16 units on arrival. Mounting the component is left to the
package's ``__init__``, drawing to the JavaScript files beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import StudyError

BLOCK_FIELDS = ("kind", "start", "end", "level", "speaker", "note")
CODE_FIELDS = ("id", "key", "label", "path", "color", "shape", "applicable", "definition")


@dataclass(frozen=True)
class Span:
    """A coding to draw on the text: ``[start, end)`` in code points.

    ``coding`` and ``code`` are ids, ``coder`` is a display name. ``mine`` draws a full line and allows removal;
    ``pending`` draws a dotted line (proposed, not settled).
    """

    coding: str
    start: int
    end: int
    code: str
    coder: str
    mine: bool
    pending: bool = False
    comment: str = ""


def source(text: str, blocks: Iterable[Mapping[str, Any]], calls: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The part that stays the same while one document is read, under a fingerprint ``id``.

    ``blocks`` carry kind, start, end, level, speaker, note (the last three may be missing); ``calls`` at and note.
    """
    kept_blocks = [
        [block.get(field) for field in BLOCK_FIELDS] for block in sorted(blocks, key=lambda b: int(b["start"]))
    ]
    kept_calls = [[call["at"], str(call["note"])] for call in sorted(calls, key=lambda c: int(c["at"]))]
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12)
    digest.update(repr((kept_blocks, kept_calls)).encode())
    return {"id": digest.hexdigest(), "text": text, "blocks": kept_blocks or whole(text), "calls": kept_calls}


def whole(text: str) -> list[list[Any]]:
    """One paragraph per line, for a text that came without blocks."""
    rows: list[list[Any]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            rows.append(["paragraph", at, at + len(line), None, None, None])
        at += len(line) + 1
    return rows


def layer(
    spans: Iterable[Span],
    codes: Iterable[Mapping[str, Any]],
    *,
    focus: Sequence[int] | None,
    editable: bool,
    height: int,
) -> dict[str, Any]:
    """The part that changes as people code: spans as rows, codes, the passage to show, and what the person may do."""
    return {
        "spans": [[s.coding, s.start, s.end, s.code, s.coder, s.mine, s.pending, s.comment[:240]] for s in spans],
        "codes": [known_code(code) for code in codes],
        "focus": list(focus) if focus else None,
        "editable": editable,
        "height": int(height),
    }


def known_code(code: Mapping[str, Any]) -> dict[str, Any]:
    """A code reduced to the fields the palette shows, with the gaps filled."""
    row = {field: code.get(field) for field in CODE_FIELDS}
    row["path"] = list(row["path"] or [])
    row["applicable"] = row["applicable"] is not False
    row["label"] = row["label"] or row["key"] or "Code sans nom"
    return row


def checked(text: str, event: Mapping[str, Any]) -> tuple[int, int]:
    """The bounds of a passage sent back by the browser, once they are known to hold the words the person saw.

    Leading and trailing white space is left out. Raises StudyError if the words differ, or if nothing but white space
    was selected.
    """
    start, end, quote = event.get("start"), event.get("end"), event.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(text):
        raise StudyError("Le passage choisi sort du texte : rechargez la page puis recommencez la sélection.")
    if text[start:end] != quote:
        raise StudyError(
            "Le texte a changé depuis que vous l’avez ouvert : rechargez la page puis recommencez la sélection."
        )
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    if start >= end:
        raise StudyError("La sélection ne contient que des espaces : choisissez au moins un mot.")
    return start, end
