"""What rules find is stored as offsets, follows texts and rules, and is no part of the history."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook import carrying
from codebook.suggesting import matching, rules, scanning
from corpus import changes, documents, versions
from corpus.study import Study
from tests.conftest import Make

SENTENCES = [
    "La confiance vient.",
    "Les métiers parlent.",
    "Un tiers, Mme Z. aussi ?",
    "Faire confiance…",
    "Le « cœur ».",
    "Rien du tout.",
]


def stored(study: Study) -> list[tuple[str, str, str]]:
    """Each match as (phrase, words, sentence)."""
    rows = study.rows(
        'SELECT r.phrase, t.text, m.start, m."end", m.first, m.last FROM suggestion_match m'
        " JOIN suggestion_rule r ON r.id = m.rule JOIN version_text t ON t.version = m.version"
        " ORDER BY m.version, m.start, r.phrase"
    )
    return [
        (row["phrase"], row["text"][row["start"] : row["end"]], row["text"][row["first"] : row["last"]]) for row in rows
    ]


def test_matches_are_stored_with_their_sentence(study: Study, trust: str, document: Make) -> None:
    document(study, "Rien ici. On leur fait confiance. Fin.")
    assert scanning.pending(study).characters == 38
    assert scanning.bring_up_to_date(study) == 1
    assert stored(study) == [("confiance", "confiance", "On leur fait confiance.")]
    assert not scanning.pending(study)


def test_nothing_of_it_enters_the_history(study: Study, trust: str, document: Make) -> None:
    document(study, "La confiance.")
    before = changes.count(study)
    scanning.bring_up_to_date(study)
    assert changes.count(study) == before


def test_only_a_new_rule_is_looked_for(study: Study, trust: str, document: Make, monkeypatch) -> None:
    document(study, "La confiance du tiers.")
    scanning.bring_up_to_date(study)
    looked: list[str] = []
    real = matching.Matcher

    def spied(given):  # noqa: ANN001, ANN202
        told = list(given)
        looked.extend(rule.phrase for rule in told)
        return real(told)

    monkeypatch.setattr(scanning, "Matcher", spied)
    rules.add(study, trust, "tiers")
    scanning.bring_up_to_date(study)
    assert looked == ["tiers"]
    assert [phrase for phrase, _, _ in stored(study)] == ["confiance", "tiers"]


def test_a_rule_rewritten_or_at_rest_leaves_what_it_found(study: Study, trust: str, document: Make) -> None:
    document(study, "La confiance du tiers.")
    scanning.bring_up_to_date(study)
    (rule,) = rules.everything(study)
    rules.revise(study, rule.id, phrase="tiers", way="forms", unless="")
    assert scanning.pending(study)
    scanning.bring_up_to_date(study)
    assert [words for _, words, _ in stored(study)] == ["tiers"]
    rules.switch(study, [rule.id], active=False)
    scanning.bring_up_to_date(study)
    assert stored(study) == []


def test_a_new_version_is_read_again_and_the_old_one_forgotten(study: Study, trust: str, document: Make) -> None:
    paper = document(study, "La confiance.")
    scanning.bring_up_to_date(study)
    carrying.revise(study, paper, carrying.typed("Ah, la confiance !"), reason="Faute")
    assert scanning.pending(study)
    scanning.bring_up_to_date(study)
    assert [sentence for _, _, sentence in stored(study)] == ["Ah, la confiance !"]


def test_a_document_another_cannot_read_waits_for_its_author(
    study: Study, researcher: Study, trust: str, document: Make
) -> None:
    document(study, "La confiance.", level="private")
    assert not scanning.pending(researcher)
    assert scanning.bring_up_to_date(researcher) == 0
    assert scanning.bring_up_to_date(study) == 1
    assert scanning.counts(researcher) == {}
    assert list(scanning.counts(study).values()) == [1]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_the_words_of_each_match_stand_in_its_sentence(
    study: Study, grid: dict[str, str], document: Callable[..., str], drawn: list[str]
) -> None:
    if not rules.everything(study):
        for phrase in ("confiance", "faire confiance", "tiers", "métier", "coeur"):
            rules.add(study, grid["trust"], phrase)
    number = len(documents.everything(study))
    paper = document(study, " ".join(drawn), title=str(number), source=f"{number}".encode())
    scanning.bring_up_to_date(study)
    version = documents.get(study, paper).version or ""
    text = versions.text(study, version)
    rows = study.rows("SELECT * FROM suggestion_match WHERE version = :v", v=version)
    for row in rows:
        assert row["first"] <= row["start"] < row["end"] <= row["last"]
        assert text[row["first"] : row["last"]] in SENTENCES
    assert len({row["first"] for row in rows}) == sum(one != "Rien du tout." for one in drawn)
