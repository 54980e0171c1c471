"""How much a coefficient depends on which documents were coded: documents drawn again, with replacement.

Words of one document are not independent of one another, so documents are drawn, never words. A draw is how many times
each document was taken; coefficients follow from sums weighed by it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from codebook.agreement.coefficients import Floats

FEWEST = 2  # documents under which drawing again says nothing
FEW = 10  # documents under which the interval is a hint only
PERCENTILES = (2.5, 97.5)
USABLE = 0.5  # share of the draws that must give a value


@dataclass(frozen=True)
class Interval:
    """From the 2.5th to the 97.5th percentile of the draws; ``used`` of them gave a value."""

    low: float
    high: float
    used: int


def draws(documents: int, times: int, seed: int) -> Floats:
    """Return (draw, document): how many times each document is taken in each draw."""
    taken = np.random.default_rng(seed).integers(0, documents, size=(times, documents))
    counts = np.zeros((times, documents))
    np.add.at(counts, (np.repeat(np.arange(times), documents), taken.ravel()), 1.0)
    return counts


def interval(values: ArrayLike) -> Interval | None:
    """Return the percentile interval of drawn values, or None when fewer than half of them are defined."""
    found = np.asarray(values, dtype=np.float64)
    defined = found[~np.isnan(found)]
    if not len(found) or len(defined) < USABLE * len(found):
        return None
    low, high = np.percentile(defined, PERCENTILES)
    return Interval(float(low), float(high), len(defined))
