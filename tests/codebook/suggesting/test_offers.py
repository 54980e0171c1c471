"""What is proposed to each member: not what she coded or judged, nor what is not open to her, nor what is hidden."""

from codebook import assignments, codings
from codebook.suggesting import judging, offers, ranking, rules, scanning, verdicts
from corpus import documents, sites, versions
from corpus.study import Study
from tests.conftest import Make

TEXT = "La confiance vient.\nOn se méfie.\nLa confiance et le tiers se tiennent."


def test_a_sentence_is_proposed_once_a_code_with_all_its_rules(
    study: Study, trust: str, grid: dict[str, str], document: Make, proposed, quotes
) -> None:
    document(study, TEXT)
    rules.add(study, trust, "le tiers")
    rules.add(study, grid["figures.facilitator"], "tiers")
    found = proposed(study)
    assert quotes(study, found) == ["La confiance vient.", *["La confiance et le tiers se tiennent."] * 2]
    last = [one for one in found if one.code == trust][1]
    assert len(last.rules) == 2
    assert [(start, end) for start, end, _ in offers.marks(last)] == [(3, 12), (16, 24)]


def test_each_quote_is_the_text_at_its_offsets(study: Study, trust: str, document: Make, proposed) -> None:
    document(study, TEXT)
    for shown in offers.shown(study, proposed(study)):
        one = shown.suggestion
        text = versions.text(study, one.version)
        assert shown.sentence == text[one.start : one.end]
        assert all(text[start:end] == "confiance" for start, end in one.matches)
        assert shown.before + shown.sentence + shown.after in text


def test_what_a_member_coded_so_is_proposed_to_others_only(
    study: Study, researcher: Study, trust: str, grid: dict[str, str], document: Make, proposed, quotes
) -> None:
    paper = document(study, TEXT)
    codings.apply(study, paper, 3, 12, [trust])
    codings.apply(study, paper, 33, 45, [grid["figures.trainer"]])  # another code takes nothing away
    assert quotes(study, proposed(study)) == ["La confiance et le tiers se tiennent."]
    assert len(proposed(researcher)) == 2


def test_filters_keep_what_they_name(study: Study, trust: str, grid: dict[str, str], document: Make, proposed) -> None:
    site = sites.add(study, "Grèvelune")
    paper = document(study, TEXT, sites=[site])
    document(study, "Le tiers.", source=b"x", title="Ailleurs")
    tiers = rules.add(study, grid["figures.facilitator"], "tiers")
    assert len(proposed(study)) == 4
    assert {one.rules for one in proposed(study, rule=tiers)} == {(tiers,)}
    assert {one.code for one in proposed(study, code=trust)} == {trust}
    assert {one.document for one in proposed(study, document=paper)} == {paper}
    assert {one.document for one in proposed(study, site=site)} == {paper}
    assert proposed(study, source="ranking") == []
    assert offers.by_code(proposed(study, document=paper)) == {trust: 2, grid["figures.facilitator"]: 1}


def test_a_private_text_is_proposed_to_its_author_alone(
    study: Study, researcher: Study, trust: str, document: Make, proposed
) -> None:
    document(study, TEXT, level="private")
    assert len(proposed(study)) == 2
    assert proposed(researcher) == []


def test_the_ranking_proposes_sentences_like_those_that_were_coded(
    study: Study, trust: str, document: Make, proposed, quotes
) -> None:
    like = "Le cardiologue signe sans relire les courriers de {}."
    paper = document(study, "\n".join(like.format(one) for one in ("Anne", "Paul", "Zoé")), title="Codé")
    text = versions.text(study, documents.get(study, paper).version or "")
    at = 0
    for line in text.split("\n"):
        codings.apply(study, paper, at, at + len(line), [trust])
        at += len(line) + 1
    document(study, "Il pleut.\nLe cardiologue signe sans relire.\nUne visite.", source=b"y", title="Autre")
    found = proposed(study, learn=True, source="ranking", order="likely")
    assert quotes(study, found)[0] == "Le cardiologue signe sans relire."
    assert found[0].ranked
    assert {kind for _, _, kind in offers.marks(found[0])} == {"weight"}
    assert proposed(study, learn=True) == proposed(study, learn=True)


def test_others_codings_teach_nothing_to_who_codes_blind(
    study: Study, researcher: Study, trust: str, document: Make, proposed
) -> None:
    lines = [f"Le cardiologue signe sans relire les courriers de {one}." for one in ("Anne", "Paul", "Zoé")]
    paper = document(study, "\n".join(lines), title="Codé")
    at = 0
    for line in lines:
        codings.apply(study, paper, at, at + len(line), [trust])
        at += len(line) + 1
    rest = "Le cardiologue signe sans relire.\nIl pleut.\nUne visite.\nOn verra."
    document(study, rest, source=b"y", title="Autre")
    assert proposed(researcher, learn=True, source="ranking")
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    assert ranking.state(researcher).sealed
    assert proposed(researcher, source="ranking") == []  # what was learnt before is not shown either
    assert proposed(researcher, learn=True, source="ranking") == []
    assert proposed(study, learn=True, source="ranking")


def test_verdicts_of_others_are_not_told_to_who_codes_blind(
    study: Study, researcher: Study, trust: str, document: Make, proposed
) -> None:
    paper = document(study, TEXT)
    assignments.assign(study, [paper], [researcher.member.id], blind=True)
    judging.accept(study, proposed(study))
    assert verdicts.rates(researcher) == {}
    assert verdicts.origins(researcher) == {}
    assert len(verdicts.rates(study)) == 1
    assert len(proposed(researcher)) == 2


def test_the_ranking_says_how_old_it_is(study: Study, trust: str, document: Make) -> None:
    paper = document(study, TEXT)
    assert ranking.state(study).made_at is None
    scanning.bring_up_to_date(study)
    ranking.refresh(study)
    assert ranking.state(study).fresh
    codings.apply(study, paper, 0, 5, [trust])
    assert ranking.state(study).behind == 1
