"""The settled set: what two readings have in common and what was decided of the rest, as one list beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from codebook import codes, settling
from codebook.agreement.reading import Finished
from codebook.disagreements import CHOICES, Compared, Pair, Settlement
from corpus import versions
from corpus.study import Study

COMMON, DECIDED, DISCARDED, OPEN = "lectures identiques", "tranché", "écarté", "à trancher"
COLUMNS = (
    "document titre code libelle debut fin passage origine decision raison tranche_par tranche_le a_revoir"
).split()


@dataclass(frozen=True)
class Counts:
    """How many stretches both read alike, disagreements still open, decided, and decided but to be looked at again."""

    alike: int
    open: int
    settled: int
    stale: int


def counts(found: Iterable[Compared]) -> Counts:
    """Count over documents that were compared."""
    read = list(found)
    decided = [one for each in read for one in each.settlements]
    return Counts(
        sum(len(each.alike) for each in read),
        sum(not one.settled for each in read for one in each.disagreements),
        len(decided),
        sum(bool(one.stale) for one in decided),
    )


def compared(study: Study, done: Finished, pair: Pair) -> list[Compared]:
    """Return every document both of a pair finished, side by side, by title."""
    return [
        settling.compared(study, paper.id, pair)
        for paper in done.papers
        if all(coder in done.coders[paper.id] for coder in pair)
    ]


def frame(study: Study, found: Sequence[Compared]) -> pd.DataFrame:
    """Return the layer, one row per stretch and in reading order, with what was discarded and what is still open.

    Columns: ``COLUMNS``; offsets are code points of the current text, ``a_revoir`` says why a decision is to be looked
    at again.
    """
    tree = codes.by_id(study)
    rows: list[dict[str, Any]] = []
    for each in found:
        text = versions.text(study, each.document.version or "")
        lines = [_line(COMMON, code, start, end) for code, start, end in each.alike]
        lines += [_line(OPEN, one.code, one.start, one.end) for one in each.disagreements if not one.settled]
        lines += [line for one in each.settlements for line in _decided(one)]
        for line in sorted(lines, key=lambda line: (line["debut"] is None, line["debut"], line["fin"])):
            code = tree[str(line["code"])]
            words = "" if line["debut"] is None else text[line["debut"] : line["fin"]]
            known = {"document": each.document.id, "titre": each.document.title, "passage": words}
            rows.append({**known, **line, "code": code.key, "libelle": code.label})
    return pd.DataFrame(rows, columns=COLUMNS).astype({"debut": "Int64", "fin": "Int64"})


def _line(origin: str, code: str, start: int | None, end: int | None) -> dict[str, Any]:
    empty = dict.fromkeys(("decision", "raison", "tranche_par", "tranche_le", "a_revoir"), "")
    return {"origine": origin, "code": code, "debut": start, "fin": end, **empty}


def _decided(one: Settlement) -> list[dict[str, Any]]:
    said = {
        "decision": CHOICES[one.choice],
        "raison": one.reason,
        "tranche_par": one.author_name,
        "tranche_le": one.settled_at,
        "a_revoir": " ; ".join(one.stale),
    }
    if not one.places:
        return [_line(DISCARDED, one.code, one.start, one.end) | said]
    return [_line(DECIDED, one.code, start, end) | said for start, end in one.places]
