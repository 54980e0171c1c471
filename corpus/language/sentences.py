"""Where the sentences of a French text stand, by rule.

On texts of the field a rule cuts better than a model does. A sentence ends with its line, or at a strong sign followed
by a space and something a sentence can open with; an abbreviation, an initial or the number of an item ends none.
"""

import re

ABBREVIATIONS = frozenset(
    "m mm mr mme mmes mlle mlles dr drs pr prs me mgr st ste al cf p pp op cit ibid id env tél av bd bld resp réf "
    "sq sqq éd éds c.-à-d adj boul dép dépt hab suiv".split()
)
NUMBERED = frozenset("art ex fig tabl chap vol n no nos t sect alin ann arr coll part lib".split())
"""Abbreviations that are also words, or end a sentence as well: only what a number or a letter follows is one."""

_END = re.compile(r"(?:[.!?]+|…)[.!?…]*(?:[ \u00a0\u202f]?[»”]|[\"’')\]])*(?=\s)")
_OPENING = re.compile(r"[\s«“\"'‘(\[—–•\-]*(?P<first>\S)")
_WORD = re.compile(r"[\w°.\-]+$")
_ITEM = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})(?:\.\d{1,3})*$")
_NUMBER = re.compile(r"\s*(?:\d|[IVXLRDA][\dIVX]*\b)")
_BEFORE_INITIAL = re.compile(
    r"(?:^|[(«“\"\[,;:.&/-]\s*|\b(?:et|de|par|selon|avec|chez|à|d'|d’|m|mme|mlle|dr|pr|M|Mme|Mlle|Dr|Pr)\s|"
    r"\b[A-ZÀ-Ý][\w’'-]*\s)$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as ``[start, end)``, in order, without the spaces around them.

    Every character that is not white space stands in exactly one of them.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += [(start + first, start + last) for first, last in _of_line(line)]
        start += len(line)
    return found


def _of_line(line: str) -> list[tuple[int, int]]:
    cuts = [match.end() for match in _END.finditer(line) if _ends(line, match)]
    pieces = zip([0, *cuts], [*cuts, len(line)], strict=True)
    return [trimmed for start, end in pieces if (trimmed := _trimmed(line, start, end)) is not None]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int] | None:
    piece = line[start:end]
    left = len(piece) - len(piece.lstrip())
    bare = piece.strip()
    return (start + left, start + left + len(bare)) if bare else None


def _ends(line: str, match: re.Match[str]) -> bool:
    """Say whether a strong sign ends a sentence, from what stands before and after it."""
    after = _OPENING.match(line, match.end())
    if after is None or after["first"].islower() or after["first"] in "!?":
        return False
    if line[match.start()] == "…" or match.group().startswith("..."):
        return not line[: match.start()].endswith(("(", "["))
    return match.group() != "." or not _abbreviates(line[: match.start()], line[match.end() :])


def _abbreviates(before: str, after: str) -> bool:
    """Say whether the dot after these words belongs to the last of them."""
    if _ITEM.fullmatch(before):
        return True
    word = _WORD.search(before)
    if word is None:
        return False
    bare = word.group().rsplit(".", 1)[-1] if word.group().lower() not in ABBREVIATIONS else word.group()
    if len(bare) == 1 and bare.isupper():
        return _BEFORE_INITIAL.search(before[: len(before) - 1]) is not None
    if bare.lower() in NUMBERED:
        return _NUMBER.match(after) is not None
    return bare.lower() in ABBREVIATIONS
