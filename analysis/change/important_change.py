"""Whose change is large enough to matter to them: minimal important change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.change.categories import HIGHER, category_shares, check_better, counted, sorted_by_change
from analysis.correlation import correlation_of
from analysis.missing import AVAILABLE, LISTWISE, column_of, complete_pairs
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, Cell, Estimate, check_level
from analysis.scales.describe import mean_of
from analysis.scales.items import without_blanks
from analysis.tables import EstimateTable

HALF_SD = "half_sd_at_entry"
FEW_SAY_SO = 0.3
"""A question about change that correlates less than this with the change itself is no anchor (Revicki 2008)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportantChange:
    """Who changed by at least the minimal important change. reason: why nobody could be sorted, '' when all could."""

    threshold: float | None
    threshold_name: str
    counts: dict[str, int]
    shares: EstimateTable
    reason: str

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The shares improved, unchanged, deteriorated."""
        return self.shares.estimates

    def as_table(self) -> pd.DataFrame:
        """One row per category: its count, the threshold and its name, the columns of every Estimate."""
        told: dict[str, Cell] = {"threshold": self.threshold, "threshold_name": self.threshold_name}
        keys = tuple({**key, "count": self.counts.get(str(key["category"])), **told} for key in self.shares.keys)
        return EstimateTable(estimates=self.estimates, keys=keys).as_table()


def important_change(
    table: pd.DataFrame,
    before: str,
    after: str,
    threshold: float | None,
    *,
    threshold_name: str,
    better: str = HIGHER,
    level: float = 0.95,
) -> ImportantChange:
    """The shares of people who improved, or deteriorated, by at least the minimal important change.

    Estimand: ``importantly_improved``, ``importantly_unchanged``, ``importantly_deteriorated``: shares of the people
    these pairs stand for. A share says how many changed so much, not that anything made them change.
    Formula: people with a change of ``threshold`` or more for the better (the worse) over pairs; Wilson's interval.
    Columns and units: two columns of scores, one row per person; ``threshold`` in their unit, ``threshold_name`` where
    it comes from: an anchor (``anchored_difference``), a paper, or ``half_sd_at_entry`` (``half_sd``), which only says
    how far half a standard deviation is, not what matters to anybody.
    Missing: ``listwise``. No threshold: ``no_values``.
    Raises: ValueError for an absent column, texts, a threshold of 0 or less or without a name, another ``better``.
    Source: Jaeschke, Singer and Guyatt (1989), Controlled Clinical Trials 10.
    Checked against R: ``prop.test(sum(after - before >= threshold), n, correct = FALSE)``.

    >>> table = pd.DataFrame({"entry": [20, 30, 40, 50], "exit": [30, 35, 40, 38]})
    >>> important_change(table, "entry", "exit", 10, threshold_name="anchor").counts
    {'improved': 1, 'unchanged': 2, 'deteriorated': 1}
    """
    check_level(level)
    check_better(better)
    if not threshold_name or (threshold is not None and not threshold > 0):
        raise ValueError(f"threshold is {threshold} by {threshold_name!r}; give one above 0, and where it comes from.")
    pairs = complete_pairs(table, before, after)
    reason = NO_VALUES if threshold is None or not pairs.counts.pairs else ""
    counts = {}
    if threshold is not None and not reason:
        counts = counted(sorted_by_change(pairs, better, threshold, beyond=False))
    shares = category_shares(pairs, counts, level=level, prefix="importantly_", reason=reason)
    return ImportantChange(
        threshold=threshold, threshold_name=threshold_name, counts=counts, shares=shares, reason=reason
    )


def half_sd(table: pd.DataFrame, before: str, *, level: float = 0.95, unit: str = "points") -> Estimate:
    """Half a standard deviation of the scores at entry, as a distribution-based important change.

    Estimand: half the standard deviation of the people these scores stand for; a convention, nobody was asked.
    Formula: s / 2, s with n - 1; interval s / 2 × √((n - 1) / χ²(n - 1)) at both tails.
    Columns and units: one column of scores, one row per person; in their unit.
    Missing: ``available``. One score: ``one_value``; no spread: ``all_equal``.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Norman, Sloan and Wyrwich (2003), Medical Care 41.
    Checked against R: ``sd(x) / 2``; ``sd(x) / 2 * sqrt((n - 1) / qchisq(c(0.975, 0.025), n - 1))``.

    >>> found = half_sd(pd.DataFrame({"entry": [10, 20, 30, 40, 50]}), "entry")
    >>> round(found.value, 3), round(found.interval_low, 3), round(found.interval_high, 3)
    (7.906, 4.737, 22.717)
    """
    check_level(level)
    every = column_of(table, before)
    known = every[~np.isnan(every)]
    n = int(known.size)
    reason = {0: NO_VALUES, 1: ONE_VALUE}.get(n) or (ALL_EQUAL if are_equal(known, largest(known)) else "")
    value = low = high = None
    if not reason:
        value = float(known.std(ddof=1)) / 2
        tails = stats.chi2.ppf([(1 + level) / 2, (1 - level) / 2], n - 1)
        low, high = (value * math.sqrt((n - 1) / float(tail)) for tail in tails)
    return Estimate(
        estimand=HALF_SD,
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=int(every.size - n),
        missing_policy=AVAILABLE,
        method="chi_square",
        unit=unit,
        assumptions=("independent_people", "normal_scores"),
        reason=reason,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The mean change of those who felt a little better, and whether the question asked is an anchor at all."""

    difference: Estimate
    correlation: Estimate

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Both Estimates."""
        return (self.difference, self.correlation)


def anchored_difference(
    table: pd.DataFrame,
    before: str,
    after: str,
    anchor: str,
    *,
    a_little_better: Sequence[float],
    level: float = 0.95,
    unit: str = "points",
) -> Anchor:
    """The mean change of the people who say that they are a little better: an anchor for important change.

    Estimand: the mean change of the people who give one of the answers ``a_little_better``; and the correlation of
    that question with the change, below 0.3 of which it is no anchor (caution ``weak_anchor``).
    Formula: ``paired_change`` of these people; ``correlation`` of change and answer over everyone.
    Columns and units: two columns of scores, one of answers as numbers in order, one row per person; in their unit.
    Missing: ``listwise`` over the three columns. Nobody gives such an answer: ``no_values``.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Jaeschke et al. (1989); Revicki et al. (2008), Journal of Clinical Epidemiology 61.
    Checked against R: ``t.test(change[anchor == 1])``, ``cor.test(change, anchor)``.

    >>> table = pd.DataFrame({"entry": [1, 2, 3, 4, 5], "exit": [5, 4, 7, 4, 3], "felt": [1, 1, 2, 0, -1]})
    >>> found = anchored_difference(table, "entry", "exit", "felt", a_little_better=[1])
    >>> found.difference.value, round(found.correlation.value, 3)
    (3.0, 0.942)
    """
    every = np.column_stack([column_of(table, name) for name in (before, after, anchor)])
    return _anchored(without_blanks(every), a_little_better, len(every), level=level, unit=unit)


def _anchored(complete: Numbers, a_little_better: Sequence[float], people: int, *, level: float, unit: str) -> Anchor:
    changes, answers = complete[:, 1] - complete[:, 0], complete[:, 2]
    magnitude, lost = largest(complete[:, :2]), people - len(complete)
    found = mean_of(
        changes[np.isin(answers, list(a_little_better))],
        magnitude=magnitude,
        missing=lost,
        estimand="change_of_a_little_better",
        policy=LISTWISE,
        level=level,
        unit=unit,
    )
    agreement = correlation_of(
        changes, answers, missing=lost, estimand="anchor_correlation", level=level, magnitude=magnitude
    )
    weak = agreement.value is None or abs(agreement.value) < FEW_SAY_SO
    return Anchor(difference=replace(found, cautions=("weak_anchor",) if weak else ()), correlation=agreement)
