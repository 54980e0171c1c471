"""Searching inside codes, and coding what a search found."""

from collections.abc import Callable

import pytest

from codebook import codings, searching
from codebook.errors import CodebookError
from corpus import changes, documents, versions
from corpus.readers import Block, ReadingText
from corpus.search.concordance import Hit
from corpus.search.filters import Clause
from corpus.search.query import QueryError, parse
from corpus.study import Study

Make = Callable[..., str]

TEXT = "Le tiers écoute. Il dit le tiers. Fin.\nUn autre tiers, M. Vautrin compris."


def hits(study: Study, query: str, *among: Clause) -> list[Hit]:
    return searching.search(study, parse(query), among=among).hits()


def starts(study: Study, query: str, *among: Clause) -> list[int]:
    return [hit.start for hit in hits(study, query, *among)]


@pytest.fixture
def paper(study: Study, document: Make) -> str:
    return document(study, TEXT)


class TestInsideCodes:
    @pytest.fixture
    def coded(self, study: Study, researcher: Study, paper: str, grid: dict[str, str], document: Make) -> Study:
        """« Le tiers écoute » is facilitator for the lead, « le tiers » trust for a researcher; one more document."""
        codings.apply(study, paper, 0, 15, [grid["figures.facilitator"]], text="Le tiers écoute")
        codings.apply(researcher, paper, 24, 32, [grid["trust"]], text="le tiers")
        document(study, "Un tiers sans code.", source=b"autre")
        return study

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("tiers", [3, 27, 48, 3]),
            ("tiers code:facilitateur", [3]),
            ("tiers code:figures.facilitator", [3]),
            ("tiers code:figures", [3]),  # a code under it counts
            ("tiers code:confiance", [27]),
            ("tiers code:facilitateur code:confiance", [3, 27]),
            ("tiers code:formateur", []),
            ("tiers coder:Romain", [27]),
            ("tiers codeur:Léa", [3]),
            ("tiers code:confiance coder:Léa", []),
            ("tiers -code:facilitateur", [27, 48, 3]),
            ("tiers -coder:Romain", [3, 48, 3]),
            ("tiers -code:confiance coder:Léa", [3]),
            ("écoute code:facilitateur", [9]),
            ("dire code:confiance", []),
        ],
    )
    def test_a_code_or_a_coder_keeps_what_it_marks(self, coded: Study, query: str, expected: list[int]) -> None:
        assert starts(coded, query) == expected

    def test_widgets_name_codes_and_coders_by_id(self, coded: Study, researcher: Study, grid: dict[str, str]) -> None:
        assert starts(coded, "tiers", Clause("code", (grid["trust"],))) == [27]
        assert starts(coded, "tiers", Clause("coder", (researcher.member.id,))) == [27]
        assert starts(coded, "tiers", Clause("code", (grid["trust"],), out=True)) == [3, 48, 3]

    def test_a_passage_that_only_borders_an_occurrence_does_not_count(
        self, coded: Study, paper: str, grid: dict[str, str]
    ) -> None:
        codings.apply(coded, paper, 39, 48, [grid["figures.trainer"]], text="Un autre ")
        codings.apply(coded, paper, 53, 54, [grid["figures.trainer"]], text=",")
        assert starts(coded, "tiers code:formateur") == []
        assert starts(coded, "autre code:formateur") == [42]

    @pytest.mark.parametrize(("query", "said"), [("tiers code:zzz", "Aucun code"), ("tiers coder:zzz", "Aucun codeur")])
    def test_a_name_of_nothing_is_refused(self, coded: Study, query: str, said: str) -> None:
        with pytest.raises(QueryError, match=said):
            hits(coded, query)

    def test_codings_that_may_not_be_read_do_not_count(
        self, coded: Study, researcher: Study, paper: str, grid: dict[str, str]
    ) -> None:
        (made,) = codings.apply(coded, paper, 42, 53, [grid["figures.trainer"]])
        codings.revise(coded, made, level="private")
        assert starts(coded, "tiers code:formateur") == [48]
        assert starts(researcher, "tiers code:formateur") == []

    def test_without_a_grid_a_code_is_refused(self, study: Study, paper: str) -> None:
        with pytest.raises(QueryError, match="pas encore de code"):
            hits(study, "tiers code:confiance")


