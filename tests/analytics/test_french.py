"""French of numbers, months and names."""

import pandas as pd
import pytest

from analytics import french, palette


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0 lien"), (1, "1 lien"), (2, "2 liens"), (1234, "1\u202f234 liens")]
)
def test_french_counts_zero_in_the_singular(number, written):
    assert french.count(number, "lien").replace("\u00a0", " ") == written


def test_names_are_ordered_without_accents_and_by_number():
    names = ["Zoé", "Site 10", "étang", "Site 9", "Eau"]
    assert sorted(names, key=french.name_order) == ["Eau", "étang", "Site 9", "Site 10", "Zoé"]


def test_months_of_a_long_stretch_are_written_by_quarters():
    first, last = (pd.Timestamp(d).timestamp() * 1000 for d in ("2020-02-05", "2023-01-15"))
    starts = french.month_starts(first, last)
    assert french.month_name(starts[0]) == "avr."
    assert french.month_name(starts[3]) == "janv. 2021"
    assert len(starts) == 12


def test_every_kind_of_the_field_has_a_shape():
    kinds = (
        "visit steering_committee project_committee lead_team bilateral club community_of_practice training "
        "companionship working_group case_review workshop report sheet mail informal evaluation territory_meeting "
        "staff_arrival staff_departure health_crisis rule_change local_change"
    )
    assert set(kinds.split()) == set(palette.FAMILY_OF_KIND)
