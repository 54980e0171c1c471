"""A formula of codes, typed or composed: what it means, how it is read and how it is written back.

A formula is evaluated document by document on coded stretches of the current text. With A and B for codes or
parentheses:

``A ou B`` (OR)
    the passages of one and of the other, each as it was marked.
``A et B`` (AND)
    the characters that carry both, in stretches without a gap.
``A sauf B`` (NOT)
    the characters of A that B does not carry, in stretches without a gap.
``A avec B`` (WITH), ``A sans B`` (WITHOUT)
    the passages of A, whole, that share at least one character with B, or none.
``A dans B`` (INSIDE)
    the passages of A whose every character carries B.
``A près de B`` (NEAR)
    the passages of A, whole, in a paragraph or turn of speech where a passage of B stands.
``A à 2 paragraphes de B`` (NEAR/2, ~2)
    the same, up to two paragraphs further.

``dans``, ``près de``, ``avec`` and ``sans`` bind closest, then ``et`` and ``sauf``, then ``ou``; among equals the left
one comes first. A code alone gives its passages. Who coded does not count: A may be one person's and B another's,
unless the reading is asked to hold for one and the same coder (``Ask.same_coder``), where the formula is evaluated on
each person's codings apart. What a formula cuts is shown without the white space at its ends, and not at all when no
letter or digit is left of it.

A code is written by its label, its key, its GUID or its path (« Branche › Code »), without regard to case or accents:
the longest run of words that names one is taken, and the beginning of a label is enough when it can be no other. One
that would be read otherwise goes between quotation marks. Codes below count with it when the reading says so, and
never when it is preceded by ``=``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.codes import Code
from codebook.errors import CodebookError
from corpus.search import folding

OR, AND, NOT, WITH, WITHOUT, INSIDE, NEAR = "or", "and", "not", "with", "without", "inside", "near"
WORDS = {OR: "ou", AND: "et", NOT: "sauf", WITH: "avec", WITHOUT: "sans", INSIDE: "dans", NEAR: "près de"}
TOLD = {
    AND: "les mots qui portent les deux codes",
    OR: "les passages de l’un et de l’autre",
    NOT: "les mots du premier que le second ne porte pas",
    WITH: "les passages entiers du premier qui partagent des mots avec le second",
    WITHOUT: "les passages entiers du premier que le second ne touche pas",
    INSIDE: "les passages du premier dont tous les mots portent le second",
    NEAR: "les passages du premier, dans un paragraphe ou un tour de parole où se trouve le second",
}
FARTHEST = 9
_RANKS = ((OR,), (AND, NOT), (WITH, WITHOUT, INSIDE, NEAR))
_LONGEST, _DEEPEST = 2_000, 40


@dataclass(frozen=True)
class One:
    """A code (GUID), alone or with those below when the reading says so."""

    code: str
    alone: bool = False


@dataclass(frozen=True)
class Join:
    """Two formulas joined by an operator; ``distance`` in paragraphs, for ``NEAR`` only."""

    operator: str
    left: "Formula"
    right: "Formula"
    distance: int = 0


Formula = One | Join


def codes_of(formula: Formula | None) -> list[One]:
    """Return the codes a formula names, in the order they are written."""
    if formula is None:
        return []
    return [formula] if isinstance(formula, One) else [*codes_of(formula.left), *codes_of(formula.right)]


def is_plain(formula: Formula | None) -> bool:
    """Say whether a formula only gathers passages as they were marked: no code, one, or several joined by ``ou``."""
    if formula is None or isinstance(formula, One):
        return True
    return formula.operator == OR and is_plain(formula.left) and is_plain(formula.right)


def chain(formula: Formula) -> tuple[One, list[Join]] | None:
    """Return the first code and what is joined to it one after the other, or None for a formula with parentheses."""
    if isinstance(formula, One):
        return formula, []
    if not isinstance(formula.right, One):
        return None
    before = chain(formula.left)
    return before and (before[0], [*before[1], formula])


def written(formula: Formula | None, name: Callable[[One], str]) -> str:
    """Write a formula back with the words of French and no parenthesis that is not needed.

    :param name: how a code is written; what would be taken for something else is put between quotation marks by it.
    """
    return "" if formula is None else _written(formula, 0, name)


def _written(formula: Formula, above: int, name: Callable[[One], str]) -> str:
    if isinstance(formula, One):
        return ("=" if formula.alone else "") + name(formula)
    rank = next(rank for rank, operators in enumerate(_RANKS) if formula.operator in operators)
    left, right = _written(formula.left, rank, name), _written(formula.right, rank + 1, name)
    text = f"{left} {operator_words(formula)} {right}"
    return f"({text})" if rank < above else text


def operator_words(join: Join) -> str:
    """Return the French words of an operator, with its distance."""
    if join.operator != NEAR or not join.distance:
        return WORDS[join.operator]
    return f"à {join.distance} paragraphe{'s' if join.distance > 1 else ''} de"


_TOKEN = re.compile(r"""\s*(?:(?P<quoted>«[^»]*»|“[^”]*”|"[^"]*")|(?P<sign>[()=])|(?P<word>[^\s()="«»“”]+))""")
_NEAR = re.compile(r"(?:~|near/?)(\d*)", re.IGNORECASE)
_ONE_WORD = {
    "ou": OR, "or": OR, "et": AND, "and": AND, "sauf": NOT, "not": NOT, "avec": WITH, "with": WITH, "sans": WITHOUT,
    "without": WITHOUT, "dans": INSIDE, "inside": INSIDE,
}  # fmt: skip


def parse(text: str, tree: Sequence[Code]) -> Formula | None:
    """Read a formula; an empty one is every code, and None.

    :raises CodebookError: a code that is not in the codebook or could be several, or a formula that does not hold.
    """
    if not text.strip():
        return None
    if len(text) > _LONGEST:
        raise CodebookError(f"La formule dépasse {_LONGEST} caractères : coupez-la en plusieurs lectures.")
    return _Parser(list(_tokens(text)), tree).whole()


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    at, stripped = 0, text.rstrip()
    while at < len(stripped):
        match = _TOKEN.match(stripped, at)
        if match is None:
            raise CodebookError("Un guillemet n’est pas refermé dans la formule : refermez-le, ou retirez-le.")
        kind = str(match.lastgroup)
        found = match[kind]
        yield _Token(kind, found[1:-1].strip() if kind == "quoted" else found)
        at = match.end()


def _folded(words: str) -> tuple[str, ...]:
    return tuple(folding.fold(word) for word in words.replace("’", "'").split())


class _Parser:
    """Recursive descent over tokens; a code is the longest run of words that is one of the codebook."""

    def __init__(self, tokens: list[_Token], tree: Sequence[Code]) -> None:
        self.tokens, self.tree = tokens, tree
        self.at = self.depth = 0
        self.known = _names(tree)
        self.longest = max((len(name) for name in self.known), default=1)

    def whole(self) -> Formula:
        formula = self.joined(0)
        if self.at < len(self.tokens):
            extra = self.tokens[self.at].text
            raise CodebookError(
                "Une parenthèse se ferme sans avoir été ouverte : ouvrez-la, ou retirez-la."
                if extra == ")"
                else f"La formule s’arrête devant « {extra} » : mettez « et », « ou », « sauf »… entre deux codes."
            )
        return formula

    def joined(self, rank: int) -> Formula:
        if rank == len(_RANKS):
            return self.operand()
        left = self.joined(rank + 1)
        while (found := self.operator(self.at)) and found[0] in _RANKS[rank]:
            self.at += found[2]
            left = Join(found[0], left, self.joined(rank + 1), found[1])
        return left

    def operator(self, at: int) -> tuple[str, int, int] | None:
        """Return the operator that stands there, its distance and how many tokens it takes."""
        if at >= len(self.tokens) or self.tokens[at].kind != "word":
            return None
        word = folding.fold(self.tokens[at].text)
        if word in _ONE_WORD:
            return _ONE_WORD[word], 0, 1
        if match := _NEAR.fullmatch(word):
            return NEAR, _distance(match[1] or "0"), 1
        following = [folding.fold(token.text) for token in self.tokens[at + 1 : at + 4]]
        if word == "pres" and following[:1] in (["de"], ["du"]):
            return NEAR, 0, 2
        if word == "a" and len(following) == 3 and following[0].isdigit() and following[1].startswith("paragraphe"):
            return NEAR, _distance(following[0]), 4
        return None

    def operand(self) -> Formula:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None:
            raise CodebookError("La formule s’arrête là où un code est attendu : écrivez-le, ou ôtez le dernier mot.")
        if token.kind == "sign" and token.text == "(":
            return self.parenthesis()
        alone = token.kind == "sign" and token.text == "="
        self.at += alone
        return One(self.code(), alone)

    def parenthesis(self) -> Formula:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise CodebookError("La formule a trop de parenthèses : coupez-la en plusieurs lectures.")
        self.at += 1
        formula = self.joined(0)
        if self.at >= len(self.tokens) or self.tokens[self.at].text != ")":
            raise CodebookError("Une parenthèse n’est pas refermée dans la formule : refermez-la, ou retirez-la.")
        self.at += 1
        self.depth -= 1
        return formula

    def code(self) -> str:
        """Read a code and return its GUID: what is between quotation marks, else as many words as make a name."""
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "quoted":
            self.at += 1
            return self.named(self.tokens[self.at - 1].text)
        words: list[str] = []
        while self.at + len(words) < len(self.tokens) and self.tokens[self.at + len(words)].kind == "word":
            words.append(self.tokens[self.at + len(words)].text)
        for number in range(min(len(words), self.longest), 0, -1):
            if _folded(" ".join(words[:number])) in self.known and self.ends(self.at + number):
                self.at += number
                return self.named(" ".join(words[:number]))
        number = next((n for n in range(len(words)) if self.operator(self.at + n)), len(words))
        if not number:
            found = f"« {self.tokens[self.at].text} »" if self.at < len(self.tokens) else "la fin"
            raise CodebookError(f"Un code est attendu devant {found} : écrivez son nom, entre guillemets au besoin.")
        self.at += number
        return self.named(" ".join(words[:number]))

    def ends(self, at: int) -> bool:
        """Say whether a code may end before this token: at the end, before a parenthesis or an operator."""
        return at >= len(self.tokens) or self.tokens[at].kind == "sign" or self.operator(at) is not None

    def named(self, name: str) -> str:
        found = self.known.get(_folded(name)) or _begun(name, self.tree)
        if len(found) == 1:
            return found[0].id
        if not found:
            raise CodebookError(f"Aucun code ne s’appelle « {name} » : écrivez le nom d’un code de la grille.")
        some = ", ".join(f"« {' › '.join([*code.path, code.label])} »" for code in found[:4])
        raise CodebookError(f"« {name} » peut être plusieurs codes ({some}) : écrivez le nom entier, ou sa clé.")


def _distance(digits: str) -> int:
    if len(digits) > 1 or int(digits) > FARTHEST:
        raise CodebookError(f"« Près de » va jusqu’à {FARTHEST} paragraphes : donnez un nombre plus petit.")
    return int(digits)


def _names(tree: Sequence[Code]) -> Mapping[tuple[str, ...], list[Code]]:
    """Return the codes by each of their names, folded; a key names its code alone."""
    names: dict[tuple[str, ...], list[Code]] = {}
    for code in tree:
        for name in {_folded(code.label), _folded(" › ".join([*code.path, code.label]))}:
            names.setdefault(name, []).append(code)
    return names | {_folded(name): [code] for code in tree for name in (code.id, code.key)}


def _begun(name: str, tree: Sequence[Code]) -> list[Code]:
    """Return the codes whose label begins so."""
    asked = " ".join(_folded(name))
    return [code for code in tree if asked and " ".join(_folded(code.label)).startswith(asked)]
