"""Weights, and the errors of weighted figures by linearisation and jackknife, held against R."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from r.comparing import CLOSED_FORM, ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.results import Estimate
from analysis.sampling.calibration import linear_calibration
from analysis.sampling.design import Design
from analysis.sampling.margins import Margin, register_margin
from analysis.sampling.post_stratification import post_stratification
from analysis.sampling.raking import raking
from analysis.sampling.weighted_figures import (
    weighted_change,
    weighted_mean,
    weighted_ratio,
    weighted_shares,
    weighted_total,
)
from analysis.sampling.weighted_regression import weighted_logistic, weighted_regression
from analysis.sampling.weights import Weighting

REGISTER = read("register")
SITES = REGISTER.groupby("site").size()


def those_who_answered() -> pd.DataFrame:
    told = REGISTER[REGISTER["answered"] == 1].reset_index(drop=True)
    answered = told.groupby("site").size()
    told["base"] = [SITES[site] / answered[site] for site in told["site"]]
    return told.assign(alike=1500 / 349, helped_or_half=told["helped"] + 0.5)


THOSE = those_who_answered()


def margins(*names: str) -> list[Margin]:
    return [register_margin(REGISTER, name) for name in names or ("site", "age", "event")]


CROSSED = register_margin(REGISTER, "age", "event")
BOUNDS = (0.6, 2)


def weightings() -> dict[str, Weighting]:
    return {
        "post": post_stratification(THOSE, CROSSED),
        "raked": raking(THOSE, margins()),
        "linear": linear_calibration(THOSE, margins()),
        "bounded": linear_calibration(THOSE, margins(), bounds=BOUNDS),
        "trimmed": raking(THOSE, margins(), trim=BOUNDS),
    }


WEIGHTINGS = weightings()


@pytest.mark.parametrize("label", WEIGHTINGS)
def test_weights_and_what_they_cost(label: str) -> None:
    told = WEIGHTINGS[label]
    found = {
        "sum_of_squares": float(np.square(np.array(told.weights, dtype=float)).sum()),
        "lowest": told.lowest,
        "highest": told.highest,
        "effective_n": told.effective_n,
        "design_effect": told.design_effect,
        "first": told.weights[0],
        "hundredth": told.weights[99],
    }
    within = ITERATIVE if label in ("bounded", "trimmed") else CLOSED_FORM
    hold_equal(
        {f"{label}_{name}": value for name, value in found.items()}, expected("weighting", "register"), within=within
    )


@pytest.mark.parametrize("label", ["raked", "linear", "bounded"])
def test_the_package_sampling_finds_the_same_weights(label: str) -> None:
    found = float(np.square(np.array(WEIGHTINGS[label].weights, dtype=float)).sum())
    told = expected("weighting", "register")
    hold_equal({f"{label}_calib_sum_of_squares": found}, told, within=ITERATIVE)


BY_STRATA = Design(weight="base", strata="site", population=SITES.to_dict())
BY_CLUSTERS = Design(weight="base", strata="site", cluster="worker", population=dict.fromkeys(SITES.index, 15.0))
CLUSTERS_RAKED = replace(BY_CLUSTERS, weight=None, weighting=raking(THOSE, margins(), base="base"))
CLUSTERS_LINEAR = replace(
    BY_CLUSTERS, weight=None, weighting=linear_calibration(THOSE, margins("age", "event"), base="base")
)
JK1 = Design(errors="jackknife")
DESIGNS = {
    "plain": Design(),
    "finite": Design(population=1500, weight="alike"),
    "strata": BY_STRATA,
    "clusters": BY_CLUSTERS,
    "post": Design(weighting=WEIGHTINGS["post"]),
    "raked": Design(weighting=WEIGHTINGS["raked"]),
    "linear": Design(weighting=WEIGHTINGS["linear"]),
    "bounded": Design(weighting=WEIGHTINGS["bounded"]),
    "clusters_raked": CLUSTERS_RAKED,
    "clusters_linear": CLUSTERS_LINEAR,
    "jk1": JK1,
    "jk1_raked": replace(JK1, weighting=WEIGHTINGS["raked"]),
    "jkn": replace(BY_CLUSTERS, errors="jackknife"),
    "jkn_raked": replace(CLUSTERS_RAKED, errors="jackknife"),
    "jkn_linear": replace(CLUSTERS_LINEAR, errors="jackknife"),
}
FIRST_ONLY = ("jk1", "jk1_raked", "jkn_linear")


def told_by(label: str, estimate: Estimate) -> dict[str, float | None]:
    return {
        f"{label}_value": estimate.value,
        f"{label}_se": estimate.standard_error,
        f"{label}_low": estimate.interval_low,
        f"{label}_high": estimate.interval_high,
    }


@pytest.mark.parametrize("label", DESIGNS)
def test_means_and_totals(label: str) -> None:
    design = DESIGNS[label]
    found = told_by(f"{label}_mean", weighted_mean(THOSE, "score", design))
    found |= told_by(f"{label}_total", weighted_total(THOSE, "score", design))
    hold_equal(found, expected("weighting", "register"))


@pytest.mark.parametrize("label", [label for label in DESIGNS if label not in FIRST_ONLY])
def test_ratios_and_shares(label: str) -> None:
    design = DESIGNS[label]
    found = told_by(f"{label}_ratio", weighted_ratio(THOSE, "score", "helped_or_half", design))
    found |= told_by(f"{label}_share", weighted_shares(THOSE, "helped", design).only(category="1"))
    hold_equal(found, expected("weighting", "register"))


@pytest.mark.parametrize("label", [label for label in DESIGNS if label not in FIRST_ONLY])
def test_regressions(label: str) -> None:
    design = DESIGNS[label]
    linear = weighted_regression(THOSE, "score", ["helped", "event"], design)
    found = {}
    for term, name in (
        ("constant", "(Intercept)"),
        ("helped", "helped"),
        ("event=bereavement", "eventbereavement"),
        ("event=separation", "eventseparation"),
    ):
        found |= told_by(f"{label}_{name}", linear.only(term=term))
    hold_equal(found, expected("weighting", "register"))
    logistic = weighted_logistic(THOSE, "helped", ["score"], design).only(term="score")
    hold_equal(told_by(f"{label}_log_odds", logistic), expected("weighting", "register"), within=ITERATIVE)


def test_a_domain_is_the_people_with_an_outcome() -> None:
    domain = THOSE.assign(score=THOSE["score"].where(THOSE["age"] == "60+"))
    hold_equal(
        told_by("domain_mean", weighted_mean(domain, "score", CLUSTERS_RAKED)), expected("weighting", "register")
    )


def test_the_error_of_rake_itself() -> None:
    found = {"rake_mean_se": weighted_mean(THOSE, "score", DESIGNS["raked"]).standard_error}
    hold_equal(found, expected("weighting", "register"), within=ITERATIVE)


@pytest.mark.parametrize(("policy", "name"), [("grand_mean", "adjust"), ("removed", "remove"), ("average", "average")])
def test_a_stratum_with_one_cluster(policy: str, name: str) -> None:
    people = THOSE[(THOSE["site"] != "south") | (THOSE["worker"] == "s12")]
    design = Design(weight="base", strata="site", cluster="worker", lonely=policy)
    hold_equal(told_by(f"lonely_{name}", weighted_mean(people, "score", design)), expected("weighting", "register"))


@pytest.mark.parametrize(("policy", "name"), [("refused", "fail"), ("average", "average")])
def test_a_stratum_of_one_cluster_and_no_other(policy: str, name: str) -> None:
    people = THOSE[(THOSE["site"] != "south") | (THOSE["worker"] == "s12")]
    population = {"north": 15, "centre": 15, "south": 1}
    design = Design(weight="base", strata="site", cluster="worker", population=population, lonely=policy)
    hold_equal(told_by(f"certain_{name}", weighted_mean(people, "score", design)), expected("weighting", "register"))


def test_households_at_exit() -> None:
    homes = read("households")
    homes = homes[homes["wave"] == "exit"]
    design = Design(cluster="household")
    found = told_by("mean", weighted_mean(homes, "score", design))
    found |= told_by("armsupport", weighted_regression(homes, "score", ["arm"], design).only(term="arm=support"))
    hold_equal(found, expected("weighting", "households"))


def test_weights_for_those_lost() -> None:
    people = read("lost_at_exit").dropna(subset=["entry"])
    thirds = pd.cut(people["entry"], [-1, 35, 50, 101], labels=["low", "middle", "high"]).astype(str)
    people = people.assign(third=thirds)
    stayed = people.dropna(subset=["exit"])
    weighting = post_stratification(stayed, register_margin(people, "third"))
    design = Design(weighting=weighting)
    found = told_by("mean", weighted_mean(stayed, "exit", design))
    found |= told_by("change", weighted_change(stayed, "entry", "exit", design))
    hold_equal(found, expected("weighting", "lost_at_exit"))
