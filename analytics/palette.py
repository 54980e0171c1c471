"""Signs of the reading floor: the colour, shape, stroke and French word of what the charts show.

Keeps figures, families of event kinds, states and link statuses as the charts draw them. Leaves the
vocabulary of the study (labels a team may edit) to the frames it is handed, and how marks are
placed to `lanes` and `timeline`.

Colours of figures come from the palette of Okabe and Ito (2008), chosen to stay apart for
colour-blind readers. Shapes are SVG paths in the square [-1, 1] × [-1, 1]. INK is the colour of the
surrounding text, so that it follows a light or a dark page.
"""

from dataclasses import dataclass

INK = "currentColor"
NEUTRAL = "#8b929c"
THREAD = "#d6455f"
CLEAR = "transparent"


@dataclass(frozen=True)
class Figure:
    """A figure of accompaniment: its word, its colour, and the letter that doubles the colour."""

    label: str
    colour: str
    letter: str
    letter_colour: str


@dataclass(frozen=True)
class Family:
    """Kinds of events that share a shape: the word of the family, its path, the kinds in it."""

    label: str
    path: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Stroke:
    """How a link of some status is drawn: its word, colour, dashes, width in pixels, opacity, sign at mid-way."""

    label: str
    colour: str
    dash: tuple[float, ...]
    width: float
    opacity: float
    sign: str = ""


FIGURES = {
    "facilitator": Figure("facilitateur", "#0072B2", "F", "#ffffff"),
    "trainer": Figure("formateur", "#E69F00", "Fo", "#1b1b1b"),
    "third_party": Figure("tiers", "#009E73", "T", "#ffffff"),
}
NO_FIGURE = Figure("aucune en particulier", NEUTRAL, "", "#ffffff")
COOPERATION = "#CC79A7"

CIRCLE = "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z"
SQUARE = "M-.88,-.88L.88,-.88L.88,.88L-.88,.88Z"
TRIANGLE = "M0,-1.1L1.12,.88L-1.12,.88Z"
HEXAGON = "M-1.08,0L-.54,-.94L.54,-.94L1.08,0L.54,.94L-.54,.94Z"
PAGE = "M-.74,-1.05L.3,-1.05L.78,-.5L.78,1.05L-.74,1.05Z"
BUBBLE = "M-1.02,-.9L1.02,-.9L1.02,.5L-.1,.5L-.6,1.12L-.6,.5L-1.02,.5Z"
WEDGE = "M-.95,-.75L.95,-.75L0,.95Z"
BAR = "M-1.25,1.25L1.25,-1.25"

FAMILIES = {
    "visit": Family("visite de site", CIRCLE, ("visit",)),
    "board": Family(
        "instance, réunion",
        SQUARE,
        ("steering_committee", "project_committee", "lead_team", "territory_meeting"),
    ),
    "training": Family("formation, compagnonnage", TRIANGLE, ("training", "companionship")),
    "collective": Family(
        "collectif, atelier",
        HEXAGON,
        ("club", "community_of_practice", "working_group", "case_review", "workshop"),
    ),
    "direct": Family("échange direct", BUBBLE, ("bilateral", "informal")),
    "written": Family("écrit, bilan", PAGE, ("report", "sheet", "mail", "evaluation")),
    "outside": Family(
        "fait extérieur",
        WEDGE,
        ("staff_arrival", "staff_departure", "health_crisis", "rule_change", "local_change"),
    ),
}
FAMILY_OF_KIND = {kind: key for key, family in FAMILIES.items() for kind in family.kinds}

EVENT_STATES = {"held": "tenu", "planned": "prévu", "moved": "reporté", "cancelled": "annulé"}
EVENT_DASHES = {
    "held": (1.0, 0.0),
    "planned": (1.0, 0.0),
    "moved": (2.0, 1.6),
    "cancelled": (1.0, 0.0),
}

# Closed by a line rather than by Z, after which some drawing programs lose a following stroke.
DIAMOND = "M0,-1.1L1.1,0L0,1.1L-1.1,0L0,-1.1"
# Strokes without area add a sign to the outline and leave the fill alone.
HALF_DIAMOND = "M0,-1.1L-1.1,0L0,1.1Z M0,1.1L1.1,0L0,-1.1L1.1,0L0,1.1"
PAUSED_DIAMOND = DIAMOND + "M-.26,-.42L-.26,.42M.26,-.42L.26,.42"
CROSSED_DIAMOND = DIAMOND + "M-1,1L1,-1M-1,-1L1,1"
MILESTONE_STATES = {
    "planned": ("prévu", DIAMOND),
    "under_way": ("en cours", HALF_DIAMOND),
    "reached": ("atteint", DIAMOND),
    "stalled": ("en panne", PAUSED_DIAMOND),
    "given_up": ("abandonné", CROSSED_DIAMOND),
}
FILLED_MILESTONES = ("reached", "under_way")

LINK_STATUSES = {
    "proposed": Stroke("posée", THREAD, (2, 3), 1.1, 0.65),
    "supported": Stroke("étayée", THREAD, (7, 3), 1.6, 0.8),
    "confirmed": Stroke("confirmée", THREAD, (1, 0), 2.4, 0.95),
    "contradicted": Stroke("contredite", INK, (8, 3, 2, 3), 1.7, 0.7, "×"),
    "open": Stroke("non tranchée", THREAD, (1, 5), 1.8, 0.7, "?"),
}


def figure(key: object) -> Figure:
    """Return the signs of a figure, or those of “none” when the key is missing or unknown."""
    return FIGURES.get(key, NO_FIGURE) if isinstance(key, str) else NO_FIGURE


def family(kind: object) -> str:
    """Return the key of the family whose shape an event kind takes; an unknown kind is drawn as a direct exchange."""
    return FAMILY_OF_KIND.get(kind, "direct") if isinstance(kind, str) else "direct"


def stroke(status: object) -> Stroke:
    """Return how a link is drawn; an unknown status is drawn as a link only proposed."""
    proposed = LINK_STATUSES["proposed"]
    return LINK_STATUSES.get(status, proposed) if isinstance(status, str) else proposed
