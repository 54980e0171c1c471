"""How long agreement takes: 100 codes, 300,000 characters, two coders; and the text side by side."""

import numpy as np

from codebook.agreement.measuring import measure
from codebook.agreement.reading import Readings
from codebook.agreement.tallies import Markings, tally
from tests.bench.test_lower_floors import timed

CODES, CHARACTERS = 100, 300_000


def read(codings: int, documents: int = 1) -> Readings:
    """Codings of two people drawn at random, each of 20 to 400 characters."""
    draw = np.random.default_rng(60)
    length = CHARACTERS // documents
    start = draw.integers(0, length - 400, codings)
    columns = (draw.integers(0, size, codings) for size in (documents, CODES, 2))
    made = Markings(
        np.full(documents, length),
        np.ones((documents, 2), bool),
        CODES,
        *columns,
        start,
        start + draw.integers(20, 400, codings),
    )
    people = (("a", "A"), ("b", "B"))
    return Readings("character", (None,) * documents, tuple(map(str, range(CODES))), people, made, 0, 0, (1,))


def test_agreement_of_a_hundred_codes(report):
    few, many = read(10_000), read(100_000)
    light, heavy = timed(lambda: measure(few)), timed(lambda: measure(many))
    report("accord, 100 codes × 300 000 signes × 2 codeurs, 10 000 codages", light)
    ratio = sorted(heavy)[2] / sorted(light)[2]
    report("accord, le même avec 100 000 codages", heavy, f"{ratio:.1f} fois le précédent")
    report("dont compter ce qui est marqué", timed(lambda: tally(many.markings)))
    spread = read(10_000, documents=30)
    report("accord, 30 documents et 1 000 tirages", timed(lambda: measure(spread, bootstrap=1000), 3))
