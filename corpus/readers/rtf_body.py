"""The text of an RTF file: groups opened and closed, bytes decoded, control words obeyed.

Keeps the order of the reading. Blocks are made in ``rtf_flow``, the head of the file is kept in ``rtf_fonts``, what
each word does is told by ``rtf_words``.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.readers.glyphs import with_usual_signs
from corpus.readers.reading_text import FOOTNOTE
from corpus.readers.rows import joined
from corpus.readers.rtf_flow import Flow
from corpus.readers.rtf_fonts import WORDS
from corpus.readers.rtf_state import FONTS, LOST, STYLES, TEXT, TITLE, Body, Group
from corpus.readers.rtf_tokens import BYTES, CLOSE, OPEN, SIGN, WORD, Token, tokens
from corpus.readers.rtf_words import DESTINATIONS, FORMATS, KEPT_THOUGH_STARRED, LAYOUT, SKIPPED

__all__ = ["Body", "Group", "body_of"]

CHARACTERS = {
    "tab": "\t",
    "line": " ",
    "page": " ",
    "column": " ",
    "softline": " ",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
SIGNS = {"~": "\u00a0", "_": "‑", "{": "{", "}": "}", "\\": "\\"}
CONTROLS = dict.fromkeys(code for code in range(32) if code != 9) | {0x0B: " ", 0x0C: " "}
ENDS_PARAGRAPH = frozenset(("\n", "\r"))


def body_of(data: bytes) -> Body:
    """Everything a file says; its blocks are those of ``flows[0]``, its notes stand apart."""
    body = Body()
    body.flows.append(Flow(body.received))
    for token in tokens(data):
        if token.kind == OPEN:
            _open(body)
        elif token.kind == CLOSE:
            if len(body.groups) == 1:
                continue  # a brace too many: what follows is still read
            _close(body)
        elif token.kind == BYTES:
            _bytes(body, token)
        elif token.kind == WORD:
            body.skipping = 0
            _flush(body)
            _word(body, token.word, token.number)
        elif body.skipping:
            body.skipping -= 1
        elif token.kind == SIGN:
            _flush(body)
            _sign(body, token.word)
    _flush(body)
    body.cut = len(body.groups) > 1
    while len(body.groups) > 1:
        _close(body)
    return body


def _open(body: Body) -> None:
    _flush(body)
    body.skipping = 0
    body.groups.append(replace(body.group, starred=False, note=None, box=False))


def _close(body: Body) -> None:
    """Close a group: a font, a style, a note or a text box may end with it."""
    _flush(body)
    body.skipping = 0
    group = body.groups.pop()
    if group.target == STYLES and group.number is not None and body.group.number is None:
        body.head.add_style(group.number, "".join(body.name), group.outline)
    if group.target == FONTS and body.name:
        body.head.add_font(group.number, group.charset, "".join(body.name))
    if group.target in (STYLES, FONTS):
        body.name = []
    if group.note is not None and len(body.flows) > 1:
        _end_note(body, group.note)
    elif group.box and len(body.flows) > 1:
        flow = body.flows.pop()
        body.boxes += 1
        body.finished.append(flow)


def _end_note(body: Body, label: str) -> None:
    """End the flow of a note; a note without words is not called."""
    flow = body.flows.pop()
    parts = [draft.trimmed() for draft in flow.end()]
    whole = joined([part for part in parts if part.text], " ", FOOTNOTE)
    whole.note = label
    if whole.text.strip():
        flow.drafts = [whole]
        body.notes.append(flow)
    else:
        body.flow.calls = [call for call in body.flow.calls if call[1] != label]


def _bytes(body: Body, token: Token) -> None:
    """Take bytes of text, less those that stand for a Unicode character just read."""
    raw = token.raw
    if body.skipping:
        passed = min(body.skipping, len(raw))
        body.skipping -= passed
        raw = raw[passed:]
    body.pending += raw


def _flush(body: Body) -> None:
    """Decode the bytes that wait and take their text."""
    if not body.pending:
        return
    raw, body.pending = bytes(body.pending), bytearray()
    group = body.group
    if group.target in (FONTS, STYLES):
        _name(body, raw.decode("cp1252", "replace"))
        return
    encoding = body.head.encoding_of(group.font)
    if encoding == "symbol":
        text = "".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in raw)
    else:
        text = raw.decode(encoding, "replace")
    _take(body, text)


def _name(body: Body, text: str) -> None:
    """Take part of the name of a font or of a style; a semicolon ends that of a font set without its own group."""
    body.name.append(text)
    if body.group.target == FONTS and ";" in text:
        body.head.add_font(body.group.number, body.group.charset, "".join(body.name))
        body.name = []
        body.group.charset = None


def _take(body: Body, text: str) -> None:
    """Take text where the group sends it."""
    group = body.group
    if group.target == TITLE:
        body.head.title += text
    elif group.target == TEXT and not group.gone:
        body.flow.take(with_usual_signs(text.translate(CONTROLS)))
    elif group.target == TEXT and text.strip():
        body.met.add("gone")


def _sign(body: Body, sign: str) -> None:
    """Obey a control sign; the optional hyphen and the marks of index entries say nothing."""
    if sign == "*":
        body.group.starred = True
    elif sign in ENDS_PARAGRAPH:
        _word(body, "par", None)
    elif sign in SIGNS:
        _take(body, SIGNS[sign])


def _word(body: Body, word: str, number: int | None) -> None:
    """Obey a control word."""
    group = body.group
    if group.starred and word not in KEPT_THOUGH_STARRED:
        body.met.add(word)
        group.target, group.starred = LOST, False
        return
    group.starred = False
    if word in SKIPPED:
        body.met.add(word)
        group.target = LOST if word != "info" else group.target
        if word in ("listtext", "pntext"):
            body.flow.settings.listed = True
    elif word in CHARACTERS:
        _take(body, CHARACTERS[word])
    elif word == "u":
        _unicode(body, number or 0)
    elif word in DESTINATIONS:
        DESTINATIONS[word](body)
    elif word in FORMATS:
        FORMATS[word](body, number)
    elif group.target == TEXT and not group.gone and word in LAYOUT:
        LAYOUT[word](body.flow)
    elif word in WORDS and len(body.groups) == 2:
        body.head.encoding = WORDS[word]


def _unicode(body: Body, number: int) -> None:
    """Take a character given by its number, the two halves of a pair put together."""
    body.skipping = body.group.skip
    code = number + 0x10000 if number < 0 else number
    if 0xD800 <= code < 0xDC00:
        body.high = code
    elif 0xDC00 <= code < 0xE000:
        if body.high:
            _take(body, chr(0x10000 + ((body.high - 0xD800) << 10) + code - 0xDC00))
        body.high = 0
    elif 0x09 <= code <= 0x10FFFF:
        _take(body, chr(code).replace("\n", " ").replace("\r", " "))
