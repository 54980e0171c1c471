"""Who talks, when a text writes it at the head of a turn: « Nom : », « [Ispic1] : ».

Keeps the recognition of labels that come back in a text, and the speaker of each block. Talks announced by their
heading are left to ``talks``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.readers.assembly import Draft
from corpus.readers.reading_text import LIST_ITEM, PARAGRAPH, QUOTATION

LABEL = re.compile(
    r"(\[[^\]\n:]{1,30}\]|[A-ZÀ-Ý][\w’'.-]*(?:[ \u00a0](?:[\w’'.-]+|\([^)\n]{1,25}\))){0,3})[ \u00a0\u202f]?:(?=\s|$)"
)
NOT_A_SPEAKER = frozenset(
    "objet date lieu de à cc envoyé présents présentes présent absents excusés participants note notes nb n.b. "
    "remarque remarques exemple exemples source sources titre figure tableau annexe annexes étape chapitre article "
    "module objectif objectifs conclusion résumé mots-clés keywords heure durée ordre contexte résultats avantages "
    "inconvénients décision décisions action actions point points thème enjeux freins leviers adresse téléphone tél "
    "mail courriel http https ainsi enfin or donc attention partie axe question réponse atelier site phase version "
    "pour en par selon dans afin les des ces plusieurs deux trois quatre quelques autres certains certaines "
    "attendus constat constats bilan synthèse proposition propositions méthode finalité buts but".split()
)
MOSTLY = 0.6
"""Share of labelled paragraphs from which a paragraph without label goes on with the same speaker."""


def label_of(text: str) -> str | None:
    """The label a turn of speech would open with, None if ``text`` opens with none."""
    match = LABEL.match(text)
    if match is None:
        return None
    label = match.group(1)
    words = re.split(r"[ \u00a0]", label.lower())
    return None if words[0] in NOT_A_SPEAKER or label.isdigit() else label


def speakers_of(texts: Iterable[str]) -> frozenset[str]:
    """Labels that open at least two of the ``texts``."""
    counts = Counter(label for label in map(label_of, texts) if label is not None)
    return frozenset(label for label, count in counts.items() if count >= 2)


def opens_turn(text: str, labels: frozenset[str]) -> bool:
    """Whether ``text`` opens with one of the ``labels``."""
    return bool(labels) and label_of(text) in labels


def name_turns(drafts: list[Draft]) -> None:
    """Set the speaker of each block that opens a turn, or goes on with one in a text made mostly of turns."""
    spoken = [draft for draft in drafts if draft.kind in (PARAGRAPH, LIST_ITEM, QUOTATION)]
    labels = speakers_of(draft.text.lstrip() for draft in spoken)
    if not labels:
        return
    turns = [at for at, draft in enumerate(spoken) if opens_turn(draft.text.lstrip(), labels)]
    dialogue = len(turns) >= MOSTLY * (turns[-1] - turns[0] + 1) and len(turns) >= 4
    turn_after_heading(drafts, labels, dialogue)


def turn_after_heading(drafts: list[Draft], labels: frozenset[str], dialogue: bool) -> None:
    """Walk the blocks and hand each its speaker; a heading ends the turn under way."""
    speaker: str | None = None
    for draft in drafts:
        if draft.kind not in (PARAGRAPH, LIST_ITEM, QUOTATION):
            speaker = None
            continue
        text = draft.text.strip()
        label = label_of(text)
        if label in labels and label is not None:
            draft.speaker = speaker = label.strip("[]")
            continue
        if not dialogue or LABEL.match(text):
            speaker = None
        elif speaker is not None:
            draft.speaker = speaker
