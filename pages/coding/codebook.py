"""The codebook: the tree of codes with their counts, and the card of the chosen one."""

import pandas as pd
import streamlit as st

from codebook import codes, codings, grids
from corpus import documents
from pages.parts import guard, menu, notice, reading
from pages.parts.plain import plain


def card(study, code, by_id) -> None:  # noqa: ANN001
    """Show what a code means, when to use it, and passages that carry it."""
    with st.container(border=True):
        st.caption(plain(" › ".join(code.path)) or "Branche")
        st.subheader(plain(code.label), anchor=False)
        st.text(code.definition)
        for head, words in (
            ("Inclure si", code.include),
            ("Ne pas coder si", code.exclude),
            ("Exemple inventé", code.example),
        ):
            if words:
                st.markdown(f"**{head}**")
                st.text(words)
        st.caption(plain(f"Source : {code.source or 'non dite'} · clé {code.key}"))
        if not code.applicable:
            st.caption("Ce code en range d’autres et ne s’applique pas lui-même.")
    found = codings.of_code(study, code.id)
    titles = {paper.id: paper.title for paper in documents.everything(study)}
    st.write(f"**{len(found)} passages codés**, dans {len({c.document for c in found})} documents")
    for coding in found[:8]:
        with st.container(border=True):
            st.text(f"« {reading.excerpt(coding.quote, 240)} »")
            st.page_link(
                menu.WORKBENCH.script,
                label=plain(f"{titles[coding.document]} · {coding.coder_name}"),
                icon=":material/format_quote:",
                query_params={"document": coding.document, "at": coding.passage},
            )
    if len(found) > 8:
        st.caption(f"8 passages montrés sur {len(found)}.")


def files(study, tree) -> None:  # noqa: ANN001
    """Load a codebook from a file or from the program, and write the present one to a file."""
    left, right = st.columns(2)
    with left:
        given = st.file_uploader("Charger une grille (.yaml ou .csv)", key="codebook-file")
        if given and st.button("Charger ce fichier", key="codebook-load"):
            with notice.attempt():
                added, rewritten = codes.install(study, grids.read(given.name, given.getvalue()))
                notice.done(f"{added} codes ajoutés, {rewritten} réécrits, aucun retiré.")
        if st.button("Charger la grille « facilitateur, formateur, tiers »", key="codebook-framework"):
            with notice.attempt():
                added, rewritten = codes.install(study, grids.framework())
                notice.done(f"{added} codes ajoutés, {rewritten} réécrits, aucun retiré.")
    with right:
        st.write("Écrire la grille de l’étude")
        st.download_button("YAML", grids.to_yaml(tree), "grille.yaml", on_click="ignore", disabled=not tree)
        st.download_button("CSV", grids.to_csv(tree), "grille.csv", on_click="ignore", disabled=not tree)


with guard.study(*menu.WRITERS) as study:
    st.title("Grille")
    tree = codes.tree(study)
    if not tree:
        st.info("Cette étude n’a pas de grille : chargez celle du programme ou la vôtre.")
        files(study, tree)
        st.stop()
    counted = pd.Series([c.code for c in codings.everything(study)]).value_counts()
    mine = pd.Series([c.code for c in codings.everything(study) if c.coder == study.member.id]).value_counts()
    left, right = st.columns([1.1, 1])
    with left:
        words = st.text_input("Chercher un code", key="codebook-words", type="search", live=True).casefold()
        shown = [c for c in tree if words in f"{c.label} {c.key} {' '.join(c.path)} {c.definition}".casefold()]
        rows = pd.DataFrame(
            {
                "Code": ["\u2003" * c.depth + c.label for c in shown],
                "Codages": [int(counted.get(c.id, 0)) for c in shown],
                "Les miens": [int(mine.get(c.id, 0)) for c in shown],
            }
        )
        st.caption(f"{len(shown)} codes sur {len(tree)}, dont {sum(c.applicable for c in shown)} applicables")
        chosen = st.dataframe(
            rows,
            hide_index=True,
            height=560,
            key=f"codebook-table-{hash(tuple(c.id for c in shown))}",  # a line of another list is not this line
            on_select="rerun",
            selection_mode="single-row",
            column_config={
                "Code": st.column_config.TextColumn(width="large"),
                "Codages": st.column_config.NumberColumn(width="small"),
                "Les miens": st.column_config.NumberColumn(width="small"),
            },
            alt="Arbre des codes avec le nombre de codages",
        )
    with right:
        lines = chosen["selection"]["rows"]
        asked = next((c for c in tree if c.id == st.query_params.get("code")), None)
        code = shown[lines[0]] if lines and lines[0] < len(shown) else asked or (shown[0] if shown else None)
        if code:
            card(study, code, tree)
    with st.expander("Charger ou écrire une grille", icon=":material/swap_vert:"):
        files(study, tree)
