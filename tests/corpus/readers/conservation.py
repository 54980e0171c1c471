"""Checks that a reading text lost nothing of the file it comes from.

Two checks that do not share their means: one follows the source map, the other counts words and digits.
"""

from __future__ import annotations

import re
from collections import Counter

from corpus.readers import ReadingText

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:[^\n]*\n){0,80}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
RULE = re.compile(r"[-_*=\s`~:|]+")
MARK = re.compile(
    r"</?(?:sup|sub|b|i|u|em|strong|span|br|small|mark)\s*/?>|\]\([^\n]*?\)|\[\^[^\]\s]+\]:?|&|(?:amp|lt|gt|quot|nbsp|\#39);"
    r"|[#*_~`>|\\<\[\]!+-]"
)
LETTERS = re.compile(r"[^\W\d_]+")


def unaccounted(source: str, reading: ReadingText, markdown: bool = False) -> list[str]:
    """Passages of ``source`` that stand nowhere in the reading text and are not layout either."""
    covered = bytearray(len(source))
    for at, start, length in reading.source_map:
        for shift in range(length):
            received, read = source[start + shift], reading.text[at + shift]
            if received != read and not ("\ue000" <= received <= "\uf8ff" or received in "\u2028\u2029&"):
                return [f"source map wrong at {start + shift}: {received!r} read as {read!r}"]
        covered[start : start + length] = b"\x01" * length
    head = FRONT_MATTER.match(source) if markdown else None
    numbers = Counter(_numbers_told(reading))
    shapes = Counter(re.sub(r"\d+", "#", line.strip()) for line in source.splitlines())
    missing = []
    at = head.end() if head else 0
    for line in source[at:].splitlines(keepends=True):
        lost = "".join(character if not covered[at + shift] else "\0" for shift, character in enumerate(line))
        at += len(line)
        bare = lost.replace("\0", "").strip()
        if bare and not _is_layout_line(line.strip(), bare, shapes):
            missing += _odd_passages(lost, numbers, markdown)
    return missing


def _numbers_told(reading: ReadingText) -> list[str]:
    """Numbers the file gives to notes and calls: label « 1 (2) » is number 1."""
    labels = [call.note for call in reading.calls]
    labels += [block.note for block in reading.blocks if block.note is not None]
    return [label.split(" ")[0] for label in labels]


def _is_layout_line(line: str, lost: str, shapes: Counter[str]) -> bool:
    """Whether a line lost as a whole is a page number, a running head or a rule."""
    if lost != line:
        return False
    repeated = shapes[re.sub(r"\d+", "#", line)] >= 3 and len(line) <= 100
    return bool(PAGE_NUMBER.fullmatch(line) or RULE.fullmatch(line) or repeated)


def _odd_passages(lost: str, numbers: Counter[str], markdown: bool) -> list[str]:
    """What is left of the lost characters of a line, marks and numbers of notes taken off."""
    odd = []
    for passage in re.findall(r"[^\0]+", lost):
        rest = MARK.sub(" ", passage) if markdown else passage.strip("[]()")
        for label in re.findall(r"\w+", rest):
            if numbers[label] > 0:
                numbers[label] -= 1
                rest = rest.replace(label, "", 1)
        if any(not sign.isspace() and sign not in "[](),;" for sign in rest):
            odd.append(passage)
    return odd


def lost_words(source: str, reading: ReadingText, markdown: bool = False) -> Counter[str]:
    """Words of ``source`` that the reading text holds fewer times, whatever the source map says."""
    if markdown:
        source = FRONT_MATTER.sub("", source)
        source = re.sub(r"\]\([^\n]*?\)|</?(?:sup|sub|b|i|u|em|strong|span|br|small|mark)\s*/?>", " ", source)
        source = re.sub(r"&(?:amp|lt|gt|quot|nbsp);", " ", source)
    before, after = Counter(LETTERS.findall(source)), Counter(LETTERS.findall(reading.text))
    missing, extra = before - after, after - before
    for word in list(extra.elements()):
        halves = next(
            (
                (word[:cut], word[cut:])
                for cut in range(1, len(word))
                if missing[word[:cut]] > 0 and missing[word[cut:]] > 0
            ),
            None,
        )
        if halves is not None:
            missing -= Counter(halves)
    return missing


def lost_digits(source: str, reading: ReadingText) -> int:
    """How many digits of a plain text are neither read, nor numbers of notes, nor numbers of pages."""
    lines = source.splitlines()
    alone = sum(len(re.findall(r"\d", line)) for line in lines if PAGE_NUMBER.fullmatch(line.strip() or "x"))
    gone = len(re.findall(r"\d", source)) - len(re.findall(r"\d", reading.text)) - sum(map(len, _numbers_told(reading)))
    return 0 if 0 <= gone <= alone else gone


def faults(source: str, reading: ReadingText) -> list[str]:
    """What does not hold in the shape of a reading text."""
    return [*_faults_of_blocks(reading), *_faults_of_calls(reading), *_faults_of_runs(source, reading)]


def _faults_of_blocks(reading: ReadingText) -> list[str]:
    found = []
    text, end = reading.text, -1
    for block in reading.blocks:
        if block.start != end + 1 or block.end <= block.start or block.end > len(text):
            found.append(f"block out of place: {block}")
        if "\n" in text[block.start : block.end] or text[block.end : block.end + 1] not in ("", "\n"):
            found.append(f"line break in a block, or none after it: {block}")
        end = block.end
    if end != len(text):
        found.append("text after the last block")
    notes = [block.kind == "footnote" for block in reading.blocks]
    return found if notes == sorted(notes) else [*found, "a footnote is not at the end"]


def _faults_of_calls(reading: ReadingText) -> list[str]:
    labels = [block.note for block in reading.blocks if block.kind == "footnote"]
    found = [
        f"call that leads nowhere: {call}"
        for call in reading.calls
        if not 0 <= call.at <= len(reading.text) or call.note not in labels
    ]
    if list(reading.calls) != sorted(reading.calls, key=lambda call: call.at):
        found.append("calls out of order")
    if None in labels or len(set(labels)) != len(labels):
        found.append("a footnote without a label of its own")
    return found


def _faults_of_runs(source: str, reading: ReadingText) -> list[str]:
    found, previous = [], 0
    for at, start, length in reading.source_map:
        inside = 0 <= start and start + length <= len(source) and at + length <= len(reading.text)
        if at < previous or length < 1 or not inside:
            found.append(f"run out of place: {(at, start, length)}")
        previous = at + length
    return found
