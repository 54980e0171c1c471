"""The background: it watches the folder of studies and has what waits processed, one study at a time.

The work itself runs in a process of its own (``python -m corpus process``), at a low priority, so that neither the
memory nor the processor time of the server is taken. Stopping it loses nothing: the next run goes on.
"""

import logging
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

from corpus import shelf
from corpus.language import results
from corpus.pseudonyms import withholding
from corpus.study import is_study

EVERY = 3.0  # seconds between two looks at the folder
REST = 60.0  # seconds before a study whose processing ended badly is tried again
OFF = "FIL_ROUGE_LANGUAGE"
"""``FIL_ROUGE_LANGUAGE=off`` leaves the background process out, for tests and small machines."""

ROOT = Path(__file__).parents[2]
_LOG = logging.getLogger("fil_rouge")


class Worker:
    """A thread that watches and the one process it may have started."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="language", daemon=True)
        self._seen: dict[Path, tuple[int, ...]] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        if os.environ.get(OFF, "").lower() != "off":
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
        if self._thread.is_alive():
            self._thread.join(timeout=15)

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            for path in shelf.files():
                stamp = _stamp(path)
                if stamp == self._seen.get(path) or self._stop.is_set():
                    continue
                try:
                    if waits(path) and not self._run(path):
                        self._stop.wait(REST)
                        continue
                except (OSError, sqlite3.Error) as error:
                    _LOG.warning("the language of %s waits: %s", path.name, error)
                    continue
                self._seen[path] = stamp

    def _run(self, path: Path) -> bool:
        """Have a study processed to the end; say whether it went well."""
        command = [sys.executable, "-m", "corpus", "process", "--study", str(path.resolve()), "--quiet"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 10)
        code = self._process.wait()
        if code and not self._stop.is_set():
            _LOG.warning("the language of %s was not processed (status %s)", path.name, code)
        return code == 0 or self._stop.is_set()


def _stamp(path: Path) -> tuple[int, ...]:
    """Return what changes when a study is written: the times and sizes of its file and of its log."""
    found = []
    for part in (path, path.with_name(f"{path.name}-wal")):
        if part.exists():
            told = part.stat()
            found += [told.st_mtime_ns, told.st_size]
    return tuple(found)


def waits(path: Path) -> bool:
    """Say whether something in a study waits for the background, reading it without bringing it up to date."""
    if not is_study(path):
        return False
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=2)) as conn:
        if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'language_job'").fetchone():
            return False
        return bool(results.waiting(conn)) or withholding.unfinished(conn, path)
