"""How long the lower floors take on a long text: reading a file, coding a passage, listing the codings."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analytics import figures, timeline
from codebook import codes, codings, counts, demonstration, links
from codebook.schema import FLOORS
from corpus import events, milestones
from corpus.readers import read
from corpus.study import StudyFile


def timed(act: Callable[[], object], times: int = 5) -> list[float]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return seconds


def test_reading_a_file(report, long_text):
    whole, half = long_text.encode(), long_text[: len(long_text) // 2].encode()
    full, part = timed(lambda: read("long.txt", whole)), timed(lambda: read("long.txt", half))
    report("lire un fichier de 400 000 signes", full, f"{sorted(full)[2] / sorted(part)[2]:.1f} fois celui de moitié")


def test_coding_a_passage(report, tmp_path: Path, coded_study):
    empty, study = coded_study(tmp_path / "vide.db", 0)
    usable = next(code.id for code in codes.tree(study) if code.applicable)
    places = iter(range(1_000, 300_000, 37))
    bare = timed(lambda: codings.apply(study, empty, at := next(places), at + 50, [usable]), 20)
    full, crowded = coded_study(tmp_path / "plein.db", 2_000)
    other = next(code.id for code in codes.tree(crowded) if code.applicable)
    loaded = timed(lambda: codings.apply(crowded, full, at := next(places), at + 50, [other]), 20)
    report("coder un passage, 400 000 signes sans codage", bare)
    ratio = sorted(loaded)[10] / sorted(bare)[10]
    report("coder un passage, 400 000 signes et 2 000 codages", loaded, f"{ratio:.1f} fois le précédent")
    report("lire les 2 000 codages d’un document", timed(lambda: codings.of_document(crowded, full)))


def test_the_demonstration(report, tmp_path: Path):
    begun = time.perf_counter()
    demonstration.build(tmp_path / "demo.db")
    report("construire l’étude de démonstration", [time.perf_counter() - begun])
    with StudyFile.open(tmp_path / "demo.db", FLOORS) as file:
        study = file.acting_as(file.members()[0].id)
        frames = events.frame(study), milestones.frame(study), links.frame(study)
        report("lire la chronologie de la démonstration", timed(lambda: (events.frame(study), milestones.frame(study))))
        report("dessiner sa frise (jusqu’au JSON)", timed(lambda: timeline.chart(*frames).to_dict()))
        counted = counts.frame(study)
        report("croiser figures et codes", timed(lambda: figures.by_code(counted)))


def test_ten_thousand_codings(report):
    draw = np.random.default_rng(7)
    n = 10_000
    starts, which = draw.integers(0, 60_000, n), draw.integers(0, 40, n)
    figure = np.array(["facilitator", "trainer", "third_party", None, None], dtype=object)[which % 5]
    counted = pd.DataFrame({"id": range(n), "code": which, "code_label": which.astype(str), "figure": figure})
    counted = counted.assign(branch="B", document=draw.integers(0, 80, n), site="s", site_label="S", coder="c")
    counted = counted.assign(start=starts, end=starts + draw.integers(5, 400, n))
    report("croiser figures et codes, 10 000 codages", timed(lambda: figures.by_code(counted)))
    report("compter les codes par site, 10 000 codages", timed(lambda: figures.by_site(counted)))
