"""A reading text in which places are replaced by other words: blocks, calls of notes and the way back follow.

Pure: knows neither the study nor what a name is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.readers import ReadingText

Change = tuple[int, int, str]
Move = tuple[int, int, int, int]


def replaced(
    reading: ReadingText, changes: Sequence[Change], speaker: Callable[[str], str] = str
) -> tuple[ReadingText, list[Move]]:
    """Return the text with each ``(start, end, words)`` put in, and the ranges ``(old start, end, new start, end)``.

    :param changes: places that do not meet; each stands within one block.
    :param speaker: what becomes of the name of who speaks.
    """
    changes = sorted(changes)
    pieces, moves, at, shift = [], [], 0, 0
    for start, end, words in changes:
        pieces += [reading.text[at:start], words]
        moves.append((start, end, start + shift, start + shift + len(words)))
        shift += len(words) - (end - start)
        at = end
    text = "".join([*pieces, reading.text[at:]])
    moved = _Moved(moves)
    blocks = tuple(
        replace(
            block,
            start=moved.first(block.start),
            end=moved.last(block.end),
            speaker=speaker(block.speaker) if block.speaker else block.speaker,
        )
        for block in reading.blocks
    )
    calls = tuple(replace(call, at=moved.last(call.at)) for call in reading.calls)
    return replace(reading, text=text, blocks=blocks, calls=calls, source_map=_map(reading, moves, moved)), moves


class _Moved:
    """Where places of the old text stand in the new one; within a replaced range, at its start or at its end."""

    def __init__(self, moves: Sequence[Move]) -> None:
        self.moves = moves
        self.starts = [move[0] for move in moves]
        self.ends = [move[1] for move in moves]

    def first(self, place: int) -> int:
        """Return where a place that starts something stands."""
        index = bisect_right(self.ends, place)
        if index < len(self.moves) and self.moves[index][0] <= place:
            return self.moves[index][2]
        return place + self._shift(index)

    def last(self, place: int) -> int:
        """Return where a place that ends something stands."""
        index = bisect_left(self.starts, place)
        if index and place <= self.moves[index - 1][1]:
            return self.moves[index - 1][3]
        return place + self._shift(index)

    def _shift(self, count: int) -> int:
        return self.moves[count - 1][3] - self.moves[count - 1][1] if count else 0


def _map(reading: ReadingText, moves: Sequence[Move], moved: _Moved) -> tuple[tuple[int, int, int], ...]:
    """Return the runs that lead back to the received file, without what was replaced."""
    runs = []
    for start, source, length in reading.source_map:
        at = start
        index = bisect_right(moved.ends, start)
        while at < start + length:
            until = min(moves[index][0], start + length) if index < len(moves) else start + length
            if until > at:
                runs.append((at + moved._shift(index), source + at - start, until - at))
            if index >= len(moves):
                break
            at = max(at, moves[index][1])
            index += 1
    return tuple(runs)
