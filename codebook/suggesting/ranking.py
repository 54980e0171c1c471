"""The ranking of the sentences of the study for one reader: what it learns from, when it is out of date, what it keeps.

It learns from the codings and refusals this member may know, so that what is hidden from her while she codes a document
blind teaches it nothing, and keeps for her alone, as offsets, the best sentences of each code and the score of those a
rule proposes. None of it is recorded in the history: it can be made again.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from codebook import assignments, codes, codings
from codebook.codes import Code
from codebook.codings import Coding
from codebook.suggesting import learning, rules, scanning, units, verdicts, wording
from codebook.suggesting.learning import Known, Sentences
from codebook.suggesting.scanning import Progress
from codebook.suggesting.wording import Words
from corpus import changes, documents, versions
from corpus.study import Study, now

FEWEST = 3  # coded sentences from which the ranking may propose sentences no rule found
KEPT = 40  # best sentences kept of each code; those coded or judged are left out where they are read
WORDS = 3  # words shown to say why
HALF = 0.5  # share of a passage, or of a sentence, from which one stands for the other
RULE = 2.0  # what a rule adds to a score, in deviations


@dataclass(frozen=True)
class Text:
    """A text the reader may read, with its words and the sentences that may be proposed, by rank among all."""

    document: str
    version: str
    words: Words
    sentences: tuple[tuple[int, int], ...]
    first: int

    def lemmas(self, start: int, end: int) -> tuple[str, ...]:
        """Return the lemmas of a stretch."""
        return self.words.lemmas[bisect_left(self.words.starts, start) : bisect_left(self.words.starts, end)]

    def touched(self, start: int, end: int) -> list[int]:
        """Return the ranks of the sentences that stand for a passage: half of one is in the other."""
        starts = [low for low, _ in self.sentences]
        found = []
        for at in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
            low, high = self.sentences[at]
            shared = min(high, end) - max(low, start)
            if shared > 0 and shared >= HALF * min(high - low, end - start):
                found.append(self.first + at)
        return found


@dataclass(frozen=True)
class Ground:
    """All that is ranked: the texts the reader may read and the matrix of their sentences."""

    texts: tuple[Text, ...]
    sentences: Sentences

    def place(self, rank: int) -> tuple[Text, tuple[int, int]]:
        """Return the text and the place of a sentence by its rank."""
        text = self.texts[bisect_right([text.first for text in self.texts], rank) - 1]
        return text, text.sentences[rank - text.first]


@dataclass(frozen=True)
class State:
    """How fresh the ranking of this reader is.

    ``made_at`` is None when there is none yet; ``behind`` counts the changes of the study since; ``sealed`` says that
    what is hidden from her has changed, so that it may not be shown any more.
    """

    made_at: str | None
    behind: int
    sealed: bool

    @property
    def fresh(self) -> bool:
        """Whether nothing has changed since it was made."""
        return self.made_at is not None and not self.behind and not self.sealed


def state(study: Study) -> State:
    """Return how fresh this member's ranking is."""
    rows = study.rows("SELECT stamp, at FROM suggestion_ranking WHERE reader = :reader")
    if not rows:
        return State(None, 0, False)
    stamp = json.loads(rows[0]["stamp"])
    behind = changes.revision(study) - stamp["revision"]
    return State(rows[0]["at"], max(0, behind), stamp["blind"] != sorted(assignments.blind_documents(study)))


def ground(study: Study, progress: Progress | None = None) -> Ground:
    """Read every text this member may read and return its sentences, ready to be ranked.

    :param progress: told how many characters are done, and out of how many.
    """
    papers = [paper for paper in documents.everything(study) if paper.version]
    size, done = sum(paper.characters for paper in papers), 0
    texts: list[Text] = []
    told: list[tuple[str, ...]] = []
    for paper in papers:
        version = paper.version or ""
        words_of_it = versions.text(study, version)
        found = units.units(words_of_it, versions.segments(study, version))
        text = Text(paper.id, version, wording.of(words_of_it), tuple(found), len(told))
        texts.append(text)
        told += [text.lemmas(start, end) for start, end in found]
        done += paper.characters
        if progress is not None:
            progress(done, max(size, 1))
    return Ground(tuple(texts), learning.weigh(told))


