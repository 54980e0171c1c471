"""Merging: what is told is what is done, each coding keeps its coder, nothing anyone wrote is lost."""

import pytest

from codebook import check, codes, codings, descent, evidence, examples, grid_versions, links, memos
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import merging
from corpus import changes

TEXT = "Elle ouvre la réunion, puis l’équipe parle longtemps de la suite du projet."


@pytest.fixture
def paper(study, document) -> str:
    return document(study, TEXT)


def code(who, paper, words, key, **known):
    start = TEXT.index(words)
    return codings.apply(who, paper, start, start + len(words), [key], text=words, **known)[0]


@pytest.fixture
def link(study, event, milestone) -> str:
    return links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="prepares", statement="Cela prépare."
    )


def test_overlapping_codings_of_one_coder_become_one_and_another_coder_keeps_hers(study, researcher, paper, grid):
    trust, trainer = grid["trust"], grid["figures.trainer"]
    kept = code(study, paper, "ouvre la réunion", trust, comment="Un", facets={"voice": "author", "moment": "during"})
    code(study, paper, "la réunion, puis l’équipe", trainer, comment="Deux", dominant=True, facets={"voice": "actor"})
    code(researcher, paper, "réunion, puis", trainer)
    effect = merging.preview(study, [trainer], trust)
    assert effect.act == "Fusionner « Formateur » dans « Confiance »"
    assert dict(effect.coders) == {"Léa": 2, "Romain": 1}
    assert [(join.coder_name, join.number) for join in effect.joins] == [("Léa", 2)]
    merging.merge(study, [trainer], trust, read=effect)
    found = codings.of_code(study, trust)
    assert [(c.quote, c.coder_name) for c in found] == [
        ("ouvre la réunion, puis l’équipe", "Léa"),
        ("réunion, puis", "Romain"),
    ]
    joined = found[0]
    assert (joined.id, joined.dominant, joined.voice, joined.moment) == (kept, True, "author", "during")
    assert joined.comment == "Un\n\nDeux\n\n[Codage joint, « Formateur » : Voix : un acteur, directement]"


def test_links_memos_and_examples_follow_the_coding_and_the_code(study, paper, grid, link):
    trust, trainer = grid["trust"], grid["figures.trainer"]
    first = code(study, paper, "ouvre la réunion", trust)
    second = code(study, paper, "la réunion, puis", trainer)
    passage = codings.get(study, second).passage
    evidence.add(study, link, passage, side="for", strength="straw", coding=second)
    memos.write(study, "coding", second, "Une idée")
    memos.write(study, "code", trainer, "Un doute")
    examples.add(study, trainer, passage)
    effect = merging.preview(study, [trainer], trust)
    assert (effect.links, effect.hidden_links, effect.memos, effect.examples) == ((("Cela prépare.", 1),), 0, 1, 1)
    merging.merge(study, [trainer], trust, read=effect, keep_words=False)
    (piece,) = evidence.of_link(study, link)
    assert (piece.coding, piece.passage, piece.quote) == (first, passage, "la réunion, puis")
    assert [memo.text for memo in memos.of(study, "coding", first)] == ["Une idée"]
    assert [memo.text for memo in memos.of(study, "code", trust)] == ["Un doute"]
    assert [example.quote for example in examples.of_code(study, trust)] == ["la réunion, puis"]
    assert check.problems(study) == []


def test_private_codings_of_others_are_counted_without_being_shown(study, researcher, paper, grid):
    made = code(researcher, paper, "ouvre", grid["figures.trainer"], comment="Secret")
    codings.revise(researcher, made, level="private")
    effect = merging.preview(study, [grid["figures.trainer"]], grid["trust"])
    assert (effect.coders, effect.unseen, effect.codings) == ((), 1, 1)
    assert "Secret" not in repr(effect) and "ouvre" not in repr(effect.joins)
    merging.merge(study, [grid["figures.trainer"]], grid["trust"], read=effect)
    assert codings.get(researcher, made).code == grid["trust"]
    assert codings.get(researcher, made).level == "private"


