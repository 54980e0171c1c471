"""The minute of one event: noting it, preparing it, completing it, saying it is written or sent, taking it away."""

from dataclasses import replace
from datetime import date

import streamlit as st

from codebook import carrying
from corpus import attendance, documents, minute_docx, minute_writing, minutes, sites
from corpus.attendance import Line
from corpus.minute_sheet import Sheet
from corpus.minutes import Life
from corpus.study import Study
from corpus.terms import DOCUMENT_STATES, EVENT_KINDS, FORMATS, MINIMUM, MINUTES_OF, POSITIONS, PROFESSIONS
from pages.parts import menu, minute_next, minute_note, notice
from pages.parts.naming import places
from pages.parts.plain import plain

KINDS = {kind: EVENT_KINDS[kind] for kind in MINUTES_OF}
AREAS = {
    "objectives": ("Objectifs", 84, "une ligne par objectif"),
    "agenda": ("Ordre du jour", 130, "une ligne par point"),
    "follow_up": ("Décisions précédentes à suivre", 130, "une ligne par décision"),
    "content": ("Échanges", 180, "ce qui s’est dit et fait, un paragraphe par ligne"),
    "decisions": ("Décisions", 110, "une ligne par décision : quoi, qui, quand"),
    "concerns": ("Préoccupations", 84, "ce qui inquiète ou reste en suspens"),
    "praise": ("Valorisation", 84, "ce qui mérite d’être dit ou montré"),
}
WIDTHS = [4, 2, 6, 4]
COLOURS = {"missing": "gray", "todo": "orange", "drafted": "blue", "sent": "green", "not_done": "gray"}


def show(study: Study, event: str | None, today: date) -> None:
    """Show the minute of an event, or how to choose one."""
    if event is None:
        st.info("Choisissez un événement à gauche : son compte-rendu se note, se prépare et s’écrit ici.")
        return
    with notice.attempt():
        life = minutes.of_event(study, event, today)
        _head(study, life)
        if life.is_written or life.state == "todo":
            _sheet(study, life, today)
        else:
            _begin(study, life)
        _send(study, life, today)
        minute_note.show(study, life)


