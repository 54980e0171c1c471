"""Other bounds for a disagreement: the first and the last word, moved word by word or chosen on a rule of words."""

import re

import streamlit as st

from codebook.disagreements import Disagreement
from pages.parts.plain import plain

AROUND = 200  # characters on each side of the disagreement among which the bounds are chosen
NOTHING = "\u200b"  # a sign without width
BOUNDS, RULE = "agreement-bounds", "agreement-rule"
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*[’']?|[^\w\s]+")


def forget() -> None:
    """Forget the bounds being chosen."""
    for key in (BOUNDS, RULE):
        st.session_state.pop(key, None)


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the words of a stretch of text as ``[start, end)``; a sign that stands alone counts as one."""
    return [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]


def labels(text: str, found: list[tuple[int, int]]) -> list[str]:
    """Return a name for each word, no two alike: the browser knows an option by its name, and words come again."""
    seen: dict[str, int] = {}
    names = []
    for start, end in found:
        word = text[start:end]
        seen[word] = seen.get(word, -1) + 1
        names.append(word + NOTHING * seen[word])
    return names


def window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the neighbourhood of a stretch, from the edge of a word to the edge of another."""
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < low < start and not text[low - 1].isspace():
        low += 1
    while end < high < len(text) and not text[high].isspace():
        high -= 1
    return low, high


def ask(one: Disagreement, text: str) -> tuple[int, int]:
    """Ask for other bounds, beginning with all that either person marked; return ``[start, end)``."""
    low, high = window(text, one.start, one.end)
    found = words(text, low, high)
    begins = next(at for at, word in enumerate(found) if word[1] > one.start)
    ends = next((at for at in range(len(found) - 1, -1, -1) if found[at][0] < one.end), begins)
    chosen = st.session_state.setdefault(BOUNDS, (begins, ends))
    _steps(len(found))
    # A step begins a new rule at its place; sliding keeps the rule, so that the keyboard stays on it.
    rule = st.session_state.setdefault(RULE, (0, chosen))
    first, last = st.select_slider(
        "Du premier au dernier mot retenu",
        list(range(len(found))),
        value=rule[1],
        format_func=labels(text, found).__getitem__,
        key=f"{RULE}-{one.id}-{rule[0]}",
        help="Les flèches du clavier déplacent la borne choisie d’un mot.",
    )
    st.session_state[BOUNDS] = (first, last)
    start, end = found[first][0], found[last][1]
    parts = text[low:start], text[start:end], text[end:high]
    before, kept, after = (plain(part.replace("\n", " ¶ ")) for part in parts)
    st.markdown(f"{before} **{kept}** {after}")
    return start, end


def _steps(number: int) -> None:
    """Show the four buttons that move a bound by one word."""

    def move(first: int, last: int) -> None:
        begins, ends = st.session_state[BOUNDS]
        begins, ends = begins + first, ends + last
        if 0 <= begins <= ends < number:
            st.session_state[BOUNDS] = (begins, ends)
            st.session_state[RULE] = (st.session_state[RULE][0] + 1, (begins, ends))

    acts = {
        "Début un mot avant": (-1, 0, "first_page"),
        "Début un mot après": (1, 0, "navigate_next"),
        "Fin un mot avant": (0, -1, "navigate_before"),
        "Fin un mot après": (0, 1, "last_page"),
    }
    with st.container(horizontal=True, gap="small"):
        for name, (first, last, icon) in acts.items():
            st.button(name, icon=f":material/{icon}:", key=f"{BOUNDS}-{first}{last}", on_click=move, args=(first, last))
