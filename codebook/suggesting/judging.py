"""Accepting and refusing suggestions, one or a page of them, each time in one change that one undo takes back.

Accepting codes the passage as this member, so all that holds of codings holds of it; the verdict keeps which rule, or
the ranking, it came from. Refusing codes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import codings
from codebook.errors import CodebookError
from codebook.suggesting import verdicts
from codebook.suggesting.offers import Suggestion
from codebook.suggesting.units import EXTENTS, Stretch, paragraph
from codebook.suggesting.verdicts import ACCEPTED, REFUSED
from corpus import documents, versions
from corpus.study import Study

MOST = 200  # suggestions judged at once


@dataclass(frozen=True)
class Judged:
    """What was done: how many suggestions, how many codings made and already there, and the change, to be undone."""

    suggestions: int
    made: int
    already: int
    change: int


def accept(study: Study, chosen: Sequence[Suggestion], *, extent: str = "sentence") -> Judged:
    """Code the passages of some suggestions as this member, in one change.

    :param extent: what is coded, a key of ``EXTENTS``; the words alone are those from the first to the last word of
        the rules in the sentence, and the sentence when no rule proposed it.
    :raises CodebookError: nothing to judge or too much, an unknown extent, a code that is gone, or a text that changed
        since the list was read; nothing is written then.
    """
    if extent not in EXTENTS:
        raise CodebookError(f"« {extent} » n’est pas une étendue : choisissez parmi {', '.join(EXTENTS)}.")
    _refuse_crowd(chosen)
    made = already = 0
    what = "Accepter une suggestion" if len(chosen) == 1 else f"Accepter {len(chosen)} suggestions"
    with study.change(what, level=_level(study, chosen)) as change:
        for one in chosen:
            text = _current(study, one)
            start, end = _extended(study, one, text, extent)
            there = _there(study, one, start, end)
            (coding,) = codings.apply(study, one.document, start, end, [one.code], text=text[start:end])
            made, already = made + (coding not in there), already + (coding in there)
            verdicts.note(
                study,
                one.version,
                (one.start, one.end),
                one.code,
                ACCEPTED,
                rules=one.rules,
                ranked=one.ranked,
                coding=None if coding in there else coding,
            )
    return Judged(len(chosen), made, already, change)


def refuse(study: Study, chosen: Sequence[Suggestion]) -> Judged:
    """Note that this member does not want these suggestions, in one change; they are no longer proposed to her.

    :raises CodebookError: nothing to judge or too much, or a text that changed since the list was read.
    """
    _refuse_crowd(chosen)
    what = "Refuser une suggestion" if len(chosen) == 1 else f"Refuser {len(chosen)} suggestions"
    with study.change(what, level=_level(study, chosen)) as change:
        for one in chosen:
            _current(study, one)
            verdicts.note(
                study, one.version, (one.start, one.end), one.code, REFUSED, rules=one.rules, ranked=one.ranked
            )
    return Judged(len(chosen), 0, 0, change)


def place(study: Study, one: Suggestion, extent: str) -> Stretch:
    """Return what accepting a suggestion would code.

    :raises CodebookError: the text changed since the list was read.
    """
    return _extended(study, one, _current(study, one), extent)


def _refuse_crowd(chosen: Sequence[Suggestion]) -> None:
    if not chosen:
        raise CodebookError("Aucune suggestion n’est choisie : il n’y a rien à juger.")
    if len(chosen) > MOST:
        raise CodebookError(f"On juge {MOST} suggestions à la fois au plus : filtrez la liste.")


def _level(study: Study, chosen: Sequence[Suggestion]) -> str:
    papers = {one.document for one in chosen}
    return "private" if any(documents.get(study, paper).level == "private" for paper in papers) else "team"


def _current(study: Study, one: Suggestion) -> str:
    """Return the text a suggestion was read from, provided it is still the document's."""
    if documents.get(study, one.document).version != one.version:
        raise CodebookError("Un texte a changé depuis que la liste est affichée : rechargez la page, puis jugez.")
    return versions.text(study, one.version)


def _extended(study: Study, one: Suggestion, text: str, extent: str) -> Stretch:
    if extent == "words" and one.matches:
        return min(start for start, _ in one.matches), max(end for _, end in one.matches)
    if extent == "paragraph":
        return paragraph(text, versions.segments(study, one.version), one.start, one.end)
    return one.start, one.end


def _there(study: Study, one: Suggestion, start: int, end: int) -> set[str]:
    return {
        coding.id
        for coding in codings.across(study, one.document, start, end)
        if coding.coder == study.member.id and coding.code == one.code
    }
