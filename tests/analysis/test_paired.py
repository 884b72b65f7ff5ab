"""The mean change of the same people, held against R 4.2.2 (expected_numbers.R)."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.change.paired import direction, paired_change

SLEEP = pd.DataFrame(
    {
        "first": [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
        "second": [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    }
)
"""Student's extra hours of sleep under two drugs (R: the data set sleep)."""


def people(before: list[float | None], after: list[float | None]) -> pd.DataFrame:
    """One row per person."""
    return pd.DataFrame({"entry": before, "exit": after}, dtype=object)


def test_the_change_and_its_interval_are_those_of_r() -> None:
    change = paired_change(SLEEP, "first", "second", unit="hours")
    # R: t.test(after, before, paired = TRUE)
    assert change.value == pytest.approx(1.58, abs=1e-12)
    assert change.standard_error == pytest.approx(0.3889587238883952, abs=1e-12)
    assert change.interval_low == pytest.approx(0.70011423672301754, abs=1e-12)
    assert change.interval_high == pytest.approx(2.4598857632769824, abs=1e-12)
    assert (change.estimand, change.n, change.missing, change.missing_policy) == ("mean_change", 10, 0, "listwise")
    assert (change.unit, change.method, change.design) == ("hours", "t", "none")


def test_only_pairs_count_and_the_lost_are_told() -> None:
    change = paired_change(people([10, 20, 30, None, 5, None], [15, 22, 41, 50, None, None]), "entry", "exit")
    assert (change.value, change.n, change.missing) == (6, 3, 3)


@pytest.mark.parametrize(
    ("before", "after", "value", "reason"),
    [
        ([], [], None, "no_values"),
        ([None, None], [None, None], None, "no_values"),
        ([1, None], [None, 2], None, "no_values"),
        ([10], [15], 5, "one_value"),
        ([10, 20], [15, 25], 5, "all_equal"),
        ([10, 20], [10, 20], 0, "all_equal"),
        # Both rise by a third of the range; the computer makes 33.333333333333336 and 33.33333333333333 of it.
        ([0, 100 / 3], [100 / 3, 200 / 3], 100 / 3, "all_equal"),
    ],
)
def test_what_cannot_be_told_is_none_and_says_why(
    before: list[float | None], after: list[float | None], value: float | None, reason: str
) -> None:
    change = paired_change(people(before, after), "entry", "exit")
    assert change.value == (None if value is None else pytest.approx(value))
    assert (change.reason, change.standard_error, change.interval_low, change.interval_high) == (
        reason,
        None,
        None,
        None,
    )
    assert change.n + change.missing == len(before)


def test_two_pairs_have_an_interval() -> None:
    change = paired_change(people([10, 20], [10, 24]), "entry", "exit")
    # R: t.test(c(0, 4))
    assert change.interval_low == pytest.approx(-23.412409472349388, abs=1e-9)
    assert change.reason == ""


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ([10, 20, 30], [15, 24, 36], "change_up"),
        ([15, 24, 36], [10, 20, 30], "change_down"),
        ([10, 20, 30], [25, 10, 31], "change_unclear"),
        ([10, 20], [15, 25], "change_without_interval"),
        ([10], [15], "change_without_interval"),
        ([], [], "change_unknown"),
    ],
)
def test_the_direction_is_told_as_far_as_the_interval_tells(
    before: list[float | None], after: list[float | None], key: str
) -> None:
    assert direction(paired_change(people(before, after), "entry", "exit")).key == key


def test_an_absent_wave_is_named() -> None:
    with pytest.raises(ValueError, match="Column follow_up: there are 0 of this name among first, second"):
        paired_change(SLEEP, "first", "follow_up")
