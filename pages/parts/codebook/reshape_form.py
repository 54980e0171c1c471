"""Reshaping the tree from the chosen code: move, merge, split, delete, each told before it is done."""

import streamlit as st

from codebook import codes
from codebook.codes import Code
from codebook.reshaping import deleting, merging, moving
from codebook.reshaping.effects import Effect
from corpus.study import Study
from pages.parts.codebook import effect_lines, split_form
from pages.parts.codebook.confirming import confirm, told
from pages.parts.plain import plain

MOVE, MERGE, SPLIT, DELETE = "Déplacer", "Fusionner", "Scinder", "Supprimer"


def show(study: Study, tree: list[Code], code: Code) -> None:
    """Show one act at a time on a code."""
    act = st.segmented_control(
        "Réorganiser",
        [MOVE, MERGE, SPLIT, DELETE],
        default=MOVE,
        key="code-act",
        required=True,
        label_visibility="collapsed",
    )
    {MOVE: _move, MERGE: _merge, SPLIT: split_form.show, DELETE: _delete}[act](study, tree, code)


def _move(study: Study, tree: list[Code], code: Code) -> None:
    below = {one.id for one in codes.under(tree, code.id)} | {code.id}
    places: list[str | None] = [None, *(one.id for one in tree if one.id not in below)]
    labels = {one.id: one.full_label for one in tree}
    parent = st.selectbox(
        "Ranger sous",
        places,
        places.index(code.parent),
        format_func=lambda key: labels.get(key, "en tête de grille"),
        key=f"move-parent-{code.id}-{code.parent}",
    )
    beside = [one for one in tree if one.parent == parent and one.id != code.id]
    order = [one.id for one in tree if one.parent == code.parent]
    after = order[order.index(code.id) + 1 :] if parent == code.parent else []
    spots: list[str | None] = [*(one.id for one in beside), None]
    before = st.selectbox(
        "Avant",
        spots,
        spots.index(after[0]) if after else len(spots) - 1,
        format_func=lambda key: codes_label(tree, key) if key else "en dernier",
        key=f"move-before-{code.id}-{parent}-{after[0] if after else ''}",
    )
    if parent == code.parent and before == (after[0] if after else None):
        st.caption("Choisissez un autre endroit : ce qui va se passer s’affichera ici.")
        return
    effect = told(lambda: moving.preview(study, code.id, parent, before=before), "Codes qui suivent")
    if effect:
        confirm(
            "Déplacer", effect, f"move-{code.id}", lambda s, e: moving.move(s, code.id, parent, before=before, read=e)
        )


def _merge(study: Study, tree: list[Code], code: Code) -> None:
    below = {one.id for one in codes.under(tree, code.id)}
    labels = {one.id: one.full_label for one in tree}
    targets = [one.id for one in tree if one.applicable and one.id != code.id]
    target = st.selectbox(
        plain(f"Fusionner « {code.label} » dans"),
        targets,
        None,
        format_func=labels.get,
        placeholder="Choisir le code qui reste",
        key=f"merge-{code.id}",
    )
    others = [one.id for one in tree if one.id not in {code.id, target}]
    also = st.multiselect(
        "Y fusionner aussi", others, format_func=labels.get, placeholder="Aucun autre", key=f"merge-also-{code.id}"
    )
    keep = st.checkbox("Garder leur définition en mémo sur le code qui reste", True, key=f"merge-keep-{code.id}")
    if target is None:
        if below:
            st.caption("Ses sous-codes passeront sous le code qui reste.")
        return
    sources = [code.id, *also]
    effect = told(lambda: merging.preview(study, sources, target), "Sous-codes qui passent sous le code qui reste")
    if effect:

        def act(acting: Study, read: Effect) -> str:
            merging.merge(acting, sources, target, read=read, keep_words=keep)
            return str(target)

        confirm("Fusionner", effect, f"merge-do-{code.id}-{target}", act, sure=True)


def _delete(study: Study, tree: list[Code], code: Code) -> None:
    below = codes.under(tree, code.id)
    children = deleting.UP
    if below:
        children = st.radio(
            plain(f"Ses {len(below)} sous-codes"),
            list(deleting.CHILDREN),
            format_func=deleting.CHILDREN.get,
            key=f"delete-children-{code.id}",
            horizontal=True,
        )
    first = told(lambda: deleting.preview(study, code.id, children=children), quiet=True)
    if first is None:
        return
    target, remove = _codings(tree, code, [*below] if children == deleting.ALONG else [], first)
    if first.codings and target is None and not remove:
        effect_lines.show(first, children=_CHILDREN[children])
        st.info("Dites d’abord ce que deviennent ces codages : tant qu’ils sont là, le code reste.")
        return
    effect = told(
        lambda: deleting.preview(study, code.id, children=children, send_to=target, remove_codings=remove),
        _CHILDREN[children],
    )
    if effect:

        def act(acting: Study, read: Effect) -> str | None:
            deleting.delete(acting, code.id, children=children, send_to=target, remove_codings=remove, read=read)
            return target or code.parent

        confirm("Supprimer", effect, f"delete-do-{code.id}-{children}-{target}-{remove}", act, sure=True)


_CHILDREN = {deleting.UP: "Sous-codes qui remontent d’un niveau", deleting.ALONG: "Sous-codes supprimés"}


def _codings(tree: list[Code], code: Code, along: list[Code], effect: Effect) -> tuple[str | None, bool]:
    if not effect.codings:
        return None, False
    ways = {"give": "Les donner à un autre code", "drop": "Les retirer, de tous les codeurs"}
    way = st.radio(
        f"Ses {effect.codings} codages",
        list(ways),
        None,
        format_func=ways.get,
        key=f"delete-way-{code.id}",
        horizontal=True,
    )
    if way != "give":
        return None, way == "drop"
    gone = {code.id, *(one.id for one in along)}
    targets = [one.id for one in tree if one.applicable and one.id not in gone]
    labels = {one.id: one.full_label for one in tree}
    return st.selectbox("À quel code", targets, None, format_func=labels.get, key=f"delete-to-{code.id}"), False


def codes_label(tree: list[Code], code: str) -> str:
    """Return the label of a code of the tree."""
    return next(one.label for one in tree if one.id == code)
