"""The names a program finds in a text, gathered by the person or place they seem to name. It decides nothing.

Sources, from the surest: the register, the sites of the study, titles, addresses and numbers, then the French model.
A name found once is looked for everywhere; where two meet, the longest wins.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.pseudonyms import candidates as wanted
from corpus.pseudonyms import patterns
from corpus.pseudonyms.candidates import Candidate, Known, surname
from corpus.pseudonyms.occurrences import Finder
from corpus.pseudonyms.terms import FEMININE, MASCULINE, PUBLIC
from corpus.sorting import name_key

_RANK = {"sure": 0, "likely": 1, "doubtful": 2}
_PUBLIC = {name_key(name)[0] for name in PUBLIC}


@dataclass(frozen=True)
class Occurrence:
    """A place of a text where a name stands, title included. ``cited`` says that a year makes it an author."""

    start: int
    end: int
    cited: bool = False


@dataclass(frozen=True)
class Group:
    """One name to decide upon: what is proposed of it, and every place where it stands, in the order of the text.

    ``known`` is the GUID of the register when the name is there, ``keep`` proposes to leave it, for ``reason``.
    """

    key: str
    name: str
    kind: str
    likelihood: str
    occurrences: tuple[Occurrence, ...]
    forms: tuple[str, ...]
    titles: tuple[str, ...] = ()
    known: str | None = None
    keep: bool = False
    reason: str = ""


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    core: str
    title: str | None


def groups(
    text: str,
    entities: Iterable[tuple[int, int, str]],
    known: Sequence[Known],
    sites: Iterable[str] = (),
    *,
    speakers: Iterable[str] = (),
    made: Iterable[str] = (),
) -> list[Group]:
    """Return the names of a text, the surest first, then those that come back most.

    :param entities: what the model found: ``(start, end, label)``.
    :param sites: labels of the sites of the study.
    :param speakers: who speaks, as the text labels it.
    :param made: pseudonyms of the study, which are not names.
    """
    finder = Finder(text)
    candidates = wanted.of_text(finder, entities, known, sites, speakers)
    found = _resolved(
        [*_direct(finder, candidates), *_searched(finder, candidates)],
        {at for pseudonym in made for start, end in finder.find(pseudonym) for at in range(start, end)},
    )
    return _grouped(finder, candidates, found, known)


def _direct(finder: Finder, candidates: dict[str, Candidate]) -> list[_Found]:
    """Return what its own form shows: titled names, addresses, numbers."""
    plain = finder.plain
    found = [_Found(one.start, one.end, plain[one.name_start : one.end], one.title) for one in patterns.titled(plain)]
    for start, end, kind in patterns.addressed(plain):
        candidates.setdefault(plain[start:end], Candidate(plain[start:end], kind, "sure"))
        found.append(_Found(start, end, plain[start:end], None))
    return found


def _searched(finder: Finder, candidates: dict[str, Candidate]) -> list[_Found]:
    """Return every place of every candidate, a title right before it and the rest of a compound taken in."""
    found: list[_Found] = []
    for candidate in list(candidates.values()):
        forms = {candidate.name}
        if candidate.kind in ("person", "site", "place") and len(candidate.name) > 3:
            forms.add(candidate.name.upper())
        for form in forms:
            for start, end in finder.find(form):
                first, last = finder.compound(start, end)
                core = candidate.name
                if (first, last) != (start, end):
                    core = finder.plain[first:last]
                    candidates.setdefault(core, Candidate(core, candidate.kind, "likely"))
                title = patterns.title_before(finder.plain, first) if candidate.kind == "person" else None
                found.append(_Found(title[0] if title else first, last, core, title[1] if title else None))
    return found


def _resolved(found: Iterable[_Found], taken: set[int]) -> list[_Found]:
    """Keep the longest where several meet, and none where a place is taken."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def _grouped(
    finder: Finder, candidates: dict[str, Candidate], found: Sequence[_Found], known: Sequence[Known]
) -> list[Group]:
    entries = {entry.id: entry for entry in known}
    home = _homes(candidates, found)
    cited = patterns.cited(finder.plain)
    members: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        members[home[one.core, _gender(one.title)]].append(one)
    made = [_group(finder, key, several, candidates, cited, entries) for key, several in members.items()]
    return sorted(made, key=lambda g: (_RANK[g.likelihood], -len(g.occurrences), name_key(g.name)))


