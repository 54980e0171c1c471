"""Words a person wrote, made safe for the parts of the interface that read Markdown: labels, captions, headings.

Whole paragraphs of the study are shown with ``st.text``; this is for places where only a label will do.
"""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]#|~<>$&])")
_LEADING = re.compile(r"^(\d*)([-+.)])")  # what would begin a list
_SHORT_CODE = re.compile(r":(?=\S)")  # « :red[…] », « :material/… » and names of emoji begin so
_JOINER = "\u2060"  # takes no room, and keeps the colon from opening a code


def plain(text: str) -> str:
    """Return the text on one line, so that none of its signs is interpreted."""
    flat = " ".join(text.split())
    bare = _LEADING.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", flat))
    return _SHORT_CODE.sub(f"\\\\:{_JOINER}", bare)
