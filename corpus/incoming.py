"""Files named on the command line: folders walked, sizes checked before anything is read.

What the files hold is left to ``corpus.importing``.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from corpus.errors import FilRougeError, ReaderError
from corpus.readers import TOO_LARGE

TEMPORARY = ("~$", ".~", "._")
"""How the names of files start that programs leave beside those they have open."""


def found_in(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return the files under these paths with the name to show for each; hidden ones in folders are passed over.

    :raises ReaderError: a folder holds no file to read.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if not path.is_dir():
            found.append((path, path.name))
            continue
        inside = _inside(path)
        if not inside:
            raise ReaderError(f"Le dossier « {path.name} » ne contient aucun fichier : vérifiez son nom.")
        found += [(file, file.relative_to(path).as_posix()) for file in inside]
    return found


def _inside(folder: Path) -> list[Path]:
    """Files of a folder and of those it holds, in the order of their names; links to folders are not followed."""
    files: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place) / name for name in sorted(names) if not name.startswith((".", *TEMPORARY))]
    return files


def bytes_of(file: Path, megabytes: int) -> bytes:
    """Return the content of a file, looked at only when it is a file and not too large.

    :raises ReaderError: it is too large, is no file, or cannot be opened.
    """
    try:
        if file.exists() and not file.is_file():
            raise ReaderError(f"« {file.name} » n’est pas un fichier : donnez un fichier ou un dossier.")
        if file.stat().st_size > megabytes * 1_000_000:
            raise ReaderError(TOO_LARGE.format(limit=megabytes))
        return file.read_bytes()
    except OSError as cause:
        raise ReaderError(
            f"« {file.name} » ne peut pas être ouvert : vérifiez le nom et les droits du fichier."
        ) from cause


def refusal(shown: str, error: FilRougeError) -> str:
    """Return why a file was refused, in one sentence that names it."""
    sentence = str(error)
    if sentence.startswith("« "):
        return sentence
    return f"« {shown} » : {sentence[:1].lower()}{sentence[1:]}"
