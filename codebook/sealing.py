"""What was open to a blind coder all the same: when the others' codings could be read before her own were done.

It is read from the history of the assignment, where nothing is taken away: finishing, looking, then undoing leaves its
trace as surely as taking one's word back. What is told is that the codings were open, and how many there were; whether
she looked, only she knows. Who is blind where stands in ``codebook.assignments``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from codebook.assignments import Assignment
from corpus.study import Study

Pair = tuple[str, str]
Story = list[tuple[str, bool]]

BLIND, OPENED, OPEN = "blind", "opened", "open"
LABELS = {
    BLIND: "à l’aveugle",
    OPENED: "à l’aveugle, puis les autres codages ont été ouverts",
    OPEN: "en voyant les autres codages",
}


@dataclass(frozen=True)
class Opening:
    """A time when the others' codings were open to somebody who codes blind.

    From ``start`` to ``end`` (ISO 8601 in UTC; None: still); ``others`` counts the codings of other people, of those
    that stand today, that were there to be read.
    """

    start: str
    end: str | None
    others: int


def openings(study: Study, document: str, coder: str | None = None) -> list[Opening]:
    """Return when the others' codings of a document were open to a person, once she was to code it blind.

    Before she was first asked to, nothing is told: the document was then like any other.
    """
    pair = document, coder or study.member.id
    return _openings(study, pair, _stories(study, *pair).get(pair, []))


def broken(study: Study, document: str, coder: str | None = None) -> Opening | None:
    """Return the first opening after which a person went back to coding, if there were codings to be read."""
    return _first_broken(openings(study, document, coder))


def late(study: Study, document: str, coder: str | None = None) -> int:
    """Return how many codings a person who said she had finished a document has made since."""
    return _late(study).get((document, coder or study.member.id), 0)


def manner(study: Study, one: Assignment) -> str:
    """Return how a document was coded, or is: a key of ``LABELS``."""
    return manners(study, [one])[one.id]


def manners(study: Study, asked: Sequence[Assignment]) -> dict[str, str]:
    """Return how documents were coded, or are: keys of ``LABELS``, by GUID of assignment."""
    stories, late_ones = _stories(study), _late(study)
    found = {}
    for one in asked:
        pair = one.document, one.coder
        story = stories.get(pair, [])
        went_back = len(story) > 2 and _first_broken(_openings(study, pair, story)) is not None
        after = one.blind and pair in late_ones
        found[one.id] = OPENED if went_back or after else BLIND if one.blind else OPEN
    return found


def _first_broken(found: Sequence[Opening]) -> Opening | None:
    return next((one for one in found if one.end is not None and one.others), None)


def _openings(study: Study, pair: Pair, story: Story) -> list[Opening]:
    """Return the openings of a story, in which hidden and open follow each other."""
    spans: list[tuple[str, str | None]] = []
    for number, (at, hides) in enumerate(story):
        if not hides:
            spans.append((at, story[number + 1][0] if number + 1 < len(story) else None))
    return [Opening(start, end, _others(study, *pair, end)) for start, end in spans]


def _stories(study: Study, document: str | None = None, coder: str | None = None) -> dict[Pair, Story]:
    """Return the states assignments went through, by document and coder: since when, and whether they hid the others'.

    Each begins with the first time it hid them; a change that leaves it as open or as closed as before is not told.
    """
    rows = study.rows(
        "SELECT * FROM (SELECT r.id, c.at, r.after,"
        " json_extract(coalesce(r.after, r.before), '$.document') AS document,"
        " json_extract(coalesce(r.after, r.before), '$.coder') AS coder FROM change_row r"
        " JOIN change c ON c.id = r.change WHERE r.tbl = 'assignment')"
        " WHERE (:document IS NULL OR document = :document) AND (:coder IS NULL OR coder = :coder) ORDER BY id",
        document=document,
        coder=coder,
    )
    told: dict[Pair, Story] = {}
    for row in rows:
        left = json.loads(row["after"]) if row["after"] else None
        hides = bool(left and left["blind"] and left["state"] != "finished")
        story = told.setdefault((row["document"], row["coder"]), [])
        if (story[-1][1] if story else False) != hides:
            story.append((row["at"], hides))
    return told


def _late(study: Study) -> dict[Pair, int]:
    """Count, by document and coder, the codings made after saying the document was finished."""
    rows = study.rows(
        "SELECT p.document, k.coder, count(*) AS number FROM assignment s"
        " JOIN passage p ON p.document = s.document JOIN coding k ON k.passage = p.id AND k.coder = s.coder"
        " WHERE s.state = 'finished' AND k.made_at > s.finished_at GROUP BY p.document, k.coder"
    )
    return {(row["document"], row["coder"]): row["number"] for row in rows}


def _others(study: Study, document: str, coder: str, until: str | None) -> int:
    """Count the codings of other people that this person could read at a moment, of those that stand today."""
    return int(
        study.value(
            "SELECT count(*) FROM coding k JOIN passage p ON p.id = k.passage WHERE p.document = :document"
            " AND k.coder <> :coder AND k.level <> 'private' AND (:until IS NULL OR k.made_at < :until)",
            document=document,
            coder=coder,
            until=until,
        )
    )
