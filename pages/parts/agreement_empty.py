"""What to do while no document was finished by two people."""

import streamlit as st

from codebook import assignments
from codebook.agreement.reading import Finished
from corpus.study import Study
from pages.parts import menu
from pages.parts.plain import plain


def nothing(study: Study, done: Finished) -> None:
    """Say what is missing before agreement can be measured, document by document, and where to go."""
    st.info(
        "L’accord se mesure sur un document que deux personnes au moins ont fini de coder, chacune de son côté : "
        "confiez le même document à deux personnes, puis que chacune le déclare terminé."
    )
    if done.blind:
        st.caption(
            f"Documents que d’autres ont finis et que vous codez à l’aveugle : {done.blind}. Vous verrez l’accord une "
            "fois les vôtres déclarés terminés."
        )
    waiting: dict[str, list[str]] = {}
    hidden = assignments.blind_documents(study)
    for one in assignments.everything(study):
        if one.document not in hidden:
            state = "a terminé" if one.state == "finished" else assignments.STATES[one.state]
            waiting.setdefault(one.title, []).append(f"{one.coder_name} ({state})")
    for title, people in sorted(waiting.items()):
        st.caption(plain(f"« {title} » : {', '.join(people)}"))
    with st.container(horizontal=True):
        st.page_link(menu.ASSIGNMENTS.script, label="Répartir les documents", icon=":material/group_add:")
        st.page_link(menu.WORKBENCH.script, label="Ouvrir l’atelier", icon=":material/ink_highlighter:")
