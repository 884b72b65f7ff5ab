"""Means, spreads and shares at the ends, held against R 4.2.2 (expected_numbers.R)."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.scales.describe import crowded_ends, describe, mean_with_interval

SCORES = pd.Series([0, 12.5, 25, 25, 50, 62.5, 75, 100, 100, None])
"""Nine scores and a blank; R works on x, the nine."""


def test_the_mean_and_its_interval_are_those_of_r() -> None:
    mean = mean_with_interval(SCORES)
    # R: t.test(x)
    assert mean.value == 50
    assert mean.standard_error == pytest.approx(12.325166214790867, abs=1e-12)
    assert mean.interval_low == pytest.approx(21.578115741613587, abs=1e-9)
    assert mean.interval_high == pytest.approx(78.421884258386413, abs=1e-9)
    assert (mean.n, mean.missing, mean.missing_policy, mean.unit, mean.weights) == (9, 1, "available", "points", "none")


def test_the_spread_is_that_of_r() -> None:
    told = describe(SCORES, (0, 100))
    # R: sd(x); quantile(x, c(0.25, 0.5, 0.75), type = 7); mean(x == 0); mean(x == 100)
    assert told.sd == pytest.approx(36.9754986443726, abs=1e-12)
    assert (told.lower_quartile, told.median, told.upper_quartile) == (25, 50, 75)
    assert told.floor_share == pytest.approx(0.1111111111111111)
    assert told.ceiling_share == pytest.approx(0.22222222222222221)


def test_another_level_makes_another_interval() -> None:
    mean = mean_with_interval(pd.Series([1, 2, 3]), level=0.9)
    # R: t.test(c(1, 2, 3), conf.level = 0.9)
    assert mean.interval_low == pytest.approx(0.31414553915295207, abs=1e-12)
    assert mean.level == 0.9


@pytest.mark.parametrize(
    ("values", "mean", "sd", "reason"),
    [
        ([], None, None, "no_values"),
        ([None, None], None, None, "no_values"),
        ([40], 40, None, "one_value"),
        ([40, None], 40, None, "one_value"),
        ([40, 40], 40, 0, "all_equal"),
        ([100 / 3, 100 - 200 / 3, 100 / 3], 100 / 3, 0, "all_equal"),
        ([0, 0, 0], 0, 0, "all_equal"),
    ],
)
def test_what_cannot_be_told_is_none_and_says_why(
    values: list[float | None], mean: float | None, sd: float | None, reason: str
) -> None:
    told = describe(pd.Series(values, dtype=object), (0, 100))
    assert (told.sd, told.mean.reason) == (sd, reason)
    assert told.mean.value == (None if mean is None else pytest.approx(mean))
    assert (told.mean.standard_error, told.mean.interval_low, told.mean.interval_high) == (None, None, None)
    assert told.n + told.missing == len(values)
    assert (told.median is None) == (told.floor_share is None) == (mean is None)


def test_two_values_have_an_interval() -> None:
    mean = mean_with_interval(pd.Series([40, 60]))
    # R: t.test(c(40, 60))
    assert mean.interval_low == pytest.approx(-77.062047361746949, abs=1e-9)
    assert mean.reason == ""


def test_a_row_has_fixed_columns() -> None:
    names = "n missing mean sd median lower_quartile upper_quartile floor_share ceiling_share standard_error"
    more = "interval_low interval_high level missing_policy method unit standardiser weights design "
    last = "degrees_of_freedom p_value assumptions cautions reason"
    assert list(describe(SCORES, (0, 100)).as_row()) == f"{names} {more}{last}".split()
    assert list(describe(pd.Series([], dtype=float), (0, 100)).as_row()) == f"{names} {more}{last}".split()


def test_scores_outside_their_range_are_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 5"):
        describe(pd.Series([1, 6]), (0, 5))


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match=r"0\.95 for 95 %"):
        mean_with_interval(pd.Series([1, 2]), level=level)


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ([0, 0, 50, 60, 70], ["floor_crowded"]),
        ([0, 50, 60, 70, 80, 90, 100], []),  # one of seven: 14 %
        ([0, 0, 100, 100], ["floor_crowded", "ceiling_crowded"]),
        ([], []),
    ],
)
def test_a_crowded_end_is_found_above_15_percent(values: list[float], keys: list[str]) -> None:
    told = describe(pd.Series(values, dtype=float), (0, 100))
    assert [finding.key for finding in crowded_ends(told)] == keys
