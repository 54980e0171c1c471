"""The sites of the field, by name: what each is called, the group it belongs to, what should be known of it."""

import streamlit as st

from corpus import sites
from corpus.study import Study
from pages.parts import choice, guard, menu, notice
from pages.parts.plain import plain


def listed(study: Study) -> str | None:
    """Show the sites by name and return the one that is open."""
    everyone = sites.everyone(study)
    st.button(
        "Nouveau site",
        icon=":material/add:",
        key="site-new",
        on_click=choice.show,
        args=("site", None),
        width="stretch",
    )
    if not everyone:
        st.info("Aucun site encore : donnez un nom au premier, à droite. On y rattache ensuite ses événements.")
        return None
    rows = [
        choice.Row(site.id, f"**{plain(site.label)}**", plain(" · ".join(filter(None, (site.group, site.notes)))))
        for site in everyone
    ]
    st.caption(f"{len(everyone)} sites, par ordre de nom.")
    return choice.chosen("site", "Sites", rows, height=470)


def form(study: Study, opened: sites.Site | None) -> None:
    """Show the form of a site, empty for a new one."""
    st.subheader(plain(opened.label) if opened else "Nouveau site", anchor=False)
    name = opened.id if opened else f"new-{len(sites.everyone(study))}"
    with st.form(f"site-form-{name}", border=False):
        label = st.text_input("Nom", opened.label if opened else "", key=f"site-label-{name}")
        group = st.text_input(
            "Groupe (facultatif)",
            opened.group if opened else "",
            key=f"site-group-{name}",
            help="L’ensemble auquel le site appartient : groupement, territoire.",
        )
        st.session_state.setdefault(f"site-read-{name}", opened)
        notes = st.text_area("Ce qu’il faut savoir du site", opened.notes if opened else "", key=f"site-notes-{name}")
        if st.form_submit_button(
            "Enregistrer" if opened else "Ajouter le site", type="primary", key=f"site-save-{name}"
        ):
            with notice.attempt():
                if opened:
                    read = st.session_state[f"site-read-{name}"]
                    sites.update(study, opened.id, label=label, group=group, notes=notes, read=read)
                    st.session_state.pop(f"site-read-{name}")
                    notice.done(f"« {label.strip()} » est enregistré.")
                sites.add(study, label, group=group, notes=notes)
                notice.done(f"« {label.strip()} » est ajouté.")
    if opened:
        st.page_link(
            menu.CHRONOLOGY.script,
            label="Voir sa chronologie",
            icon=":material/event:",
            query_params={"site": opened.id},
        )


with guard.study("lead", "researcher") as study:
    st.title("Sites", anchor=False)
    left, right = st.columns([2, 3], gap="large")
    with left:
        asked = listed(study)
    with right:
        found = next((site for site in sites.everyone(study) if site.id == asked), None)
        if asked and found is None:
            st.warning("Ce site n’est pas dans l’étude : choisissez-en un dans la liste.")
        form(study, found)
