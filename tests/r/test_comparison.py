"""Regression, ANCOVA and difference in differences, held against R's ``lm``, sandwich and clubSandwich."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from r.comparing import expected, hold_equal
from r.samples import read

from analysis.comparison.ancova import adjusted_comparison
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.gain import difference_in_change
from analysis.comparison.regression import linear_regression
from analysis.comparison.robust import CLASSICAL_ERRORS, HC3, Errors, by_cluster
from analysis.comparison.waiting import waiting_list_comparison
from analysis.results import Estimate

ARMS = Arms("arm", "advice")
Told = dict[str, float | None]


def by_people(prefix: str, classical: Estimate, robust: Estimate) -> Told:
    """The figures that R was asked for without clusters."""
    return {
        f"{prefix}_value": robust.value,
        f"{prefix}_classical_se": classical.standard_error,
        f"{prefix}_classical_p": classical.p_value,
        f"{prefix}_hc3_se": robust.standard_error,
        f"{prefix}_hc3_low": robust.interval_low,
        f"{prefix}_hc3_high": robust.interval_high,
        f"{prefix}_hc3_p": robust.p_value,
    }


def by_clusters(prefix: str, cr1: Estimate, cr2: Estimate) -> Told:
    """The figures that R was asked for by cluster."""
    return {
        f"{prefix}_cr2_se": cr2.standard_error,
        f"{prefix}_cr2_df": cr2.degrees_of_freedom,
        f"{prefix}_cr2_p": cr2.p_value,
        f"{prefix}_cr2_low": cr2.interval_low,
        f"{prefix}_cr2_high": cr2.interval_high,
        f"{prefix}_cr1_se": cr1.standard_error,
        f"{prefix}_cr1_p": cr1.p_value,
    }


def both_waves() -> pd.DataFrame:
    """The first two waves of ``households``, one row per person."""
    wide = read("households").pivot(index=["participant_id", "household", "arm"], columns="wave", values="score")
    return wide.reset_index()


@pytest.mark.parametrize(("prefix", "covariates"), [("ancova", ()), ("ancova_covariates", ("age", "sex"))])
def test_ancova_is_that_of_r(prefix: str, covariates: tuple[str, ...]) -> None:
    plain, robust = (
        adjusted_comparison(read("unequal_arms"), "entry", "exit", ARMS, covariates=covariates, errors=errors)
        for errors in (CLASSICAL_ERRORS, HC3)
    )
    hold_equal(by_people(prefix, plain.estimates[0], robust.estimates[0]), expected("comparison", "unequal_arms"))


@pytest.mark.parametrize(("prefix", "covariates"), [("gain", ()), ("gain_covariates", ("age", "sex"))])
def test_the_difference_in_change_is_that_of_r(prefix: str, covariates: tuple[str, ...]) -> None:
    # R leaves out whoever lacks something; here everyone has age and sex.
    plain, robust = (
        difference_in_change(read("unequal_arms"), "entry", "exit", ARMS, covariates=covariates, errors=errors)
        for errors in (CLASSICAL_ERRORS, HC3)
    )
    hold_equal(by_people(prefix, plain.estimates[0], robust.estimates[0]), expected("comparison", "unequal_arms"))


@pytest.mark.parametrize(
    ("prefix", "name", "weights"),
    [("regression_age", "age", ""), ("regression_sex", "sex=m", ""), ("weighted_entry", "entry", "weight")],
)
def test_a_regression_is_that_of_r(prefix: str, name: str, weights: str) -> None:
    table = read("unequal_arms").dropna()
    table["weight"] = 1 + table["age"] / 20
    predictors = ["entry", "sex"] if weights else ["age", "sex"]
    plain, robust = (
        linear_regression(table, "exit", predictors, weights=weights, errors=errors).named(name)
        for errors in (CLASSICAL_ERRORS, HC3)
    )
    hold_equal(by_people(prefix, plain, robust), expected("comparison", "unequal_arms"))


@pytest.mark.parametrize(("prefix", "name"), [("weighted_entry", "entry"), ("weighted_sex", "sex=m")])
def test_weighted_errors_by_cluster_are_those_of_r(prefix: str, name: str) -> None:
    table = read("unequal_arms").dropna()
    table["weight"], table["site"] = 1 + table["age"] / 20, table["age"] // 7
    cr1, cr2 = (
        linear_regression(table, "exit", ["entry", "sex"], weights="weight", errors=by_cluster("site", kind)).named(
            name
        )
        for kind in ("cr1", "cr2")
    )
    hold_equal(by_clusters(prefix, cr1, cr2), expected("comparison", "unequal_arms"))


def test_the_covariate_of_eleven_clusters_is_that_of_r() -> None:
    table = read("few_workers").assign(support=lambda held: (held["arm"] == "support").astype(int))
    cr1, cr2 = (
        linear_regression(table, "exit", ["support", "entry"], errors=by_cluster("worker", kind)).named("entry")
        for kind in ("cr1", "cr2")
    )
    hold_equal(by_clusters("entry", cr1, cr2), expected("comparison", "few_workers"))


@pytest.mark.parametrize(("prefix", "estimator"), [("ancova", adjusted_comparison), ("gain", difference_in_change)])
def test_eleven_clusters_give_the_errors_of_r(prefix: str, estimator: Callable[..., Contrasts]) -> None:
    def found(errors: Errors) -> Estimate:
        return estimator(read("few_workers"), "entry", "exit", ARMS, errors=errors).estimates[0]

    told = expected("comparison", "few_workers")
    hold_equal(by_people(prefix, found(CLASSICAL_ERRORS), found(HC3)), told)
    hold_equal(by_clusters(prefix, found(by_cluster("worker", "cr1")), found(by_cluster("worker"))), told)


@pytest.mark.parametrize(("prefix", "estimator"), [("ancova", adjusted_comparison), ("gain", difference_in_change)])
def test_many_small_clusters_give_the_errors_of_r(prefix: str, estimator: Callable[..., Contrasts]) -> None:
    cr1, cr2 = (
        estimator(both_waves(), "entry", "exit", ARMS, errors=by_cluster("household", kind)).estimates[0]
        for kind in ("cr1", "cr2")
    )
    hold_equal(by_clusters(prefix, cr1, cr2), expected("comparison", "households"))


def test_nine_people_give_the_regression_of_r() -> None:
    plain, robust = (
        linear_regression(read("few_people"), "exit", ["entry"], errors=errors).named("entry")
        for errors in (CLASSICAL_ERRORS, HC3)
    )
    hold_equal(by_people("regression_entry", plain, robust), expected("comparison", "few_people"))


def test_a_waiting_list_of_nine_gives_the_ancova_of_r() -> None:
    table = read("few_people")
    table["arm"] = ["now" if at % 2 == 0 else "waiting" for at in range(len(table))]
    plain, robust = (
        waiting_list_comparison(table, "entry", "exit", "arm", waiting="waiting", errors=errors).estimates[0]
        for errors in (CLASSICAL_ERRORS, HC3)
    )
    hold_equal(by_people("waiting", plain, robust), expected("comparison", "few_people"))
