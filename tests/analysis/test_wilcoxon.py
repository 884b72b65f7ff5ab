"""Signed ranks and the rank-biserial correlation, held against R 4.2.2 and effectsize 0.8.3 (expected_numbers.R)."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.change.wilcoxon import signed_rank

DEPRESSION = pd.DataFrame(
    {
        "before": [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
        "after": [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    }
)
"""Hollander and Wolfe's depression scores (R: ?wilcox.test)."""


def changes(*values: float | None) -> pd.DataFrame:
    """People who start at 0 and change so."""
    return pd.DataFrame({"before": [0] * len(values), "after": values}, dtype=object)


def test_few_changes_without_ties_have_the_exact_p_of_r() -> None:
    found = signed_rank(DEPRESSION, "before", "after")
    # R: wilcox.test(after, before, paired = TRUE); effectsize::rank_biserial(after, before, paired = TRUE)
    assert (found.statistic, found.p_method) == (5, "exact")
    assert found.p_value == pytest.approx(0.0390625, abs=1e-15)
    assert found.rank_biserial.value == pytest.approx(-0.77777777777777768, abs=1e-12)
    assert found.rank_biserial.interval_low == pytest.approx(-0.94415590192008148, abs=1e-12)
    assert found.rank_biserial.interval_high == pytest.approx(-0.29536312933624187, abs=1e-12)


def test_ties_and_zeros_have_the_normal_p_of_r() -> None:
    found = signed_rank(changes(5, 2, 11, 0, -1, 2), "before", "after")
    # R: wilcox.test(c(5, 2, 11, 0, -1, 2)); effectsize::rank_biserial(c(5, 2, 11, 0, -1, 2))
    assert (found.statistic, found.p_method) == (14, "normal")
    assert found.p_value == pytest.approx(0.10405923452892797, abs=1e-12)
    assert found.rank_biserial.value == pytest.approx(0.8666666666666667, abs=1e-12)
    assert found.rank_biserial.interval_low == pytest.approx(0.33681582417313377, abs=1e-12)
    assert (found.positive, found.negative, found.zero, found.zero_policy) == (4, 1, 1, "dropped")
    assert (found.rank_biserial.n, found.rank_biserial.missing) == (6, 0)


@pytest.mark.parametrize(("most", "p_method"), [(49, "exact"), (50, "normal")])
def test_p_is_exact_below_fifty_changes(most: int, p_method: str) -> None:
    found = signed_rank(
        changes(*[change if change % 3 else -change for change in range(1, most + 1)]), "before", "after"
    )
    # R: x <- 1:49; x[x %% 3 == 0] <- -x[x %% 3 == 0]; wilcox.test(x); the same with 1:50
    assert found.p_method == p_method
    assert found.p_value == pytest.approx({49: 0.041703854232423516, 50: 0.027063492176047903}[most], rel=1e-9)


@pytest.mark.parametrize(
    ("values", "value", "reason"),
    [
        ([], None, "no_values"),
        ([None, None], None, "no_values"),
        ([0], None, "all_equal"),
        ([0, 0, None], None, "all_equal"),
        ([3], 1, "one_direction"),
        ([-3, -1, 0], -1, "one_direction"),
        ([5, 5], 1, "one_direction"),
    ],
)
def test_what_cannot_be_told_is_none_and_says_why(values: list[float | None], value: float | None, reason: str) -> None:
    found = signed_rank(changes(*values), "before", "after")
    assert (found.rank_biserial.value, found.rank_biserial.reason) == (value, reason)
    assert (found.rank_biserial.interval_low, found.rank_biserial.interval_high) == (None, None)
    assert (found.p_value is None) == (found.statistic is None) == (value is None)
    assert found.positive + found.negative + found.zero + found.rank_biserial.missing == len(values)


def test_one_change_tells_nothing() -> None:
    # R: wilcox.test(3)
    assert signed_rank(changes(3), "before", "after").p_value == 1


def test_the_rounding_of_the_computer_makes_no_ranks() -> None:
    third = 100 / 3
    table = pd.DataFrame({"before": [0, third, 2 * third, 0], "after": [third, 2 * third, 100, 100 - 3 * third]})
    found = signed_rank(table, "before", "after")
    # Three changes of one third of the range are three ties; 100 - 3 * (100 / 3) is no change.
    assert (found.statistic, found.positive, found.zero, found.p_method) == (6, 3, 1, "normal")


def test_a_row_has_the_test_and_the_estimate() -> None:
    row = signed_rank(DEPRESSION, "before", "after").as_row()
    assert row["p_value"] is not None
    assert list(row)[-6:] == ["statistic", "p_method", "positive", "negative", "zero", "zero_policy"]
    assert (row["estimand"], row["n"], row["p_method"]) == ("rank_biserial", 9, "exact")
