"""The files a reading can be taken away as; each is made when it is asked for, as the person who asks."""

from collections.abc import Callable

import streamlit as st

from codebook.quotes import exporting, reading
from codebook.quotes.filters import Ask
from codebook.schema import FLOORS
from corpus.study import Study, StudyFile

LABELS = {".docx": "Word, groupé par document", ".xlsx": "Classeur Excel", ".csv": "Tableau CSV"}


def offer(study: Study, ask: Ask) -> None:
    """Show the buttons that download the whole reading."""
    for suffix, label in LABELS.items():
        st.download_button(
            label,
            _whole(study, ask, suffix),
            f"verbatims{suffix}",
            exporting.MIMES[suffix],
            key=f"quotes-file{suffix}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _whole(study: Study, ask: Ask, suffix: str) -> Callable[[], bytes]:
    path, member = study.file.path, study.member.id

    def make() -> bytes:
        with StudyFile.open(path, FLOORS) as file:
            return exporting.FORMATS[suffix](reading.read(file.acting_as(member), ask))

    return make
