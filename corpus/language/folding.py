"""The same text, same length, with the signs a French model does not know replaced by those it learnt.

With a typographic apostrophe the model takes « qu’ » and « c’ » for names, hundreds of times. Each sign becomes one
sign, so that an offset in the folded text is an offset in the text.
"""

_SIGNS = {
    "'": "\u2019\u2018\u02bc\u2032",
    " ": "\u00a0\u202f\u2009\u2007\u200a\t",
    '"': "\u201c\u201d\u201e",
    "-": "\u2010\u2011\u2022\u25aa\u25cf\uf0b7",
}
_TABLE = str.maketrans({strange: plain for plain, signs in _SIGNS.items() for strange in signs})


def folded(text: str) -> str:
    """Return the text with plain apostrophes, spaces, quotes and hyphens; its length does not change."""
    return text.translate(_TABLE)
