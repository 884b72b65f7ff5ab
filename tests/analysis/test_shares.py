"""Shares with Wilson's and with exact intervals, correlations, tables of Estimates."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.correlation import correlation
from analysis.scales.ends import shares_at_ends
from analysis.shares import exact_share, wilson_share
from analysis.tables import EstimateTable


def test_wilson_is_that_of_newcombe() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81/263, method 3
    share = wilson_share(81, 263, estimand="improved", missing=2)
    assert (round(share.interval_low, 4), round(share.interval_high, 4)) == (0.2553, 0.3662)
    assert (share.n, share.missing) == (263, 2)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 0.2775), (10, 0.7225, 1)])
def test_nobody_and_everybody_have_an_interval_that_ends_at_the_end(count: int, low: float, high: float) -> None:
    # Hand: z² / (n + z²) = 3.8415 / 13.8415
    share = wilson_share(count, 10, estimand="improved", missing=0)
    assert (round(share.interval_low, 4), round(share.interval_high, 4)) == (low, high)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 0.3085), (10, 0.6915, 1)])
def test_exact_ends(count: int, low: float, high: float) -> None:
    # Hand: 1 - 0.025^(1/10)
    share = exact_share(count, 10, estimand="improved", missing=0)
    assert (round(share.interval_low, 4), round(share.interval_high, 4)) == (low, high)


def test_of_nobody_there_is_no_share() -> None:
    for share in (wilson_share, exact_share):
        found = share(0, 0, estimand="improved", missing=5)
        assert (found.value, found.interval_low, found.reason, found.missing) == (None, None, "no_values", 5)


def test_more_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson_share(3, 2, estimand="improved", missing=0)
    with pytest.raises(ValueError, match="-1 of 2"):
        exact_share(-1, 2, estimand="improved", missing=0)


@pytest.mark.parametrize(
    ("first", "second", "value", "reason"),
    [
        ([], [], None, "no_values"),
        ([None, None], [1, 2], None, "no_values"),
        ([1], [2], None, "one_value"),
        ([1, 1, 1, 1], [1, 2, 3, 4], None, "all_equal"),
        ([1, 2], [3, 1], -1, "too_few"),
        ([1, 2, 3], [1, 3, 2], 0.5, "too_few"),
    ],
)
def test_a_correlation_that_cannot_be_told_says_why(
    first: list[float | None], second: list[float | None], value: float | None, reason: str
) -> None:
    found = correlation(pd.DataFrame({"a": first, "b": second}, dtype=object), "a", "b")
    assert (found.value, found.interval_low, found.reason) == (pytest.approx(value) if value else None, None, reason)
    assert found.n + found.missing == len(first)


def test_a_perfect_correlation_has_an_interval_without_width() -> None:
    # R: cor.test(1:5, 2 * 1:5)$conf.int is 1 to 1
    found = correlation(pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 4, 6, 8, 10]}), "a", "b")
    assert (found.value, found.interval_low, found.interval_high, found.p_value) == (1, 1, 1, 0)


def test_ends_refuse_scores_outside_the_range() -> None:
    with pytest.raises(ValueError, match="outside 0 to 100"):
        shares_at_ends(pd.Series([0, 101]), (0, 100))


def test_ends_of_nobody() -> None:
    table = shares_at_ends(pd.Series([None, None], dtype=object), (0, 100))
    assert [(found.value, found.reason, found.missing) for found in table.estimates] == [(None, "no_values", 2)] * 2


def test_a_table_has_its_keys_first_and_finds_a_row() -> None:
    table = shares_at_ends(pd.Series([0, 5, 10]), (0, 10))
    rows = table.as_table()
    assert list(rows.columns[:3]) == ["end", "estimand", "value"]
    assert rows["end"].tolist() == ["floor", "ceiling"]
    assert table.only(end="floor").estimand == "floor_share"
    with pytest.raises(ValueError, match="2 rows"):
        table.only(method="wilson")


def test_a_table_refuses_keys_that_do_not_fit() -> None:
    share = wilson_share(1, 2, estimand="improved", missing=0)
    with pytest.raises(ValueError, match="one key"):
        EstimateTable(estimates=(share,), keys=())
    with pytest.raises(ValueError, match="same names"):
        EstimateTable(estimates=(share, share), keys=({"item": "a"}, {"wave": "a"}))
