"""The panel beside the marked text.

The chosen passage with its codings to read and change, or all codings in reading order.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from codebook import codings, evidence, links
from codebook.codes import Code
from codebook.codings import Coding
from codebook.following import DOUBTFUL, MODIFIED
from codebook.terms import FACETS, SIDES, STRENGTH_HELP, STRENGTHS
from corpus.access import LEVELS
from corpus.study import Study
from pages.parts import guard, menu, notice, waiting_note
from pages.parts.plain import plain
from pages.parts.reading import Opened, counted, excerpt

PASSAGE, LIST = "Passage", "Codages"


def show(study: Study, opened: Opened, found: Sequence[Coding]) -> None:
    """Show one of the two views; the other is not built."""
    view = st.segmented_control(
        "Vue", [PASSAGE, LIST], default=PASSAGE, key="workbench-view", label_visibility="collapsed", required=True
    )
    codes = {code.id: code for code in opened.tree}
    st.caption(counted(found))
    waiting_note.show(study, opened.document.id)
    if view == LIST:
        _list(opened, found, codes)
    else:
        _passage(study, found, codes)
    st.page_link(
        menu.EDIT.script,
        label="Modifier le texte",
        icon=":material/edit_document:",
        query_params={"document": opened.document.id},
    )


def _list(opened: Opened, found: Sequence[Coding], codes: dict[str, Code]) -> None:
    if not found:
        st.info("Aucun codage dans ce document : sélectionnez un passage avec la souris.")
        return
    rows = pd.DataFrame(
        {
            "Code": [codes[c.code].label for c in found],
            "Passage": [excerpt(c.quote) for c in found],
            "Par": [c.coder_name for c in found],
        }
    )
    key = f"workbench-list-{hash(tuple(c.id for c in found))}"  # a line chosen in another list is not this line

    def jump() -> None:
        lines = st.session_state[key]["selection"]["rows"]
        if lines:
            coding = found[lines[0]]
            st.session_state["workbench-focus"] = (coding.start, coding.end)
            st.session_state["workbench-picked"] = [coding.id]

    st.dataframe(
        rows,
        hide_index=True,
        height=470,
        key=key,
        on_select=jump,
        selection_mode="single-row",
        alt="Codages du document dans l’ordre du texte",
    )


def _passage(study: Study, found: Sequence[Coding], codes: dict[str, Code]) -> None:
    picked = [c for c in found if c.id in st.session_state.get("workbench-picked", [])]
    if not picked:
        st.markdown(
            "**Coder** : sélectionnez des mots, tapez le début d’un code, Entrée.  \n"
            "**Relire** : cliquez sur un passage surligné."
        )
        return
    for passage in dict.fromkeys(c.passage for c in picked):
        here = [c for c in picked if c.passage == passage]
        st.text(f"« {excerpt(here[0].quote, 320)} »")
        for coding in here:
            _coding(study, coding, codes[coding.code])
        _others(found, here, codes)
        _to_link(study, passage, here)
        _address(here[0])


def _address(coding: Coding) -> None:
    """Put the address of a passage in the browser's bar, where it is copied and shared."""

    def go() -> None:
        st.query_params["document"], st.query_params["at"] = coding.document, coding.passage
        st.session_state["workbench-focus"] = (coding.start, coding.end)
        notice.later("L’adresse du navigateur est celle de ce passage : copiez-la pour la partager.")

    st.button("Adresse de ce passage", icon=":material/link:", on_click=go, type="tertiary", key=f"at-{coding.passage}")


def _coding(study: Study, coding: Coding, code: Code) -> None:
    mine = coding.coder == study.member.id
    with st.container(border=True):
        path = " › ".join([*code.path, code.label])
        st.markdown(f"**{plain(code.label)}**" + (" · dominant" if coding.dominant else ""), help=plain(path))
        st.caption(plain(f"{coding.coder_name} · {coding.made_at[:10]}"))
        if coding.state in (DOUBTFUL, MODIFIED):
            words = "Mots modifiés depuis le codage" if coding.state == MODIFIED else "Place à confirmer"
            st.badge(words, icon=":material/pending_actions:", color="orange")
        facets = [
            f"{FACETS[name][0]} : {FACETS[name][1][value]}" for name in FACETS if (value := getattr(coding, name))
        ]
        if facets:
            st.caption(" · ".join(facets))
        if coding.comment:
            st.text(coding.comment)
        with st.expander("Définition"):
            st.text(code.definition)
            st.text(f"Inclure : {code.include}\nExclure : {code.exclude}\nSource : {code.source}")
        if mine:
            _edit(coding)


def _edit(coding: Coding) -> None:
    with st.expander("Préciser", expanded=False), st.form(f"coding-{coding.id}", border=False):
        values: dict[str, object] = {"comment": st.text_area("Commentaire", coding.comment, height=70)}
        values["dominant"] = st.checkbox("Code dominant du passage", coding.dominant)
        for name, (label, terms) in FACETS.items():
            options = [None, *terms]
            values[name] = st.selectbox(
                label,
                options,
                index=options.index(getattr(coding, name)),
                format_func=lambda key, terms=terms: "–" if key is None else terms[key],
                key=f"{name}-{coding.id}",
            )
        levels = [level for level in LEVELS if level != "committee"]
        values["level"] = st.selectbox("Lisible par", levels, levels.index(coding.level), format_func=LEVELS.get)
        if st.form_submit_button("Enregistrer", type="primary"):
            with notice.attempt(), guard.acting(*menu.WRITERS) as study:
                codings.revise(study, coding.id, **values)
                notice.later("Codage enregistré.")
                st.rerun(scope="fragment")
    if st.button("Retirer ce codage", key=f"remove-{coding.id}", icon=":material/delete:", type="tertiary"):
        with notice.attempt(), guard.acting(*menu.WRITERS) as study:
            codings.remove(study, [coding.id])
            notice.later("Codage retiré.")
            st.rerun(scope="fragment")


def _others(found: Sequence[Coding], here: Sequence[Coding], codes: dict[str, Code]) -> None:
    shown = {c.id for c in here}
    start, end = here[0].start, here[0].end
    others = [c for c in found if c.id not in shown and c.start < end and start < c.end]
    if others:
        with st.expander(f"Autres codages ici ({len(others)})"):
            for other in others:
                st.text(f"{codes[other.code].label} · {other.coder_name}\n« {excerpt(other.quote)} »")


def _to_link(study: Study, passage: str, here: Sequence[Coding]) -> None:
    with st.popover("Joindre à un lien", icon=":material/conversion_path:"):
        choices = {link.id: link for link in links.everything(study)}
        if not choices:
            st.write("Aucun lien dans l’étude : posez-en un dans la page Liens.")
            st.page_link(menu.LINKS.script, label="Poser un lien", icon=":material/add:")
            return
        with st.form(f"evidence-{passage}", border=False):
            link = st.selectbox("Lien", list(choices), format_func=lambda key: excerpt(choices[key].statement, 80))
            side = st.segmented_control(
                "Ce passage parle", list(SIDES), format_func=SIDES.get, default="for", required=True
            )
            strength = st.selectbox(
                "Force", list(STRENGTHS), format_func=lambda key: f"{STRENGTHS[key]} : {STRENGTH_HELP[key]}"
            )
            comment = st.text_input("Pourquoi")
            if st.form_submit_button("Joindre", type="primary"):
                with notice.attempt(), guard.acting(*menu.WRITERS) as study:
                    evidence.add(study, link, passage, side=side, strength=strength, comment=comment, coding=here[0].id)
                    notice.later("Passage joint au lien.")
                    st.rerun(scope="fragment")
