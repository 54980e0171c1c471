"""How long a long text with many codings takes to be edited: said before, done, taken back."""

import random
import time
from pathlib import Path

from codebook import carrying, differences, removal
from codebook.following import KEPT, Following
from corpus import changes, documents, versions
from tests.bench.test_lower_floors import timed

EDITS = 200


def edited(text: str, number: int = EDITS) -> str:
    """The text with scattered edits: words put in, taken out, replaced."""
    draw, signs = random.Random(23), list(text)
    for _ in range(number):
        at, size = draw.randrange(len(signs)), draw.randint(1, 40)
        deed = draw.choice(("in", "out", "instead"))
        signs[at : at if deed == "in" else at + size] = [] if deed == "out" else list("autre chose ici ")
    return "".join(signs)


def test_comparing_two_long_texts(report, long_text):
    new, line = edited(long_text), long_text.replace("\n", " ")
    report("comparer 400 000 signes, 200 retouches", timed(lambda: differences.kept(long_text, new)))
    report("comparer 400 000 signes en une seule ligne", timed(lambda: differences.kept(line, edited(line))))
    other = "\n".join(random.Random(5).sample(long_text.split("\n"), long_text.count("\n") + 1))
    report("comparer un texte et ses lignes mélangées", timed(lambda: differences.kept(long_text, other), 1))


def test_editing_a_long_coded_document(report, tmp_path: Path, coded_study):
    document, study = coded_study(tmp_path / "long.db", 500)
    text = versions.text(study, documents.get(study, document).version or "")
    new = edited(text)
    report("dire ce que deviennent 500 codages", timed(lambda: carrying.plan(study, document, new), 3))
    begun = time.perf_counter()
    carrying.revise(study, document, carrying.typed(new), reason="Mesure")
    report("enregistrer la nouvelle version", [time.perf_counter() - begun])
    begun = time.perf_counter()
    changes.undo(study, changes.history(study, limit=1)[0].id)
    report("annuler la nouvelle version", [time.perf_counter() - begun])


def test_following_five_hundred_passages(report, long_text):
    draw, new = random.Random(7), edited(long_text)
    places = [(at := draw.randrange(len(long_text) - 300), at + draw.randint(20, 250)) for _ in range(500)]
    followed = Following(long_text, new)
    found = [followed.follow(start, end) for start, end in places]
    kept = sum(place.state == KEPT for place in found)
    report("suivre 500 passages", timed(lambda: [followed.follow(*place) for place in places], 3), f"{kept} gardés")


def test_deleting_a_long_coded_document(report, tmp_path: Path, coded_study):
    document, study = coded_study(tmp_path / "long.db", 500)
    begun = time.perf_counter()
    removal.remove(study, document)
    report("supprimer un long document et ses 500 codages", [time.perf_counter() - begun])
    begun = time.perf_counter()
    changes.undo(study, changes.history(study, limit=1)[0].id)
    report("annuler cette suppression", [time.perf_counter() - begun])
