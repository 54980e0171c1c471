"""Occurrences in their context: offsets, what stands around, orders, pages, filters."""

from collections.abc import Callable

import pytest

from corpus import documents, sites
from corpus.readers import Block, ReadingText
from corpus.search import concordance
from corpus.search.filters import Clause, says
from corpus.search.query import QueryError, parse
from corpus.study import Study

Make = Callable[..., str]


def titles(hits: list[concordance.Hit]) -> list[str]:
    return [hit.title for hit in hits]


def test_an_occurrence_says_where_it_stands(study: Study, document: Make, find: Callable) -> None:
    text = "Un titre\nLa confiance d’abord, dit-elle.\nFin"
    paper = document(study, text, title="Note", kind="steering_note", date="2021-03-09")
    (hit,) = find(study, "confiance")
    assert (hit.document, hit.title, hit.kind, hit.date) == (paper, "Note", "steering_note", "2021-03-09")
    assert (hit.start, hit.end, hit.text) == (12, 21, "confiance")
    assert (hit.segment_start, hit.segment_end) == (9, 40)
    assert hit.left == "Un titre\nLa "
    assert hit.right == " d’abord, dit-elle.\nFin"
    assert hit.date_shown == "9 mars 2021"
    assert hit.at == "12-21"


def test_context_is_cut_between_words(study: Study, document: Make, find: Callable) -> None:
    document(study, "commencement du propos de confiance partagée entre eux")
    (hit,) = find(study, "confiance", context=14)
    assert hit.left == "du propos de "
    assert hit.right == " partagée"
    (bare,) = find(study, "confiance", context=0)
    assert (bare.left, bare.right) == ("", "")


def test_a_word_longer_than_the_context_is_shown_in_part(study: Study, document: Make, find: Callable) -> None:
    document(study, "x" * 50 + "-tiers-" + "y" * 50)
    (hit,) = find(study, "tiers", context=10)
    assert (hit.left, hit.right) == ("x" * 9 + "-", "-" + "y" * 9)


def test_documents_come_by_date_then_title_and_undated_ones_last(study: Study, document: Make, find: Callable) -> None:
    for number, (title, date) in enumerate(
        [("Sans date", ""), ("Zèbre", "2021"), ("Été", "2020-06"), ("Abeille", "2021"), ("Étang", "2021")]
    ):
        document(study, f"Le tiers {number}.", source=str(number).encode(), title=title, date=date)
    assert titles(find(study, "tiers")) == ["Été", "Abeille", "Étang", "Zèbre", "Sans date"]
    found = concordance.search(study, parse("tiers"))
    by_id = {paper.id: paper.title for paper in documents.everything(study)}
    assert [(by_id[key], number) for key, number in found.by_document()] == [
        ("Été", 1),
        ("Abeille", 1),
        ("Étang", 1),
        ("Zèbre", 1),
        ("Sans date", 1),
    ]


def test_a_date_that_changes_changes_the_order(study: Study, document: Make, find: Callable) -> None:
    one = document(study, "Le tiers 1.", source=b"1", title="Un", date="2020")
    document(study, "Le tiers 2.", source=b"2", title="Deux", date="2021")
    assert titles(find(study, "tiers")) == ["Un", "Deux"]
    found = documents.get(study, one)
    documents.update(
        study, one, kind=found.kind, title="Un", date="2022", sites=[], state=found.state, level=found.level
    )
    assert titles(find(study, "tiers")) == ["Deux", "Un"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("document", ["du bon tiers zélé", "un ami tiers absent", "du beau tiers écouté", "un tiers."]),
        ("right", ["un tiers.", "un ami tiers absent", "du beau tiers écouté", "du bon tiers zélé"]),
        ("left", ["un ami tiers absent", "du beau tiers écouté", "du bon tiers zélé", "un tiers."]),
    ],
)
def test_occurrences_are_sorted_by_the_words_beside_them(
    study: Study, document: Make, find: Callable, sort: str, expected: list[str]
) -> None:
    for number, text in enumerate(["du bon tiers zélé", "un ami tiers absent", "du beau tiers écouté", "un tiers."]):
        document(study, text, source=str(number).encode(), title=str(number))
    assert [hit.left + hit.text + hit.right for hit in find(study, "tiers", sort=sort)] == expected


