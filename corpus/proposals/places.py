"""Sites a text names: tags of letters such as « CECICS [A] » or « [C] et [F] », and the study's own names.

Keeps the recognition. A letter or a name is that of a site when the study has it; what it has not is said apart, to be
added by whoever decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.proposals.proposal import Proposal, folded

OPENING = 600
"""A site named in the title or in these first characters is proposed as the document's own."""

_LETTERS = re.compile(
    r"[\[|]\s*(?P<letters>[A-Z](?:\s*(?:,|;|/|&|et|ou|-)\s*[A-Z])*)\s*\](?![(\w])"
    r"|\b(?:CECICS?|[Ss]ites?|Cecics?|[ÉE]tablissements?)\s+(?P<bare>[A-H])\b(?!['’.\w-])"
)
_LETTER = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class NamedSite:
    """A site the text names: GUID (None when the study has no such site), proposal, how often, whether it opens it."""

    site: str | None
    proposal: Proposal
    times: int
    opens: bool


def named(text: str, title: str, sites: Mapping[str, str]) -> list[NamedSite]:
    """Return the sites the text names, those of its title and opening first, then by how often they are named.

    :param sites: label of each site of the study by GUID.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    known = {_letter_of(label): site for site, label in sites.items() if _letter_of(label)}
    for match in _LETTERS.finditer(text):
        for letter in _LETTER.findall(match["letters"] or match["bare"]):
            places.setdefault(known.get(letter) or f"[{letter}]", []).append(match.span())
    for site, spans in _labels(text, sites).items():
        places.setdefault(site, []).extend(spans)
    flat_title = folded(title)
    found = []
    for key, spans in places.items():
        start, end = min(spans)
        label = sites.get(key, key)
        opens = start < OPENING or folded(label).strip("[]") in re.findall(r"[\w' -]+", flat_title)
        opens = opens or (len(label) > 3 and folded(label) in flat_title)
        words = " ".join(text[start:end].split())
        found.append(
            NamedSite(key if key in sites else None, Proposal(key, label, words, start, end), len(spans), opens)
        )
    return sorted(found, key=lambda one: (not one.opens, -one.times, one.proposal.start))


def _letter_of(label: str) -> str:
    """The letter a site goes by: « A », « [A] », « CECICS A », « site [A] »; empty for a site with a name."""
    match = re.fullmatch(
        r"(?:(?:cecics?|site|etablissement|cellule|equipe)\s+)?[\[(]?([a-z])[\])]?", folded(label.strip())
    )
    return match[1].upper() if match else ""


def _labels(text: str, sites: Mapping[str, str]) -> dict[str, list[tuple[int, int]]]:
    """Where the names of the study's sites stand, whole words, accents and case apart, the longest name first."""
    named_sites = {folded(label.strip()): site for site, label in sites.items() if len(label.strip()) > 1}
    named_sites = {label: site for label, site in named_sites.items() if not _letter_of(label)}
    if not named_sites:
        return {}
    forms = {re.sub(r"^(?:l'|la |le |les )", "", label): site for label, site in named_sites.items()} | named_sites
    pattern = "|".join(
        re.sub(r"(?:\\?[- ])+", r"[\\s-]+", re.escape(label)) for label in sorted(forms, key=len, reverse=True)
    )
    places: dict[str, list[tuple[int, int]]] = {}
    flat_forms = {re.sub(r"[\s-]+", " ", label): site for label, site in forms.items()}
    for match in re.finditer(rf"(?<![\w])(?:{pattern})(?![\w])", folded(text)):
        site = flat_forms.get(re.sub(r"[\s-]+", " ", match.group()))
        if site is not None:
            places.setdefault(site, []).append(match.span())
    return places
