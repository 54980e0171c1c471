"""What a document is, what instance it reports, and how people met, from the words of its title and opening.

Keeps the lists of words. Nothing is decided: the words found are shown beside each proposal.
"""

import re
from collections.abc import Mapping

from corpus.proposals.proposal import NAME, TITLE, Proposal, first_of_each, folded
from corpus.terms import DOCUMENT_KINDS, EVENT_KINDS, FORMATS

OPENING = 1500

_DOCUMENTS = (
    ("mail", r"(?:^|\n)\s*de\s*:.{0,80}?\s(?:envoye|a|objet)\s*:|(?:^|\n)\s*objet\s*:"),
    ("visit_minutes", r"compte[- ]rendu\s+de\s+visite|visite\s+(?:sur|du)\s+site|visite\s+sur\s+place"),
    ("steering_note", r"\bcopil\b|comite\s+(?:de\s+pilotage|strategique)"),
    ("project_note", r"comite\s+(?:de\s+)?projets?\b"),
    ("interview", r"\bentretien\b|enquet(?:eur|rice)\s*:|guide\s+d'entretien"),
    ("logbook", r"\bcarnet\b|journal\s+de\s+bord"),
    ("report", r"\brapport\b"),
    ("sheet", r"\bfiche\b"),
    ("visit_minutes", r"\bvisite\s+(?:de|a|d'|n|commune)"),
    ("meeting_minutes", r"compte[- ]rendu|releve\s+de\s+(?:decisions|conclusions)|proces[- ]verbal"),
)
_INSTANCES = (
    ("steering_committee", r"\bcopil\b|comite\s+(?:de\s+pilotage|strategique)"),
    ("project_committee", r"comites?\s+(?:de\s+)?projets?\b"),
    ("case_review", r"revues?\s+de\s+dossiers?"),
    ("lead_team", r"(?:point\s+)?equipe\s+(?:des\s+)?porteurs|point\s+equipe\s+projet"),
    ("bilateral", r"\bbilaterales?\b"),
    ("community_of_practice", r"communaute\s+de\s+pratiques?"),
    ("club", r"\bclub\b"),
    ("working_group", r"groupe\s+de\s+travail"),
    ("territory_meeting", r"reunion\s+de\s+territoire|\bcpts\b"),
    ("training", r"session\s+de\s+formation|\bformation\b"),
    ("companionship", r"\bcompagnonnage\b"),
    ("workshop", r"\batelier\b"),
    ("evaluation", r"\bevaluation\b|evaluateurs?\b"),
    ("visit", r"\bvisites?\b|point\s+d'etape"),
)
_FORMATS = (
    ("hybrid", r"\bmixte\b|\bhybride\b|en\s+presence\s+et\s+(?:a\s+distance|en\s+visio)"),
    ("remote", r"\bvisio(?:conference)?s?\b|a\s+distance|\bteams\b|\bzoom\b|en\s+ligne|au\s+telephone"),
    ("in_person", r"sur\s+place|en\s+presentiel|en\s+presence|sur\s+site|\bsalle\b|bureau\s+de"),
)
_TITLE, _EARLY = 300, 600


def of_document(text: str, title: str = "", name: str = "") -> list[Proposal]:
    """Return the kinds of document the opening suggests, the likeliest first; ``name`` is that of the file."""
    found = _found(_DOCUMENTS, DOCUMENT_KINDS, text, title)
    spaced = re.sub(r"[_-]", " ", name)
    for kind, pattern in (("visit_minutes", r"\bcr\b|\bcrv\b"), *_DOCUMENTS):
        if re.search(pattern, folded(spaced)):
            found.append(Proposal(kind, DOCUMENT_KINDS[kind], name, place=NAME))
    return first_of_each(found)


def of_instance(text: str, title: str = "") -> list[Proposal]:
    """Return the kinds of event the document may report, the likeliest first."""
    return _found(_INSTANCES, EVENT_KINDS, text, title)


def of_format(text: str) -> list[Proposal]:
    """Return how people met, in the order the opening says it."""
    return sorted(_found(_FORMATS, FORMATS, text[:OPENING], ""), key=lambda proposal: proposal.start)


def _found(lists: tuple[tuple[str, str], ...], terms: Mapping[str, str], text: str, title: str) -> list[Proposal]:
    """The first place of each kind in the opening: what the title says first, then the order of the list."""
    flat, head = folded(text[:OPENING]), folded(title)
    ranked = []
    for rank, (kind, pattern) in enumerate(lists):
        match = re.search(pattern, flat)
        told = re.search(pattern, head)
        if match is None:
            if told is not None:
                words = " ".join(title[told.start() : told.end()].split())
                ranked.append((0, rank, Proposal(kind, terms[kind], words, place=TITLE)))
            continue
        zone = 0 if told else 1 if match.start() < _TITLE else 2 if match.start() < _EARLY else 3
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        words = " ".join(text[start : match.end()].split())
        ranked.append((zone, rank, Proposal(kind, terms[kind], words, start, match.end())))
    return first_of_each([proposal for _, _, proposal in sorted(ranked, key=lambda one: one[:2])])
