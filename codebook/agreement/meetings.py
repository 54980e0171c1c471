"""Where two readings of one code meet in a text: the same stretches, or a difference that can be settled.

Stretches of either person that overlap, directly or through one another, make one meeting: it is settled as a whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True)
class Meeting:
    """Stretches ``[start, end)`` of two people that hold together, those of each made one where they overlap."""

    first: tuple[Place, ...]
    second: tuple[Place, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return min(place[0] for place in (*self.first, *self.second))

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(place[1] for place in (*self.first, *self.second))

    @property
    def alike(self) -> bool:
        """Whether both marked the very same characters."""
        return self.first == self.second

    @property
    def both(self) -> tuple[Place, ...]:
        """What at least one of the two marked."""
        return union((*self.first, *self.second))


def union(places: Iterable[Place]) -> tuple[Place, ...]:
    """Make one of the stretches that overlap; those that only touch stay two."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def meetings(first: Iterable[Place], second: Iterable[Place]) -> list[Meeting]:
    """Return the meetings of what two people marked with one code, in reading order."""
    ones, twos = union(first), union(second)
    return [
        Meeting(
            tuple(place for place in ones if start <= place[0] < end),
            tuple(place for place in twos if start <= place[0] < end),
        )
        for start, end in union((*ones, *twos))
    ]
