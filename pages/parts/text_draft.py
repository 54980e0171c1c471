"""What a person is typing over a text, part by part, kept for the session until it is saved or given up.

The version the typing started from is kept with it: a text that changed meanwhile is never overwritten, nor the typing
lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts.text_parts import Part


@dataclass
class Draft:
    """The version it started from, and the typed text of the parts that were touched, by place of the part."""

    base: str
    typed: dict[int, str] = field(default_factory=dict)
    reason: str = ""


def of(document: str, version: str) -> Draft:
    """Return the draft of a document, begun on this version when there is none; one left untouched starts again."""
    drafts: dict[str, Draft] = st.session_state.setdefault("edit-drafts", {})
    kept = drafts.get(document)
    if kept is None or (kept.base != version and not kept.typed):
        kept = drafts[document] = Draft(version)
    return kept


def forget(document: str) -> None:
    """Forget a draft, and the fields that held it."""
    st.session_state.get("edit-drafts", {}).pop(document, None)
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(f"edit-part-{document}")]:
        del st.session_state[key]


def composed(text: str, parts: Sequence[Part], draft: Draft) -> str:
    """Return the whole text with what was typed over its parts."""
    return "\n".join(draft.typed.get(at, text[part.start : part.end]) for at, part in enumerate(parts))
