"""Whether changes go one way more than the other, by their ranks alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE, PairCounts, complete_pairs
from analysis.precision import Numbers, in_steps, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_DIRECTION, Cell, Estimate, check_level

EXACT_BELOW = 50
"""R's limit: below so many changes, without ties and zeros, the p value is exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRank:
    """The signed-rank test and its effect size.

    statistic: V, the sum of the ranks of the positive changes. p_value: two-sided. Both None without any change.
    p_method: ``exact``, or ``normal`` (with correction for ties and continuity), '' without any change.
    positive, negative, zero: how many pairs changed so. zero_policy: zeros are dropped before ranking.
    """

    rank_biserial: Estimate
    statistic: float | None
    p_value: float | None
    p_method: str
    positive: int
    negative: int
    zero: int
    zero_policy: str = "dropped"

    def as_row(self) -> dict[str, Cell]:
        """Everything under fixed names: a row of a table."""
        names = ("statistic", "p_value", "p_method", "positive", "negative", "zero", "zero_policy")
        return {**self.rank_biserial.as_row(), **{name: getattr(self, name) for name in names}}


def signed_rank(table: pd.DataFrame, before: str, after: str, *, level: float = 0.95) -> SignedRank:
    """Wilcoxon's signed-rank test of the changes, with the rank-biserial correlation.

    Estimand: the share of rank sums that speaks for a rise minus the share that speaks for a fall, -1 to 1.
    Formula: changes are after - before; zeros are dropped, the rest ranked by size, ties sharing their mean rank; V is
    the rank sum of the positive ones, W that of the negative ones; r = (V - W) / (V + W). p as R: exact below 50
    changes without ties or zeros, else normal. Interval: tanh(atanh r ± z √((2m³ + 3m² + m) / 6) / ((m² + m) / 2)).
    Columns and units: two columns of scores, one row per person. Changes that differ by less than the rounding of the
    computer are ties, or zeros (``analysis.precision``): R's answer for ``round(after - before, 10)`` on 0 to 100.
    Missing: ``listwise``; n counts the pairs, zeros among them. No change at all: None; all changes one way: no
    interval. Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Wilcoxon (1945), Biometrics Bulletin 1; Kerby (2014), Comprehensive Psychology 3, for r.
    Checked against R: ``wilcox.test(after, before, paired = TRUE)``, ``effectsize::rank_biserial``.

    >>> table = pd.DataFrame({"entry": [10, 20, 30, 40, 50], "exit": [15, 22, 41, 40, 49]})
    >>> found = signed_rank(table, "entry", "exit")
    >>> found.statistic, round(found.rank_biserial.value, 3), found.zero, found.p_method
    (9.0, 0.8, 1, 'normal')
    """
    check_level(level)
    pairs = complete_pairs(table, before, after)
    steps = in_steps(pairs.changes, largest(pairs.before, pairs.after))
    changes = steps[steps != 0]
    statistic, p_value, p_method = _test(changes, without_zeros=changes.size == steps.size)
    return SignedRank(
        rank_biserial=_rank_biserial(changes, statistic, pairs.counts, level),
        statistic=statistic,
        p_value=p_value,
        p_method=p_method,
        positive=int((changes > 0).sum()),
        negative=int((changes < 0).sum()),
        zero=int(steps.size - changes.size),
    )


def _test(changes: Numbers, *, without_zeros: bool) -> tuple[float | None, float | None, str]:
    """V, the two-sided p value and how it was reached, of changes other than 0."""
    if not changes.size:
        return None, None, ""
    ranks = stats.rankdata(np.abs(changes))
    without_ties = np.unique(ranks).size == ranks.size
    exact = without_zeros and without_ties and changes.size < EXACT_BELOW
    tested = stats.wilcoxon(changes, correction=not exact, method="exact" if exact else "asymptotic")
    return float(ranks[changes > 0].sum()), float(tested.pvalue), "exact" if exact else "normal"


def _rank_biserial(changes: Numbers, statistic: float | None, counts: PairCounts, level: float) -> Estimate:
    m = changes.size
    value = low = high = None
    reason = ALL_EQUAL if counts.pairs else NO_VALUES
    if statistic is not None:
        all_ranks = m * (m + 1) / 2
        value = 2 * statistic / all_ranks - 1
        reason = ONE_DIRECTION if abs(value) == 1 else ""
        if not reason:
            error = math.sqrt((2 * m**3 + 3 * m**2 + m) / 6) / all_ranks
            reach = float(stats.norm.ppf((1 + level) / 2)) * error
            low, high = math.tanh(math.atanh(value) - reach), math.tanh(math.atanh(value) + reach)
    return Estimate(
        estimand="rank_biserial",
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=counts.pairs,
        missing=counts.lost,
        missing_policy=LISTWISE,
        method="fisher_z",
        unit="correlation",
        reason=reason,
    )
