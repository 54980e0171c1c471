"""French order of names: accents and case do not count, so that « Étang » stands with E."""

import unicodedata


def name_key(text: str) -> tuple[str, str]:
    """Return the key that sorts names as a French reader expects."""
    bare = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    return ("".join(c for c in bare if not unicodedata.combining(c)).casefold(), text)
