"""What holds of any text and any query: hits stand on the words that were asked, all of them, and nothing else."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.schema import FLOORS
from corpus import documents
from corpus.readers import Block, ReadingText
from corpus.search import concordance, folding, index, lemmas, places
from corpus.search.query import parse
from corpus.study import Study, StudyFile

WORDS = [
    *("tiers métiers métier Tiers TIERS cœur coeur CŒUR Cnam CNAM cnam coopère coopération équipe Équipe".split()),
    *("coopérer equipe les l d de la confiance facilitatrices facilitateur délégué déléguée 12 x".split()),
]
SIGNS = [" ", " ", " ", "’", "'", "-", "\u00a0", "\n", ", ", ". ", " « ", "\u202f»\n", "… ", "😀 "]
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def texts(draw: st.DrawFn, words: Sequence[str] = WORDS) -> str:
    parts = draw(st.lists(st.tuples(st.sampled_from(words), st.sampled_from(SIGNS)), min_size=1, max_size=40))
    text = "".join(word + sign for word, sign in parts)
    return unicodedata.normalize("NFD", text) if draw(st.booleans()) else text


def bare(text: str) -> str:
    """An other way to fold, letter by letter: only for words whose letters it knows."""
    text = unicodedata.normalize("NFC", text).lower()
    return text.translate(str.maketrans("éèêàç", "eeeac")).replace("œ", "oe")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    StudyFile.create(path, title="Vide", member="Léa", floors=FLOORS).close()
    return path


@pytest.fixture
def holding(empty: Path, tmp_path: Path) -> Callable[[list[str]], Study]:
    """A study that holds just these texts: the transaction of the one before is taken back."""
    path = tmp_path / "etude.db"
    path.write_bytes(empty.read_bytes())
    file = StudyFile.open(path, FLOORS)

    def make(texts: list[str]) -> Study:
        if file.conn.in_transaction:
            file.conn.execute("ROLLBACK")
        file.conn.execute("BEGIN IMMEDIATE")
        study = file.acting_as("Léa")
        study.execute("INSERT INTO change (guid, at, author, label, level) SELECT 'g', '', id, 'x', 'team' FROM member")
        study.execute("INSERT INTO open_change SELECT max(id) FROM change")
        study._open = 1
        for number, text in enumerate(texts):
            starts = [0, *(match.end() for match in re.finditer("\n", text))]
            ends = [*(start - 1 for start in starts[1:]), len(text)]
            blocks = tuple(Block("paragraph", start, end) for start, end in zip(starts, ends, strict=True))
            reading = ReadingText(text, blocks, (), ((0, 0, len(text)),), None, ())
            documents.add(study, reading, title=str(number), source_name="t", source=f"{number}{text}".encode())
        return study

    yield make
    file.close()


def found(study: Study, query: str) -> list[tuple[str, int, int]]:
    return [(hit.title, hit.start, hit.end) for hit in concordance.search(study, parse(query)).hits()]


@MANY
@given(texts=st.lists(texts(), min_size=1, max_size=4), word=st.sampled_from(WORDS))
def test_an_exact_word_is_found_where_a_plain_reading_finds_it(holding: Callable, texts: list[str], word: str) -> None:
    study = holding(texts)
    expected = []
    for number, text in enumerate(texts):
        for match in re.finditer(r"(?:\w[\u0300-\u036f]*)+", text):
            same = bare(match.group()) == bare(word)
            capitals = len(word) > 1 and word.isupper()
            if same and (not capitals or unicodedata.normalize("NFC", match.group()).isupper()):
                expected.append((str(number), match.start(), match.end()))
    assert found(study, f"={word}") == expected


@MANY
@given(texts=st.lists(texts(), min_size=1, max_size=4), word=st.sampled_from(WORDS))
def test_every_hit_is_the_word_or_a_form_of_it(holding: Callable, texts: list[str], word: str) -> None:
    study = holding(texts)
    form = folding.form(word)
    heads = {lemmas.lemma(form)} | {
        lemmas.lemma(folding.form(other)) for other in WORDS if folding.fold(other) == folding.fold(word)
    }
    hits = found(study, word)
    exact = set(found(study, f"={word}"))
    assert exact <= set(hits)
    for title, start, end in hits:
        written = texts[int(title)][start:end]
        kin = {folding.fold(other) for other in WORDS if lemmas.lemma(folding.form(other)) in heads}
        assert folding.fold(written) in kin | heads | {folding.fold(word)}
        if folding.in_capitals(word):
            assert folding.in_capitals(folding.form(written))


@MANY
@given(texts=st.lists(texts(), min_size=1, max_size=4))
def test_the_index_names_every_word_of_the_texts_where_it_stands(holding: Callable, texts: list[str]) -> None:
    study = holding(texts)
    assert list(index.problems(study)) == []
    number = sum(len(folding.words(text)) for text in texts)
    assert study.value("SELECT count(*) FROM search_place") == number
    assert study.value("SELECT sum(uses) FROM search_word") == number


@MANY
@given(texts=st.lists(texts(), min_size=1, max_size=3))
def test_taking_documents_out_leaves_an_empty_index(holding: Callable, texts: list[str]) -> None:
    study = holding(texts)
    for paper in documents.everything(study):
        index.forget(study, paper.id)
    for table in ("search_version", "search_segment", "search_word", "search_place"):
        assert study.value(f"SELECT count(*) FROM {table}") == 0


NAMES = ["tiers", "cœur", "équipe"]


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> str:
    kinds = ["word", "phrase", "near"] + (["or", "and", "without"] if depth else [])
    kind = draw(st.sampled_from(kinds))
    one, two = (f"={draw(st.sampled_from(NAMES))}" for _ in range(2))
    if kind == "word":
        return one
    if kind == "phrase":
        return f'"{one} {two}"'
    if kind == "near":
        return f"{one} ~{draw(st.integers(0, 3))} {two}"
    left, right = draw(trees(depth - 1)), draw(trees(depth - 1))
    return {"or": f"({left} OU {right})", "and": f"({left}) ({right})", "without": f"({left}) -({right})"}[kind]


@settings(MANY, max_examples=150)
@given(texts=st.lists(texts(NAMES), min_size=1, max_size=4), query=trees())
def test_any_query_finds_what_reading_each_paragraph_finds(holding: Callable, texts: list[str], query: str) -> None:
    study = holding(texts)
    expected = []
    for number, text in enumerate(texts):
        at = 0
        for line in text.split("\n"):
            tokens = folding.words(line)
            spans = outer(evaluate(parse(query).node, [folding.fold(word) for _, _, word in tokens]) or set())
            expected += [(str(number), at + tokens[a][0], at + tokens[b][1]) for a, b in sorted(spans)]
            at += len(line) + 1
    assert found(study, query) == expected


@MANY
@given(texts=st.lists(texts(NAMES), min_size=1, max_size=4), query=trees())
def test_the_two_ways_to_places_agree(
    holding: Callable, texts: list[str], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = holding(texts)
    usual = found(study, query)
    with monkeypatch.context() as patched:
        patched.setattr(places, "_ROW_COST", 0)
        assert found(study, query) == usual


def evaluate(node, tokens: list[str]) -> set[tuple[int, int]] | None:  # noqa: ANN001
    """Read a paragraph from its first word to its last: the stretches asked for, or None when it does not fit."""
    kind = type(node).__name__
    if kind == "Phrase":
        asked = [folding.fold(slot.word) for slot in node.slots]
        size = len(asked)
        return {(a, a + size - 1) for a in range(len(tokens) - size + 1) if tokens[a : a + size] == asked} or None
    if kind == "Near":
        left, right = evaluate(node.left, tokens) or set(), evaluate(node.right, tokens) or set()
        pairs = {
            (min(a, c), max(b, d)) for a, b in left for c, d in right if 0 <= max(a, c) - min(b, d) - 1 <= node.distance
        }
        return {p for p in pairs if not any(q != p and p[0] <= q[0] and q[1] <= p[1] for q in pairs)} or None
    parts = [evaluate(part, tokens) for part in node.parts]
    if kind == "Either":
        return set().union(*(part or set() for part in parts)) or None
    if any(part is None for part in parts) or any(evaluate(part, tokens) for part in node.without):
        return None
    return set().union(*(part or set() for part in parts))


def outer(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {p for p in spans if not any(q != p and q[0] <= p[0] and p[1] <= q[1] for q in spans)}
