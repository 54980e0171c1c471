"""The words of the RTF language, one after the other.

Keeps the grammar (Rich Text Format Specification 1.9.1, Microsoft, 2008). What control words mean is left to
``rtf_body``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
OPEN, CLOSE, WORD, SIGN, BYTES = "open", "close", "word", "sign", "bytes"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``OPEN``, ``CLOSE``, a control ``WORD`` with its number, a control ``SIGN``, or ``BYTES`` of text."""

    kind: str
    word: str = ""
    number: int | None = None
    raw: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    r"""The tokens of ``data``; the bytes announced by ``\bin`` are passed over."""
    at = 0
    while at < len(data):
        match = TOKEN.match(data, at)
        if match is None:  # a lone backslash, or a bad hexadecimal, at the end of a cut file
            at += 1
            continue
        at = match.end()
        word, number, hexadecimal, sign, brace, raw = match.groups()
        if word is not None:
            value = None if number is None else int(number)
            if word == b"bin":
                at += max(0, min(value or 0, len(data)))
            else:
                yield Token(WORD, word.decode("ascii"), value)
        elif hexadecimal is not None:
            yield Token(BYTES, raw=bytes([int(hexadecimal, 16)]), word="hex")
        elif sign is not None:
            yield Token(SIGN, sign.decode("latin-1"))
        elif brace is not None:
            yield Token(OPEN if brace == b"{" else CLOSE)
        elif raw is not None:
            yield Token(BYTES, raw=raw)
