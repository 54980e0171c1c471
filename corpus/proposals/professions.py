"""The métier of a person, and how many there are, from the words that say it.

Keeps the words of each métier and the numbers written in letters.
"""

import re

from corpus.proposals.proposal import folded

WORDS = {
    "project": r"cheff?e?\s+de\s+projet|equipe\s+projet|direct(?:rice|eur)\s+(?:de|du)\s+projet|porteurs?|intervenante?"
    r"|directrice\s+referente\s+du\s+siege|copilotes?",
    "support": r"charge+e?s?\s+de\s+missions?|equipe\s+support|secretaires?|secretariat|informatici|data|technicien",
    "physician": r"cardiologues?|medecins?|delegants?|praticiens?|docteure?s?|\bdrs?\b|\bpr\b|professeure?s?"
    r"|chef(?:fe)?s?\s+de\s+(?:service|l'unite|clinique)|geriatres?|nephrologues?|generalistes?|internes?|pu-?ph",
    "nurse": r"infirmi(?:ere?|er)s?|ispics?|\bides?\b|\bipa\b|iexp|deleguee?s?\b",
    "manager": r"cadres?|encadrement|manage(?:r|ment)s?|\bcss?\b|\bcp-dmu\b|direction\s+des\s+soins",
    "funder": r"\bars\b|agence\s+regionale|assurance\s+maladie|\bcpam\b|ministere|tutelles?|financeurs?"
    r"|evaluat(?:eur|rice)",
    "direction": r"direct(?:ion|eur|rice)s?|adjointe?s?\s+(?:charge|de\s+direction)"
    r"|administrat|\bdg\b|\bdrh\b|\bdaf\b",
    "health": r"pharmacien|psychologue|dieteticien|kinesitherapeute|assistante?\s+sociale?|ergotherapeute|aide-soigna"
    r"|coordinat(?:eur|rice)|coordonnat(?:eur|rice)|soignante?s?|paramedica(?:l|ux)|enseignante?\s+en",
    "guest": r"patiente?s?|aidante?s?|proches?|industriels?|societe|invitee?s?"
    r"|observat(?:eur|rice)s?|chercheu(?:r|se)s?",
}
_WORDS = {key: re.compile(rf"(?<![\w])(?:{pattern})") for key, pattern in WORDS.items()}
NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero aucun aucune|un une l' le la|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
        "|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt".split("|")
    )
    for word in words.split()
}
_NUMBER = re.compile(
    r"(?:les\s+)?(?P<digits>\d{1,3})\b(?!\s*h\b)|(?:les\s+)?(?P<word>"
    + "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
    + r")(?![\w-])"
)


def of_words(words: str) -> str | None:
    """Return the métier the first recognised word says, as a key of ``terms.PROFESSIONS``; None when none does."""
    flat = folded(words)
    found = [(match.start(), rank, key) for rank, (key, p) in enumerate(_WORDS.items()) if (match := p.search(flat))]
    return min(found)[2] if found else None


def number_of(words: str) -> int | None:
    """Return how many people the words begin by saying (« deux, dont… », « 3 infirmières », « la cadre »)."""
    flat = folded(words).lstrip(" -–—•:")
    match = _NUMBER.match(flat)
    if match is None:
        return None
    if match["digits"]:
        return int(match["digits"])
    return 1 if match["word"] in ("l'", "le", "la") else NUMBERS[match["word"]]
