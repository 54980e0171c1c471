"""Versions of the codebook: frozen whole, compared in words, and what a file would change told before it does."""

import pytest

from codebook import codes, codings, descent, grid_differences, grid_loading, grid_versions, grids
from codebook.codes import Code
from codebook.errors import CodebookError
from codebook.reshaping import merging, moving, splitting, writing
from codebook.reshaping.splitting import Part
from codebook.schema import FLOORS
from corpus import changes
from corpus.study import StudyFile


@pytest.fixture
def paper(study, document) -> str:
    return document(study, "Elle ouvre la réunion.")


def test_a_version_keeps_the_whole_tree_as_it_stood(study, grid):
    before = codes.tree(study)
    version = grid_versions.freeze(study, "Première", "Après l’essai")
    writing.describe(study, grid["trust"], label="Se fier", definition="Autre")
    moving.move(study, grid["trust"], grid["figures"])
    assert grid_versions.tree_of(study, version) == before
    (found,) = grid_versions.everything(study)
    assert (found.number, found.name, found.note, found.automatic, found.codes) == (
        1,
        "Première",
        "Après l’essai",
        False,
        4,
    )


def test_a_version_has_a_name_and_says_something_new(study, grid):
    with pytest.raises(CodebookError, match="Une version a un nom"):
        grid_versions.freeze(study, "  ")
    grid_versions.freeze(study, "Première")
    with pytest.raises(CodebookError, match="rien de nouveau à figer"):
        grid_versions.freeze(study, "La même")


def test_an_empty_codebook_is_not_frozen(study):
    with pytest.raises(CodebookError, match="La grille est vide"):
        grid_versions.freeze(study, "Vide")


def test_a_coding_knows_the_version_it_was_made_under(study, paper, grid):
    (first,) = codings.apply(study, paper, 0, 4, [grid["trust"]])
    grid_versions.freeze(study, "Première")
    (second,) = codings.apply(study, paper, 5, 10, [grid["trust"]])
    assert [codings.get(study, one).codebook_version for one in (first, second)] == [1, 2]
    assert grid_versions.said(study, 1) == "version 1 (Première)"
    assert grid_versions.said(study, 2) == "version en préparation"
    assert grid_versions.said(study, None) == "avant les versions de la grille"


def test_the_number_of_codings_made_under_an_unfrozen_version_is_not_given_again(study, paper, grid):
    grid_versions.freeze(study, "Trop tôt")
    last = changes.history(study)[0].id
    codings.apply(study, paper, 0, 4, [grid["trust"]])
    changes.undo(study, last)
    assert grid_versions.draft(study) == 2
    grid_versions.freeze(study, "À temps")
    assert grid_versions.said(study, 2) == grid_versions.said(study, 1) == "version 2 (À temps)"


def test_redefining_a_code_in_use_freezes_the_words_its_codings_were_made_under(study, paper, grid):
    writing.describe(study, grid["trust"], definition="Se fier")
    assert grid_versions.everything(study) == []
    codings.apply(study, paper, 0, 4, [grid["trust"]])
    writing.describe(study, grid["trust"], color="#D55E00")
    assert grid_versions.everything(study) == []
    writing.describe(study, grid["trust"], definition="Croire")
    writing.describe(study, grid["trust"], definition="Croire sans voir")
    (frozen,) = grid_versions.everything(study)
    kept = {code.id: code for code in grid_versions.tree_of(study, frozen.id)}
    assert kept[grid["trust"]].definition == "Se fier"


def test_two_versions_differ_by_what_was_done_between_them(study, grid):
    old = codes.tree(study)
    added = writing.create(study, "Crainte", definition="Redouter")
    (split,) = splitting.split(study, grid["trust"], [Part("Se fier", ())])
    merging.merge(study, [grid["figures.trainer"]], grid["figures.facilitator"], keep_words=False)
    writing.describe(study, grid["figures.facilitator"], label="Facilitatrice", definition="Rendre possible")
    moving.move(study, grid["trust"], grid["figures"])
    told = grid_differences.compare(old, codes.tree(study), descent.everything(study))
    assert {(one.kind, one.code, one.before, one.after) for one in told} == {
        ("added", added, "", "Redouter"),
        ("split", split, "Confiance", ""),
        ("merged", grid["figures.trainer"], "", "Figures › Facilitatrice"),
        ("renamed", grid["figures.facilitator"], "Facilitateur", "Facilitatrice"),
        ("reworded", grid["figures.facilitator"], "", "Rendre possible"),
        ("moved", grid["trust"], "en tête", "Figures"),
    }
    assert grid_differences.summary(told) == (
        "1 ajouté · 1 issu d’une scission · 1 fusionné · 1 renommé · 1 déplacé · 1 réécrit"
    )


def test_a_code_that_nothing_took_in_is_told_as_removed(study, grid):
    old = codes.tree(study)
    new = [code for code in old if code.key != "trust"]
    assert [(one.kind, one.label) for one in grid_differences.compare(old, new)] == [("removed", "Confiance")]
    assert grid_differences.compare(old, old) == []


def test_what_a_file_would_change_is_told_and_nothing_is_written(study, grid, file, dump):
    before = dump(file)
    entries = [Code("", "trust", "Se fier", definition="Croire"), Code("", "fear", "Crainte", "figures")]
    found = grid_loading.preview(study, entries)
    assert dump(file) == before
    assert found.added == ("Figures › Crainte",)
    (one,) = found.rewritten
    assert (one.label, one.meaning) == ("Confiance", True)
    assert ("Nom", "Confiance", "Se fier") in one.changes
    assert (found.same, found.left) == (0, ("Figures", "Figures › Facilitateur", "Figures › Formateur"))
    assert grid_loading.load(study, entries, read=found) == (1, 1)
    assert grid_loading.preview(study, entries).nothing


def test_a_file_is_not_loaded_over_a_codebook_that_changed_since_it_was_read(study, grid, file, dump):
    entries = [Code("", "trust", "Se fier")]
    found = grid_loading.preview(study, entries)
    writing.describe(study, grid["trust"], label="Confiance mutuelle")
    before = dump(file)
    with pytest.raises(CodebookError, match="a changé depuis cet aperçu"):
        grid_loading.load(study, entries, read=found)
    assert dump(file) == before


@pytest.mark.parametrize("name", ["grille.yaml", "grille.csv"])
def test_identities_places_and_order_go_through_a_file_into_another_study(study, grid, tmp_path, name):
    moving.move(study, grid["figures.trainer"], None, before=grid["figures"])
    writing.describe(study, grid["trust"], shape="cross", color="#D55E00")
    moving.move(study, grid["trust"], grid["figures.trainer"])
    write = grids.to_yaml if name.endswith("yaml") else grids.to_csv
    data = write(codes.tree(study)).encode()
    assert grid_loading.preview(study, grids.read(name, data)).nothing
    StudyFile.create(tmp_path / "autre.db", title="Autre", member="Léa", floors=FLOORS).close()
    with StudyFile.open(tmp_path / "autre.db", FLOORS) as other:
        there = other.acting_as("Léa")
        codes.install(there, grids.read(name, data))
        bare = [[{**vars(c), "position": 0} for c in codes.tree(who)] for who in (study, there)]
        assert bare[0] == bare[1]


def test_a_file_renames_a_key_by_the_identity_of_its_code(study, grid):
    assert codes.install(study, [Code(grid["trust"], "faith", "Confiance")]) == (0, 1)
    assert codes.get(study, grid["trust"]).key == "faith"
    with pytest.raises(CodebookError, match="est la clé d’un autre code"):
        codes.install(study, [Code(grid["trust"], "figures", "Confiance")])
