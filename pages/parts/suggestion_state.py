"""Suggestions made ready before they are shown: texts looked at, ranking learnt, each with how far it is."""

from datetime import UTC, datetime

import streamlit as st

from analytics.french import count
from codebook.suggesting import ranking, scanning
from codebook.suggesting.ranking import State
from corpus.study import Study
from pages.parts import guard, menu, notice

LONG = 1_500_000  # characters from which texts are looked at when a person asks, not before
FORGET = 25  # changes of the study after which the ranking is learnt again by itself


LEARNT = (
    "Un petit calcul, fait sur cette machine et d’où rien ne sort, compare chaque phrase à ce que vous pouvez lire des "
    "codages et des refus, à la définition du code et aux mots de ses règles. « Mesure » dit ce qu’il apporte."
)


def ready(study: Study) -> bool:
    """Look at the texts that wait and learn the ranking when it must be; say whether the list may be shown."""
    waiting = scanning.pending(study)
    if waiting.characters > LONG and not st.button(
        f"Chercher dans {count(len(waiting.versions), 'texte')}",
        key="suggestions-scan",
        type="primary",
        icon=":material/manage_search:",
        help="Les règles ou les textes ont changé. Ce qui est trouvé est gardé : la suite est immédiate.",
    ):
        st.info("Les textes attendent d’être lus avec les règles : cela prend une minute ou deux.")
        return False
    if waiting:
        texts = count(len(waiting.versions), "texte")
        bar = st.progress(0.0, text=f"Recherche des règles dans {texts}, une seule fois.")
        scanning.bring_up_to_date(study, lambda done, size: bar.progress(min(1.0, done / max(size, 1))))
        bar.empty()
    state = ranking.state(study)
    if waiting or state.made_at is None or state.sealed or state.behind >= FORGET:
        learn(study)
    return True


def learn(study: Study) -> None:
    """Learn the ranking again, showing how far it is."""
    bar = st.progress(0.0, text="Apprentissage du classement, sur cette machine.")
    ranking.refresh(study, lambda done, size: bar.progress(min(1.0, done / max(size, 1))))
    bar.empty()


def again() -> None:
    """Learn the ranking again; the callback of a button."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        ranking.refresh(study)
        notice.later("Classement appris de nouveau.")


def told(state: State) -> str:
    """Return how old the ranking is, in French."""
    if state.made_at is None:
        return "Classement pas encore appris"
    minutes = int((datetime.now(UTC) - datetime.fromisoformat(state.made_at)).total_seconds() // 60)
    age = "à l’instant" if minutes < 1 else f"il y a {minutes} min" if minutes < 120 else f"il y a {minutes // 60} h"
    since = f", {count(state.behind, 'changement')} depuis" if state.behind else ""
    return f"Classement : {age}{since}"
