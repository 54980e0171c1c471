"""What a text says of itself, proposed to whoever imports it: nothing here is stored.

Keeps ``read``, which gathers the proposals of the finders. Each carries the words it was read from; confirming,
changing and storing are left to the pages and to ``corpus.importing``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.proposals import date_candidates, kinds, places, presence, speakers
from corpus.proposals.places import NamedSite
from corpus.proposals.presence import Presence
from corpus.proposals.proposal import NAME, TITLE, Proposal
from corpus.proposals.speakers import Heard
from corpus.readers.reading_text import ReadingText

__all__ = ["NAME", "TITLE", "Heard", "NamedSite", "Presence", "Proposal", "Proposals", "read"]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What may be known of a document, the likeliest first in each list."""

    kinds: tuple[Proposal, ...]
    dates: tuple[Proposal, ...]
    sites: tuple[NamedSite, ...]
    instances: tuple[Proposal, ...]
    formats: tuple[Proposal, ...]
    next_dates: tuple[Proposal, ...]
    presence: tuple[Presence, ...]
    heard: Heard


def read(
    reading: ReadingText, *, name: str = "", sites: Mapping[str, str] | None = None, source: str | None = None
) -> Proposals:
    """Return what the text of a document proposes for its notice, its event and its speakers.

    :param name: name of the file, without its extension.
    :param sites: label of each site of the study by GUID.
    :param source: the received text when it is Markdown.
    """
    text, title = reading.text, reading.title or ""
    dates = date_candidates.of_document(text, title, name)
    return Proposals(
        kinds=tuple(kinds.of_document(text, title, name)),
        dates=tuple(dates),
        sites=tuple(places.named(text, title, sites or {})),
        instances=tuple(kinds.of_instance(text, title)),
        formats=tuple(kinds.of_format(text)),
        next_dates=tuple(date_candidates.of_next_meeting(text, dates[0].value if dates else "")),
        presence=tuple(presence.found_in(reading)),
        heard=speakers.propose(reading, source),
    )
