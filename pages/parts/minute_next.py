"""The next meeting a minute announces, noted in the chronology as planned: its minute can then be prepared."""

import streamlit as st

from corpus import dates, events, minute_writing
from corpus.minutes import Life
from corpus.proposals.french_dates import found_in
from corpus.study import Study
from corpus.terms import EVENT_KINDS
from pages.parts import notice


def offer(study: Study, life: Life) -> None:
    """Offer to note the announced date, unless an event of this kind stands there already."""
    document = life.document
    sheet = minute_writing.sheet_of(study, document.id) if document else None
    found = [one.edtf for one in found_in(sheet.next) if not one.guessed] if sheet else []
    if not found:
        return
    date, shown = found[0], dates.french(found[0])
    here = life.event
    if any(
        event.kind == here.kind and event.sites == here.sites and date in (event.planned, event.held)
        for event in events.everything(study)
    ):
        return
    if st.button(f"Noter comme prévu : {shown}", key="minute-next-plan", icon=":material/event_upcoming:"):
        with notice.attempt():
            events.save(
                study,
                kind=here.kind,
                label=EVENT_KINDS[here.kind],
                sites=here.sites,
                planned=date,
                state="planned",
                level=here.level,
            )
            notice.done(f"{EVENT_KINDS[here.kind]}, {shown} : prévu à la chronologie.")