def _homes(candidates: dict[str, Candidate], found: Sequence[_Found]) -> dict[tuple[str, str], str]:
    """Return the group of each form and gender of title.

    It is the register entry of the form, the one whole name the form is the surname of, else the form itself; « M. »
    and « Mme » before the same name are two people, and the bare name then belongs to neither.
    """
    titles: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, list[str]] = defaultdict(list)
    for one in found:
        titles[one.core].add(_gender(one.title))
    for core in titles:
        last = surname(core) if candidates[core].kind == "person" else None
        if last:
            whole[name_key(last)[0]].append(core)
    homes = {}
    for core, genders in titles.items():
        owners = whole.get(name_key(core)[0], []) if candidates[core].kind == "person" else []
        owner = owners[0] if len(owners) == 1 else None
        for gender in genders:
            homes[core, gender] = candidates[core].known or _home(core, gender, genders, owner, titles, candidates)
    return homes


def _home(
    core: str,
    gender: str,
    genders: set[str],
    owner: str | None,
    titles: dict[str, set[str]],
    candidates: dict[str, Candidate],
) -> str:
    key = name_key(core)[0]
    two = {"f", "m"} <= genders
    if owner and not _conflict({gender}, titles[owner]) and (gender or not two):
        return candidates[owner].known or name_key(owner)[0]
    return f"{key}/{gender}" if gender and (two or owner) else key


def _gender(title: str | None) -> str:
    return "f" if title in FEMININE else "m" if title in MASCULINE else ""


def _conflict(one: set[str], other: set[str]) -> bool:
    return {"f", "m"} <= one | other


def _group(
    finder: Finder,
    key: str,
    several: Sequence[_Found],
    candidates: dict[str, Candidate],
    cited: Sequence[tuple[int, int]],
    entries: dict[str, Known],
) -> Group:
    cores = Counter(one.core for one in several)
    own = [candidates[core] for core in cores]
    surest = min(own, key=lambda one: (_RANK[one.likelihood], -len(one.name)))
    occurrences = tuple(
        Occurrence(one.start, one.end, one.title is None and any(a < one.end and one.start < b for a, b in cited))
        for one in several
    )
    entry = entries.get(surest.known or "")
    written = Counter(finder.plain[one.start : one.end] for one in several)
    split = "/" in key and entry is None  # the title alone tells two people apart: it stays in the form
    named = written if split else cores
    group = Group(
        key=key,
        name=entry.forms[0] if entry else _typeset(max(named, key=lambda core: (len(core.split()), named[core]))),
        kind=entry.kind if entry else surest.kind,
        likelihood=surest.likelihood,
        occurrences=occurrences,
        forms=tuple(map(_typeset, named)),
        titles=tuple(Counter(one.title for one in several if one.title)),
        known=entry.id if entry else None,
    )
    return _kept(group, entry)


def _typeset(name: str) -> str:
    return name.replace("'", "’")


def _kept(group: Group, entry: Known | None) -> Group:
    """Propose to leave what names an author or a public person, and what the register keeps."""
    if entry is not None:
        return replace(group, keep=True, reason="gardé au registre") if entry.keep else group
    if any(name_key(form)[0] in _PUBLIC for form in group.forms):
        return replace(group, keep=True, reason="auteur ou personne publique")
    if any(one.cited for one in group.occurrences) and not group.titles:
        return replace(group, keep=True, reason="auteur cité avec une année")
    return group
