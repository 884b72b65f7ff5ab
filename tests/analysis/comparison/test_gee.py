"""What estimating equations say by hand, and when they cannot say."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.comparison.arms import Arms
from analysis.comparison.gee import population_average
from analysis.comparison.waves import Waves

TWO = Waves(("entry", "exit"))
ARMS = Arms("arm", "advice")
IN_ARMS = ["support"] * 8 + ["advice"] * 8


def long(entry: list[int | None], leaves: list[int | None], **columns: list[object]) -> pd.DataFrame:
    """One row per person and wave; ``helped`` is 0 or 1."""
    people = [f"p{number}" for number in range(len(entry))]
    parts = [
        pd.DataFrame({"participant_id": people, "wave": wave, "helped": values, **columns})
        for wave, values in (("entry", entry), ("exit", leaves))
    ]
    return pd.concat(parts, ignore_index=True)


ENTRY: list[int | None] = [0, 0, 0, 0, 0, 0, 1, 1] * 2
EXIT: list[int | None] = [1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1]


def test_complete_waves_have_the_odds_of_their_shares() -> None:
    # By hand: with everyone at both waves the estimates are those of the shares. Support 2/8 then 5/8: odds 1/3, 5/3;
    # advice 2/8 then 3/8: odds 1/3, 3/5. Ratio of odds ratios (5/3 : 1/3) : (3/5 : 1/3) = 5 : 1.8.
    found = population_average(long(ENTRY, EXIT, arm=IN_ARMS), "helped", TWO, ARMS, kind="share")
    estimate = found.contrasts.named("support - advice at exit")
    assert estimate.value == pytest.approx(5 / 1.8)
    assert (estimate.estimand, estimate.standard_error, estimate.unit) == (
        "ratio_of_odds_ratios",
        None,
        "ratio of odds",
    )
    assert found.contrasts.people == {"advice": 8, "support": 8}
    alone = population_average(long(ENTRY, EXIT), "helped", TWO, kind="share").contrasts.named("exit - entry")
    assert (alone.value, alone.estimand) == (pytest.approx(3), "odds_ratio")


def test_lots_make_it_an_effect() -> None:
    drawn = Arms("arm", "advice", design="randomised")
    share = population_average(long(ENTRY, EXIT, arm=IN_ARMS), "helped", TWO, drawn, kind="share")
    score = population_average(long(ENTRY, EXIT, arm=IN_ARMS), "helped", TWO, drawn)
    names = [found.contrasts.estimates[0].estimand for found in (share, score)]
    assert names == ["effect_odds_ratio", "average_effect"]


@pytest.mark.parametrize(
    ("entry", "leaves", "reason"),
    [
        ([None] * 16, [None] * 16, "no_values"),
        (ENTRY, [None] * 16, "too_few"),
        ([0] * 8 + [0, 0, 0, 0, 0, 0, 1, 1], EXIT, "separation"),
        (ENTRY, [1] * 16, "separation"),
        ([1] * 16, [1] * 16, "all_equal"),
    ],
)
def test_what_cannot_be_told_has_a_reason(entry: list[int | None], leaves: list[int | None], reason: str) -> None:
    table = long(entry, leaves, arm=IN_ARMS)
    (estimate,) = population_average(table, "helped", TWO, ARMS, kind="share").contrasts.estimates
    assert (estimate.value, estimate.interval_low, estimate.reason) == (None, None, reason)


def test_a_covariate_that_tells_the_share_apart_has_a_reason() -> None:
    table = long(ENTRY, EXIT)
    table["told"] = [10 * helped + number % 3 for number, helped in enumerate(table["helped"])]
    found = population_average(table, "helped", TWO, kind="share", covariates=("told",)).contrasts.estimates[0]
    assert (found.value, found.reason) == (None, "separation")


def test_one_household_has_no_interval() -> None:
    table = long(ENTRY, EXIT, home=["h"] * 16)
    found = population_average(table, "helped", Waves(("entry", "exit"), group="home")).contrasts.estimates[0]
    assert (found.value, found.reason) == (None, "one_cluster")


def test_a_share_of_scores_is_refused() -> None:
    with pytest.raises(ValueError, match="Column helped: it holds more than 0 and 1"):
        population_average(long([3] * 16, EXIT), "helped", TWO, kind="share")
    with pytest.raises(ValueError, match="kind is rate; it is score or share"):
        population_average(long(ENTRY, EXIT), "helped", TWO, kind="rate")
