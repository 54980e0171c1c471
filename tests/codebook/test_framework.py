"""The codebook shipped with Fil rouge is complete, coherent and readable.

Checks the YAML files of ``codebook/framework`` as they stand, without the loader: how they become
rows of a study is tested with the loader.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FRAMEWORK = Path(__file__).parents[2] / "codebook" / "framework"
BRANCHES: list[dict[str, Any]] = [
    yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FRAMEWORK.glob("*.yaml"))
]
CODES: list[dict[str, Any]] = [code for branch in BRANCHES for code in branch["codes"]]
BRANCH_KEYS = {branch["branch"]["key"] for branch in BRANCHES}
BY_KEY = {code["key"]: code for code in CODES}
BY_LABEL = {code["label"]: code for code in CODES}

FIGURES = {
    "FIG.FAC": ("facilitator", "#0072B2", 4),
    "FIG.FOR": ("trainer", "#E69F00", 3),
    "FIG.TIE": ("third_party", "#009E73", 4),
}
TEXTS = ("label", "definition", "include", "exclude", "example", "source")
SOURCE = re.compile(r"[^\W\d_].*\b(?:19|20)\d{2}\b.*\b[lp]\.\s\d+(?:–\d+)?$")
LAST_LINE_OF_THE_THESIS = 9149


def parent_of(key: str) -> str:
    return key.rpartition(".")[0]


def named_labels(text: str) -> list[str]:
    return re.findall(r"«\s(.+?)\s»", text)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_keys_and_labels_are_unique() -> None:
    keys = [code["key"] for code in CODES] + [branch["branch"]["key"] for branch in BRANCHES]
    labels = [code["label"] for code in CODES] + [branch["branch"]["label"] for branch in BRANCHES]
    assert len(keys) == len(set(keys))
    assert len(labels) == len({label.casefold() for label in labels})


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["key"])
def test_a_code_stands_under_its_parent_in_its_own_branch(code: dict[str, Any]) -> None:
    assert re.fullmatch(r"[A-Z]{3}(\.[A-Z]{3})+", code["key"])
    parent = parent_of(code["key"])
    assert parent in BRANCH_KEYS or parent in BY_KEY
    home = next(b for b in BRANCHES if code in b["codes"])
    assert code["key"].split(".")[0] == home["branch"]["key"]


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch["branch"]["key"])
def test_a_parent_is_written_before_its_children(branch: dict[str, Any]) -> None:
    seen = {branch["branch"]["key"]}
    for code in branch["codes"]:
        assert parent_of(code["key"]) in seen
        seen.add(code["key"])


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["key"])
def test_a_code_says_all_a_coder_needs(code: dict[str, Any]) -> None:
    for field in TEXTS:
        assert isinstance(code[field], str) and code[field].strip(), field
    assert isinstance(code["applicable"], bool)


def test_the_codebook_stays_of_a_size_a_person_can_hold() -> None:
    assert 85 <= sum(code["applicable"] for code in CODES) <= 100


def test_a_heading_has_children_to_choose_from() -> None:
    parents = {parent_of(code["key"]) for code in CODES}
    assert all(code["key"] in parents for code in CODES if not code["applicable"])


@pytest.mark.parametrize(("key", "expected"), FIGURES.items())
def test_a_figure_has_its_sub_dimensions_and_no_other(key: str, expected: tuple[str, str, int]) -> None:
    figure, colour, count = expected
    children = [code for code in CODES if code["key"].startswith(f"{key}.")]
    assert len(children) == count
    for code in (BY_KEY[key], *children):
        assert (code["figure"], code["color"]) == (figure, colour)


def test_only_the_three_figures_and_their_eleven_sub_dimensions_carry_a_figure() -> None:
    carrying = {code["key"] for code in CODES if "figure" in code}
    assert len(carrying) == 3 + 11
    assert all(key.startswith(tuple(FIGURES)) for key in carrying)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["key"])
def test_a_source_gives_a_year_and_a_line_or_page(code: dict[str, Any]) -> None:
    for source in re.split(r"\s;\s", code["source"]):
        assert SOURCE.match(source), source
        for first, last in re.findall(r"Duchenne 2024, l\.\s(\d+)(?:–(\d+))?", source):
            assert 0 < int(first) <= int(last or first) <= LAST_LINE_OF_THE_THESIS


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["key"])
def test_an_exclusion_sends_the_coder_to_codes_that_can_be_applied(code: dict[str, Any]) -> None:
    for label in named_labels(code["exclude"]):
        assert label in BY_LABEL, label
        assert label != code["label"]
        assert BY_LABEL[label]["applicable"] or not code["applicable"]
    if code["applicable"]:
        assert named_labels(code["exclude"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("COO.CRD", "COO.COP"),
        ("COO.CRD", "COO.COL"),
        ("FIG.FAC", "FIG.TIE"),
        ("FIG.FAC", "FIG.FOR"),
        ("FIG.FOR.CRI", "MVT.CRI"),
        ("TMP.RYT", "TMP.ITS"),
        ("EXT.TRA.PEC", "EXT.TRA.INT"),
    ],
)
def test_codes_often_confused_exclude_each_other(one: str, other: str) -> None:
    assert BY_KEY[other]["label"] in named_labels(BY_KEY[one]["exclude"])
    assert BY_KEY[one]["label"] in named_labels(BY_KEY[other]["exclude"])


@pytest.mark.parametrize("entry", [*(b["branch"] for b in BRANCHES), *CODES], ids=lambda entry: entry["key"])
def test_colours_are_hexadecimal_and_seen_on_white_and_on_dark(entry: dict[str, Any]) -> None:
    colour = entry.get("color")
    if colour is None:
        assert entry["key"] in BY_KEY
        return
    assert re.fullmatch(r"#[0-9A-F]{6}", colour)
    assert contrast(colour, "#FFFFFF") > 2.2
    assert contrast(colour, "#0E1117") > 2.2


def test_branches_and_figures_differ_in_colour_and_cooperation_keeps_its_own() -> None:
    colours = {branch["branch"]["key"]: branch["branch"]["color"] for branch in BRANCHES}
    everything = [*colours.values(), *(colour for _, colour, _ in FIGURES.values())]
    assert len(everything) == len(set(everything))
    assert colours["COO"] == "#CC79A7"


@pytest.mark.parametrize("entry", [*(b["branch"] for b in BRANCHES), *CODES], ids=lambda entry: entry["key"])
def test_french_typography_is_kept(entry: dict[str, Any]) -> None:
    for field in TEXTS:
        text = entry.get(field, "")
        assert "'" not in text and '"' not in text
        assert not re.search(r"« | »| [;:?!]", text), (field, text)
