"""A string that remembers, character by character, where in the received text it comes from.

Keeps cutting and joining without ever losing the way back. What to cut and join is left to the readers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

NOWHERE = -1
"""Origin of a character put in by a reader."""


class Strand:
    """Text and, for each of its characters, its offset in the received text (or ``NOWHERE``)."""

    __slots__ = ("text", "origin")

    def __init__(self, text: str, origin: array[int]) -> None:
        """Pair ``text`` with the offsets it comes from; both have the same length."""
        self.text = text
        self.origin = origin

    @classmethod
    def taken(cls, source: str, start: int, end: int) -> Strand:
        """The characters ``source[start:end]``."""
        return cls(source[start:end], array("i", range(start, end)))

    @classmethod
    def received(cls, text: str, start: int) -> Strand:
        """``text`` as it stands at offset ``start`` of the received text."""
        return cls(text, array("i", range(start, start + len(text))))

    @classmethod
    def put_in(cls, text: str) -> Strand:
        """Characters that are not in the received text, such as the space between two joined lines."""
        return cls(text, array("i", [NOWHERE]) * len(text))

    @classmethod
    def joined(cls, strands: Iterable[Strand]) -> Strand:
        """All the strands, end to end."""
        parts = list(strands)
        origin = array("i")
        for part in parts:
            origin.extend(part.origin)
        return cls("".join(part.text for part in parts), origin)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, cut: slice) -> Strand:
        return Strand(self.text[cut], self.origin[cut])

    def __add__(self, other: Strand) -> Strand:
        return Strand(self.text + other.text, self.origin + other.origin)

    def moved(self, shift: int) -> Strand:
        """The same text, taken ``shift`` characters further in the received text."""
        return Strand(self.text, array("i", (at if at == NOWHERE else at + shift for at in self.origin)))

    def without(self, spans: Iterable[tuple[int, int]]) -> Strand:
        """The strand less the given spans, which are sorted and do not overlap."""
        parts, at = [], 0
        for start, end in spans:
            parts.append(self[at:start])
            at = end
        return Strand.joined([*parts, self[at:]])

    def first_origin(self) -> int | None:
        """Offset in the received text of the first character that comes from it."""
        return next((at for at in self.origin if at != NOWHERE), None)
