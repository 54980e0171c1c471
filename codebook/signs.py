"""The signs of codes: a colour that stays apart from the others whoever looks, and a shape beside it.

The colours are those of Okabe and Ito (2008), then others added one by one, each the furthest from those before it,
where two colours are as far apart as they look to the eye that separates them least: the usual one and those of the
three dichromacies as Machado, Oliveira and Fernandes (2009) simulate them, compared by CIEDE2000. All stand out on a
white page and on a dark one. The three figures and cooperation keep theirs and lend them to nobody. What charts draw
of the figures stands in ``analytics.palette``.
"""

FIGURE_COLORS = {"facilitator": "#0072B2", "trainer": "#E69F00", "third_party": "#009E73"}
FIGURE_SHAPES = {"facilitator": "circle", "trainer": "square", "third_party": "triangle"}
COOPERATION = "#CC79A7"

FREE = {
    "#56B4E9": "bleu ciel",
    "#D55E00": "vermillon",
    "#733F59": "prune",
    "#A60000": "rouge sombre",
    "#595943": "gris olive",
    "#8C697B": "mauve gris",
    "#4F21D9": "indigo",
    "#A61983": "magenta",
    "#BFAA69": "sable",
}  # the French name of each colour a code may take
RESERVED = {
    "#0072B2": "bleu (facilitateur)",
    "#E69F00": "orange (formateur)",
    "#009E73": "vert (tiers)",
    "#CC79A7": "rose (coopération)",
}
NEUTRAL = "#595943"  # of a new code at the top
SHAPES = {"circle": "rond", "square": "carré", "triangle": "triangle", "diamond": "losange", "cross": "croix"}
MARKS = {"circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "cross": "✚"}  # the shapes, in running text


def shape(given: str | None, figure: str | None) -> str:
    """Return the shape a code is drawn with: that of its figure, else its own, else a circle."""
    return FIGURE_SHAPES.get(figure or "") or given or "circle"


def color_name(color: str) -> str:
    """Return the French name of a colour, or its value when it comes from elsewhere."""
    return FREE.get(color) or RESERVED.get(color) or color


def choices(current: str) -> list[str]:
    """Return the colours a code may take: those that are free, and the one it has."""
    return list(dict.fromkeys([*FREE, current]))
