"""Regressions of the population where a term, a group or a cluster is missing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.sampling.calibration import linear_calibration
from analysis.sampling.design import Design
from analysis.sampling.margins import known_margin
from analysis.sampling.weighted_figures import weighted_mean
from analysis.sampling.weighted_regression import weighted_logistic, weighted_regression
from analysis.tables import EstimateTable

PEOPLE = pd.DataFrame(
    {
        "participant_id": [f"p{number}" for number in range(10)],
        "arm": list("aaaaabbbbb"),
        "worker": list("vwxyzvwxyz"),
        "age": [20, 30, 40, 50, 60, 25, 35, 45, 55, 65],
        "score": [20.0, 35, 40, 50, 25, 30, 45, 60, 65, 50],
        "helped": [1, 0, 1, 1, 0, 0, 1, 0, 1, 1],
        "w": [1.0, 2, 3, 4, 4, 3, 2, 1, 1, 2],
    }
)


def test_a_constant_alone_is_the_weighted_mean() -> None:
    for design in (Design(weight="w"), Design(weight="w", cluster="worker", errors="jackknife")):
        one = weighted_regression(PEOPLE, "score", [], design).only(term="constant")
        mean = weighted_mean(PEOPLE, "score", design)
        assert (one.value, one.standard_error) == (pytest.approx(mean.value), pytest.approx(mean.standard_error))


def test_a_category_alone_is_the_difference_of_weighted_means() -> None:
    found = weighted_regression(PEOPLE, "score", ["arm"], Design(weight="w")).only(term="arm=b")
    means = [np.average(part["score"], weights=part["w"]) for _arm, part in PEOPLE.groupby("arm")]
    assert found.value == pytest.approx(means[1] - means[0])


@pytest.mark.parametrize(
    ("people", "covariates", "reason"),
    [
        (PEOPLE.assign(again=2 * PEOPLE["age"]), ["age", "again"], "collinear"),
        (PEOPLE.assign(again=PEOPLE["age"] + 1e-7 * PEOPLE["helped"]), ["age", "again"], "collinear"),
        (PEOPLE.assign(score=3.0), ["age"], "all_equal"),
        (PEOPLE.assign(score=np.nan), ["age"], "no_values"),
        (PEOPLE.head(2), ["age"], "too_few"),
    ],
)
def test_a_regression_that_cannot_be_told(people: pd.DataFrame, covariates: list[str], reason: str) -> None:
    found = weighted_regression(people, "score", covariates, Design())
    assert {(part.value, part.reason) for part in found.estimates} == {(None, reason)}


def test_too_few_clusters_for_the_terms_leave_coefficients_without_errors() -> None:
    people = PEOPLE.assign(worker=list("vvvvvwwwww"))
    found = weighted_regression(people, "score", ["age"], Design(cluster="worker")).only(term="age")
    assert found.value is not None
    assert (found.standard_error, found.reason) == (None, "too_few")


def test_people_without_a_covariate_are_counted() -> None:
    found = weighted_regression(PEOPLE.assign(age=PEOPLE["age"].where(PEOPLE.index > 2)), "score", ["age"], Design())
    assert (found.only(term="age").n, found.only(term="age").missing) == (7, 3)


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (PEOPLE.assign(helped=1), "one_group"),
        (PEOPLE.assign(helped=(PEOPLE["age"] > 41) * 1), "separation"),
        (PEOPLE.assign(helped=np.nan), "no_values"),
    ],
)
def test_a_logistic_regression_that_cannot_be_told(people: pd.DataFrame, reason: str) -> None:
    found = weighted_logistic(people, "helped", ["age"], Design(weight="w"))
    assert {(part.value, part.reason) for part in found.estimates} == {(None, reason)}


def test_whoever_has_weight_0_does_not_count() -> None:
    without = PEOPLE.iloc[1:]
    zero = PEOPLE.assign(w=PEOPLE["w"].where(PEOPLE.index > 0, 0))
    for figure, outcome in ((weighted_regression, "score"), (weighted_logistic, "helped")):
        one = figure(zero, outcome, ["age"], Design(weight="w")).only(term="age")
        other = figure(without, outcome, ["age"], Design(weight="w")).only(term="age")
        assert (one.value, one.n, one.missing) == (pytest.approx(other.value), 9, 1)


def test_weights_below_0_count_in_a_linear_regression_and_stop_a_logistic_one() -> None:
    weighting = linear_calibration(PEOPLE, [known_margin("arm", {"a": 50, "b": 50})], numbers={"age": 5_800})
    assert (weighting.lowest or 0) < 0
    design = Design(weighting=weighting)
    assert weighted_regression(PEOPLE, "score", ["age"], design).only(term="age").n == 10
    assert weighted_logistic(PEOPLE, "helped", ["age"], design).only(term="age").reason == "no_convergence"


@pytest.mark.parametrize("figure", [weighted_regression, weighted_logistic])
def test_a_level_is_a_share(figure: Callable[..., EstimateTable]) -> None:
    with pytest.raises(ValueError, match="0.95 for 95"):
        figure(PEOPLE, "helped", ["age"], Design(), level=95)


def test_a_code_as_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="other values than 0 and 1"):
        weighted_logistic(PEOPLE.assign(helped=2), "helped", ["age"], Design())
