"""Given words replaced by others in any piece of writing: titles, labels, lines of the history, names of files."""

import re
import unicodedata
from collections.abc import Iterable

from corpus.language.folding import folded


class Forms:
    """Words and what stands for them, the longest first; apostrophes and spaces of any width are the same."""

    def __init__(self, replacements: Iterable[tuple[str, str]]) -> None:
        self._by_form = {folded(words).strip(): pseudonym for words, pseudonym in replacements if words.strip()}
        for words, pseudonym in list(self._by_form.items()):
            if len(words) > 3:
                self._by_form.setdefault(words.upper(), pseudonym)
        ordered = sorted(self._by_form, key=len, reverse=True)
        self._part = re.compile("|".join(map(re.escape, ordered))) if ordered else None
        self._any = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, ordered))})(?![^\W_])") if ordered else None

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Return where the words stand in a text, and what stands for each."""
        if self._any is None:
            return []
        plain = folded(text)
        return [(m.start(), m.end(), self._by_form[m.group()]) for m in self._any.finditer(plain)]

    def stand_in(self, text: str) -> bool:
        """Say whether one of the words stands in a text."""
        return self._any is not None and self._any.search(folded(text)) is not None

    def may_stand_in(self, written: str) -> bool:
        """Say whether one of the words may stand in a text that is still encoded: quick, and never wrongly no."""
        return self._part is not None and self._part.search(folded(written)) is not None

    def replace(self, text: str) -> str:
        """Return the text with the words replaced."""
        pieces, at = [], 0
        for start, end, pseudonym in self.places(text):
            pieces += [text[at:start], pseudonym]
            at = end
        return "".join([*pieces, text[at:]])

    def replace_in_file_name(self, name: str) -> str:
        """Return a file name with the words replaced, whatever joins them: « entretien_claire-delorme.docx »."""
        for form, pseudonym in sorted(self._by_form.items(), key=lambda pair: -len(pair[0])):
            words = re.findall(r"[^\W_]+", _flat(form))
            if sum(map(len, words)) > 2 and "@" not in form:
                joined = re.compile(rf"(?<![^\W\d_]){'[ _.-]*'.join(words)}(?![^\W\d_])")
                stand_in = "-".join(re.findall(r"[^\W_]+", pseudonym))
                for found in reversed(list(joined.finditer(_flat(name)))):
                    name = name[: found.start()] + stand_in + name[found.end() :]
        return name


def _flat(text: str) -> str:
    """Return the text in small letters without accents, as long as it was."""
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[0] for sign in text)
