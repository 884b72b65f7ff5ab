"""Whose change is larger than the error of measurement explains (Jacobson and Truax)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.change.categories import HIGHER, category_shares, check_better, counted, sorted_by_change
from analysis.missing import Pairs, complete_pairs
from analysis.precision import are_equal, largest
from analysis.results import ALL_EQUAL, CONTRADICTION, NO_VALUES, ONE_VALUE, Estimate, check_level
from analysis.tables import EstimateTable

SD_AT_ENTRY = "sd_at_entry_of_the_pairs"
GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """The reliability that measurement error is judged by, and where it comes from.

    value: 0 to 1, None when it could not be told. name: such as ``cronbach_alpha_at_entry`` or ``icc_agreement``.
    spread: the standard deviation it belongs to; None takes that of the pairs at entry.
    Raises ValueError for more than 1, a spread of 0 or less, or no name.
    """

    value: float | None
    name: str
    spread: float | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("Name the reliability: reliable change depends on which one is used.")
        if self.value is not None and not self.value <= 1:
            raise ValueError(f"{self.name} is {self.value}; a reliability is at most 1.")
        if self.spread is not None and not self.spread > 0:
            raise ValueError(f"spread is {self.spread}; a standard deviation is more than 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChange:
    """Who changed beyond the error of measurement.

    threshold: changes beyond it are reliable, in units of the score. error_of_change: the standard error of one change.
    counts and shares: by category. expected_by_error: the share that error alone sends beyond the threshold in each
    direction. reason: why there is no threshold, '' when there is.
    """

    threshold: float | None
    error_of_change: float | None
    reliability: float | None
    reliability_name: str
    spread: float | None
    spread_name: str
    certainty: float
    counts: dict[str, int]
    shares: EstimateTable
    expected_by_error: float
    reason: str

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The shares improved, unchanged, deteriorated."""
        return self.shares.estimates

    def as_table(self) -> pd.DataFrame:
        """One row per category: its count, the threshold, the reliability used, the columns of every Estimate."""
        told = {
            "threshold": self.threshold,
            "reliability": self.reliability,
            "reliability_name": self.reliability_name,
            "spread": self.spread,
            "spread_name": self.spread_name,
        }
        keys = tuple({**key, "count": self.counts.get(str(key["category"])), **told} for key in self.shares.keys)
        return EstimateTable(estimates=self.estimates, keys=keys).as_table()


def reliable_change(
    table: pd.DataFrame,
    before: str,
    after: str,
    reliability: Reliability,
    *,
    better: str = HIGHER,
    certainty: float = 0.95,
    level: float = 0.95,
) -> ReliableChange:
    """Who improved or deteriorated by more than measurement error explains, and the shares.

    Estimand: ``reliably_improved``, ``reliably_unchanged``, ``reliably_deteriorated``: shares of people whose change,
    divided by its standard error, lies beyond z, between, below -z. Not a share who were helped: error alone sends
    (1 - certainty) / 2 beyond z in each direction, and regression to the mean sends more of those who began low.
    Formula: RC = (after - before) / (s √2 √(1 - reliability)), beyond z = Φ⁻¹((1 + certainty) / 2) in size: 1.96.
    Columns and units: two columns of scores, one row per person; s is the spread of ``reliability``, else the standard
    deviation of the pairs before. ``better``: whether higher or lower scores are better.
    Missing: ``listwise``. No reliability: ``no_values``; one below 0: ``contradiction``; none of spread: ``all_equal``.
    Raises: ValueError for an absent column, texts, infinite numbers, another ``better``, a level that is no share.
    Source: Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59.
    Checked against R: ``(after - before) / (sd(before) * sqrt(2) * sqrt(1 - r))``, ``prop.test(…, correct = FALSE)``.

    >>> table = pd.DataFrame({"entry": [20, 30, 40, 50, 60], "exit": [60, 31, 38, 90, 20]})
    >>> found = reliable_change(table, "entry", "exit", Reliability(value=0.8, name="cronbach_alpha_at_entry"))
    >>> round(found.threshold, 2), found.counts
    (19.6, {'improved': 2, 'unchanged': 2, 'deteriorated': 1})
    """
    check_level(level)
    check_level(certainty)
    check_better(better)
    pairs = complete_pairs(table, before, after)
    spread, reason = _spread(pairs, reliability)
    return _sorted(pairs, reliability, spread, reason, better=better, certainty=certainty, level=level)


def reliable_categories(
    table: pd.DataFrame, before: str, after: str, threshold: float, *, better: str = HIGHER
) -> pd.Series:
    """The category of each person, None without a pair: for the drawing of each person's change.

    Estimand, Formula: those of ``reliable_change``, whose ``threshold`` is given. Columns and units: as there; the
    result keeps the index of the table. Missing: ``listwise``. Raises: ValueError for an absent column or texts.
    Source: as there. Checked against R: as there.

    >>> table = pd.DataFrame({"entry": [20, 30, None], "exit": [60, 31, 38]})
    >>> reliable_categories(table, "entry", "exit", 19.6).tolist()
    ['improved', 'unchanged', None]
    """
    found = pd.Series([None] * len(table), index=table.index, dtype=object, name="category")
    known = complete_pairs(table, before, after)
    has_both = (table[before].notna() & table[after].notna()).to_numpy()
    found.iloc[np.flatnonzero(has_both)] = sorted_by_change(known, better, threshold, beyond=True).tolist()
    return found


def _spread(pairs: Pairs, reliability: Reliability) -> tuple[float | None, str]:
    n = pairs.counts.pairs
    if reliability.value is None or n == 0:
        return None, NO_VALUES
    if reliability.value < 0:
        return None, CONTRADICTION
    if reliability.spread is not None:
        return reliability.spread, ""
    if n == 1:
        return None, ONE_VALUE
    if are_equal(pairs.before, largest(pairs.before)):
        return None, ALL_EQUAL
    return float(pairs.before.std(ddof=1)), ""


def _sorted(
    pairs: Pairs,
    reliability: Reliability,
    spread: float | None,
    reason: str,
    *,
    better: str,
    certainty: float,
    level: float,
) -> ReliableChange:
    error = threshold = None
    counts: dict[str, int] = {}
    if spread is not None and reliability.value is not None:
        error = spread * math.sqrt(2 * (1 - reliability.value))
        threshold = float(stats.norm.ppf((1 + certainty) / 2)) * error
        counts = counted(sorted_by_change(pairs, better, threshold, beyond=True))
    return ReliableChange(
        threshold=threshold,
        error_of_change=error,
        reliability=reliability.value,
        reliability_name=reliability.name,
        spread=spread,
        spread_name=SD_AT_ENTRY if reliability.spread is None else GIVEN,
        certainty=certainty,
        counts=counts,
        shares=category_shares(pairs, counts, level=level, prefix="reliably_", reason=reason),
        expected_by_error=(1 - certainty) / 2,
        reason=reason,
    )
