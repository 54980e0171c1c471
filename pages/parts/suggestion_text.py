"""The words of a suggestion as they are drawn: its sentence in its paragraph, what proposed it marked.

Words of the study are escaped one stretch at a time; nothing of them is read as Markdown or HTML.
"""

from html import escape

import streamlit as st

from codebook.suggesting import offers
from codebook.suggesting.offers import Shown

AROUND = 240  # characters of the paragraph shown on each side
_RULE = (
    "background:rgba(230,159,0,.26);color:inherit;border-bottom:2px solid #E69F00;font-weight:600;"
    "padding:0 1px;border-radius:2px"
)
_WEIGHT = "background:none;color:inherit;border-bottom:2px dotted currentColor"
_TOLD = {"rule": ("mot d’une règle", _RULE), "weight": ("mot qui pèse dans le classement", _WEIGHT)}


def show(shown: Shown) -> None:
    """Draw the sentence in its paragraph."""
    st.html(html(shown))


def html(shown: Shown) -> str:
    """Return the sentence in its paragraph as HTML."""
    before, after = _end(shown.before), _start(shown.after)
    around = "opacity:.72"
    return (
        '<p style="margin:0;line-height:1.55;overflow-wrap:anywhere;white-space:pre-wrap">'
        f'<span style="{around}">{escape(before)}</span><span>{_marked(shown)}</span>'
        f'<span style="{around}">{escape(after)}</span></p>'
    )


def _marked(shown: Shown) -> str:
    parts, at = [], 0
    for start, end, kind in offers.marks(shown.suggestion):
        title, style = _TOLD[kind]
        parts += [
            escape(shown.sentence[at:start]),
            f'<mark style="{style}" title="{title}">{escape(shown.sentence[start:end])}</mark>',
        ]
        at = end
    return "".join([*parts, escape(shown.sentence[at:])])


def _end(before: str) -> str:
    if len(before) <= AROUND:
        return before
    return "… " + before[-AROUND:].partition(" ")[2]


def _start(after: str) -> str:
    if len(after) <= AROUND:
        return after
    return after[:AROUND].rpartition(" ")[0] + " …"
