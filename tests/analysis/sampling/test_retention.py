"""Retained against lost where one of the groups, or all spread, is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.sampling.retention import retained_and_lost


def people(after: list[float | None], **more: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"entry": [40.0, 50, 60, 30], "exit": pd.Series(after, dtype="float64"), **more})


def test_nobody_lost_leaves_nothing_to_compare() -> None:
    found = retained_and_lost(people([1, 2, 3, 4]), "entry", "exit")
    assert (found.lost, found.lost_share, found.only(variable="entry").reason) == (0, 0, "one_group")


def test_nobody_at_all_has_no_share_lost() -> None:
    found = retained_and_lost(people([1, 2, 3, 4]).assign(entry=None), "entry", "exit")
    assert (found.lost_share, found.without_entry) == (None, 4)
    assert (found.only(variable="entry").n, found.only(variable="entry").reason) == (0, "no_values")


@pytest.mark.parametrize(
    ("after", "variable", "reason"),
    [
        ([1, 2, 3, None], "entry", "too_few"),
        ([1, 2, None, None], "constant", "all_equal"),
        ([1, 2, None, None], "apart", "all_equal"),
    ],
)
def test_without_spread_or_with_one_person_there_is_no_difference(
    after: list[float | None], variable: str, reason: str
) -> None:
    table = people(after, constant=[5, 5, 5, 5], apart=[1, 1, 2, 2])
    found = retained_and_lost(table, "entry", "exit", [variable] if variable != "entry" else []).only(variable=variable)
    assert (found.value, found.reason) == (None, reason)


def test_a_category_that_tells_the_lost_apart_has_shares_and_no_difference() -> None:
    found = retained_and_lost(people([1, 2, None, None], sex=["f", "f", "m", "m"]), "entry", "exit", ["sex"])
    row = found.as_table().set_index("category").loc["f"]
    assert (row["retained"], row["lost"], row["value"], row["reason"]) == (1, 0, None, "all_equal")


def test_people_whose_value_is_unknown_are_counted() -> None:
    found = retained_and_lost(people([1, 2, None, None], sex=["f", None, "m", "f"]), "entry", "exit", ["sex"])
    assert (found.only(category="f").n, found.only(category="f").missing) == (3, 1)


def test_both_shares_of_two_categories_differ_by_the_same_amount() -> None:
    found = retained_and_lost(people([1, 2, 3, None], sex=["f", "m", "f", "m"]), "entry", "exit", ["sex"])
    first, second = found.only(category="f"), found.only(category="m")
    assert first.value == pytest.approx(-(second.value or 0))
    assert first.standard_error == pytest.approx(second.standard_error)
