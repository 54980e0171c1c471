"""One code made several: the codings chosen one by one take a new code, the others stay where they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codebook import codes, codings, descent, grid_versions
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import effects, marks
from codebook.reshaping.effects import Effect
from codebook.reshaping.marks import Mark
from codebook.reshaping.writing import refuse_homonym
from corpus.ids import new_id
from corpus.study import Study


@dataclass(frozen=True)
class Part:
    """A new code: its label, its definition, the GUIDs of the codings that take it."""

    label: str
    codings: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True)
class _Plan:
    code: Code
    parts: list[tuple[Part, list[Mark]]]
    effect: Effect


def preview(study: Study, code: str, parts: Sequence[Part], *, under: bool = False) -> Effect:
    """Return what splitting a code would do. Nothing is written.

    :param under: the new codes are sub-codes of the old one; else they come beside it.
    :raises CodebookError: the code is gone, no new code, a label that is empty or taken beside it, a coding given to
        two new codes, or one that is no longer there or not open to this member.
    """
    return _plan(study, code, parts, under).effect


def split(
    study: Study, code: str, parts: Sequence[Part], *, under: bool = False, read: Effect | None = None
) -> list[str]:
    """Split a code in one change, and return the GUIDs of the new codes; its parameters are those of :func:`preview`.

    The new codes take the colour and figure of the old one, and shapes of their own.

    :param read: the effect as the person read it; nothing is done when it is no longer that.
    :raises CodebookError: as :func:`preview`, or something changed since it was read.
    """
    plan = _plan(study, code, parts, under)
    effects.refuse_if_changed(read, plan.effect)
    act = plan.effect.act
    if plan.effect.codings:
        grid_versions.freeze_before(study, act[0].lower() + act[1:], code)
    made = []
    with study.change(act):
        plan = _plan(study, code, parts, under)
        effects.refuse_if_changed(read, plan.effect)
        after = None if under else _next(study, plan.code)
        for part, given in plan.parts:
            fresh = replace(
                plan.code,
                id=new_id(),
                key="",
                label=part.label.strip(),
                definition=part.definition.strip(),
                parent=plan.code.id if under else plan.code.parent,
                include="",
                exclude="",
                example="",
                applicable=True,
            )
            made.append(codes.add(study, fresh, before=after))
            descent.note(study, plan.code.id, plan.code.label, descent.SPLIT, made[-1])
            for mark in given:
                codings.rewrite(study, mark.id, code=made[-1])
    return made


def _plan(study: Study, code: str, parts: Sequence[Part], under: bool) -> _Plan:
    tree, (found,) = effects.chosen(study, [code])
    if not parts:
        raise CodebookError("Aucun nouveau code : nommez-en au moins un.")
    parent = found.id if under else found.parent
    labels = [part.label.strip() for part in parts]
    for label in labels:
        refuse_homonym(tree, label, parent)
    if len({label.casefold() for label in labels}) < len(labels):
        raise CodebookError("Deux nouveaux codes portent le même nom : changez l’un des deux.")
    there = {mark.id: mark for mark in marks.of_codes(study, [code])}
    given = [key for part in parts for key in part.codings]
    if len(set(given)) < len(given):
        raise CodebookError("Un codage est donné à deux nouveaux codes : choisissez-en un pour chacun.")
    if any(key not in there or not there[key].open for key in given):
        raise CodebookError("Un de ces codages n’est plus sous ce code ou ne vous est pas ouvert : rechargez la page.")
    chosen = [(part, [there[key] for key in part.codings]) for part in parts]
    names = ", ".join(f"« {label} »" for label in labels)
    moved = sorted((there[key] for key in given), key=lambda mark: mark.id)
    effect = effects.reckon(
        study, f"Scinder « {found.label} » en {names}", [], moved, remarks=_remarks(found, chosen, there)
    )
    return _Plan(found, chosen, effect)


def _remarks(code: Code, chosen: Sequence[tuple[Part, list[Mark]]], there: dict[str, Mark]) -> list[str]:
    told = []
    for part, given in chosen:
        by = ", ".join(f"{name} {number}" for name, number in Counter(m.coder_name for m in given).most_common())
        told.append(f"« {part.label.strip()} » reçoit {_number(len(given))}{f' ({by})' if by else ''}.")
    left = len(there) - sum(len(given) for _, given in chosen)
    unseen = sum(not mark.open for mark in there.values())
    hidden = f", dont {unseen} d’autres personnes qui ne vous sont pas ouverts" if unseen else ""
    return [*told, f"« {code.label} » en garde {left}{hidden}, avec sa définition, ses exemples et ses mémos."]


def _number(number: int) -> str:
    return f"{number} codage{'s' if number > 1 else ''}"


def _next(study: Study, code: Code) -> str | None:
    """Return the code that comes after this one under the same parent."""
    beside = [one.id for one in codes.tree(study) if one.parent == code.parent]
    return next(iter(beside[beside.index(code.id) + 1 :]), None)
