"""How change goes with the score at entry, beside what regression to the mean alone would give."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.correlation import correlation_of
from analysis.missing import LISTWISE, Pairs, complete_pairs
from analysis.precision import are_equal, largest
from analysis.results import ALL_EQUAL, CONTRADICTION, NO_VALUES, ONE_VALUE, TOO_FEW, Cell, Estimate, check_level
from analysis.tables import EstimateTable

REGRESSION_TO_THE_MEAN = "regression_to_the_mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAndChange:
    """The correlation of entry and change, and what it has to be compared with.

    observed: as it stands, regression to the mean and all; it always carries that caution. expected_by_regression: what
    it would be if nobody's true score had changed. oldham: the correlation of change with the mean of both waves, free
    of that part when both waves are measured equally well; 0 when the spread of people stays. blomqvist: the slope of
    true change on the true entry score, None unless a reliability is given.
    """

    observed: Estimate
    expected_by_regression: float | None
    oldham: Estimate
    blomqvist: Estimate | None

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every Estimate, the slope last if there is one."""
        return (self.observed, self.oldham) + ((self.blomqvist,) if self.blomqvist else ())

    def as_table(self) -> pd.DataFrame:
        """One row per Estimate, the expected correlation beside each."""
        key: dict[str, Cell] = {"expected_by_regression": self.expected_by_regression}
        return EstimateTable(estimates=self.estimates, keys=(key,) * len(self.estimates)).as_table()


def entry_and_change(
    table: pd.DataFrame, before: str, after: str, *, reliability: float | None = None, level: float = 0.95
) -> EntryAndChange:
    """The correlation of the entry score with the change, and its part of regression to the mean.

    Estimand: the correlation of score before and change, of the people these pairs stand for. People who come when
    things are bad improve on average without any help: a negative correlation is no sign that those who began low were
    helped more.
    Formula: cor(before, after - before), Fisher's interval. Expected with one spread in both waves and by regression
    to the mean alone: -√((1 - r) / 2), r the correlation of the waves. Oldham: cor of (before + after) / 2 and change.
    Blomqvist: (b + 1 - ρ) / ρ, b the slope of change on before, ρ the ``reliability``, taken as known; t interval.
    Columns and units: two columns of scores, one row per person; correlations -1 to 1, the slope in points per point.
    Missing: ``listwise``. No spread before or no spread of the changes: ``all_equal``; fewer than four: no interval.
    Raises: ValueError for an absent column, texts, infinite numbers, a reliability above 1, a level that is no share.
    Source: Oldham (1962), Journal of Chronic Diseases 15; Blomqvist (1977), Journal of the American Statistical
    Association 72; Tu and Gilthorpe (2007), Statistics in Medicine 26.
    Checked against R: ``cor.test(before, after - before)``, ``cor.test((before + after) / 2, after - before)``, ``lm``.

    >>> table = pd.DataFrame({"entry": [20, 30, 40, 50, 60], "exit": [45, 40, 52, 50, 58]})
    >>> found = entry_and_change(table, "entry", "exit")
    >>> round(found.observed.value, 3), round(found.expected_by_regression, 3), round(found.oldham.value, 3)
    (-0.936, -0.291, -0.859)
    """
    check_level(level)
    if reliability is not None and not reliability <= 1:
        raise ValueError(f"reliability is {reliability}; it is at most 1.")
    return _estimates(complete_pairs(table, before, after), reliability, level)


def _estimates(pairs: Pairs, reliability: float | None, level: float) -> EntryAndChange:
    magnitude, lost = largest(pairs.before, pairs.after), pairs.counts.lost
    observed = correlation_of(
        pairs.before, pairs.changes, missing=lost, estimand="entry_change_correlation", level=level, magnitude=magnitude
    )
    middle = (pairs.before + pairs.after) / 2
    oldham = correlation_of(
        middle, pairs.changes, missing=lost, estimand="mean_change_correlation", level=level, magnitude=magnitude
    )
    waves = correlation_of(pairs.before, pairs.after, missing=lost).value
    return EntryAndChange(
        observed=replace(observed, cautions=(REGRESSION_TO_THE_MEAN,)),
        expected_by_regression=None if waves is None else -math.sqrt((1 - waves) / 2),
        oldham=replace(oldham, assumptions=("independent_people", "linear", "equal_error_in_both_waves")),
        blomqvist=None if reliability is None else _blomqvist(pairs, reliability, level),
    )


def _blomqvist(pairs: Pairs, reliability: float, level: float) -> Estimate:
    n = pairs.counts.pairs
    reason = {0: NO_VALUES, 1: ONE_VALUE, 2: TOO_FEW}.get(n, "")
    if not reason and are_equal(pairs.before, largest(pairs.before)):
        reason = ALL_EQUAL
    if not reason and reliability <= 0:
        reason = CONTRADICTION
    value = error = low = high = None
    if not reason:
        x, y = pairs.before - pairs.before.mean(), pairs.changes - pairs.changes.mean()
        slope = float(x @ y / (x @ x))
        value, rest = (slope + 1 - reliability) / reliability, y - slope * x
        reason = ALL_EQUAL if are_equal(np.append(rest, 0.0), largest(pairs.before, pairs.after)) else ""
        if not reason:
            error = math.sqrt(float(rest @ rest / (n - 2) / (x @ x))) / reliability
            reach = float(stats.t.ppf((1 + level) / 2, n - 2)) * error
            low, high = value - reach, value + reach
    return Estimate(
        estimand="slope_of_true_change",
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=pairs.counts.lost,
        missing_policy=LISTWISE,
        method="blomqvist",
        unit="points per point",
        degrees_of_freedom=n - 2 if value is not None else None,
        assumptions=("independent_people", "linear", "reliability_is_known"),
        reason=reason,
    )
