"""Codings: several codes on one passage, by several people, each her own; refused whole when anything is wrong."""

import re

import pytest

from codebook import codes, codings, counts, evidence, links
from codebook.errors import CodebookError
from codebook.terms import FACETS
from corpus import changes, documents, sites
from corpus.errors import AccessError, FilRougeError

TEXT = "Elle 🚪 ouvre la réunion.\nPuis l’équipe parle."


@pytest.fixture
def paper(study, document) -> str:
    return document(study, TEXT)


@pytest.fixture
def trust(grid) -> str:
    return grid["trust"]


def test_a_coding_stands_at_its_code_points_with_its_words(study, paper, trust):
    start = TEXT.index("réunion")
    (made,) = codings.apply(study, paper, start, start + 7, [trust], text="réunion", comment=" À revoir ")
    found = codings.get(study, made)
    assert (found.start, found.end, found.quote) == (start, start + 7, "réunion")
    assert (found.document, found.code, found.coder_name, found.comment) == (paper, trust, "Léa", "À revoir")
    assert (found.level, found.dominant) == ("team", False)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"end": 4000}, "sort du texte"),
        ({"start": -3}, "sort du texte"),
        ({"start": 9, "end": 9}, "sort du texte"),
        ({"text": "ouvré"}, "a changé depuis la sélection"),
        ({"start": 4, "end": 5, "text": " "}, "que des espaces"),
        ({"applied": []}, "Aucun code"),
        ({"applied": ["trust", "figures"]}, "« Figures » range d’autres codes"),
        ({"applied": ["trust", "absent"]}, "n’est pas dans la grille"),
        ({"facets": {"mood": "good"}}, "« mood » n’existe pas"),
        ({"facets": {"voice": "angel"}}, "« angel » n’est pas une valeur de « Voix »"),
        ({"document": "absent"}, "n’existe pas"),
    ],
)
def test_a_coding_that_does_not_hold_is_refused_in_one_sentence_and_nothing_is_written(
    file, study, paper, grid, dump, wrong, says
):
    given = {"document": paper, "start": 7, "end": 12, "applied": ["trust"], "text": "ouvre"} | wrong
    given["applied"] = [grid.get(key, key) for key in given["applied"]]
    before, lines = dump(file), changes.count(study)
    with pytest.raises(FilRougeError, match=says) as refusal:
        codings.apply(study, **given)
    assert len(re.findall(r"[.!?](?:\s|$)", str(refusal.value))) == 1
    assert (dump(file), changes.count(study)) == (before, lines)


def test_several_codes_on_one_passage_are_one_change_and_one_passage(study, paper, grid):
    made = codings.apply(study, paper, 0, 4, [grid["trust"], grid["figures.trainer"], grid["trust"]])
    found = codings.of_document(study, paper)
    assert {coding.id for coding in found} == set(made) and len(made) == 2
    assert len({coding.passage for coding in found}) == 1
    assert changes.history(study)[0].label == "Coder « Confiance », « Formateur »"


def test_passages_may_overlap_and_are_listed_in_reading_order(study, paper, trust):
    for start, end in ((7, 12), (0, 12), (5, 20), (0, 4)):
        codings.apply(study, paper, start, end, [trust])
    assert [(c.start, c.end) for c in codings.of_document(study, paper)] == [(0, 12), (0, 4), (5, 20), (7, 12)]


def test_two_coders_of_the_same_characters_share_one_passage(study, researcher, paper, trust):
    for coder in (study, researcher):
        codings.apply(coder, paper, 7, 12, [trust])
    found = codings.of_document(study, paper)
    assert {coding.coder_name for coding in found} == {"Léa", "Romain"}
    assert len({coding.passage for coding in found}) == 1
    assert codings.of_passage(study, found[0].passage) == found
    assert len(codings.of_code(study, trust)) == len(codings.everything(researcher)) == 2


def test_coding_the_same_characters_twice_changes_nothing(study, paper, trust):
    first = codings.apply(study, paper, 7, 12, [trust])
    lines = changes.count(study)
    assert codings.apply(study, paper, 7, 12, [trust], comment="Encore") == first
    assert changes.count(study) == lines


