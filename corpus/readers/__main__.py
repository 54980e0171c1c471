"""The process that reads one file for ``isolation``: a request and bytes come in, lines of JSON go out.

Keeps the limits it sets on itself before it looks at the file, and its three words: how far, refused, answer.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import IO, Any

from corpus.errors import ReaderError
from corpus.readers import read
from corpus.readers.exchange import packed
from corpus.readers.progress import heard_by
from corpus.readers.sheets import read_sheets, sheets_packed

GRACE = 5
"""Seconds after which a process that nobody killed in time ends by itself."""

STEP = 0.01
MEGABYTE = 1_000_000


def main() -> None:
    """Read one file and say what came of it."""
    # What a library prints must not be taken for an answer.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["seconds"], request["memory"])
    try:
        data = sys.stdin.buffer.read(request["size"])
        teller = _Teller(out)
        with heard_by(teller.tell):
            answer = _done(request, data)
        teller.tell(1.0)
        _say(out, {"answer": answer})
    except ReaderError as refusal:
        _say(out, {"refused": str(refusal)})
    except MemoryError:
        _say(out, {"refused": None})
    out.flush()
    os._exit(0)  # what is left in memory needs no tidying up


def _done(request: dict[str, Any], data: bytes) -> Any:
    if request["task"] == "sheets":
        return sheets_packed(read_sheets(request["name"], data))
    return packed(read(request["name"], data, request["megabytes"]))


def _limit(seconds: float, memory: int) -> None:
    """Bound the time, the memory and the files of this process, where the system can."""
    watch = threading.Timer(seconds + GRACE, os._exit, (1,))
    watch.daemon = True
    watch.start()
    try:
        import resource
    except ImportError:  # Windows has none: the time limit remains
        return
    bounds = (
        (resource.RLIMIT_AS, memory * MEGABYTE),
        (resource.RLIMIT_CPU, int(seconds) + GRACE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, bound in bounds:
        try:
            resource.setrlimit(what, (bound, bound))
        except (ValueError, OSError):  # a lower limit stands already
            continue


class _Teller:
    """Says how far the reading is, a hundred times at most."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.told = 0.0

    def tell(self, share: float) -> None:
        """Say the share that is read, when it has grown enough."""
        if share - self.told >= STEP or share >= 1 > self.told:
            self.told = share
            _say(self.out, {"share": round(share, 3)})


def _say(out: IO[bytes], value: dict[str, Any]) -> None:
    out.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
