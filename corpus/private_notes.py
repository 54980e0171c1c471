"""The private note a member keeps of an event, beside the shared minute: nobody else reads it, no file carries it."""

from corpus import documents, events, versions
from corpus.documents import Document
from corpus.errors import StudyError
from corpus.minute_writing import Revise, write
from corpus.readers.reading_text import LIST_ITEM, PARAGRAPH, Block, ReadingText
from corpus.study import Study

KIND = "logbook"


def of_event(study: Study, event: str) -> Document | None:
    """Return the private note this member keeps of an event; nobody else can read it.

    A logbook that came from a file is not this note, even private and of the same event.
    """
    mine = [
        paper
        for paper in documents.everything(study)
        if paper.event == event
        and paper.kind == KIND
        and paper.level == "private"
        and paper.author == study.member.id
        and not paper.source_name
    ]
    return mine[0] if mine else None


def save(study: Study, event: str, text: str, *, revise: Revise | None = None) -> str:
    """Write this member's private note of an event and return the GUID of its document.

    :raises StudyError: the note is empty, or it has a text and nothing to revise it with.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        raise StudyError("La note est vide : écrivez au moins un mot, ou laissez la note d’avant.")
    found = events.get(study, event)
    blocks, start = [], 0
    for number, line in enumerate(lines, start=1):
        kind = LIST_ITEM if line.startswith(("- ", "• ")) else PARAGRAPH
        blocks.append(Block(kind, start, start + len(line), source_line=number))
        start += len(line) + 1
    reading = ReadingText("\n".join(lines), tuple(blocks), (), (), None, ())
    with study.change(f"Écrire une note privée sur « {found.label} »", level="private"):
        note = of_event(study, event)
        if note is None:
            document = documents.register(
                study,
                kind=KIND,
                title=f"Note personnelle, {found.label}, {found.when}",
                state="drafted",
                date=found.held or found.planned,
                sites=found.sites,
                level="private",
                event=event,
            )
            note = documents.get(study, document)
        write(study, note, reading, revise)
    return note.id


def words(study: Study, event: str) -> str:
    """Return the words of this member's private note of an event, empty when there is none."""
    note = of_event(study, event)
    return versions.text(study, note.version) if note and note.version else ""
