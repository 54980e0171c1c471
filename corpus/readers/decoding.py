"""Bytes turned into text.

Keeps the choice of the encoding, and the refusal of what is not text. What the text says is left to the readers.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from corpus.errors import ReaderError

UNREADABLE = "Ce fichier n’est pas du texte lisible : enregistrez-le en .docx, .txt ou .md, puis déposez-le de nouveau."
GUESSED = "L’encodage du fichier a été deviné ({name}) : vérifiez que les accents s’affichent correctement."
SPOILED = (
    "{count} caractère(s) du fichier étaient illisibles et sont remplacés par « {sign} » : "
    "vérifiez-les dans l’original."
)
LOST = "\ufffd"
SOUND = 10
"""Sound characters beyond ASCII for each spoiled one, from which a file is UTF-8 all the same."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_ENCODINGS = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""Encodings French files were written in before UTF-8, the most likely first."""

FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ«»’“”–—…€°\u00a0\u202f")
SAMPLE = 200_000


def decode(data: bytes) -> tuple[str, list[str]]:
    """Text of ``data`` and what the person should know about it.

    UTF-8, UTF-16 and UTF-32 are taken at their word; older encodings are guessed, which gives a warning. Raises
    ReaderError when the bytes are not text.
    """
    text, warnings = _decoded(data)
    if _odd_share(text) > 0.01 or "\0" in text:
        raise ReaderError(UNREADABLE)
    return text, warnings


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """Text in the encoding announced by a mark, else UTF-8, else guessed."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError as error:
                raise ReaderError(UNREADABLE) from error
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _damaged(data) or _guessed(data)


def _damaged(data: bytes) -> tuple[str, list[str]] | None:
    """Text of a UTF-8 file that a few bytes spoil; None when it is rather in another encoding."""
    text = data.decode("utf-8", errors="replace")
    spoiled = text.count(LOST)
    sound = sum(character > "\x7f" for character in text) - spoiled
    if sound < SOUND * spoiled:
        return None
    return text, [SPOILED.format(count=spoiled, sign=LOST)]


def _guessed(data: bytes) -> tuple[str, list[str]]:
    """Text in the old encoding that makes the best French of it."""
    if b"\0" in data:
        raise ReaderError(UNREADABLE)
    best = from_bytes(data[:SAMPLE], cp_isolation=list(OLD_ENCODINGS), threshold=0.3).best()
    order = OLD_ENCODINGS if best is None else (best.encoding, *OLD_ENCODINGS)
    readings = []
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_frenchness(text), text, encoding))
    if not readings:
        raise ReaderError(UNREADABLE)
    # max() keeps the first of equals: the guess of the library, then the most likely encoding.
    _, text, encoding = max(readings, key=lambda reading: reading[0])
    return text, [GUESSED.format(name=encoding)]


def _frenchness(text: str) -> float:
    """Share of the characters beyond ASCII that French is used to."""
    beyond = [character for character in text[:SAMPLE] if character > "\x7f"]
    return sum(character in FRENCH for character in beyond) / max(1, len(beyond))


def _odd_share(text: str) -> float:
    """Share of control characters, which text hardly ever holds."""
    odd = sum(character < " " and character not in "\t\n\r\f\v" for character in text)
    return odd / max(1, len(text))
