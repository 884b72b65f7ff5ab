"""Standardised changes, held against R 4.2.2 (expected_numbers.R)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from scipy.stats import nct

from analysis.change.effect_sizes import (
    cohen_d_av,
    cohen_d_z,
    exact_correction,
    hedges_g_av,
    hedges_g_z,
    noncentral_t_limits,
)
from analysis.results import Estimate

Function = Callable[[pd.DataFrame, str, str], Estimate]
ALL = [cohen_d_z, cohen_d_av, hedges_g_z, hedges_g_av]

SLEEP = pd.DataFrame(
    {
        "before": [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
        "after": [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    }
)
"""R: the data set sleep."""
DEPRESSION = pd.DataFrame(
    {
        "before": [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
        "after": [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    }
)
"""Hollander and Wolfe's depression scores (R: ?wilcox.test)."""


@pytest.mark.parametrize(
    ("function", "table", "value", "low", "high"),
    [
        # R: mean(d) / sd(d); limits: uniroot on pt at t.test's statistic, / sqrt(n). effectsize::cohens_d prints
        # 1.284558 [0.414628, 2.118017] for the first.
        (cohen_d_z, SLEEP, 1.2845575625910546, 0.41462775638014387, 2.1180165139770675),
        (cohen_d_z, DEPRESSION, -1.0117918052161969, -1.8071690619383316, -0.17714760906643459),
        # R: mean(d) / sqrt((var(before) + var(after)) / 2); limits of d_z times sd(d) / the same root
        (cohen_d_av, SLEEP, 0.83218108134953972, 0.26861028630431927, 1.3721247877458822),
        (cohen_d_av, DEPRESSION, -0.56812390583325745, -1.014730442247501, -0.099468873984743245),
        # R: exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2)), m = n - 1, times the figures above
        (hedges_g_z, SLEEP, 1.173924903514205, 0.37891789599609282, 1.935602112525632),
        (hedges_g_z, DEPRESSION, -0.91334783555513388, -1.6313375367286023, -0.15991173725707591),
        (hedges_g_av, SLEEP, 0.76050939567011999, 0.24547619633072629, 1.2539503919271473),
        (hedges_g_av, DEPRESSION, -0.51284734373694429, -0.91600055299975669, -0.089790884143066449),
    ],
)
def test_standardised_changes_are_those_of_r(
    function: Function, table: pd.DataFrame, value: float, low: float, high: float
) -> None:
    found = function(table, "before", "after")
    assert found.value == pytest.approx(value, abs=1e-12)
    assert found.interval_low == pytest.approx(low, abs=1e-9)
    assert found.interval_high == pytest.approx(high, abs=1e-9)
    assert found.estimand == function.__name__


def test_each_says_its_standard_deviation() -> None:
    # R: sd(after - before); sqrt((var(before) + var(after)) / 2)
    of_change, of_waves = cohen_d_z(SLEEP, "before", "after"), hedges_g_av(SLEEP, "before", "after")
    assert of_change.standardiser == pytest.approx(1.2299954832798732, abs=1e-12)
    assert of_change.unit == "standard deviations of the change"
    assert of_waves.standardiser == pytest.approx(1.8986252336303175, abs=1e-12)
    assert of_waves.unit == "standard deviations of the two waves"


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ([], [], "no_values"),
        ([None, 1], [2, None], "no_values"),
        ([1], [2], "one_value"),
        ([50, 50, 50], [50, 50, 50], "all_equal"),
    ],
)
def test_without_pairs_or_spread_there_is_none(
    function: Function, before: list[float | None], after: list[float | None], reason: str
) -> None:
    found = function(pd.DataFrame({"before": before, "after": after}, dtype=object), "before", "after")
    assert (found.value, found.interval_low, found.interval_high, found.standardiser) == (None, None, None, None)
    assert (found.reason, found.n + found.missing) == (reason, len(before))


@pytest.mark.parametrize(("function", "value"), [(cohen_d_z, None), (cohen_d_av, 0.5), (hedges_g_z, None)])
def test_equal_changes_have_no_spread_of_their_own(function: Function, value: float | None) -> None:
    found = function(pd.DataFrame({"before": [10, 20, 30], "after": [15, 25, 35]}), "before", "after")
    assert (found.value, found.interval_low, found.reason) == (value, None, "all_equal")


@pytest.mark.parametrize(("function", "value"), [(cohen_d_z, 1.5 / 0.7071067811865476), (hedges_g_z, None)])
def test_two_pairs_are_too_few_for_the_correction(function: Function, value: float | None) -> None:
    found = function(pd.DataFrame({"before": [10, 20], "after": [11, 22]}), "before", "after")
    assert found.value == (None if value is None else pytest.approx(value))
    assert found.reason == ("too_few" if value is None else "")


@pytest.mark.parametrize(
    ("degrees", "factor"),
    # R: exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))
    [(2, 0.56418958354775628), (9, 0.91387489179255255), (348, 0.99784301962114108)],
)
def test_the_correction_is_exact(degrees: int, factor: float) -> None:
    assert exact_correction(degrees) == pytest.approx(factor, abs=1e-12)


def test_one_degree_of_freedom_cannot_be_corrected() -> None:
    with pytest.raises(ValueError, match="needs 2"):
        exact_correction(1)


@pytest.mark.parametrize(
    ("t", "degrees", "low", "high"),
    [
        # R: uniroot(function(d) pt(t, m, d) - p, ..., tol = 1e-13), p = 0.975 and 0.025
        (2, 9, -0.205854739271336, 4.11621009715824),
        (0.5, 1, -1.63665345795851, 2.45824209241495),
        (20, 200, 17.2160066004619, 22.7577557700679),
    ],
)
def test_limits_of_the_noncentrality_are_those_of_r(t: float, degrees: int, low: float, high: float) -> None:
    assert noncentral_t_limits(t, degrees, 0.95) == pytest.approx((low, high), abs=1e-9)
    assert noncentral_t_limits(-t, degrees, 0.95) == pytest.approx((-high, -low), abs=1e-9)


@pytest.mark.parametrize(("t", "degrees"), [(0, 5), (300, 765), (1000, 1), (1e5, 2), (1e12, 3)])
def test_limits_are_found_far_away_too(t: float, degrees: int) -> None:
    low, high = noncentral_t_limits(t, degrees, 0.95)
    assert low < t < high


@pytest.mark.parametrize("degrees", [1, 2, 7, 20, 200, 765, 5000, 100_000])
@pytest.mark.parametrize("t", [1e-9, 0.1, 1, 5, 10, 20, 38, 80, 400])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_limits_hold_the_share_between_them(t: float, degrees: int, level: float) -> None:
    low, high = noncentral_t_limits(t, degrees, level)
    # The share below t by the other tail of the distribution, which the limits are not computed from.
    tails = [float(nct.sf(t, degrees, limit)) for limit in (low, high)]
    assert tails == pytest.approx([(1 - level) / 2, (1 + level) / 2], abs=1e-9)


def test_limits_far_away_continue_those_before() -> None:
    near, far = noncentral_t_limits(10_000, 9, 0.95), noncentral_t_limits(10_001, 9, 0.95)
    assert [limit / 10_001 for limit in far] == pytest.approx([limit / 10_000 for limit in near], rel=1e-6)
