"""How long files take to come in, read in their own process as the page does."""

import time
from collections.abc import Callable
from functools import partial

from corpus.readers import isolation
from corpus.readers.isolation import COMMAND
from tests.corpus.readers.sample_files import clock, docx_file, odt_file, pdf_file, xlsx_file

SENTENCE = (
    "La cheffe de projet a rencontré les équipes à plusieurs reprises et a noté ce qui se disait dans les couloirs, "
    "loin des comités, avec l’idée d’y revenir plus tard. "
)
PAGES, HOURS = 300, 2


def timed(act: Callable[[], object], times: int = 3) -> list[float]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return seconds


def test_usual_files(report):
    minutes = [f"Point {number} : {SENTENCE * 3}" for number in range(40)]
    for name, make in (("docx", docx_file), ("odt", odt_file), ("pdf", pdf_file)):
        data = make(minutes)
        characters = len(isolation.read(f"a.{name}", data).text)
        seconds = timed(partial(isolation.read, f"a.{name}", data))
        report(f"lire un .{name} de {characters} signes, processus compris", seconds)


def test_a_pdf_of_three_hundred_pages(report):
    data = pdf_file([f"Visite {n} : {SENTENCE * 5}" for n in range(5 * PAGES)], numbered=True, head="Carnet de terrain")
    heard: list[float] = []
    begun = time.perf_counter()
    reading = isolation.read("long.pdf", data, COMMAND, heard.append)
    seconds = time.perf_counter() - begun
    pages = reading.blocks[-1].source_line
    assert pages >= PAGES and heard[-1] == 1.0 and len(heard) > 50
    report(f"lire un .pdf de {pages} pages ({len(reading.text)} signes), {len(heard)} avancées dites", [seconds])


def test_a_recording_of_two_hours(report):
    voices = ("Anne Duval", "Paul", "Léa Martin")
    cues = [
        f"{clock(n * 3_000)} --> {clock(n * 3_000 + 2_900)}\n<v {voices[n // 7 % 3]}>{SENTENCE[(n % 5) * 20 :][:70]}\n"
        for n in range(HOURS * 3600 // 3)
    ]
    data = ("WEBVTT\n\n" + "\n".join(cues)).encode()
    reading = isolation.read("long.vtt", data)
    assert reading.blocks[-1].time > (HOURS * 3600 - 60) * 1000
    seconds = timed(partial(isolation.read, "long.vtt", data))
    report(f"lire un .vtt de {HOURS} heures ({len(cues)} repères, {len(reading.blocks)} tours)", seconds)


def test_a_table_of_two_thousand_rows(report):
    data = xlsx_file([["Titre", "Texte"], *([f"Ligne {n}", SENTENCE] for n in range(2_000))])
    report("lire un .xlsx de 2 000 lignes", timed(lambda: isolation.read_sheets("a.xlsx", data)))
