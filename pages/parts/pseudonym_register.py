"""The register of names: who stands behind each pseudonym, what is kept, and the form that changes an entry."""

import pandas as pd
import streamlit as st

from corpus.access import LEVELS
from corpus.pseudonyms import register
from corpus.pseudonyms.terms import KINDS
from corpus.study import Study
from pages.parts import notice
from pages.parts.plain import plain


def show(study: Study) -> None:
    """Show the register, or why the names are not here."""
    if not register.has_keys(study):
        st.warning(
            "Cette copie est venue sans ses clés : les pseudonymes y sont, les noms sont restés avec l’étude d’origine."
        )
        return
    entries = register.everything(study)
    st.caption(f"Les noms sont dans « {study.file.path.stem}.clefs.db », jamais dans une copie partagée.")
    left, right = st.columns([3, 2], gap="large")
    with left:
        entry = _table(entries)
    with right:
        _form(study, entry)


def _table(entries: list[register.Entry]) -> register.Entry | None:
    if not entries:
        st.info("Le registre est vide : un nom y entre quand vous le remplacez, le gardez, ou l’ajoutez ici.")
        return None
    rows = pd.DataFrame(
        {
            "Nom": [entry.name for entry in entries],
            "Aussi écrit": [", ".join(entry.aliases) for entry in entries],
            "Genre": [KINDS[entry.kind] for entry in entries],
            "Pseudonyme": [entry.pseudonym or "gardé tel quel" for entry in entries],
        }
    )
    chosen = st.dataframe(
        rows,
        hide_index=True,
        height=min(40 + 35 * len(rows), 460),
        key="register-table",
        on_select="rerun",
        selection_mode="single-row",
        alt="Registre des noms",
    )
    lines = chosen["selection"]["rows"]
    return entries[lines[0]] if lines and lines[0] < len(entries) else None


def _form(study: Study, entry: register.Entry | None) -> None:
    st.subheader(plain(entry.name) if entry else "Ajouter un nom", anchor=False)
    key = entry.id if entry else "new"
    kinds, levels = list(KINDS), [level for level in LEVELS if level != "committee"]
    with st.form(f"register-{key}", border=False, clear_on_submit=entry is None):
        name = st.text_input("Nom", entry.name if entry else "", key=f"register-name-{key}")
        aliases = st.text_area(
            "Aussi écrit (un par ligne)", "\n".join(entry.aliases) if entry else "", height=90, key=f"aliases-{key}"
        )
        left, right = st.columns(2)
        kind = left.selectbox(
            "Genre", kinds, kinds.index(entry.kind) if entry else 0, format_func=KINDS.get, key=f"register-kind-{key}"
        )
        pseudonym = right.text_input(
            "Pseudonyme", (entry.pseudonym or "") if entry else "", key=f"register-pseudonym-{key}"
        )
        keep = st.checkbox("Garder ce nom tel quel", entry.keep if entry else False, key=f"register-keep-{key}")
        level = st.selectbox(
            "Lisible par",
            levels,
            levels.index(entry.level) if entry and entry.level in levels else 0,
            format_func=LEVELS.get,
            key=f"register-level-{key}",
        )
        if entry:
            st.caption("Les documents qui portent déjà le pseudonyme ne changent pas.")
        if st.form_submit_button("Enregistrer" if entry else "Ajouter", type="primary", key=f"register-save-{key}"):
            with notice.attempt():
                register.save(
                    study,
                    name,
                    kind=kind,
                    pseudonym=pseudonym,
                    keep=keep,
                    aliases=aliases.splitlines(),
                    level=level,
                    entry=entry.id if entry else None,
                )
                notice.done("Registre enregistré.")
    if entry and st.button("Retirer du registre", icon=":material/delete:", type="tertiary", key="register-remove"):
        with notice.attempt():
            register.remove(study, entry.id)
            notice.done("Le nom est retiré du registre.")
