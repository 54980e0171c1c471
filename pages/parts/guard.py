"""The guard of every page: it opens the study as the person at work, and refuses whoever did not pass the front door.

The choice of who is working is kept for the browser session (``front_memory``). It is convenience, not security: the
server listens on this machine only until people sign in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from codebook.schema import FLOORS
from corpus.access import ROLES
from corpus.errors import AccessError, FilRougeError
from corpus.study import Study, StudyFile
from pages.parts.plain import plain

_STUDY, _MEMBER, _ENTERED, _LEFT = "fil_rouge_study", "fil_rouge_member", "fil_rouge_entered", "fil_rouge_left"


def let_in(path: Path, member: str) -> None:
    """Remember which study is open and who works in it. Only the front door calls this."""
    st.session_state[_STUDY], st.session_state[_MEMBER] = str(path), member
    st.session_state[_ENTERED] = True
    st.session_state.pop(_LEFT, None)


def leave(*, keep_study: bool = False) -> None:
    """Forget who is working, so that the front door asks again."""
    names = (_MEMBER, _ENTERED) if keep_study else (_STUDY, _MEMBER, _ENTERED)
    for name in names:
        st.session_state.pop(name, None)
    st.session_state[_LEFT] = True


def has_left() -> bool:
    """Say whether somebody left in this session and nobody came in since."""
    return bool(st.session_state.get(_LEFT))


def study_path() -> Path | None:
    """Return the file of the study this session opened, if any."""
    path = st.session_state.get(_STUDY)
    return Path(path) if path else None


def member_at_work() -> str | None:
    """Return the GUID of the member at work, if the front door has let this session in."""
    return str(st.session_state[_MEMBER]) if is_in() else None


def is_in() -> bool:
    """Say whether the front door has let this session in."""
    return bool(st.session_state.get(_ENTERED))


@contextmanager
def study(*roles: str) -> Iterator[Study]:
    """Open the study as the person at work, for the length of a page or of a fragment.

    Refuses, and stops the page, when the session did not pass the front door or the person has none of these roles
    (all roles when none is given). An error that carries a sentence ends the page with that sentence.
    """
    try:
        with acting(*roles) as opened:
            yield opened
    except FilRougeError as error:
        st.error(plain(str(error)))
        st.stop()


@contextmanager
def acting(*roles: str) -> Iterator[Study]:
    """Open the study as the person at work, for an act done before the page runs; the caller shows what goes wrong.

    :raises FilRougeError: the session did not pass the front door, the person has none of these roles, or the study
        is gone.
    """
    path = study_path()
    if not is_in() or path is None:
        raise AccessError("Cette page s’ouvre par l’accueil : revenez à la première page et dites qui travaille.")
    with StudyFile.open(path, FLOORS) as file:
        opened = file.acting_as(st.session_state[_MEMBER])
        if roles and opened.member.role not in roles:
            role = ROLES[opened.member.role]
            raise AccessError(f"Cette page n’est pas ouverte au rôle « {role} » : choisissez-en une autre au menu.")
        yield opened
