"""The ticket a page gives to the marked text, so that the routes of the server know who asks and what was opened.

A ticket names a study, a version of a document and a member, is signed with a secret of this process and holds for a
few minutes; the page gives another when it runs. It only says who asks: what that person may read or write is asked of
the study each time it is used.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import AccessError

LASTS = 10 * 60
"""How long a ticket holds, in seconds."""

_SECRET = secrets.token_bytes(32)
_STUDIES: dict[str, Path] = {}


@dataclass(frozen=True)
class Ticket:
    """Whom a ticket was given to and for what: a study (its mark in this process), a document, a version, a member.

    ``until`` is in seconds since 1970.
    """

    study: str
    document: str
    version: str
    member: str
    until: int

    @property
    def path(self) -> Path:
        """The file of the study.

        :raises AccessError: this process gave no ticket for it.
        """
        if self.study not in _STUDIES:
            raise AccessError(_AGAIN)
        return _STUDIES[self.study]


_AGAIN = "Cette page est restée ouverte trop longtemps sans répondre : elle se remet en route, ou rechargez-la."


def give(path: Path, document: str, version: str, member: str, *, now: float | None = None) -> str:
    """Return a signed ticket.

    :param now: the moment it is given, in seconds since 1970; the present one by default.
    """
    mark = hmac.new(_SECRET, str(path.resolve()).encode(), hashlib.sha256).hexdigest()[:24]
    _STUDIES[mark] = path.resolve()
    until = int((time.time() if now is None else now) + LASTS)
    body = json.dumps(asdict(Ticket(mark, document, version, member, until)), separators=(",", ":")).encode()
    return f"{_text(body)}.{_text(_signature(body))}"


def read(given: str, *, now: float | None = None) -> Ticket:
    """Return what a ticket says.

    :raises AccessError: it was not signed by this process, was altered, or is over.
    """
    try:
        body, signature = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in given.split("."))
    except ValueError as cause:
        raise AccessError(_AGAIN) from cause
    if not hmac.compare_digest(signature, _signature(body)):
        raise AccessError(_AGAIN)
    ticket = Ticket(**json.loads(body))
    if ticket.until <= (time.time() if now is None else now):
        raise AccessError(_AGAIN)
    return ticket


def _signature(body: bytes) -> bytes:
    return hmac.new(_SECRET, body, hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def half_over(given: str) -> bool:
    """Say whether a ticket of ours has lived half its time, or no longer holds."""
    try:
        return read(given).until - time.time() < LASTS / 2
    except AccessError:
        return True
