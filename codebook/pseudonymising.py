"""Putting names out of a document: what was decided, what it would change, and the change itself.

Proposals, the register and what leaves the study stand in ``corpus.pseudonyms``; how codings follow a new version
stands in ``codebook.carrying``. Here the two meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook import carrying
from codebook.blindness import unblinded
from codebook.errors import CodebookError
from corpus import access, documents, keys, sites, versions
from corpus.errors import StudyError
from corpus.ids import new_id
from corpus.language import results
from corpus.language.folding import folded
from corpus.pseudonyms import coining, elsewhere, proposals, register, withholding
from corpus.pseudonyms.candidates import surname
from corpus.pseudonyms.forms import Forms
from corpus.pseudonyms.occurrences import context
from corpus.pseudonyms.proposals import Group
from corpus.pseudonyms.replacing import Change, Move, replaced
from corpus.readers import Block, NoteCall, ReadingText
from corpus.study import Study, now


@dataclass(frozen=True)
class Desk:
    """A document with the names proposed in it and what was decided of each place.

    ``decided`` tells of a place (start, end) whether it is replaced; a place that is absent waits. ``entries`` are the
    entries of the register by the key of the group they answer.
    """

    document: documents.Document
    text: str
    groups: tuple[Group, ...]
    decided: dict[tuple[int, int], bool]
    entries: dict[str, register.Entry]

    def state(self, group: Group) -> str:
        """Return ``waiting``, ``partly``, ``replaced``, ``left`` or ``kept``."""
        told = [self.decided.get((one.start, one.end)) for one in group.occurrences]
        entry = self.entries.get(group.key)
        if entry is not None and entry.keep:
            return "kept"
        if None in told:
            return "waiting" if not any(told) and False not in told else "partly"
        return "replaced" if all(told) else "partly" if any(told) else "left"

    def choices(self) -> list[tuple[Group, register.Entry, list[tuple[int, int]]]]:
        """Return what will be replaced: each name with its pseudonym and its places."""
        found = []
        for group in self.groups:
            entry = self.entries.get(group.key)
            places = [(one.start, one.end) for one in group.occurrences if self.decided.get((one.start, one.end))]
            if entry is not None and not entry.keep and entry.pseudonym and places:
                found.append((group, entry, places))
        return found


@dataclass(frozen=True)
class Preview:
    """What applying would do: the new text, how many names and places, what follows, where else the names stand.

    ``codings`` follow, ``touched`` of them quote a replaced name. ``lines`` show each place before and after.
    """

    text: ReadingText
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    names: int
    codings: int
    touched: int
    evidence: int
    lines: tuple[tuple[str, str, str, str], ...]
    title: str
    elsewhere: tuple[elsewhere.Place, ...]
    other_documents: tuple[tuple[documents.Document, int], ...]


def desk(study: Study, document: str) -> Desk:
    """Return a document on the desk, with the names the program finds in it.

    :raises AccessError: the member only reads the study.
    :raises CodebookError: the document has no text.
    """
    access.must_write(study.member)
    known = documents.get(study, document)
    if known.version is None:
        raise CodebookError("Ce document n’a pas de texte : aucun nom n’y est à remplacer.")
    text = versions.text(study, known.version)
    written = register.everything(study)
    found = proposals.groups(
        text,
        results.entities(study, known.version),
        register.known(study),
        sites.labels(study).values(),
        speakers=dict.fromkeys(s.speaker for s in versions.segments(study, known.version) if s.speaker),
        made=register.taken(study),
    )
    by_id = {entry.id: entry for entry in written}
    entries = {group.key: by_id[group.known] for group in found if group.known in by_id}
    return Desk(known, text, tuple(found), keys.decisions(study, known.version), entries)


def suggested(study: Study, on: Desk, group: Group) -> list[str]:
    """Return the pseudonyms to choose among for a name."""
    places = [(one.start, one.end) for one in group.occurrences]
    role = coining.role(on.text, places, group.titles)
    return coining.choices(group.name, group.kind, register.taken(study), role_found=role, titles=group.titles)


def accept(
    study: Study, on: Desk, group: Group, pseudonym: str, *, kind: str, places: Sequence[tuple[int, int]] | None = None
) -> None:
    """Have a name replaced by a pseudonym, at all its places or at these; the name enters the register.

    :raises StudyError: the pseudonym is taken, or shows the name.
    """
    entry = on.entries.get(group.key)
    aliases = [form for form in (*(entry.aliases if entry else ()), *group.forms) if form != group.name]
    name = entry.name if entry else group.name
    level = "private" if on.document.level == "private" else "team"
    all_places = [(one.start, one.end) for one in group.occurrences]
    with study.change(f"Choisir le pseudonyme « {pseudonym.strip()} »", level=level):
        register.save(
            study,
            name,
            kind=kind,
            pseudonym=pseudonym,
            aliases=[alias for alias in aliases if alias != name],
            level=entry.level if entry else level,
            entry=entry.id if entry else None,
        )
        keys.decide(study, on.document.version or "", all_places if places is None else places, True)


def join(study: Study, on: Desk, group: Group, entry: str) -> None:
    """Have a name replaced everywhere as another writing of an entry of the register.

    :raises CodebookError: the register has no such entry.
    """
    known = next((one for one in register.everything(study) if one.id == entry and one.pseudonym), None)
    if known is None:
        raise CodebookError("Ce nom n’est plus au registre : rechargez la page.")
    with study.change(f"Compléter les écritures de « {known.pseudonym} »", level=known.level):
        register.save(
            study,
            known.name,
            kind=known.kind,
            pseudonym=known.pseudonym,
            aliases=[*known.aliases, group.name, *group.forms],
            level=known.level,
            entry=known.id,
        )
        places = [(one.start, one.end) for one in group.occurrences]
        keys.decide(study, on.document.version or "", places, True)


def leave(study: Study, on: Desk, group: Group, places: Sequence[tuple[int, int]] | None = None) -> None:
    """Leave a name as it is in this document, everywhere or at these places."""
    access.must_write(study.member)
    told = [(one.start, one.end) for one in group.occurrences] if places is None else places
    keys.decide(study, on.document.version or "", told, False)


def undecide(study: Study, on: Desk, group: Group) -> None:
    """Forget what was decided of a name in this document."""
    access.must_write(study.member)
    keys.decide(study, on.document.version or "", [(one.start, one.end) for one in group.occurrences], None)


def keep(study: Study, on: Desk, group: Group) -> None:
    """Keep a name as it is in the whole study: an author, a public person."""
    entry = on.entries.get(group.key)
    with study.change("Garder un nom"):
        register.save(
            study,
            entry.name if entry else group.name,
            kind=group.kind,
            keep=True,
            aliases=[form for form in group.forms if form != group.name],
            entry=entry.id if entry else None,
        )
        undecide(study, on, group)


def replacements(on: Desk) -> list[tuple[str, str]]:
    """Return every writing of the replaced names with its pseudonym: as found, bare, and as the register knows it."""
    given: dict[str, str] = {}
    chosen = on.choices()
    left = {
        folded(form) for group in on.groups if not any(group is one for one, _, _ in chosen) for form in group.forms
    }
    for group, entry, places in chosen:
        pseudonym = entry.pseudonym or ""
        for start, end in places:
            given.setdefault(folded(on.text[start:end]), pseudonym)
        for form in (*group.forms, *entry.forms):
            last = surname(form) if group.kind == "person" else None
            for word in (folded(form), last):
                if word and word not in left:
                    given.setdefault(word, pseudonym)
    return list(given.items())


def preview(study: Study, on: Desk) -> Preview:
    """Return what applying the decisions would do; nothing is written.

    :raises CodebookError: nothing was decided yet.
    """
    chosen = on.choices()
    if not chosen:
        raise CodebookError("Aucun nom n’est à remplacer : acceptez d’abord une proposition.")
    changes = sorted((start, end, entry.pseudonym or "") for _, entry, places in chosen for start, end in places)
    forms = Forms(replacements(on))
    text, moves = replaced(_reading(study, on), changes, forms.replace)
    codings, touched, pieces = _followers(study, on.document.version or "", moves)
    title = forms.replace(on.document.title)
    return Preview(
        text=text,
        changes=tuple(changes),
        moves=tuple(moves),
        names=len(chosen),
        codings=codings,
        touched=touched,
        evidence=pieces,
        lines=tuple(_line(on.text, text.text, move) for move in moves),
        title=title,
        elsewhere=tuple(p for p in elsewhere.places(study, forms) if (p.table, p.row) != ("document", on.document.id)),
        other_documents=tuple(elsewhere.other_documents(study, forms, on.document.id)),
    )


def apply(study: Study, on: Desk, *, also_elsewhere: bool = True) -> Preview:
    """Make the version without the accepted names, in one change; return what was done.

    :param also_elsewhere: the names are replaced too in the titles, sites, events… this member may rewrite.
    :raises CodebookError: nothing was decided, or the document has changed since it was laid on the desk.
    """
    done = preview(study, on)
    if documents.get(study, on.document.id).version != on.document.version:
        raise CodebookError("Le document a changé entre-temps : rechargez la page.")
    forms_given = replacements(on)
    forms = Forms(forms_given)
    seal = new_id()
    quotes = {table: columns for floor in study.file.floors for table, columns in floor.quotes.items()}
    keys.keep_seal(study.file.conn, seal, forms_given, quotes)
    level = "private" if on.document.level == "private" else "team"
    with study.change(f"Mettre des pseudonymes dans « {done.title} »", level=level):
        version = carrying.revise(study, on.document.id, done.text, reason="Pseudonymes", moves=done.moves)
        if also_elsewhere:
            elsewhere.replace(study, forms, list(done.elsewhere))
        withholding.seal(
            study,
            on.document.id,
            version,
            seal,
            names=done.names,
            places=len(done.changes),
            at=now(),
            left=_words_that_wait(study, on.document.id, version, forms),
        )
        _carry_refusals(study, on, version, done.moves)
    withholding.enforce(study.file)
    return done


def _words_that_wait(study: Study, document: str, version: str, forms: Forms) -> dict[str, str]:
    """Return, of the passages that wait to be placed, what their last anchor still shows: their words, names replaced.

    A name the passage starts or ends within is replaced whole.
    """
    found = {}
    for row in study.rows(
        'SELECT a.id, a.version, a.start, a."end" FROM anchor a JOIN passage p ON p.id = a.passage'
        " WHERE p.document = :document AND NOT EXISTS"
        " (SELECT 1 FROM anchor b WHERE b.passage = p.id AND b.version = :version)",
        document=document,
        version=version,
    ):
        try:
            text = versions.text(study, row["version"])
        except StudyError:
            continue
        start, end, pieces = row["start"], row["end"], []
        at = start
        for first, last, pseudonym in forms.places(text):
            if first < end and start < last:
                pieces += [text[at:first], pseudonym]
                at = last
        found[row["id"]] = "".join([*pieces, text[at:end]])
    return found


def _carry_refusals(study: Study, on: Desk, version: str, moves: Sequence[Move]) -> None:
    """Keep for the new version the places that were left as they are."""
    for (start, end), accepted in on.decided.items():
        if not accepted:
            shift = sum((new_end - new_start) - (e - s) for s, e, new_start, new_end in moves if e <= start)
            keys.decide(study, version, [(start + shift, end + shift)], False)


def _reading(study: Study, on: Desk) -> ReadingText:
    """Return the current version as a reading text."""
    version = on.document.version or ""
    segments = versions.segments(study, version)
    return ReadingText(
        text=on.text,
        blocks=tuple(
            Block(s.kind, s.start, s.end, s.level, s.speaker, s.note, s.source_line, s.time_ms)
            for s in segments
            if s.kind not in versions.INSIDE
        ),
        calls=tuple(NoteCall(s.start, s.note or "") for s in segments if s.kind == versions.CALL),
        source_map=tuple(versions.source_map(study, version)),
        title=None,
        warnings=on.document.warnings,
    )


def _followers(study: Study, version: str, moves: Sequence[Move]) -> tuple[int, int, int]:
    """Return how many codings stand on a version, how many quote a replaced range, how many pieces of evidence."""
    rows = study.rows(
        'SELECT a.start, a."end", (SELECT count(*) FROM coding k JOIN passage p ON p.id = k.passage'
        f" WHERE k.passage = a.passage AND {unblinded()}) AS codings,"
        " (SELECT count(*) FROM evidence e WHERE e.passage = a.passage) AS evidence"
        " FROM anchor a WHERE a.version = :version",
        version=version,
    )
    touched = sum(
        row["codings"] for row in rows if any(row["start"] < end and start < row["end"] for start, end, _, _ in moves)
    )
    return sum(row["codings"] for row in rows), touched, sum(row["evidence"] for row in rows)


def _line(before: str, after: str, move: Move) -> tuple[str, str, str, str]:
    """Return a place before and after: words around, the name, the pseudonym, words around."""
    start, end, new_start, new_end = move
    left, name, right = context(before, start, end, width=50)
    return left, name, after[new_start:new_end], right
