"""Krippendorff's alpha for unitizing: do people mark the same stretches of a text, and give them the same values?

The family of coefficients of Krippendorff, Mathet, Bouvry and Widlöcher (2016), “On the reliability of unitizing
textual continua: further developments”, Quality & Quantity 50: ``u`` (marking and valuing together), ``|u`` (marked or
not), ``cu`` (values where both marked), ``(k)u`` (one value). Each observer cuts the continuum into units, which hold
together, and gaps, which do not: so a unit cannot meet itself by chance, which takes the square of its length out of
what is expected, where a gap gives out its length only.

Several continua count as one. Where fewer observers read a continuum, its pairs weigh over their number less one, as in
the paper; observers who did not read it are simply not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike

from codebook.agreement.coefficients import Floats, divided
from codebook.agreement.stretches import Ints

GAP = 0


@dataclass(frozen=True)
class Continuum:
    """A length, and what each observer marked on it: (starts, ends, values above 0), sorted, never overlapping."""

    length: int
    observers: tuple[tuple[Ints, Ints, Ints], ...]


@dataclass(frozen=True)
class Family:
    """The four coefficients, ``nan`` when undefined, with the share of the marked lengths that ``cu`` rests on.

    ``values`` gives for each value from 1 its ``(k)u``, and ``covered`` the share of its length that others marked too.
    """

    overall: float
    marking: float
    valuing: float
    coverage: float
    values: Floats
    covered: Floats


def overall(matrices: ArrayLike, selves: ArrayLike) -> Floats:
    """Return ``u`` from observed coincidences and from what units and gaps would give by meeting themselves.

    :param matrices: observed lengths by pair of values, the gap first (any leading axes).
    :param selves: for each value the sum of squares of its units, and for gaps the sum of their lengths.
    """
    observed = np.asarray(matrices, dtype=np.float64)
    margins = observed.sum(axis=-1)
    total = margins.sum(axis=-1)
    pairable = total * total - np.asarray(selves, dtype=np.float64).sum(axis=-1)
    differing = (total - np.trace(observed, axis1=-2, axis2=-1)) * pairable
    expected = total * (total * total - (margins * margins).sum(axis=-1))
    varied = (margins > 0).sum(axis=-1) > 1
    return 1.0 - divided(differing, expected, varied)


def family(continua: Sequence[Continuum], values: int) -> Family:
    """Return the coefficients of continua whose units have values 1 to ``values``.

    :raises ValueError: the units of an observer overlap, or leave the continuum.
    """
    sums = _Sums(values)
    for continuum in continua:
        sums.add(continuum)
    marks, total = sums.both.sum(), sums.lengths.sum()
    return Family(
        _alpha(total, sums.alike.sum(), sums.lengths, sums.selves.sum()),
        _marking(sums),
        _alpha(marks, sums.alike[1:].sum(), sums.both[1:], sums.met[1:].sum()),
        float(marks / total) if total else float("nan"),
        _of_values(sums),
        divided(sums.both[1:], sums.lengths[1:], sums.lengths[1:] > 0),
    )


class _Sums:
    """What the coefficients need, by value: only the margins and the diagonal of the coincidences, however many values.

    ``lengths`` are the margins, ``alike`` the diagonal, ``both`` the margins where both marked, ``selves`` and ``met``
    what units would give by meeting themselves, on the whole continuum and where others marked too.
    """

    def __init__(self, values: int) -> None:
        self.lengths, self.alike, self.both, self.selves, self.met = np.zeros((5, values + 1))

    def add(self, continuum: Continuum) -> None:
        """Add one continuum that at least two observers read."""
        if len(continuum.observers) < 2:
            return
        _checked(continuum)
        weight = 1.0 / (len(continuum.observers) - 1)
        cuts, which = _pieces(continuum)
        pieces = np.diff(cuts).astype(np.float64)
        given = [
            np.append(values, GAP)[unit]  # the unit -1 is none: the last of the values, a gap
            for unit, (_, _, values) in zip(which, continuum.observers, strict=True)
        ]
        for one, two in permutations(range(len(given)), 2):
            same, marked = given[one] == given[two], (given[one] != GAP) & (given[two] != GAP)
            np.add.at(self.lengths, given[one], pieces * weight)
            np.add.at(self.alike, given[one][same], pieces[same] * weight)
            np.add.at(self.both, given[one][marked], pieces[marked] * weight)
            values = continuum.observers[one][2]
            common = np.bincount(which[one][marked], weights=pieces[marked], minlength=len(values))
            np.add.at(self.met, values, common * common * weight)
        for starts, ends, values in continuum.observers:
            units = (ends - starts).astype(np.float64)
            np.add.at(self.selves, values, units * units)
            self.selves[GAP] += continuum.length - units.sum()


def _alpha(total: float, alike: float, margins: Floats, selves: float) -> float:
    """Return alpha from the sum of the coincidences, their diagonal and their margins."""
    if (margins > 0).sum() < 2:
        return float("nan")
    squares = float((margins * margins).sum())
    return float(1.0 - (total - alike) * (total * total - selves) / (total * (total * total - squares)))


def _pieces(continuum: Continuum) -> tuple[Ints, list[Ints]]:
    """Cut the continuum at every edge; return the cuts and, for each observer, the unit of each piece or -1."""
    edges = [np.array([0, continuum.length])]
    edges += [edge for starts, ends, _ in continuum.observers for edge in (starts, ends)]
    sorted_edges = np.sort(np.concatenate(edges))
    cuts = sorted_edges[np.concatenate([[True], np.diff(sorted_edges) > 0])]
    which = []
    for starts, ends, _ in continuum.observers:
        unit = np.searchsorted(starts, cuts[:-1], side="right") - 1
        inside = (unit >= 0) & (cuts[:-1] < np.append(ends, 0)[unit])
        which.append(np.where(inside, unit, -1))
    return cuts, which


def _checked(continuum: Continuum) -> None:
    for starts, ends, _ in continuum.observers:
        if len(starts) and (
            (starts >= ends).any() or (starts[1:] < ends[:-1]).any() or starts[0] < 0 or ends[-1] > continuum.length
        ):
            raise ValueError("units of one observer overlap or leave the continuum")


def _marking(sums: _Sums) -> float:
    """Return ``|u``: all values taken together against gaps, what is expected being that of all values."""
    gaps = float(sums.lengths[GAP])
    marked = float(sums.lengths[1:].sum())
    together = float(sums.alike[GAP] + sums.both[1:].sum())
    return _alpha(gaps + marked, together, np.array([gaps, marked]), float(sums.selves.sum()))


def _of_values(sums: _Sums) -> Floats:
    """Return ``(k)u``: whether the length given a value where both marked was given that value by the others."""
    mine, met = sums.both[1:], sums.met[1:]
    total = mine.sum()
    expected, apart = mine * total - met, mine * mine * (total - mine)
    return 1.0 - divided(expected * (mine - sums.alike[1:]), apart, (mine > 0) & (mine < total))
