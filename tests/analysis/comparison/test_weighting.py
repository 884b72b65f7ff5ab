"""What weighting by need does by hand, and when it cannot be done."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.comparison.arms import Arms
from analysis.comparison.robust import by_cluster
from analysis.comparison.weighting import WeightedComparison, weighted_comparison
from analysis.results import Estimate

ARMS = Arms("arm", "advice")


def people(**columns: object) -> pd.DataFrame:
    """In need: three supported (60, 50, 70), one advised (50); not in need: one supported (80), three advised."""
    table = pd.DataFrame(
        {
            "need": ["yes"] * 4 + ["no"] * 4,
            "arm": ["support", "support", "support", "advice", "support", "advice", "advice", "advice"],
            "exit": [60.0, 50, 70, 50, 80, 60, 70, 71],
            "worker": list("abcdabcd"),
        }
    )
    return table.assign(**columns)


def only(found: WeightedComparison) -> Estimate:
    """The only contrast."""
    (estimate,) = found.contrasts.estimates
    return estimate


def test_weights_are_one_over_the_share_of_the_group() -> None:
    # By hand: in need 3 of 4 were supported, else 1 of 4. Everyone: supported (4/3 × 180 + 4 × 80) / 8 = 70,
    # advised (4 × 50 + 4/3 × 201) / 8 = 58.5.
    found = weighted_comparison(people(), "exit", ARMS, ["need"])
    assert only(found).value == pytest.approx(70 - 58.5)
    # Σw = 8, Σw² = 3 × (4/3)² + 4² = 64/3: 64 / (64/3) = 3.
    assert found.effective_n == pytest.approx({"advice": 3, "support": 3})


def test_the_others_are_brought_to_the_supported() -> None:
    # By hand: supported as they are, mean 65; advised in need 3, else 1/3: (3 × 50 + 201/3) / 4 = 54.25.
    found = weighted_comparison(people(), "exit", ARMS, ["need"], target="supported")
    assert only(found).value == pytest.approx(65 - 54.25)
    assert found.effective_n["support"] == pytest.approx(4)


def test_weighting_makes_the_known_alike() -> None:
    # By hand: of the supported 3 of 4 are in need, of the advised 1 of 4; p (1 - p) is 3/16 in both: 0.5 / √(3/16).
    (balance,) = weighted_comparison(people(), "exit", ARMS, ["need"]).balance
    assert (balance.covariate, balance.supported_before, balance.reference_before) == ("need=yes", 0.75, 0.25)
    assert balance.difference_before == pytest.approx(0.5 / (3 / 16) ** 0.5)
    assert balance.difference_after == pytest.approx(0, abs=1e-9)


def test_errors_that_know_of_the_weights_are_those_of_standardising_by_need() -> None:
    # With one covariate of two values, weighting is the mean of the differences by need, each share 1/2. Its variance
    # by hand, delta method with need as drawn: Σ (1/2)² (s₁²/n₁ + s₀²/n₀) + var of the differences / 8, where variances
    # divide by n; lone people have none; each person a cluster: 8 / 7 times.
    # In need: 60, 50, 70 (200/3) against 50; else 80 against 60, 70, 71.
    s_supported, s_advised = 200 / 3, (49 + 9 + 16) / 3
    differences = (60 - 50, 80 - 67)
    variance = 0.25 * (s_supported / 3 + s_advised / 3) + (differences[1] - differences[0]) ** 2 / 4 / 8
    for with_covariates in (False, True):
        table = people(person=range(8))
        found = weighted_comparison(table, "exit", ARMS, ["need"], with_covariates=with_covariates, cluster="person")
        assert only(found).standard_error == pytest.approx((variance * 8 / 7) ** 0.5)
        assert only(found).value == pytest.approx(70 - 58.5)


def test_need_stays_a_caution_and_lots_make_it_an_effect() -> None:
    by_need = only(weighted_comparison(people(), "exit", ARMS, ["need"]))
    drawn = only(weighted_comparison(people(), "exit", Arms("arm", "advice", design="randomised"), ["need"]))
    assert (by_need.estimand, by_need.cautions) == ("adjusted_difference", ("confounding_by_need", "small_n"))
    assert by_need.assumptions == ("no_unmeasured_confounding", "overlap", "lost_at_random", "independent_people")
    assert (drawn.estimand, drawn.cautions) == ("average_effect", ("small_n",))
    assert (by_need.method, by_need.weights) == ("inverse_probability_everyone_stacked", "inverse_probability")


def test_cut_weights_are_counted_and_what_is_left_is_told() -> None:
    # Median of the supported's weights 4/3 4/3 4/3 4 is 4/3: one is cut, need is no longer balanced.
    found = weighted_comparison(people(), "exit", ARMS, ["need"], trim=0.5)
    assert found.cut == 2
    assert "imbalance_left" in only(found).cautions


def test_few_who_decide_are_told() -> None:
    table = pd.DataFrame(
        {
            "need": ["yes"] * 20 + ["no"] * 20,
            "arm": ["support"] * 19 + ["advice"] + ["support"] + ["advice"] * 19,
            "exit": [float(number % 7) for number in range(40)],
        }
    )
    found = weighted_comparison(table, "exit", ARMS, ["need"])
    # Weights 20/19 nineteen times and 20 once: 40² / (19 (20/19)² + 400) = 3.8 of 20 people.
    assert found.effective_n["support"] == pytest.approx(3.8)
    assert "weights_uneven" in only(found).cautions


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"exit": [None] * 8}, "no_values"),
        ({"arm": ["advice"] * 8}, "one_group"),
        ({"age": [50, 51, 52, 20, 53, 21, 22, 23]}, "separation"),
        ({"need": [None] * 8}, "no_values"),
        ({"age": [9, 9, 9, 1, 9, 1, 1, 1]}, "collinear"),
    ],
)
def test_what_cannot_be_weighted_has_a_reason(columns: dict[str, object], reason: str) -> None:
    table = people(**columns)
    found = weighted_comparison(table, "exit", ARMS, ["need", *(["age"] if "age" in table else [])])
    assert (only(found).value, only(found).reason) == (None, reason)
    assert only(found).n + only(found).missing == 8
    assert (found.balance, found.effective_n, found.balance_table().empty) == ((), {}, True)


def test_a_named_group_that_nobody_is_in_has_a_reason() -> None:
    found = weighted_comparison(people(arm=["advice"] * 8), "exit", Arms("arm", "advice", ("support",)), ["need"])
    assert (only(found).value, only(found).reason) == (None, "one_group")


def test_one_cluster_has_no_interval() -> None:
    table = people(worker=["a"] * 8)
    for how in ({"cluster": "worker"}, {"errors": by_cluster("worker")}):
        found = only(weighted_comparison(table, "exit", ARMS, ["need"], **how))  # type: ignore[arg-type]  # by name
        assert found.value is not None
        assert (found.interval_low, found.reason) == (None, "one_cluster")


def test_clusters_are_counted() -> None:
    found = weighted_comparison(people(), "exit", ARMS, ["need"], cluster="worker")
    assert (found.contrasts.clusters, only(found).degrees_of_freedom) == (4, 3)
    assert "independent_clusters" in only(found).assumptions


def test_a_table_of_balance_has_fixed_columns() -> None:
    table = weighted_comparison(people(), "exit", ARMS, ["need"]).balance_table()
    assert list(table.columns)[0] == "covariate"
    assert list(table.columns)[-2:] == ["difference_before", "difference_after"]


@pytest.mark.parametrize(
    ("arms", "choices", "told"),
    [
        (ARMS, {"target": "treated"}, "target is treated; it is everyone or supported"),
        (ARMS, {"trim": 0.2}, "trim is 0.2; it is a quantile"),
        (Arms("worker", "a"), {}, "weighting compares two groups, there are a, b, c, d"),
    ],
)
def test_choices_that_cannot_be_are_refused(arms: Arms, choices: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        weighted_comparison(people(), "exit", arms, ["need"], **choices)  # type: ignore[arg-type]  # by name
