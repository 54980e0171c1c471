"""The state of the reading of an RTF file, group by group.

Keeps what a group changes until it closes, and everything met on the way. What the control words do to it is told by
``rtf_words``, the order of the reading by ``rtf_body``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.received import Received
from corpus.readers.rtf_flow import Flow
from corpus.readers.rtf_fonts import Head

TEXT, LOST, FONTS, STYLES, TITLE = "text", "lost", "fonts", "styles", "title"
"""Where the text of a group goes: to the blocks, nowhere, to the names of fonts or styles, to the title."""


@dataclass(slots=True)
class Group:
    """What a group changes until it closes. ``under`` is the target a skipped group stands in."""

    target: str = TEXT
    under: str = TEXT
    font: int | None = None
    skip: int = 1
    gone: bool = False
    starred: bool = False
    note: str | None = None
    box: bool = False
    number: int | None = None
    charset: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Body:
    """The reading of a file: its groups, its flows (the body, a note, a text box), what was met on the way."""

    received: Received = field(default_factory=Received)
    head: Head = field(default_factory=Head)
    groups: list[Group] = field(default_factory=lambda: [Group()])
    flows: list[Flow] = field(default_factory=list)
    finished: list[Flow] = field(default_factory=list)
    notes: list[Flow] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    skipping: int = 0
    high: int = 0
    name: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    boxes: int = 0
    cut: bool = False

    @property
    def group(self) -> Group:
        """The innermost group."""
        return self.groups[-1]

    @property
    def flow(self) -> Flow:
        """The flow under way."""
        return self.flows[-1]
