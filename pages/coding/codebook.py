"""The codebook: the tree of codes with their counts, the card of the chosen one, its versions and its files."""

import streamlit as st

from analytics.french import count
from codebook import codes, counts, memos, signs
from codebook.codes import Code
from corpus import changes
from corpus.study import Study
from pages.parts import guard, menu, notice
from pages.parts import memos as memo_part
from pages.parts.code_tree import Node, code_tree
from pages.parts.codebook import address, card, code_form, file_view, reshape_form, version_view
from pages.parts.plain import plain

HEIGHT = 535
CODES, VERSIONS, FILES = "Codes", "Versions", "Fichiers"
MEANING, PASSAGES, EDIT, RESHAPE, MEMOS = "Fiche", "Passages", "Modifier", "Réorganiser", "Mémos"


def undo() -> None:
    """Take back the person's last change."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        last = changes.last_undoable(study)
        if last is not None:
            changes.undo(study, last.id)
            notice.later(f"Annulé : {last.label}")


def nodes(study: Study, tree: list[Code]) -> list[Node]:
    """Return the lines of the tree with their counts."""
    counted, noted = counts.per_code(study), memos.per_code(study)
    under = dict.fromkeys((code.id for code in tree), 0)
    for code in reversed(tree):  # children before their parents
        if code.parent:
            under[code.parent] += under[code.id] + counted.get(code.id, (0, 0))[0]
    return [
        Node(
            code.id,
            code.label,
            code.depth,
            code.color,
            signs.shape(code.shape, code.figure),
            code.applicable,
            counted.get(code.id, (0, 0))[0],
            under[code.id],
            counted.get(code.id, (0, 0))[1],
            noted.get(code.id, 0),
            f"{code.key} {code.definition}",
        )
        for code in tree
    ]


def code_view(study: Study, tree: list[Code], code: Code) -> None:
    """Show the chosen code, one side of it at a time."""
    card.head(code)
    side = st.segmented_control(
        "Vue du code",
        [MEANING, PASSAGES, EDIT, RESHAPE, MEMOS],
        default=MEANING,
        key="code-side",
        required=True,
        label_visibility="collapsed",
        format_func=lambda one: memo_part.label(study, "code", code.id) if one == MEMOS else one,
    )
    if side == MEANING:
        card.meaning(study, code)
    elif side == PASSAGES:
        card.passages(study, code)
    elif side == EDIT:
        code_form.edit(study, code)
    elif side == RESHAPE:
        reshape_form.show(study, tree, code)
    else:
        memo_part.show(study, "code", code.id)


def codes_view(study: Study, tree: list[Code]) -> None:
    """Show the tree and, beside it, the chosen code."""
    chosen = next((code for code in tree if code.id == address.shown()), None)
    if chosen is None and address.shown():
        with notice.attempt():
            codes.get(study, address.shown() or "")
    chosen = chosen or tree[0]
    lines = nodes(study, tree)
    left, right = st.columns([1, 1.25], gap="medium", wrap=False)
    with left:
        code_tree(lines, key="codebook-tree", chosen=chosen.id, height=HEIGHT, on_pick=address.show)
    with right, st.container(height=HEIGHT, border=False), st.container():  # the inner one keeps fields at their height
        code_view(study, tree, chosen)


with guard.study(*menu.WRITERS) as study:
    tree = codes.tree(study)
    head, view_column, acts = st.columns([1.6, 1, 1.4], vertical_alignment="center", wrap=False)
    head.title("Grille")
    if not tree:
        st.info("Cette étude n’a pas de grille : chargez celle du programme ou la vôtre, ou créez un premier code.")
        file_view.show(study, tree)
        with st.expander("Créer un premier code"):
            code_form.new(tree, None)
        st.stop()
    with view_column:
        view = st.segmented_control(
            "Vue",
            [CODES, VERSIONS, FILES],
            default=CODES,
            key="codebook-view",
            required=True,
            label_visibility="collapsed",
        )
    with acts, st.container(horizontal=True, horizontal_alignment="right"):
        with st.popover("Nouveau code", icon=":material/add:"):
            code_form.new(tree, next((code for code in tree if code.id == address.shown()), None))
        st.button(
            "Annuler", icon=":material/undo:", on_click=undo, key="codebook-undo", help="Annuler mon dernier changement"
        )
    applied = sum(code.applicable for code in tree)
    head.caption(plain(f"{count(len(tree), 'code')}, dont {count(applied, 'applicable')}"))
    if view == VERSIONS:
        version_view.show(study)
    elif view == FILES:
        file_view.show(study, tree)
    else:
        codes_view(study, tree)
