"""The language of searches: what a person typed, read into a tree, or one sentence that says how to write it.

Words side by side must stand in the same paragraph. ``OU`` asks for one or the other, ``-mot`` for paragraphs without
it, ``"…"`` for words that follow one another, ``~5`` for words at most five apart, ``coop*`` for a beginning, ``=mot``
for the very word and not its other forms. A word in capitals is an acronym and is found in capitals only.
``name:value`` keeps some documents, speakers or codings; it holds for the whole search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from corpus.errors import FilRougeError
from corpus.search import folding

NEAR = 10  # words between two that are near, when no number is given
_FARTHEST = 200
_MOST_SLOTS = 60
_SHORTEST_PATTERN = 2

FIELDS = {
    "kind": "kind",
    "genre": "kind",
    "site": "site",
    "period": "period",
    "période": "period",
    "periode": "period",
    "date": "period",
    "speaker": "speaker",
    "locuteur": "speaker",
    "locutrice": "speaker",
    "code": "code",
    "coder": "coder",
    "codeur": "coder",
    "codeuse": "coder",
}


class QueryError(FilRougeError):
    """A search that cannot be understood."""


@dataclass(frozen=True)
class Slot:
    """The place of one word.

    ``kind`` is ``lemma`` (any of its forms), ``exact``, or ``pattern`` (with ``*``). A word in capitals is found
    in capitals only.
    """

    word: str
    kind: str


@dataclass(frozen=True)
class Phrase:
    """Words that follow one another; a word alone is a phrase of one."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Near:
    """Two stretches of the same paragraph with at most ``distance`` words between them, in any order."""

    left: Node
    right: Node
    distance: int


@dataclass(frozen=True)
class Either:
    """One or the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Every:
    """All of ``parts`` in the same paragraph, none of ``without``."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


Node = Phrase | Near | Either | Every


@dataclass(frozen=True)
class Field:
    """A filter: the name of a field (a value of ``FIELDS``), what was asked, whether it is to be left out."""

    name: str
    value: str
    out: bool = False


@dataclass(frozen=True)
class Query:
    """A search that was understood: what to find and among what."""

    node: Node
    fields: tuple[Field, ...] = ()


