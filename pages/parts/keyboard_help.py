"""The keys of the workbench, to be read beside it."""

import streamlit as st

KEYS = {
    "Dans le texte": (
        ("← → ↑ ↓", "déplacer le curseur ; avec Maj, sélectionner"),
        ("Ctrl + ← →", "d’un mot à l’autre"),
        ("Alt + ← →", "d’une phrase à l’autre"),
        ("Ctrl + ↑ ↓", "d’un paragraphe à l’autre"),
        ("S, P", "prendre la phrase, le paragraphe ou la prise de parole"),
        ("Entrée", "coder la sélection, ou ouvrir les codages du curseur"),
        ("L", "marquer lu jusqu’au paragraphe du curseur"),
        ("Tab, Maj + Tab", "codage suivant, précédent ; Échap puis Tab pour sortir du texte"),
        ("Souris", "double clic : la phrase ; triple clic : le paragraphe"),
    ),
    "Dans la palette": (
        ("trois lettres, Entrée", "poser le code"),
        ("1 à 9", "vos favoris, puis vos derniers codes ; avec Alt, cocher"),
        ("Ctrl + Entrée", "cocher plusieurs codes"),
        ("*", "garder le code en favori, ou le retirer"),
        ("Ctrl + I", "code in vivo : les mots choisis deviennent un code"),
    ),
    "Partout": (("Ctrl + Z, Ctrl + Maj + Z", "annuler, rétablir votre dernier geste"),),
}


def show() -> None:
    """Show the button that lists the keys."""
    with st.popover("Touches", icon=":material/keyboard:", help="Ce que fait le clavier"):
        for place, keys in KEYS.items():
            st.markdown(f"**{place}**")
            st.markdown("  \n".join(f"`{key}` : {act}" for key, act in keys))
