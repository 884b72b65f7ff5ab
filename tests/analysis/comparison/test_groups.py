"""What a comparison of groups says by hand, when it cannot say, and with which words."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparison.ancova import adjusted_comparison
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.clustered import clustered_change
from analysis.comparison.gain import difference_in_change
from analysis.comparison.regression import linear_regression
from analysis.comparison.robust import CLASSICAL_ERRORS, by_cluster
from analysis.comparison.waiting import waiting_list_comparison
from analysis.comparison.wording import estimand_of, may_say_effect

ARMS = Arms("arm", "advice")
Comparison = Callable[..., Contrasts]
BOTH = pytest.mark.parametrize("comparison", [adjusted_comparison, difference_in_change])


def people(**columns: object) -> pd.DataFrame:
    """Four of each group, in two clusters per group, unless columns say otherwise."""
    table = pd.DataFrame(
        {
            "arm": ["support"] * 4 + ["advice"] * 4,
            "entry": [20.0, 30, 42, 50, 22, 31, 40, 55],
            "exit": [35.0, 41, 50, 66, 25, 33, 47, 52],
            "worker": ["a", "a", "b", "b", "c", "c", "d", "d"],
        }
    )
    return table.assign(**columns)


def test_without_covariates_the_gain_is_the_difference_of_the_mean_changes() -> None:
    # By hand: changes 15, 11, 8, 16 and 3, 2, 7, -3; means 12.5 and 2.25.
    found = difference_in_change(people(), "entry", "exit", ARMS).estimates[0]
    assert found.value == pytest.approx(12.5 - 2.25)
    # HC3 of two groups: Σ (deviation / (1 - 1/4))² / 4² in each. Deviations 2.5 -1.5 -4.5 3.5 and .75 -.25 4.75 -5.25.
    squares = (2.5**2 + 1.5**2 + 4.5**2 + 3.5**2, 0.75**2 + 0.25**2 + 4.75**2 + 5.25**2)
    assert found.standard_error == pytest.approx(math.sqrt(sum(squares) / 9))
    assert found.degrees_of_freedom == 6


@BOTH
def test_words_follow_the_design(comparison: Comparison) -> None:
    names = {
        design: comparison(people(), "entry", "exit", Arms("arm", "advice", design=design)).estimates[0].estimand
        for design in ("randomised", "by_need", "waiting_list")
    }
    elsewhere = "adjusted_difference" if comparison is adjusted_comparison else "difference_in_change"
    assert names == {"randomised": "average_effect", "by_need": elsewhere, "waiting_list": elsewhere}


def test_only_lots_make_a_waiting_list_speak_of_effect() -> None:
    told = [may_say_effect("waiting_list", assigned=how) for how in ("random", "", "need", "Random")]
    assert told == [True, False, False, False]
    drawn, not_drawn = (
        waiting_list_comparison(people(), "entry", "exit", "arm", waiting="advice", assigned=assigned).estimates[0]
        for assigned in ("random", "")
    )
    assert (drawn.estimand, drawn.cautions) == ("average_effect", ("small_n",))
    assert (not_drawn.estimand, not_drawn.cautions) == ("adjusted_difference", ("confounding_possible", "small_n"))


def test_a_figure_that_is_not_known_has_no_words() -> None:
    with pytest.raises(ValueError, match="difference is not known; it is one of adjusted_difference"):
        estimand_of("difference", "randomised")


def test_assumptions_and_cautions_stand_with_the_figure() -> None:
    by_need = difference_in_change(people(), "entry", "exit", ARMS, errors=by_cluster("worker")).estimates[0]
    assert by_need.assumptions == ("parallel_trends", "lost_at_random", "independent_clusters")
    assert by_need.cautions == ("confounding_by_need", "parallel_trends_untested", "small_n", "few_clusters")
    drawn = difference_in_change(people(), "entry", "exit", Arms("arm", "advice", design="randomised")).estimates[0]
    assert drawn.assumptions == ("assigned_by_chance", "lost_at_random", "independent_people")
    assert drawn.cautions == ("small_n",)


@BOTH
@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"exit": [None] * 8}, "no_values"),
        ({"entry": [None] * 8}, "no_values"),
        ({"exit": [35.0, 41, 50, 66, None, None, None, None]}, "one_group"),
        ({"exit": [None, None, None, None, 25.0, 33, 47, 52]}, "one_group"),
        ({"arm": ["advice"] * 8}, "one_group"),
        ({"arm": [None] * 8}, "no_values"),
        ({"exit": [35.0, None, None, None, 25, None, None, None]}, "too_few"),
        ({"entry": [20.0] * 8, "exit": [30.0] * 8}, "all_equal"),
    ],
)
def test_what_cannot_be_compared_has_a_reason(comparison: Comparison, columns: dict[str, object], reason: str) -> None:
    for errors in ({}, {"errors": by_cluster("worker")}):
        found = comparison(people(**columns), "entry", "exit", ARMS, **errors).estimates[0]
        assert (found.reason, found.interval_low, found.p_value) == (reason, None, None)
        assert found.n + found.missing == 8


@BOTH
def test_nobody_at_all_has_a_reason(comparison: Comparison) -> None:
    found = comparison(people().iloc[:0], "entry", "exit", ARMS).estimates[0]
    assert (found.reason, found.n, found.missing) == ("no_values", 0, 0)


def test_a_named_group_without_anyone_does_not_take_the_others() -> None:
    arms = Arms("arm", "advice", ("support", "outreach"))
    found = adjusted_comparison(people(), "entry", "exit", arms)
    assert found.people == {"advice": 4, "support": 4, "outreach": 0}
    assert found.named("support - advice").reason == ""
    assert found.named("outreach - advice").reason == "one_group"


def test_a_group_that_was_not_named_is_refused() -> None:
    with pytest.raises(ValueError, match="Column arm: it holds support, not among advice, outreach; name these"):
        adjusted_comparison(people(), "entry", "exit", Arms("arm", "advice", ("outreach",)))


@BOTH
def test_a_group_that_is_a_covariate_too_cannot_be_told_apart_from_it(comparison: Comparison) -> None:
    table = people(site=["x"] * 4 + ["y"] * 4)
    found = comparison(table, "entry", "exit", ARMS, covariates=("site",)).estimates[0]
    assert (found.value, found.reason) == (None, "collinear")


@BOTH
def test_a_covariate_that_says_nothing_new_is_left_out_and_told(comparison: Comparison) -> None:
    table = people(age=range(20, 28), months=[12 * age for age in range(20, 28)], sex=["f"] * 8)
    plain = comparison(table, "entry", "exit", ARMS, covariates=("age",)).estimates[0]
    more = comparison(table, "entry", "exit", ARMS, covariates=("age", "months", "sex")).estimates[0]
    assert more.value == pytest.approx(plain.value)
    assert "covariate_left_out" in more.cautions
    assert "covariate_left_out" not in plain.cautions


@BOTH
def test_one_cluster_has_no_interval(comparison: Comparison) -> None:
    found = comparison(people(worker=["a"] * 8), "entry", "exit", ARMS, errors=by_cluster("worker")).estimates[0]
    assert found.value is not None
    assert (found.reason, found.standard_error) == ("one_cluster", None)


@BOTH
@pytest.mark.parametrize("workers", ["aaaabcde", "aabbcccc", "aaaabbbb"])
def test_a_group_that_is_one_cluster_has_no_interval(comparison: Comparison, workers: str) -> None:
    # How clusters of that group differ cannot be told; the residuals of a lone cluster sum to 0 and would hide it.
    found = comparison(people(worker=list(workers)), "entry", "exit", ARMS, errors=by_cluster("worker")).estimates[0]
    assert found.value is not None
    assert (found.reason, found.interval_low) == ("one_cluster", None)


@BOTH
def test_a_group_of_one_person_has_no_interval(comparison: Comparison) -> None:
    table = people(arm=["support"] + ["advice"] * 7)
    found = comparison(table, "entry", "exit", ARMS).estimates[0]
    assert found.value is not None
    assert (found.reason, found.interval_low) == ("too_few", None)


def test_a_perfect_fit_has_no_interval() -> None:
    # exit = entry + 10 with support, + 2 without: nothing is left over.
    table = people(exit=[30.0, 40, 52, 60, 24, 33, 42, 57])
    found = adjusted_comparison(table, "entry", "exit", ARMS).estimates[0]
    assert found.value == pytest.approx(8)
    assert (found.reason, found.standard_error) == ("all_equal", None)


@BOTH
def test_where_all_answers_are_one_the_difference_is_nought_and_no_rounding(comparison: Comparison) -> None:
    table = people(entry=[0.1 + 0.2] * 8, exit=[0.1 + 0.2] * 4 + [0.3] * 4, age=[float(n) for n in range(8)])
    found = comparison(table, "entry", "exit", ARMS, covariates=("age",)).estimates[0]
    assert (str(found.value), found.reason) == ("0.0", "all_equal")


def test_rows_that_do_not_count_are_counted() -> None:
    table = people(exit=[35.0, None, 50, 66, 25, 33, 47, 52], sex=["f", "m", None, "f", "m", "f", "m", "f"])
    found = adjusted_comparison(table, "entry", "exit", ARMS, covariates=("sex",))
    assert (found.estimates[0].n, found.estimates[0].missing) == (6, 2)
    assert found.people == {"advice": 4, "support": 2}


def test_a_table_has_fixed_columns() -> None:
    table = adjusted_comparison(people(), "entry", "exit", ARMS, errors=by_cluster("worker")).as_table()
    assert list(table.columns[:4]) == ["contrast", "clusters", "estimand", "value"]
    assert list(table.columns[-3:]) == ["assumptions", "cautions", "reason"]
    assert table["clusters"].tolist() == [4]


def test_a_contrast_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="outreach is not among support - advice"):
        adjusted_comparison(people(), "entry", "exit", ARMS).named("outreach")


@BOTH
@given(shift=st.floats(-50, 50), stretch=st.floats(0.1, 10), order=st.permutations(list(range(8))))
@settings(max_examples=30, deadline=None)
def test_the_unit_of_the_scores_and_the_order_of_people_do_not_matter(
    comparison: Comparison, shift: float, stretch: float, order: list[int]
) -> None:
    table = people()
    told = comparison(table, "entry", "exit", ARMS, errors=by_cluster("worker")).estimates[0]
    other = table.assign(entry=table["entry"] * stretch + shift, exit=table["exit"] * stretch + shift).iloc[order]
    found = comparison(other, "entry", "exit", ARMS, errors=by_cluster("worker")).estimates[0]
    assert found.value == pytest.approx(told.value * stretch, rel=1e-6)
    assert found.standard_error == pytest.approx(told.standard_error * stretch, rel=1e-6)
    assert found.degrees_of_freedom == pytest.approx(told.degrees_of_freedom, rel=1e-6)


@pytest.mark.parametrize(("column", "told"), [("nowhere", "there are 0 of this name"), ("arm", "which is no number")])
def test_a_column_that_is_no_score_is_refused(column: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        adjusted_comparison(people(), "entry", column, ARMS)


def test_weights_below_nought_are_refused_and_nought_does_not_count() -> None:
    table = people(weight=[1.0, 2, 0, 1, 1, 1, 1, 1])
    found = linear_regression(table, "exit", ["entry"], weights="weight").named("entry")
    assert (found.n, found.missing, found.weights) == (7, 1, "weight")
    with pytest.raises(ValueError, match="a weight below 0"):
        linear_regression(table.assign(weight=-1.0), "exit", ["entry"], weights="weight")


def test_clusters_are_needed_for_a_change_by_cluster() -> None:
    with pytest.raises(ValueError, match="they know no clusters; paired_change"):
        clustered_change(people(), "entry", "exit", CLASSICAL_ERRORS)


def test_a_change_of_equal_clusters_is_that_of_their_means() -> None:
    # By hand: with two people in each of four clusters, CR2 is the t test of the four mean changes 13, 12, 2.5, 2:
    # mean 7.375, sd of the means 5.932, over 2 (√4); 3 degrees of freedom.
    found = clustered_change(people(), "entry", "exit", by_cluster("worker"))
    assert found.value == pytest.approx(7.375)
    assert found.standard_error == pytest.approx(np.std([13, 12, 2.5, 2], ddof=1) / 2)
    assert (found.estimand, found.degrees_of_freedom) == ("mean_change", pytest.approx(3))


def test_a_change_without_its_clusters_is_refused_and_none_counts_nobody() -> None:
    with pytest.raises(ValueError, match="Column session: there are 0 of this name"):
        clustered_change(people(), "entry", "exit", by_cluster("session"))
    nobody = clustered_change(people(exit=[None] * 8), "entry", "exit", by_cluster("worker"))
    assert (nobody.value, nobody.reason, nobody.n, nobody.missing) == (None, "no_values", 0, 8)
    alone = clustered_change(people(worker=["a"] * 8), "entry", "exit", by_cluster("worker"))
    assert (alone.value, alone.interval_low, alone.reason) == (pytest.approx(7.375), None, "one_cluster")


@pytest.mark.parametrize("names", [("advice",), ("support", "support")])
def test_a_group_named_twice_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="name each once"):
        Arms("arm", "advice", names)
