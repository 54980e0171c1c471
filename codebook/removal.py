"""A document taken out of the study with what hangs on it: named and counted first, given back whole by one undo."""

from collections import Counter
from dataclasses import dataclass

from codebook import codings, evidence, links, memos
from codebook.terms import LINK_STATUSES
from corpus import documents, events, versions
from corpus.errors import StudyError
from corpus.study import Study

# What other floors and pieces keep of a document, in the words of the interface: one, several.
NAMES = {
    "speaker_person": ("voix rapportée à une personne", "voix rapportées à des personnes"),
    "memo": ("mémo", "mémos"),
    "code_example": ("passage montré en exemple d’un code", "passages montrés en exemple d’un code"),
    "assignment": ("attribution à une personne qui code", "attributions à des personnes qui codent"),
    "read_mark": ("suite de paragraphes marqués lus", "suites de paragraphes marqués lus"),
    "minute": ("suivi de compte-rendu", "suivis de compte-rendu"),
    "settlement": ("désaccord tranché", "désaccords tranchés"),
    "suggestion_verdict": ("suggestion jugée", "suggestions jugées"),
}
_COUNTED = frozenset(
    "document_site document_version segment passage anchor coding evidence alternative settled".split()
    + ["suggestion_reason"]
)  # told apart below, or part of the text itself


@dataclass(frozen=True)
class Hanging:
    """What goes with a document.

    ``coders`` counts the codings by name of coder, those that wait included; ``unseen`` counts those of other people
    that are not open to this member. ``pieces`` are (sentence of a link, number of passages it draws from here).
    ``grounds`` are (sentence, status in French) of the links that lose their last ground and become « posée » again;
    ``hidden_links`` counts the links not open to this member that draw from here. ``others`` is what else is kept of
    it, in French.
    """

    title: str
    versions: int
    codings: int
    coders: dict[str, int]
    waiting: int
    unseen: int
    pieces: tuple[tuple[str, int], ...]
    grounds: tuple[tuple[str, str], ...]
    hidden_links: int
    event: str | None
    others: tuple[str, ...]


def hanging(study: Study, document: str) -> Hanging:
    """Return what would go with a document. Nothing is written.

    :raises StudyError: the document is not open to this member.
    """
    found = documents.get(study, document)
    waiting = codings.waiting(study, document)
    read = [*codings.of_document(study, document), *waiting]
    supports = evidence.of_document(study, document)
    falling = set(evidence.grounds_of(study, document))
    rows = study.standing_on("document", document)
    tables = Counter(table for table, emptied, _ in rows if emptied is None)
    coded = {key for table, emptied, key in rows if table == "coding" and emptied is None}
    tables["memo"] = len(memos.under(study, document))
    all_links = evidence.links_of(study, document)
    return Hanging(
        title=found.title,
        versions=len(versions.of_document(study, document)),
        codings=len(read),
        coders=dict(Counter(coding.coder_name for coding in read).most_common()),
        waiting=len(waiting),
        unseen=max(0, len(coded) - len(read)),
        pieces=tuple(Counter(support.statement for support in supports).items()),
        grounds=tuple(dict.fromkeys((s.statement, LINK_STATUSES[s.status]) for s in supports if s.link in falling)),
        hidden_links=len(set(all_links) - {support.link for support in supports}),
        event=_event(study, found.event),
        others=tuple(_said(table, number) for table, number in tables.items() if number and table not in _COUNTED),
    )


def remove(study: Study, document: str) -> None:
    """Take a document out of the study with what hangs on it, in one change.

    A link that loses its last ground stays, « posée » again, its history telling why. Texts and the received file are
    not erased, so that undo gives everything back.

    :raises StudyError: the document is not open to this member.
    :raises AccessError: the member neither wrote it nor leads the study.
    """
    found = documents.get(study, document)
    with study.change(f"Supprimer « {found.title} »", level=found.level):
        for link in evidence.grounds_of(study, document):
            links.fall_back(study, link, "Le document sur lequel reposait ce statut a été supprimé.")
        memos.drop_under(study, document)
        documents.remove(study, document)


def _event(study: Study, event: str | None) -> str | None:
    if event is None:
        return None
    try:
        return events.get(study, event).label
    except StudyError:
        return "un événement qui ne vous est pas ouvert"


def _said(table: str, number: int) -> str:
    one, several = NAMES.get(table, ("autre élément qui s’y rapporte", "autres éléments qui s’y rapportent"))
    return f"{number} {one if number == 1 else several}"
