"""What the French model takes for names in a text: people, places, organisations.

The model finds most names and mistakes their kind often (it was trained on newspapers and Wikipedia), so its labels
are hints. Loading it takes seconds and 300 MB: only the background process calls this module's functions.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from corpus.errors import StudyError
from corpus.language.folding import folded

MODEL = "fr_core_news_sm"
CONTENT = "7f6f107e20564f3a080f2c3c1c6f49526897ea0127c10cacd3955b20da8b8c5a"
"""SHA-256 of what the wheel 3.8.0 of Explosion (7d6ad14cd5078e53…) installs; who uploaded it to PyPI is not known."""


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        if content() != CONTENT:
            raise StudyError(
                "Le modèle de langue français n’est pas celui qui est attendu : retirez le dossier .venv et relancez "
                "le programme par « make run »."
            )
        import spacy

        return spacy.load(MODEL, enable=["tok2vec", "ner"])
    except (ImportError, OSError) as cause:
        raise StudyError(
            "Le modèle de langue français n’est pas installé : fermez le programme et relancez-le par « make run »."
        ) from cause


def content() -> str:
    """Return the SHA-256 of the installed model: each of its files by name, with the SHA-256 of each."""
    installed = metadata.distribution(MODEL.replace("_", "-"))
    files = [file for file in installed.files or () if file.parts[0] == MODEL and file.suffix != ".pyc"]
    lines = []
    for file in sorted(files, key=str):
        data = Path(str(installed.locate_file(file))).read_bytes()
        lines.append(f"{file.as_posix()} {hashlib.sha256(data).hexdigest()}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def entities(pieces: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Return, piece after piece, what looks like a name: ``(start, end, label)`` in the whole text.

    :param pieces: the offset of each piece in the whole text, and its words.
    :raises StudyError: the model is not installed.
    """
    model = _model()
    texts = ((folded(words), start) for start, words in pieces)
    for document, start in model.pipe(
        texts, as_tuples=True, batch_size=1
    ):  # so that each piece is told when it is done
        yield [(start + found.start_char, start + found.end_char, found.label_) for found in document.ents]
