"""A text edited without losing what was coded in it: a new version, and every passage carried over to it.

The text of a version never changes. :func:`plan` says beforehand what a new text would keep, move, change and lose;
:func:`revise` makes the version. What is lost keeps its last place and waits (``codebook.waiting``). Where words go is
the rule of ``codebook.following``; how typed words become a reading text again, that of ``codebook.rewriting``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from codebook import codings, evidence, passages, progress, rewriting, settling
from codebook.differences import Hunk
from codebook.errors import CodebookError
from codebook.following import DOUBTFUL, KEPT, LOST, MODIFIED, MOVED, Following, Place
from codebook.passages import Anchor
from codebook.suggesting import verdicts
from corpus import documents, versions
from corpus.documents import Document
from corpus.errors import StudyError
from corpus.readers import ReadingText
from corpus.study import Study

Moves = Sequence[tuple[int, int, int, int]]
Choices = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Outcome:
    """What becomes of a passage: its state and words in the text it last stood in, and in the new one (None: lost).

    ``rivals`` are other likely places in the new text; ``near`` is where lost words stood; ``waited`` says that it had
    no place in the current version. ``codings`` and ``pieces`` count what this member may read of it.
    """

    passage: str
    state: str
    start: int
    end: int
    quote: str
    new_start: int | None
    new_end: int | None
    new_quote: str
    rivals: tuple[tuple[int, int], ...]
    near: int
    waited: bool
    codings: int
    pieces: int


@dataclass(frozen=True)
class Plan:
    """What a new text would do to a document.

    ``version`` is the one it would replace, ``text`` the new text as it would be kept, ``outcomes`` the passages this
    member may read something of, in reading order; ``unseen`` counts the others, which are carried over all the same.
    """

    document: str
    version: str
    old: str
    text: str
    hunks: tuple[Hunk, ...]
    outcomes: tuple[Outcome, ...]
    unseen: int

    def of(self, *states: str) -> list[Outcome]:
        """Return the outcomes in one of these states."""
        return [outcome for outcome in self.outcomes if outcome.state in states]


def plan(study: Study, document: str, text: str, *, moves: Moves | None = None) -> Plan:
    """Say what a new text of a document would keep, move, change and lose. Nothing is written.

    :raises StudyError: the document is not open to this member.
    :raises CodebookError: it has no text yet, or the new one is empty.
    """
    source = _written(study, document)
    version = source.version or ""
    new = text if moves is not None else rewriting.tidy(text)
    if not new.strip():
        raise CodebookError("Un texte ne peut pas devenir vide : supprimez plutôt le document.")
    carried = _Carried(study, source, new, moves)
    coded, leaning = _seen(study, document)
    settled = settling.held(study, document)
    outcomes, unseen = [], 0
    for anchor, place in carried.places:
        if anchor.passage in coded or anchor.passage in leaning:
            counts = coded.get(anchor.passage, 0), leaning.get(anchor.passage, 0)
            outcomes.append(_outcome(anchor, place, version, new, *counts))
        elif anchor.passage not in settled:
            unseen += 1
    return Plan(document, version, carried.old, new, tuple(carried.followed.hunks), tuple(outcomes), unseen)


def revise(
    study: Study,
    document: str,
    reading: ReadingText,
    *,
    reason: str,
    moves: Moves | None = None,
    expected: str | None = None,
    choices: Choices | None = None,
) -> str:
    """Make a new version of a document, carry every passage over to it, and return its GUID.

    A reading without blocks takes those of the current version, where their words went, with the way back to the
    received file; one with blocks is stored as it is.

    :param reason: why the text was changed, shown in the list of versions.
    :param moves: the exact ranges that were replaced (old start, old end, new start, new end), in reading order, when
        they are known; otherwise the two texts are compared.
    :param expected: the version the change was made from; another one being current, nothing is written.
    :param choices: the places a person chose for some passages, by GUID.
    :raises StudyError: the document is not open to this member.
    :raises AccessError: the member only reads.
    :raises CodebookError: no reason, no text, the same text, ranges that do not fit, or another version is current.
    """
    if not reason.strip():
        raise CodebookError("Une nouvelle version a besoin d’une raison : dites en quelques mots ce qui a changé.")
    source = _written(study, document)
    with study.change(f"Modifier le texte de « {source.title} »", level=source.level):
        source = _written(study, document)
        if expected is not None and source.version != expected:
            raise CodebookError(_overtaken(study, source))
        new = reading.text if reading.blocks or moves is not None else rewriting.tidy(reading.text)
        if not new.strip():
            raise CodebookError("Un texte ne peut pas devenir vide : supprimez plutôt le document.")
        carried = _Carried(study, source, new, moves)
        if new == carried.old:
            raise CodebookError("Le texte est resté le même : aucune version n’a été faite.")
        version = versions.add(study, document, carried.reading(study, reading), reason=reason.strip())
        documents.turn_to(study, document, version)
        passages.carry(study, version, new, carried.anchors(choices or {}))
        progress.carry(study, document, source.version or "", version, carried.followed)
        verdicts.carry(study, source.version or "", version, carried.followed)
    return version


def turn_back(study: Study, document: str, version: str, *, reason: str, expected: str | None = None) -> str:
    """Make a new version with the text of an older one, its blocks and notes included, and return its GUID.

    :raises StudyError: the version is not open to this member, or its text is kept apart.
    :raises CodebookError: as :func:`revise`.
    """
    text = versions.text(study, version)
    segments, way = versions.segments(study, version), versions.source_map(study, version)
    return revise(study, document, rewriting.as_reading(text, segments, way), reason=reason, expected=expected)


def typed(text: str) -> ReadingText:
    """Return typed words as :func:`revise` takes them, its blocks to be carried over."""
    return ReadingText(rewriting.tidy(text), (), (), (), None, ())


def _written(study: Study, document: str) -> Document:
    source = documents.get(study, document)
    if source.version is None:
        raise CodebookError("Ce document n’a pas encore de texte : écrivez-le d’abord.")
    return source


def _overtaken(study: Study, source: Document) -> str:
    last = versions.of_document(study, source.id)[-1:]
    who = f" par {last[0].author_name}" if last else ""
    return (
        f"Le texte de « {source.title} » a été modifié{who} depuis que vous l’avez ouvert : rien n’a été enregistré, "
        "votre saisie est gardée ; repartez du texte actuel pour l’y reporter."
    )


class _Carried:
    """A new text of a document, and where each of its passages goes in it."""

    def __init__(self, study: Study, source: Document, new: str, moves: Moves | None) -> None:
        self.source, self.new = source, new
        self.version = source.version or ""
        self.old = versions.text(study, self.version)
        try:
            self.followed = Following(self.old, new, moves)
        except ValueError as cause:
            raise CodebookError(
                "Les remplacements ne correspondent pas au texte : rouvrez le document et recommencez."
            ) from cause
        self._study = study
        self._others: dict[str, Following | None] = {self.version: self.followed}
        self._known = self._as_before()
        self.places = [(anchor, self._place(anchor)) for anchor in passages.standing(study, source.id)]

    def _as_before(self) -> dict[str, Anchor]:
        """Return the anchors of the last version that had this very text, by passage: going back gives them back."""
        same = sha256(self.new.encode()).hexdigest()
        found = [v.id for v in versions.of_document(self._study, self.source.id) if v.sha256 == same]
        return {a.passage: a for a in passages.standing(self._study, self.source.id, found[-1])} if found else {}

    def _place(self, anchor: Anchor) -> Place:
        followed = self._from(anchor.version)
        place = followed.follow(anchor.start, anchor.end) if followed else Place(LOST)
        before = self._known.get(anchor.passage)
        if place.state not in (KEPT, MOVED) and before is not None:
            return Place(before.state, before.start, before.end)
        waited = anchor.version != self.version
        if place.state == KEPT and waited:
            return replace(place, state=MOVED)
        if place.state in (KEPT, MOVED) and anchor.state in (MODIFIED, DOUBTFUL):
            return replace(place, state=anchor.state)  # nobody has said yet that it is right
        return place

    def _from(self, version: str) -> Following | None:
        """Return the comparison with an older text, where a passage that waits last stood; None if it is kept apart."""
        if version not in self._others:
            try:
                self._others[version] = Following(versions.text(self._study, version), self.new)
            except StudyError:
                self._others[version] = None
        return self._others[version]

    def anchors(self, choices: Choices) -> list[tuple[str, int, int, str, str]]:
        found = []
        for anchor, place in self.places:
            chosen = choices.get(anchor.passage)
            if chosen is not None:
                passages.checked(self.new, *chosen, None)
                found.append((anchor.passage, *chosen, "placed", KEPT))
            elif place.start is not None and place.end is not None:
                found.append((anchor.passage, place.start, place.end, "carried", place.state))
        return found

    def reading(self, study: Study, given: ReadingText) -> ReadingText:
        """Return the reading to store: the one given, else the blocks of the current version carried over."""
        if given.blocks and given.source_map:
            return given
        segments, way = versions.segments(study, self.version), versions.source_map(study, self.version)
        made = rewriting.reading(self.followed, segments, way)
        if not given.blocks:
            return made
        return replace(given, source_map=made.source_map)


def _seen(study: Study, document: str) -> tuple[dict[str, int], dict[str, int]]:
    """Count the codings and the pieces of links this member may read, by passage."""
    coded: dict[str, int] = {}
    for coding in (*codings.of_document(study, document), *codings.waiting(study, document)):
        coded[coding.passage] = coded.get(coding.passage, 0) + 1
    leaning: dict[str, int] = {}
    for support in evidence.of_document(study, document):
        leaning[support.passage] = leaning.get(support.passage, 0) + 1
    return coded, leaning


def _outcome(anchor: Anchor, place: Place, version: str, new: str, coded: int, pieces: int) -> Outcome:
    found = place.start is not None and place.end is not None
    return Outcome(
        passage=anchor.passage,
        state=place.state,
        start=anchor.start,
        end=anchor.end,
        quote=anchor.quote,
        new_start=place.start,
        new_end=place.end,
        new_quote=new[place.start : place.end] if found else "",
        rivals=place.rivals,
        near=place.near,
        waited=anchor.version != version,
        codings=coded,
        pieces=pieces,
    )
