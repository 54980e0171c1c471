"""What a person does in the marked text, written to the study: lay codes, take one back, say more of it, undo, redo.

The gestures come from the browser as dictionaries and are refused in a sentence when they cannot be done. Who asks, and
the answer, are left to ``text_route``.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from codebook import codes, codings, favourites, progress
from codebook.codes import Code
from codebook.terms import FACETS
from corpus import documents, undoing, versions
from corpus.errors import StudyError
from corpus.study import Study
from pages.parts.text_coder.payload import checked

UNSORTED, UNSORTED_LABEL = "A_RANGER", "À ranger"
_SAID = ("code", "dominant", "comment", *FACETS)
Done = dict[str, Any]


def perform(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    """Do what a gesture says and return what to tell: ``told`` (a sentence) and ``made`` (GUIDs of codings).

    :raises FilRougeError: it cannot be done; nothing is written.
    """
    act = _ACTS.get(str(gesture.get("act")))
    if act is None:
        raise StudyError("Ce geste n’est pas connu : rechargez la page.")
    return act(study, document, version, gesture)


def _apply(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    words = _still(study, document, version)
    start, end = checked(words, gesture)
    given, label = gesture.get("codes") or [], str(gesture.get("label") or "").strip()
    if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
        raise StudyError("Ces codes sont illisibles : rechargez la page.")
    if not label:
        made = codings.apply(study, document, start, end, given, text=words[start:end])
    else:
        with study.change(f"Coder « {label} », un code nouveau"):
            given = [*given, new_code(study, label)]
            made = codings.apply(study, document, start, end, given, text=words[start:end])
    return {"made": made}


def _still(study: Study, document: str, version: str) -> str:
    """Return the text of the version on the screen, provided it still is the current one."""
    if documents.get(study, document).version != version:
        raise StudyError(
            "Le texte de ce document a été modifié depuis que vous l’avez ouvert : rien n’est écrit, "
            "rouvrez-le pour coder la nouvelle version."
        )
    return versions.text(study, version)


def new_code(study: Study, label: str) -> str:
    """Make a code of this label under « À ranger », inside the open change, and return its GUID.

    :raises StudyError: the label is too long to be one.
    """
    label = " ".join(label.split())
    if len(label) > 80:
        raise StudyError("Le nom d’un code tient en 80 signes : sélectionnez moins de mots, ou écrivez un nom.")
    tree = codes.tree(study)
    for code in tree:
        if code.applicable and code.label.casefold() == label.casefold():
            return code.id
    above = next((code.id for code in tree if code.key == UNSORTED), None)
    if above is None:
        above = codes.add(study, Code("", UNSORTED, UNSORTED_LABEL, applicable=False))
    return codes.add(study, Code("", "", label, parent=above))


def _remove(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    codings.remove(study, [str(gesture.get("coding"))])
    return {}


def _revise(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    coding = codings.get(study, str(gesture.get("coding")))
    values, seen = gesture.get("values"), gesture.get("seen")
    if not isinstance(values, dict) or not isinstance(seen, dict):
        raise StudyError("Ce geste est illisible : rechargez la page et recommencez.")
    known = {name: bool(value) if name == "dominant" else value for name, value in seen.items() if name in _SAID}
    if coding.comment[:400] == known.get("comment"):
        known["comment"] = coding.comment  # only the beginning of a long comment is drawn
    codings.revise(study, coding.id, read=replace(coding, **known), **values)
    return {"made": [coding.id]}


def _favourite(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    act = favourites.keep if gesture.get("on") else favourites.drop
    act(study, str(gesture.get("code")))
    return {}


def _read(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    up_to = gesture.get("up_to")
    if not isinstance(up_to, int):
        raise StudyError("Ce geste est illisible : rechargez la page et recommencez.")
    progress.mark_up_to(study, document, up_to, version=version)
    share = progress.of_document(study, document).share
    return {"told": f"Lu jusqu’ici : codé à {share} %"}


def _undo(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    return {"told": undoing.undo(study).label}


def _redo(study: Study, document: str, version: str, gesture: dict[str, Any]) -> Done:
    return {"told": undoing.redo(study).label}


_ACTS: dict[str, Callable[[Study, str, str, dict[str, Any]], Done]] = {
    "apply": _apply,
    "remove": _remove,
    "revise": _revise,
    "favourite": _favourite,
    "read": _read,
    "undo": _undo,
    "redo": _redo,
}
