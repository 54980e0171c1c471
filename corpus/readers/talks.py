"""Who talks, when the heading of a talk names a person.

Keeps the careful recognition of « Prénom Nom – Titre », « Titre – Prénom Nom » and « Prénom Nom (Organisme) ».
Turns marked « Nom : » are left to ``speakers``.
"""

from __future__ import annotations

import re

from corpus.readers.assembly import Draft
from corpus.readers.reading_text import HEADING, LIST_ITEM, PARAGRAPH, QUOTATION

NAME = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
PERSON = rf"{NAME}(?: (?:de la |de |du |des |d[’']|le |van |von )?{NAME}){{1,2}}"
DASH = r"\s+[–—-]\s+"
SHAPES = (
    (re.compile(rf"({PERSON}){DASH}\S"), False),
    (re.compile(rf".*\S{DASH}({PERSON})(?: \([^()]+\))?$"), False),
    (re.compile(rf"({PERSON}) \([^()]+\)(?:{DASH}.*)?$"), False),
    (re.compile(rf".*\S{DASH}({PERSON}) : \S"), True),
    (re.compile(rf"({PERSON}) : \S"), True),
)
"""Shapes of a heading that names its speaker, and whether the name must also stand elsewhere in the text."""

NOT_A_FIRST_NAME = frozenset(
    "La Le Les Un Une Des Du De Au Aux Introduction Conclusion Questions Question Débat Débats Discussion Table Pause "
    "Synthèse Ouverture Clôture Accueil Présentation Annexe Partie Chapitre Session Atelier Groupe Haute Assurance "
    "Assistance Santé Agence Centre Institut Université Sciences Hôpital Direction Comité Conseil Maison Réseau "
    "Service Projet Plan Journée Compte Retour Bilan Politique Politiques Saint Sainte Île États Evaluation "
    "Évaluation".split()
)
PART = re.compile(
    r"(?:\d+\s*(?:ère|er|re|ème|e)\s+partie|partie\s+\w+|(?:première|deuxième|troisième|quatrième)\s+partie)\b",
    re.IGNORECASE,
)
QUESTIONS = re.compile(r"questions? (?:et|/|de la salle|du public|-)|questions$", re.IGNORECASE)
OPEN_FLOOR = re.compile(r"(?:questions?|débats?|discussions?|échanges|table ronde|pause|synthèse)\b", re.IGNORECASE)
READING_LIST = re.compile(r"(?:pour aller plus loin|bibliographie|références|lectures)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?:[IVX]+|\d+|[A-Z])\s?[/.)]")


def speaker_in(heading: str, text: str) -> str | None:
    """Person named by a heading, None when none is for sure; ``text`` is the whole document."""
    for shape, confirmed in SHAPES:
        match = shape.match(heading)
        if match is None:
            continue
        person = match.group(1)
        if person.split()[0] in NOT_A_FIRST_NAME:
            continue
        if not confirmed or text.count(person) >= 2:
            return person
    return None


def name_talks(drafts: list[Draft]) -> None:
    """Set the speaker of the blocks of each talk whose heading names a person.

    A talk ends at the next talk, where the floor is open to questions, at the next part, and at an unnumbered heading
    of a higher level. Speakers already known by their turn stay.
    """
    text = "\n".join(draft.text for draft in drafts)
    speaker: str | None = None
    level = 0
    for draft in drafts:
        if draft.kind == HEADING:
            named = speaker_in(draft.text.strip(), text)
            if named is not None:
                speaker, level = named, draft.level or 0
            elif _ends_talk(draft, level):
                speaker = None
        elif READING_LIST.match(draft.text) and len(draft.text) < 60:
            speaker = None
        if draft.speaker is None and draft.kind in (HEADING, PARAGRAPH, LIST_ITEM, QUOTATION):
            draft.speaker = speaker


def _ends_talk(heading: Draft, level: int) -> bool:
    """Whether a heading that names nobody ends the talk whose heading has ``level``."""
    text = heading.text.strip()
    if QUESTIONS.match(text) or PART.match(text) or READING_LIST.match(text):
        return True
    if OPEN_FLOOR.match(text):
        return (heading.level or 0) <= level
    return (heading.level or 0) < level and NUMBERED.match(text) is None
