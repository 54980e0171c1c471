"""The words and phrases by which passages of a code may be recognised: those of the study, and those to start with.

A rule belongs to the study, like the code it stands for, and keeps who wrote it. One that somebody judged is put to
rest rather than removed, so that what was accepted and refused because of it stays told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from codebook import codes
from codebook.errors import CodebookError
from codebook.suggesting import wording
from codebook.suggesting.matching import EXACT, FORMS
from corpus import stale
from corpus.ids import new_id
from corpus.study import Study, now

WAYS = {FORMS: "toutes leurs formes", EXACT: "ces mots-là, tels quels"}
STARTING = Path(__file__).parent / "starting.yaml"
_MOST_SIGNS = 200


@dataclass(frozen=True)
class Rule:
    """Words that propose passages of a code.

    ``way`` is a key of ``WAYS``; ``unless`` holds longer phrases, parted by semicolons, in which the words do not
    count; ``starting`` says that it came with the program.
    """

    id: str
    code: str
    phrase: str
    way: str
    unless: str
    active: bool
    starting: bool
    author: str
    author_name: str
    made_at: str


@dataclass(frozen=True)
class Start:
    """A rule to start with: the key of its code, its words and what they are not counted in."""

    code: str
    phrase: str
    way: str = FORMS
    unless: str = ""


_SELECT = (
    "SELECT r.id, r.code, r.phrase, r.way, r.unless, r.active, r.starting, r.author, m.name AS author_name, r.made_at"
    " FROM suggestion_rule r JOIN member m ON m.id = r.author"
)


def everything(study: Study, *, code: str | None = None, active: bool | None = None) -> list[Rule]:
    """Return the rules of the study, code by code in the order of their phrases; none to who does not code."""
    if not study.member.writes:
        return []
    rows = study.rows(
        f"{_SELECT} WHERE (:code IS NULL OR r.code = :code) AND (:active IS NULL OR r.active = :active)",
        code=code,
        active=None if active is None else int(active),
    )
    found = [Rule(**{**row, "active": bool(row["active"]), "starting": bool(row["starting"])}) for row in rows]
    return sorted(found, key=lambda rule: (rule.code, wording.key(rule.phrase), rule.id))


def get(study: Study, rule: str) -> Rule:
    """Return one rule.

    :raises CodebookError: there is none of that id.
    """
    found = [one for one in everything(study) if one.id == rule]
    if not found:
        raise CodebookError("Cette règle n’existe plus : rechargez la page.")
    return found[0]


def add(study: Study, code: str, phrase: str, *, way: str = FORMS, unless: str = "") -> str:
    """Write a rule for a code and return its GUID; one at rest that says the same is woken in its place.

    :raises CodebookError: a phrase without words or too long, one the code has already, or a code that cannot be
        applied.
    """
    label = codes.usable(study, code).label
    row = _checked(phrase, way, unless)
    with study.change(f"Écrire une règle pour « {label} »"):
        twin = _twin(study, code, row)
        if twin is not None and twin.active:
            raise CodebookError(f"« {twin.phrase} » est déjà une règle de « {label} » : écrivez d’autres mots.")
        if twin is not None:
            study.update("suggestion_rule", twin.id, active=1, **row)
            return twin.id
        return _insert(study, code, row, starting=False)


def revise(study: Study, rule: str, *, phrase: str, way: str, unless: str, read: Rule | None = None) -> None:
    """Rewrite the words of a rule.

    :param read: the rule as it was when the person opened it; refused when somebody changed it since.
    :raises CodebookError: as :func:`add`, or the rule is gone.   :raises StudyError: somebody changed it meanwhile.
    """
    row = _checked(phrase, way, unless)
    with study.change("Modifier une règle de suggestion"):
        found = get(study, rule)
        stale.refuse_if_changed(read, found)
        twin = _twin(study, found.code, row)
        if twin is not None and twin.id != rule:
            raise CodebookError(f"« {twin.phrase} » est déjà une règle de ce code : gardez l’une des deux.")
        study.update("suggestion_rule", rule, **row)


def switch(study: Study, switched: Iterable[str], active: bool) -> None:
    """Put rules to rest, or have them propose passages again, in one change."""
    found = [get(study, rule) for rule in switched]
    with study.change("Réveiller des règles de suggestion" if active else "Mettre au repos des règles de suggestion"):
        for rule in found:
            study.update("suggestion_rule", rule.id, active=int(active))


def remove(study: Study, rule: str) -> bool:
    """Take a rule out of the study, or put it to rest when it was judged; say whether it is out.

    :raises CodebookError: the rule is gone.
    """
    found = get(study, rule)
    judged = study.value("SELECT count(*) FROM suggestion_reason WHERE rule = :rule", rule=rule)
    with study.change(f"Retirer la règle « {found.phrase} »"):
        if judged:
            study.update("suggestion_rule", rule, active=0)
        else:
            study.delete("suggestion_rule", rule)
    return not judged


def starting() -> list[Start]:
    """Return the rules that come with the program, by key of code."""
    told = yaml.safe_load(STARTING.read_text(encoding="utf-8"))
    return [_start(key, one) for key, given in told.items() for one in given]


def _start(key: str, one: str | dict[str, Any]) -> Start:
    if isinstance(one, str):
        return Start(key, one)
    return Start(key, one["phrase"], EXACT if one.get("exact") else FORMS, "; ".join(one.get("unless") or []))


def missing(study: Study) -> list[Start]:
    """Return the starting rules for codes of this study that it does not have, at rest or not."""
    known = {code.key: code.id for code in codes.tree(study) if code.applicable}
    there = {(rule.code, rule.way, wording.key(rule.phrase)) for rule in everything(study)}
    return [
        start
        for start in starting()
        if start.code in known and (known[start.code], start.way, wording.key(start.phrase)) not in there
    ]


def start(study: Study) -> int:
    """Write the starting rules the study does not have yet, in one change, and return how many."""
    wanted = missing(study)
    known = codes.by_key(study)
    with study.change(f"Charger {len(wanted)} règles de suggestion"):
        for one in wanted:
            _insert(study, known[one.code].id, _checked(one.phrase, one.way, one.unless), starting=True)
    return len(wanted)


def _insert(study: Study, code: str, row: dict[str, str], *, starting: bool) -> str:
    rule = new_id()
    known = {"id": rule, "code": code, "active": 1, "starting": int(starting), "author": study.member.id}
    study.insert("suggestion_rule", {**known, **row, "made_at": now()})
    return rule


def _twin(study: Study, code: str, row: dict[str, str]) -> Rule | None:
    """Return the rule of a code that finds what these words find, if there is one."""
    wanted = (row["way"], wording.key(row["phrase"]))
    found = (rule for rule in everything(study, code=code) if (rule.way, wording.key(rule.phrase)) == wanted)
    return next(found, None)


def _checked(phrase: str, way: str, unless: str) -> dict[str, str]:
    phrase = " ".join(phrase.split())
    exceptions = [" ".join(part.split()) for part in unless.split(";") if part.strip()]
    for one in (phrase, *exceptions):
        words = len(wording.of(one))
        if not words:
            raise CodebookError("Une règle a besoin d’au moins un mot : écrivez-le tel qu’on le dit sur le terrain.")
        if words > wording.LONGEST or len(one) > _MOST_SIGNS:
            raise CodebookError(f"Une règle tient en {wording.LONGEST} mots : gardez les plus parlants.")
    if way not in WAYS:
        raise CodebookError(f"« {way} » n’est pas une manière de chercher : choisissez parmi {', '.join(WAYS)}.")
    return {"phrase": phrase, "way": way, "unless": "; ".join(exceptions)}
