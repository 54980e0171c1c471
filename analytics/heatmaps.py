"""Heat maps of codings: figures × codes and codes × sites, with the numbers written in the cells.

Keeps the drawing of tables made by `figures`. Cells without anything stay empty: a zero is an
absence of marks, not a measure. Rows follow the codebook by branch, columns the fixed order of
figures or the names of sites; no order follows values.
"""

import altair as alt
import pandas as pd

from analytics import french, palette
from analytics.figures import site_order
from analytics.french import present

CELL = 24
COLUMN = 92
LABELS = 340
GUIDES = 62
LIGHTEST, DARKEST = 0.10, 0.55
SITE_COLOUR = "#5b7ba6"
HEADING = "#"
NOTHING = "Aucun codage à montrer"
FIGURES_TITLE = "Où chaque code rencontre une figure"
FIGURES_SUBTITLE = (
    "Nombre de passages portant le code et chevauchant la figure ; un code d’une figure n’est pas compté avec elle"
)
SITES_TITLE = "Où chaque code est présent, site par site"
SITES_SUBTITLE = "Nombre de codages · documents portant le code / documents codés du site"


def by_code(counts: pd.DataFrame) -> alt.LayerChart:
    """Return the heat map of `figures.by_code`: a row a code, a column a figure in its colour, passages in the cells.

    The point selection is named "cell" on the fields code and figure.
    """
    if counts.empty:
        return _nothing()
    cells = []
    for key, sign in palette.FIGURES.items():
        part = counts[["branch", "code", "code_label", "passages"]]
        cells.append(
            part.assign(
                figure=key,
                column=f"{sign.label} ({sign.letter})",
                colour=sign.colour,
                number=counts[key].astype("Float64").astype(float),
                documents=counts[f"{key}_documents"].astype("Float64").astype(float),
            )
        )
    table = pd.concat(cells, ignore_index=True)
    columns = [f"{sign.label} ({sign.letter})" for sign in palette.FIGURES.values()]
    tips = {
        "Code": table["code_label"],
        "Figure": table["column"],
        "Passages": _out_of(table["number"], table["passages"]),
        "Documents": table["documents"].map(_whole),
    }
    table = table.assign(words=table["number"].map(_whole), **tips)
    title = alt.Title(FIGURES_TITLE, subtitle=FIGURES_SUBTITLE)
    return _grid(table, columns, title, ["code", "figure"], list(tips))


def by_site(counts: pd.DataFrame) -> alt.LayerChart:
    """Return the heat map of `figures.by_site`: a row a code, a column a site by name, « codages · n/N » in the cells.

    The point selection is named "cell" on the fields code and site.
    """
    if counts.empty:
        return _nothing()
    columns = sorted(set(counts["site_label"]), key=site_order)
    shares = _out_of(counts["documents"], counts["of_documents"])
    tips = {
        "Code": counts["code_label"],
        "Site": counts["site_label"],
        "Codages": counts["codings"].astype(str),
        "Documents": shares,
    }
    words = [f"{n} · {s}" if n else "" for n, s in zip(counts["codings"], shares, strict=True)]
    table = counts.assign(
        column=counts["site_label"],
        colour=SITE_COLOUR,
        number=counts["codings"].astype(float),
        words=words,
        **tips,
    )
    title = alt.Title(SITES_TITLE, subtitle=SITES_SUBTITLE)
    return _grid(table, columns, title, ["code", "site"], list(tips))


def _grid(
    table: pd.DataFrame, columns: list[str], title: alt.Title, fields: list[str], tips: list[str]
) -> alt.LayerChart:
    rows, names = _rows(table)
    table = table.assign(opacity=_shade(table["number"]))
    keep = ["code", "column", "colour", "opacity", "words", *fields, *tips]
    base = alt.Chart(table[list(dict.fromkeys(keep))]).encode(
        x=alt.X(
            "column:N",
            sort=columns,
            axis=alt.Axis(
                title=None, orient="top", labelAngle=0, labelFontSize=12, labelLimit=COLUMN,
                labelPadding=8, domain=False, ticks=False,
                labelFlush=False,
            ),
        ),
        y=alt.Y(
            "code:N",
            scale=alt.Scale(domain=rows),
            axis=alt.Axis(
                title=None, labelExpr=french.lookup(rows, names), labelFontSize=12,
                labelLimit=LABELS, labelPadding=8, domain=False, ticks=False, labelFlush=False,
                labelFontWeight=alt.condition(
                    f"datum.value[0] == '{HEADING}'", alt.value("bold"), alt.value("normal")
                ),
            ),
        ),
    )  # fmt: skip
    filled = (
        base.transform_filter("datum.opacity > 0")
        .mark_rect(cornerRadius=3, cursor="pointer")
        .encode(
            color=alt.Color("colour:N", scale=None, legend=None),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            tooltip=[alt.Tooltip(f"{tip}:N") for tip in tips],
        )
        .add_params(alt.selection_point(name="cell", fields=fields))
    )
    # The frame keeps the place of empty cells, so that rows and columns stay whole.
    frame = base.mark_rect(cornerRadius=3, fill=None, stroke=palette.NEUTRAL, strokeOpacity=0.25, strokeWidth=1)
    numbers = base.mark_text(fontSize=12, color=palette.INK).encode(text="words:N")
    return alt.LayerChart(
        layer=[frame, filled, numbers],
        title=title,
        width=max(760, LABELS + COLUMN * len(columns)),
        height=GUIDES + CELL * max(len(rows), 5),  # room for the headings, however few the rows
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        config=french.config(),
    )


def _shade(numbers: pd.Series) -> pd.Series:
    """Return opacities that grow with numbers; nothing where there is nothing."""
    most = max(float(numbers.max()), 1.0) if numbers.notna().any() else 1.0
    shades = LIGHTEST + (DARKEST - LIGHTEST) * numbers / most
    return shades.where(numbers > 0, 0.0).fillna(0.0)


def _rows(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the rows from top to bottom and their names: a heading for each branch, then its codes."""
    rows, names = [], []
    for code in table.drop_duplicates("code").to_dict("records"):
        branch = str(code["branch"]) if present(code["branch"]) else ""
        if branch and HEADING + branch not in rows:
            rows.append(HEADING + branch)
            names.append(branch)
        rows.append(code["code"])
        names.append(str(code["code_label"]))
    return rows, names


def _whole(number: float) -> str:
    return f"{int(number)}" if present(number) and number else ""


def _out_of(numbers: pd.Series, totals: pd.Series) -> list[str]:
    return [f"{int(n)}/{int(total)}" if present(n) else "" for n, total in zip(numbers, totals, strict=True)]


def _nothing() -> alt.LayerChart:
    words = alt.Chart(pd.DataFrame({"text": [NOTHING]})).mark_text(fontSize=15, color=palette.INK, opacity=0.7)
    chosen = alt.selection_point(name="cell", fields=["code"])
    return alt.LayerChart(
        layer=[words.encode(text="text:N").add_params(chosen)],
        width=760,
        height=120,
        config=french.config(),
    )
