"""Fifty names planted in a study, everywhere a document brings them: text, speakers, title, file, codings, history."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from codebook import carrying, codings, evidence, links, pseudonymising
from corpus import changes, documents, events, milestones, people, sites, versions
from corpus.events import HeldFigure
from corpus.language import results
from corpus.readers import Block, ReadingText
from corpus.study import Study

_SYLLABLES = ("bral", "dova", "kerz", "mino", "thul", "gwen", "oski", "varn", "pela", "jorz", "nivé", "lachô", "zuan")


def words(seed: int = 5) -> Iterator[str]:
    """Names nobody bears, without end and without repeats; some have accents."""
    draw, seen = random.Random(seed), set()
    while True:
        word = "".join(draw.sample(_SYLLABLES, 2)).capitalize()
        if word not in seen:
            seen.add(word)
            yield word


@dataclass(frozen=True)
class Planted:
    """The study, the document, the words that must not be left, and the change of its import."""

    study: Study
    document: str
    needles: tuple[str, ...]
    waiting: str


def plant(study: Study, code: str) -> Planted:
    """Write a study around fifty names: 32 people, 10 places, 4 addresses, 4 telephone numbers."""
    made = words()
    persons = [(next(made), next(made)) for _ in range(32)]
    places = [next(made) for _ in range(10)]
    mails = [f"{next(made).lower()}@exemple{n}.fr".encode("ascii", "ignore").decode() for n in range(4)]
    phones = [f"06 5{n} 34 56 7{n}" for n in range(4)]
    titles = ("Mme", "M.", "Dr", "Pr")
    lines = ["Un premier paragraphe à couper bientôt."]
    for n, (first, last) in enumerate(persons):
        title = titles[n % 4]
        lines.append(f"{last} : la tension monte, dit {title} {first} {last}, infirmière à {places[n % 10]}.")
        lines.append(
            f"Ensuite {title}\u00a0{last} répond à {last} près de {places[(n + 3) % 10]} ; {last.upper()} écoute."
        )
    lines += [f"Écrire à {mail} ou appeler le {phone}." for mail, phone in zip(mails, phones, strict=True)]
    lines.append(f"Selon Clot (1999), {places[0]} va bien.")
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        speaker = line.split(" : ")[0] if " : " in line else None
        blocks.append(Block("paragraph", at, at + len(line), speaker=speaker))
        at += len(line) + 1
    reading = ReadingText(
        text, tuple(blocks), (), ((0, 0, len(text)),), None, (f"La ligne de {persons[3][1]} est longue.",)
    )
    first, last = persons[0]
    site = sites.add(study, places[0])
    document = documents.add(
        study,
        reading,
        title=f"Entretien avec Mme {first} {last}",
        source_name=f"entretien_{last}.txt",
        source=text.encode(),
        sites=[site],
    )
    _work(study, document, text, persons, site, code)
    with_lines = _edited(study, document)
    needles = (*(word for pair in persons for word in pair), *places, *mails, *phones)
    return Planted(study, document, needles, with_lines)


def _work(study: Study, document: str, text: str, persons: list, site: str, code: str) -> None:
    """Code names, halves of names and whole lines; make a link that rests on them; undo and do again."""
    for n, (first, last) in enumerate(persons[:12]):
        start = text.index(f"{first} {last}")
        codings.apply(study, document, start + n % 3, start + len(first) + 3 + n, [code], comment="À relire")
    line = text.index("la tension monte")
    coded = codings.apply(study, document, line, line + 60, [code])
    changes.undo(study, changes.history(study, limit=1)[0].id)
    changes.undo(study, changes.history(study, limit=1)[0].id)
    removed = text.index(persons[20][1])
    codings.remove(study, codings.apply(study, document, removed, removed + 30, [code]))
    act = events.save(
        study, kind="visit", label=f"Visite avec {persons[1][1]}", held="2021-03-09", sites=[site],
        figures=[HeldFigure("facilitator", f"Mme {persons[2][1]}", leading=True)],
    )  # fmt: skip
    step = milestones.save(study, module="training", label="Formation", state="reached", reached="2021-06", site=site)
    link = links.save(study, relation="prepares", events=[act], milestones=[step], statement="Elle prépare.")
    evidence.add(study, link, codings.get(study, coded[0]).passage, side="for", strength="hoop")
    people.save(study, label=f"Dr {persons[4][1]}", aliases=[persons[4][1]])
    known = documents.get(study, document)
    documents.update(
        study, document, kind="interview", title=f"{known.title} et Dr {persons[2][1]}", date="2021-03",
        sites=known.sites, state="drafted", level="team",
    )  # fmt: skip


def _edited(study: Study, document: str) -> str:
    """Edit the text twice, take one edit back, and leave a coding whose words are gone. Return its passage."""
    version = documents.get(study, document).version or ""
    text = versions.text(study, version)
    start = text.index("Un premier paragraphe")
    code = study.rows("SELECT id FROM code WHERE applicable = 1")[0]["id"]
    (lost,) = codings.apply(study, document, start, start + 20, [code])
    passage = codings.get(study, lost).passage
    carrying.revise(study, document, carrying.typed(text.replace("écoute.", "écoute bien.", 3)), reason="Relecture")
    changes.undo(study, changes.history(study, limit=1)[0].id)
    rest = text.split("\n", 1)[1].replace("la tension monte", "la tension baisse", 2)
    carrying.revise(study, document, carrying.typed(rest), reason="Relecture")
    return passage


def find_names(planted: Planted) -> None:
    """Stand in for the language process: it finds the places and each whole name once."""
    study = planted.study
    version = documents.get(study, planted.document).version or ""
    text = versions.text(study, version)
    spots = [(text.index(name), name) for name in planted.needles if name in text]
    with study.file.db.atomic():
        results.begin(study.file.conn, version, len(text), "essai")
        results.keep_entities(study.file.conn, version, [(at, at + len(name), "LOC") for at, name in spots], len(text))
        results.finish(study.file.conn, version)


def decide_all(planted: Planted) -> pseudonymising.Desk:
    """Accept every name that is not proposed as kept, as a person would, one after the other."""
    study = planted.study
    desk = pseudonymising.desk(study, planted.document)
    with study.change("Choisir des pseudonymes"):
        for group in desk.groups:
            if not group.keep:
                pseudonym = pseudonymising.suggested(study, desk, group)[0]
                pseudonymising.accept(study, desk, group, pseudonym, kind=group.kind)
    return pseudonymising.desk(study, planted.document)