def test_too_many_occurrences_keep_the_order_of_documents(
    study: Study, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    document(study, "tiers z, tiers a")
    assert concordance.search(study, parse("tiers"), sort="right").sort == "right"
    monkeypatch.setattr(concordance, "SORTED_AT_MOST", 1)
    found = concordance.search(study, parse("tiers"), sort="right")
    assert found.sort == "document"
    assert [hit.start for hit in found.hits()] == [0, 9]


@pytest.mark.parametrize("sort", list(concordance.ORDERS))
def test_pages_put_together_are_the_whole(study: Study, document: Make, sort: str) -> None:
    for number in range(3):
        document(study, "\n".join(f"tiers {9 - at}" for at in range(5)), source=str(number).encode())
    found = concordance.search(study, parse("tiers"), sort=sort)
    pages = [found.hits(offset, 4) for offset in range(0, 16, 4)]
    assert [hit for page in pages for hit in page] == found.hits()
    assert len(found) == 15
    assert found.hits(15, 4) == []


class TestFilters:
    @pytest.fixture
    def papers(self, study: Study) -> Study:
        """A visit at Havremer in March 2021, an interview at L’Anse-Loriot in 2022, an undated note of both."""
        sea, bay = sites.add(study, "Havremer"), sites.add(study, "L’Anse-Loriot")
        known = [
            ("Visite", "visit_minutes", "2021-03", [sea], None),
            ("Entretien", "interview", "2022", [bay], "Infirmière déléguée"),
            ("Note", "steering_note", "", [sea, bay], None),
        ]
        for title, kind, date, places, speaker in known:
            text = f"Le tiers de {title}"
            block = Block("paragraph", 0, len(text), speaker=speaker)
            reading = ReadingText(text, (block,), (), ((0, 0, len(text)),), None, ())
            documents.add(
                study,
                reading,
                title=title,
                source_name="t.txt",
                source=title.encode(),
                kind=kind,
                date=date,
                sites=places,
            )
        return study

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ("kind:interview", ["Entretien"]),
            ("kind:entretien", ["Entretien"]),
            ("genre:visite", ["Visite"]),
            ('genre:"note de COPIL"', ["Note"]),
            ("kind:visite kind:entretien", ["Visite", "Entretien"]),
            ("-kind:visite", ["Entretien", "Note"]),
            ("-kind:visite -kind:note", ["Entretien"]),
            ("site:havremer", ["Visite", "Note"]),
            ('site:"l’anse-loriot"', ["Entretien", "Note"]),
            ("site:loriot", ["Entretien", "Note"]),
            ("site:havremer -site:loriot", ["Visite"]),
            ("site:havremer kind:note", ["Note"]),
            ("period:2021", ["Visite"]),
            ("period:2021-03-15", ["Visite"]),
            ("period:2021-04/2022-02", ["Entretien"]),
            ("period:2021/..", ["Visite", "Entretien"]),
            ("period:../2021", ["Visite"]),
            ("-period:2021", ["Entretien", "Note"]),
            ("speaker:infirmière", ["Entretien"]),
            ('locuteur:"infirmiere deleguee"', ["Entretien"]),
            ("speaker:infirm", ["Entretien"]),
            ("-speaker:infirmière", ["Visite", "Note"]),
            ("speaker:personne", []),
        ],
    )
    def test_a_filter_keeps_what_it_names(
        self, papers: Study, find: Callable, filters: str, expected: list[str]
    ) -> None:
        assert titles(find(papers, f"tiers {filters}")) == expected

    def test_filters_of_widgets_add_to_those_of_the_query(self, papers: Study, find: Callable) -> None:
        (bay,) = [site.id for site in sites.everyone(papers) if site.label == "L’Anse-Loriot"]
        among = [Clause("site", (bay,)), Clause("kind", ("interview", "steering_note"))]
        assert titles(find(papers, "tiers", among=among)) == ["Entretien", "Note"]
        assert titles(find(papers, "tiers period:2022", among=among)) == ["Entretien"]

    @pytest.mark.parametrize(
        ("filters", "said"),
        [
            ("kind:roman", "Aucun genre ne s’appelle « roman »"),
            ("site:Paris", "Aucun site ne s’appelle « Paris » : choisissez parmi"),
            ("period:hier", "n’est pas une période"),
            ("code:confiance", "page Recherche"),
        ],
    )
    def test_a_filter_that_names_nothing_is_refused(self, papers: Study, filters: str, said: str) -> None:
        with pytest.raises(QueryError, match=said):
            concordance.search(papers, parse(f"tiers {filters}"))


@pytest.mark.parametrize(
    ("value", "label", "expected"),
    [
        ("IDE", "IDE 2", True),
        ("ide", "Présidente", False),
        ("cadre de santé", "La cadre de santé", True),
        ("cadre santé", "La cadre de santé", False),
        ("infirm", "Infirmière", True),
        ("", "Infirmière", False),
    ],
)
def test_a_value_names_a_label_by_its_words(value: str, label: str, expected: bool) -> None:
    assert says(value, label) is expected
