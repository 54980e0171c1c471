"""Short ways to look into a reading text."""

from pathlib import Path

from corpus.readers import Block, ReadingText, read

LOOK_ALIKES = Path(__file__).parent / "look_alikes"


def read_text(text: str, name: str = "essai.txt") -> ReadingText:
    """Reading text of a file that holds ``text`` in UTF-8."""
    return read(name, text.encode())


def words(reading: ReadingText, block: Block) -> str:
    """Text of a block."""
    return reading.text[block.start : block.end]


def told(reading: ReadingText, kind: str | None = None) -> list[str]:
    """Texts of the blocks, of one kind or of all."""
    return [words(reading, block) for block in reading.blocks if kind in (None, block.kind)]


def called_after(reading: ReadingText) -> dict[str, str]:
    """For each note called, the twenty characters before its call."""
    return {call.note: reading.text[max(0, call.at - 20) : call.at] for call in reading.calls}
