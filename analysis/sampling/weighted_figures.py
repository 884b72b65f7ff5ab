"""Means, totals, ratios and shares of the population, with errors that know how people came to be asked."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.comparison.arms import small
from analysis.missing import AVAILABLE, LISTWISE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_VALUES, Estimate, check_level
from analysis.sampling.covariates import Mask, categories_of
from analysis.sampling.design import JACKKNIFE, LINEARISED, Design, Drawn, drawn_by
from analysis.sampling.design_errors import Figure, Uncertain, uncertain
from analysis.sampling.jackknife import JK1, JKN
from analysis.tables import EstimateTable

EVERYONE_ALIKE = "clusters_drawn_independently"
AT_RANDOM = "answering_at_random_within_margins"
SHARE = "share of people"
CHANGE = "mean_change"


def weighted_mean(
    table: pd.DataFrame, outcome: str, design: Design, *, level: float = 0.95, unit: str = "points"
) -> Estimate:
    """The mean of the population.

    Estimand: the mean of everyone for whom those with an outcome stand by their weights.
    Formula: Σ w y / Σ w; linearised by (y - mean) / Σ w, as ``analysis.sampling.design_errors.uncertain`` says, or
    jackknifed; t interval with clusters less strata degrees of freedom.
    Columns and units: one row per person; the figure is in the outcome's unit.
    Missing: ``available``; ``missing`` counts people without an outcome or a weight. No weights: None with the reason
    of the weighting; one cluster: no interval. People without an outcome stay in the design, as a domain does.
    Raises: ValueError for an absent column, texts, weights below 0, a table the weights were not made for.
    Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling; Deville and Särndal (1992).
    Checked against R: ``survey::svymean(~y, design, na.rm = TRUE)`` after ``svydesign``, ``postStratify``, ``rake``,
    ``calibrate``; ``confint(df = degf(design))``; ``as.svrepdesign`` for the jackknife.

    >>> told = {"participant_id": list("abcd"), "site": ["n", "n", "s", "s"], "score": [40, 50, 60, 80]}
    >>> mean = weighted_mean(pd.DataFrame(told | {"w": [30, 30, 20, 20]}), "score", Design(weight="w", strata="site"))
    >>> mean.value, round(mean.standard_error, 3), mean.degrees_of_freedom
    (55.0, 5.0, 2.0)
    """
    return _ratio(table, (outcome, None), design, ("mean", level, unit))


def weighted_change(
    table: pd.DataFrame, before: str, after: str, design: Design, *, level: float = 0.95, unit: str = "points"
) -> Estimate:
    """The mean change of the population, beside ``paired_change`` of those who answered twice.

    Estimand: the mean change of everyone for whom those with both scores stand by their weights; a change during the
    time between the waves, whatever caused it.
    Formula: that of ``weighted_mean`` for after - before, with the t test of no change.
    Columns and units: two columns of scores, one row per person; the change is in their unit.
    Missing: ``listwise``; as for ``weighted_mean``.
    Raises: as ``weighted_mean``: ValueError.
    Source: as ``weighted_mean``.
    Checked against R: ``survey::svymean(~I(exit - entry), design)``.

    >>> told = {"participant_id": list("abc"), "entry": [40, 50, 60], "exit": [50, 50, 75], "w": [1, 1, 2]}
    >>> weighted_change(pd.DataFrame(told), "entry", "exit", Design(weight="w")).value
    10.0
    """
    change = column_of(table, after) - column_of(table, before)
    return replace(
        _ratio(table.assign(**{after: change}), (after, None), design, (CHANGE, level, unit)),
        missing_policy=LISTWISE,
    )


def weighted_ratio(
    table: pd.DataFrame, numerator: str, denominator: str, design: Design, *, level: float = 0.95, unit: str = "ratio"
) -> Estimate:
    """The ratio of two totals of the population.

    Estimand: total of the numerator / total of the denominator, of everyone for whom those with both stand.
    Formula: R = Σ w y / Σ w x; linearised by (y - R x) / Σ w x, or jackknifed; t interval as for ``weighted_mean``.
    Columns and units: two columns of numbers, one row per person; numerator's unit per denominator's.
    Missing: ``listwise``; as for ``weighted_mean``. A denominator that adds up to 0: None.
    Raises: as ``weighted_mean``: ValueError.
    Source: Särndal, Swensson and Wretman (1992), section 5.6.
    Checked against R: ``survey::svyratio(~y, ~x, design)``.

    >>> told = pd.DataFrame({"participant_id": list("abc"), "visits": [2, 4, 6], "months": [1, 1, 4]})
    >>> round(weighted_ratio(told, "visits", "months", Design()).value, 4)
    2.0
    """
    return _ratio(table, (numerator, denominator), design, ("ratio", level, unit))


def weighted_total(
    table: pd.DataFrame, outcome: str, design: Design, *, level: float = 0.95, unit: str = "points"
) -> Estimate:
    """The total of the population, of those with an outcome.

    Estimand: the sum of everyone for whom those with an outcome stand; people without one count as 0 here.
    Formula: Σ w y; linearised by y, or jackknifed; t interval as for ``weighted_mean``.
    Columns and units: one row per person; the figure is in the outcome's unit, summed.
    Missing: ``available``; as for ``weighted_mean``.
    Raises: as ``weighted_mean``: ValueError.
    Source: Särndal, Swensson and Wretman (1992), chapter 6.
    Checked against R: ``survey::svytotal(~y, design)``.

    >>> told = pd.DataFrame({"participant_id": list("abc"), "children": [2, 0, 1], "w": [10, 20, 10]})
    >>> weighted_total(told, "children", Design(weight="w")).value
    30.0
    """
    check_level(level)
    drawn = drawn_by(table, design)
    values = column_of(table, outcome)[drawn.rows]
    known = ~np.isnan(values)
    held = np.where(known, values, 0.0)
    figure = Figure(known, lambda weights: np.array([weights @ held]), lambda _weights: held[:, None])
    reason = drawn.reason or ("" if known.any() else NO_VALUES)
    found = None if reason else uncertain(figure, drawn, design)
    return _estimate(found, 0, (design, drawn, known), ("total", level, unit, AVAILABLE), reason)


def weighted_shares(table: pd.DataFrame, outcome: str, design: Design, *, level: float = 0.95) -> EstimateTable:
    """The share of the population in each category.

    Estimand: the share of everyone for whom those with an answer stand, category by category.
    Formula: Σ w of the category / Σ w; errors as for ``weighted_mean``; the interval is that of the log odds,
    logit⁻¹(logit p ± t × se / (p (1 - p))), which stays between 0 and 1.
    Columns and units: one row per person; answers, codes among them, are categories; shares from 0 to 1.
    Missing: ``available``; as for ``weighted_mean``. A share of 0 or 1: no interval.
    Raises: as ``weighted_mean``: ValueError.
    Source: Korn and Graubard (1998), Survey Methodology 24.
    Checked against R: ``survey::svymean(~factor(y), design)``, ``svyciprop(method = "logit", df = degf(design))``.

    >>> told = pd.DataFrame({"participant_id": list("abcd"), "helped": [1, 1, 0, 1], "w": [1, 1, 2, 1]})
    >>> found = weighted_shares(told, "helped", Design(weight="w"))
    >>> found.only(category="1").value, found.keys
    (0.6, ({'category': '0'}, {'category': '1'}))
    """
    check_level(level)
    drawn = drawn_by(table, design)
    held = categories_of(table, outcome)[drawn.rows]
    known = held.notna().to_numpy(dtype=bool)
    names = sorted(set(held[known]))
    columns = np.zeros((known.size, len(names)))
    for place, name in enumerate(names):
        columns[:, place] = held == name
    reason = drawn.reason or ("" if names else NO_VALUES)
    found = None if reason else uncertain(_of_ratios(columns, known.astype(np.float64), known), drawn, design)
    frame = ("share", level, SHARE, AVAILABLE)
    return EstimateTable(
        keys=tuple({"category": name} for name in names),
        estimates=tuple(_estimate(found, place, (design, drawn, known), frame, reason) for place in range(len(names))),
    )


def _ratio(
    table: pd.DataFrame, names: tuple[str, str | None], design: Design, told: tuple[str, float, str]
) -> Estimate:
    check_level(told[1])
    drawn = drawn_by(table, design)
    above = column_of(table, names[0])[drawn.rows]
    below = np.ones_like(above) if names[1] is None else column_of(table, names[1])[drawn.rows]
    known = ~(np.isnan(above) | np.isnan(below))
    above, below = np.where(known, above, 0.0), np.where(known, below, 0.0)
    reason = drawn.reason or ("" if (drawn.weights @ np.abs(below)) > 0 else NO_VALUES)
    if not reason and abs(drawn.weights @ below) < 1e-12 * (drawn.weights @ np.abs(below)):
        reason = ALL_EQUAL
    figure = _of_ratios(above[:, None], below, known)
    found = None if reason else uncertain(figure, drawn, design)
    if found and not found.reason and _proportional(above[known], below[known], float(found.values[0])):
        found = Uncertain(found.values, found.covariances, found.degrees, ALL_EQUAL)
    policy = AVAILABLE if names[1] is None else LISTWISE
    return _estimate(found, 0, (design, drawn, known), (*told, policy), reason)


def _proportional(above: Numbers, below: Numbers, ratio: float) -> bool:
    """Whether everyone has the same ratio, so that nothing is spread."""
    return are_equal(np.append(above - ratio * below, 0.0), largest(above, ratio * below))


def _of_ratios(above: Numbers, below: Numbers, known: Mask) -> Figure:
    """One ratio per column; rows that do not count hold 0 above and below."""

    def values(weights: Numbers) -> Numbers:
        whole = float(weights @ below)
        return weights @ above / whole if whole else np.empty(0)

    def influences(weights: Numbers) -> Numbers:
        return np.asarray((above - np.outer(below, values(weights))) / float(weights @ below))

    return Figure(known, values, influences)


def _estimate(
    found: Uncertain | None,
    place: int,
    counted: tuple[Design, Drawn, Mask],
    frame: tuple[str, float, str, str],
    reason: str,
) -> Estimate:
    estimand, level, unit, policy = frame
    design, drawn, known = counted
    value = error = low = high = degrees = p_value = None
    if found:
        value, reason = float(found.values[place]), found.reason
        if not reason:
            error, degrees = math.sqrt(max(float(found.covariances[place, place]), 0.0)), float(found.degrees)
            low, high, reason = _limits(value, error, degrees, (level, estimand))
        if not reason and estimand == CHANGE and error:
            p_value = float(2 * stats.t.sf(abs(value) / error, degrees))
    return Estimate(
        estimand=estimand,
        value=value,
        standard_error=None if reason else error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=int(known.sum()),
        missing=drawn.rows.size - int(known.sum()),
        missing_policy=policy,
        method=method_of(design),
        unit=unit,
        weights=design.weights_name,
        design=design.name,
        degrees_of_freedom=None if reason else degrees,
        p_value=p_value,
        assumptions=assumptions_of(design),
        cautions=cautions_of(drawn, design, known),
        reason=reason,
    )


def _limits(
    value: float, error: float, degrees: float, told: tuple[float, str]
) -> tuple[float | None, float | None, str]:
    reach = float(stats.t.ppf((1 + told[0]) / 2, degrees)) * error
    if told[1] != "share":
        return value - reach, value + reach, ""
    spread = value * (1 - value)
    if spread < 1e-12:
        return None, None, ALL_EQUAL
    middle, reach = math.log(value / (1 - value)), reach / spread
    return 1 / (1 + math.exp(reach - middle)), 1 / (1 + math.exp(-middle - reach)), ""


def method_of(design: Design) -> str:
    """``linearised``, ``jackknife_1`` or ``jackknife_n``."""
    if design.errors == LINEARISED:
        return LINEARISED
    return JK1 if design.strata is None else JKN


def assumptions_of(design: Design) -> tuple[str, ...]:
    """What must hold for the interval to mean what it says."""
    told = [EVERYONE_ALIKE]
    if design.weighting:
        told.append(AT_RANDOM)
    if design.strata and (design.errors == JACKKNIFE or design.lonely != "refused"):
        told.append("lonely_strata_" + ("removed" if design.errors == JACKKNIFE else design.lonely))
    return tuple(told)


def cautions_of(drawn: Drawn, design: Design, known: Mask) -> tuple[str, ...]:
    """Few people, few clusters, and people who count several times."""
    clusters = int(drawn.clusters_per_stratum(known).sum()) if design.cluster else None
    return (*small(int(known.sum()), clusters), *drawn.cautions)
