"""Agreement coefficients of nominal data, computed from tables of counts; any number of tables at once.

A contingency table counts, for two coders, the units one gave ``c`` and the other ``k``. A coincidence matrix counts,
for any number of coders, the pairs of values found in the same unit, each unit weighing as many values as it was given
(Krippendorff 2011). The last two axes of every table are the values. An undefined coefficient is ``nan`` here and
nowhere further: ``measuring`` says why it is undefined.
"""

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
MISSING = -1


def contingency(one: ArrayLike, two: ArrayLike, values: int) -> Floats:
    """Count the values (0 to ``values`` - 1) two coders gave to the same units; units either left out are skipped."""
    first, second = np.asarray(one), np.asarray(two)
    both = (first != MISSING) & (second != MISSING)
    table = np.bincount(first[both] * values + second[both], minlength=values * values)
    return table.reshape(values, values).astype(np.float64)


def coincidences(data: ArrayLike, values: int) -> Floats:
    """Count the pairs of values found in the same unit, each pair over the number of values of its unit less one.

    :param data: one row a coder, one column a unit; ``MISSING`` where a coder gave no value.
    """
    rows = np.asarray(data)
    given = (rows != MISSING).sum(axis=0)
    found = np.zeros((values, values))
    for one, two in combinations(range(len(rows)), 2):
        pairs = np.flatnonzero((rows[one] != MISSING) & (rows[two] != MISSING))
        weight = 1.0 / (given[pairs] - 1)
        np.add.at(found, (rows[one][pairs], rows[two][pairs]), weight)
        np.add.at(found, (rows[two][pairs], rows[one][pairs]), weight)
    return found


def percent(tables: ArrayLike) -> Floats:
    """Return the share of units on which coders agree, from contingency tables."""
    counts = np.asarray(tables, dtype=np.float64)
    total = counts.sum(axis=(-2, -1))
    return divided(_trace(counts), total, total > 0)


def kappa(tables: ArrayLike) -> Floats:
    """Return Cohen's kappa (Cohen 1960) of contingency tables.

    Undefined when both coders gave one and the same value to every unit: chance alone would agree fully.
    """
    counts = np.asarray(tables, dtype=np.float64)
    total = counts.sum(axis=(-2, -1))
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    alike = ((rows == total[..., None]) & (columns == total[..., None])).any(axis=-1)
    chance = (rows * columns).sum(axis=-1)
    return divided(_trace(counts) * total - chance, total * total - chance, ~alike & (total > 0))


def alpha(matrices: ArrayLike) -> Floats:
    """Return Krippendorff's alpha of coincidence matrices, nominal metric (Krippendorff 2011).

    Undefined when a single value was given: nothing varies.
    """
    counts = np.asarray(matrices, dtype=np.float64)
    margins = counts.sum(axis=-1)
    total = margins.sum(axis=-1)
    differing = (total - _trace(counts)) * (total - 1)
    expected = total * total - (margins * margins).sum(axis=-1)
    return 1.0 - divided(differing, expected, varies(counts))


def varies(matrices: ArrayLike) -> NDArray[np.bool_]:
    """Say of coincidence matrices whether more than one value was given."""
    found: NDArray[np.bool_] = (np.asarray(matrices).sum(axis=-1) > 0).sum(axis=-1) > 1
    return found


def _trace(tables: Floats) -> Floats:
    return np.trace(tables, axis1=-2, axis2=-1)


def divided(above: Floats, below: Floats, defined: NDArray[np.bool_]) -> Floats:
    """Return one over the other, ``nan`` where it is not defined."""
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=defined)