def known(study: Study, on: Ground, without: Iterable[str] = ()) -> dict[str, Known]:
    """Return what is known of each code that can be applied: examples this member may know, definition, rules.

    :param without: documents from which nothing is learnt.
    """
    left_out = set(without)
    texts = {text.document: text for text in on.texts if text.document not in left_out}
    coded = examples(texts, codings.everything(study))
    refused: dict[str, list[int]] = defaultdict(list)
    for verdict in verdicts.refused(study):
        if verdict.document in texts:
            refused[verdict.code] += texts[verdict.document].touched(verdict.start, verdict.end)
    phrases: dict[str, list[str]] = defaultdict(list)
    for rule in rules.everything(study, active=True):
        phrases[rule.code] += wording.key(rule.phrase)
    return {
        code.id: Known(
            sorted(coded.get(code.id, ())),
            sorted(set(refused[code.id]) - coded.get(code.id, set())),
            _definition(code),
            phrases[code.id],
        )
        for code in codes.tree(study)
        if code.applicable
    }


def examples(texts: dict[str, Text], found: Iterable[Coding]) -> dict[str, set[int]]:
    """Return the ranks of the sentences coded with each code, in these texts."""
    coded: dict[str, set[int]] = defaultdict(set)
    for coding in found:
        if coding.document in texts:
            coded[coding.code].update(texts[coding.document].touched(coding.start, coding.end))
    return coded


def _definition(code: Code) -> tuple[str, ...]:
    return wording.key(" . ".join((code.label, code.label, code.definition, code.include, code.example)))


def refresh(study: Study, progress: Progress | None = None) -> None:
    """Learn again and keep the ranking of this member, outside any recorded change.

    :raises StudyError: the study stays busy for ten seconds.
    """
    stamp = {"revision": changes.revision(study), "blind": sorted(assignments.blind_documents(study))}
    on = ground(study, progress)
    found = proposed(study, on)
    background = on.sentences.centroid(np.arange(on.sentences.number))
    rows: list[tuple[str, str, str, int, int, float, str]] = []
    for code, told in known(study, on).items():
        wanted = found.get(code, set())
        enough = len(told.coded) >= FEWEST
        if not on.sentences.number or not (wanted or enough):
            continue
        ranked = learning.rank(on.sentences, told, background)
        best = _best(ranked.scores, told.coded) if enough else []
        for rank in sorted({*wanted, *best}):
            text, (start, end) = on.place(rank)
            reasons = _reasons(on, text, start, end, ranked.profile)
            score = round(float(ranked.scores[rank]), 6)
            rows.append((study.member.id, code, text.version, start, end, score, reasons))
    with scanning.writing(study):
        conn = study.file.conn
        conn.execute("DELETE FROM suggestion_rank WHERE reader = ?", (study.member.id,))
        conn.executemany(
            "INSERT INTO suggestion_rank (reader, code, version, first, last, score, reasons)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        conn.execute(
            "INSERT OR REPLACE INTO suggestion_ranking (reader, stamp, at) VALUES (?, ?, ?)",
            (study.member.id, json.dumps(stamp), now()),
        )


def proposed(study: Study, on: Ground) -> dict[str, set[int]]:
    """Return the ranks of the sentences that rules propose, by code."""
    ranks = {
        (text.version, start): text.first + at for text in on.texts for at, (start, _) in enumerate(text.sentences)
    }
    found: dict[str, set[int]] = defaultdict(set)
    for row in study.rows(
        "SELECT DISTINCT r.code, m.version, m.first FROM suggestion_match m"
        " JOIN suggestion_rule r ON r.id = m.rule AND r.active"
    ):
        if (row["version"], row["first"]) in ranks:
            found[row["code"]].add(ranks[row["version"], row["first"]])
    return found


def _best(scores: learning.Numbers, coded: Sequence[int]) -> list[int]:
    """Return the ranks of the best sentences that nobody coded, at most ``KEPT``, those of equal score in order."""
    left = scores.copy()
    left[list(coded)] = -np.inf
    order = np.argsort(-left, kind="stable")[:KEPT]
    return [int(rank) for rank in order if left[rank] > 0]


def _reasons(on: Ground, text: Text, start: int, end: int, profile: learning.Numbers) -> str:
    """Return where the words that weigh most stand in a sentence, heaviest first: « start-end » parted by spaces."""
    low, high = bisect_left(text.words.starts, start), bisect_left(text.words.starts, end)
    weights: dict[str, tuple[float, int]] = {}
    for at in range(low, high):
        column = on.sentences.columns.get(text.words.lemmas[at])
        if column is not None and profile[column] > 0:
            weights.setdefault(text.words.lemmas[at], (float(profile[column] * on.sentences.rarity[column]), at))
    heaviest = sorted(weights.values(), key=lambda one: (-one[0], one[1]))[:WORDS]
    return " ".join(f"{text.words.starts[at]}-{text.words.ends[at]}" for _, at in heaviest)
