"""The server: it builds the demonstration study when there is none, sets the security headers, and serves the front
door.

Started by ``streamlit run app.py``. It listens on this machine only (``.streamlit/config.toml``): until people sign
in, whoever reaches the page can read the studies.
"""

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = Path(__file__).parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from codebook.__main__ import build_if_none  # noqa: E402  (the floors are found once their folder is)
from corpus.language.worker import Worker  # noqa: E402
from pages.parts import text_route  # noqa: E402

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' ws: wss: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Put the same protective headers on every answer of the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, adding the headers when its answer starts."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]} - {name.encode() for name in HEADERS}
                kept = [(name, value) for name, value in message["headers"] if name in names]
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": kept + added}
            await send(message)

        await self.app(scope, receive, with_headers)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, str]]:
    """Before the first visit, make sure there is a study to open; while serving, have the language processed."""
    build_if_none()
    with Worker():
        yield {}


def say_error(error: Exception) -> bool:
    """Say an unforeseen error in French, keep its detail in the log, and let the person go on."""
    logging.getLogger("fil_rouge").error("unforeseen error", exc_info=error)
    st.error("Cette page a rencontré une erreur imprévue : ce qui était enregistré l’est toujours, rechargez la page.")
    return True


app = st.App(
    str(ROOT / "pages" / "index.py"),
    routes=text_route.routes(),
    middleware=[Middleware(SecurityHeaders)],
    lifespan=lifespan,
    on_script_error=say_error,
)
