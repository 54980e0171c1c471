"""A codebook file brought into a study: what it would add, change and leave is told before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import codes, grid_versions
from codebook.codes import DESCRIBED, MEANING, Code
from codebook.errors import CodebookError
from codebook.grid_differences import FIELDS
from corpus import access
from corpus.study import Study

_SHOWN = {"label": "Nom", "parent": "Rangé sous", **FIELDS}


@dataclass(frozen=True)
class Rewriting:
    """A code the file says otherwise: its present label and what changes, as (field in French, before, after)."""

    label: str
    changes: tuple[tuple[str, str, str], ...]
    meaning: bool


@dataclass(frozen=True)
class Loading:
    """What loading a file would do: codes added (full labels), rewritten, the same, and those it does not name."""

    added: tuple[str, ...]
    rewritten: tuple[Rewriting, ...]
    same: int
    left: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the study already says all the file says."""
        return not self.added and not self.rewritten


def preview(study: Study, entries: Sequence[Code]) -> Loading:
    """Return what loading these entries would do; they are tried, and nothing is kept.

    :raises CodebookError: as ``codes.install``.
    """
    access.must_write(study.member)
    before = codes.by_id(study)
    after: dict[str, Code] = {}
    try:
        with study.change("Essayer une grille"):
            codes.install(study, entries)
            after = codes.by_id(study)
            raise _TrialError
    except _TrialError:
        pass
    named = {entry.key for entry in entries}
    rewritten = [_rewriting(old, after[key], before, after) for key, old in before.items() if key in after]
    told = [code for key, code in after.items() if key in before and code.key in named]
    return Loading(
        added=tuple(code.full_label for key, code in after.items() if key not in before),
        rewritten=tuple(one for one in rewritten if one.changes),
        same=len(told) - sum(bool(one.changes) for one in rewritten),
        left=tuple(code.full_label for code in after.values() if code.key not in named),
    )


class _TrialError(Exception):
    """Takes a trial back."""


def load(study: Study, entries: Sequence[Code], *, read: Loading | None = None) -> tuple[int, int]:
    """Load entries in one change, and return (codes added, codes rewritten). Nothing is removed.

    When definitions change while codings were made under them, the codebook is frozen first.

    :param read: what the person was shown; nothing is done when it is no longer that.
    :raises CodebookError: as ``codes.install``, or the codebook changed since.
    """
    found = preview(study, entries)
    if read is not None and read != found:
        raise CodebookError("La grille a changé depuis cet aperçu : rien n’est chargé, relisez ce qui change.")
    if any(one.meaning for one in found.rewritten):
        grid_versions.freeze_before(study, "charger une grille")
    codes.install(study, entries)
    return len(found.added), len(found.rewritten)


def _rewriting(old: Code, new: Code, before: dict[str, Code], after: dict[str, Code]) -> Rewriting:
    changes = []
    for name in ("label", "parent", "key", *(one for one in DESCRIBED if one != "label")):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            if name == "parent":
                was, now = _above(was, before), _above(now, after)
            changes.append((_SHOWN[name], _said(was), _said(now)))
    return Rewriting(old.full_label, tuple(changes), any(getattr(old, one) != getattr(new, one) for one in MEANING))


def _above(parent: str | None, tree: dict[str, Code]) -> str:
    return tree[parent].full_label if parent in tree else "en tête"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value or "")
