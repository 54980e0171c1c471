"""A chosen set of quotes recoded in one change: another code, one more code, or one less.

Only this member's own codings are changed. Where somebody else gave the code, hers stays and this member's own coding
is put beside it; what will happen is told first (:func:`foresee`), and refused if the codings have changed since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebook import codes, codings, passages
from codebook.errors import CodebookError
from codebook.quotes.showing import Mark, Quote
from corpus import access, documents, versions
from corpus.study import Study

CHANGE, ADD, REMOVE = "change", "add", "remove"
ACTS = {CHANGE: "Changer de code", ADD: "Ajouter un code", REMOVE: "Retirer un code"}
MOST = 2_000
_STALE = (
    "Un codage de cet ensemble a changé depuis qu’il est affiché : rien n’est écrit, rechargez la page pour voir "
    "où il en est."
)


@dataclass(frozen=True)
class Plan:
    """What recoding a set will do.

    ``mine`` are this member's codings that change or go; ``doubles`` those that go because she gave the new code to the
    same words already, where their comments and links go; ``fresh`` the places (document, start, end, words) where she
    gets a coding of her own; ``others`` counts the codings of other people, which stay as they are; ``there`` the
    places that have the new code from her already; ``wider`` the changed codings that reach beyond the words shown.
    """

    act: str
    source: str | None
    target: str | None
    mine: tuple[Mark, ...]
    doubles: tuple[Mark, ...]
    fresh: tuple[tuple[str, int, int, str], ...]
    others: int
    there: int
    wider: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.mine or self.doubles or self.fresh)


def foresee(
    study: Study, chosen: Sequence[Quote], act: str, *, source: str | None = None, target: str | None = None
) -> Plan:
    """Say what recoding quotes would do. Nothing is written.

    :param source: the code that changes or goes (GUID); with it, each coding of that code a quote rests on.
    :param target: the code that is given (GUID).
    :raises CodebookError: no quote, too many, or a code that is missing or cannot be applied.
    """
    if not chosen:
        raise CodebookError("Aucun passage n’est choisi : cochez-en au moins un.")
    if len(chosen) > MOST:
        raise CodebookError(f"On recode {MOST} passages à la fois au plus : précisez la lecture.")
    if act not in ACTS:
        raise CodebookError(f"« {act} » ne se fait pas à un ensemble : choisissez parmi {', '.join(ACTS)}.")
    if act != ADD and source is None:
        raise CodebookError("Aucun code de départ n’est choisi : dites lequel change ou s’en va.")
    if act != REMOVE:
        if target is None:
            raise CodebookError("Aucun nouveau code n’est choisi : dites lequel donner.")
        codes.usable(study, target)
        if target == source:
            raise CodebookError("Le nouveau code est le même que l’ancien : choisissez-en un autre.")
    if act == ADD:
        return _adding(study, chosen, str(target))
    return _leaving(study, chosen, act, str(source), target)


def _adding(study: Study, chosen: Sequence[Quote], target: str) -> Plan:
    given = _given(study, chosen, target)
    places = {(q.place.document, q.place.start, q.place.end): q.text for q in chosen}
    fresh = tuple((*place, words) for place, words in places.items() if place not in given)
    return Plan(ADD, None, target, (), (), fresh, 0, len(places) - len(fresh), 0)


def _leaving(study: Study, chosen: Sequence[Quote], act: str, source: str, target: str | None) -> Plan:
    marks = {mark.coding: mark for quote in chosen for mark in quote.marks if mark.code == source}
    shown = {(quote.place.document, quote.place.start, quote.place.end) for quote in chosen}
    mine = [mark for mark in marks.values() if mark.coder == study.member.id]
    others = [mark for mark in marks.values() if mark.coder != study.member.id]
    given = _given(study, chosen, target) if target else set()
    doubles = [mark for mark in mine if _place(mark) in given]
    changed = [mark for mark in mine if _place(mark) not in given]
    fresh: dict[tuple[str, int, int], str] = {}
    there = 0
    if target:
        settled = given | {_place(mark) for mark in changed}
        texts = _texts(study, others)
        for place in dict.fromkeys(_place(mark) for mark in others):
            if place not in settled:
                fresh[place] = texts[place[0]][place[1] : place[2]]
        there = len({_place(mark) for mark in others} & given)
    wider = sum(_place(mark) not in shown for mark in mine)
    return Plan(
        act,
        source,
        target,
        tuple(changed),
        tuple(doubles),
        tuple((*place, words) for place, words in fresh.items()),
        len(others),
        there,
        wider,
    )


def _place(mark: Mark) -> tuple[str, int, int]:
    return mark.document, mark.start, mark.end


def _texts(study: Study, marks: Iterable[Mark]) -> dict[str, str]:
    names = {mark.document for mark in marks}
    return {name: versions.text(study, documents.get(study, name).version or "") for name in names}


def _given(study: Study, chosen: Sequence[Quote], target: str) -> set[tuple[str, int, int]]:
    """Return the places of these documents where this member already gave a code."""
    names = {quote.place.document for quote in chosen}
    return {
        (coding.document, coding.start, coding.end)
        for coding in codings.of_code(study, target)
        if coding.coder == study.member.id and coding.document in names
    }


@dataclass(frozen=True)
class Recoded:
    """What recoding did: codings changed, taken away, made; and the change, to be undone if need be."""

    changed: int
    removed: int
    made: int
    change: int


def recode(study: Study, plan: Plan) -> Recoded:
    """Do what was foreseen, in one change.

    :raises CodebookError: a coding is no longer as it was shown, or a text has changed; nothing is written then.
    :raises AccessError: this member only reads.
    """
    access.must_write(study.member)
    names = {code.id: code.label for code in codes.tree(study)}
    touched = {mark.document for mark in (*plan.mine, *plan.doubles)} | {place[0] for place in plan.fresh}
    closed = any(documents.get(study, name).level == "private" for name in touched) or _any_private(study, plan)
    level = "private" if closed else "team"
    with study.change(_label(plan, names), level=level) as change:
        _refuse_stale(study, plan)
        if plan.act == REMOVE:
            codings.remove(study, [mark.coding for mark in plan.mine])
        else:
            for mark in plan.doubles:
                _join(study, mark, str(plan.target))
            for mark in plan.mine:
                codings.revise(study, mark.coding, code=plan.target)
        for document, start, end, words in plan.fresh:
            codings.apply(study, document, start, end, [str(plan.target)], text=words)
    gone = len(plan.mine) if plan.act == REMOVE else len(plan.doubles)
    return Recoded(len(plan.mine) if plan.act == CHANGE else 0, gone, len(plan.fresh), change)


def _join(study: Study, mark: Mark, target: str) -> None:
    """Take away a coding whose passage has the new code from this member already; its comment and links go to that."""
    kept = next(
        coding
        for coding in codings.across(study, mark.document, mark.start, mark.end)
        if (coding.code, coding.coder) == (target, study.member.id) and (coding.start, coding.end) == _place(mark)[1:]
    )
    comments = dict.fromkeys(words for words in (kept.comment, mark.comment) if words)
    codings.revise(study, kept.id, comment="\n".join(comments))
    codings.drop(study, mark.coding, heir=kept.id)
    passages.drop_unused(study, mark.passage)


def _any_private(study: Study, plan: Plan) -> bool:
    """Say whether one of the codings is private: the history then tells of the whole to its author alone."""
    touched = [mark.coding for mark in (*plan.mine, *plan.doubles)]
    return any(coding.level == "private" for coding in codings.among(study, touched))


def _refuse_stale(study: Study, plan: Plan) -> None:
    touched = (*plan.mine, *plan.doubles)
    now = {coding.id: coding for coding in codings.among(study, [mark.coding for mark in touched])}
    for mark in touched:
        found = now.get(mark.coding)
        if found is None or (found.code, found.start, found.end, found.coder) != (
            mark.code,
            mark.start,
            mark.end,
            study.member.id,
        ):
            raise CodebookError(_STALE)


def _label(plan: Plan, names: dict[str, str]) -> str:
    number = len(plan.mine) + len(plan.doubles) + len(plan.fresh)
    source, target = names.get(plan.source or "", "?"), names.get(plan.target or "", "?")
    if plan.act == ADD:
        return f"Ajouter « {target} » à {number} verbatims"
    if plan.act == REMOVE:
        return f"Retirer « {source} » de {number} verbatims"
    return f"Recoder {number} verbatims de « {source} » en « {target} »"
