"""The routes of the marked text: the text of a version, once; what changed in its codings; what a person does there.

Streamlit runs a whole script for each gesture, and twenty people coding at the same instant would wait for one another;
here a gesture costs one short change of the study. A route is reached without the page, so each request carries the
page's ticket and comes from our own pages, and the study is opened as the person of the ticket: what she may read or
write is decided below, as everywhere.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from codebook import drawn
from codebook.schema import FLOORS
from corpus import versions
from corpus.errors import AccessError, FilRougeError
from corpus.language.sentences import sentences
from corpus.study import Study, StudyFile
from pages.parts import palette_codes, text_acts, ticket
from pages.parts.menu import WRITERS
from pages.parts.text_coder.payload import source
from pages.parts.ticket import Ticket

ADDRESS = "/texte"
HEADER = "x-fil-rouge-billet"
LARGEST = 4_000_000  # bytes of a gesture: a selection of a whole book
_PRIVATE = {"cache-control": "private, no-cache"}  # kept by the browser, and asked about again each time
_texts: OrderedDict[str, bytes] = OrderedDict()  # encoded once for all who open it; given only after the right is asked
_texts_lock = Lock()
_KEPT = 12


def routes() -> list[Route]:
    """Return the routes the server is to serve beside the pages."""
    return [
        Route(f"{ADDRESS}/{{version}}", _guarded(_text), methods=["GET"]),
        Route(f"{ADDRESS}/{{version}}/codages", _guarded(_codings), methods=["GET"]),
        Route(f"{ADDRESS}/{{version}}/gestes", _guarded(_act), methods=["POST"]),
    ]


Answer = Callable[[Study, Ticket, Request, bytes], Response]


def _guarded(answer: Answer) -> Callable[[Request], Any]:
    """Wrap an answer: who asks, from where, and the sentence of what is refused."""

    async def serve(request: Request) -> Response:
        if not same_origin(request):
            return _refusal("Cette demande ne vient pas d’une page de Fil rouge : elle est refusée.", 403)
        try:
            given = ticket.read(request.headers.get(HEADER, ""))
        except AccessError as error:
            return _refusal(str(error), 401)
        if given.version != request.path_params["version"]:
            return _refusal("Cette demande ne porte pas sur le texte qui a été ouvert : rouvrez-le.", 403)
        body = b""
        if request.method == "POST":
            body = await _body(request)
            if not body:
                return _refusal("Ce geste est vide ou trop long : choisissez un passage plus court.", 413)
        return await run_in_threadpool(_answered, answer, given, request, body)

    return serve


def _answered(answer: Answer, given: Ticket, request: Request, body: bytes) -> Response:
    try:
        with StudyFile.open(given.path, FLOORS) as file:
            study = file.acting_as(given.member)
            if study.member.role not in WRITERS:
                raise AccessError("Cette page n’est pas ouverte à votre rôle : choisissez-en une autre au menu.")
            return answer(study, given, request, body)
    except AccessError as error:
        return _refusal(str(error), 403)
    except FilRougeError as error:
        return _refusal(str(error), 422)


async def _body(request: Request) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST:
            return b""
    return bytes(parts)


def same_origin(request: Request) -> bool:
    """Say whether a request comes from one of our own pages, by what browsers say of it and pages cannot change."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return request.method == "GET"  # a browser always names the origin of a POST
    return urlsplit(origin).netloc == request.headers.get("host")


def _refusal(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status, headers={"cache-control": "no-store"})


def _text(study: Study, given: Ticket, request: Request, body: bytes) -> Response:
    words = versions.text(study, given.version)  # refuses whoever may not read it
    seal = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12, key=given.version.encode())
    mark = f'"{seal.hexdigest()}"'
    headers = {**_PRIVATE, "etag": mark}
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(_encoded(study, given.version, words, mark), media_type="application/json", headers=headers)


def _encoded(study: Study, version: str, words: str, mark: str) -> bytes:
    with _texts_lock:
        if mark in _texts:
            _texts.move_to_end(mark)
            return _texts[mark]
    found = versions.segments(study, version)
    blocks = [vars(segment) for segment in found if segment.kind not in versions.INSIDE]
    calls = [{"at": segment.start, "note": segment.note} for segment in found if segment.kind == versions.CALL]
    turns = [[segment.start, segment.end] for segment in found if segment.kind == versions.TURN]
    made = {**source(words, blocks, calls), "turns": turns, "sentences": sentences(words)}
    encoded = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    with _texts_lock:
        _texts[mark] = encoded
        while len(_texts) > _KEPT:
            _texts.popitem(last=False)
    return encoded


def _codings(study: Study, given: Ticket, request: Request, body: bytes) -> Response:
    asked = request.query_params.get("depuis", "0")
    return _told(study, given, int(asked) if asked.isdigit() else 0, request)


def _told(study: Study, given: Ticket, since: int, request: Request) -> Response:
    found = drawn.since(study, given.document, since)
    mark = f'"{found.revision}-{since}"'
    headers = {**_PRIVATE, "etag": mark}
    if since and mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(told(study, found), headers=headers)


def told(study: Study, found: drawn.Drawn) -> dict[str, Any]:
    """Return what the browser is told of codings, with the codes and the people when they may be new to it."""
    answer: dict[str, Any] = {
        "revision": found.revision, "whole": found.whole, "rows": found.rows, "gone": found.gone,
    }  # fmt: skip
    if found.codes:
        answer["codes"] = palette_codes.everything(study)
        answer["keys"] = palette_codes.keys(study)
    if found.rows or found.whole:
        answer["people"] = palette_codes.people(study)
    return answer


def _act(study: Study, given: Ticket, request: Request, body: bytes) -> Response:
    try:
        gesture = json.loads(body)
    except ValueError:
        gesture = None
    if not isinstance(gesture, dict):
        return _refusal("Ce geste est illisible : rechargez la page et recommencez.", 422)
    since = gesture.get("since")
    done = text_acts.perform(study, given.document, given.version, gesture)
    found = drawn.since(study, given.document, since if isinstance(since, int) else 0)
    return JSONResponse({**told(study, found), **done}, headers={"cache-control": "no-store"})
