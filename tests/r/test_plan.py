"""The worked example of a plan, carried out from its three files, held against R."""

from __future__ import annotations

import pytest
from r.comparing import HERE, ITERATIVE, expected, hold_equal

from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv, read_register
from survey.findings.planned.results import PlannedFigure, Results
from survey.instrument.plan_file import read_plan_file

FOLDER = HERE.parent.parent / "docs" / "examples" / "plan"
CHANGE, COMPARISON = "exit - entry", "support - advice"
RAKED = "raking_trimmed_and_met_again"
SIZES = ("cohen_d_z", "hedges_g_z", "cohen_d_av", "hedges_g_av", "rank_biserial", "improved_of_changed")
OUTCOMES = ("wellbeing", "trust", "hope")
HOUSEHOLDS = ("all", "household_type=alone", "household_type=couple", "household_type=family")


@pytest.fixture(scope="module")
def results() -> Results:
    """The example carried out."""
    file = read_plan_file(FOLDER / "PLAN.yaml")
    register = read_register(file, (FOLDER / "REGISTER.csv").read_bytes())
    table = from_csv(file, (FOLDER / "DATA.csv").read_bytes(), register)
    return results_of(table, file.plan, design=file.design)


def one(results: Results, outcome: str, within: str, contrast: str, method: str) -> PlannedFigure:
    """The figure of a method; of several the one that comes first."""
    return next(
        each
        for each in results.figures
        if (each.outcome, each.within, each.contrast, each.estimate.method) == (outcome, within, contrast, method)
    )


def told(figure: PlannedFigure, prefix: str) -> dict[str, float | None]:
    """A figure as R's table names it."""
    estimate = figure.estimate
    whole = {
        "value": estimate.value,
        "se": estimate.standard_error,
        "low": estimate.interval_low,
        "high": estimate.interval_high,
        "p": estimate.p_value,
    }
    return {f"{prefix}_{name}": value for name, value in whole.items()}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("within", HOUSEHOLDS)
def test_every_contrast_within_every_subgroup_is_that_of_r(results: Results, outcome: str, within: str) -> None:
    plain = one(results, outcome, within, CHANGE, "t")
    weighted = [
        one(results, outcome, within, contrast, method)
        for contrast, method in ((CHANGE, "linearised"), (COMPARISON, "ancova_linearised"))
    ]
    figures = {"n": plain.estimate.n, "missing": plain.estimate.missing}
    figures |= told(plain, "change_t") | told(one(results, outcome, within, CHANGE, "cr2"), "change_cr2")
    figures |= told(weighted[0], "change_linearised") | told(weighted[1], "ancova_linearised")
    for method in ("ancova_hc3", "ancova_cr2"):
        figures |= told(one(results, outcome, within, COMPARISON, method), method)
    figures |= {
        "change_linearised_adjusted_p": weighted[0].adjusted_p_value,
        "ancova_linearised_adjusted_p": weighted[1].adjusted_p_value,
    }
    sample = outcome if within == "all" else f"{outcome} {within.removeprefix('household_type=')}"
    hold_equal(figures, expected("plan", sample))
    assert all(each.preferred and each.estimate.weights == RAKED for each in weighted)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_sizes_ranks_and_changes_are_those_of_r(results: Results, outcome: str) -> None:
    by_estimand = {
        each.estimate.estimand: each.estimate
        for each in results.figures
        if (each.outcome, each.within, each.contrast) == (outcome, "all", CHANGE)
    }
    change_scores = one(results, outcome, "all", COMPARISON, "change_scores_cr2")
    figures: dict[str, float | None] = {}
    compared = one(results, outcome, "all", COMPARISON, "hedges_g_cluster_jackknife").estimate
    for name, each in ({name: by_estimand[name] for name in SIZES} | {"hedges_g": compared}).items():
        figures |= {name: each.value, f"{name}_low": each.interval_low, f"{name}_high": each.interval_high}
        figures |= {f"{name}_df": each.degrees_of_freedom, f"{name}_p": each.p_value}
    hold_equal(figures | told(change_scores, "change_scores_cr2"), expected("plan", outcome))


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_mixed_models_are_those_of_r(results: Results, outcome: str) -> None:
    figures: dict[str, float | None] = {}
    for contrast, name in ((CHANGE, "mixed_change"), (COMPARISON, "mixed_arms")):
        estimate = one(results, outcome, "all", contrast, "mixed_model_t_between_groups").estimate
        figures |= {f"{name}_value": estimate.value, f"{name}_se": estimate.standard_error}
        assert (estimate.n, estimate.missing) == (120, 0)
    hold_equal(figures, expected("plan", outcome), within=ITERATIVE)


def test_what_the_weights_cost_is_what_r_finds(results: Results) -> None:
    hold_equal({"effective_n": results.weighting[0].effective_n}, expected("plan", "weights"))


def test_the_primary_outcome_is_adjusted_by_holm_and_all_others_together(results: Results) -> None:
    ways = {(each.outcome, each.within == "all"): each.adjustment for each in results.figures if each.preferred}
    assert {key for key, way in ways.items() if way == "holm"} == {("wellbeing", True)}
    assert set(ways.values()) == {"holm", "benjamini_hochberg"}
