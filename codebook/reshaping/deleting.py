"""A code taken out of the tree: what becomes of its codings and sub-codes is chosen, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import codes, codings, descent, examples, grid_versions, memos, passages, settling
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import effects, joining, marks, merging
from codebook.reshaping.effects import SEEN_TO, Effect
from codebook.reshaping.joining import Group
from codebook.reshaping.marks import Mark
from corpus import references
from corpus.study import Study

UP, ALONG = "up", "along"
CHILDREN = {UP: "les remonter d’un niveau", ALONG: "les supprimer aussi"}


@dataclass(frozen=True)
class _Plan:
    gone: list[Code]
    raised: list[Code]
    heir: Code | None
    labels: dict[str, str]
    found: list[Mark]
    groups: list[Group]
    effect: Effect


def preview(
    study: Study, code: str, *, children: str = UP, send_to: str | None = None, remove_codings: bool = False
) -> Effect:
    """Return what deleting a code would do. Nothing is written.

    :param children: what becomes of its sub-codes, a key of ``CHILDREN``.
    :param send_to: the code its codings take; ``remove_codings`` says they go instead.
    :raises CodebookError: a code that is gone, or codings sent to a code that goes too or cannot be applied.
    """
    return _plan(study, code, children, send_to, remove_codings).effect


def delete(
    study: Study,
    code: str,
    *,
    children: str = UP,
    send_to: str | None = None,
    remove_codings: bool = False,
    read: Effect | None = None,
) -> None:
    """Delete a code in one change; its parameters are those of :func:`preview`.

    Its memos move to the code above, else to the study. Links that leaned on a coding that goes keep its passage.

    :param read: the effect as the person read it; nothing is done when it is no longer that.
    :raises CodebookError: as :func:`preview`, or codings are there and nothing was chosen for them, or something
        changed since it was read.
    """
    plan = _plan(study, code, children, send_to, remove_codings)
    effects.refuse_if_changed(read, plan.effect)
    _refuse_codings(plan, remove_codings)
    act = plan.effect.act
    if plan.found:
        grid_versions.freeze_before(study, act[0].lower() + act[1:], *(one.id for one in plan.gone))
    with study.change(act):
        plan = _plan(study, code, children, send_to, remove_codings)
        effects.refuse_if_changed(read, plan.effect)
        _refuse_codings(plan, remove_codings)
        if plan.heir:
            merging.give(study, plan.groups, plan.heir.id, plan.labels)
        else:
            _remove(study, plan.found)
        for one in plan.raised:
            codes.put(study, one.id, plan.gone[0].parent, before=plan.gone[0].id)
        for one in reversed(plan.gone):  # the deepest first
            _take_out(study, one, plan)
        passages.drop_orphans(study)


def _remove(study: Study, found: Sequence[Mark]) -> None:
    for mark in found:
        codings.drop(study, mark.id)
    for passage in dict.fromkeys(mark.passage for mark in found):
        passages.drop_unused(study, passage)


def _take_out(study: Study, code: Code, plan: _Plan) -> None:
    if plan.heir:
        merging.leave(study, code, plan.heir.id)
    else:
        examples.drop(study, code.id)
        memos.follow_code(study, code.id, plan.gone[0].parent)
        settling.drop_code(study, code.id)
        references.drop(study, "code", code.id, but=SEEN_TO)
    descent.note(study, code.id, code.label, descent.DELETED, plan.heir.id if plan.heir else None)
    codes.drop(study, code.id)


def _plan(study: Study, code: str, children: str, send_to: str | None, remove_codings: bool) -> _Plan:
    tree, (going,) = effects.chosen(study, [code])
    if children not in CHILDREN:
        raise CodebookError(
            "Dites ce que deviennent les sous-codes : les remonter d’un niveau, ou les supprimer aussi."
        )
    if send_to and remove_codings:
        raise CodebookError("Les codages sont donnés à un autre code ou retirés, pas les deux : choisissez.")
    along = codes.under(tree, code) if children == ALONG else []
    raised = [one for one in tree if one.parent == code] if children == UP else []
    gone = [going, *along]
    heir = _heir(study, gone, send_to)
    found = marks.of_codes(study, [one.id for one in gone])
    beside = marks.of_codes(study, [heir.id]) if heir else []
    groups = joining.groups([*found, *beside], heir.id) if heir else []
    touched = [mark for group in groups for mark in group.marks] if heir else found
    many = f" et {len(along)} sous-code{'s' if len(along) > 1 else ''}" if along else ""
    effect = effects.reckon(
        study,
        f"Supprimer « {going.label} »{many}",
        gone,
        sorted(touched, key=lambda mark: mark.id),
        groups=groups,
        children=along or raised,
    )
    return _Plan(gone, raised, heir, {one.id: one.label for one in tree}, found, groups, effect)


def _heir(study: Study, gone: Sequence[Code], send_to: str | None) -> Code | None:
    if send_to is None:
        return None
    if send_to in {one.id for one in gone}:
        raise CodebookError(
            "Les codages ne peuvent pas aller à un code qui est supprimé aussi : choisissez-en un autre."
        )
    return codes.usable(study, send_to)


def _refuse_codings(plan: _Plan, remove_codings: bool) -> None:
    if plan.found and not plan.heir and not remove_codings:
        number = len(plan.found)
        raise CodebookError(
            f"« {plan.gone[0].label} » porte {number} codage{'s' if number > 1 else ''} : donnez-les à un autre code, "
            "ou choisissez de les retirer."
        )
