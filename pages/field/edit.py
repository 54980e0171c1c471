"""Changing the text of a document: typing, then what becomes of each coded passage, then a new version."""

import streamlit as st

from codebook import carrying, differences
from codebook.following import DOUBTFUL, LOST
from corpus import versions
from pages.parts import carried_list, guard, menu, notice, reading, text_draft, text_parts, words_compared
from pages.parts.plain import plain


def field_of(document, text, parts, draft, place) -> None:  # noqa: ANN001
    """Show the text to type over: whole when it is short, a part at a time when it is long."""
    at = 0
    if len(parts) > 1:
        at = chosen_part(document, text, parts, draft, place)
    part = parts[at]
    words = text[part.start : part.end]
    typed = st.text_area(
        f"Texte de la partie {at + 1} sur {len(parts)}" if len(parts) > 1 else "Texte",
        draft.typed.get(at, words),
        height=360,
        key=f"edit-part-{document.id}-{draft.base}-{at}",
        help="Un paragraphe par ligne. Cliquez hors du champ, ou Ctrl+Entrée, pour voir ce que cela change.",
    )
    if typed == words:
        draft.typed.pop(at, None)
    else:
        draft.typed[at] = typed


def chosen_part(document, text, parts, draft, place) -> int:  # noqa: ANN001
    """Ask which part is edited; words to look for narrow the list."""
    left, right = st.columns([1, 2])
    sought = left.text_input("Mots à corriger", key=f"edit-words-{document.id}", type="search")
    wanted = differences.folded(sought.strip())
    # A part stays while its words are corrected: what it was counts as much as what it becomes.
    shown = [
        at
        for at, part in enumerate(parts)
        if any(wanted in differences.folded(words) for words in (text[part.start : part.end], draft.typed.get(at, "")))
    ]
    if not shown:
        st.info("Ces mots ne sont dans aucune partie du texte : vérifiez-les, ou videz le champ.")
        st.stop()
    first = next((at for at, part in enumerate(parts) if place and part.start <= place[0] < part.end), shown[0])
    return right.selectbox(
        f"Partie du texte ({len(shown)} sur {len(parts)})",
        shown,
        index=shown.index(first) if first in shown else 0,
        format_func=lambda at: f"{at + 1} · {parts[at].title}",
        key=f"edit-part-of-{document.id}-{wanted}",
    )


def preview(study, document, text, new) -> dict:  # noqa: ANN001
    """Show what becomes of the passages and what changes in the text; return the places chosen."""
    plan = carrying.plan(study, document.id, new)
    st.subheader("Ce que deviennent les passages codés", anchor=False)
    if not plan.outcomes and not plan.unseen:
        st.caption("Aucun passage de ce document n’est codé.")
    carried_list.summary(plan)
    chosen = carried_list.choices(plan)
    carried_list.kept(plan)
    with st.expander("Ce qui change dans le texte", expanded=not plan.of(LOST, DOUBTFUL)):
        words_compared.changes(text, plan.text)
    return chosen


def saving(study, document, draft, act, suggested="") -> None:  # noqa: ANN001
    """Ask for a reason and make the new version."""
    reason = st.text_input(
        "Raison de la modification",
        draft.reason or suggested,
        key=f"edit-reason-{document.id}",
        placeholder="coquilles, relecture par l’équipe, paragraphe manquant…",
    )
    draft.reason = reason
    with st.container(horizontal=True):
        if st.button("Enregistrer la nouvelle version", type="primary", icon=":material/save:", key="edit-save"):
            with notice.attempt():
                act(reason)
                text_draft.forget(document.id)
                notice.later("Nouvelle version enregistrée.")
                st.switch_page(menu.DOCUMENT.script, query_params={"document": document.id})
        if st.button("Abandonner", key="edit-forget", help="Oublie ce qui a été tapé ; le texte enregistré reste."):
            text_draft.forget(document.id)
            st.switch_page(menu.DOCUMENT.script, query_params={"document": document.id})


def overtaken(study, document, draft) -> None:  # noqa: ANN001
    """Say that somebody else changed the text meanwhile, and keep what was typed in sight."""
    last = versions.of_document(study, document.id)[-1]
    st.error(
        f"{plain(last.author_name)} a modifié ce texte pendant que vous tapiez ({plain(last.reason)}). Rien n’est "
        "enregistré et votre saisie est gardée ci-dessous : copiez ce que vous voulez reprendre, puis repartez du "
        "texte actuel."
    )
    for at, typed in sorted(draft.typed.items()):
        st.text_area(f"Votre saisie, partie {at + 1}", typed, height=200, key=f"edit-kept-{document.id}-{at}")
    if st.button("Repartir du texte actuel", key="edit-again", icon=":material/refresh:"):
        text_draft.forget(document.id)
        st.rerun()


def back_to(study, document, version) -> None:  # noqa: ANN001
    """Show what going back to an older version would do, and do it."""
    older = next((v for v in versions.of_document(study, document.id) if v.id == version), None)
    if older is None:
        st.warning("Cette version n’existe pas dans ce document : choisissez-la sur sa page.")
        st.stop()
    text, new = versions.text(study, document.version), versions.text(study, version)
    st.caption(f"Revenir au texte de la version {older.number} ({plain(older.reason)}) en fait une nouvelle version.")
    if text == new:
        st.info("Le texte actuel est déjà celui de cette version.")
        st.stop()
    preview(study, document, text, new)
    draft = text_draft.of(document.id, document.version)
    base = document.version
    saving(
        study,
        document,
        draft,
        lambda reason: carrying.turn_back(study, document.id, version, reason=reason, expected=base),
        f"Retour à la version {older.number}",
    )


with guard.study(*menu.WRITERS) as study:
    document, place = reading.asked(study)
    if document is None or document.version is None:
        st.title("Modifier le texte")
        st.info("Aucun texte n’est désigné : ouvrez un document de la bibliothèque, puis « Modifier le texte ».")
        st.page_link(menu.LIBRARY.script, label="Bibliothèque", icon=":material/library_books:")
        st.stop()
    st.title(f"Modifier : {plain(document.title)}")
    if version := st.query_params.get("version"):
        back_to(study, document, version)
        st.stop()
    draft = text_draft.of(document.id, document.version)
    if draft.base != document.version:
        overtaken(study, document, draft)
        st.stop()
    text = versions.text(study, draft.base)
    parts = text_parts.parts(text, versions.segments(study, draft.base))
    field_of(document, text, parts, draft, place)
    new = text_draft.composed(text, parts, draft)
    if not draft.typed or carrying.typed(new).text == text:
        st.caption("Corrigez le texte : ce que deviennent les passages codés est montré avant d’enregistrer.")
        st.stop()
    if len(parts) > 1:
        st.caption("Parties modifiées : " + ", ".join(str(at + 1) for at in sorted(draft.typed)))
    with notice.attempt():
        chosen = preview(study, document, text, new)
        saving(
            study,
            document,
            draft,
            lambda reason: carrying.revise(
                study, document.id, carrying.typed(new), reason=reason, expected=draft.base, choices=chosen
            ),
        )
