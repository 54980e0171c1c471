"""The received text of a file that is not text: paragraphs as they are met, one a line.

Keeps the offsets by which a reading text leads back to a .docx, .odt, .rtf, web page or message. What is a paragraph
is left to the reader of each kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.strand import Strand

ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(slots=True)
class Received:
    """The received text so far, and the labels of the notes in the order of their calls."""

    lines: list[str] = field(default_factory=list)
    size: int = 0
    labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def received(self, text: str) -> Strand:
        """Add one paragraph to the received text; the strand of it."""
        start = self.size
        self.lines.append(text)
        self.size += len(text) + 1
        return Strand.received(text, start)

    @property
    def source(self) -> str:
        """The received text: the paragraphs, one a line."""
        return "\n".join(self.lines)

    def label(self, kind: str, identity: str) -> str:
        """Label of a note, numbered at its first call: 1, 2… for footnotes, i, ii… for endnotes."""
        key = (kind, identity)
        if key not in self.labels:
            rank = sum(known == kind for known, _ in self.labels) + 1
            self.labels[key] = str(rank) if kind == "footnote" else roman(rank)
        return self.labels[key]


def roman(number: int) -> str:
    """Small roman numeral."""
    numeral = ""
    for value, sign in ROMAN:
        numeral += sign * (number // value)
        number %= value
    return numeral
