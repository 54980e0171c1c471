"""How the words of a segment are kept in the index: their numbers, and their places, two bytes a word as a rule."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def packed_words(numbers: Sequence[int]) -> bytes:
    """Pack the numbers of the words of a segment, four bytes each."""
    return np.array(numbers, "<u4").tobytes()


def packed_places(words: Sequence[tuple[int, int, str]], start: int) -> bytes:
    """Pack places as the gap before each word and its length, counted from the start of the segment.

    One byte each; four each when one of them does not hold in a byte.
    """
    edges = np.array([start, *(edge for word in words for edge in word[:2])], np.int64)
    steps = np.diff(edges)
    return steps.astype("u1" if steps.max(initial=0) < 256 else "<u4").tobytes()


def words_of(words: bytes, places: bytes, start: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return the numbers of the words of a segment, where each starts and where it ends."""
    numbers = np.frombuffer(words, "<u4").astype(np.int64)
    edges = start + np.cumsum(np.frombuffer(places, "u1" if len(places) == 2 * len(numbers) else "<u4"), dtype=np.int64)
    return numbers, edges[::2], edges[1::2]