class TestCodingHits:
    @pytest.mark.parametrize(
        ("extent", "expected"),
        [
            ("hit", ["tiers", "tiers", "tiers"]),
            ("sentence", ["Le tiers écoute.", "Il dit le tiers.", "Un autre tiers, M. Vautrin compris."]),
            ("paragraph", ["Le tiers écoute. Il dit le tiers. Fin.", "Un autre tiers, M. Vautrin compris."]),
        ],
    )
    def test_a_set_of_hits_is_coded_in_one_change_and_one_undo(
        self, study: Study, paper: str, grid: dict[str, str], extent: str, expected: list[str]
    ) -> None:
        before = changes.count(study)
        applied = [grid["figures.facilitator"], grid["trust"]]
        done = searching.code_hits(study, hits(study, "tiers"), applied, extent=extent, comment="trouvé")
        assert (done.passages, done.made, done.already) == (len(expected), 2 * len(expected), 0)
        made = codings.of_document(study, paper)
        assert [coding.quote for coding in made if coding.code == grid["trust"]] == expected
        assert {coding.comment for coding in made} == {"trouvé"}
        assert changes.count(study) == before + 1
        last = changes.last_undoable(study)
        assert last is not None
        changes.undo(study, last.id)
        assert codings.of_document(study, paper) == []

    def test_what_is_coded_already_stays_as_it_is(self, study: Study, paper: str, grid: dict[str, str]) -> None:
        codings.apply(study, paper, 3, 8, [grid["trust"]], comment="d’abord")
        done = searching.code_hits(study, hits(study, "tiers"), [grid["trust"]])
        assert (done.passages, done.made, done.already) == (3, 2, 1)
        assert [coding.comment for coding in codings.of_document(study, paper)] == ["d’abord", "", ""]

    def test_a_hit_over_two_sentences_takes_both(self, study: Study, paper: str, grid: dict[str, str]) -> None:
        searching.code_hits(study, hits(study, "écoute ~0 il"), [grid["trust"]], extent="sentence")
        (made,) = codings.of_document(study, paper)
        assert made.quote == "Le tiers écoute. Il dit le tiers."

    def test_a_chosen_part_of_the_hits_is_coded(self, study: Study, paper: str, grid: dict[str, str]) -> None:
        searching.code_hits(study, hits(study, "tiers")[1:2], [grid["trust"]])
        assert [coding.start for coding in codings.of_document(study, paper)] == [27]

    def test_hits_of_a_private_document_keep_the_change_private(
        self, study: Study, researcher: Study, document: Make, paper: str, grid: dict[str, str]
    ) -> None:
        document(study, "Mon tiers.", source=b"prive", level="private")
        before = changes.count(researcher)
        searching.code_hits(study, hits(study, "tiers"), [grid["trust"]])
        assert changes.count(researcher) == before

    @pytest.mark.parametrize(
        ("extent", "codes", "said"),
        [("hit", [], "Aucun code"), ("chapter", ["trust"], "étendue"), ("hit", ["figures"], "ne s’applique pas")],
    )
    def test_what_cannot_be_coded_is_refused_and_nothing_is_written(
        self, study: Study, paper: str, grid: dict[str, str], extent: str, codes: list[str], said: str
    ) -> None:
        with pytest.raises(CodebookError, match=said):
            searching.code_hits(study, hits(study, "tiers"), [grid[code] for code in codes], extent=extent)
        assert codings.of_document(study, paper) == []

    def test_no_hit_or_too_many_are_refused(
        self, study: Study, paper: str, grid: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(CodebookError, match="Aucune occurrence"):
            searching.code_hits(study, [], [grid["trust"]])
        monkeypatch.setattr(searching, "MOST", 2)
        with pytest.raises(CodebookError, match="2 occurrences à la fois"):
            searching.code_hits(study, hits(study, "tiers"), [grid["trust"]])

    def test_a_text_that_changed_since_the_search_is_refused(
        self, study: Study, paper: str, grid: dict[str, str]
    ) -> None:
        found = hits(study, "tiers")
        text = f"Ah ! {TEXT}"
        reading = ReadingText(text, (Block("paragraph", 0, len(text)),), (), ((0, 0, len(text)),), None, ())
        with study.change("Réécrire"):
            documents.turn_to(study, paper, versions.add(study, paper, reading, reason="Essai"))
        with pytest.raises(CodebookError, match="a changé depuis la recherche"):
            searching.code_hits(study, found, [grid["trust"]])

    def test_a_document_closed_to_the_member_is_refused(
        self, study: Study, researcher: Study, document: Make, grid: dict[str, str]
    ) -> None:
        document(study, "Mon tiers.", source=b"prive", level="private")
        found = hits(study, "tiers")
        with pytest.raises(Exception, match="ne vous est pas ouvert"):
            searching.code_hits(researcher, found, [grid["trust"]])
