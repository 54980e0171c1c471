"""Two first readings of the codings: figures × codes and codes × sites."""

import streamlit as st

from analytics import figures, heatmaps
from codebook import codes, counts
from pages.parts import downloads, guard, menu, waiting_note
from pages.parts.plain import plain

EVERYONE = "Tous"


def shown(name: str, chart, table, source: str, alt: str) -> None:  # noqa: ANN001
    """Show a chart with its source line, its table and its files."""
    picture, data, files = st.tabs(["Graphique", "Tableau", "Télécharger"], key=f"figures-{name}")
    with picture:
        st.altair_chart(chart, key=f"figures-chart-{name}", alt=alt)
        st.caption(source)
    with data:
        st.table(table, hide_index=True)
    with files:
        downloads.offer(name, lambda: chart, table, title="", source=source)


with guard.study(*menu.WRITERS) as study:
    st.title("Figures")
    counted = counts.frame(study)
    if counted.empty:
        st.info("Rien n’est encore codé : codez quelques passages dans l’atelier, les tableaux se rempliront.")
        st.page_link(menu.WORKBENCH.script, label="Ouvrir l’atelier", icon=":material/ink_highlighter:")
        st.stop()
    one, two = st.columns([1, 1], vertical_alignment="bottom")
    people = sorted(set(counted["coder_name"]))
    coder = one.segmented_control(
        "Codages de", [EVERYONE, *people], default=EVERYONE, format_func=plain, key="figures-coder", required=True
    )
    branches = [code.label for code in codes.tree(study) if code.depth == 0]
    branch = two.selectbox("Branche", [None, *branches], format_func=lambda b: b or "toutes", key="figures-branch")
    kept = counted if coder == EVERYONE else counted[counted["coder_name"] == coder]
    by_code, by_site = figures.by_code(kept), figures.by_site(kept)
    if branch:
        by_code, by_site = by_code[by_code["branch"] == branch], by_site[by_site["branch"] == branch]
    said = " ; ".join(
        [*([] if coder == EVERYONE else [f"codages de {coder}"]), *([f"branche {branch}"] if branch else [])]
    )
    source = figures.denominators(kept).source(said)
    waiting_note.show(study)
    view = st.segmented_control(
        "Lecture",
        ["Figures × codes", "Codes × sites"],
        default="Figures × codes",
        key="figures-view",
        label_visibility="collapsed",
        required=True,
    )
    if view == "Figures × codes":
        st.write(
            "Les codes qui rencontrent chaque figure : combien de passages du code chevauchent un passage de la figure."
        )
        shown(
            "figures-et-codes",
            heatmaps.by_code(by_code),
            figures.by_code_table(by_code),
            source,
            "Nombre de passages de chaque code qui chevauchent chaque figure ; le tableau dit la même chose.",
        )
    else:
        st.write("Où les codes apparaissent. Les sites sont rangés par nom : aucun classement n’a de sens ici.")
        shown(
            "codes-et-sites",
            heatmaps.by_site(by_site),
            figures.by_site_table(by_site),
            source,
            "Nombre de codages de chaque code dans les documents de chaque site ; le tableau dit la même chose.",
        )
