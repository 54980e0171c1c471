"""From what a text proposes to what a person confirmed: the document, its event, who was there and who speaks.

Proposals are made in ``corpus.proposals``, which stores nothing. Here is written what was confirmed, all in one change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from corpus import access, attendance, documents, events, people, proposals, sites
from corpus.attendance import Line
from corpus.importing import Reading
from corpus.proposals import Proposals, speakers
from corpus.proposals.professions import of_words
from corpus.readers import ReadingText, kind_of
from corpus.readers.decoding import decode
from corpus.readers.recognition import MARKDOWN
from corpus.study import Study
from corpus.terms import EVENT_KINDS


@dataclass(frozen=True)
class NewEvent:
    """An event to write with the document: kind, label, EDTF date, format (key of ``FORMATS``)."""

    kind: str
    label: str
    date: str
    format: str | None = None


@dataclass(frozen=True)
class Speaking:
    """One or several labels of the text said to be one person; no name leaves them of nobody known."""

    labels: tuple[str, ...]
    name: str = ""
    role: str = ""
    profession: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Confirmed:
    """What a person confirmed of a file. ``new_sites`` are labels to add; ``dropped`` are labels that are of nobody.

    ``event`` is the GUID of an event of the study, ``new_event`` one to write; ``coming`` is the next meeting to note
    as planned.
    """

    kind: str
    title: str
    date: str = ""
    sites: tuple[str, ...] = ()
    new_sites: tuple[str, ...] = ()
    state: str = "drafted"
    level: str = "team"
    event: str | None = None
    new_event: NewEvent | None = None
    presence: tuple[Line, ...] = ()
    coming: NewEvent | None = None
    speaking: tuple[Speaking, ...] = ()
    dropped: tuple[str, ...] = ()


def propose(study: Study, reading: Reading) -> Proposals:
    """Return what the text of a file that was read proposes for its notice, its event and its speakers."""
    source = decode(reading.data)[0] if kind_of(reading.name, reading.data) == MARKDOWN else None
    return proposals.read(reading.text, name=PurePath(reading.name).stem, sites=sites.labels(study), source=source)


def store(study: Study, reading: Reading, told: Confirmed, heard: proposals.Heard | None = None) -> str:
    """Store a file that was read, with what was confirmed of it, and return the GUID of the document.

    :param heard: the speakers that were proposed; None leaves the text as it was read.
    :raises StudyError: the same file is in the study already, or a field is not one of its list.
    :raises DateError: a date is not in an accepted form.
    """
    text: ReadingText = reading.text
    if heard is not None:
        text = speakers.applied(text, heard.voices, told.dropped)
    with study.change(f"Importer « {told.title.strip()} »", level=told.level):
        places = [*told.sites, *(sites.add(study, label) for label in told.new_sites)]
        event = told.event or _event(study, told.new_event, places, told.level, "held")
        document = documents.add(
            study,
            text,
            title=told.title,
            source_name=reading.name,
            source=reading.data,
            kind=told.kind,
            date=told.date,
            sites=places,
            state=told.state,
            level=told.level,
            event=event,
        )
        if event and told.presence:
            level = access.most_restricted(told.level, events.get(study, event).level)
            standing = attendance.of_event(study, event)
            attendance.record(study, event, [*standing, *(p for p in told.presence if p not in standing)], level=level)
        _event(study, told.coming, places, told.level, "planned")
        _speakers(study, document, told, places, {block.speaker for block in text.blocks if block.speaker})
    return document


def _event(study: Study, new: NewEvent | None, places: Sequence[str], level: str, state: str) -> str | None:
    if new is None:
        return None
    return events.save(
        study,
        kind=new.kind,
        label=new.label.strip() or EVENT_KINDS[new.kind],
        sites=places,
        planned=new.date if state == "planned" else "",
        held=new.date if state == "held" else "",
        state=state,
        format=new.format,
        level=level,
    )


def _speakers(study: Study, document: str, told: Confirmed, places: Sequence[str], spoken: set[str]) -> None:
    """Write each person once under the name given, found again by name or alias, and whom each label is."""
    site = places[0] if len(places) == 1 else None
    known: dict[str, str] = {}
    merged: dict[str, Speaking] = {}
    for one in told.speaking:
        name = " ".join(one.name.split())
        if not name:
            continue
        before = merged.get(name.casefold(), Speaking((), name, one.role, one.profession))
        merged[name.casefold()] = replace(
            before, labels=(*before.labels, *one.labels), aliases=(*before.aliases, *one.aliases)
        )
    for one in merged.values():
        person = _person(study, one, site, told.level)
        known |= dict.fromkeys((*one.labels, *(alias for alias in one.aliases if alias in spoken)), person)
    people.tell_speakers(study, document, known)


def _person(study: Study, one: Speaking, site: str | None, level: str) -> str:
    found = people.named(study, one.name, site=site)
    if found is not None and found.site != site and of_words(one.name) is not None:
        found = None  # « Cardiologue » or « Ispic1 » is somebody else at another site
    others = [label for label in (*one.labels, *one.aliases) if label != one.name]
    if found is None:
        return people.save(
            study,
            label=one.name,
            role=one.role,
            profession=one.profession,
            site=site,
            aliases=others,
            level=access.most_restricted("team", level),
        )
    fresh = [alias for alias in others if alias not in (*found.aliases, found.label)]
    if fresh:
        people.save(
            study,
            label=found.label,
            role=found.role or one.role,
            profession=found.profession or one.profession,
            site=found.site,
            aliases=(*found.aliases, *fresh),
            level=found.level,
            person=found.id,
        )
    return found.id
