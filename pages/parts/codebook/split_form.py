"""Splitting a code: the new codes are named, then each coding, read in its words, is given to one of them or left."""

import streamlit as st

from analytics.french import count
from codebook import codings
from codebook.codes import Code
from codebook.codings import Coding
from codebook.reshaping import splitting
from codebook.reshaping.effects import Effect
from codebook.reshaping.splitting import Part
from corpus import documents
from corpus.study import Study
from pages.parts.codebook.confirming import confirm, told
from pages.parts.plain import plain

PAGE = 8
MOST = 5  # new codes at once: beyond, the choice no longer fits on a line
STAYS = "reste"


def show(study: Study, tree: list[Code], code: Code) -> None:
    """Show the names of the new codes, the codings to give them, and what it would do."""
    st.text_area(
        "Nouveaux codes, un par ligne",
        placeholder="Nom : définition (facultative)\nAutre nom : définition",
        height=90,
        key=f"split-names-{code.id}",
    )
    under = st.checkbox("Les ranger sous ce code, comme sous-codes", key=f"split-under-{code.id}")
    named = _named(st.session_state.get(f"split-names-{code.id}", ""))
    if not named:
        st.caption("Nommez au moins un code : les passages à lui donner s’afficheront ici, un par un.")
        return
    if len(named) > MOST:
        st.warning(f"On scinde en {MOST} nouveaux codes au plus à la fois.")
        return
    given: dict[str, str] = st.session_state.setdefault(f"split-given-{code.id}", {})
    found = codings.of_code(study, code.id)
    _choose(study, code, found, [label for label, _ in named], given)
    there = {coding.id for coding in found}
    parts = [
        Part(label, tuple(key for key, to in given.items() if to == label and key in there), definition)
        for label, definition in named
    ]
    effect = told(lambda: splitting.preview(study, code.id, parts, under=under))
    if effect:

        def act(acting: Study, read: Effect) -> str:
            made = splitting.split(acting, code.id, parts, under=under, read=read)
            st.session_state.pop(f"split-given-{code.id}", None)
            st.session_state.pop(f"split-names-{code.id}", None)
            return made[0]

        confirm("Scinder", effect, f"split-{code.id}", act, sure=True)


def _named(text: str) -> list[tuple[str, str]]:
    """Return the labels and definitions a person typed, one a line."""
    found = []
    for line in text.splitlines():
        label, _, definition = line.partition(" : ") if " : " in line else line.partition(": ")
        if label.strip():
            found.append((" ".join(label.split()), definition.strip()))
    return found


def _choose(study: Study, code: Code, found: list[Coding], labels: list[str], given: dict[str, str]) -> None:
    if not found:
        st.caption("Aucun codage de ce code ne vous est ouvert : les nouveaux codes seront créés vides.")
        return
    chosen = sum(given.get(coding.id) in labels for coding in found)
    st.caption(f"{chosen} sur {count(len(found), 'passage')} donnés à un nouveau code ; les autres restent.")
    pages = -(-len(found) // PAGE)
    number = st.pagination(pages, key=f"split-page-{code.id}") if pages > 1 else 1
    papers = {paper.id: paper.title for paper in documents.everything(study)}
    for coding in found[(number - 1) * PAGE : number * PAGE]:
        with st.container(border=True, gap="xsmall"):
            st.text(f"« {coding.quote} »")
            st.caption(plain(f"{coding.coder_name} · {papers[coding.document]}"))
            key = f"split-to-{coding.id}"
            to = given.get(coding.id)
            st.session_state[key] = to if to in labels else STAYS
            st.segmented_control(
                plain(f"Code du passage de {coding.coder_name}"),
                [STAYS, *labels],
                key=key,
                required=True,
                format_func=plain,
                label_visibility="collapsed",
                on_change=_give,
                args=(given, coding.id, key),
            )


def _give(given: dict[str, str], coding: str, key: str) -> None:
    given[coding] = st.session_state[key]
