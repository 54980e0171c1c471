"""The forms of one code: a new one, or what the chosen one says."""

import streamlit as st

from codebook import codes, signs
from codebook.codes import Code
from codebook.reshaping import writing
from corpus.study import Study
from corpus.terms import FIGURES
from pages.parts import guard, menu, notice
from pages.parts.codebook import address

WORDS = {
    "definition": ("Définition", 110),
    "include": ("Inclure si", 90),
    "exclude": ("Ne pas coder si", 90),
    "example": ("Exemple inventé", 70),
}


def new(tree: list[Code], chosen: Code | None) -> None:
    """Show the form of a new code; it goes under the chosen one unless said otherwise."""
    places: list[str | None] = [None, *(code.id for code in tree)]
    labels = {code.id: code.full_label for code in tree}
    above = chosen.id if chosen else None
    with st.form("code-new", border=False, clear_on_submit=True):
        label = st.text_input("Nom du code", key="code-new-label")
        parent = st.selectbox(
            "Rangé sous",
            places,
            places.index(above) if above in places else 0,
            format_func=lambda key: labels.get(key, "en tête de grille"),
            key=f"code-new-parent-{above}",
        )
        definition = st.text_area("Définition", height=90, key="code-new-definition")
        heads = st.checkbox("Ne fait que ranger d’autres codes, ne s’applique pas lui-même", key="code-new-heads")
        if st.form_submit_button("Créer le code", type="primary", icon=":material/add:"):
            with notice.attempt(), guard.acting(*menu.WRITERS) as study:
                made = writing.create(study, label, parent, definition=definition, applicable=not heads)
                address.show(made)
                notice.done(f"Code « {' '.join(label.split())} » créé.")


def edit(study: Study, code: Code) -> None:
    """Show the form of what a code says; someone else's change meanwhile is not written over."""
    kept = f"code-read-{code.id}"
    read = st.session_state.setdefault(kept, code)
    if codes_differ(read, code):
        st.warning("Ce code a changé depuis que vous avez ouvert ce formulaire : rouvrez-le pour repartir de là.")
        st.button("Rouvrir sur ce qui est écrit maintenant", key=f"code-again-{code.id}", on_click=_again, args=(kept,))
    with st.form(f"code-{code.id}", border=False):
        values: dict[str, object] = {"label": st.text_input("Nom", read.label, key=f"code-label-{code.id}")}
        for name, (label, height) in WORDS.items():
            key = f"code-{name}-{code.id}"
            values[name] = st.text_area(label, getattr(read, name), height=height, key=key)
        values["source"] = st.text_input("Source", read.source, key=f"code-source-{code.id}")
        values |= _sign(read)
        values["applicable"] = not st.checkbox(
            "Ne fait que ranger d’autres codes", not read.applicable, key=f"code-heads-{code.id}"
        )
        if st.form_submit_button("Enregistrer", type="primary"):
            with notice.attempt():
                writing.describe(study, code.id, read=read, **values)
                st.session_state.pop(kept, None)
                notice.done("Code enregistré.")
    st.caption(
        "Si la définition ou ses règles changent alors que des codages sont posés, la grille est d’abord figée en une "
        "version : ces codages gardent les mots sous lesquels ils ont été faits."
    )


def codes_differ(one: Code, other: Code) -> bool:
    """Say whether what a person writes of a code differs."""
    return any(getattr(one, name) != getattr(other, name) for name in codes.DESCRIBED)


def _sign(code: Code) -> dict[str, object]:
    left, middle, right = st.columns(3)
    figures: list[str | None] = [None, *FIGURES]
    figure = left.selectbox(
        "Figure",
        figures,
        figures.index(code.figure),
        format_func=lambda key: FIGURES.get(key, "aucune"),
        key=f"code-figure-{code.id}",
        help="Un code de figure prend sa couleur et sa forme, les mêmes partout.",
    )
    colors = signs.choices(code.color)
    color = middle.selectbox(
        "Couleur", colors, colors.index(code.color), format_func=signs.color_name, key=f"code-color-{code.id}"
    )
    shapes = list(signs.SHAPES)
    shape = right.selectbox(
        "Forme",
        shapes,
        shapes.index(signs.shape(code.shape, code.figure)),
        format_func=lambda key: f"{signs.MARKS[key]} {signs.SHAPES[key]}",
        key=f"code-shape-{code.id}",
    )
    same = shape == signs.shape(code.shape, code.figure)
    return {"figure": figure, "color": color, "shape": code.shape if same else shape}


def _again(kept: str) -> None:
    st.session_state.pop(kept, None)
    for name in ("label", *WORDS, "source", "figure", "color", "shape", "heads"):
        st.session_state.pop(f"code-{name}-{kept.removeprefix('code-read-')}", None)
