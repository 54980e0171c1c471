"""Pseudonyms to propose: a role code (« [Infirmière 1] »), an initial (« Mme E. »), a letter (« [A] »).

A role tells the reader what the name told of the work, and nothing of the person. Numbers and letters follow one
another over the whole study; an initial is never that of the name.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import count

from corpus.language.folding import folded
from corpus.pseudonyms.terms import CODES, FEMININE, MASCULINE
from corpus.sorting import name_key

_ROLES = (
    "infirmier|infirmière|cardiologue|néphrologue|gériatre|cadre supérieure?|cadre|médecin|généraliste|"
    "chirurgien|chirurgienne|interne|psychologue|diététicien|diététicienne|kinésithérapeute|pharmacien|pharmacienne|"
    "aide-soignant|aide-soignante|assistant social|assistante sociale|secrétaire|patient|patiente|aidant|aidante|"
    "directeur|directrice|chef de service|cheffe de service|chef de projet|cheffe de projet|coordinateur|coordinatrice|"
    "coordonnateur|coordonnatrice|chercheur|chercheuse|enquêteur|enquêtrice|évaluateur|évaluatrice|formateur|formatrice|"
    "élève|étudiant|étudiante|représentant|représentante|élu|élue"
)
_AFTER = re.compile(rf"^(?:,| \(| :)? ?(?:(?:le|la|un|une|notre|l'|son|sa) ?)?(?P<role>{_ROLES})\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?P<role>{_ROLES})(?: [^\W\d_]+){{0,2}}(?:,| :)? ?\(?$", re.IGNORECASE)
_BY_TITLE = {"Dr": "Médecin", "Drs": "Médecin", "Docteur": "Médecin", "Docteure": "Médecin", "Pr": "Médecin"}
_CODE = re.compile(r"\[(?P<word>[^\]\d]+?) (?P<number>\d+)\]")


def role(text: str, places: Iterable[tuple[int, int]], titles: Iterable[str] = ()) -> str | None:
    """Return the role that stands most often right beside these places of a text, else the one a title tells."""
    plain = folded(text)
    said: Counter[str] = Counter()
    for start, end in places:
        found = _AFTER.search(plain[end : end + 40]) or _BEFORE.search(plain[max(0, start - 45) : start])
        if found:
            said[found["role"].lower()] += 1
    if said:
        return said.most_common(1)[0][0].capitalize()
    return next((_BY_TITLE[title] for title in titles if title in _BY_TITLE), None)


def is_role(word: str) -> bool:
    """Say whether a word is the name of a role: « Enquêtrice », « Infirmière »."""
    return re.fullmatch(rf"(?:{_ROLES})s?", word.strip(), re.IGNORECASE) is not None


def code(word: str, taken: Collection[str]) -> str:
    """Return the first free role code: « [Infirmière 3] » when two have been given."""
    return next(f"[{word} {number}]" for number in count(1) if f"[{word} {number}]" not in taken)


def letter(taken: Collection[str]) -> str:
    """Return the first free letter in brackets, doubled after Z."""
    return next(f"[{word}]" for word in _letters() if f"[{word}]" not in taken)


def initial(name: str, titles: Iterable[str], taken: Collection[str]) -> str:
    """Return a title and a free initial that is none of the name's: « Mme E. »."""
    given = list(titles)
    title = "Mme" if any(t in FEMININE for t in given) else "M." if any(t in MASCULINE for t in given) else ""
    title = title or next((t for t in given if t in ("Dr", "Pr")), "")
    own = {name_key(word)[0][:1].upper() for word in name.split()}
    used = {pseudonym.rsplit(" ", 1)[-1] for pseudonym in taken}
    free = (word for word in _letters() if word[0] not in own and f"{word}." not in used)
    return f"{title} {next(free)}.".strip()


def _letters() -> Iterable[str]:
    for times in count(1):
        for sign in "ABCDEFGHIJKLMNOPRSTUV":
            yield sign * times


def choices(
    name: str, kind: str, taken: Collection[str], *, role_found: str | None = None, titles: Iterable[str] = ()
) -> list[str]:
    """Return the pseudonyms to choose among for a name, the most telling first."""
    word = (role_found if kind == "person" else None) or CODES[kind]
    offered = [code(word, taken)]
    if kind == "person":
        offered.append(initial(name, titles, taken))
    if kind in ("person", "site", "place"):
        offered.append(letter(taken))
    return offered


def word_of(pseudonym: str) -> str | None:
    """Return the word of a role code, None for another form."""
    found = _CODE.fullmatch(pseudonym)
    return found["word"] if found else None
