"""The versions of a document: when, by whom, why; what each changed; and the way back to an older one."""

from datetime import datetime

import streamlit as st

from analytics.french import count
from corpus import versions
from corpus.documents import Document
from corpus.errors import StudyError
from corpus.study import Study
from corpus.versions import Version
from pages.parts import menu, words_compared
from pages.parts.plain import plain


def show(study: Study, document: Document) -> None:
    """List the versions of a document, the latest first."""
    found = versions.of_document(study, document.id)
    if len(found) < 2:
        st.caption("Une seule version : le texte importé.")
        return
    chosen = st.selectbox(
        "Version",
        [version.id for version in reversed(found)],
        format_func=lambda key: _name(next(v for v in found if v.id == key), document),
        key=f"versions-{document.id}",
    )
    index = next(at for at, version in enumerate(found) if version.id == chosen)
    _one(study, document, found, index)


def _name(version: Version, document: Document) -> str:
    when = datetime.fromisoformat(version.at).astimezone()
    current = " · actuelle" if version.id == document.version else ""
    return f"{version.number} · {when:%d/%m/%Y %H:%M} · {version.author_name} · {version.reason}{current}"


def _one(study: Study, document: Document, found: list[Version], index: int) -> None:
    version = found[index]
    st.caption(f"{version.characters} signes, {count(version.words, 'mot')}")
    try:
        text = versions.text(study, version.id)
        if version.id != document.version and study.member.writes:
            st.page_link(
                menu.EDIT.script,
                label=f"Revenir à la version {version.number} (une nouvelle version, avec ce texte)",
                icon=":material/history:",
                query_params={"document": document.id, "version": version.id},
            )
        if not index:
            st.text(text if len(text) < 1500 else text[:1500].rsplit(" ", 1)[0] + " …")
            return
        st.markdown(f"**Ce qui a changé depuis la version {found[index - 1].number}**")
        if not words_compared.changes(versions.text(study, found[index - 1].id), text):
            st.caption("Les deux textes sont les mêmes.")
    except StudyError as error:
        st.caption(plain(str(error)))
