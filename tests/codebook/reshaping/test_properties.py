"""Whatever the codings: a reshaping that is undone leaves the study as it was, and none loses a coded character."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook import check, codes, codings, evidence, grid_versions, links, memos
from codebook.codes import Code
from codebook.reshaping import deleting, merging, splitting
from codebook.reshaping.splitting import Part
from codebook.schema import FLOORS
from codebook.terms import FACETS
from corpus import changes, documents, events, milestones
from corpus.study import Study, StudyFile
from tests.conftest import COLLEAGUE, LEAD, RESEARCHER, reading_of

TEXT = "Elle 😀 ouvre la réunion, puis l’équipe parle longtemps de la suite."
KEYS = ("a", "b", "a.sub", "c")
PLACES = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 14)).map(lambda p: (p[0], min(len(TEXT), sum(p))))


def coding_of(*keys: str) -> st.SearchStrategy:
    """A coding with one of these codes: coder, place, code, level, dominant, comment, voice."""
    return st.tuples(
        st.sampled_from((LEAD, RESEARCHER, COLLEAGUE)),
        PLACES.filter(lambda p: TEXT[slice(*p)].strip() != ""),
        st.sampled_from(keys),
        st.sampled_from(("team", "private")),
        st.booleans(),
        st.sampled_from(("", "À revoir", "Hésitation")),
        st.sampled_from((None, *FACETS["voice"][1])),
    )


CODED = coding_of(*KEYS)
BOUNDED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def coded(blank: Path, drawn: list[tuple]) -> Iterator[tuple[StudyFile, dict[str, str]]]:
    """A study with these codings, each leant on by a link and borne a memo when it is dominant."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "etude.db"
        shutil.copyfile(blank, path)
        with StudyFile.open(path, FLOORS) as file:
            lead = file.acting_as(LEAD)
            codes.install(
                lead,
                [
                    Code(
                        "",
                        key,
                        key.upper(),
                        key.partition(".")[0] if "." in key else None,
                        definition=f"Ce que dit {key}",
                    )
                    for key in KEYS
                ],
            )
            document = documents.add(
                lead, reading_of(TEXT), title="Un texte", source_name="t.txt", source=TEXT.encode()
            )
            event = events.save(lead, kind="visit", label="Visite", held="2021-03-09")
            step = milestones.save(lead, label="Étape", module="delegation", state="reached", reached="2021-06")
            link = links.save(lead, events=[event], milestones=[step], relation="prepares", statement="Cela prépare.")
            known = {key: code.id for key, code in codes.by_key(lead).items()}
            for coder, (start, end), key, level, dominant, comment, voice in drawn:
                study = file.acting_as(coder)
                (made,) = codings.apply(study, document, start, end, [known[key]], comment=comment, dominant=dominant)
                codings.revise(study, made, level=level, voice=voice)
                if dominant:
                    memos.write(study, "coding", made, "Une pensée")
                    lean(study, link, codings.get(study, made))
            yield file, known


def lean(study: Study, link: str, coding: codings.Coding) -> None:
    if not any(e.passage == coding.passage for e in evidence.of_link(study, link)):
        evidence.add(study, link, coding.passage, side="for", strength="straw", coding=coding.id)


