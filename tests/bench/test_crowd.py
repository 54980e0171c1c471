"""How long twenty people who code at the same instant wait for their codings to be written.

Each holds an open session, codes through the route as her browser does, and then has her page follow: what the runs of
the pages cost the next gestures is in the figures.
"""

import asyncio
import http.client
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from codebook import codes
from corpus import documents, members, versions
from tests.bench.sessions import Session

PEOPLE, ROUNDS, CODINGS = 20, 6, 5_000
REST = 0.5  # seconds before the panel follows, as in the browser


def test_twenty_people_code_at_the_same_instant(report, tmp_path: Path, coded_study, serving):
    studies = tmp_path / "studies"
    studies.mkdir()
    document, study = coded_study(studies / "mesure.db", CODINGS)
    names = [f"Personne {number:02}" for number in range(PEOPLE)]
    for name in names:
        members.add(study, name, "researcher")
    text = versions.text(study, documents.get(study, document).version or "")
    usable = [code.id for code in codes.tree(study) if code.applicable]
    study.file.close()
    with serving(studies) as server:
        # In a thread of its own: the driver of the browser leaves a loop running in this one.
        with ThreadPoolExecutor(1) as apart:
            written, followed = apart.submit(asyncio.run, crowd(server, document, names, text, usable)).result()
    report(
        f"{PEOPLE} personnes codent au même instant parmi {CODINGS} codages : écrit",
        written,
        "médiane < 600, max < 1500",
    )
    report(f"{PEOPLE} personnes au même instant : panneau remis à jour", followed)


async def crowd(
    server: str, document: str, names: list[str], text: str, usable: list[str]
) -> tuple[list[float], list[float]]:
    """Return how long each gesture took to be written, and each panel to follow, in seconds."""
    people = [Session(server) for _ in names]
    for person, name in zip(people, names, strict=True):
        await person.open(f"document={document}")
        await person.enter(name)
    revisions = [person.desk["revision"] for person in people]
    draw = random.Random(7)
    written: list[float] = []
    followed: list[float] = []
    for _ in range(ROUNDS):
        gestures = [gesture(draw, text, usable, revision) for revision in revisions]
        told = await asyncio.gather(
            *(asyncio.to_thread(coded, person, asked) for person, asked in zip(people, gestures, strict=True))
        )
        written += [seconds for seconds, _ in told]
        revisions = [answer["revision"] for _, answer in told]
        await asyncio.sleep(REST)
        followed += await asyncio.gather(
            *(person.tell_changed(answer["made"]) for person, (_, answer) in zip(people, told, strict=True))
        )
    for person in people:
        await person.close()
    return written, followed


def gesture(draw: random.Random, text: str, usable: list[str], revision: int) -> dict[str, Any]:
    """A passage of some words, somewhere, and a code."""
    start = draw.randrange(len(text) - 400)
    end = start + draw.randrange(20, 200)
    place = {"start": start, "end": end, "text": text[start:end]}
    return {"act": "apply", **place, "codes": [draw.choice(usable)], "since": revision}


def coded(person: Session, asked: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """Send one gesture and wait for its answer; return the seconds and the answer."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(person.server).netloc, timeout=60)
    connection.request(
        "POST",
        f"{person.desk['address']}/{person.desk['version']}/gestes",
        json.dumps(asked),
        {"x-fil-rouge-billet": person.desk["ticket"], "origin": person.server, "content-type": "application/json"},
    )
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert answer.status == 200, told
    return time.perf_counter() - begun, told
