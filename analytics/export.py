"""A chart as a file to keep: drawing, page or specification.

Keeps the passage from a chart to bytes, offline and on a white page. Leaves the making of charts to
their modules, and where the file goes to the caller.
"""

import json
from pathlib import PurePath
from typing import Any

import altair as alt
import vl_convert

from analytics import french, palette
from corpus.errors import FilRougeError

PAPER = "#ffffff"
INK_ON_PAPER = "#31333f"
PNG_SCALE = 2.0
FORMATS = (".svg", ".png", ".pdf", ".html", ".json")


class ExportError(FilRougeError):
    """A chart cannot be written in the form asked for."""


def form(name: str) -> str:
    """Return the form a file name asks for, among FORMATS. Raises ExportError for any other."""
    found = PurePath(name).suffix.lower()
    if found not in FORMATS:
        listed = ", ".join(FORMATS)
        raise ExportError(
            f"Le graphique ne peut pas être écrit dans « {name} » : choisissez un nom qui finit par {listed}."
        )
    return found


def to_bytes(
    chart: alt.LayerChart | alt.Chart,
    suffix: str,
    *,
    title: str = "",
    source: str = "",
    width: int | None = None,
) -> bytes:
    """Return a chart as the bytes of a file: .svg, .png, .pdf, .html or .json.

    A .png has two pixels a point, an .html needs no network, a .json is the Vega-Lite specification.

    :param title: written above the chart, in place of its own if it has one.
    :param source: the source line, written under the title.
    :param width: width of the figure in pixels; the chart's own by default.

    Raises ExportError for an unknown suffix or when the drawing fails.
    """
    wanted = form(f"x{suffix}")
    spec = specification(chart, title=title, source=source, width=width)
    locales: dict[str, Any] = {"format_locale": french.NUMBER_LOCALE, "time_format_locale": french.TIME_LOCALE}
    if wanted == ".json":
        return json.dumps(spec, ensure_ascii=False, indent=1).encode()
    try:
        if wanted == ".svg":
            return vl_convert.vegalite_to_svg(spec, **locales).encode()
        if wanted == ".png":
            return vl_convert.vegalite_to_png(spec, scale=PNG_SCALE, **locales)
        if wanted == ".pdf":
            return vl_convert.vegalite_to_pdf(spec, **locales)
        return vl_convert.vegalite_to_html(spec, bundle=True, **locales).encode()
    except ValueError as cause:
        raise ExportError(
            f"Le graphique n’a pas pu être dessiné en {wanted} : essayez une autre forme de fichier."
        ) from cause


def specification(
    chart: alt.LayerChart | alt.Chart,
    *,
    title: str = "",
    source: str = "",
    width: int | None = None,
) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, with dark ink on white paper, its title and its source line."""
    with alt.data_transformers.disable_max_rows():
        spec = chart.to_dict()
    # Outside a page there is no surrounding text whose colour to take.
    spec = json.loads(json.dumps(spec).replace(palette.INK, INK_ON_PAPER))
    spec.setdefault("config", {})["background"] = PAPER
    spec["padding"] = 12
    if width is not None:
        spec["width"] = width
    if title or source:
        own = spec.get("title") or {}
        kept = own if isinstance(own, dict) else {"text": own}
        lines = [line for line in (kept.get("subtitle"), source) if line]
        spec["title"] = {"anchor": "start", **kept, "text": title or kept.get("text", "")}
        spec["title"]["subtitle"] = lines
    return spec
