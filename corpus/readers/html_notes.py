"""Footnotes of a web page: links that call a passage further down, and the passages they call.

Keeps the recognition of a call (a short number, letter or star that leads to an element of the page) and of the block
that holds the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

CALL = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*{1,3}|†)[\])]?$")
BACK = re.compile(r"[\s↩↑^←⏎\ufe0e]*$")
HOLDERS = frozenset(("li", "p", "div", "aside", "dd", "section"))
PLACES = frozenset(("a", "span", "sup", "b", "strong", "i", "em"))


@dataclass(slots=True)
class Notes:
    """Notes of a page: label of each element that calls one, of each that holds one, and the signs to leave out."""

    calls: dict[etree._Element, str] = field(default_factory=dict)
    holders: dict[etree._Element, str] = field(default_factory=dict)
    marks: set[etree._Element] = field(default_factory=set)


def found_in(root: etree._Element, already: int = 0) -> Notes:
    """Notes of the page under ``root``, numbered after those of other pages of the same file."""
    notes = Notes()
    places = {element.get("id") or element.get("name"): element for element in root.iter() if _named(element)}
    order = {element: rank for rank, element in enumerate(root.iter())}
    for link in root.iter("a"):
        target = places.get((link.get("href") or "")[1:]) if (link.get("href") or "").startswith("#") else None
        text = "".join(link.itertext()).strip()
        if target is None or not CALL.match(text) or order[target] <= order[link]:
            continue
        holder = _holder(target)
        if holder is None or link in notes.marks or any(parent is holder for parent in link.iterancestors()):
            continue
        label = notes.holders.get(holder)
        if label is None:
            label = notes.holders[holder] = str(already + len(notes.holders) + 1)
        notes.calls[_raised(link)] = label
        notes.marks.update(_marks_of(holder, link, target))
    return notes


def _named(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and bool(element.get("id") or element.get("name"))


def _holder(target: etree._Element) -> etree._Element | None:
    """The block that holds a note, from the element a call leads to; None when it is a part of the page."""
    for element in (target, *target.iterancestors()):
        if element.tag in HOLDERS:
            heading = next(element.iter("h1", "h2", "h3", "h4", "h5", "h6", "table"), None)
            return element if heading is None else None
        if element.tag not in PLACES:
            return None
    return None


def _raised(link: etree._Element) -> etree._Element:
    """The element that makes the call: the link, or the raised sign around it when it holds nothing else."""
    parent = link.getparent()
    alone = parent is not None and "".join(parent.itertext()).strip() == "".join(link.itertext()).strip()
    return parent if parent is not None and parent.tag == "sup" and alone else link


def _marks_of(holder: etree._Element, link: etree._Element, target: etree._Element) -> list[etree._Element]:
    """Links of a note that lead back to its call, and the number it repeats."""
    number = "".join(link.itertext()).strip()
    marks = []
    for other in holder.iter("a"):
        text = "".join(other.itertext()).strip()
        if (other.get("href") or "").startswith("#") and (BACK.match(text) or text == number):
            marks.append(other)
    if target.tag in PLACES and "".join(target.itertext()).strip() == number:
        marks.append(target)
    return marks
