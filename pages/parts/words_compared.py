"""Words before and after, side by side, with what differs marked: what went on the left, what came on the right."""

import streamlit as st

from codebook import differences
from codebook.differences import Hunk
from pages.parts.plain import plain

AROUND = 70  # characters shown on each side of a change
LONGEST = 700  # characters of a change shown whole


def side_by_side(old: str, new: str, *, before: str = "Avant", after: str = "Après") -> None:
    """Show two short texts, what went marked on the left, what came on the right."""
    left, right = st.columns(2, gap="small")
    marks = differences.by_words(old, new) if new else [Hunk(0, len(old), 0, 0)]
    with left:
        st.caption(before)
        st.markdown(_marked(old, [(h.old_start, h.old_end) for h in marks] if new else [], "red"))
    with right:
        st.caption(after)
        st.markdown(_marked(new, [(h.new_start, h.new_end) for h in marks], "green") if new else "—")


def changes(old: str, new: str, *, most: int = 60) -> int:
    """Show what differs between two texts, place by place, with the words around it; return how many places."""
    found = differences.by_words(old, new)
    for hunk in found[:most]:
        with st.container(border=True, gap="xxsmall"):
            left, right = st.columns(2, gap="small")
            left.markdown(_window(old, hunk.old_start, hunk.old_end, "red"))
            right.markdown(_window(new, hunk.new_start, hunk.new_end, "green"))
    if len(found) > most:
        st.caption(f"… et {len(found) - most} autres endroits.")
    return len(found)


def quoted(text: str, start: int, end: int, around: int = 45) -> str:
    """Return a place of a text in one line of Markdown: its paragraph, its words in bold, the words around them."""
    line = text.count("\n", 0, start) + 1
    words = plain(text[start:end]) if end - start < 200 else plain(text[start : start + 200]) + " …"
    return f"Paragraphe {line} : {_before(text, start, around)}**{words}**{_after(text, end, around)}"


def _window(text: str, start: int, end: int, colour: str) -> str:
    shown = min(end, start + LONGEST)
    tail = " …" if shown < end else _after(text, end, AROUND)
    return (_before(text, start, AROUND) + _coloured(text[start:shown], colour) + tail) or "—"


def _before(text: str, at: int, around: int) -> str:
    """Return the words before a place, from the start of one."""
    low = max(0, at - around)
    while low and low < at and text[low - 1].isalnum() and text[low].isalnum():
        low += 1
    return ("… " if low else "") + _spaced(text[low:at])


def _after(text: str, at: int, around: int) -> str:
    """Return the words after a place, to the end of one."""
    high = min(len(text), at + around)
    while at < high < len(text) and text[high - 1].isalnum() and text[high].isalnum():
        high -= 1
    return _spaced(text[at:high]) + (" …" if high < len(text) else "")


def _marked(text: str, ranges: list[tuple[int, int]], colour: str) -> str:
    parts, at = [], 0
    for start, end in ranges:
        parts += [_spaced(text[at:start]), _coloured(text[start:end], colour)]
        at = end
    return "".join([*parts, _spaced(text[at:])]) or "—"


def _coloured(words: str, colour: str) -> str:
    if not words.strip():
        return f":{colour}-background[{'¶' if chr(10) in words else '␣'}]" if words else ""
    inner = plain(words)
    head, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{' ' if head else ''}:{colour}-background[{inner}]{' ' if tail else ''}"


def _spaced(words: str) -> str:
    """Return words made safe, keeping the space at their ends that makes them stand apart."""
    if not words.strip():
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{plain(words)}{' ' if words[-1].isspace() else ''}"
