"""The chosen passage: its words, what each coder says of it, what one may say more of one's own, and where it leads."""

from collections.abc import Iterable, Sequence

import streamlit as st

from codebook import codes, codings, evidence, grid_versions, links
from codebook.codes import Code
from codebook.codings import Coding
from codebook.following import DOUBTFUL, MODIFIED
from codebook.suggesting import verdicts
from codebook.terms import FACETS, SIDES, STRENGTH_HELP, STRENGTHS
from corpus.access import LEVELS
from corpus.documents import Document
from corpus.study import Study
from pages.parts import guard, memos, menu, notice
from pages.parts.plain import plain
from pages.parts.reading import excerpt

PICKED, FOCUS, _READ = "workbench-picked", "workbench-focus", "workbench-read"


def forget(picked: Iterable[str]) -> None:
    """Have the forms of these codings show what stands in the study, not what was begun in them."""
    for coding in picked:
        st.session_state.pop(f"{_READ}-{coding}", None)
        for name in ("comment", "dominant", "code", "level", *FACETS):
            st.session_state.pop(f"{name}-{coding}", None)


def bring(coding: Coding) -> None:
    """Show a coding, and its passage in the text, also when it was the last one asked for."""
    kept = st.session_state.get(FOCUS)
    st.session_state[FOCUS] = (coding.start, coding.end, (kept[2] if kept else 0) + 1)
    st.session_state[PICKED] = [coding.id]
    forget([coding.id])


def show(study: Study, document: Document) -> None:
    """Show the passages of the codings that were picked."""
    asked = st.session_state.get(PICKED, [])
    picked = [coding for coding in codings.among(study, asked) if coding.document == document.id]
    if not picked:
        if asked:
            st.caption("Ce codage n’est plus là : il a été retiré, ou ne vous est pas ouvert.")
        st.markdown(
            "**Coder** : sélectionnez des mots, tapez le début d’un code, Entrée.  \n"
            "**Relire** : cliquez sur un passage marqué, ou passez de l’un à l’autre par Tab."
        )
        return
    known = {code.id: code for code in codes.tree(study)}
    origins = verdicts.origins(study, document.id)
    for passage in dict.fromkeys(c.passage for c in picked):
        here = [c for c in picked if c.passage == passage]
        st.text(f"« {excerpt(here[0].quote, 320)} »")
        for coding in here:
            _coding(study, coding, known, origins.get(coding.id))
        _others(study, here, known)
        _to_link(study, passage, here)
        _address(here[0])


def _address(coding: Coding) -> None:
    """Put the address of a passage in the browser's bar, where it is copied and shared."""

    def go() -> None:
        st.query_params["document"], st.query_params["at"] = coding.document, coding.passage
        bring(coding)
        notice.later("L’adresse du navigateur est celle de ce passage : copiez-la pour la partager.")

    st.button("Adresse de ce passage", icon=":material/link:", on_click=go, type="tertiary", key=f"at-{coding.passage}")


def _coding(study: Study, coding: Coding, known: dict[str, Code], origin: verdicts.Origin | None) -> None:
    code = known[coding.code]
    with st.container(border=True):
        path = " › ".join([*code.path, code.label])
        st.markdown(f"**{plain(code.label)}**" + (" · dominant" if coding.dominant else ""), help=plain(path))
        under = grid_versions.said(study, coding.codebook_version)
        st.caption(plain(f"{coding.coder_name} · {coding.made_at[:10]} · grille : {under}"))
        if origin is not None:
            st.caption(plain(origin.shown))
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
        if coding.coder == study.member.id:
            _edit(coding, known)
        with st.expander(memos.label(study, "coding", coding.id)):
            memos.show(study, "coding", coding.id)


def _edit(coding: Coding, known: dict[str, Code]) -> None:
    read = st.session_state.setdefault(f"{_READ}-{coding.id}", coding)
    with st.expander("Préciser", expanded=False), st.form(f"coding-{coding.id}", border=False):
        values: dict[str, object] = {}
        usable = [code.id for code in known.values() if code.applicable]
        values["code"] = st.selectbox(
            "Code",
            usable,
            index=usable.index(read.code) if read.code in usable else 0,
            format_func=lambda key: " › ".join((*known[key].path[-1:], known[key].label)),
            key=f"code-{coding.id}",
        )
        values["dominant"] = st.checkbox("Code dominant du passage", read.dominant, key=f"dominant-{coding.id}")
        for name, (label, terms) in FACETS.items():
            options = [None, *terms]
            values[name] = st.selectbox(
                label,
                options,
                index=options.index(getattr(read, name)),
                format_func=lambda key, terms=terms: "–" if key is None else terms[key],
                key=f"{name}-{coding.id}",
            )
        values["comment"] = st.text_area("Commentaire", read.comment, height=70, key=f"comment-{coding.id}")
        levels = [level for level in LEVELS if level != "committee"]
        values["level"] = st.selectbox(
            "Lisible par", levels, levels.index(read.level), format_func=LEVELS.get, key=f"level-{coding.id}"
        )
        if st.form_submit_button("Enregistrer", type="primary"):
            _revise(read, values)
    st.button(
        "Retirer ce codage",
        key=f"remove-{coding.id}",
        icon=":material/delete:",
        type="tertiary",
        on_click=_remove,
        args=(coding.id,),
    )


def _revise(read: Coding, values: dict[str, object]) -> None:
    with notice.attempt(), guard.acting(*menu.WRITERS) as study:
        codings.revise(study, read.id, read=read, **values)
        forget([read.id])
        notice.later("Codage enregistré.")
        st.rerun(scope="fragment")


def _remove(coding: str) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        codings.remove(study, [coding])
        st.session_state[PICKED] = [one for one in st.session_state.get(PICKED, []) if one != coding]
        notice.later("Codage retiré.")


def _others(study: Study, here: Sequence[Coding], known: dict[str, Code]) -> None:
    shown = {c.id for c in here}
    found = codings.across(study, here[0].document, here[0].start, here[0].end)
    others = [c for c in found if c.id not in shown]
    if others:
        with st.expander(f"Autres codages ici ({len(others)})"):
            for other in others:
                st.text(f"{known[other.code].label} · {other.coder_name}\n« {excerpt(other.quote)} »")


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
