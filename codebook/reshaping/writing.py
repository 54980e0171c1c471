"""A code written: a new one, or what a code says rewritten by one person at a time."""

from collections.abc import Sequence
from typing import Any

from codebook import codes, grid_versions
from codebook.codes import DESCRIBED, MEANING, Code
from codebook.errors import CodebookError
from codebook.signs import FIGURE_COLORS, NEUTRAL, SHAPES
from corpus import access, stale
from corpus.study import Study
from corpus.terms import FIGURES


def create(study: Study, label: str, parent: str | None = None, **said: Any) -> str:
    """Make a new code, last under its parent, and return its GUID.

    :param said: columns of ``codes.DESCRIBED``; the colour is that of the parent unless given.
    :raises CodebookError: no label, one taken beside it, or the parent is gone.
    """
    access.must_write(study.member)
    label = " ".join(label.split())
    with study.change(f"Créer le code « {label} »"):
        above = codes.get(study, parent) if parent else None
        refuse_homonym(codes.tree(study), label, parent)
        values = {"color": above.color if above else NEUTRAL} | said
        return codes.add(study, Code("", "", label, parent, **_checked(study, None, values)))


def describe(study: Study, code: str, *, read: Code | None = None, **values: Any) -> None:
    """Rewrite what a person writes of a code: columns of ``codes.DESCRIBED``.

    When its meaning changes while it has codings, the codebook is frozen first, so that they keep the words they were
    made under.

    :param read: the code as the person read it; one that changed since is not written over.
    :raises CodebookError: the code is gone, an empty label or one taken beside it, a code already applied that would
        only head others.
    :raises StudyError: the code changed since it was read.
    """
    access.must_write(study.member)
    found = codes.get(study, code)
    values = _checked(study, found, values)
    _refuse_if_changed(read, found)
    if any(values.get(name, getattr(found, name)) != getattr(found, name) for name in MEANING):
        grid_versions.freeze_before(study, f"redéfinir « {found.label} »", code)
    label = values.get("label", found.label)
    act = f"Renommer « {found.label} » en « {label} »" if label != found.label else f"Décrire « {found.label} »"
    with study.change(act):
        found = codes.get(study, code)
        _refuse_if_changed(read, found)
        if label != found.label:
            refuse_homonym([one for one in codes.tree(study) if one.id != code], label, found.parent)
        codes.describe(study, code, **values)


def refuse_homonym(tree: Sequence[Code], label: str, parent: str | None) -> None:
    """Refuse an empty label, or one that a code of the same parent has, upper and lower case alike.

    :raises CodebookError: in both cases.
    """
    if not label.strip():
        raise CodebookError("Un code a un nom : écrivez-le.")
    if any(one.parent == parent and one.label.casefold() == label.strip().casefold() for one in tree):
        raise CodebookError(f"Un code « {label.strip()} » est déjà là, au même endroit : donnez un autre nom.")


def _refuse_if_changed(read: Code | None, now: Code) -> None:
    """Only what a person writes counts: a code that moved meanwhile may still be described."""
    if read is not None:
        stale.refuse_if_changed([getattr(read, name) for name in DESCRIBED], [getattr(now, name) for name in DESCRIBED])


def _checked(study: Study, found: Code | None, values: dict[str, Any]) -> dict[str, Any]:
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "label" in values:
        values["label"] = " ".join(values["label"].split())
    figure = values.get("figure", found.figure if found else None)
    if figure is not None and figure not in FIGURES:
        raise CodebookError(f"« {figure} » n’est pas une figure : choisissez parmi {', '.join(FIGURES.values())}.")
    if values.get("figure"):
        values["color"], values["shape"] = FIGURE_COLORS[values["figure"]], None
    if values.get("shape") is not None and values["shape"] not in SHAPES:
        raise CodebookError(
            f"« {values['shape']} » n’est pas une forme : choisissez parmi {', '.join(SHAPES.values())}."
        )
    if found and not values.get("applicable", True):
        used = int(study.value("SELECT count(*) FROM coding WHERE code = :code", code=found.id))
        if used:
            raise CodebookError(
                f"« {found.label} » est appliqué {used} fois : il ne peut pas ne faire que ranger d’autres codes."
            )
    return values
