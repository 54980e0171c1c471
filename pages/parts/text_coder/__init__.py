"""The text one codes with mouse, keyboard or finger: drawing, palette, card, and what the person did.

Keeps the Python face of the component and its registration. The data that cross the border are in ``payload``; the
browser side is in the ``.js`` and ``.css`` files here, read in the order of ``SCRIPTS``. Saving what the person did is
left to the page, or to the routes of the server when the text is opened at a desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.text_coder.payload import Span, checked, layer, source

__all__ = ["CoderResult", "Filter", "Span", "checked", "definition", "text_coder", "text_desk"]

HERE = Path(__file__).parent
SCRIPTS = (
    "offsets.js",
    "moves.js",
    "lanes.js",
    "blocks.js",
    "margin.js",
    "minimap.js",
    "passage.js",
    "caret.js",
    "tip.js",
    "palette.js",
    "palette_list.js",
    "card.js",
    "panels.js",
    "desk.js",
    "acts.js",
    "keys.js",
    "gestures.js",
    "main.js",
)
EVENTS = ("apply", "remove", "pick")
DESK_EVENTS = ("changed", "pick")
Handler = Callable[[dict[str, Any]], None]


def _read(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


_SOURCE = st.components.v2.component(
    "fil_rouge_text_source", js=_read("source.js"), css=".fr-coder-source\n{ display: none; }\n", isolate_styles=False
)
_CODER = st.components.v2.component(
    "fil_rouge_text_coder", js=_read(*SCRIPTS), css=_read("text_coder.css"), isolate_styles=False
)
_DEFINITION = st.components.v2.component(
    "fil_rouge_definition", js=_read("definition.js"), css=_read("definition.css"), isolate_styles=False
)


@dataclass(frozen=True)
class Filter:
    """Which codings are to be seen: of whom (``all``, ``mine``, ``others``), and only these codes, people, facets.

    ``facets`` holds, by facet, the values looked for; an empty choice hides nothing.
    """

    who: str = "all"
    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dominant: bool = False

    def keeps(self, coding: Mapping[str, Any], reader: str) -> bool:
        """Say whether a coding (``code``, ``coder``, ``dominant`` and facets by name) is to be seen by this reader."""
        return (
            (self.who == "all" or (coding["coder"] == reader) == (self.who == "mine"))
            and (not self.codes or coding["code"] in self.codes)
            and (not self.coders or coding["coder"] in self.coders)
            and (not self.dominant or bool(coding["dominant"]))
            and all(not values or coding[facet] in values for facet, values in self.facets.items())
        )


@dataclass(frozen=True)
class CoderResult:
    """What the person just did, at most one of the three; each is None otherwise.

    ``apply`` {start, end, text, codes, nonce}; ``remove`` {coding, nonce}; ``pick`` {codings, start, end, nonce}.
    """

    apply: dict[str, Any] | None = None
    remove: dict[str, Any] | None = None
    pick: dict[str, Any] | None = None


def text_coder(
    *,
    key: str,
    text: str,
    blocks: Iterable[Mapping[str, Any]],
    calls: Iterable[Mapping[str, Any]] = (),
    spans: Iterable[Span] = (),
    codes: Iterable[Mapping[str, Any]] = (),
    focus: Sequence[int] | None = None,
    editable: bool = True,
    height: int = 640,
    on_apply: Handler | None = None,
    on_remove: Handler | None = None,
    on_pick: Handler | None = None,
) -> CoderResult:
    """Show a reading text with its codings and answer what the person did since the last run.

    ``blocks`` and ``calls`` follow the readers' shapes, as dicts; ``codes`` are dicts {id, key, label, path, color,
    shape, applicable, definition}, ``path`` the labels of the ancestors; all offsets are code points. ``focus`` is a
    passage to bring into view, when it changes. ``height`` is in CSS pixels.

    An ``on_…`` handler receives the event before the script runs, so that the same run already draws its effect; events
    that have a handler are not repeated in the answer. Each event is answered once, whatever the number of reruns.
    """
    handlers = {"apply": on_apply, "remove": on_remove, "pick": on_pick}
    data = layer(spans, codes, focus=focus, editable=editable, height=height)
    fixed = source(text, blocks, calls)
    data["source"] = fixed["id"]
    data["answered"] = [event["nonce"] for event in _arrived(key).values()]
    with st.container(gap=None):
        # The text is mounted apart because Streamlit sends an unchanged message once, then only its fingerprint.
        _SOURCE(key=f"{key}-source", data=fixed, width="stretch", height="content")
        result = _CODER(
            key=key,
            data=data,
            width="stretch",
            height="content",
            on_apply_change=_callback(key, "apply", on_apply),
            on_remove_change=_callback(key, "remove", on_remove),
            on_pick_change=_callback(key, "pick", on_pick),
        )
    answers = {name: getattr(result, name, None) for name in EVENTS if handlers[name] is None}
    return CoderResult(**{name: event for name, event in answers.items() if event and _first_time(key, name, event)})


def text_desk(
    *,
    key: str,
    desk: Mapping[str, Any],
    shown: Filter,
    focus: Sequence[int] | None = None,
    height: int = 640,
    on_changed: Handler,
    on_pick: Handler,
) -> None:
    """Show a text whose words and codings the browser asks of the server's routes, and where it writes what is done.

    ``desk`` holds the address of the routes, the version of the text, the ticket, the GUID of the member and the
    revision of the study; ``focus`` is a passage to bring into view when it changes, with a number that makes it
    another one. ``on_changed`` {codings} follows gestures that were written, once the person rests (GUIDs to show, or
    None); ``on_pick`` {codings, start, end} a click on codings.
    """
    data = {
        "desk": dict(desk), "filter": asdict(shown), "focus": list(focus) if focus else None, "editable": True,
        "height": int(height),
    }  # fmt: skip
    with st.container(gap=None):
        _CODER(
            key=key,
            data=data,
            width="stretch",
            height="content",
            on_changed_change=_callback(key, "changed", on_changed),
            on_pick_change=_callback(key, "pick", on_pick),
        )


def definition(*, key: str, height: int) -> None:
    """Show the definition of the code in hand beside the text; it follows the marked text without a run of the page."""
    _DEFINITION(key=key, data={"height": height}, width="stretch", height="content")


def _arrived(key: str) -> dict[str, dict[str, Any]]:
    """The events that caused this run, by name."""
    state = st.session_state.get(key) or {}
    return {
        name: event
        for name in {*EVENTS, *DESK_EVENTS}
        if isinstance(event := state.get(name), dict) and "nonce" in event
    }


def _callback(key: str, name: str, handler: Handler | None) -> Callable[[], None]:
    def call() -> None:
        event = _arrived(key).get(name)
        if handler and event and _first_time(key, name, event):
            handler(event)

    return call


def _first_time(key: str, name: str, event: Mapping[str, Any]) -> bool:
    """Whether this event has not been given to the page yet; remembers it."""
    seen_key = f"{key}-seen"
    seen = dict(st.session_state.get(seen_key) or {})
    if seen.get(name) == event.get("nonce"):
        return False
    st.session_state[seen_key] = {**seen, name: event.get("nonce")}
    return True
