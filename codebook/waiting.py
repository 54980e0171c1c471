"""The passages an edit of their text left without a sure place: to place again, to confirm, or to give up.

A passage that waits keeps its codings, its part in links and the words it last stood on. One that was carried over but
whose words changed, or could be taken for others, stands in the text and is to be looked at. How passages are carried
is the affair of ``codebook.carrying``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from codebook import codings, evidence, passages
from codebook.codings import Coding
from codebook.errors import CodebookError
from codebook.evidence import Support
from codebook.following import DOUBTFUL, LOST, MODIFIED, Following
from corpus import documents, versions
from corpus.errors import AccessError, StudyError
from corpus.study import Study

MOST = 5  # places proposed for a passage


@dataclass(frozen=True)
class Waiting:
    """A passage with what this member may read of it.

    ``state`` is lost, doubtful or modified; ``quote`` its words: of a lost one, those of the last version it stood in;
    ``before`` the words it had in the version before that one, if any.
    """

    passage: str
    document: str
    state: str
    start: int
    end: int
    quote: str
    before: str | None
    codings: tuple[Coding, ...]
    supports: tuple[Support, ...]


@dataclass(frozen=True)
class Proposal:
    """A place where a passage may stand in the current text, and the place where its words were."""

    places: tuple[tuple[int, int], ...]
    near: int


def of_document(study: Study, document: str) -> list[Waiting]:
    """Return the passages of a document that wait or are to be looked at, in reading order, the lost ones first."""
    supports: dict[str, list[Support]] = {}
    for support in evidence.of_document(study, document):
        supports.setdefault(support.passage, []).append(support)
    coded: dict[str, list[Coding]] = {}
    lost = codings.waiting(study, document)
    for coding in (*lost, *codings.of_document(study, document)):
        coded.setdefault(coding.passage, []).append(coding)
    version = documents.get(study, document).version
    found = []
    for anchor in passages.standing(study, document):
        state = anchor.state if anchor.version == version else LOST
        seen = anchor.passage in coded or anchor.passage in supports
        if seen and state in (LOST, DOUBTFUL, MODIFIED):
            found.append(
                Waiting(
                    anchor.passage,
                    document,
                    state,
                    anchor.start,
                    anchor.end,
                    anchor.quote,
                    passages.before(study, anchor.passage),
                    tuple(coded.get(anchor.passage, ())),
                    tuple(supports.get(anchor.passage, ())),
                )
            )
    return sorted(found, key=lambda one: ((LOST, DOUBTFUL, MODIFIED).index(one.state), one.start))


def counts(study: Study, document: str | None = None) -> dict[str, tuple[int, int]]:
    """Return, by document, how many passages wait for a place and how many carried ones are to be looked at.

    :param document: count in this one only.
    """
    lost: dict[str, set[str]] = {}
    unsure: dict[str, set[str]] = {}
    for coding in codings.waiting(study, document):
        lost.setdefault(coding.document, set()).add(coding.passage)
    for coding in codings.unsure(study, document):
        unsure.setdefault(coding.document, set()).add(coding.passage)
    for one, passage in evidence.waiting(study):
        if document in (None, one):
            lost.setdefault(one, set()).add(passage)
    names = dict.fromkeys([*lost, *unsure])
    return {name: (len(lost.get(name, ())), len(unsure.get(name, ()))) for name in names}


def proposal(study: Study, document: str, passage: str) -> Proposal:
    """Return where the words of a passage may stand in the current text, the likeliest first, and where they were.

    :raises CodebookError: the passage is not one of this document.
    """
    version = documents.get(study, document).version or ""
    anchors = {anchor.passage: anchor for anchor in passages.standing(study, document)}
    if passage not in anchors:
        raise CodebookError("Ce passage n’existe plus ou ne vous est pas ouvert : revenez au document.")
    anchor, text = anchors[passage], versions.text(study, version)
    if anchor.version == version:
        return Proposal(_same_words(text, anchor.quote, anchor.start), anchor.start)
    try:
        place = Following(versions.text(study, anchor.version), text).follow(anchor.start, anchor.end)
    except StudyError:  # an older text may be kept apart from the study
        return Proposal(_same_words(text, anchor.quote, None), 0)
    here = [(place.start, place.end)] if place.start is not None and place.end is not None else []
    others = _same_words(text, anchor.quote, None)
    return Proposal(tuple(dict.fromkeys([*here, *place.rivals, *others]))[:MOST], place.near)


def _same_words(text: str, quote: str, but: int | None) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    at = text.find(quote) if quote.strip() else -1
    while at >= 0 and len(found) < MOST:
        if at != but:
            found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(found)


def place(study: Study, passage: str, start: int, end: int, expected: str | None = None) -> None:
    """Place a passage again on words of the current text, with its codings and its part in links.

    :param expected: the words that were selected.
    :raises CodebookError: the place is not in the text, or holds other words.
    """
    passages.move(study, passage, start, end, expected)


def confirm(study: Study, confirmed: Iterable[str]) -> None:
    """Say that passages stand rightly where they were carried, in one change."""
    chosen = list(confirmed)
    if not chosen:
        return
    with study.change(f"Confirmer la place de {len(chosen)} passages" if len(chosen) > 1 else "Confirmer une place"):
        for passage in chosen:
            passages.confirm(study, passage)


def give_up(study: Study, document: str, passage: str) -> None:
    """Give up a passage that waits: this member's codings of it, everybody's for the lead, and what links drew from it.

    Links keep the passage while somebody else codes it. One undo gives everything back.

    :raises AccessError: all its codings are somebody else's.
    :raises CodebookError: it no longer waits.
    :raises LinkError: the status of a link rests on this passage alone.
    """
    found = next((one for one in of_document(study, document) if one.passage == passage and one.state == LOST), None)
    if found is None:
        raise CodebookError("Ce passage n’attend plus de place : rechargez la page.")
    others = [coding for coding in found.codings if coding.coder != study.member.id]
    leads = study.member.role == "lead"
    if others and len(others) == len(found.codings) and not leads:
        raise AccessError(f"Ce codage est de {others[0].coder_name} : seule cette personne peut y renoncer.")
    with study.change("Renoncer à un passage", level=documents.get(study, document).level):
        if leads or not others:
            for support in found.supports:
                evidence.remove(study, support.link, support.id)
        codings.give_up(study, passage)
