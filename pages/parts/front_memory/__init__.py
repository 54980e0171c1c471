"""Who is working is kept by the browser tab, so that reloading the page does not ask again.

The tab keeps a pass this process signed, in its own session storage: never in the address, which may be shared, and not
in a cookie, which all tabs share while two people may work in two of them. A pass says which study and who; whether
that person still works there is asked of the study, as at every run. It ends with the tab, the process, or after a
working day.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from pathlib import Path

import streamlit as st

from corpus import shelf
from pages.parts import guard

LASTS = 12 * 3600
"""How long a pass holds, in seconds."""

_SECRET = secrets.token_bytes(32)
_KEPT = "fil_rouge_kept"
_KEEPER = st.components.v2.component(
    "fil_rouge_front_memory",
    js=(Path(__file__).parent / "front_memory.js").read_text(encoding="utf-8"),
    css=".fr-front-memory\n{ display: none; }\n",
)


def keep() -> None:
    """Have the tab keep who is working; called on each run of a session that was let in."""
    path, member = guard.study_path(), guard.member_at_work()
    if path is None or member is None:
        return
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != (str(path), member):
        kept = ((str(path), member), give(path, member))
        st.session_state[_KEPT] = kept
    _mount({"act": "keep", "pass": kept[1]})


def recall() -> None:
    """Let in whom the tab remembers, unless she has just left; called at the front door."""
    if guard.has_left():
        st.session_state.pop(_KEPT, None)
        _mount({"act": "forget"})
        return
    answer = _mount({"act": "recall"})
    known = read(str(answer.get("kept") or ""))
    if known is None:
        return
    path, member = known
    if path in shelf.files():
        guard.let_in(path, member)
        st.rerun()


def _mount(data: dict[str, str]) -> dict[str, str]:
    with st.container(key="fil_rouge_front_memory_box", gap=None):
        return dict(_KEEPER(key="fil_rouge_front_memory", data=data, height=1, on_kept_change=lambda: None))


def give(path: Path, member: str, *, now: float | None = None) -> str:
    """Return a signed pass for a study and a member.

    :param now: the moment it is given, in seconds since 1970; the present one by default.
    """
    until = int((time.time() if now is None else now) + LASTS)
    body = json.dumps([str(path), member, until]).encode()
    return f"{base64.urlsafe_b64encode(body).decode()}.{_signature(body)}"


def read(given: str, *, now: float | None = None) -> tuple[Path, str] | None:
    """Return the study and the member of a pass; None when it is not ours, was altered, or is over."""
    body, _, signature = given.partition(".")
    try:
        told = base64.urlsafe_b64decode(body)
    except ValueError:
        return None
    if not told or not hmac.compare_digest(signature.encode(), _signature(told).encode()):
        return None
    path, member, until = json.loads(told)
    return None if until <= (time.time() if now is None else now) else (Path(path), member)


def _signature(body: bytes) -> str:
    return hmac.new(_SECRET, body, hashlib.sha256).hexdigest()
