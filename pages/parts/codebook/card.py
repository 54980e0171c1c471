"""The card of a code: what it means, passages chosen as examples, and the passages coded with it."""

import streamlit as st

from analytics.french import count
from codebook import codings, examples, grid_versions, signs
from codebook.codes import Code
from codebook.codings import Coding
from corpus import documents
from corpus.study import Study
from pages.parts import guard, menu, notice
from pages.parts.plain import plain
from pages.parts.reading import excerpt

PAGE = 8
_HEADS = (("Inclure si", "include"), ("Ne pas coder si", "exclude"), ("Exemple inventé", "example"))


def head(code: Code) -> None:
    """Show where a code stands, its sign and its name."""
    st.caption(plain(" › ".join(code.path)) or "Branche")
    sign = signs.MARKS[signs.shape(code.shape, code.figure)]
    st.subheader(f"{sign} {plain(code.label)}", anchor=False)


def meaning(study: Study, code: Code) -> None:
    """Show what a code means, when to use it, when not, with its examples."""
    st.text(code.definition or "Ce code n’a pas encore de définition : écrivez-la sous « Modifier ».")
    for title, name in _HEADS:
        if getattr(code, name):
            st.markdown(f"**{title}**")
            st.text(getattr(code, name))
    found = examples.of_code(study, code.id)
    if found:
        st.markdown("**Passages choisis**")
    for example in found:
        with st.container(border=True, gap="xsmall"):
            st.text(f"« {excerpt(example.quote, 320)} »")
            with st.container(horizontal=True, vertical_alignment="center"):
                _to_text(f"{example.title} · choisi par {example.coder_name}", example.document, example.passage)
                st.button(
                    "Retirer de la fiche",
                    key=f"example-drop-{example.id}",
                    type="tertiary",
                    on_click=_drop,
                    args=(example.id,),
                )
    if not found and code.applicable:
        st.caption("Aucun passage choisi : sous « Passages », montrez ceux qui disent le mieux ce code.")
    sign = f"{signs.color_name(code.color)}, {signs.SHAPES[signs.shape(code.shape, code.figure)]}"
    st.caption(plain(f"Source : {code.source or 'non dite'} · clé {code.key} · signe : {sign}"))
    if not code.applicable:
        st.caption("Ce code en range d’autres et ne s’applique pas lui-même.")


def passages(study: Study, code: Code) -> None:
    """Show the passages coded with a code, to open in their text or to choose as examples."""
    found = codings.of_code(study, code.id)
    if not found:
        st.info("Aucun passage codé avec ce code ne vous est ouvert : posez-le dans l’atelier.")
        st.page_link(menu.WORKBENCH.script, label="Ouvrir l’atelier", icon=":material/ink_highlighter:")
        return
    papers = {paper.id: paper.title for paper in documents.everything(study)}
    st.caption(
        f"{count(len(found), 'passage codé', 'passages codés')} dans "
        f"{count(len({c.document for c in found}), 'document')}, par {count(len({c.coder for c in found}), 'personne')}"
    )
    pages = -(-len(found) // PAGE)
    number = st.pagination(pages, key=f"code-passages-{code.id}") if pages > 1 else 1
    chosen = {example.passage for example in examples.of_code(study, code.id)}
    for coding in found[(number - 1) * PAGE : number * PAGE]:
        _passage(study, code, coding, papers[coding.document], coding.passage in chosen)


def _passage(study: Study, code: Code, coding: Coding, title: str, is_example: bool) -> None:
    with st.container(border=True, gap="xsmall"):
        st.text(f"« {excerpt(coding.quote, 260)} »")
        if coding.comment:
            st.text(f"Commentaire : {excerpt(coding.comment, 160)}")
        under = grid_versions.said(study, coding.codebook_version)
        st.caption(plain(f"{coding.coder_name} · fait sous : {under}"))
        with st.container(horizontal=True, vertical_alignment="center"):
            _to_text(title, coding.document, coding.passage)
            if is_example:
                st.caption("En exemple sur la fiche")
            else:
                st.button(
                    "Choisir en exemple",
                    key=f"example-{coding.id}",
                    type="tertiary",
                    icon=":material/star:",
                    on_click=_choose,
                    args=(code.id, coding.passage),
                )


def _to_text(label: str, document: str, passage: str) -> None:
    st.page_link(
        menu.WORKBENCH.script,
        label=plain(label),
        icon=":material/format_quote:",
        query_params={"document": document, "at": passage},
    )


def _choose(code: str, passage: str) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        examples.add(study, code, passage)
        notice.later("Passage montré en exemple sur la fiche.")


def _drop(example: str) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        examples.remove(study, example)
        notice.later("Passage retiré de la fiche ; ses codages restent.")
