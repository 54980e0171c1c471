"""Where a study stands for the person at work: counts with their denominators, and what waits to be done."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from codebook import codings, links
from corpus import documents, events, milestones, minutes, sites
from corpus.study import Study


@dataclass(frozen=True)
class Overview:
    """Counts of what this member may read.

    ``visits_without_minutes`` are held visits no written minute reports, noted « non fait » or not; ``minutes_called``
    are the held events that call for minutes, of any kind, and is 0 for who does not see the team's documents.
    Codings are the team's business, and are not shown where nobody may read them.
    """

    sites: int
    documents: int
    documents_with_text: int
    events: int
    events_held: int
    milestones: int
    milestones_reached: int
    codings: int
    codings_waiting: int
    coders: int
    documents_coded: int
    links: int
    links_open: int
    links_without_evidence: int
    visits_without_minutes: int
    minutes_called: int
    minutes_written: int
    minutes_not_done: int
    uncoded_documents: int
    codings_shown: bool


def of(study: Study) -> Overview:
    """Count the study as this member may read it."""
    papers, acts, steps = documents.everything(study), events.everything(study), milestones.everything(study)
    coded, joined = codings.everything(study), links.everything(study)
    written = [paper for paper in papers if paper.version]
    lives = minutes.held(study, date.today())
    mine = {coding.document for coding in coded if coding.coder == study.member.id}
    return Overview(
        sites=len(sites.everyone(study)),
        documents=len(papers),
        documents_with_text=len(written),
        events=len(acts),
        events_held=sum(act.state == "held" for act in acts),
        milestones=len(steps),
        milestones_reached=sum(step.state == "reached" for step in steps),
        codings=len(coded),
        codings_waiting=len(codings.waiting(study)),
        coders=len({coding.coder for coding in coded}),
        documents_coded=len({coding.document for coding in coded}),
        links=len(joined),
        links_open=sum(link.status == "open" for link in joined),
        links_without_evidence=sum(link.n_for + link.n_against == 0 for link in joined),
        visits_without_minutes=sum(life.event.kind == "visit" and not life.is_written for life in lives),
        minutes_called=len(lives) if study.member.writes else 0,
        minutes_written=sum(life.is_written for life in lives),
        minutes_not_done=sum(life.state == "not_done" for life in lives),
        uncoded_documents=sum(paper.id not in mine for paper in written),
        codings_shown=study.member.writes,
    )


def table(found: Overview) -> pd.DataFrame:
    """Return the counts as lines to read: what is counted, and how many out of what. Columns: Objet, Nombre."""
    lines = [
        ("Sites", str(found.sites)),
        ("Documents", f"{found.documents}, dont {found.documents_with_text} avec un texte"),
        ("Événements", f"{found.events}, dont {found.events_held} tenus"),
        ("Jalons", f"{found.milestones}, dont {found.milestones_reached} atteints"),
        (
            "Codages",
            f"{found.codings}, de {found.coders} codeurs ou codeuses, dans {found.documents_coded} documents sur "
            f"{found.documents_with_text}"
            + (f" ; {found.codings_waiting} à replacer" if found.codings_waiting else ""),
        ),
        ("Liens", f"{found.links}, dont {found.links_open} non tranchés"),
    ]
    if found.minutes_called:
        missing = found.minutes_called - found.minutes_written
        told = f"{found.minutes_written} écrits sur {found.minutes_called}, {missing} sans texte"
        noted = f", dont {found.minutes_not_done} notés non faits" if found.minutes_not_done else ""
        lines.insert(3, ("Comptes-rendus", told + noted))
    if not found.codings_shown:
        lines = [line for line in lines if line[0] != "Codages"]
    return pd.DataFrame(lines, columns=["Objet", "Nombre"])
