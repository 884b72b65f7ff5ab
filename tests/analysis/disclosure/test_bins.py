"""Bins and thirds, by hand."""

from __future__ import annotations

import pytest

from analysis.disclosure.bins import Bins, Thirds, binned, merged_bins, tercile_bounds


def test_a_value_at_an_edge_belongs_to_the_bin_that_begins_there() -> None:
    assert binned([0, 4.9, 5, 10, None], [0, 5, 10]) == (2, 2)


def test_a_value_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        binned([11], [0, 10])


@pytest.mark.parametrize(
    ("values", "bins"),
    [
        ([1, 2, 6, 7, 11, 12], Bins((0, 5, 10, 15), (2, 2, 2))),
        ([1, 2, 11, 12], Bins((0, 10, 15), (2, 2))),
        ([1, 6, 7, 8, 12, 13], Bins((0, 10, 15), (4, 2))),
        ([1, 2, 3], None),
        ([1, 6], None),
        ([], None),
        ([None, None], None),
    ],
)
def test_narrow_bins_and_empty_ones_are_merged(values: list[float | None], bins: Bins | None) -> None:
    assert merged_bins(values, [0, 5, 10, 15], minimum_cell=2) == bins


@pytest.mark.parametrize(
    ("scores", "thirds"),
    [
        ([10, 20, 30, 40, 50, 60], Thirds(20, 50)),
        ([10, 20, 20, 30, 40, 40, 50, 60], Thirds(20, 50)),
        # By hand: 0 alone would be the low third, and tell the score; with 10 it holds 5 people.
        ([0, 0, 0, 0, 10, 20, 30, 40, 50], Thirds(10, 40)),
        ([0, 0, 0, 50, 50, 50, 100, 100, 100], None),
        ([10, 20, 20, 30, 30, 40, 50, 50], None),
        ([10, 20, 30, 40, 50], None),
        ([10, 10, 10, 10, 50, 60], None),
        ([10, 10, 50, 50], None),
        ([], None),
        ([None], None),
    ],
)
def test_each_third_holds_enough_people(scores: list[float | None], thirds: Thirds | None) -> None:
    assert tercile_bounds(scores, minimum_cell=2) == thirds


@pytest.mark.parametrize(("score", "band"), [(10, "low"), (20, "low"), (21, "middle"), (49, "middle"), (50, "high")])
def test_a_score_lies_in_one_third(score: float, band: str) -> None:
    assert Thirds(20, 50).band(score) == band
