"""The codebook as the palette of the marked text wants it: codes with their signs and meaning, keys 1 to 9, people."""

from collections.abc import Iterable
from typing import Any

from codebook import codes, favourites
from codebook.codes import Code
from corpus import members
from corpus.study import Study

SHAPES = {"facilitator": "circle", "trainer": "square", "third_party": "triangle"}  # beside colour, never alone


def dressed(tree: Iterable[Code]) -> list[dict[str, Any]]:
    """Return codes as the palette wants them."""
    return [
        {
            "id": code.id,
            "key": code.key,
            "label": code.label,
            "path": list(code.path),
            "color": code.color,
            "shape": code.shape or SHAPES.get(code.figure or ""),
            "applicable": code.applicable,
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
            "example": code.example,
        }
        for code in tree
    ]


def everything(study: Study) -> list[dict[str, Any]]:
    """Return every code of the study as the palette wants it."""
    return dressed(codes.tree(study))


def keys(study: Study) -> dict[str, list[str]]:
    """Return the codes the member keeps under the keys, and those she used last."""
    return {"chosen": favourites.chosen(study), "recent": favourites.recent(study)}


def people(study: Study) -> dict[str, str]:
    """Return the names of those who code, by GUID."""
    return members.names(study)
