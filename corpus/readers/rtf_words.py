"""What the control words of RTF do.

Keeps the tables of words by their use: destinations, formats, layout. Words that are not in them say nothing of the
text and are passed over.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.readers.rtf_flow import Flow, Settings
from corpus.readers.rtf_fonts import code_page
from corpus.readers.rtf_state import FONTS, LOST, STYLES, TEXT, TITLE, Body

SKIPPED = frozenset(
    "colortbl info pict object header headerl headerr headerf footer footerl footerr footerf fldinst listtext pntext "
    "pntxta pntxtb ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn annotation atnid atnauthor atrfstart atrfend xe tc rxe "
    "template operator author company keywords comment doccomm subject revtbl filetbl bkmkstart bkmkend datafield "
    "formfield ffname ffdeftext shprslt sp sn sv nonesttables nonshppict mmath falt panose listtable "
    "listoverridetable generator rsidtbl themedata xmlnstbl private passwordhash txe pxe".split()
)
KEPT_THOUGH_STARRED = frozenset(("ud", "shpinst", "shptxt", "do", "dptxbxtext", "footnote", "nesttableprops"))


def _note(body: Body) -> None:
    """Open the flow of a note, called where it stands."""
    if body.group.target != TEXT or body.group.gone or len(body.flows) > 20:
        body.group.target = LOST
        return
    label = body.received.label("footnote", str(len(body.received.labels)))
    body.flow.calls.append((body.flow.size, label))
    body.group.note = label
    body.flows.append(Flow(body.received))


def _box(body: Body) -> None:
    """Open the flow of a text box."""
    body.group.target = body.group.under
    if body.group.target == TEXT and not body.group.box and len(body.flows) <= 20:
        body.group.box = True
        body.flows.append(Flow(body.received))


def _unicode_twin(body: Body) -> None:
    body.group.target = body.group.under


def _twice_told(body: Body) -> None:
    r"""``\upr`` says its text in bytes, then in Unicode: only the second is read."""
    body.group.under, body.group.target = body.group.target, LOST


def _target(name: str) -> Callable[[Body], None]:
    def aim(body: Body) -> None:
        if body.group.target != LOST:
            body.group.under, body.group.target = body.group.target, name
        body.name = []

    return aim


DESTINATIONS: dict[str, Callable[[Body], None]] = {
    "fonttbl": _target(FONTS),
    "stylesheet": _target(STYLES),
    "title": _target(TITLE),
    "footnote": _note,
    "shptxt": _box,
    "upr": _twice_told,
    "ud": _unicode_twin,
    "shpinst": _target(LOST),
    "do": _target(LOST),
    "dptxbxtext": _box,
    "nesttableprops": _target(LOST),
}


def _font(body: Body, number: int | None) -> None:
    if body.group.target == FONTS and body.group.number is not None:
        body.name = []
    if body.group.target == FONTS:
        body.group.number = number
    else:
        body.group.font = number


def _style(body: Body, number: int | None) -> None:
    if body.group.target == STYLES:
        body.group.number = number
    else:
        body.flow.settings.style = body.head.style(number or 0)


def _outline(body: Body, number: int | None) -> None:
    if body.group.target == STYLES:
        body.group.outline = number
    else:
        body.flow.settings.outline = number


def _skip(body: Body, number: int | None) -> None:
    body.group.skip = max(0, min(number if number is not None else 1, 100))


def _page(body: Body, number: int | None) -> None:
    body.head.encoding = code_page(number or 1252)


def _charset(body: Body, number: int | None) -> None:
    body.group.charset = number


def _gone(body: Body, number: int | None) -> None:
    body.group.gone = number != 0


def _plain(body: Body, number: int | None) -> None:
    body.group.gone, body.group.font = False, None


def _paragraph_default(body: Body, number: int | None) -> None:
    body.flow.settings = Settings()


def _in_table(body: Body, number: int | None) -> None:
    body.flow.settings.in_table = number != 0


def _listed(body: Body, number: int | None) -> None:
    if body.group.target == TEXT:
        body.flow.settings.listed = bool(number)


def _row_default(body: Body, number: int | None) -> None:
    body.flow.merges, body.flow.merged = [], False


def _merged(body: Body, number: int | None) -> None:
    body.flow.merged = True


def _cell_edge(body: Body, number: int | None) -> None:
    body.flow.merges.append(body.flow.merged)
    body.flow.merged = False


FORMATS: dict[str, Callable[[Body, int | None], None]] = {
    "f": _font,
    "s": _style,
    "outlinelevel": _outline,
    "uc": _skip,
    "ansicpg": _page,
    "fcharset": _charset,
    "deleted": _gone,
    "v": _gone,
    "plain": _plain,
    "pard": _paragraph_default,
    "intbl": _in_table,
    "ls": _listed,
    "trowd": _row_default,
    "clvmrg": _merged,
    "cellx": _cell_edge,
}
LAYOUT: dict[str, Callable[[Flow], None]] = {
    "par": Flow.end_paragraph,
    "sect": Flow.end_paragraph,
    "nestcell": Flow.end_paragraph,
    "cell": Flow.end_cell,
    "row": Flow.end_row,
}
