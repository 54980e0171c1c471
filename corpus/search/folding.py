"""What a word is in a text, and which writings of it are the same: case, accents, œ and æ do not count.

A word is a run of letters and digits: apostrophes of any shape, hyphens and spaces of any width stand between words,
so that « l’équipe » is two words and « compte-rendu » is found like « compte rendu ». Folding changes lengths (œ
becomes oe, a soft hyphen goes), so nothing is ever cut at a folded place: words are found in the text itself and carry
their own ``[start, end)``, and it is these that the index keeps.
"""

import re
import unicodedata

_SILENT = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width spaces and joiners, byte order mark
_WORD = re.compile(rf"[^\W_][\w\u0300-\u036f{_SILENT}]*")
_PATTERN = re.compile(rf"(?:[^\W_]|\*)[\w*\u0300-\u036f{_SILENT}]*")
_NOT_WRITTEN = re.compile(rf"[{_SILENT}]")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


def words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a text in order, each ``(start, end, as written)``."""
    # an underscore is a sign of layout: it parts words, but Python counts it among letters
    return [(*found.span(), found.group()) for found in _WORD.finditer(text.replace("_", " "))]


def asked_words(text: str) -> list[str]:
    """Return the words of a query, in which ``*`` stands for any letters."""
    return [found.group() for found in _PATTERN.finditer(text.replace("_", " "))]


def fold(word: str) -> str:
    """Return what all writings of a word share: « Cœur », « CŒUR » and « coeur » fold alike."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS)).casefold()
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return _NOT_WRITTEN.sub("", bare) or word.casefold()


def form(word: str) -> str:
    """Return a word as the index keeps it: composed accents, small letters unless it is written in capitals."""
    written = unicodedata.normalize("NFC", _NOT_WRITTEN.sub("", word))
    return written if in_capitals(written) else written.lower()


def in_capitals(word: str) -> bool:
    """Say whether a word is written in capitals as acronyms are: two or more, a small plural s apart (« IDEs »)."""
    core = singular(word)
    return core.isupper() and sum(c.isupper() for c in core) > 1


def singular(acronym: str) -> str:
    """Return an acronym without its small plural s."""
    return acronym[:-1] if acronym.endswith("s") and len(acronym) > 2 else acronym
