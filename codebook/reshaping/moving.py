"""A code set elsewhere in the tree, with all that is under it: under another parent, or in another order."""

from collections.abc import Sequence

from codebook import codes
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import effects
from codebook.reshaping.effects import Effect
from codebook.reshaping.writing import refuse_homonym
from corpus.study import Study


def preview(study: Study, code: str, parent: str | None, *, before: str | None = None) -> Effect:
    """Return what moving a code would do. Nothing is written.

    :param parent: the code it goes under, None for the top; ``before`` one of its children, else it comes last.
    :raises CodebookError: a code that is gone, one set under itself, or a label taken there.
    """
    tree, (found,) = effects.chosen(study, [code])
    above = effects.chosen(study, [parent])[1][0] if parent else None
    _check(tree, found, above)
    inside = codes.under(tree, code)
    remarks = [f"« {found.full_label} » devient « {_path(above, found)} », {_place(tree, found, parent, before)}."]
    if found.path and _branch(above, found) != found.path[0]:
        remarks.append(f"Les tableaux par branche le compteront sous « {_branch(above, found)} ».")
    used = _used(study, [found, *inside])
    remarks.append(
        f"{used} codage{'s' if used > 1 else ''} de l’équipe, sur ce code et ceux qu’il range, ne change"
        f"{'nt' if used > 1 else ''} pas."
        if used
        else "Aucun codage n’y est posé."
    )
    return effects.reckon(study, _act(found, above, parent), [], [], children=inside, remarks=remarks)


def move(study: Study, code: str, parent: str | None, *, before: str | None = None, read: Effect | None = None) -> None:
    """Move a code with all that is under it, in one change; its parameters are those of :func:`preview`.

    :param read: the effect as the person read it; nothing is done when it is no longer that.
    :raises CodebookError: as :func:`preview`, or something changed since it was read.
    """
    with study.change(preview(study, code, parent, before=before).act):
        effects.refuse_if_changed(read, preview(study, code, parent, before=before))
        codes.put(study, code, parent, before=before)


def _check(tree: Sequence[Code], found: Code, above: Code | None) -> None:
    if above is None:
        refuse_homonym([one for one in tree if one.id != found.id], found.label, None)
        return
    if above.id == found.id or above.id in {one.id for one in codes.under(tree, found.id)}:
        raise CodebookError(
            f"« {above.label} » est « {found.label} » ou se range dessous : choisissez un autre endroit, ou sortez-le "
            "d’abord de là."
        )
    if above.id != found.parent:
        refuse_homonym(tree, found.label, above.id)


def _act(found: Code, above: Code | None, parent: str | None) -> str:
    if parent == found.parent:
        return f"Changer « {found.label} » de rang"
    return (
        f"Ranger « {found.label} » sous « {above.label} »" if above else f"Sortir « {found.label} » en tête de grille"
    )


def _path(above: Code | None, found: Code) -> str:
    return f"{above.full_label} › {found.label}" if above else found.label


def _branch(above: Code | None, found: Code) -> str:
    return (above.path[0] if above.path else above.label) if above else found.label


def _place(tree: Sequence[Code], found: Code, parent: str | None, before: str | None) -> str:
    beside = [one for one in tree if one.parent == parent and one.id != found.id]
    after = next((one for one in beside if one.id == before), None)
    if after:
        return f"avant « {after.label} »"
    return "en dernier" if beside else "seul à cet endroit"


def _used(study: Study, chosen: Sequence[Code]) -> int:
    return sum(int(study.value("SELECT count(*) FROM coding WHERE code = :code", code=code.id)) for code in chosen)
