"""Codings against figures and sites, on stretches counted by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import figures, heatmaps
from tests.analytics.frames import codings

FACILITATOR = {"code": "kf", "code_label": "Organiser", "branch": "Facilitateur", "figure": "facilitator"}
THIRD = {"code": "kt", "code_label": "Cadrer", "branch": "Tiers", "figure": "third_party"}


def cell(table: pd.DataFrame, code: str, column: str) -> object:
    return table.set_index("code").loc[code, column]


def test_a_passage_that_overlaps_a_figure_is_counted_once_whatever_the_coders():
    table = figures.by_code(
        codings(
            {"start": 0, "end": 10},
            {"start": 0, "end": 10, "coder": "bruno"},
            {**FACILITATOR, "start": 5, "end": 20},
            {**FACILITATOR, "start": 8, "end": 9, "coder": "bruno"},
        )
    )
    assert cell(table, "k1", "facilitator") == 1
    assert cell(table, "k1", "passages") == 1
    assert cell(table, "k1", "facilitator_documents") == 1
    assert cell(table, "k1", "trainer") == 0


def test_passages_that_touch_or_stand_in_other_documents_do_not_meet():
    table = figures.by_code(
        codings(
            {"start": 0, "end": 10},
            {"start": 10, "end": 20, "document": "d2"},
            {**FACILITATOR, "start": 10, "end": 20},
        )
    )
    assert table.empty


def test_a_passage_inside_a_long_stretch_meets_it():
    table = figures.by_code(
        codings(
            {**FACILITATOR, "start": 0, "end": 100},
            {**FACILITATOR, "start": 10, "end": 12},
            {"start": 50, "end": 60},
        )
    )
    assert cell(table, "k1", "facilitator") == 1


def test_a_code_of_a_figure_is_not_counted_with_its_own_figure():
    table = figures.by_code(codings({**FACILITATOR}, {**THIRD, "start": 5, "end": 15}))
    assert cell(table, "kf", "facilitator") is pd.NA
    assert cell(table, "kf", "third_party") == 1
    assert cell(table, "kt", "facilitator") == 1


def test_a_document_of_two_sites_counts_its_passages_once():
    table = figures.by_code(
        codings(
            {"id": "c1"},
            {"id": "c1", "site": "s2", "site_label": "Bellerive"},
            {**FACILITATOR, "start": 0, "end": 4},
        )
    )
    assert cell(table, "k1", "facilitator") == 1


def test_codes_follow_branch_then_label():
    table = figures.by_code(
        codings(
            {"code": "b", "code_label": "Zèle", "branch": "Coopération"},
            {"code": "a", "code_label": "Écoute", "branch": "Coopération"},
            {"code": "c", "code_label": "Attente", "branch": "Temps"},
            {**FACILITATOR},
        )
    )
    assert list(table["code_label"]) == ["Écoute", "Zèle", "Attente"]


def test_denominators_count_distinct_codings_documents_and_coders():
    found = figures.denominators(
        codings({"id": "c1"}, {"id": "c1", "site": "s2"}, {"id": "c2", "document": "d2", "coder": "bruno"})
    )
    assert found == figures.Denominators(codings=2, documents=2, coders=2)
    assert found.source().replace("\u00a0", " ") == "Source : 2 codages, 2 documents, 2 codeurs."


def test_sites_are_ordered_by_name_and_count_over_their_coded_documents():
    table = figures.by_site(
        codings(
            {"site": "s2", "site_label": "Zélande", "document": "d2"},
            {"document": "d1"},
            {"document": "d1", "start": 20, "end": 30},
            {"document": "d3", "code": "k2", "code_label": "Autre"},
            {"document": "d4", "site": None, "site_label": None},
        )
    )
    mine = table[table["code"] == "k1"]
    assert list(mine["site_label"]) == ["Ambroise", "Zélande", "Sans site"]
    first = mine.iloc[0]
    assert (first["codings"], first["documents"], first["of_documents"]) == (2, 1, 2)
    assert list(table[table["code"] == "k2"]["codings"]) == [1, 0, 0]


def test_tables_leave_empty_cells_empty():
    frame = codings({}, {**FACILITATOR, "document": "d2", "site": "s2", "site_label": "Bellerive"})
    table = figures.by_site_table(figures.by_site(frame)).set_index("Code")
    assert table.loc["Entraide", "Ambroise"] == "1 · 1/1"
    assert table.loc["Entraide", "Bellerive"] == ""


@pytest.mark.parametrize("count", [figures.by_code, figures.by_site])
def test_empty_codings_give_empty_tables_and_charts(count):
    table = count(codings())
    assert table.empty
    draw = heatmaps.by_code if count is figures.by_code else heatmaps.by_site
    assert "Aucun codage à montrer" in str(draw(table).to_dict()["datasets"])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["d1", "d2"]),
            st.integers(0, 30),
            st.integers(1, 12),
            st.sampled_from(["k1", "kf", "kt"]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_sweep_agrees_with_comparing_every_pair(stretches):
    models = {"k1": {}, "kf": FACILITATOR, "kt": THIRD}
    frame = codings(*({**models[k], "document": d, "start": s, "end": s + n} for d, s, n, k in stretches))
    expected = {
        (d, s, s + n)
        for d, s, n, k in stretches
        if k == "k1" and any(j == "kf" and d == e and s < t + m and t < s + n for e, t, m, j in stretches)
    }
    table = figures.by_code(frame).set_index("code")
    found = table.loc["k1", "facilitator"] if "k1" in table.index else 0
    assert found == len(expected)


def test_heat_map_heads_each_branch_and_leaves_empty_cells_without_words():
    table = figures.by_code(codings({}, {**FACILITATOR, "start": 5, "end": 15}))
    spec = heatmaps.by_code(table).to_dict()
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [
        "#Coopération",
        "k1",
    ]
    words = {row["column"]: row["words"] for data in spec["datasets"].values() for row in data}
    assert words == {"facilitateur (F)": "1", "formateur (Fo)": "", "tiers (T)": ""}
