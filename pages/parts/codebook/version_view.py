"""The versions of the codebook: freezing one, and reading what differs between two, or from one to now."""

from datetime import datetime

import streamlit as st

from analytics.french import count
from codebook import codes, counts, descent, grid_differences, grid_versions
from codebook.codes import Code
from codebook.grid_differences import FIELDS, KINDS, Difference
from codebook.grid_versions import Version
from corpus.study import Study
from pages.parts import guard, menu, notice, words_compared
from pages.parts.plain import plain
from pages.parts.reading import excerpt

NOW = "now"
HEIGHT = 550


def show(study: Study) -> None:
    """Show the versions, and two of them compared."""
    found = grid_versions.everything(study)
    left, right = st.columns([1, 1.5], gap="medium")
    with left, st.container(height=HEIGHT, border=False), st.container():
        _freeze(study, found)
        _list(study, found)
    with right, st.container(height=HEIGHT, border=False), st.container():
        _compare(study, found)


def _freeze(study: Study, found: list[Version]) -> None:
    number = grid_versions.draft(study)
    st.markdown(f"**Version {number}, en préparation**")
    if found:
        differing = grid_differences.compare(
            grid_versions.tree_of(study, found[0].id), codes.tree(study), descent.everything(study)
        )
        st.caption(f"Depuis la version {found[0].number} : {grid_differences.summary(differing).lower()}.")
    with st.form("version-freeze", border=True):
        name = st.text_input("Nom", placeholder="Après la réunion de codage de mars", key="version-name")
        note = st.text_area("Note", height=70, key="version-note")
        if st.form_submit_button("Figer une version", type="primary", icon=":material/ac_unit:"):
            with notice.attempt(), guard.acting(*menu.WRITERS) as acting:
                grid_versions.freeze(acting, name, note)
                notice.done(f"Version {number} figée : les codages faits jusqu’ici s’y rapportent.")
    st.caption(
        "Une version se fige aussi toute seule avant ce qui change le sens de codages déjà posés : fusionner, scinder, "
        "supprimer, redéfinir, charger une grille."
    )


def _list(study: Study, found: list[Version]) -> None:
    made = counts.per_version(study)
    numbers = [version.number for version in found]
    for version in found:
        lower = max((n for n in numbers if n < version.number), default=0)
        under = sum(number for key, number in made.items() if key is not None and lower < key <= version.number)
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**Version {version.number}** · {plain(version.name)}")
            if version.note:
                st.text(version.note)
            when = datetime.fromisoformat(version.made_at).astimezone()
            how = "figée d’elle-même" if version.automatic else "figée"
            st.caption(
                plain(
                    f"{how} le {when:%d/%m/%Y %H:%M} · {version.author_name} · {count(version.codes, 'code')} · "
                    f"{count(under, 'codage fait', 'codages faits')} dessous"
                )
            )
    if made.get(None):
        st.caption(f"{count(made[None], 'codage')} d’avant les versions de la grille.")
    if not found:
        st.info("Aucune version figée : figez-en une quand l’équipe s’accorde sur la grille.")


def _compare(study: Study, found: list[Version]) -> None:
    if not found:
        return
    names = {version.id: f"Version {version.number} · {version.name}" for version in found} | {NOW: "Maintenant"}
    ids = [version.id for version in found]
    from_column, to_column = st.columns(2)
    old = from_column.selectbox("De", ids, format_func=names.get, key="version-from")
    new = to_column.selectbox("À", [NOW, *ids], format_func=names.get, key="version-to")
    told = grid_differences.compare(_tree(study, old), _tree(study, new), descent.everything(study))
    st.markdown(f"**{grid_differences.summary(told)}**")
    for kind, word in KINDS.items():
        lines = [one for one in told if one.kind == kind]
        if lines:
            st.markdown(f"##### {word.capitalize()}")
            for one in lines:
                _line(one)


def _tree(study: Study, version: str) -> list[Code]:
    return codes.tree(study) if version == NOW else grid_versions.tree_of(study, version)


def _line(one: Difference) -> None:
    path = " › ".join([*one.path, one.label])
    if one.kind == "reworded":
        with st.container(border=True, gap="xsmall"):
            st.caption(plain(f"{path} — {FIELDS[one.field]}"))
            words_compared.side_by_side(one.before or "(vide)", one.after)
        return
    told = {
        "added": f"{path}" + (f" : {excerpt(one.after, 160)}" if one.after else ""),
        "split": f"{path} — vient de « {one.before} »",
        "removed": path,
        "merged": f"{path} → dans « {one.after} »",
        "renamed": f"« {one.before} » → « {one.after} »",
        "moved": f"{one.label} : de « {one.before} » à « {one.after} »",
        "marked": f"{path} — {FIELDS.get(one.field, '')} : {one.before or 'rien'} → {one.after or 'rien'}",
    }
    st.text(told[one.kind])
