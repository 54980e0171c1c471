"""The tree of codes to scan, filter and walk with the keyboard: drawing, and the code the person chose.

Keeps the Python face of the component and its registration; what is folded lives in the browser. Counting, and what is
done with the chosen code, are left to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

__all__ = ["Node", "code_tree"]

HERE = Path(__file__).parent
_TREE = st.components.v2.component(
    "fil_rouge_code_tree",
    js=(HERE / "tree.js").read_text(encoding="utf-8"),
    css=(HERE / "tree.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Node:
    """A line of the tree: a code with its sign, how often it is given itself, under it too, and by the reader.

    ``words`` is what the filter also searches, beside the label and those above it; ``memos`` counts its memos.
    """

    id: str
    label: str
    depth: int
    color: str
    shape: str
    applicable: bool
    own: int
    under: int
    mine: int
    memos: int = 0
    words: str = ""


def code_tree(
    nodes: Iterable[Node], *, key: str, chosen: str | None, height: int, on_pick: Callable[[str], None]
) -> None:
    """Show the tree, parents before children; ``on_pick`` receives the GUID of a code before the page runs again.

    ``height`` is in CSS pixels.
    """

    def picked() -> None:
        event = (st.session_state.get(key) or {}).get("pick")
        if isinstance(event, dict) and event.get("code"):
            on_pick(str(event["code"]))

    data = {"nodes": [asdict(node) for node in nodes], "chosen": chosen, "height": height}
    _TREE(key=key, data=data, width="stretch", height="content", on_pick_change=picked)