_NAMES = "|".join(FIELDS)
_QUOTED = r'"[^"]*"|«[^»]*»|“[^”]*”'
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<open>\() | (?P<close>\))
    | (?P<near>~(?P<apart>\d*) | (?:NEAR|PRÈS|PRES)(?:/(?P<apart2>\d+))? (?=\s|$))
    | (?P<or>(?:OU|OR)(?=[\s(]|$)) | (?P<and>(?:ET|AND)(?=[\s(]|$)) | (?P<not>(?:SAUF|NOT)(?=[\s(]|$))
    | (?P<minus>[-−](?=[^\s]))
    | (?P<field>(?i:{_NAMES})):(?P<value>{_QUOTED}|[^\s()"]*)
    | (?P<exactly>=)?(?P<quoted>{_QUOTED})
    | (?P<chunk>[^\s()"«»“”~]+)
    | (?P<stray>["«»“”])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str = ""
    number: int = 0
    value: str = ""


def parse(text: str) -> Query:
    """Read what a person typed.

    :raises QueryError: it cannot be understood, or asks for no word.
    """
    tokens = _tokens(text)
    if not tokens:
        raise QueryError("Rien à chercher : écrivez au moins un mot.")
    reader = _Reader(tokens)
    node = reader.read()
    if node is None:
        alone = "Un filtre seul ne trouve rien" if reader.fields else "Il n’y a là aucun mot à chercher"
        raise QueryError(f"{alone} : écrivez un mot, ou ses premières lettres suivies de « * ».")
    return Query(node, tuple(reader.fields))


def _tokens(text: str) -> list[_Token]:
    found = []
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        kind = str(match.lastgroup)
        kind = next(k for k in ("field", "near", "quoted", kind) if match.group(k) is not None)
        found.append(_token(kind, match))
    return found


def _token(kind: str, match: re.Match[str]) -> _Token:
    if kind == "stray":
        raise QueryError('Un guillemet n’est pas refermé : écrivez l’expression entre deux guillemets, "comme ceci".')
    if kind == "near":
        number = int((match["apart"] or match["apart2"] or str(NEAR))[:4])
        if number > _FARTHEST:
            raise QueryError(
                f"Deux mots proches sont séparés de {_FARTHEST} mots au plus : écrivez un nombre plus petit."
            )
        return _Token(kind, number=number)
    if kind == "field":
        value = match["value"]
        return _Token(kind, FIELDS[match["field"].lower()], value=value.strip('"«»“” \u00a0\u202f'))
    if kind == "quoted":
        return _Token(kind, match["quoted"][1:-1], number=int(match["exactly"] is not None))
    return _Token(kind, match[kind])


class _Reader:
    """Reads the tokens from left to right: ``OU`` binds least, then ``ET`` and its absence, then ``~``."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.slots = 0
        self.fields: list[Field] = []

    def read(self) -> Node | None:
        node = self._either()
        if self._kind() == "close":
            raise QueryError("Une parenthèse se ferme sans s’être ouverte : vérifiez les parenthèses.")
        return node

    def _kind(self) -> str | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def _take(self, kind: str) -> _Token | None:
        if self._kind() != kind:
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def _either(self) -> Node | None:
        parts = [self._every()]
        while self._take("or"):
            parts.append(self._every())
        if len(parts) == 1:
            return parts[0]
        if any(part is None for part in parts):
            raise QueryError("« OU » se met entre deux mots : écrivez « tiers OU formateur ».")
        return Either(tuple(part for part in parts if part is not None))

    def _every(self) -> Node | None:
        parts: list[Node] = []
        without: list[Node] = []
        joined = False
        while self._kind() not in (None, "or", "close"):
            if self._take("and"):
                if joined or not parts:
                    _misplaced("ET", "coopération ET confiance")
                joined = True
                continue
            out = self._take("not") or self._take("minus")
            self._one(without if out else parts, bool(out))
            joined = False
        if joined:
            _misplaced("ET", "coopération ET confiance")
        if not parts:
            if without:
                raise QueryError(
                    "Une exclusion seule ne trouve rien : écrivez aussi un mot à chercher, comme « tiers -confiance »."
                )
            return None
        return parts[0] if len(parts) == 1 and not without else Every(tuple(parts), tuple(without))

    def _one(self, into: list[Node], out: bool) -> None:
        """Read one word, phrase, group or pair of near ones, or a filter."""
        field = self._take("field")
        if field:
            if self.depth:
                raise QueryError("Un filtre vaut pour toute la recherche : écrivez-le hors des parenthèses.")
            if not field.value:
                raise QueryError(
                    "Un filtre a besoin d’une valeur, sans espace après les deux points : « site:Havremer »."
                )
            self.fields.append(Field(field.text, field.value, out))
            return
        node = self._near()
        if node is not None:
            into.append(node)
        elif out:
            raise QueryError(
                "Une exclusion porte sur un mot : écrivez le signe « - » juste devant lui, « -confiance »."
            )

    def _near(self) -> Node | None:
        left = self._unit()
        while self._kind() == "near":
            token = self._take("near")
            right = self._unit()
            if left is None or right is None or token is None:
                _misplaced("~", "coopération ~5 confiance")
            if _loose(left) or _loose(right):
                raise QueryError(
                    "On n’est pas proche de mots épars : mettez de part et d’autre de « ~ » un mot, une expression "
                    "entre guillemets, ou plusieurs joints par OU entre parenthèses."
                )
            left = Near(left, right, token.number)
        return left

    def _unit(self) -> Node | None:
        if self._take("open"):
            self.depth += 1
            if self.depth > 20:
                raise QueryError("Trop de parenthèses emboîtées : simplifiez la recherche.")
            node = self._either()
            if not self._take("close"):
                raise QueryError("Une parenthèse n’est pas refermée : vérifiez les parenthèses.")
            self.depth -= 1
            if node is None:
                raise QueryError("Des parenthèses sont vides : écrivez un mot dedans, ou retirez-les.")
            return node
        quoted = self._take("quoted")
        if quoted:
            return self._phrase(quoted.text.split(), exact=bool(quoted.number), quoted=True)
        chunk = self._take("chunk")
        if chunk:
            return self._phrase([chunk.text], exact=False, quoted=False)
        if self._kind() == "minus":  # « a ~5 -b »
            raise QueryError("Une exclusion ne se met pas après « ~ » : écrivez « tiers ~5 confiance -métier ».")
        return None

    def _phrase(self, chunks: list[str], *, exact: bool, quoted: bool) -> Node | None:
        slots: list[Slot] = []
        for chunk in chunks:
            here = exact or chunk.startswith("=")
            slots += [_slot(word, here) for word in folding.asked_words(chunk)]
        self.slots += len(slots)
        if self.slots > _MOST_SLOTS:
            raise QueryError(f"La recherche dépasse {_MOST_SLOTS} mots : raccourcissez-la.")
        if not slots and quoted:
            raise QueryError("Les guillemets sont vides : écrivez une expression entre eux.")
        return Phrase(tuple(slots)) if slots else None


def _loose(node: Node) -> bool:
    """Say whether a node asks for words of a paragraph wherever they stand, so that nothing can be near to it."""
    return isinstance(node, Every) or (isinstance(node, Either) and any(_loose(part) for part in node.parts))


def _slot(word: str, exact: bool) -> Slot:
    if "*" in word:
        if len(word.replace("*", "")) < _SHORTEST_PATTERN:
            raise QueryError("« * » remplace des lettres d’un mot dont il faut en écrire au moins deux : « coop* ».")
        return Slot(folding.form(word), "pattern")
    return Slot(folding.form(word), "exact" if exact else "lemma")


def _misplaced(sign: str, example: str) -> NoReturn:
    raise QueryError(f"« {sign} » se met entre deux mots : écrivez « {example} ».")


def phrases(node: Node) -> list[Phrase]:
    """Return the phrases a tree asks to find, those left out apart."""
    if isinstance(node, Phrase):
        return [node]
    parts = (node.left, node.right) if isinstance(node, Near) else node.parts
    return [phrase for part in parts for phrase in phrases(part)]
