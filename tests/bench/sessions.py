"""People at work without a browser: each holds a session of the server, as a browser does, and codes by the route.

A client speaks Streamlit's own messages over its websocket: it opens a page, passes the front door, receives what the
marked text would receive, and tells the page afterwards that something was coded. Bounded: a person makes one gesture
at a time and gives up after a minute.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 60  # seconds


@dataclass
class Session:
    """One person's session: what the page sent last."""

    server: str
    stream: Any = None
    buttons: dict[str, str] = field(default_factory=dict)
    desk: dict[str, Any] = field(default_factory=dict)
    coder: str = ""
    fragment: str = ""
    page: str = ""
    query: str = ""

    async def open(self, query: str) -> None:
        """Connect, and run the page of that address."""
        address = self.server.replace("http://", "ws://") + "/_stcore/stream"
        self.stream = await websockets.connect(
            address, subprotocols=["streamlit"], max_size=64_000_000, origin=self.server
        )
        self.query = query
        await self.run(page_name="atelier")

    async def run(self, *, page_name: str = "", widget: Any = None, fragment: str = "") -> float:
        """Ask for a run and wait until it is over; return how long it took, in seconds."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        if page_name:
            message.rerun_script.page_name = page_name
        elif self.page:
            message.rerun_script.page_script_hash = self.page
        if fragment:
            message.rerun_script.fragment_id = fragment
        if widget:
            widget(message.rerun_script.widget_states.widgets.add())
        begun = time.perf_counter()
        await self.stream.send(message.SerializeToString())
        await asyncio.wait_for(self._until_finished(), PATIENCE)
        return time.perf_counter() - begun

    async def _until_finished(self) -> None:
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self.stream.recv())
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._take(message.delta)
            elif kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return

    def _take(self, delta: Delta) -> None:
        element = delta.new_element
        if element.HasField("button"):
            self.buttons[element.button.label] = element.button.id
        elif element.HasField("bidi_component"):
            told = json.loads(element.bidi_component.json or "null")
            if isinstance(told, dict) and "desk" in told:
                self.desk, self.coder, self.fragment = told["desk"], element.bidi_component.id, delta.fragment_id

    async def enter(self, name: str) -> None:
        """Pass the front door as somebody."""
        button = next(key for label, key in self.buttons.items() if label.startswith(name))

        def press(state: Any) -> None:
            state.id, state.trigger_value = button, True

        await self.run(page_name="atelier", widget=press)
        assert self.desk, "the page did not show a marked text"

    async def tell_changed(self, made: list[str]) -> float:
        """Tell the page that codings were made, as the marked text does once the person rests."""

        def state_of(state: Any) -> None:
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{self.coder}__events"
            event = {"event": "changed", "value": {"codings": made, "nonce": str(time.time())}}
            state.json_trigger_value = json.dumps([event])

        return await self.run(widget=state_of, fragment=self.fragment)

    async def close(self) -> None:
        """Leave."""
        await self.stream.close()
