"""Standardised differences of groups: by hand, and when they cannot be told."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.comparison.arms import Arms
from analysis.comparison.standardised import standardised_comparison

ARMS = Arms("arm", "advice", ("support",))


def people(support: list[float | None], advice: list[float | None]) -> pd.DataFrame:
    """Scores of two groups."""
    arm = ["support"] * len(support) + ["advice"] * len(advice)
    return pd.DataFrame({"arm": arm, "score": [*support, *advice]}).astype({"score": "Float64"})


def test_by_hand() -> None:
    # Means 4 and 2, both variances 1, so that d = 2; J of 4 degrees is Γ(2) / (√2 Γ(3/2)) = 0.797885
    table = people([3, 4, 5, None], [1, 2, 3])
    plain = standardised_comparison(table, "score", ARMS, figure="cohen_d").estimates[0]
    assert (plain.value, plain.standardiser, plain.n, plain.missing) == (pytest.approx(2), pytest.approx(1), 6, 1)
    corrected = standardised_comparison(table, "score", ARMS).estimates[0]
    assert corrected.value == pytest.approx(2 * 0.7978845608, abs=1e-9)


def test_turning_the_groups_around_turns_the_sign() -> None:
    table = people([3, 4, 6, 9], [1, 2, 5])
    one = standardised_comparison(table, "score", ARMS).estimates[0]
    other = standardised_comparison(table, "score", Arms("arm", "support", ("advice",))).estimates[0]
    assert (one.value, one.interval_low) == (pytest.approx(-other.value), pytest.approx(-other.interval_high))


@pytest.mark.parametrize(
    ("support", "advice", "reason"),
    [
        ([], [1, 2, 3], "one_group"),
        ([None, None], [1, 2, 3], "one_group"),
        ([1], [2], "too_few"),
        ([1], [2, 3], "too_few"),
        ([4, 4], [2, 2, 2], "all_equal"),
    ],
)
def test_what_cannot_be_told_says_why(support: list[float | None], advice: list[float | None], reason: str) -> None:
    found = standardised_comparison(people(support, advice), "score", ARMS).estimates[0]
    assert (found.value, found.interval_low, found.reason) == (None, None, reason)
    assert found.n + found.missing == len(support) + len(advice)


def test_only_chance_makes_it_an_effect() -> None:
    table = people([3, 4, 6, 9], [1, 2, 5])
    drawn = standardised_comparison(table, "score", Arms("arm", "advice", design="randomised")).estimates[0]
    chosen = standardised_comparison(table, "score", ARMS).estimates[0]
    assert (drawn.estimand, drawn.cautions) == ("standardised_effect", ("small_n",))
    assert (chosen.estimand, chosen.cautions) == ("standardised_difference", ("confounding_by_need", "small_n"))


def test_another_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="hedges_g or cohen_d"):
        standardised_comparison(people([1, 2], [3, 4]), "score", ARMS, figure="delta")
