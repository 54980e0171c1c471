"""What announces a name by its form alone: a title before it, an address, a number, a year after it.

Everything reads the folded text (``corpus.language.folding``), whose offsets are those of the text.
"""

import re
from dataclasses import dataclass

from corpus.pseudonyms.terms import TITLES

_CAPITAL = r"[A-ZÀ-ÖØ-ÝŒ]"
_PARTICLE = r"(?:de la |de l'|de |du |des |d'|van der |van den |van |von |ben |el )"
_WORD = rf"(?:{_PARTICLE})?(?:[LD]')?{_CAPITAL}[\w]*(?:['-]{_CAPITAL}?\w+)*"
NAME = rf"{_WORD}\.?(?:(?<=\b{_CAPITAL}\.)(?: {_WORD}){{0,2}}|(?<!\.)(?: {_WORD}){{0,3}})"
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
TITLE = re.compile(rf"\b(?P<title>{_TITLE})\b\.?[ -](?:(?:le|la) (?:{_TITLE})\b\.? )?")
_TITLED = re.compile(rf"{TITLE.pattern}(?P<name>{NAME})")
_TITLE_BEFORE = re.compile(rf"\b(?P<title>{_TITLE})\b\.? $")

_HEADS = "Envoyé|Objet|Date|Cc|Sent|Subject|De|À|To"
_PARTY = re.compile(
    rf"(?m)(?:^|(?<=[;,] ))(?:(?:De|From|À|A|To|Cc) ?: ?)(?P<name>(?:(?!(?:{_HEADS})\b){_WORD})"
    rf"(?: (?!(?:{_HEADS})\b){_WORD}){{1,2}})"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.])(?:(?:\+|00)33 ?(?:\(0\) ?)?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_ADDRESS = re.compile(
    r"\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|place|impasse|allée|chemin|quai|route|square|cours)"
    rf" (?:d(?:e la|es|u|e) |d'|de l')?{_WORD}(?: {_WORD}){{0,3}}"
)

_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_INITIALS = rf"(?:{_CAPITAL}\.-?(?: ?{_CAPITAL}\.)* ?)?"
_AUTHOR = rf"{_INITIALS}{_WORD}(?: {_WORD}|,? {_CAPITAL}\.)?"
_AUTHORS = rf"{_AUTHOR}(?:(?:, | et | & |, et ){_AUTHOR}){{0,5}}(?:,? et al\.?)?"
_BRACKETED = re.compile(r"\(([^()]{4,300})\)")
_PIECE = re.compile(
    rf"\s*(?:(?:[Cc]f\.?|[Vv]oir|[Ii]n|[Dd]'après|[Ss]elon|notamment)\s)?(?P<authors>{_AUTHORS}),? \(?{_YEAR}\b"
)
_TOLD = re.compile(rf"(?P<authors>{_AUTHORS}) \({_YEAR}(?:[,:;] ?[^()]{{0,25}})?\)")


@dataclass(frozen=True)
class Titled:
    """A name with the title before it: ``[start, end)`` holds both, ``name`` starts at ``name_start``."""

    start: int
    name_start: int
    end: int
    title: str


def titled(plain: str) -> list[Titled]:
    """Return the names a title announces: « M. », « Mme », « Dr », « Pr » and their long forms."""
    return [
        Titled(found.start(), found.start("name"), found.end("name"), found["title"])
        for found in _TITLED.finditer(plain)
    ]


def title_before(plain: str, start: int) -> tuple[int, str] | None:
    """Return where the title that stands right before a name starts, and the title."""
    found = _TITLE_BEFORE.search(plain, max(0, start - 16), start)
    return (found.start(), found["title"]) if found else None


def parties(plain: str) -> list[str]:
    """Return who a mail is from and to, when its head names them: « De : DUPONT Anne »."""
    return [found["name"] for found in _PARTY.finditer(plain)]


def addressed(plain: str) -> list[tuple[int, int, str]]:
    """Return e-mail addresses, French telephone numbers and postal addresses: ``(start, end, kind)``."""
    kinds = ((_MAIL, "mail"), (_PHONE, "phone"), (_ADDRESS, "place"))
    return [(found.start(), found.end(), kind) for pattern, kind in kinds for found in pattern.finditer(plain)]


def cited(plain: str) -> list[tuple[int, int]]:
    """Return where authors are cited: « (Clot, 1999 ; Jobert, 1993) », « Clot (1999) », « Clot et al. (2010) »."""
    spans = [found.span("authors") for found in _TOLD.finditer(plain)]
    for bracket in _BRACKETED.finditer(plain):
        start = bracket.start(1)
        for piece in bracket[1].split(";"):
            found = _PIECE.match(piece)
            if found:
                spans.append((start + found.start("authors"), start + found.end("authors")))
            start += len(piece) + 1
    return sorted(spans)