def characters(file: StudyFile, *chosen: str) -> dict[str, set[int]]:
    """The characters each coder gave one of these codes."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in (LEAD, RESEARCHER, COLLEAGUE):
        for coding in codings.everything(file.acting_as(name)):
            if coding.code in chosen and coding.coder_name == name:
                found[name].update(range(coding.start, coding.end))
    return found


def told(file: StudyFile, column: str) -> set[str]:
    return {row[0] for row in file.conn.execute(f"SELECT {column} FROM coding").fetchall() if row[0]}


@BOUNDED
@given(drawn=st.lists(CODED, max_size=14))
def test_a_merge_loses_no_character_of_anyone_and_its_undo_gives_all_back(blank, dump, drawn):
    with coded(blank, drawn) as (file, known):
        study = file.acting_as(LEAD)
        freeze(study)
        before, was = dump(file), characters(file, known["a"], known["b"])
        coders = {row[0] for row in file.conn.execute("SELECT coder FROM coding").fetchall()}
        effect = merging.preview(study, [known["b"]], known["a"])
        merging.merge(study, [known["b"]], known["a"], read=effect)
        assert characters(file, known["a"]) == was
        assert known["b"] not in codes.by_id(study)
        assert {row[0] for row in file.conn.execute("SELECT coder FROM coding").fetchall()} == coders
        assert check.problems(study) == []
        changes.undo(study, changes.history(study)[0].id)
        assert dump(file) == before


@BOUNDED
@given(drawn=st.lists(coding_of("b", "c"), max_size=14))
def test_merged_codings_of_one_coder_read_by_the_same_people_no_longer_overlap(blank, drawn):
    with coded(blank, drawn) as (file, known):
        study = file.acting_as(LEAD)
        comments, voices = told(file, "comment"), told(file, "voice")
        merging.merge(study, [known["b"], known["c"]], known["a"])
        kept = " ".join(told(file, "comment"))
        assert all(words in kept for words in comments)
        assert all(voice in told(file, "voice") or FACETS["voice"][1][voice] in kept for voice in voices)
        rows = file.conn.execute(
            'SELECT k.coder, k.level, n.start, n."end" FROM coding k JOIN anchor n ON n.passage = k.passage'
            " ORDER BY 1, 2, 3, 4 DESC"
        ).fetchall()
        assert all(a[:2] != b[:2] or a[3] <= b[2] for a, b in pairwise(rows))


@BOUNDED
@given(
    drawn=st.lists(CODED, max_size=12),
    children=st.sampled_from((deleting.UP, deleting.ALONG)),
    send=st.sampled_from((None, "b", "c")),
)
def test_the_undo_of_a_removal_gives_all_back(blank, dump, drawn, children, send):
    with coded(blank, drawn) as (file, known):
        study = file.acting_as(LEAD)
        freeze(study)
        before = dump(file)
        was = characters(file, known["a"], *([known["a.sub"]] if children == deleting.ALONG else []))
        target = known[send] if send else None
        already = characters(file, target) if target else {}
        deleting.delete(study, known["a"], children=children, send_to=target, remove_codings=send is None)
        assert known["a"] not in codes.by_id(study)
        assert (known["a.sub"] in codes.by_id(study)) is (children == deleting.UP)
        if target:
            now = characters(file, target)
            assert all(now[name] == was[name] | already.get(name, set()) for name in (LEAD, RESEARCHER, COLLEAGUE))
        assert check.problems(study) == []
        changes.undo(study, changes.history(study)[0].id)
        assert dump(file) == before


@BOUNDED
@given(drawn=st.lists(CODED, max_size=12), share=st.lists(st.integers(0, 2), min_size=14, max_size=14))
def test_the_undo_of_a_split_gives_all_back(blank, dump, drawn, share):
    with coded(blank, drawn) as (file, known):
        study = file.acting_as(RESEARCHER)
        freeze(study)
        before, was = dump(file), characters(file, known["a"])
        open_to_her = [coding.id for coding in codings.of_code(study, known["a"])]
        given_to = {1: [], 2: []}
        for coding, part in zip(open_to_her, share, strict=False):
            given_to.get(part, []).append(coding)
        made = splitting.split(study, known["a"], [Part("Un", tuple(given_to[1])), Part("Deux", tuple(given_to[2]))])
        assert [c.label for c in codes.tree(study) if c.depth == 0] == ["A", "Un", "Deux", "B", "C"]
        assert [len(codings.of_code(study, code)) for code in made] == [len(given_to[1]), len(given_to[2])]
        assert characters(file, known["a"], *made) == was
        assert check.problems(study) == []
        changes.undo(study, changes.history(study)[0].id)
        assert dump(file) == before


def freeze(study: Study) -> None:
    """Freeze a version beforehand, so that the reshaping alone is compared."""
    grid_versions.freeze(study, "Avant l’essai")
