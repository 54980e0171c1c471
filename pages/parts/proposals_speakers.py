"""The roster of a file about to be imported: who speaks, to be named, merged under one name, or dropped."""

import streamlit as st

from corpus.confirming import Speaking
from corpus.proposals import Heard
from corpus.proposals.voices import QUESTION, UNKNOWN
from corpus.terms import PROFESSIONS

NOBODY = (QUESTION, UNKNOWN)


def ask(heard: Heard, text: str, file_id: str) -> tuple[tuple[Speaking, ...], tuple[str, ...]]:
    """Show the roster and return who speaks behind each label, and the labels that are of nobody."""
    if not heard.roster:
        st.caption("Personne n’est reconnu comme parlant dans ce texte.")
        return (), ()
    rows = [
        {
            "Garder": True,
            "Étiquette": voice.label,
            "Personne": "" if voice.label in NOBODY else voice.label,
            "Rôle": "",
            "Métier": PROFESSIONS.get(voice.profession or "", ""),
            "Autres noms": ", ".join(voice.aliases),
            "Prises de parole": voice.turns,
            "Mots": voice.words,
            "Lu dans": " ".join(text[voice.start : voice.end].split()),
        }
        for voice in heard.roster
    ]
    voices = heard.voices
    told = [
        f"{len(voices.talks)} exposés" if voices.talks else "",
        f"{len(voices.floors)} temps de questions" if voices.floors else "",
        f"{len(voices.questions)} questions" if voices.questions else "",
        f"{sum(turn.named for turn in voices.turns)} réponses nommées" if voices.turns else "",
    ]
    with st.expander(f"Qui parle : {len(rows)} voix", icon=":material/record_voice_over:"):
        st.caption(
            "Donnez à chacune son nom ou son pseudonyme ; deux lignes du même nom sont une seule personne ; laissez "
            "vide ce qui n’est personne de connu ; décochez ce qui n’est pas une voix. Un nom déjà dans l’étude "
            "désigne la même personne ; un rôle (« Cardiologue »), seulement sur le même site. "
            + " · ".join(filter(None, told))
        )
        edited = st.data_editor(
            rows,
            key=f"speakers-{file_id}",
            hide_index=True,
            num_rows="fixed",
            disabled=["Étiquette", "Prises de parole", "Mots", "Lu dans"],
            column_config={
                "Garder": st.column_config.CheckboxColumn(width="small"),
                "Métier": st.column_config.SelectboxColumn(options=["", *PROFESSIONS.values()]),
                "Lu dans": st.column_config.TextColumn(width="medium"),
            },
        )
    keys = {label: key for key, label in PROFESSIONS.items()}
    speaking = [
        Speaking(
            (row["Étiquette"],),
            row["Personne"] or "",
            row["Rôle"] or "",
            keys.get(row["Métier"] or ""),
            tuple(part.strip() for part in (row["Autres noms"] or "").split(",") if part.strip()),
        )
        for row in edited
        if row["Garder"]
    ]
    return tuple(speaking), tuple(row["Étiquette"] for row in edited if not row["Garder"])
