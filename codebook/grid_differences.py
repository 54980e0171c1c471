"""What differs between two states of the codebook: codes come, gone, renamed, moved, merged, split, and reworded.

Pure comparison of two trees by the identity of their codes; where gone codes ended is read from ``codebook.descent``.
Words before and after are given whole, for whoever shows them side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebook import descent
from codebook.codes import MEANING, Code
from codebook.descent import Descent

KINDS = {
    "added": "ajouté",
    "split": "issu d’une scission",
    "removed": "supprimé",
    "merged": "fusionné",
    "renamed": "renommé",
    "moved": "déplacé",
    "reworded": "réécrit",
    "marked": "changé de signe ou d’usage",
}
FIELDS = {
    "definition": "Définition",
    "include": "Inclure si",
    "exclude": "Ne pas coder si",
    "example": "Exemple inventé",
    "source": "Source",
    "key": "Clé",
    "color": "Couleur",
    "shape": "Forme",
    "figure": "Figure",
    "applicable": "S’applique",
}
_SIGNS = ("key", "color", "shape", "figure", "applicable")


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    ``kind`` is a key of ``KINDS``; ``label`` and ``path`` are those of the code as it stands last. ``before`` and
    ``after`` are its labels, its places, where it went or came from, or its words for the ``field`` (a key of
    ``FIELDS``).
    """

    kind: str
    code: str
    label: str
    path: tuple[str, ...]
    before: str = ""
    after: str = ""
    field: str = ""


def compare(old: Sequence[Code], new: Sequence[Code], descents: Iterable[Descent] = ()) -> list[Difference]:
    """Return what differs from one tree to the other: what came, in its order, what changed, then what went."""
    was, now = {code.id: code for code in old}, {code.id: code for code in new}
    told = list(descents)
    found: list[Difference] = []
    for code in new:
        if code.id in was:
            found += _changed(was[code.id], code, was, now)
        else:
            found.append(_come(code, told, was))
    found += [_gone(code, told, now) for code in old if code.id not in now]
    return found


def _come(code: Code, descents: Sequence[Descent], was: dict[str, Code]) -> Difference:
    origin = next((one for one in descents if one.kind == descent.SPLIT and one.became == code.id), None)
    if origin is not None:
        known = was.get(origin.code)
        return Difference("split", code.id, code.label, code.path, before=known.full_label if known else origin.label)
    return Difference("added", code.id, code.label, code.path, after=code.definition)


def _gone(code: Code, descents: Sequence[Descent], now: dict[str, Code]) -> Difference:
    became = {one.code: one.became for one in descents if one.kind != descent.SPLIT}
    at, seen = became.get(code.id), {code.id}
    while at is not None and at not in now and at not in seen:
        seen.add(at)
        at = became.get(at)
    if at in now:
        return Difference("merged", code.id, code.label, code.path, after=now[at or ""].full_label)
    return Difference("removed", code.id, code.label, code.path, before=code.definition)


def _changed(old: Code, new: Code, was: dict[str, Code], now: dict[str, Code]) -> list[Difference]:
    found = []
    if old.label != new.label:
        found.append(Difference("renamed", new.id, new.label, new.path, old.label, new.label))
    if old.parent != new.parent:
        places = [
            tree[code.parent].full_label if code.parent in tree else "en tête"
            for code, tree in ((old, was), (new, now))
        ]
        found.append(Difference("moved", new.id, new.label, new.path, *places))
    for field in (*MEANING, *_SIGNS):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            kind = "reworded" if field in MEANING else "marked"
            found.append(Difference(kind, new.id, new.label, new.path, _said(before), _said(after), field))
    return found


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value or "")


def summary(found: Sequence[Difference]) -> str:
    """Return how many codes came, went and changed, in one French line."""
    told = []
    for kind, word in KINDS.items():
        number = len({one.code for one in found if one.kind == kind})
        if number:
            told.append(f"{number} {_plural(word) if number > 1 else word}")
    return " · ".join(told) or "Aucune différence"


def _plural(words: str) -> str:
    first, *rest = words.split(" ")
    return " ".join([f"{first}s", *rest])
