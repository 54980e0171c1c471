"""The links: arguments people make from what was done to what was reached, each to be read aloud and discussed."""

import streamlit as st

from corpus.errors import FilRougeError
from corpus.study import Study
from pages.parts import argument, choice, guard, link_acts, link_form, link_list


def one_link(study: Study, opened: str) -> None:
    """Show the argument that is open, or the form that changes it."""
    try:
        if "edit" in st.query_params:
            link_form.show(opened)
            return
        link_acts.bar(opened)
        argument.show(study, opened, take_away=link_acts.take_away)
    except FilRougeError as error:
        st.warning(str(error))


with guard.study("lead", "researcher") as study:
    st.title("Liens", anchor=False)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        opened = link_list.show(study)
    with right:
        starts = {name: st.query_params.get(name) for name in ("event", "milestone")}
        if opened and opened != choice.NEW:
            one_link(study, opened)
        elif opened == choice.NEW or any(starts.values()):
            link_form.show(None, starts["event"], starts["milestone"])
        else:
            st.info("Choisissez un lien pour lire son argument, ou posez-en un : d’un événement vers un jalon.")
            st.caption(argument.NATURE)
