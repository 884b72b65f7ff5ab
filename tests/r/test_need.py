"""Weighting by inverse probability, held against R's ``glm``, ``lm``, sandwich, clubSandwich and MatchIt."""

from __future__ import annotations

import pandas as pd
import pytest
from r.comparing import CLOSED_FORM, expected, hold_equal
from r.samples import read

from analysis.comparison.arms import Arms
from analysis.comparison.robust import HC3, by_cluster
from analysis.comparison.weighting import WeightedComparison, weighted_comparison
from analysis.results import Estimate

ARMS = Arms("arm", "advice")
KNOWN = ("entry", "age", "sex")
BY_NUMERICAL_SLOPE = 1e-5
"""R's stacked errors find by differences how weights move."""


def people() -> pd.DataFrame:
    """Whoever has both scores; age in sevens of years stands for a site."""
    table = read("unequal_arms").dropna()
    return table.assign(site=table["age"] // 7)


def interval(prefix: str, estimate: Estimate) -> dict[str, float | None]:
    """The figures of an interval that R was asked for."""
    return {
        f"{prefix}_se": estimate.standard_error,
        f"{prefix}_low": estimate.interval_low,
        f"{prefix}_high": estimate.interval_high,
        f"{prefix}_p": estimate.p_value,
    }


@pytest.mark.parametrize("target", ["everyone", "supported"])
@pytest.mark.parametrize("trim", [1.0, 0.9])
@pytest.mark.parametrize("with_covariates", [True, False])
def test_weighting_is_that_of_r(target: str, trim: float, with_covariates: bool) -> None:
    table, told = people(), expected("need", "unequal_arms")
    alone = f"{target}_{trim * 100:.0f}"
    prefix = f"{alone}_covariates" if with_covariates else alone

    def found(**errors: object) -> WeightedComparison:
        choices = {"target": target, "trim": trim, "with_covariates": with_covariates} | errors
        return weighted_comparison(table, "exit", ARMS, KNOWN, **choices)  # type: ignore[arg-type]  # by name

    stacked, hc3, cr2 = (found(**errors) for errors in ({}, {"errors": HC3}, {"errors": by_cluster("site")}))
    closed = {f"{prefix}_value": hc3.contrasts.estimates[0].value}
    closed |= interval(f"{prefix}_hc3", hc3.contrasts.estimates[0])
    closed |= interval(f"{prefix}_cr2", cr2.contrasts.estimates[0])
    closed |= {f"{alone}_effective_{at}": hc3.effective_n[name] for at, name in enumerate(("advice", "support"))}
    names = {"entry": "entry", "age": "age", "sex=m": "sexm"}
    closed |= {f"{alone}_{names[one.covariate]}_after": one.difference_after for one in hc3.balance}
    hold_equal(closed, told, within=CLOSED_FORM)
    by_slope = interval(f"{prefix}_stacked", stacked.contrasts.estimates[0])
    by_slope[f"{prefix}_clustered_se"] = found(cluster="site").contrasts.estimates[0].standard_error
    hold_equal(by_slope, told, within=BY_NUMERICAL_SLOPE)


def test_differences_before_weighting_are_those_of_matchit() -> None:
    found = weighted_comparison(people(), "exit", ARMS, KNOWN, target="supported")
    names = {"entry": "entry", "age": "age", "sex=m": "sexm"}
    figures = {f"matchit_{names[one.covariate]}": one.difference_before for one in found.balance}
    figures |= {f"matchit_{names[one.covariate]}_supported": one.supported_before for one in found.balance}
    hold_equal(figures, expected("need", "unequal_arms"))
