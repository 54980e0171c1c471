"""Memos on one thing, wherever it is shown: those there to read, one's own to change, a new one to write."""

from datetime import datetime

import streamlit as st

from codebook import memos
from codebook.memos import Memo
from corpus.access import LEVELS
from corpus.study import Study
from pages.parts import guard, menu, notice
from pages.parts.plain import plain

_OPEN = "memo-open"  # the memo being written or changed: its GUID, or what a new one is about


def show(study: Study, kind: str, target: str | None = None) -> None:
    """Show the memos on a code, a coding, a document or the study, and the way to write one.

    :param kind: a key of ``codebook.memos.KINDS``; ``target`` a GUID, None for the study.
    """
    found = memos.of(study, kind, target)
    writes = study.member.writes
    here = f"{kind}-{target or ''}"
    if not found and not writes:
        st.caption("Aucun mémo ne vous est ouvert ici.")
    for memo in found:
        with st.container(border=True, gap="xsmall"):
            if st.session_state.get(_OPEN) == memo.id:
                _form(memo.id, memo, kind, target)
            else:
                _memo(study, memo)
    if not writes:
        return
    if st.session_state.get(_OPEN) == here:
        with st.container(border=True):
            _form(here, None, kind, target)
    else:
        st.button(
            "Écrire un mémo",
            icon=":material/edit_note:",
            key=f"memo-new-{here}",
            on_click=_open,
            args=(here,),
            type="tertiary" if found else "secondary",
        )
        if not found:
            st.caption("Une idée, un doute, une règle à discuter : un mémo garde qui l’a écrit et quand.")


def label(study: Study, kind: str, target: str | None = None) -> str:
    """Return « Mémos » with how many there are to read."""
    number = len(memos.of(study, kind, target))
    return f"Mémos ({number})" if number else "Mémos"


def _memo(study: Study, memo: Memo) -> None:
    st.text(memo.text)
    changed = f", repris le {_day(memo.changed_at)}" if memo.changed_at != memo.made_at else ""
    st.caption(plain(f"{memo.author_name} · {_day(memo.made_at)}{changed} · {LEVELS[memo.level]}"))
    if memo.author == study.member.id:
        with st.container(horizontal=True):
            st.button("Reprendre", key=f"memo-change-{memo.id}", type="tertiary", on_click=_open, args=(memo.id,))
            st.button("Retirer", key=f"memo-drop-{memo.id}", type="tertiary", on_click=_drop, args=(memo,))


def _form(key: str, memo: Memo | None, kind: str, target: str | None) -> None:
    with st.form(f"memo-{key}", border=False):
        st.text_area("Mémo", memo.text if memo else "", height=140, key=f"memo-text-{key}")
        levels = list(LEVELS)
        st.selectbox(
            "Lisible par",
            levels,
            levels.index(memo.level if memo else "team"),
            format_func=LEVELS.get,
            key=f"memo-level-{key}",
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                "Enregistrer", type="primary", key=f"memo-keep-{key}", on_click=_keep, args=(key, memo, kind, target)
            )
            st.form_submit_button("Fermer", key=f"memo-close-{key}", on_click=_close, args=(key,))


def _keep(key: str, memo: Memo | None, kind: str, target: str | None) -> None:
    text, level = (st.session_state[f"memo-{name}-{key}"] for name in ("text", "level"))
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        if memo:
            memos.revise(study, memo.id, text=text, level=level, read=memo)
        else:
            memos.write(study, kind, target, text, level=level)
        _close(key)
        notice.later("Mémo enregistré.")


def _close(key: str) -> None:
    for name in (_OPEN, f"memo-text-{key}", f"memo-level-{key}"):
        st.session_state.pop(name, None)


def _open(key: str) -> None:
    st.session_state[_OPEN] = key


def _drop(memo: Memo) -> None:
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        memos.remove(study, memo.id)
        notice.later("Mémo retiré ; l’historique peut l’annuler.")


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%d/%m/%Y %H:%M}"