def test_a_coding_is_revised_by_its_coder_only(study, researcher, paper, grid):
    (made,) = codings.apply(study, paper, 7, 12, [grid["trust"]], facets={"voice": "actor"})
    codings.revise(
        study, made, code=grid["figures.trainer"], dominant=True, comment=" Sûr ", certainty="sure", voice=None
    )
    found = codings.get(study, made)
    assert (found.code, found.dominant, found.comment) == (grid["figures.trainer"], True, "Sûr")
    assert (found.certainty, found.voice) == ("sure", None)
    for attempt in (
        lambda: codings.revise(researcher, made, comment="Non"),
        lambda: codings.remove(researcher, [made]),
    ):
        with pytest.raises(AccessError, match="Ce codage est de Léa"):
            attempt()
    assert codings.get(study, made) == found


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"voice": "angel"}, "« angel »"),
        ({"code": "figures"}, "range d’autres codes"),
        ({"code": "figures.trainer"}, "déjà donné « Formateur »"),
        ({"level": "public"}, "public"),
        *(
            ({name: "x"}, f"« {name} »")
            for name in ("start", "coder", "coder_name", "passage", "id", "mood", "made_at")
        ),
    ],
)
def test_a_revision_that_does_not_hold_is_refused(file, study, paper, grid, dump, values, says):
    (made, _) = codings.apply(study, paper, 7, 12, [grid["trust"], grid["figures.trainer"]])
    if "code" in values:
        values = {"code": grid[values["code"]]}
    before = dump(file)
    with pytest.raises(FilRougeError, match=says):
        codings.revise(study, made, **values)
    assert dump(file) == before


def test_every_facet_takes_each_of_its_values(study, paper, trust):
    (made,) = codings.apply(study, paper, 7, 12, [trust])
    for facet, (_, terms) in FACETS.items():
        for value in terms:
            codings.revise(study, made, **{facet: value})
            assert getattr(codings.get(study, made), facet) == value


def test_removing_a_coding_keeps_the_evidence_and_undoing_joins_them_again(study, paper, trust, event, milestone):
    (made,) = codings.apply(study, paper, 7, 12, [trust])
    passage = codings.get(study, made).passage
    link = links.save(
        study, events=[event(study)], milestones=[milestone(study)], relation="unblocks", statement="Une phrase"
    )
    evidence.add(study, link, passage, side="for", strength="hoop", coding=made)
    codings.remove(study, [made])
    assert codings.everything(study) == []
    (piece,) = evidence.of_link(study, link)
    assert (piece.quote, piece.coding) == ("ouvre", None)
    changes.undo(study, changes.history(study)[0].id)
    (piece,) = evidence.of_link(study, link)
    assert piece.coding == made == codings.everything(study)[0].id


def test_removing_several_codings_is_all_or_nothing(file, study, researcher, paper, grid, dump):
    mine = codings.apply(study, paper, 7, 12, [grid["trust"], grid["figures.trainer"]])
    yours = codings.apply(researcher, paper, 0, 4, [grid["trust"]])
    before = dump(file)
    with pytest.raises(AccessError):
        codings.remove(study, [*mine, *yours])
    assert dump(file) == before
    codings.remove(study, mine)
    assert changes.history(study)[0].label == "Retirer 2 codages"
    assert [coding.id for coding in codings.everything(study)] == yours
    codings.remove(study, [])


def test_the_codings_of_a_private_document_are_private(study, document, trust):
    paper = document(study, "Ce matin, j’hésite.", level="private")
    (made,) = codings.apply(study, paper, 0, 9, [trust])
    assert codings.get(study, made).level == "private"


def test_the_frame_has_a_row_for_each_coding_and_site(study, document, grid):
    labels = {name: sites.add(study, name) for name in ("Havremer", "Valmorant")}
    two = document(study, TEXT, title="Visite", kind="visit_minutes", date="2021-03", sites=list(labels.values()))
    none = document(study, "Ailleurs, une note.", title="Note")
    codings.apply(study, two, 7, 12, [grid["figures.trainer"]], dominant=True)
    codings.apply(study, none, 0, 8, [grid["trust"]])
    frame = counts.frame(study)
    assert list(frame.columns) == list(counts.COLUMNS)
    first, second = (frame[frame["document"] == paper] for paper in (two, none))
    assert set(first["site_label"]) == {"Havremer", "Valmorant"}
    row = first.iloc[0]
    assert (row["code_key"], row["branch"], row["figure"]) == ("figures.trainer", "Figures", "trainer")
    assert (row["title"], row["kind"], row["start"], row["end"]) == ("Visite", "visit_minutes", 7, 12)
    assert row["date_first"].date().isoformat() == "2021-03-01" and row["dominant"]
    assert len(second) == 1 and second.iloc[0]["site"] is None
    assert (second.iloc[0]["branch"], second.iloc[0]["figure"]) == ("Confiance", None)


def test_a_code_that_was_applied_does_not_become_a_heading(file, study, paper, grid, dump):
    """It would leave codings that nobody could have made."""
    codings.apply(study, paper, 7, 12, [grid["trust"]])
    before = dump(file)
    with pytest.raises(CodebookError, match="« Confiance »"):
        codes.install(study, [codes.Code("", "trust", "Confiance", applicable=False)])
    assert dump(file) == before
    assert documents.get(study, paper)
