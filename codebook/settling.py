"""What two coders decide where their readings differ: a layer of its own, beside first readings that never change.

A disagreement is where two people who finished a document did not mark the same characters with a code. Settling it
keeps who decided, why, and the stretches retained, as passages, so that they follow the text. It keeps too what was
compared: when a reading changes afterwards, or the text is revised, the settlement says that it is to be looked at
again. How readings are laid side by side stands in ``codebook.disagreements``.
"""

from collections.abc import Iterable, Iterator, Sequence

from codebook import assignments, codes, codings, passages
from codebook.agreement.meetings import Place
from codebook.disagreements import CHOICES, Compared, Disagreement, Pair, Settlement, compare
from codebook.errors import CodebookError
from corpus import access, documents, stale
from corpus.documents import Document
from corpus.errors import AccessError
from corpus.ids import new_id
from corpus.study import Study, now


def ordered(one: str, two: str) -> Pair:
    """Return two coders in the order in which their settlements are kept.

    :raises CodebookError: they are the same person.
    """
    if one == two:
        raise CodebookError("Une lecture ne se compare pas à elle-même : choisissez deux personnes.")
    return (one, two) if one < two else (two, one)


def compared(study: Study, document: str, pair: Pair) -> Compared:
    """Return two finished readings of a document side by side.

    :raises StudyError: the document is not open to this member.
    :raises AccessError: this member codes it blind and has not finished.
    :raises CodebookError: one of the two has not finished it.
    """
    paper, people = documents.get(study, document), ordered(*pair)
    _comparable(study, paper, people)
    return compare(paper, people, codings.of_document(study, document), _settlements(study, document, people))


def _comparable(study: Study, paper: Document, pair: Pair) -> None:
    if paper.id in assignments.blind_documents(study):
        raise AccessError(
            f"Vous codez « {paper.title} » à l’aveugle : déclarez-le terminé pour voir où les lectures diffèrent."
        )
    done = assignments.finished(study, paper.id)
    if paper.version is None or any(coder not in done for coder in pair):
        raise CodebookError(
            f"« {paper.title} » n’est pas terminé par ces deux personnes : on ne compare que des lectures finies."
        )


def _settlements(study: Study, document: str, pair: Pair) -> list[Settlement]:
    rows = study.rows(
        "SELECT s.id, s.document, s.code, s.choice, s.reason, s.author, m.name AS author_name, s.settled_at, s.version,"
        ' s.readings, a.start, a."end" FROM settlement s JOIN member m ON m.id = s.author'
        " JOIN document d ON d.id = s.document"
        " LEFT JOIN anchor a ON a.passage = s.passage AND a.version = d.version"
        f" WHERE s.document = :document AND s.first = :first AND s.second = :second AND {study.readable('s')}"
        f" AND {study.readable('d')} ORDER BY a.start, s.settled_at, s.id",
        document=document,
        first=pair[0],
        second=pair[1],
    )
    retained = _retained(study, document)
    return [Settlement(**row, pair=pair, places=tuple(retained.get(row["id"], ()))) for row in rows]


def _retained(study: Study, document: str) -> dict[str, list[Place]]:
    """Return the stretches retained by each settlement of a document that stand in its current text."""
    found: dict[str, list[Place]] = {}
    for row in study.rows(
        'SELECT r.settlement, a.start, a."end" FROM settled r JOIN settlement s ON s.id = r.settlement'
        " JOIN document d ON d.id = s.document JOIN anchor a ON a.passage = r.passage AND a.version = d.version"
        " WHERE s.document = :document ORDER BY a.start",
        document=document,
    ):
        found.setdefault(row["settlement"], []).append((row["start"], row["end"]))
    return found


def settle(
    study: Study, on: Disagreement, choice: str, reason: str, *, places: Sequence[Place] = (), text: str | None = None
) -> str:
    """Decide a disagreement as it was shown, in place of what was decided before; return the GUID of the settlement.

    :param choice: a key of ``CHOICES``.
    :param places: the stretches retained, for ``other`` only.
    :param text: the words of the first of these places, as they were shown.
    :raises CodebookError: no reason, an unknown choice, or other bounds outside the text or away from it.
    :raises StudyError: a reading, or the decision, changed since it was shown.
    :raises AccessError: the member only reads, or codes the document blind.
    """
    access.must_write(study.member)
    if choice not in CHOICES:
        raise CodebookError(f"« {choice} » n’est pas une façon de trancher : choisissez {', '.join(CHOICES)}.")
    if not reason.strip():
        raise CodebookError("Trancher demande une raison : dites en quelques mots ce qui vous a décidés.")
    paper = documents.get(study, on.document)
    level = "private" if paper.level == "private" else "team"
    with study.change("Trancher un désaccord entre codeurs", level=level):
        fresh = next((one for one in compared(study, on.document, on.pair).disagreements if one.id == on.id), None)
        stale.refuse_if_changed(on, fresh)
        codes.usable(study, on.code)
        retained = _chosen(on, choice, places)
        for one in on.settled:
            _drop(study, one.id)
        made = new_id()
        study.insert(
            "settlement",
            {
                "id": made,
                "document": on.document,
                "code": on.code,
                "first": on.pair[0],
                "second": on.pair[1],
                "passage": passages.place(study, on.document, on.start, on.end),
                "version": paper.version,
                "readings": on.readings,
                "choice": choice,
                "reason": reason.strip(),
                "author": study.member.id,
                "level": level,
                "settled_at": now(),
            },
        )
        for number, (start, end) in enumerate(retained):
            passage = passages.place(study, on.document, start, end, None if number else text)
            study.insert("settled", {"id": new_id(), "settlement": made, "passage": passage})
    return made


