"""Codings of one coder made one where a merge lays them over each other: no character she coded is lost.

Two codings of the same coder are joined when they share a character and are read by the same people, or when they
stand on the very same passage; another coder's codings stay hers. What is joined covers from the first to the last
character, is dominant if one was, keeps each different comment, and each facet: where two differ, the coding that stays
keeps its own and the other is written in the comment.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from codebook.reshaping.marks import Mark
from codebook.terms import FACETS
from corpus import access


@dataclass(frozen=True)
class Group:
    """Codings that become one: the one that stays, and those that join it."""

    heir: Mark
    joined: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them."""
        return (self.heir, *self.joined)

    @property
    def level(self) -> str:
        """Who reads what is joined: as few people as read the most restricted."""
        return access.most_restricted(*(mark.level for mark in self.marks))


def groups(marks: Sequence[Mark], target: str) -> list[Group]:
    """Return what the codings of several codes become when all take the code ``target``.

    Those of the target that nothing joins are left out: they do not change.
    """
    joined = _Joined(marks)
    for piece in _by(marks, lambda mark: (mark.coder, mark.passage)):
        joined.join(piece)
    placed = [mark for mark in marks if mark.start is not None]
    for piece in _by(placed, lambda mark: (mark.coder, mark.document, mark.level)):
        for stretch in _overlapping(piece):
            joined.join(stretch)
    while _same_span(joined, placed, target):
        pass
    return [_group(piece, target) for piece in joined.pieces() if _changes(piece, target)]


class _Joined:
    """Codings in pieces that grow together."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = {mark.id: mark for mark in marks}
        self.above = {mark.id: mark.id for mark in marks}

    def root(self, key: str) -> str:
        while self.above[key] != key:
            self.above[key] = key = self.above[self.above[key]]
        return key

    def join(self, piece: Sequence[Mark]) -> bool:
        """Make these one piece; say whether they were several."""
        roots = {self.root(mark.id) for mark in piece}
        first = min(roots)
        for root in roots:
            self.above[root] = first
        return len(roots) > 1

    def pieces(self) -> list[list[Mark]]:
        found: dict[str, list[Mark]] = defaultdict(list)
        for mark in self.marks.values():
            found[self.root(mark.id)].append(mark)
        return list(found.values())


def _by(marks: Iterable[Mark], key) -> Iterator[list[Mark]]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found: dict[tuple[str, ...], list[Mark]] = defaultdict(list)
    for mark in marks:
        found[key(mark)].append(mark)
    yield from found.values()


def _overlapping(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Cut codings of one document into stretches that share no character."""
    piece: list[Mark] = []
    end = 0
    for mark in sorted(marks, key=lambda one: (one.start or 0, -one.end)):
        if piece and (mark.start or 0) >= end:
            yield piece
            piece = []
        piece.append(mark)
        end = max(end, mark.end) if len(piece) > 1 else mark.end
    if piece:
        yield piece


def span(marks: Iterable[Mark]) -> tuple[int, int] | None:
    """Return the first and last character of codings, None when they all wait for a place."""
    placed = [(mark.start, mark.end) for mark in marks if mark.start is not None]
    return (min(start for start, _ in placed), max(end for _, end in placed)) if placed else None


def _same_span(joined: _Joined, placed: Sequence[Mark], target: str) -> bool:
    """Join a piece with what else its coder gave to the very characters it would cover; say whether there was any."""
    grew = False
    at = {one: list(piece) for one, piece in _placed_at(placed).items()}
    ends: dict[tuple[str, str, tuple[int, int]], Mark] = {}
    for piece in joined.pieces():
        where = span(piece)
        if where is None or not _changes(piece, target):
            continue
        key = (piece[0].coder, next(mark.document for mark in piece if mark.start is not None), where)
        rivals = [*at.get(key, []), *([ends[key]] if key in ends else [])]
        grew = joined.join([piece[0], *rivals]) or grew
        ends[key] = piece[0]
    return grew


def _placed_at(placed: Sequence[Mark]) -> dict[tuple[str, str, tuple[int, int]], list[Mark]]:
    found: dict[tuple[str, str, tuple[int, int]], list[Mark]] = defaultdict(list)
    for mark in placed:
        found[mark.coder, mark.document, (mark.start or 0, mark.end)].append(mark)
    return found


def _changes(piece: Sequence[Mark], target: str) -> bool:
    return any(mark.code != target for mark in piece)


def _group(piece: Sequence[Mark], target: str) -> Group:
    heir = min(piece, key=lambda mark: (mark.code != target, mark.made_at, mark.id))
    rest = sorted((mark for mark in piece if mark is not heir), key=lambda mark: (mark.start or 0, mark.end, mark.id))
    return Group(heir, tuple(rest))


def columns(group: Group, labels: dict[str, str]) -> dict[str, object]:
    """Return what the coding that stays says once the others have joined it.

    :param labels: the labels of the codes, by GUID.
    """
    facets = dict(group.heir.facets)
    comments = [group.heir.comment] if group.heir.comment else []
    for mark in group.joined:
        differing = [
            f"{FACETS[name][0]} : {FACETS[name][1].get(value, value)}"
            for name, value in mark.facets
            if facets.setdefault(name, value) != value
        ]
        if mark.comment and mark.comment not in comments:
            comments.append(mark.comment)
        if differing:
            comments.append(f"[Codage joint, « {labels.get(mark.code, '?')} » : {' ; '.join(differing)}]")
    return {
        **facets,
        "comment": "\n\n".join(comments),
        "dominant": int(any(mark.dominant for mark in group.marks)),
        "level": group.level,
    }
