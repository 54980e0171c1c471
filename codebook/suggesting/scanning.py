"""What the rules find in the texts of the study, stored by version as offsets, and how it follows both.

Nothing here is recorded in the history: all of it can be made again. Each version knows the set of rules that was
looked for in it, so that a new rule is looked for alone, and a text alone when it changes. What a reader may see of it
is decided where it is read (``offers``).
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from codebook.suggesting import rules, units, wording
from codebook.suggesting.matching import Matcher, within
from codebook.suggesting.rules import Rule
from corpus import versions
from corpus.errors import StudyError
from corpus.search import lemmas
from corpus.study import Study

SHAPE = 1  # to be raised when what is found in the same text by the same rules changes

Progress = Callable[[int, int], None]
_Stamps = dict[str, str]


@dataclass(frozen=True)
class Pending:
    """What waits to be looked at: texts in which some rule was not looked for, and their characters."""

    versions: tuple[str, ...]
    characters: int

    def __bool__(self) -> bool:
        return bool(self.versions)


def stamps(found: Sequence[Rule]) -> _Stamps:
    """Return what names each rule as it is looked for: it changes when the rule would find something else."""
    return {rule.id: _stamp(rule) for rule in found}


def _stamp(rule: Rule) -> str:
    told = "\n".join((str(SHAPE), lemmas.VERSION, rule.phrase, rule.way, rule.unless))
    return sha256(told.encode()).hexdigest()[:16]


def pending(study: Study) -> Pending:
    """Return what waits among the documents this member may read."""
    wanted = json.dumps(stamps(rules.everything(study, active=True)), sort_keys=True)
    rows = study.rows(
        "SELECT d.version, v.characters FROM document d JOIN document_version v ON v.id = d.version"
        " LEFT JOIN suggestion_scan s ON s.version = d.version"
        " LEFT JOIN suggestion_ruleset t ON t.id = s.ruleset"
        f" WHERE t.rules IS NOT :wanted AND {study.readable('d')} ORDER BY v.characters, d.rowid",
        wanted=wanted,
    )
    return Pending(tuple(row["version"] for row in rows), sum(row["characters"] for row in rows))


def bring_up_to_date(study: Study, progress: Progress | None = None) -> int:
    """Look for the rules where they were not yet, outside any recorded change; return in how many texts.

    :param progress: told how many characters are done, and out of how many.
    :raises StudyError: the study stays busy for ten seconds.
    """
    waiting = pending(study)
    if not waiting:
        return 0
    active = rules.everything(study, active=True)
    wanted = stamps(active)
    matchers: dict[frozenset[str], Matcher] = {}
    done = 0
    with writing(study):
        ruleset = _ruleset(study, wanted)
    for version in waiting.versions:
        known = _known(study, version)
        fresh = frozenset(rule for rule, stamp in wanted.items() if known.get(rule) != stamp)
        if fresh not in matchers:
            matchers[fresh] = Matcher(rule for rule in active if rule.id in fresh)
        text = versions.text(study, version)
        found = _found(study, version, text, matchers[fresh]) if fresh else []
        with writing(study):
            _keep(study, version, [rule for rule in known if known[rule] != wanted.get(rule)], found, ruleset)
        done += len(text)
        if progress is not None:
            progress(done, waiting.characters)
    with writing(study):
        _sweep(study)
    return len(waiting.versions)


def _known(study: Study, version: str) -> _Stamps:
    told = study.value(
        "SELECT t.rules FROM suggestion_scan s JOIN suggestion_ruleset t ON t.id = s.ruleset WHERE s.version = :v",
        v=version,
    )
    return dict(json.loads(told)) if told else {}


def _found(study: Study, version: str, text: str, matcher: Matcher) -> list[tuple[str, int, int, int, int]]:
    stretches = units.units(text, versions.segments(study, version))
    matches = within(matcher.find(wording.of(text)), stretches)
    return [(match.rule, match.start, match.end, first, last) for match, (first, last) in matches]


def _keep(
    study: Study, version: str, gone: Sequence[str], found: Sequence[tuple[str, int, int, int, int]], ruleset: int
) -> None:
    conn = study.file.conn
    conn.executemany("DELETE FROM suggestion_match WHERE version = ? AND rule = ?", [(version, rule) for rule in gone])
    conn.executemany(
        'INSERT OR REPLACE INTO suggestion_match (version, rule, start, "end", first, last) VALUES (?, ?, ?, ?, ?, ?)',
        [(version, *one) for one in found],
    )
    conn.execute("INSERT OR REPLACE INTO suggestion_scan (version, ruleset) VALUES (?, ?)", (version, ruleset))


def _ruleset(study: Study, wanted: _Stamps) -> int:
    told = json.dumps(wanted, sort_keys=True)
    study.execute("INSERT OR IGNORE INTO suggestion_ruleset (rules) VALUES (?)", (told,))
    return int(study.value("SELECT id FROM suggestion_ruleset WHERE rules = :told", told=told))


def _sweep(study: Study) -> None:
    """Forget what was found in versions that are not current any more, and sets of rules no version knows."""
    current = "SELECT version FROM document WHERE version IS NOT NULL"
    study.execute(f"DELETE FROM suggestion_match WHERE version NOT IN ({current})")
    study.execute(f"DELETE FROM suggestion_scan WHERE version NOT IN ({current})")
    study.execute("DELETE FROM suggestion_ruleset WHERE id NOT IN (SELECT ruleset FROM suggestion_scan)")


def counts(study: Study) -> dict[str, int]:
    """Return in how many sentences of the texts this member may read each rule was found, by its GUID."""
    rows = study.rows(
        "SELECT m.rule, count(DISTINCT m.version || m.first) AS number FROM suggestion_match m"
        f" JOIN document d ON d.version = m.version WHERE {study.readable('d')} GROUP BY m.rule"
    )
    return {row["rule"]: row["number"] for row in rows}


@contextmanager
def writing(study: Study) -> Iterator[None]:
    """Write in a transaction of its own: what was found is never recorded."""
    conn = study.file.conn
    try:
        conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as cause:
        raise StudyError("L’étude est occupée par une autre écriture : recommencez dans un instant.") from cause
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
