"""How far people who finished the same documents agree, where they differ, and what was decided of it."""

import streamlit as st

from codebook import codes
from codebook.agreement import reading
from pages.parts import agreement_differences, agreement_layer, agreement_table, guard, menu, notice
from pages.parts.agreement_empty import nothing
from pages.parts.agreement_pair import DIFFERENCES

MEASURES, SETTLED = "Mesures", "Lecture commune"
VIEWS = {
    MEASURES: agreement_table.show,
    DIFFERENCES: agreement_differences.show,
    SETTLED: agreement_layer.show,
}

with guard.study(*menu.WRITERS) as study:
    notice.show()
    head, views = st.columns([1, 3], vertical_alignment="center")
    head.title("Accord")
    done = reading.finished(study)
    if not done.papers:
        nothing(study, done)
        st.stop()
    st.session_state.setdefault("agreement-view", DIFFERENCES if "document" in st.query_params else MEASURES)
    view = views.segmented_control(
        "Vue", list(VIEWS), key="agreement-view", label_visibility="collapsed", required=True
    )
    VIEWS[view](study, done, codes.by_id(study))
