"""Codebooks as files: what is written is read back whole, what cannot be read is said."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook import codes, grids
from codebook.codes import Code
from codebook.errors import CodebookError
from corpus.terms import FIGURES

LETTERS = st.characters(exclude_categories=["C", "Z"], include_characters=" ’«»;,\"':#-\n")
TEXT = st.text(LETTERS, max_size=30).map(str.strip)
LABEL = TEXT.filter(bool)
PART = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=6)
READERS = {"yaml": (grids.to_yaml, grids.from_yaml), "csv": (grids.to_csv, grids.from_csv)}


@st.composite
def trees(draw) -> list[Code]:
    """The codes of a study as ``codes.tree`` gives them, without path: GUIDs as parents, parents first."""
    made: list[Code] = []
    for number, part in enumerate(draw(st.lists(PART, min_size=1, max_size=8, unique=True))):
        above = draw(st.sampled_from([None, *made]))
        dotted = draw(st.booleans()) and above is not None
        made.append(
            Code(
                id=f"id-{number}",
                key=f"{above.key}.{part}" if dotted else part,
                label=draw(LABEL),
                parent=above.id if above else None,
                color=draw(st.sampled_from(["#0072B2", "#888888"])),
                figure=draw(st.sampled_from([None, *FIGURES])),
                applicable=draw(st.booleans()),
                **{name: draw(TEXT) for name in ("definition", "include", "exclude", "example", "source")},
            )
        )
    return made


def as_entries(tree: list[Code]) -> list[Code]:
    """The same codes as a file names them: parents by key."""
    key = {code.id: code.key for code in tree}
    return [Code(**{**vars(code), "parent": key.get(code.parent)}) for code in tree]


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=40, deadline=None)
@given(tree=trees())
def test_a_codebook_written_to_a_file_is_read_back_the_same(form, tree):
    write, read = READERS[form]
    assert read(write(tree)) == as_entries(tree)


def test_the_codebook_of_a_study_goes_through_a_file_and_back(study):
    codes.install(study, grids.framework())
    tree = codes.tree(study)
    assert len(tree) > 50
    for name, write in (("grille.yaml", grids.to_yaml), ("grille.csv", grids.to_csv)):
        entries = grids.read(name, write(tree).encode())
        assert codes.install(study, entries) == (0, len(tree))
        assert codes.tree(study) == tree


def test_a_branch_heads_the_codes_of_its_file_and_gives_them_its_colour():
    text = """
branch: {key: figures, label: Figures, color: "#112233"}
codes:
  - {key: figures.facilitator, label: Facilitateur, figure: facilitator}
  - {key: figures.trainer, label: Formateur, color: "#445566"}
  - {key: other, label: Autre, parent: figures.trainer}
"""
    branch, first, second, third = grids.from_yaml(text)
    assert (branch.applicable, branch.parent, branch.color) == (False, None, "#112233")
    assert (first.parent, first.color, first.figure, first.applicable) == ("figures", "#112233", "facilitator", True)
    assert (second.color, third.parent, third.color) == ("#445566", "figures.trainer", "#445566")


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_csv_made_by_a_spreadsheet_is_read(separator):
    lines = [["key", "label", "applicable"], ["a", "Une grande branche", "Non"], ["a.b", "Suivre, ou non", "oui"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(lines)
    head, below = grids.read("grille.csv", ("\ufeff" + out.getvalue()).encode())
    assert (head.applicable, below.applicable, below.parent, below.label) == (False, True, "a", "Suivre, ou non")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("grille.txt", b"a", "donnez un fichier .yaml ou .csv"),
        ("grille.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("grille.yaml", b"codes: [", "YAML lisible"),
        ("grille.yaml", b"- 1", "liste « codes »"),
        ("grille.yaml", b"codes: {a: b}", "liste « codes »"),
        ("grille.yaml", b"", "liste « codes »"),
        ("grille.yaml", b"codes: [a, b]", "n° 1 n’a pas de clé"),
        ("grille.yaml", b"codes: [{key: a}]", "n° 1 n’a pas de clé ou de libellé"),
        ("grille.yaml", b"codes: [{key: a, label: A}, {key: a, label: B}]", "« a » est donné deux fois"),
        ("grille.csv", b"code,name\na,A\n", "colonnes « key » et « label »"),
        ("grille.csv", b"", "colonnes « key » et « label »"),
        ("grille.csv", b"key,label\na,A\nb,\n", "n° 2 n’a pas de clé ou de libellé"),
        ("grille.csv", b"key,label\na," + b"x" * 200_000, "CSV lisible"),
    ],
)
def test_a_file_that_is_not_a_codebook_is_refused(name, data, says):
    with pytest.raises(CodebookError, match=says):
        grids.read(name, data)
