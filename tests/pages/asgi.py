"""A caller of the server's routes without a server: one request through the ASGI interface, and its answer."""

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette


@dataclass
class Answer:
    """What came back."""

    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def text(self) -> str:
        return self.content.decode()


class Client:
    """Asks the routes of an application, as a browser at ``http://localhost``."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, address: str, *, headers: dict[str, str], params: dict[str, Any] | None = None) -> Answer:
        return run(self._asked("GET", address, headers, b"", params or {}))

    def post(self, address: str, *, headers: dict[str, str], json: Any = None, content: bytes | None = None) -> Answer:
        body = dumped(json) if content is None else content
        return run(self._asked("POST", address, headers, body, {}))

    async def _asked(
        self, method: str, address: str, headers: dict[str, str], body: bytes, params: dict[str, Any]
    ) -> Answer:
        given = {"host": "localhost", **headers}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": address, "raw_path": address.encode(), "query_string": urlencode(params).encode(), "root_path": "",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
            "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        answer = Answer()
        parts = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict[str, Any]:
            return next(parts, {"type": "http.disconnect"})

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            elif message["type"] == "http.response.body":
                answer.content += message.get("body", b"")

        await self.app(scope, receive, send)
        return answer


def run(asking: Coroutine[Any, Any, Answer]) -> Answer:
    """Run in a thread of its own: the driver of the browser leaves a loop running in the one of the tests."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, asking).result()


def dumped(value: Any) -> bytes:
    return json.dumps(value).encode()
