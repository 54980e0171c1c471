"""The folder of studies: where it is, which files in it are studies, and the file a new study gets."""

import os
import re
import unicodedata
from pathlib import Path

from corpus.errors import StudyError

VARIABLE = "FIL_ROUGE_STUDIES"


def folder() -> Path:
    """Return the folder of studies: the one ``FIL_ROUGE_STUDIES`` names, else ``studies`` in the working folder."""
    return Path(os.environ.get(VARIABLE) or "studies")


def files() -> list[Path]:
    """Return the study files of the folder, by name; keys and safety copies are not studies to open."""
    found = folder().glob("*.db") if folder().is_dir() else []
    return sorted(p for p in found if not p.name.startswith(".") and not re.search(r"\.(clefs|avant-)", p.name))


def place(title: str) -> Path:
    """Return the path a new study of this title gets: plain letters, a number when the name is taken.

    The keys of a study that was removed still take its name: a new study would read the files received by the old one.

    :raises StudyError: nothing of the title can be written in a file name.
    """
    parts = unicodedata.normalize("NFKD", title.replace("œ", "oe").replace("Œ", "Oe"))
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    stem = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:60]
    if not stem:
        raise StudyError("Une étude a besoin d’un titre avec des lettres ou des chiffres : écrivez-en un.")
    taken = {path.stem.removesuffix(".clefs") for path in folder().glob("*.db")} if folder().is_dir() else set()
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return folder() / f"{next(name for name in names if name not in taken)}.db"
