"""The table of agreement: for each code and for all of them, the coefficients with what they rest on.

All codes together are pooled: each decision “is this unit coded with this code?” counts once, for every unit of every
document and every code that one of the people used there. No coefficient is ever 0, 1 or ``nan`` for want of
variation: it has no value, and ``why`` says the reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from codebook.agreement import coefficients, resampling, unitizing, valuing, words
from codebook.agreement.coefficients import Floats
from codebook.agreement.reading import Readings
from codebook.agreement.tallies import Markings, Pair, Tallies, tally

Draws = Floats | None
Compute = Callable[[Floats], Floats]  # from weights (draw, document) to one value a draw

DRAWS, SEED = 1000, 20_211


@dataclass(frozen=True)
class Measure:
    """A coefficient. Without a value, ``why`` says in French why; likewise ``why_no_interval`` of an interval."""

    value: float | None
    why: str | None = None
    low: float | None = None
    high: float | None = None
    why_no_interval: str | None = None


@dataclass(frozen=True)
class Row:
    """One code, or all when ``code`` is None. Counts are in the chosen unit, ``documents`` those that count.

    ``coded`` gives by coder the units she coded among those of the documents she finished, which ``looked_at`` counts;
    ``tables`` and ``kappas`` are by pair of coders (numbers in ``Agreement.coders``); a table is (neither, second
    only, first only, both).
    """

    code: str | None
    documents: int
    units: int
    coded: tuple[int, ...]
    looked_at: tuple[int, ...]
    prevalence: float | None
    percent: Measure
    kappas: dict[Pair, Measure]
    tables: dict[Pair, tuple[int, int, int, int]]
    alpha: Measure
    unitizing: Measure


@dataclass(frozen=True)
class Agreement:
    """What was measured, on what, and how. ``valuing`` is ``cu``: where both marked, the same codes or not.

    ``coverage`` is the share of the texts both marked; ``together`` is ``|u``, all codes being one: marked or not.
    """

    readings: Readings
    rows: tuple[Row, ...]
    overall: Row
    valuing: Measure
    together: Measure
    coverage: float | None
    bootstrap: int
    seed: int | None
    notes: tuple[str, ...] = field(default=())

    @property
    def pairs(self) -> list[Pair]:
        """Every two coders, by number."""
        return sorted(self.overall.kappas)


def measure(
    readings: Readings, *, codes: Sequence[str] | None = None, bootstrap: int = 0, seed: int = SEED
) -> Agreement:
    """Return the agreement on what was read.

    :param codes: the GUIDs of the codes to measure, by default every code one of the people used.
    :param bootstrap: how many times documents are drawn again for an interval; 0 for none.
    :param seed: of the draws.
    """
    chosen = [code for code in readings.codes if codes is None or code in codes]
    markings = _only(readings, chosen)
    counts = tally(markings)
    drawn = _drawn(counts, bootstrap, seed)
    rows = tuple(_row(counts, [number], code, drawn) for number, code in enumerate(chosen))
    overall = _row(counts, list(range(len(chosen))), None, drawn)
    found = valuing.valued(markings)
    return Agreement(
        readings,
        rows,
        overall,
        _plain(found.valuing, words.why_not_valued(found.coverage)),
        _plain(found.marking, words.why_no_variation(int(counts.coders.sum()), 0 if not len(markings.code) else 1)),
        None if np.isnan(found.coverage) else found.coverage,
        bootstrap,
        seed if bootstrap else None,
        words.notes(readings, bootstrap),
    )


def _only(readings: Readings, chosen: Sequence[str]) -> Markings:
    """Return the markings of some codes, numbered in their order."""
    known = readings.markings
    number = {code: at for at, code in enumerate(chosen)}
    new = np.array([number.get(code, -1) for code in readings.codes], dtype=np.int64)
    code = new[known.code] if len(readings.codes) else known.code
    kept = code >= 0
    return Markings(
        known.lengths,
        known.finished,
        len(chosen),
        known.document[kept],
        code[kept],
        known.coder[kept],
        known.start[kept],
        known.end[kept],
    )


def _drawn(counts: Tallies, bootstrap: int, seed: int) -> Draws:
    documents = int((counts.coders > 0).sum())
    if not bootstrap or documents < resampling.FEWEST:
        return None
    drawn = np.zeros((bootstrap, len(counts.coders)))
    drawn[:, counts.coders > 0] = resampling.draws(documents, bootstrap, seed)
    return drawn


def _row(counts: Tallies, codes: list[int], code: str | None, drawn: Draws) -> Row:
    tables = {pair: counts.table(pair)[:, codes].sum(axis=1) for pair in counts.pairs}
    every = np.ones((1, len(counts.coders)))
    coincidences, selves = counts.coincidences[:, codes].sum(axis=1), counts.selves[:, codes].sum(axis=1)
    together: Floats = sum(tables.values(), start=np.zeros((len(counts.coders), 2, 2)))
    margins = coincidences.sum(axis=(0, -1))
    coded = (counts.marked[:, codes].sum(axis=1) * counts.finished).sum(axis=0)
    looked_at = (counts.lengths[:, None] * counts.finished).sum(axis=0) * len(codes)
    varied = words.why_no_variation(int(counts.coders.sum()), float(margins[1]))

    def put(compute: Compute, why: str | None) -> Measure:
        return _measured(compute, why, every, drawn)

    return Row(
        code=code,
        documents=int((counts.coders > 0).sum()),
        units=int(counts.lengths[counts.coders > 0].sum()) * len(codes),
        coded=tuple(map(int, coded)),
        looked_at=tuple(map(int, looked_at)),
        prevalence=float(margins[1] / margins.sum()) if margins.sum() else None,
        percent=put(lambda w: coefficients.percent(_weighed(w, together)), words.NOTHING_SHARED),
        kappas={
            pair: put(partial(_kappa, table), words.why_no_kappa(table.sum(axis=0))) for pair, table in tables.items()
        },
        tables={pair: _four(table) for pair, table in tables.items()},
        alpha=put(lambda w: coefficients.alpha(_weighed(w, coincidences)), varied),
        unitizing=put(lambda w: unitizing.overall(_weighed(w, coincidences), _weighed(w, selves)), varied),
    )


def _kappa(table: Floats, weights: Floats) -> Floats:
    return coefficients.kappa(_weighed(weights, table))


def _weighed(weights: Floats, counts: Floats) -> Floats:
    return np.tensordot(weights, counts, axes=1)


def _four(table: Floats) -> tuple[int, int, int, int]:
    neither, second, first, both = (int(number) for number in table.sum(axis=0).ravel())
    return neither, second, first, both


def _measured(compute: Compute, why: str | None, every: Floats, drawn: Draws) -> Measure:
    """Compute a coefficient on all documents, then on each draw."""
    value = float(compute(every)[0])
    if np.isnan(value):
        return Measure(None, why or words.NOTHING_SHARED)
    if drawn is None:
        return Measure(value)
    found = resampling.interval(compute(drawn))
    if found is None:
        return Measure(value, why_no_interval=words.DRAWS_UNDEFINED)
    return Measure(value, None, found.low, found.high)


def _plain(value: float, why: str) -> Measure:
    return Measure(None, why) if np.isnan(value) else Measure(value)
