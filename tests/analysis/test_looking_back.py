"""Entry and change, then-test, perceived change: by hand, and when they cannot be told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.change.entry_and_change import entry_and_change
from analysis.change.paired import paired_change
from analysis.change.perceived import perceived_change, perceived_shares
from analysis.change.then_test import then_test


def waves(entry: list[float | None], leaving: list[float | None]) -> pd.DataFrame:
    """Two waves, one list each."""
    return pd.DataFrame({"entry": entry, "exit": leaving}, dtype=object)


def test_regression_alone_gives_the_expected_correlation_and_no_oldham() -> None:
    # True scores that stay, errors of one size in both waves; r = 1/2, so that -√((1 - 1/2) / 2) = -1/2
    rng = np.random.default_rng(11)
    true = rng.standard_normal(20_000)
    table = pd.DataFrame({wave: true + rng.standard_normal(true.size) for wave in ("entry", "exit")})
    found = entry_and_change(table, "entry", "exit", reliability=0.5)
    assert found.expected_by_regression == pytest.approx(-0.5, abs=0.01)
    assert found.observed.value == pytest.approx(found.expected_by_regression, abs=0.01)
    assert found.oldham.interval_low < 0 < found.oldham.interval_high
    assert found.blomqvist.interval_low < 0 < found.blomqvist.interval_high
    assert found.observed.cautions == ("regression_to_the_mean",)


def test_blomqvist_finds_the_slope_of_true_change() -> None:
    # True change is -0.3 of the true entry score; reliability at entry 1 / (1 + 1) = 1/2
    rng = np.random.default_rng(12)
    true = rng.standard_normal(20_000)
    noise = rng.standard_normal((2, true.size))
    table = pd.DataFrame({"entry": true + noise[0], "exit": 0.7 * true + noise[1]})
    found = entry_and_change(table, "entry", "exit", reliability=0.5).blomqvist
    assert found.interval_low < -0.3 < found.interval_high
    assert found.standard_error < 0.03


@pytest.mark.parametrize(
    ("entry", "leaving", "reason", "slope_reason"),
    [
        ([], [], "no_values", "no_values"),
        ([1], [2], "one_value", "one_value"),
        ([5, 5, 5, 5], [1, 2, 3, 4], "all_equal", "all_equal"),
        ([1, 2, 3, 4], [2, 3, 4, 5], "all_equal", "all_equal"),
        ([1, 2, 3, 4], [2, 4, 6, 8], "", "all_equal"),
        ([1, 2, 4], [2, 2, 1], "too_few", ""),
        ([1, 2], [2, 2], "too_few", "too_few"),
    ],
)
def test_entry_and_change_that_cannot_be_told_say_why(
    entry: list[float | None], leaving: list[float | None], reason: str, slope_reason: str
) -> None:
    found = entry_and_change(waves(entry, leaving), "entry", "exit", reliability=0.8)
    assert (found.observed.interval_low is None, found.observed.reason) == (reason != "", reason)
    assert found.blomqvist.reason == slope_reason
    assert len(found.as_table()) == 3


def test_no_slope_without_or_against_a_reliability() -> None:
    table = waves([1, 2, 3, 4], [2, 2, 4, 3])
    assert entry_and_change(table, "entry", "exit").blomqvist is None
    assert len(entry_and_change(table, "entry", "exit").estimates) == 2
    assert entry_and_change(table, "entry", "exit", reliability=-0.1).blomqvist.reason == "contradiction"
    with pytest.raises(ValueError, match="at most 1"):
        entry_and_change(table, "entry", "exit", reliability=80)


def test_change_is_felt_change_plus_shift_of_the_same_people() -> None:
    table = pd.DataFrame(
        {"entry": [50, 60, 70, None, 10], "then": [40, 45, 65, 10, None], "exit": [55, 60, 80, 9, 12]}, dtype=float
    )
    change, felt, shift = then_test(table, "entry", "then", "exit").estimates
    assert change.value == pytest.approx(felt.value + shift.value)
    assert {(one.n, one.missing) for one in (change, felt, shift)} == {(3, 2)}
    assert change.interval_low == pytest.approx(paired_change(table[:3], "entry", "exit").interval_low)


@pytest.mark.parametrize(
    ("rows", "reason"), [([], "no_values"), ([(1, None, 2)], "no_values"), ([(1, 2, 4)], "one_value")]
)
def test_a_then_test_that_cannot_be_told_says_why(rows: list[tuple[float | None, ...]], reason: str) -> None:
    table = pd.DataFrame(rows, columns=["entry", "then", "exit"], dtype=object)
    for found in then_test(table, "entry", "then", "exit").estimates:
        assert (found.interval_low, found.p_value, found.reason) == (None, None, reason)


def test_everybody_looking_back_alike_has_no_interval() -> None:
    table = pd.DataFrame({"entry": [5, 6, 7], "then": [4, 5, 6], "exit": [6, 8, 7]})
    shift = then_test(table, "entry", "then", "exit").only(estimand="response_shift")
    assert (shift.value, shift.interval_low, shift.reason) == (-1, None, "all_equal")


def test_felt_change_says_that_it_was_asked_once() -> None:
    found = perceived_change(waves([1, 2, None], [3, 5, 4]), "entry", "exit")
    assert (found.estimand, found.cautions, found.n, found.missing) == ("felt_change", ("asked_once",), 2, 1)


def test_shares_of_a_question_about_change() -> None:
    table = perceived_shares(pd.DataFrame({"felt": [2, 1, 1, 0, -1, None]}), "felt", better=[1, 2], worse=[-1, -2])
    assert [share.value for share in table.estimates] == [0.6, 0.2, 0.2]
    assert table.only(felt="worse").cautions == ("asked_once",)
    with pytest.raises(ValueError, match="both better and worse"):
        perceived_shares(pd.DataFrame({"felt": [1]}), "felt", better=[1], worse=[1])


def test_nobody_answered_the_question_about_change() -> None:
    table = perceived_shares(pd.DataFrame({"felt": [None]}, dtype=object), "felt", better=[1], worse=[0])
    assert {(share.value, share.reason, share.missing) for share in table.estimates} == {(None, "no_values", 1)}
