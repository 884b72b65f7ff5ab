"""Representativeness by hand, what it cannot see, and registers that say nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.sampling.association import goodness_of_fit, independence
from analysis.sampling.representativeness import NEVER_HELD, against_register, against_shares

REGISTER = pd.DataFrame(
    {"site": ["n", "n", "n", "n", "s", "s", "s", None], "children": [0, 1, 1, 2, 0, 0, None, 3]}
).assign(answered=[1, 1, 0, 0, 1, 0, 0, 1])


def test_shares_stand_side_by_side_with_their_counts() -> None:
    row = against_register(REGISTER, "answered", ["site"]).as_table().set_index("category").loc["n"]
    assert (row["population_n"], row["answered_n"], row["response_share"]) == (4, 2, 0.5)
    assert (row["population_share"], row["answered_share"]) == (pytest.approx(4 / 7), pytest.approx(2 / 3))
    assert row["difference"] == pytest.approx(2 / 3 - 4 / 7)


def test_people_without_a_category_are_counted() -> None:
    comparison = against_register(REGISTER, "answered", ["site"]).comparisons[0]
    assert (comparison.population_unknown, comparison.answered_unknown) == (1, 1)
    assert comparison.chi_square.cramers_v.n == 7


def test_numbers_are_categories_here() -> None:
    found = against_register(REGISTER, "answered", ["children"]).as_table()
    assert found["category"].tolist() == ["0", "1", "2", "3"]


def test_people_of_whom_nobody_knows_whether_they_answered_are_told_apart() -> None:
    found = against_register(REGISTER.assign(answered=[1, 1, 0, 0, 1, 0, 0, None]), "answered", ["site"])
    assert (found.unknown, found.population, found.answered) == (1, 7, 3)


def test_weights_bring_a_third_share() -> None:
    weighed = REGISTER.assign(weight=[1, 1, None, None, 4, None, None, 1])
    found = against_register(weighed, "answered", ["site"], weight="weight").as_table().set_index("category")
    assert found["weighted_share"].tolist() == [pytest.approx(2 / 6), pytest.approx(4 / 6)]


def test_what_the_register_does_not_hold_is_named() -> None:
    found = against_register(REGISTER, "answered", ["site"], asked=["site", "income", "health"])
    assert found.not_held == (*NEVER_HELD, "income", "health")


@pytest.mark.parametrize("answered", [0, 1])
def test_when_nobody_or_everybody_answered_there_is_nothing_to_test(answered: int) -> None:
    found = against_register(REGISTER.assign(answered=answered), "answered", ["site"])
    test = found.comparisons[0].chi_square
    assert (test.statistic, test.cramers_v.value, test.cramers_v.reason) == (None, None, "one_group")
    assert found.as_table()["answered_share"].isna().all() == (answered == 0)
    assert found.comparisons[0].dissimilarity == (0 if answered else None)


def test_a_register_of_one_category_or_of_nobody() -> None:
    one = against_register(REGISTER.assign(site="n"), "answered", ["site"]).comparisons[0]
    assert one.chi_square.cramers_v.reason == "one_group"
    none = against_register(REGISTER.head(0), "answered", ["site"])
    assert (none.population, none.comparisons[0].chi_square.cramers_v.reason) == (0, "no_values")
    assert none.tests_as_table()["p_value"].tolist() == [None]


def test_a_code_for_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="make it say who answered"):
        against_register(REGISTER.assign(answered=2), "answered", ["site"])


def test_weights_below_0_are_refused() -> None:
    with pytest.raises(ValueError, match="missing or below 0"):
        against_register(REGISTER.assign(weight=-1.0), "answered", ["site"], weight="weight")


def test_a_category_that_the_population_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody in s"):
        against_shares(REGISTER, {"site": {"n": 10, "m": 3}})


def test_a_category_in_which_nobody_answered_stands_with_its_share() -> None:
    found = against_shares(REGISTER, {"site": {"n": 10, "s": 5, "w": 5}}).as_table().set_index("category")
    assert (found.loc["w", "answered_n"], found.loc["w", "difference"]) == (0, -0.25)


def test_sparse_cells_are_counted() -> None:
    assert independence(np.array([[3.0, 2], [40, 60]]), missing=0).sparse == 2


def test_equal_shares_have_no_association_and_an_interval_from_0() -> None:
    found = independence(np.array([[10.0, 20], [10, 20]]), missing=0)
    assert (found.statistic, found.cramers_v.value, found.cramers_v.interval_low) == (0, 0, 0)
    assert found.cramers_v_corrected.value == 0


def test_perfect_association_is_1_both_ways() -> None:
    found = independence(np.array([[30.0, 0], [0, 20]]), missing=0)
    assert found.cramers_v.value == pytest.approx(1)
    assert found.cramers_v_corrected.value == pytest.approx(1)
    assert found.cramers_v.interval_high == 1


def test_people_where_none_can_be_are_refused() -> None:
    with pytest.raises(ValueError, match="known share is 0"):
        goodness_of_fit(np.array([3.0, 1]), np.array([1.0, 0]), missing=0)


def test_the_order_of_categories_does_not_matter() -> None:
    counts = np.array([[3.0, 9], [14, 6], [8, 8]])
    one, other = independence(counts, missing=0), independence(counts[::-1, ::-1], missing=0)
    assert one.cramers_v.value == pytest.approx(other.cramers_v.value)
    assert one.cramers_v.interval_low == pytest.approx(other.cramers_v.interval_low)