def test_a_private_coding_and_one_of_the_team_stay_apart_unless_they_are_the_same_words(study, paper, grid):
    trust, trainer = grid["trust"], grid["figures.trainer"]
    code(study, paper, "ouvre la réunion", trust)
    apart = code(study, paper, "la réunion, puis", trainer)
    codings.revise(study, apart, level="private")
    same = code(study, paper, "ouvre la réunion", trainer)
    codings.revise(study, same, level="private")
    effect = merging.preview(study, [trainer], trust)
    assert effect.narrowed == 1
    merging.merge(study, [trainer], trust, read=effect)
    found = codings.of_code(study, trust)
    assert {(c.quote, c.level) for c in found} == {("ouvre la réunion, puis", "private")}


def test_a_merge_into_a_descendant_is_refused_and_says_which_way_it_goes(study, grid, file, dump):
    codes.install(study, [Code("", "trust.slow", "Confiance lente", "trust")])
    slow, before = codes.by_key(study)["trust.slow"].id, dump(file)
    with pytest.raises(CodebookError, match="« Confiance lente » dans « Confiance »"):
        merging.merge(study, [grid["trust"]], slow)
    assert dump(file) == before
    merging.merge(study, [slow], grid["trust"])
    assert slow not in codes.by_id(study)


@pytest.mark.parametrize(("source", "target"), [("trust", "trust"), ("trust", "figures")])
def test_a_merge_that_has_no_meaning_is_refused(study, grid, source, target):
    with pytest.raises(CodebookError, match="deux codes différents|ne s’applique pas"):
        merging.merge(study, [grid[source]], grid[target])


def test_sub_codes_come_under_the_code_that_stays(study, grid):
    codes.install(study, [Code("", "trust.slow", "Confiance lente", "trust")])
    effect = merging.preview(study, [grid["trust"]], grid["figures.trainer"])
    assert effect.children == ("Confiance › Confiance lente",)
    merging.merge(study, [grid["trust"]], grid["figures.trainer"], read=effect)
    assert codes.by_key(study)["trust.slow"].path == ("Figures", "Formateur")


def test_what_changed_since_it_was_told_is_not_done(study, researcher, paper, grid, file, dump):
    effect = merging.preview(study, [grid["figures.trainer"]], grid["trust"])
    code(researcher, paper, "ouvre", grid["figures.trainer"])
    before = dump(file)
    with pytest.raises(CodebookError, match="ont changé depuis"):
        merging.merge(study, [grid["figures.trainer"]], grid["trust"], read=effect)
    assert dump(file) == before


def test_applying_a_code_that_somebody_merged_meanwhile_names_the_code_to_take(study, researcher, paper, grid):
    merging.merge(study, [grid["figures.trainer"]], grid["trust"])
    with pytest.raises(CodebookError, match="« Formateur » a été fusionné dans « Confiance » par Léa"):
        code(researcher, paper, "ouvre", grid["figures.trainer"])
    assert descent.heir(study, grid["figures.trainer"]) == grid["trust"]


def test_codings_made_before_keep_the_version_that_was_frozen_for_them(study, paper, grid):
    before = code(study, paper, "ouvre", grid["figures.trainer"])
    merging.merge(study, [grid["figures.trainer"]], grid["trust"])
    after = code(study, paper, "parle", grid["trust"])
    (frozen,) = grid_versions.everything(study)
    assert (frozen.number, frozen.automatic) == (1, True)
    assert "fusionner « Formateur »" in frozen.name
    assert [codings.get(study, made).codebook_version for made in (before, after)] == [1, 2]
    assert "figures.trainer" in {one.key for one in grid_versions.tree_of(study, frozen.id)}
    assert grid_versions.said(study, 1).startswith("version 1")
    assert grid_versions.said(study, 2) == "version en préparation"


def test_a_merge_is_one_change_that_another_writer_may_make_and_the_lead_undo(study, researcher, paper, grid):
    made = code(study, paper, "ouvre", grid["figures.trainer"])
    merging.merge(researcher, [grid["figures.trainer"]], grid["trust"])
    last = changes.history(study)[0]
    assert (last.author_name, last.label) == ("Romain", "Fusionner « Formateur » dans « Confiance »")
    assert codings.get(study, made).coder_name == "Léa"
    changes.undo(study, last.id)
    assert codings.get(study, made).code == grid["figures.trainer"]
