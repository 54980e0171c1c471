"""What a text shows of its own losses: signs destroyed before it was received, passages said to be cut.

Keeps sentences for the person, and repairs nothing: what is not in the file is never guessed.
"""

from __future__ import annotations

import re

LOST_SIGN = "\ufffd"
MANGLED = re.compile(r"Ã[\u0080-\u00bf©¨ªÀ®´¢»§ ]|â€[™œ\u009d“”¦–]|Â[«»°\u00a0]")
"""UTF-8 once read as Windows-1252 and saved so: « Ã© » for « é », « â€™ » for « ’ »."""

MARKED = re.compile(
    r"[\[(<](?:\s*(?:…|\.\.\.)\s*)?(?:inaudible|incompréhensible|illisible|tronqué|coupé|"
    r"texte (?:coupé|manquant|tronqué)|"
    r"passage (?:coupé|manquant|inaudible)|page manquante)\b[^\])>\n]{0,40}[\])>]",
    re.IGNORECASE,
)
SPOILED = "{count} signe(s) étaient perdus dans le fichier reçu (« \ufffd ») : le texte les garde, reprenez-les."
WRONG = (
    "Des accents ont été abîmés avant la réception du fichier ({count} fois, « {example} » par exemple) : le texte les "
    "garde tels quels."
)
CUT = "Le texte signale lui-même {count} passage(s) coupé(s) ou inaudible(s), comme « {example} »."
UNBALANCED = (
    "Les guillemets ne s’équilibrent pas ({opened} « ouvrants, {closed} » fermants) : ils sont gardés tels quels."
)


def losses(text: str) -> list[str]:
    """One sentence for each kind of loss that ``text`` shows."""
    told = []
    if count := text.count(LOST_SIGN):
        told.append(SPOILED.format(count=count))
    if mangled := MANGLED.findall(text):
        told.append(WRONG.format(count=len(mangled), example=mangled[0]))
    if marked := MARKED.findall(text):
        told.append(CUT.format(count=len(marked), example=marked[0]))
    opened, closed = text.count("«"), text.count("»")
    if opened != closed:
        told.append(UNBALANCED.format(opened=opened, closed=closed))
    return told
