"""What a reshaping would do, told before it is done: numbers and names, by coder, with the links touched.

Codings that are not open to this member are counted without being shown. An effect bears a stamp of all it was reckoned
from; when something changed meanwhile, nothing is done and the person reads again.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from codebook import codes, evidence, examples, memos
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping.joining import Group
from codebook.reshaping.marks import Mark
from corpus import access, references
from corpus.study import Study

SEEN_TO = ("coding", "code", "code_example", "memo")  # what reshaping itself sees to; the rest follows the code
OTHERS = {
    "settlement": ("désaccord réglé", "désaccords réglés"),
    "suggestion_rule": ("règle de suggestion", "règles de suggestion"),
    "suggestion_verdict": ("suggestion jugée", "suggestions jugées"),
}  # what else points to a code, in French: one, several


@dataclass(frozen=True)
class Join:
    """Codings of one coder that become one: her name, how many, and their words when they are open to this member."""

    coder_name: str
    number: int
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """What a reshaping would do.

    ``act`` is what the history will say. ``coders`` counts the codings that change, by name of coder, those without a
    place (``waiting``) included; ``unseen`` counts those that are not open to this member. ``joins`` are the codings
    made one; ``narrowed`` how many are then read by fewer people. ``links`` are (sentence, number of pieces that lean
    on these codings), ``hidden_links`` those not open to this member. ``others`` is what else follows, ``remarks`` what
    there is to know, both in French.
    """

    act: str
    coders: tuple[tuple[str, int], ...] = ()
    documents: int = 0
    unseen: int = 0
    waiting: int = 0
    joins: tuple[Join, ...] = ()
    narrowed: int = 0
    links: tuple[tuple[str, int], ...] = ()
    hidden_links: int = 0
    children: tuple[str, ...] = ()
    memos: int = 0
    examples: int = 0
    others: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    stamp: str = ""

    @property
    def codings(self) -> int:
        """How many codings change, whoever may read them."""
        return sum(number for _, number in self.coders) + self.unseen


def reckon(
    study: Study,
    act: str,
    gone: Sequence[Code],
    marks: Sequence[Mark],
    *,
    groups: Sequence[Group] = (),
    children: Sequence[Code] = (),
    remarks: Sequence[str] = (),
) -> Effect:
    """Return the effect of an act on some codes and their codings.

    :param gone: the codes whose examples, memos and the rest go elsewhere.
    :param marks: the codings that change; ``groups`` say which become one.
    """
    seen = [mark for mark in marks if mark.open]
    links, hidden = evidence.leaning(study, [mark.id for mark in marks])
    return Effect(
        act=act,
        coders=tuple(Counter(mark.coder_name for mark in seen).most_common()),
        documents=len({mark.document for mark in seen}),
        unseen=len(marks) - len(seen),
        waiting=sum(mark.start is None for mark in seen),
        joins=tuple(_join(group) for group in groups if group.joined),
        narrowed=sum(mark.level != group.level for group in groups for mark in group.marks),
        links=tuple(links.items()),
        hidden_links=hidden,
        children=tuple(code.full_label for code in children),
        memos=sum(memos.on_code(study, code.id) for code in gone),
        examples=sum(examples.count(study, code.id) for code in gone),
        others=tuple(_others(study, gone)),
        remarks=tuple(remarks),
        stamp=stamp(study, marks),
    )


def _join(group: Group) -> Join:
    shown = all(mark.open for mark in group.marks)
    quotes = tuple(mark.quote for mark in group.marks) if shown else ()
    return Join(group.heir.coder_name if shown else "", len(group.marks), quotes)


def _others(study: Study, gone: Sequence[Code]) -> list[str]:
    found: Counter[str] = Counter()
    for code in gone:
        found.update(references.counted(study, "code", code.id, but=SEEN_TO))
    return [_said(table, number) for table, number in found.items()]


def _said(table: str, number: int) -> str:
    one, several = OTHERS.get(table, ("autre élément", "autres éléments"))
    return f"{number} {one if number == 1 else several}"


def stamp(study: Study, marks: Sequence[Mark] = ()) -> str:
    """Return what tells the present tree and these codings from any other."""
    told = repr((codes.tree(study), list(marks)))
    return hashlib.sha256(told.encode()).hexdigest()


def refuse_if_changed(read: Effect | None, now: Effect) -> None:
    """Compare an effect as it was shown, if it was, with what it is in the open change.

    :raises CodebookError: the codebook or the codings have changed since.
    """
    if read is not None and read != now:
        raise CodebookError(
            "La grille ou ses codages ont changé depuis que cet aperçu vous a été montré : rien n’est fait, "
            "relisez ce qui va se passer et confirmez de nouveau."
        )


def chosen(study: Study, asked: Sequence[str]) -> tuple[list[Code], list[Code]]:
    """Return the tree, and the codes asked for with their paths.

    :raises AccessError: the member only reads the study.
    :raises CodebookError: one of them is gone; what became of it is told.
    """
    access.must_write(study.member)
    tree = codes.tree(study)
    by_id = {code.id: code for code in tree}
    return tree, [by_id.get(code) or codes.get(study, code) for code in dict.fromkeys(asked)]
