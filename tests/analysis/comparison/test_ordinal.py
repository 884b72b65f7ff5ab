"""What the odds of a higher answer are by hand, and when they cannot be told."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.comparison.arms import Arms
from analysis.comparison.ordinal import odds_of_higher_answer

ARMS = Arms("arm", "advice")


def people(support: list[int | None], advice: list[int | None]) -> pd.DataFrame:
    """One row per person."""
    return pd.DataFrame({"arm": ["support"] * len(support) + ["advice"] * len(advice), "answer": [*support, *advice]})


def test_two_answers_have_the_odds_ratio_of_their_table() -> None:
    # By hand: 3 of 4 against 1 of 4: odds 3 and 1/3, ratio 9; there is only one cut, so nothing to compare it with.
    found = odds_of_higher_answer(people([2, 2, 2, 1], [1, 1, 1, 2]), "answer", ARMS)
    (estimate,) = found.contrasts.estimates
    assert estimate.value == pytest.approx(9, rel=1e-4)
    assert (found.proportionality, estimate.reason) == (None, "")
    assert found.contrasts.people == {"advice": 4, "support": 4}


def test_the_ratio_turns_over_with_the_reference_and_with_the_answers() -> None:
    table = people([1, 2, 3, 3, 2, 4], [1, 1, 2, 3, 2, 1])
    plain = odds_of_higher_answer(table, "answer", ARMS).contrasts.estimates[0].value
    reference = odds_of_higher_answer(table, "answer", Arms("arm", "support")).contrasts.estimates[0].value
    downwards = (
        odds_of_higher_answer(table.assign(answer=-table["answer"]), "answer", ARMS).contrasts.estimates[0].value
    )
    assert plain is not None
    assert (reference, downwards) == (pytest.approx(1 / plain, rel=1e-4), pytest.approx(1 / plain, rel=1e-4))


def test_words_follow_the_design() -> None:
    table = people([1, 2, 3, 3, 2, 4], [1, 1, 2, 3, 2, 1])
    drawn = odds_of_higher_answer(table, "answer", Arms("arm", "advice", design="randomised")).contrasts.estimates[0]
    by_need = odds_of_higher_answer(table, "answer", ARMS).contrasts.estimates[0]
    assert (drawn.estimand, drawn.cautions) == ("effect_odds_ratio", ("small_n",))
    assert (by_need.estimand, by_need.cautions) == ("odds_ratio", ("confounding_by_need", "small_n"))


@pytest.mark.parametrize(
    ("support", "advice", "reason"),
    [
        ([None] * 4, [None] * 4, "no_values"),
        ([1, 2, 3, 3], [None] * 4, "one_group"),
        ([2] * 4, [2] * 4, "all_equal"),
        ([3, 3, 4, 4], [1, 1, 2, 2], "separation"),
        ([1], [], "one_group"),
        ([1], [2], "separation"),
    ],
)
def test_odds_that_cannot_be_told_have_a_reason(
    support: list[int | None], advice: list[int | None], reason: str
) -> None:
    (estimate,) = odds_of_higher_answer(people(support, advice), "answer", ARMS).contrasts.estimates
    assert (estimate.value, estimate.interval_low, estimate.reason) == (None, None, reason)
    assert estimate.n + estimate.missing == len(support) + len(advice)


def test_odds_that_change_from_cut_to_cut_are_told() -> None:
    # Support goes to both ends: more have 2 or higher in advice, more have 4 in support.
    table = people([1] * 15 + [2, 3] + [4] * 15, [1] * 3 + [2] * 13 + [3] * 13 + [4] * 3)
    found = odds_of_higher_answer(table, "answer", ARMS)
    assert found.proportionality is not None
    assert found.proportionality.p_value < 0.001
    assert "odds_not_proportional" in found.contrasts.estimates[0].cautions


def test_a_group_that_nobody_is_in_does_not_take_the_others() -> None:
    arms = Arms("arm", "advice", ("support", "outreach"))
    found = odds_of_higher_answer(people([1, 2, 3, 3, 2, 4], [1, 1, 2, 3, 2, 1]), "answer", arms).contrasts
    assert found.named("support - advice").reason == ""
    assert found.named("outreach - advice").reason == "one_group"
