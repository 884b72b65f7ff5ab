"""Tipping points by hand, and where there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.sampling.tipping import tipping_compared, tipping_paired

PAIRED = pd.DataFrame({"entry": [10, 20, 30, 40, 20, 30], "exit": [15, 24, 36, 47, None, None]})
ARMS = pd.DataFrame(
    {
        "arm": list("aaaaabbbbb"),
        "entry": [1, 2, 3, 4, 5] * 2,
        "exit": [4, 5, 7, None, 8, 2, 2, 4, None, 5],
    }
)


def test_each_point_of_delta_counts_by_the_share_lost() -> None:
    # The lost have entries 20 and 30, both groups the same mean 25: their expected change is that of the retained,
    # (5 + 4 + 6 + 7) / 4 = 5.5; a delta of 3 adds 3 × 2/6.
    found = tipping_paired(PAIRED, "entry", "exit", (0, 3))
    assert found.only(delta=0).value == pytest.approx(5.5)
    assert found.only(delta=3).value == pytest.approx(6.5)


def test_at_the_tipping_point_the_interval_ends_at_0() -> None:
    point = tipping_paired(PAIRED, "entry", "exit", (0,)).tipping_point
    assert point is not None and point < 0
    assert tipping_paired(PAIRED, "entry", "exit", (point,)).estimates[0].interval_low == pytest.approx(0, abs=1e-9)
    assert (tipping_paired(PAIRED, "entry", "exit", (point * 0.99,)).estimates[0].interval_low or 0) > 0


def test_a_result_that_holds_0_already_has_its_point_at_0() -> None:
    table = PAIRED.assign(exit=[15, 10, 36, 35, None, None])
    found = tipping_paired(table, "entry", "exit", (0,))
    assert (found.tipping_point, found.finding().key) == (0, "holds_zero_already")


def test_with_nobody_lost_no_delta_tips() -> None:
    found = tipping_paired(PAIRED.dropna(), "entry", "exit", (0, -50))
    assert (found.tipping_point, found.finding().key) == (None, "never_tips")
    assert found.estimates[0].value == found.estimates[1].value


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (PAIRED.assign(exit=np.nan), "no_values"),
        (PAIRED.assign(entry=np.nan), "no_values"),
        (PAIRED.head(2), "too_few"),
        (PAIRED.assign(entry=30), "collinear"),
    ],
)
def test_a_paired_change_that_cannot_be_told(table: pd.DataFrame, reason: str) -> None:
    found = tipping_paired(table, "entry", "exit", (0,))
    assert (found.estimates[0].value, found.estimates[0].reason, found.tipping_point) == (None, reason, None)
    assert found.finding().key == "tipping_unknown"


def test_equal_changes_have_no_interval() -> None:
    table = PAIRED.assign(exit=PAIRED["entry"] + 4.0).assign(exit=lambda told: told["exit"].where(told.index < 4))
    found = tipping_paired(table, "entry", "exit", (0,)).estimates[0]
    assert (found.value, found.interval_low, found.reason) == (pytest.approx(4), None, "all_equal")


def test_only_the_lost_of_the_first_arm_are_shifted() -> None:
    found = tipping_compared(ARMS, "arm", "exit", [], (0, 5), compared=("a", "b"))
    # Without covariates the lost one of five shifts the mean of its arm by 5 / 5.
    assert found.only(delta=0).value == pytest.approx(6 - 3.25)
    assert found.only(delta=5).value == pytest.approx(6 - 3.25 + 1)
    assert (found.retained, found.lost) == (8, 2)


def test_turning_the_arms_turns_the_sign() -> None:
    one = tipping_compared(ARMS, "arm", "exit", ["entry"], (0,), compared=("a", "b")).estimates[0]
    other = tipping_compared(ARMS, "arm", "exit", ["entry"], (0,), compared=("b", "a")).estimates[0]
    assert (one.value, one.interval_low) == (pytest.approx(-other.value), pytest.approx(-other.interval_high))


def test_other_arms_are_left_out() -> None:
    with_third = pd.concat([ARMS, ARMS.head(3).assign(arm="c")], ignore_index=True)
    one = tipping_compared(ARMS, "arm", "exit", ["entry"], (0,), compared=("a", "b")).estimates
    assert tipping_compared(with_third, "arm", "exit", ["entry"], (0,), compared=("a", "b")).estimates == one


def test_rows_may_share_an_index() -> None:
    one = tipping_compared(ARMS, "arm", "exit", ["entry"], (0,), compared=("a", "b")).estimates
    same = ARMS.set_index(pd.Index([0] * len(ARMS)))
    assert tipping_compared(same, "arm", "exit", ["entry"], (0,), compared=("a", "b")).estimates == one


def test_an_empty_arm_cannot_be_compared() -> None:
    found = tipping_compared(ARMS, "arm", "exit", ["entry"], (0,), compared=("a", "none")).estimates[0]
    assert (found.value, found.reason) == (None, "one_group")


def test_wrong_arguments_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="name two arms"):
        tipping_compared(ARMS, "arm", "exit", [], (0,), compared=("a", "a"))
    with pytest.raises(ValueError, match="give at least one number"):
        tipping_paired(PAIRED, "entry", "exit", ())
