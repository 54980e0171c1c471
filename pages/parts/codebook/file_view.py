"""The codebook in and out: what a file would add, change and leave is read before it is loaded."""

from datetime import date

import streamlit as st

from analytics.french import count
from codebook import grid_loading, grids
from codebook.codes import Code
from codebook.grid_loading import Loading
from corpus.errors import FilRougeError
from corpus.study import Study
from pages.parts import guard, menu, notice
from pages.parts.plain import plain
from pages.parts.reading import excerpt

_TRIED = "codebook-tried"  # whether the codebook of the program is being looked at
_MOST = 30


def show(study: Study, tree: list[Code]) -> None:
    """Show the two ways: a codebook into the study, that of the study into a file."""
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        st.markdown("**Charger une grille**")
        given = st.file_uploader("Fichier .yaml ou .csv", type=["yaml", "yml", "csv"], key="codebook-file")
        st.button(
            "Charger la grille « facilitateur, formateur, tiers »",
            key="codebook-framework",
            on_click=lambda: st.session_state.update({_TRIED: True}),
        )
        if given or st.session_state.get(_TRIED):
            _try(study, given)
    with right:
        st.markdown("**Écrire la grille de l’étude**")
        st.caption("Les deux formes se relisent entières ; chaque code y garde son identité.")
        name = f"grille-{date.today():%Y-%m-%d}"
        with st.container(horizontal=True):
            for label, write, suffix in (("YAML", grids.to_yaml, "yaml"), ("CSV", grids.to_csv, "csv")):
                st.download_button(
                    label,
                    write(tree),
                    f"{name}.{suffix}",
                    on_click="ignore",
                    disabled=not tree,
                    key=f"codebook-{suffix}",
                    icon=":material/download:",
                )


def _try(study: Study, given) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    try:
        entries = grids.read(given.name, given.getvalue()) if given else grids.framework()
        found = grid_loading.preview(study, entries)
    except FilRougeError as error:
        st.error(plain(str(error)))
        return
    _told(found, given.name if given else "La grille du programme")
    st.button(
        "Charger",
        type="primary",
        key="codebook-load",
        disabled=found.nothing,
        on_click=_load,
        args=(entries, found),
    )


def _told(found: Loading, name: str) -> None:
    with st.container(border=True, gap="xsmall"):
        if found.nothing:
            st.text(f"{name} : l’étude a déjà tous ces codes, mot pour mot. Rien à charger.")
        else:
            st.text(
                f"{name} : {count(len(found.added), 'code ajouté', 'codes ajoutés')}, "
                f"{count(len(found.rewritten), 'réécrit')}, {found.same} déjà les mêmes."
            )
        if found.left:
            st.caption(f"{count(len(found.left), 'code')} de l’étude que le fichier ne nomme pas : ils restent.")
        if found.added:
            with st.expander("Codes ajoutés"):
                st.text("\n".join(found.added))
        if found.rewritten:
            with st.expander("Codes réécrits", expanded=True):
                for one in found.rewritten[:_MOST]:
                    lines = [f"  {field} : « {excerpt(a, 90)} » → « {excerpt(b, 90)} »" for field, a, b in one.changes]
                    st.text("\n".join([one.label, *lines]))
                if len(found.rewritten) > _MOST:
                    st.caption(f"… et {len(found.rewritten) - _MOST} autres.")


def _load(entries: list[Code], found: Loading) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        added, rewritten = grid_loading.load(study, entries, read=found)
        st.session_state.pop(_TRIED, None)
        notice.later(f"{added} codes ajoutés, {rewritten} réécrits, aucun retiré.")
