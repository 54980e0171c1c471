"""The index follows the study: what becomes current is found, what is gone is not, to whoever may read it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codebook.check import problems
from codebook.schema import FLOORS
from corpus import backup, changes, documents, versions
from corpus.readers import Block, ReadingText
from corpus.search import index, lemmas
from corpus.study import Study, StudyFile

Make = Callable[..., str]


def _reading(text: str) -> ReadingText:
    return ReadingText(text, (Block("paragraph", 0, len(text)),), (), ((0, 0, len(text)),), None, ())


def held(study: Study) -> dict[str, int]:
    """The words the index knows, with their uses."""
    return dict(study.execute("SELECT form, uses FROM search_word").fetchall())


def test_an_imported_document_is_found_at_once(study: Study, document: Make, words: Callable) -> None:
    document(study, "Le tiers écoute.")
    assert index.pending(study) == []
    assert words(study, "tiers") == ["tiers"]


def test_nothing_of_the_index_is_in_the_history(study: Study, document: Make, words: Callable) -> None:
    before = changes.count(study)
    document(study, "Le tiers écoute.")
    words(study, "tiers")
    index.rebuild(study)
    assert changes.count(study) == before + 1
    tables = {row["tbl"] for row in study.rows("SELECT DISTINCT tbl FROM change_row")}
    assert not any(table.startswith("search") for table in tables)


def test_undoing_an_import_takes_its_words_away_and_back(study: Study, document: Make, words: Callable) -> None:
    document(study, "Le tiers écoute.")
    words(study, "tiers")
    last = changes.last_undoable(study)
    assert last is not None
    back = changes.undo(study, last.id)
    assert held(study) == {}
    assert problems(study) == []
    assert words(study, "tiers") == []
    changes.undo(study, back)
    assert problems(study) == []
    assert words(study, "tiers") == ["tiers"]


def test_an_import_that_fails_leaves_nothing_in_the_index(study: Study, document: Make) -> None:
    document(study, "Le tiers écoute.")
    before = held(study)
    with pytest.raises(RuntimeError), study.change("Essai"):
        document(study, "Une confiance.", source=b"autre")
        raise RuntimeError
    assert held(study) == before
    assert list(index.problems(study)) == []


def test_a_new_version_takes_the_place_of_the_older_and_its_words_are_forgotten(
    study: Study, document: Make, find: Callable
) -> None:
    paper = document(study, "Madame Vautrin est le tiers.")
    other = document(study, "Un autre tiers.", source=b"autre")
    with study.change("Réécrire"):
        version = versions.add(study, paper, _reading("Madame P1 est le tiers."), reason="Essai")
        documents.turn_to(study, paper, version)
    assert "vautrin" not in held(study)
    assert held(study)["tiers"] == 2
    assert [(hit.document, hit.text) for hit in find(study, "P1")] == [(paper, "P1")]
    assert find(study, "Vautrin") == []
    assert {hit.document for hit in find(study, "tiers")} == {paper, other}
    last = changes.last_undoable(study)
    assert last is not None
    changes.undo(study, last.id)
    assert [hit.text for hit in find(study, "Vautrin")] == ["Vautrin"]
    assert find(study, "P1") == []
    assert problems(study) == []


def test_a_search_inside_a_change_does_not_hide_what_the_change_writes_next(
    study: Study, document: Make, words: Callable
) -> None:
    paper = document(study, "Le tiers écoute.")
    with study.change("Réécrire en deux temps"):
        version = versions.add(study, paper, _reading("La confiance vient."), reason="Essai")
        assert words(study, "tiers") == ["tiers"]
        study.update("document", paper, version=version)
    assert words(study, "tiers") == []
    assert words(study, "confiance") == ["confiance"]


def test_refreshing_twice_changes_nothing(study: Study, document: Make) -> None:
    paper = document(study, "Le tiers, le tiers.")
    before = held(study)
    index.refresh(study, paper)
    assert held(study) == before == {"le": 2, "tiers": 2}


def test_forgetting_a_document_takes_its_words_alone(study: Study, document: Make) -> None:
    paper = document(study, "Le tiers écoute.")
    document(study, "Un tiers.", source=b"autre")
    index.forget(study, paper)
    assert held(study) == {"un": 1, "tiers": 1}
    assert study.value("SELECT count(*) FROM search_segment") == 1
    assert study.value("SELECT count(*) FROM search_place") == 2


class TestOlderStudies:
    @pytest.fixture
    def older(self, study: Study, document: Make) -> Study:
        """A study as it was before it had an index."""
        for number in range(3):
            document(study, f"Le tiers numéro {number}.", source=str(number).encode())
        for table in ("search_state", "search_version", "search_segment", "search_word"):
            study.execute(f"DELETE FROM {table}")
        study.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        return study

    def test_the_first_search_makes_the_index(self, older: Study, words: Callable) -> None:
        assert words(older, "tiers") == ["tiers"] * 3
        assert problems(older) == []

    def test_the_check_says_that_it_is_not_made(self, older: Study) -> None:
        (sentence,) = problems(older)
        assert "index de recherche n’est pas à jour (3 documents)" in sentence

    def test_progress_is_told(self, older: Study, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(index, "_BATCH", 2)
        told: list[tuple[int, int]] = []
        assert index.bring_up_to_date(older, lambda done, number: told.append((done, number))) == 3
        assert told == [(2, 3), (3, 3)]
        assert index.bring_up_to_date(older) == 0

    def test_who_only_reads_may_make_it(self, older: Study, file: StudyFile, words: Callable) -> None:
        assert words(file.acting_as("Odile"), "tiers") == []
        assert words(older, "tiers") == ["tiers"] * 3


def test_rebuilding_gives_the_same_answers(study: Study, document: Make, find: Callable) -> None:
    for number in range(3):
        document(study, f"Le tiers {number}.\nLa confiance {number}.", source=str(number).encode())
    before = find(study, "tiers OU confiance")
    assert index.rebuild(study) == 3
    assert find(study, "tiers OU confiance") == before
    assert problems(study) == []


def test_a_copy_of_the_study_is_searched_like_it(study: Study, document: Make, find: Callable, tmp_path: Path) -> None:
    paper = document(study, "Le tiers un.")
    document(study, "Le tiers deux.", source=b"2")
    with study.change("Renoncer"):
        index.forget(study, paper)
        study.update("document", paper, version=None)
    before = find(study, "tiers")
    with StudyFile.open(backup.share(study.file, tmp_path / "copie.db"), FLOORS) as copy:
        assert find(copy.acting_as("Léa"), "tiers") == before
        assert list(index.problems(copy.acting_as("Léa"))) == []


def test_new_rules_for_lemmas_are_applied_to_the_words_there(
    study: Study, document: Make, words: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    document(study, "Un zorglub, des zorglubons.")
    assert words(study, "zorglub") == ["zorglub"]
    monkeypatch.setattr(lemmas, "VERSION", "autre")
    monkeypatch.setattr(lemmas, "lemma", lambda form: form[:7])
    assert words(study, "zorglub") == ["zorglub", "zorglubons"]


class TestCheck:
    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            ("UPDATE search_segment SET places = zeroblob(length(places))", "ne désigne plus ses mots"),
            ("UPDATE search_word SET form = 'autre' WHERE form = 'tiers'", "ne désigne plus ses mots"),
            ("UPDATE search_version SET version = 'autre'", "n’est pas à jour"),
            ("DELETE FROM search_version", "n’est pas à jour"),
            ("DELETE FROM search_index_data WHERE id > 10", "abîmé"),
        ],
    )
    def test_a_damaged_index_is_seen_and_made_again(
        self, study: Study, document: Make, words: Callable, damage: str, said: str
    ) -> None:
        document(study, "Le tiers écoute.")
        assert words(study, "tiers") == ["tiers"]
        study.execute(damage)
        assert any(said in sentence for sentence in index.problems(study))
        index.rebuild(study)
        assert list(index.problems(study)) == []
        assert words(study, "tiers") == ["tiers"]


class TestAccess:
    def test_each_reader_finds_and_counts_what_is_open_to_that_reader(
        self, study: Study, researcher: Study, committee: Study, document: Make, find: Callable
    ) -> None:
        document(study, "Un tiers pour tous.", source=b"1", level="committee")
        document(study, "Un tiers pour l’équipe.", source=b"2", level="team")
        document(study, "Un tiers à moi.", source=b"3", level="private")
        document(researcher, "Un tiers à Romain.", source=b"4", level="private")
        assert {hit.right for hit in find(study, "tiers")} == {" pour tous.", " pour l’équipe.", " à moi."}
        assert {hit.right for hit in find(researcher, "tiers")} == {" pour tous.", " pour l’équipe.", " à Romain."}
        assert [hit.right for hit in find(committee, "tiers")] == [" pour tous."]

    def test_a_level_that_changes_counts_from_the_next_search(
        self, study: Study, committee: Study, document: Make, words: Callable
    ) -> None:
        paper = document(study, "Un tiers.", level="committee")
        assert words(committee, "tiers") == ["tiers"]
        found = documents.get(study, paper)
        documents.update(
            study, paper, kind=found.kind, title=found.title, date="", sites=[], state=found.state, level="team"
        )
        assert words(committee, "tiers") == []
        assert words(study, "tiers") == ["tiers"]


def test_words_outside_the_segments_are_found_too(study: Study, find: Callable) -> None:
    text = "avant tiers après tiers enfin tiers"
    blocks = (Block("paragraph", 6, 11), Block("paragraph", 18, 23))
    reading = ReadingText(text, blocks, (), ((0, 0, len(text)),), None, ())
    documents.add(study, reading, title="Troué", source_name="t.txt", source=b"t")
    assert [hit.start for hit in find(study, "tiers")] == [6, 18, 30]
    assert [hit.start for hit in find(study, "avant OU enfin")] == [0, 24]


def test_a_segment_too_long_for_a_row_takes_several(
    study: Study, document: Make, find: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_LONGEST", 4)
    document(study, "un deux trois quatre cinq six sept huit tiers dix")
    assert [(hit.start, hit.segment_start, hit.segment_end) for hit in find(study, "tiers")] == [(40, 0, 49)]
    assert problems(study) == []


def test_a_shared_paragraph_is_cut_at_its_turns(study: Study, find: Callable) -> None:
    text = "Accueil. — Oui, le tiers. — Non, le tiers ! Fin du tiers."
    first, second = text.index("— Oui"), text.index("— Non")
    end = text.index(" Fin")
    blocks = (
        Block("paragraph", 0, len(text)),
        Block("turn", first, second - 1, speaker="Cadre"),
        Block("turn", second, end, speaker="Médecin"),
    )
    reading = ReadingText(text, blocks, (), ((0, 0, len(text)),), None, ())
    documents.add(study, reading, title="Partagé", source_name="t.txt", source=b"t")
    assert [hit.speaker for hit in find(study, "tiers")] == ["Cadre", "Médecin", None]
    assert [hit.start for hit in find(study, "tiers speaker:médecin")] == [text.index("tiers", second)]
    assert find(study, "oui ~9 non") == []
