"""Signs of the private area, given back their usual shape.

Keeps the table of the glyphs that word processors write with symbol fonts (Wingdings and Symbol, shifted to
U+F000) and whose meaning is lost once the font is gone. One glyph stands for one character, so offsets do not move.
"""

GLYPHS = {
    0xF04A: "☺",
    0xF04C: "☹",
    0xF06C: "●",
    0xF06E: "■",
    0xF06F: "□",
    0xF071: "❑",
    0xF075: "◆",
    0xF076: "❖",
    0xF077: "◆",
    0xF09E: "·",
    0xF09F: "•",
    0xF0A7: "▪",
    0xF0A8: "□",
    0xF0AE: "→",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0DE: "⇒",
    0xF0DF: "←",
    0xF0E0: "→",
    0xF0E1: "↑",
    0xF0E2: "↓",
    0xF0E8: "➔",
    0xF0F0: "→",
    0xF0F3: "↔",
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
    0x2028: " ",
    0x2029: " ",
}

LIST_SIGNS = "•●■□❑◆❖·▪➢➔→✓✗☑○◦‣∙"
"""Signs that open an item of a list when they stand at the start of a line."""


def with_usual_signs(text: str) -> str:
    """``text`` with each known private glyph replaced by one usual character."""
    return text.translate(GLYPHS)


def unknown_signs(text: str) -> int:
    """How many characters of the private area remain in ``text``."""
    return sum("\ue000" <= character <= "\uf8ff" for character in text)
