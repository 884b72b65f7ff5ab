"""The R-indicator at its ends, and when no propensity can be told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.sampling.r_indicator import r_indicator

EVEN = pd.DataFrame({"site": ["n"] * 20 + ["s"] * 20, "answered": ([1] * 10 + [0] * 10) * 2})


def test_equal_chances_give_1() -> None:
    found = r_indicator(EVEN, "answered", ["site"])
    assert (found.raw.value, found.corrected.value) == (pytest.approx(1), pytest.approx(1))
    assert found.corrected.reason in ("", "all_equal")
    assert [part.partial for part in found.partials] == pytest.approx([0, 0])


def test_the_correction_never_lowers_the_indicator() -> None:
    rng = np.random.default_rng(3)
    table = pd.DataFrame({"site": rng.choice(list("abcdef"), 150), "answered": rng.integers(0, 2, 150)})
    found = r_indicator(table, "answered", ["site"])
    assert (found.corrected.value or 0) > (found.raw.value or 0)


def test_raw_is_lowest_when_half_of_the_people_always_answer() -> None:
    # Chances 0.95 and 0.05, half each: S = 0.45 × √(40/39), R = 1 - 2 S.
    table = EVEN.assign(answered=[1] * 19 + [0] + [0] * 19 + [1])
    assert r_indicator(table, "answered", ["site"]).raw.value == pytest.approx(1 - 0.9 * np.sqrt(40 / 39))


@pytest.mark.parametrize(
    ("table", "variables", "reason"),
    [
        (EVEN.assign(answered=1), ["site"], "one_group"),
        (EVEN.assign(answered=[1] * 20 + [0] * 20), ["site"], "separation"),
        (EVEN.assign(again=EVEN["site"]), ["site", "again"], "collinear"),
        (EVEN.assign(site="n"), ["site"], "collinear"),
        (EVEN.head(0), ["site"], "no_values"),
        (EVEN.iloc[[0, 25]], ["site"], "too_few"),
    ],
)
def test_without_propensities_there_is_no_indicator(table: pd.DataFrame, variables: list[str], reason: str) -> None:
    found = r_indicator(table, "answered", variables)
    assert (found.raw.value, found.raw.reason) == (None, reason)
    assert (found.corrected.value, found.corrected.reason) == (None, reason)
    assert found.partials_as_table().empty
    assert found.problem is not None and found.problem.key == f"no_model_{reason}"


def test_people_without_a_variable_are_counted() -> None:
    found = r_indicator(EVEN.assign(site=EVEN["site"].where(EVEN.index > 2)), "answered", ["site"])
    assert (found.raw.n, found.raw.missing) == (37, 3)


def test_a_code_for_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="make it say who answered"):
        r_indicator(EVEN.assign(answered=3), "answered", ["site"])
