"""How far a long reading has come, for whoever waits for it.

Keeps one listener for each reading under way. Showing it is left to the listener.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[float], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener | None) -> Iterator[None]:
    """Send what ``tell`` says within this block to ``listener``."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(share: float) -> None:
    """Say that this share of the file (0 to 1) is read."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(min(max(share, 0.0), 1.0))