def _head(study: Study, life: Life) -> None:
    labels = sites.labels(study)
    st.subheader(plain(life.event.label), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(life.state_label, color=COLOURS[life.state])  # type: ignore[arg-type]
        known = [life.event.kind_label, life.event.when, places(life.event.sites, labels)]
        st.caption(plain(" · ".join([*known, FORMATS.get(life.event.format or "", "")]).rstrip(" ·")))
    dated = [
        f"rédigé le {_french(life.written_on)}" if life.written_on else "",
        f"diffusé le {_french(life.sent_on)}" if life.sent_on else "",
        f"à : {life.sent_to}" if life.sent_to else "",
        f"raison : {life.reason}" if life.reason else "",
    ]
    if any(dated):
        st.caption(plain(" · ".join(filter(None, dated))))


def _french(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def _begin(study: Study, life: Life) -> None:
    """Offer to prepare the minute, or to note that there is none."""
    event = life.event.id
    if life.state == "not_done":
        st.write("Ce compte-rendu est noté non fait : cela se compte et se montre.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        verb = "Reprendre : à faire" if life.state == "not_done" else "Préparer (à faire)"
        begun = st.button(verb, key="minute-todo", type="primary", icon=":material/edit_note:")
        if life.state == "missing":
            with st.popover("Non fait", icon=":material/do_not_disturb_on:", key="minute-not-done-open"):
                reason = st.text_input("Raison", key="minute-reason", placeholder="faute de temps, à leur demande…")
                if st.button("Noter non fait", key="minute-not-done"):
                    with notice.attempt():
                        minutes.plan(study, event, state="not_done", reason=reason)
                        notice.done("Compte-rendu noté non fait.")
    if begun:
        with notice.attempt():
            minutes.plan(study, event)
            notice.done("Compte-rendu à faire : la feuille est préparée d’après le précédent.")


def _sheet(study: Study, life: Life, today: date) -> None:
    document = life.document
    if document is None:
        return
    sheet = minute_writing.sheet_of(study, document.id)
    if sheet is None:
        st.info("Ce compte-rendu vient d’un fichier : il se lit et se modifie dans la page du document.")
        return
    before = minute_writing.previous(study, life.event) if life.state == "todo" else None
    with st.container(horizontal=True, vertical_alignment="center"):
        told_before = f"Préparé d’après « {plain(before.title)} » ; tout se change. " if before else ""
        st.caption(f"{told_before}Date, site et modalité sont ceux de l’événement.")
        query = {"event": life.event.id}
        st.page_link(menu.CHRONOLOGY.script, label="L’événement", icon=":material/event:", query_params=query)
    people = attendance.of_event(study, life.event.id)
    _minimum(life, people)
    seen = f"minute-seen-{document.id}"
    if f"minute-title-{document.id}" not in st.session_state:
        st.session_state[seen] = document.version
    with st.form(f"minute-{document.id}", border=True):
        head = _head_fields(document.id, sheet)
        told = _people(document.id, sheet, people)
        filled = replace(sheet, **head, **_areas(document.id, sheet))
        written_on = None
        with st.container(horizontal=True, vertical_alignment="bottom"):
            saved = st.form_submit_button("Enregistrer", key=f"minute-save-{document.id}", shortcut="Ctrl+Enter")
            if life.state == "todo":
                day = st.date_input("Rédigé le", today, format="DD/MM/YYYY", key=f"minute-day-{document.id}", width=150)
                done = st.form_submit_button(
                    "Marquer rédigé", key=f"minute-written-{document.id}", type="primary", icon=":material/description:"
                )
                written_on = day if done else None
                saved = saved or done
    if saved:
        with notice.attempt():
            minute_writing.save(
                study,
                document.id,
                filled,
                told,
                written_on=written_on,
                seen=st.session_state.get(seen, document.version),
                revise=carrying.revise,
            )
            st.session_state[seen] = documents.get(study, document.id).version
            notice.done("Compte-rendu rédigé." if written_on else "Compte-rendu enregistré.")


def _minimum(life: Life, people: list[Line]) -> None:
    """Say which métiers were there, beside the three a visit is meant to gather: a fact, without judging anybody."""
    if life.event.kind != "visit" or not people:
        return
    there = [PROFESSIONS[key].lower() for key, present in attendance.minimum(people).items() if present]
    marks = " ; ".join(PROFESSIONS[key].lower() for key in MINIMUM)
    st.caption(
        f"Repère d’une visite : {marks}. Étaient là : {' ; '.join(there) or 'aucun des trois'}. "
        "C’est un fait, sans jugement des absents."
    )


def _head_fields(document: str, sheet: Sheet) -> dict[str, str]:
    """Ask for the title, the hours, the position taken and the objectives."""
    title = st.text_input("Titre", sheet.title, key=f"minute-title-{document}", autocomplete="off")
    left, right = st.columns(2)
    hours = left.text_input(
        "Heures", sheet.hours, key=f"minute-hours-{document}", placeholder="14 h à 15 h 30", autocomplete="off"
    )
    positions = ["", *POSITIONS]
    position = right.selectbox(
        "Position prise",
        positions,
        positions.index(sheet.position),
        format_func=lambda key: POSITIONS.get(key, "non dite"),
        key=f"minute-position-{document}",
    )
    objectives = _area(document, sheet, "objectives")
    return {"title": title, "hours": hours, "position": position or "", "objectives": objectives}


def _areas(document: str, sheet: Sheet) -> dict[str, str]:
    """Ask for the parts that are told in lines."""
    told = {}
    for names in (("agenda", "follow_up"), ("content",), ("decisions",), ("concerns", "praise")):
        for column, name in zip(st.columns(len(names)), names, strict=True):
            with column:
                told[name] = _area(document, sheet, name)
    told["next"] = st.text_input(
        "Prochaine date",
        sheet.next,
        key=f"minute-next-{document}",
        placeholder="jeudi 11 mars 2021, même heure",
        autocomplete="off",
    )
    return told


def _area(document: str, sheet: Sheet, name: str) -> str:
    label, height, hint = AREAS[name]
    words = getattr(sheet, name)
    return st.text_area(label, words, height=height, placeholder=hint, key=f"minute-{name}-{document}")


def _people(document: str, sheet: Sheet, people: list[Line]) -> list[Line]:
    """Ask who was there, a line a métier; what was typed for a métier on several lines is put end to end."""
    st.markdown("**Participants par métier**")
    for column, words in zip(st.columns(WIDTHS), ("Métier", "Présents", "Qui", "Excusés"), strict=True):
        column.caption(words)
    told: list[Line] = []
    used = {line.profession for line in people} | set(sheet.expected) | {*MINIMUM, "direction", "project"}
    rows = [key for key in PROFESSIONS if key in used]
    others = [key for key in PROFESSIONS if key not in used]
    for key in rows:
        told += _profession(document, key, sheet, people)
    if others:
        with st.expander("Autres métiers"):
            for key in others:
                told += _profession(document, key, sheet, people)
    return told


def _profession(document: str, key: str, sheet: Sheet, people: list[Line]) -> list[Line]:
    own = [line for line in people if line.profession == key]
    present = [line for line in own if line.presence == "present"]
    away = [line for line in own if line.presence != "present"]
    numbers = [line.number for line in present if line.number is not None]
    label, expected = PROFESSIONS[key], sheet.expected.get(key)
    name, number, who, excused = st.columns(WIDTHS, vertical_alignment="center")
    name.markdown(label)
    how_many = number.number_input(
        f"Présents, {label}",
        min_value=0,
        step=1,
        value=sum(numbers) if numbers else None,
        key=f"minute-number-{key}-{document}",
        label_visibility="collapsed",
    )
    names = who.text_input(
        f"Qui, {label}",
        " ; ".join(line.names for line in present if line.names),
        key=f"minute-names-{key}-{document}",
        placeholder=f"avant : {expected}" if expected else "",
        autocomplete="off",
        label_visibility="collapsed",
    )
    gone = excused.text_input(
        f"Excusés, {label}",
        " ; ".join(line.shown for line in away),
        key=f"minute-away-{key}-{document}",
        autocomplete="off",
        label_visibility="collapsed",
    )
    lines = [Line(key, int(how_many) if how_many is not None else None, names)] if names or how_many is not None else []
    presence = away[0].presence if len({line.presence for line in away}) == 1 else "excused"
    return [*lines, *([Line(key, None, gone, presence)] if gone else [])]


def _send(study: Study, life: Life, today: date) -> None:
    """Offer the shared layer as a Word document, and to say that it was sent."""
    document = life.document
    if document is None or life.state not in ("todo", "drafted", "sent"):
        return
    reading = minute_writing.shared(study, document.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            "Télécharger (.docx)" if life.is_written else "Télécharger le projet (.docx)",
            lambda: minute_docx.to_bytes(reading, author=study.member.name, footer=document.title),
            f"{document.title}.docx".replace("/", "-"),
            minute_docx.MIME,
            key="minute-docx",
            icon=":material/download:",
            on_click="ignore",
            help="La couche partagée seule : la note privée n’y est pas.",
        )
        if life.is_written:
            _reading_link(document.id)
    minute_next.offer(study, life)
    if life.state != "drafted":
        return
    with (
        st.form(f"minute-send-{document.id}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        day = st.date_input("Diffusé le", today, format="DD/MM/YYYY", key=f"minute-sent-day-{document.id}", width=150)
        to = st.text_input(
            "À qui", key=f"minute-sent-to-{document.id}", placeholder="équipe, équipe élargie, direction…"
        )
        if st.form_submit_button(f"Marquer {DOCUMENT_STATES['sent']}", key=f"minute-sent-{document.id}"):
            with notice.attempt():
                minutes.mark_sent(study, document.id, day, to)
                notice.done("Compte-rendu diffusé.")


def _reading_link(document: str) -> None:
    st.page_link(menu.DOCUMENT.script, label="Lire", icon=":material/article:", query_params={"document": document})
