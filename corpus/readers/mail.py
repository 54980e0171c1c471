"""The reader of electronic messages (.eml).

Keeps the head of the message (who, to whom, when, about what), its body, plain or as a page, and the list of what was
attached. Lines of the body follow the rules of plain text, pages those of ``html``.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from itertools import groupby
from pathlib import PurePath

from corpus.errors import ReaderError
from corpus.readers.assembly import NOTHING_TO_READ, Draft, assemble, filled
from corpus.readers.decoding import decode
from corpus.readers.glyphs import with_usual_signs
from corpus.readers.html import decoded, read_page
from corpus.readers.html_body import Walk
from corpus.readers.line_layout import layout_of, lines_of
from corpus.readers.paragraphs import grouped
from corpus.readers.plain import strand_of
from corpus.readers.reading_text import PARAGRAPH, QUOTATION, ReadingText
from corpus.readers.recognition import MAIL
from corpus.readers.registry import reads
from corpus.readers.speakers import name_turns, speakers_of

FIELDS = (("From", "De"), ("To", "À"), ("Cc", "Copie à"), ("Date", "Date"), ("Subject", "Objet"))
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DAMAGED = "Ce message est endommagé et ne peut pas être lu : enregistrez-le de nouveau au format .eml, puis déposez-le."
LOCKED = (
    "Ce message est chiffré : ouvrez-le dans votre messagerie, copiez son texte dans un fichier .txt, puis déposez-le."
)
ATTACHED = "Pièces jointes non reprises dans le texte : {names}."
NAMELESS = "sans nom"
QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
MOST_PARTS = 500
DEEPEST = 30


@reads(MAIL)
class MailReader:
    """Reads .eml files."""

    def read(self, name: str, data: bytes) -> ReadingText:
        """Reading text of a message. Raises ReaderError when it is encrypted, damaged or empty."""
        message = _parsed(data)
        if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
            raise ReaderError(LOCKED)
        walk = Walk()
        head = [Draft(PARAGRAPH, walk.received(line)) for line in _head(message)]
        body: list[Draft] = []
        notes: list[Draft] = []
        warnings: list[str] = []
        for part in _bodies(message):
            blocks, below, said = _read(part, walk)
            body += blocks
            notes += below
            warnings += said
        if names := list(_attached(message)):
            warnings.append(ATTACHED.format(names=", ".join(names)))
        if not any(draft.text.strip() for draft in body) and not head:
            raise ReaderError(NOTHING_TO_READ)
        name_turns(body)
        title = _field(message, "Subject") or PurePath(name).stem.replace("_", " ").strip() or None
        return assemble(walk.source, [*head, *body, *notes], title, warnings)


def _parsed(data: bytes) -> EmailMessage:
    """The message. Raises ReaderError when its head cannot be read."""
    start = re.match(rb"(?:\xef\xbb\xbf|\s)*(?:From [^\n]*\n)?", data)
    try:
        message = email.message_from_bytes(data[start.end() if start else 0 :], policy=email.policy.default)
    except Exception as error:  # the parser of the library trips on some malformed heads in many ways
        raise ReaderError(DAMAGED) from error
    assert isinstance(message, EmailMessage)  # what the default policy makes
    return message


def _field(message: Message, name: str) -> str:
    """A field of the head on one line, empty when the message has none or it cannot be read."""
    try:
        value = message.get(name)
        return " ".join(str(value).split()) if value is not None else ""
    except Exception:  # as above: a field that the library cannot parse raises any of a dozen errors
        raw = next((held for key, held in message.raw_items() if key.lower() == name.lower()), "")
        return " ".join(str(raw).encode("utf-8", "replace").decode().split())


def _head(message: Message) -> Iterator[str]:
    """The head as French lines: « De : », « À : », « Objet : »…"""
    for name, french in FIELDS:
        value = _day(message) if name == "Date" else _field(message, name)
        if value:
            yield f"{french} : {value}".translate(dict.fromkeys(range(32), " "))


def _day(message: Message) -> str:
    """The date as a French reader writes it, in the time of the sender; as it stands when it is not one."""
    try:
        moment = getattr(message.get("Date"), "datetime", None)
    except Exception:  # as in _field
        moment = None
    if moment is None:
        return _field(message, "Date")
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {MONTHS[moment.month - 1]} {moment.year} à {moment.hour} h {moment.minute:02}"


def _bodies(part: Message, depth: int = 0) -> list[Message]:
    """The parts that are read: of several versions of one text, the plain one when it says something."""
    if depth > DEEPEST or _is_attached(part):
        return []
    if part.get_content_maintype() != "multipart":
        return [part] if part.get_content_type() in ("text/plain", "text/html") else []
    children = [_bodies(child, depth + 1) for child in _children(part)]
    if part.get_content_type() != "multipart/alternative":
        return [body for child in children for body in child]
    spoken = [child for child in children if any(_bytes(body).strip() for body in child)]
    plain = (child for child in spoken if all(body.get_content_type() == "text/plain" for body in child))
    return next(plain, spoken[-1] if spoken else [])


def _children(part: Message) -> list[Message]:
    """Parts of a part; none when a damaged message announces some and holds text."""
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _bytes(part: Message) -> bytes:
    """What a part holds, its transfer encoding undone."""
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # as in _field
        return b""
    return payload if isinstance(payload, bytes) else b""


def _read(part: Message, walk: Walk) -> tuple[list[Draft], list[Draft], list[str]]:
    """Blocks, notes and warnings of one part."""
    data = _bytes(part)
    if not data.strip():
        return [], [], []
    text, warnings = _text(part, data)
    if part.get_content_type() == "text/html":
        blocks, notes, said = read_page(text, walk)
        return blocks, notes, [*warnings, *said]
    blocks = _paragraphs(text)
    shift = walk.size
    walk.received(text)
    for draft in blocks:
        draft.strand = draft.strand.moved(shift)
    return filled(blocks), [], warnings


def _paragraphs(text: str) -> list[Draft]:
    """Blocks of a plain body; the lines of an earlier message, marked « > », are quotations."""
    # Marks become spaces, so that offsets stay.
    bare = QUOTED.sub(lambda match: " " * len(match.group()), with_usual_signs(text))
    marked = {match.start() for match in QUOTED.finditer(text)}
    lines = lines_of(bare)
    layout = layout_of(lines)
    labels = speakers_of(line.text for line in lines)
    drafts = []
    for quoted, run in groupby(lines, key=lambda line: bare.rfind("\n", 0, line.start) + 1 in marked):
        for group in grouped(list(run), layout, labels):
            kind = QUOTATION if quoted and group.kind == PARAGRAPH else group.kind
            drafts.append(Draft(kind, strand_of(bare, group.lines), group.level))
    return drafts


def _text(part: Message, data: bytes) -> tuple[str, list[str]]:
    """Text of a part, in the encoding it declares if that can be."""
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset).replace("\0", " "), []
        except (LookupError, ValueError):
            pass
    return decoded(data) if part.get_content_type() == "text/html" else decode(data)


def _is_attached(part: Message) -> bool:
    """Whether a part is attached rather than shown."""
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:  # as in _field
        return False


def _attached(message: EmailMessage) -> Iterator[str]:
    """Names of what is attached, messages carried whole included."""
    for rank, part in enumerate(message.walk()):
        if rank == 0 or rank >= MOST_PARTS:
            continue
        if part.get_content_type() == "message/rfc822":
            yield "un message"
        elif not part.is_multipart() and (_is_attached(part) or part.get_content_maintype() not in ("text", "message")):
            yield _file_name(part)


def _file_name(part: Message) -> str:
    try:
        return " ".join((part.get_filename() or NAMELESS).split()) or NAMELESS
    except Exception:  # as in _field
        return NAMELESS
