"""How a search is written, said where one searches."""

import streamlit as st

from corpus.search import folding
from corpus.search.places import asked
from corpus.search.query import Query

SIGNS = (
    ("coopérer", "le mot sous toutes ses formes : coopère, coopéraient…"),
    ("=coopère", "ce mot seulement, avec ou sans accents"),
    ("COPIL", "en capitales, le sigle seulement : `CNAM` n’est pas « Cnam »"),
    ("coop*", "les mots qui commencent ainsi ; `*teur` ceux qui finissent ainsi"),
    ('"prise de décision"', "les mots à la suite, sous toutes leurs formes"),
    ("tiers confiance", "les deux dans le même paragraphe"),
    ("tiers OU formateur", "l’un ou l’autre ; des parenthèses les groupent"),
    ("tiers -métier", "« tiers » dans les paragraphes sans « métier »"),
    ("tiers ~5 confiance", "à cinq mots l’un de l’autre au plus, dans un sens ou l’autre"),
    ("kind:entretien site:Havremer", "filtres : `kind:` `site:` `period:` `speaker:` `code:` `coder:`"),
    ('-code:confiance locuteur:"cadre de santé"', "un filtre s’exclut par `-` ; ses noms s’écrivent aussi en français"),
)


def show() -> None:
    """Show the signs of a search and what each finds."""
    rows = "\n".join(f"| `{sign}` | {meaning} |" for sign, meaning in SIGNS)
    st.markdown(f"| On écrit | On trouve |\n|---|---|\n{rows}")


def in_capitals(query: Query) -> bool:
    """Say whether a search asks for words in capitals."""
    return any(folding.in_capitals(slot.word) for slot in asked(query.node))
