"""One code made of several: everybody's codings take the code that stays, and what the codes held follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import codes, codings, descent, examples, grid_versions, memos, passages
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import effects, joining, marks
from codebook.reshaping.effects import Effect
from codebook.reshaping.joining import Group
from codebook.reshaping.marks import Mark
from corpus import references
from corpus.study import Study


@dataclass(frozen=True)
class _Plan:
    sources: list[Code]
    target: Code
    labels: dict[str, str]
    moved: list[Mark]
    groups: list[Group]
    children: list[Code]
    effect: Effect


def preview(study: Study, sources: Sequence[str], target: str) -> Effect:
    """Return what merging some codes into another would do. Nothing is written.

    :raises CodebookError: nothing to merge, a code that is gone or only heads others, or a merge into a descendant.
    """
    return _plan(study, sources, target).effect


def merge(
    study: Study, sources: Sequence[str], target: str, *, read: Effect | None = None, keep_words: bool = True
) -> None:
    """Merge some codes into another, in one change: codings, sub-codes, examples, memos and all else follow.

    :param read: the effect as the person read it; nothing is done when it is no longer that.
    :param keep_words: the definitions of the codes that go are kept in a memo on the code that stays.
    :raises CodebookError: as :func:`preview`, or something changed since it was read.
    """
    plan = _plan(study, sources, target)
    effects.refuse_if_changed(read, plan.effect)
    act = plan.effect.act
    grid_versions.freeze_before(study, act[0].lower() + act[1:], *(code.id for code in plan.sources), plan.target.id)
    with study.change(act):
        plan = _plan(study, sources, target)
        effects.refuse_if_changed(read, plan.effect)
        give(study, plan.groups, plan.target.id, plan.labels)
        for code in plan.children:
            codes.put(study, code.id, plan.target.id)
        for code in plan.sources:
            if keep_words and code.definition:
                memos.write(study, "code", target, _words(code))
            leave(study, code, plan.target.id)
            descent.note(study, code.id, code.label, descent.MERGED, plan.target.id)
            codes.drop(study, code.id)
        passages.drop_orphans(study)


def _plan(study: Study, sources: Sequence[str], target: str) -> _Plan:
    tree, going = effects.chosen(study, sources)
    (into,) = effects.chosen(study, [target])[1]
    _check(tree, going, into)
    codes.usable(study, into.id)
    ids = {code.id for code in going}
    found = marks.of_codes(study, [*ids, into.id])
    groups = joining.groups(found, into.id)
    children = [code for code in tree if code.parent in ids and code.id not in ids]
    names = ", ".join(f"« {code.label} »" for code in going)
    touched = [mark for group in groups for mark in group.marks]
    effect = effects.reckon(
        study,
        f"Fusionner {names} dans « {into.label} »",
        going,
        sorted(touched, key=lambda mark: mark.id),
        groups=groups,
        children=children,
        remarks=_remarks(going, into),
    )
    moved = [mark for mark in found if mark.code != into.id]
    return _Plan(going, into, {code.id: code.label for code in tree}, moved, groups, children, effect)


def _check(tree: Sequence[Code], going: Sequence[Code], into: Code) -> None:
    if not going or into.id in {code.id for code in going}:
        raise CodebookError("On fusionne un code dans un autre : choisissez deux codes différents.")
    for code in going:
        if into.id in {one.id for one in codes.under(tree, code.id)}:
            raise CodebookError(
                f"« {into.label} » est rangé sous « {code.label} » : sortez-le d’abord de là, ou fusionnez dans "
                f"l’autre sens, « {into.label} » dans « {code.label} »."
            )


def _remarks(going: Sequence[Code], into: Code) -> list[str]:
    told = []
    for code in going:
        if code.figure and code.figure != into.figure:
            told.append(f"« {code.label} » compte comme une figure ; dans « {into.label} », ses codages n’en ont plus.")
    return told


def _words(code: Code) -> str:
    heads = (("Définition", code.definition), ("Inclure si", code.include), ("Ne pas coder si", code.exclude))
    told = "\n".join(f"{head} : {words}" for head, words in heads if words)
    return f"« {code.label} », fusionné ici.\n{told}"


def give(study: Study, groups: Sequence[Group], target: str, labels: dict[str, str]) -> None:
    """Give codings the code ``target``, those of a group made one, inside the open change."""
    for group in groups:
        heir, said = group.heir, {}
        passage = heir.passage
        if group.joined:
            said = joining.columns(group, labels)
            placed = list(dict.fromkeys(mark.passage for mark in group.marks if mark.start is not None))
            passage = passages.covering(study, placed) if placed else heir.passage
        for mark in group.joined:
            codings.drop(study, mark.id, heir=heir.id)
        codings.rewrite(study, heir.id, code=target, passage=passage, **said)
        for mark in group.marks:
            passages.drop_unused(study, mark.passage)


def leave(study: Study, code: Code, heir: str) -> None:
    """Give the examples, memos and all else that points to a code to another, inside the open change."""
    examples.follow(study, code.id, heir)
    memos.follow_code(study, code.id, heir)
    references.redirect(study, "code", code.id, heir, but=effects.SEEN_TO)
