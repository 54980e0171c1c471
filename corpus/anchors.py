"""Dates that count from an event: the bounds of a relative date, computed again when its anchor moves."""

from corpus import dated
from corpus.dates import FieldDate, parse
from corpus.study import Study


def date_of(study: Study, event: str | None) -> FieldDate | None:
    """Return the date of an anchor: the held one, else the planned one; None when it has none or is not readable."""
    if event is None:
        return None
    text = study.value(
        f"SELECT coalesce(e.held_text, e.planned_text) FROM event e WHERE e.id = :event AND {study.readable('e')}",
        event=event,
    )
    return parse(text) if text else None


def follow(study: Study, event: str) -> None:
    """Compute again the planned dates of the milestones anchored to this event, inside the open change."""
    for row in study.rows("SELECT id, planned_text FROM milestone WHERE anchor = :event", event=event):
        if row["planned_text"] and dated.is_relative(row["planned_text"]):
            study.update("milestone", row["id"], **dated.columns("planned", row["planned_text"], date_of(study, event)))
