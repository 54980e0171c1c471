"""The people who work in the study, and their roles."""

import streamlit as st

from corpus import members
from corpus.access import ROLES
from pages.parts import guard, menu, notice

with guard.study(*menu.WRITERS) as study:
    st.title("Membres")
    st.write(
        "La page d’entrée demande qui travaille. Le rôle dit ce que chacun lit et écrit : la cheffe de projet et les "
        "chercheuses écrivent, le comité lit ce qui lui est ouvert."
    )
    people = members.everyone(study)
    leads = study.member.role == "lead"
    for person in people:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(person.name, width="stretch")
            role = st.selectbox(
                "Rôle",
                list(ROLES),
                list(ROLES).index(person.role),
                format_func=ROLES.get,
                key=f"role-{person.id}",
                label_visibility="collapsed",
                disabled=not leads,
                width=260,
            )
            if role != person.role:
                with notice.attempt():
                    members.change_role(study, person.id, role)
                    notice.done(f"{person.name} : {ROLES[role]}.")
    with st.form(f"member-{len(people)}"):
        left, right = st.columns([2, 1])
        name = left.text_input("Nom ou pseudonyme")
        role = right.selectbox("Rôle", list(ROLES), 1, format_func=ROLES.get)
        if st.form_submit_button("Ajouter à l’étude", type="primary"):
            with notice.attempt():
                members.add(study, name, role)
                notice.done(f"{name.strip()} travaille dans l’étude.")
