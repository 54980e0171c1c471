"""The page says it is in French, and the words Streamlit keeps in English are said in French.

Streamlit has no translation of its own interface. A small component sets the language of the page and replaces the
strings of ``words.json``, and nothing else, wherever they appear as a whole.
"""

import json
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
WORDS: dict[str, str] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
_SPEAKER = st.components.v2.component(
    "fil_rouge_french", js=(HERE / "french.js").read_text(encoding="utf-8"), css=".fr-french\n{ display: none; }\n"
)


def speak() -> None:
    """Mount the component; called by the front door on every run."""
    with st.container(key="fil_rouge_french_box", gap=None):
        _SPEAKER(key="fil_rouge_french", data={"words": WORDS}, height=1)