def _chosen(on: Disagreement, choice: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the stretches a choice retains."""
    if choice != "other":
        given = {"first": on.meeting.first, "second": on.meeting.second, "both": on.meeting.both, "neither": ()}
        return given[choice]
    if not places or not any(start < on.end and on.start < end for start, end in places):
        raise CodebookError("Le passage retenu doit toucher les mots en désaccord : ajustez ses bornes.")
    return tuple(places)


def confirm(study: Study, confirmed: Iterable[Settlement]) -> None:
    """Say that decisions still answer the readings and the text as they are now, in one change.

    :raises CodebookError: one has lost its words, or is no longer there.
    """
    with study.change("Confirmer un désaccord tranché"):
        for one in confirmed:
            fresh = compared(study, one.document, one.pair)
            if not any(known.id == one.id for known in fresh.settlements):
                raise CodebookError("Cette décision n’existe plus : rechargez la page.")
            met = next((d for d in fresh.disagreements if any(known.id == one.id for known in d.settled)), None)
            if met is None:
                raise CodebookError("Il n’y a plus de désaccord à cet endroit : retirez plutôt la décision.")
            study.update("settlement", one.id, version=fresh.document.version, readings=met.readings)


def withdraw(study: Study, withdrawn: Iterable[str]) -> None:
    """Take decisions back, in one change; the disagreements are open again.

    :raises CodebookError: one is no longer there, or not open to this member.
    """
    chosen = list(dict.fromkeys(withdrawn))
    with study.change("Rouvrir un désaccord tranché"):
        for settlement in chosen:
            if not study.value(
                "SELECT 1 FROM settlement s JOIN document d ON d.id = s.document"
                f" WHERE s.id = :settlement AND {study.readable('s')} AND {study.readable('d')}",
                settlement=settlement,
            ):
                raise CodebookError("Cette décision n’existe plus : rechargez la page.")
            _drop(study, settlement)


def _drop(study: Study, settlement: str) -> None:
    """Remove a settlement and the passages nobody speaks of any more, inside the open change."""
    left = [study.value("SELECT passage FROM settlement WHERE id = :settlement", settlement=settlement)]
    for row in study.rows("SELECT id, passage FROM settled WHERE settlement = :settlement", settlement=settlement):
        left.append(row["passage"])
        study.delete("settled", row["id"])
    study.delete("settlement", settlement)
    for passage in dict.fromkeys(left):
        passages.drop_unused(study, passage)


def held(study: Study, document: str) -> set[str]:
    """Return the passages of a document that settlements keep, whoever decided them."""
    rows = study.rows(
        "SELECT s.passage FROM settlement s WHERE s.document = :document"
        " UNION SELECT r.passage FROM settled r JOIN settlement s ON s.id = r.settlement WHERE s.document = :document",
        document=document,
    )
    return {row["passage"] for row in rows}


def drop_code(study: Study, code: str) -> None:
    """Remove the settlements of a code that goes, inside the open change."""
    for row in study.rows("SELECT id FROM settlement WHERE code = :code", code=code):
        _drop(study, row["id"])


def problems(study: Study) -> Iterator[str]:
    """Give one French sentence for each settlement that does not hold together, whoever may read it."""
    for row in study.rows(
        "SELECT s.id FROM settlement s JOIN passage p ON p.id = s.passage JOIN document_version v ON v.id = s.version"
        " WHERE p.document <> s.document OR v.document <> s.document OR EXISTS (SELECT 1 FROM settled r"
        " JOIN passage q ON q.id = r.passage WHERE r.settlement = s.id AND q.document <> s.document)"
    ):
        yield f"Le désaccord tranché {row['id']} porte sur un autre document que le sien."
    for row in study.rows(
        "SELECT s.id FROM settlement s WHERE trim(s.reason) = '' OR (s.choice = 'neither') ="
        " EXISTS (SELECT 1 FROM settled r WHERE r.settlement = s.id) AND s.choice IN ('neither', 'both', 'other')"
    ):
        yield f"Le désaccord tranché {row['id']} n’a pas de raison, ou pas le passage qu’il retient."
