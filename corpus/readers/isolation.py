"""Files from outside, read in a process of their own that is given little time and little memory.

Keeps the life of that process: started for one file, listened to, killed when it takes too long. What goes in is the
bytes of the file, what comes out is JSON, checked by ``exchange``; nothing the file holds is ever run or unpickled.
Short plain texts are read at once, since nothing in them is opened or unpacked.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from corpus import readers
from corpus.errors import ReaderError
from corpus.readers.exchange import unpacked
from corpus.readers.progress import Listener
from corpus.readers.reading_text import ReadingText
from corpus.readers.recognition import OLE, STARTS, WEB_PAGE, is_message
from corpus.readers.sheets import Sheet, sheets_from

ROOT = Path(__file__).parents[2]
SHORT = 100_000
"""Bytes under which a plain text is read in this process."""

MOST_AT_ONCE = 3
"""Files read at the same time by one server."""

TOO_LONG = (
    "La lecture de ce fichier dépasse {limit} secondes et a été arrêtée : partagez-le en plusieurs fichiers, ou "
    "enregistrez-le en .docx ou .txt, puis déposez-le."
)
TOO_HEAVY = (
    "La lecture de ce fichier demande plus de mémoire que permis et a été arrêtée : retirez-en les images ou "
    "partagez-le en plusieurs fichiers, puis déposez-les."
)
STOPPED = (
    "La lecture de ce fichier s’est arrêtée sans résultat : il est sans doute endommagé, enregistrez-le de nouveau, "
    "puis déposez-le."
)
BUSY = "D’autres fichiers sont en cours de lecture : attendez un instant, puis déposez celui-ci de nouveau."


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reading may take: megabytes of file, seconds, megabytes of memory, megabytes of result."""

    megabytes: int = readers.MEGABYTES
    seconds: float = 120
    memory: int = 1_500
    result: int = 300


PAGE = Limits()
"""What a file dropped on a page may take."""

COMMAND = Limits(megabytes=200, seconds=900, memory=4_000, result=1_500)
"""What a file named on the command line may take; nothing larger is taken in at all."""

PASSED_ON = frozenset(("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH"))
"""What the process needs of the environment of this one; the rest is none of its business."""

_PLACES = threading.BoundedSemaphore(MOST_AT_ONCE)


def read(name: str, data: bytes, limits: Limits = PAGE, listener: Listener | None = None) -> ReadingText:
    """Reading text of the file ``name``, as ``readers.read`` gives it; ``listener`` hears the share that is read.

    Raises ReaderError, with a sentence for the person, also when the reading takes more than its ``limits``.
    """
    _check_size(len(data), limits)
    if is_short_text(data):
        return readers.read(name, data)
    answer = _asked("read", name, data, limits, listener)
    try:
        return unpacked(answer)
    except ValueError as error:
        raise ReaderError(STOPPED) from error


def read_sheets(name: str, data: bytes, limits: Limits = PAGE) -> list[Sheet]:
    """Sheets of a workbook, or the one sheet of a .csv file. Raises ReaderError as ``read`` does."""
    _check_size(len(data), limits)
    try:
        return sheets_from(_asked("sheets", name, data, limits, None))
    except ValueError as error:
        raise ReaderError(STOPPED) from error


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.megabytes * 1_000_000:
        raise ReaderError(readers.TOO_LARGE.format(limit=limits.megabytes))


def is_short_text(data: bytes) -> bool:
    """Whether a file is short and cannot be anything but lines of text."""
    if len(data) > SHORT or b"\0" in data or data.startswith((b"PK", OLE)):
        return False
    if any(start in data[:1024] for start, _ in STARTS):
        return False
    opening = data[:20_000].decode("latin-1").removeprefix("ï»¿")
    return WEB_PAGE.match(opening) is None and not is_message(opening)


def _asked(task: str, name: str, data: bytes, limits: Limits, listener: Listener | None) -> Any:
    """What a process of its own answers on a file. Raises ReaderError with its refusal, or when it gives none."""
    until = time.monotonic() + limits.seconds
    if not _PLACES.acquire(timeout=limits.seconds):
        raise ReaderError(BUSY)
    try:
        with _started() as process:
            request = {"task": task, "name": name, "seconds": limits.seconds, "memory": limits.memory}
            request |= {"megabytes": limits.megabytes, "size": len(data)}
            _in_background(_write, process.stdin, json.dumps(request).encode() + b"\n", data)
            answers: queue.Queue[bytes | None] = queue.Queue(maxsize=100)
            _in_background(_listen, process.stdout, answers, limits.result * 1_000_000)
            return _answer(answers, until, limits, listener)
    finally:
        _PLACES.release()


@contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits for a file; it is gone when the block ends, however it ends."""
    kept = {key: value for key, value in os.environ.items() if key in PASSED_ON}
    alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus.readers"],
        cwd=ROOT,
        env=kept | alone,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _closed(stream)


def _closed(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        pass  # what was still to be written to a process that is gone


def _in_background(act: Callable[..., None], *values: Any) -> None:
    threading.Thread(target=act, args=values, daemon=True).start()


def _write(stream: IO[bytes], request: bytes, data: bytes) -> None:
    """Send the request and the file; a process that is gone takes no more."""
    try:
        stream.write(request)
        stream.write(data)
        stream.flush()
    except (OSError, ValueError):
        pass


def _listen(stream: IO[bytes], answers: queue.Queue[bytes | None], most: int) -> None:
    """Put each line the process says in ``answers``, then None; a line too long ends it."""
    try:
        while line := stream.readline(most):
            if not line.endswith(b"\n"):
                break
            answers.put(line)
    except (OSError, ValueError):
        pass
    answers.put(None)


def _answer(answers: queue.Queue[bytes | None], until: float, limits: Limits, listener: Listener | None) -> Any:
    """The answer, once it has come."""
    while True:
        try:
            line = answers.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty as error:
            raise ReaderError(TOO_LONG.format(limit=round(limits.seconds))) from error
        if line is None:
            raise ReaderError(STOPPED)
        said = _said(line)
        if "share" in said:
            if listener is not None:
                listener(min(max(float(said["share"]), 0.0), 1.0))
        elif "refused" in said:
            raise ReaderError(TOO_HEAVY if said["refused"] is None else str(said["refused"]))
        else:
            return said.get("answer")


def _said(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise ReaderError(STOPPED) from error
    if not isinstance(said, dict):
        raise ReaderError(STOPPED)
    return said
