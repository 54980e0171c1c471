"""Two copies of one study that differ only by what another person coded in a document its lead codes blind.

Whatever the lead reads must be the same in both: then nothing of it is shown, not even that it is there.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from codebook import assignments, codes, codings, evidence, examples, links, memos, progress
from codebook.codes import Code
from codebook.schema import FLOORS
from corpus import documents, events, milestones
from corpus.study import Study, StudyFile
from tests.conftest import COLLEAGUE, LEAD, RESEARCHER, reading_of

PLANTED = "Mot planté"  # what the other person wrote, to be found nowhere
TEXT = (
    "La réunion commence tard et chacun attend.\n"
    "Le cardiologue parle de confiance, puis se tait.\n"
    "L’infirmière propose une consultation commune le jeudi.\n"
    "On se quitte d’accord sur la suite."
)


def build(blank: Path, folder: Path) -> tuple[Path, Path, dict[str, str]]:
    """Make the study without and with what the other person coded; return both, and the identities of what is there.

    ``coding`` and ``hidden`` are the coding and the passage that stand in the second study alone.
    """
    without, within = folder / "sans.db", folder / "avec.db"
    shutil.copyfile(blank, without)
    with StudyFile.open(without, FLOORS) as file:
        known = _common(file)
    shutil.copyfile(without, within)
    with StudyFile.open(within, FLOORS) as file:
        known |= _planted(file.acting_as(COLLEAGUE), known)
    return without, within, known


@contextmanager
def reading(path: Path, member: str = LEAD) -> Iterator[Study]:
    """Open a study that refuses every write."""
    with StudyFile.open(path, FLOORS) as file:
        file.conn.execute("PRAGMA query_only = ON")
        yield file.acting_as(member)


def _common(file: StudyFile) -> dict[str, str]:
    lead, researcher, colleague = (file.acting_as(name) for name in (LEAD, RESEARCHER, COLLEAGUE))
    codes.install(lead, [Code("", "trust", "Confiance", color="#0072B2"), Code("", "doubt", "Doute", color="#E69F00")])
    code = {key: one.id for key, one in codes.by_key(lead).items()}
    paper = documents.add(lead, reading_of(TEXT), title="Réunion", source_name="a.txt", source=b"a", kind="interview")
    other = documents.add(lead, reading_of(TEXT), title="Autre", source_name="b.txt", source=b"b")
    _code(colleague, other, "Le cardiologue", code["doubt"], comment="Lisible")
    assignments.assign(researcher, [paper], [lead.member.id], blind=True)
    assignments.assign(lead, [paper], [colleague.member.id])
    assignments.finish(colleague, paper)
    progress.mark_up_to(lead, paper, 50)
    mine = _code(lead, paper, "confiance", code["trust"], comment="À moi")
    event = events.save(lead, kind="visit", label="Visite", held="2021-03-09")
    step = milestones.save(lead, label="Première", module="delegation", state="reached", reached="2021-06")
    link = links.save(lead, events=[event], milestones=[step], relation="prepares", statement="Une phrase")
    own = codings.get(lead, mine)
    evidence.add(lead, link, own.passage, side="for", strength="straw")
    return {
        "document": paper,
        "version": documents.get(lead, paper).version or "",
        "code": code["doubt"],
        "passage": own.passage,
        "link": link,
        "event": event,
        "milestone": step,
        "mine": mine,
    }


def _planted(colleague: Study, known: dict[str, str]) -> dict[str, str]:
    paper, code = known["document"], known["code"]
    first = _code(colleague, paper, "une consultation commune", code, comment=PLANTED, dominant=True)
    _code(colleague, paper, "confiance", code, comment=PLANTED, facets={"certainty": "sure", "bearer": "lead"})
    gone = _code(colleague, paper, "accord", code, comment=PLANTED)
    memos.write(colleague, "coding", first, PLANTED)
    memos.write(colleague, "document", paper, PLANTED)
    examples.add(colleague, code, codings.get(colleague, first).passage)
    codings.remove(colleague, [gone])
    codings.revise(colleague, first, comment=f"{PLANTED} encore")
    return {"coding": first, "hidden": codings.get(colleague, first).passage}


def _code(study: Study, paper: str, words: str, code: str, **known: object) -> str:
    start = TEXT.index(words)
    apply: Callable[..., list[str]] = codings.apply
    return apply(study, paper, start, start + len(words), [code], text=words, **known)[0]
