"""The history: who changed what and when, and the undo of a whole change."""

import math
from datetime import datetime

import streamlit as st

from analytics.french import count
from corpus import changes
from pages.parts import guard, menu, notice
from pages.parts.plain import plain

PAGE = 25

with guard.study(*menu.WRITERS) as study:
    st.title("Historique")
    total = changes.count(study)
    st.caption(
        f"{count(total, 'changement')}. Chacun s’annule en entier, une annulation aussi. Rien n’est jamais effacé."
    )
    pages = max(1, math.ceil(total / PAGE))
    number = st.pagination(pages, key="history-page") if pages > 1 else 1
    for change in changes.history(study, limit=PAGE, offset=(number - 1) * PAGE):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            when = datetime.fromisoformat(change.at).astimezone()
            state = " · annulé" if change.undone_by is not None else ""
            st.text(change.label, width="stretch")
            st.caption(plain(f"{change.author_name} · {when:%d/%m/%Y %H:%M}{state}"), width=330)
            allowed = change.author == study.member.id or study.member.role == "lead"
            if st.button(
                "Rétablir" if change.undoes else "Annuler",
                key=f"undo-{change.id}",
                disabled=change.undone_by is not None or not allowed,
            ):
                with notice.attempt():
                    changes.undo(study, change.id)
                    notice.done(f"{'Rétabli' if change.undoes else 'Annulé'} : {change.label}")
