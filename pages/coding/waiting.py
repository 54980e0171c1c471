"""Coded passages that an edit of their text left without a sure place: to place again, to confirm, to give up."""

import streamlit as st

from analytics.french import count
from codebook import codes, waiting
from codebook.following import DOUBTFUL, LOST, MODIFIED
from corpus import documents
from pages.parts import guard, menu, notice, reading, words_compared
from pages.parts.plain import plain
from pages.parts.text_coder import checked, text_coder

PLACE = "replace-here"
KINDS = {LOST: "sans place", DOUBTFUL: "à confirmer", MODIFIED: "mots modifiés"}
CHOICE = "waiting-passage"


def put(event: dict) -> None:
    """Place the chosen passage on the words the person selected."""
    with notice.attempt_later(), guard.acting(*menu.WRITERS) as study:
        document, _ = reading.asked(study)
        if document is None:
            return
        opened = reading.opened(study, document)
        start, end = checked(opened.text, event)
        waiting.place(study, st.session_state[CHOICE], start, end, opened.text[start:end])
        notice.later("Passage replacé.")


def everywhere(study) -> None:  # noqa: ANN001
    """List the documents where something waits."""
    numbers = waiting.counts(study)
    papers = [paper for paper in documents.everything(study) if paper.id in numbers]
    if not papers:
        st.info("Aucun passage n’attend : après chaque modification d’un texte, tous ont retrouvé leurs mots.")
        return
    for paper in papers:
        lost, unsure = numbers[paper.id]
        told = [f"{lost} sans place"] if lost else []
        told += [f"{unsure} à relire"] if unsure else []
        st.page_link(
            menu.WAITING.script,
            label=f"{plain(paper.title)} · {', '.join(told)}",
            icon=":material/article:",
            query_params={"document": paper.id},
        )


def card(study, document, one, text) -> None:  # noqa: ANN001
    """Show a passage, what hangs on it, and what can be done."""
    tree = codes.by_id(study)
    st.markdown(f"**{KINDS[one.state].capitalize()}**")
    if one.state == MODIFIED and one.before:
        words_compared.side_by_side(one.before, one.quote)
    else:
        apart = "Ses mots sont gardés à part, avec la version d’avant les pseudonymes."
        st.text(f"« {one.quote} »" if one.quote else apart)
    for coding in one.codings:
        st.caption(plain(f"{tree[coding.code].label} · {coding.coder_name}"))
        if coding.comment:
            st.text(coding.comment)
    for support in one.supports:
        side = "pour" if support.side == "for" else "contre"
        st.caption(plain(f"Parle {side} le lien « {support.statement} »"))
    if one.state != LOST and st.button(
        "C’est bien là", icon=":material/check:", key=f"waiting-confirm-{one.passage}", type="primary"
    ):
        with notice.attempt():
            waiting.confirm(study, [one.passage])
            notice.done("Place confirmée.")
    proposals(study, document, one, text)
    st.caption("Pour le placer ailleurs, sélectionnez les bons mots dans le texte, puis Entrée.")
    if one.state == LOST:
        giving_up(study, document, one)


def proposals(study, document, one, text) -> None:  # noqa: ANN001
    """Show the places where the same words stand, each with its button."""
    found = waiting.proposal(study, document.id, one.passage)
    for number, (start, end) in enumerate(found.places):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(words_compared.quoted(text, start, end))
            if st.button("Placer ici", key=f"waiting-here-{one.passage}-{number}", icon=":material/my_location:"):
                with notice.attempt():
                    waiting.place(study, one.passage, start, end, text[start:end])
                    notice.done("Passage replacé.")


def giving_up(study, document, one) -> None:  # noqa: ANN001
    """Name what hangs on a passage, then let it go."""
    with st.popover("Renoncer à ce passage", icon=":material/delete:"):
        mine = [c for c in one.codings if study.member.role == "lead" or c.coder == study.member.id]
        st.text(
            f"Partent : {count(len(mine), 'codage')} et {len(one.supports)} pièces de lien. "
            "Un seul « Annuler » dans l’historique les ramène."
        )
        if len(mine) < len(one.codings):
            st.text("Les codages des autres personnes restent, et le passage attend toujours.")
        for support in one.supports:
            st.text(f"• « {support.statement} »")
        if st.button("Renoncer", key=f"waiting-give-{one.passage}"):
            with notice.attempt():
                waiting.give_up(study, document.id, one.passage)
                notice.done("Passage abandonné ; l’historique peut l’annuler.")


def one_document(study, document) -> None:  # noqa: ANN001
    """Show the text beside the passage to place."""
    found = waiting.of_document(study, document.id)
    if not found:
        st.success("Tous les passages de ce document ont leur place.")
        st.page_link(
            menu.DOCUMENT.script, label="Ouvrir le document", icon=":material/article:",
            query_params={"document": document.id},
        )  # fmt: skip
        return
    by_id = {one.passage: one for one in found}
    if st.session_state.get(CHOICE) not in by_id:
        st.session_state[CHOICE] = found[0].passage
    changed = [one.passage for one in found if one.state == MODIFIED]
    head, all_right = st.columns([3, 1], vertical_alignment="bottom")
    passage = head.selectbox(
        f"Passage ({len(found)})",
        list(by_id),
        format_func=lambda key: f"{KINDS[by_id[key].state]} · {reading.excerpt(by_id[key].quote, 90)}",
        key=CHOICE,
    )
    if changed and all_right.button(
        f"Confirmer les {len(changed)} aux mots modifiés" if len(changed) > 1 else "Confirmer les mots modifiés",
        key="waiting-all",
    ):
        waiting.confirm(study, changed)
        notice.done("Places confirmées.")
    one = by_id[passage]
    opened = reading.opened(study, document)
    near = waiting.proposal(study, document.id, passage).near
    place = (one.start, one.end) if one.state != LOST else (near, min(len(opened.text), near + 1))
    here = {"id": PLACE, "key": PLACE, "label": "Placer ici le passage", "color": "#777777", "applicable": True}
    left, right = st.columns([2.2, 1], gap="small", wrap=False)
    with left:
        text_coder(
            key=f"waiting-{document.version}-{passage}",
            text=opened.text,
            blocks=opened.blocks,
            calls=opened.calls,
            spans=reading.spans(study, [c for c in one.codings if one.state != LOST]),
            codes=[here, *({**code, "applicable": False} for code in opened.palette)],
            focus=place,
            height=560,
            on_apply=put,
        )
    with right, st.container(height=560, border=False):
        card(study, document, one, opened.text)


with guard.study(*menu.WRITERS) as study:
    document, _ = reading.asked(study)
    st.title("Codages à replacer" if document is None else f"Codages à replacer : {plain(document.title)}")
    if document is None or document.version is None:
        everywhere(study)
    else:
        one_document(study, document)
