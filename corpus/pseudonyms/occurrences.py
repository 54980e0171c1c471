"""Where given names stand in a text, as whole words, and the line of words around each."""

import re
from bisect import bisect_left
from collections import defaultdict

from corpus.language.folding import folded

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Finder:
    """A text whose words are indexed once, so that hundreds of names are looked for without reading it again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)
        self._places: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self.plain):
            self._places[word.group()].append(word.start())
        self._lines = [found.end() for found in re.finditer(r"\n", text)]

    def find(self, name: str) -> list[tuple[int, int]]:
        """Return where a name stands, written as given, as whole words."""
        wanted = folded(name).strip()
        first = _WORD.search(wanted)
        if first is None:
            return []
        lead = first.start()
        starts = (place - lead for place in self._places.get(first.group(), ()))
        return [
            (start, start + len(wanted))
            for start in starts
            if start >= 0 and self.plain.startswith(wanted, start) and self._whole(start, start + len(wanted))
        ]

    def _whole(self, start: int, end: int) -> bool:
        before, after = self.plain[start - 1 : start], self.plain[end : end + 1]
        return not (before.isalnum() and self.plain[start].isalnum()) and not (
            after.isalnum() and self.plain[end - 1].isalnum()
        )

    def compound(self, start: int, end: int) -> tuple[int, int]:
        """Return the whole of a compound a found name is a part of: « Jean » of « Jean-Pierre »."""
        first, last = start, end
        while (before := re.search(r"[A-ZÀ-Ý][^\W_]*-$", self.plain[max(0, first - 40) : first])) is not None:
            first -= len(before.group())
        while (after := re.match(r"-[A-ZÀ-Ý][^\W_]*", self.plain[last : last + 40])) is not None:
            last += after.end()
        return first, last

    def has_word(self, word: str) -> bool:
        """Say whether a word, written just so, stands in the text."""
        return word in self._places

    def opens_sentence(self, start: int) -> bool:
        """Say whether what stands here has its capital from its place: line, sentence or quotation start."""
        before = self.plain[max(0, start - 4) : start].rstrip(' -–—«"([*_#>')
        return not before or before.endswith(("\n", ".", "!", "?", "…", ":", "«", '"')) or self._first(start)

    def _first(self, start: int) -> bool:
        at = bisect_left(self._lines, start + 1) - 1
        line = self._lines[at] if at >= 0 else 0
        return not self.plain[line:start].strip(' -–—«"([*_#>0123456789.)')


def context(text: str, start: int, end: int, width: int = 60) -> tuple[str, str, str]:
    """Return a place within its line: the words before, those that stand there, the words after (KWIC)."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    until = text.find("\n", end)
    after = text[end : until if until >= 0 else len(text)]
    if len(before) > width:
        before = "… " + before[-width:].split(" ", 1)[-1]
    if len(after) > width:
        after = after[:width].rsplit(" ", 1)[0] + " …"
    return before, text[start:end], after
