"""How an event, a milestone or a place is named in one line, the same in every list; and how a figure is marked."""

from collections.abc import Sequence

from analytics.palette import FIGURES as SIGNS
from corpus.events import Event
from corpus.milestones import Milestone
from corpus.terms import FIGURES

_INK_ON = {"facilitator": "#ffffff", "trainer": "#1b1b1b", "third_party": "#0d0d0d"}


def places(chosen: Sequence[str], labels: dict[str, str], nowhere: str = "transversal") -> str:
    """Return the names of sites, by name, or the word for none."""
    return ", ".join(label for site, label in labels.items() if site in chosen) or nowhere


def event_name(event: Event, labels: dict[str, str]) -> str:
    """Return « date · intitulé · sites »; a site the label already tells is not said twice."""
    where = places(event.sites, labels)
    told = where.casefold() in event.label.casefold()
    return " · ".join([event.when, event.label, *([] if told else [where])])


def milestone_name(milestone: Milestone, labels: dict[str, str]) -> str:
    """Return « date · intitulé · site », with the state when the step is not reached."""
    where = labels.get(milestone.site or "", "ensemble du projet")
    state = [] if milestone.state == "reached" else [milestone.state_label]
    return " · ".join([milestone.when, milestone.label, where, *state])


def figure_mark(figure: str) -> str:
    """Return the letter of a figure on its colour, then its name, as Markdown."""
    sign = SIGNS[figure]
    colours = f'foreground="{_INK_ON[figure]}" background="{sign.colour}"'
    return f":color[\u2009{sign.letter}\u2009]{{{colours}}} {FIGURES[figure]}"
