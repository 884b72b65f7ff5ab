"""How many people changed for the better, whatever the size of their change."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.change.categories import (
    DETERIORATED,
    HIGHER,
    IMPROVED,
    UNCHANGED,
    category_shares,
    counted,
    sorted_by_change,
)
from analysis.missing import LISTWISE, complete_pairs
from analysis.results import ALL_EQUAL, Estimate, check_level
from analysis.shares import exact_share
from analysis.tables import EstimateTable


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTest:
    """Who improved, stayed and deteriorated.

    of_changed: the share improved of those who changed at all, with the exact p value of one half; its ``n`` counts
    these, ``unchanged`` people are neither in it nor missing. shares: of all pairs, by category.
    """

    improved: int
    unchanged: int
    deteriorated: int
    of_changed: Estimate
    shares: EstimateTable

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The share of those who changed, then the shares of all."""
        return (self.of_changed, *self.shares.estimates)

    def as_table(self) -> pd.DataFrame:
        """One row per Estimate; ``category`` names what it is the share of."""
        keys = ({"category": "improved_of_changed"}, *self.shares.keys)
        return EstimateTable(estimates=self.estimates, keys=keys).as_table()


def sign_test(table: pd.DataFrame, before: str, after: str, *, better: str = HIGHER, level: float = 0.95) -> SignTest:
    """The sign test, and the shares of people who improved, stayed and deteriorated.

    Estimand: ``improved_of_changed``, of the people who change at all, the share who do for the better; ``improved``,
    ``unchanged``, ``deteriorated``, the shares among all. Of the people these pairs stand for.
    Formula: signs of after - before, turned around when ``better`` is lower; p two-sided from the binomial with one
    half; Clopper and Pearson's interval for the first, Wilson's for the shares of all.
    Columns and units: two columns of scores, one row per person; shares from 0 to 1. Changes that differ from 0 by the
    rounding of the computer are none.
    Missing: ``listwise``; ``n`` of the first counts who changed. Nobody changed: ``all_equal``.
    Raises: ValueError for an absent column, texts, infinite numbers, another ``better``, a level that is no share.
    Source: Dixon and Mood (1946), Journal of the American Statistical Association 41.
    Checked against R: ``binom.test(sum(change > 0), sum(change != 0))``; ``prop.test(…, correct = FALSE)``.

    >>> table = pd.DataFrame({"entry": [1, 2, 3, 4, 5, None], "exit": [2, 4, 4, 4, 1, 3]})
    >>> found = sign_test(table, "entry", "exit")
    >>> found.improved, found.unchanged, found.deteriorated, found.of_changed.value, found.of_changed.p_value
    (3, 1, 1, 0.75, 0.625)
    """
    check_level(level)
    pairs = complete_pairs(table, before, after)
    counts = counted(sorted_by_change(pairs, better, 0.0, beyond=True))
    of_changed = exact_share(
        counts[IMPROVED],
        counts[IMPROVED] + counts[DETERIORATED],
        estimand="improved_of_changed",
        missing=pairs.counts.lost,
        policy=LISTWISE,
        level=level,
    )
    if pairs.counts.pairs and not of_changed.n:
        of_changed = replace(of_changed, reason=ALL_EQUAL)
    return SignTest(
        improved=counts[IMPROVED],
        unchanged=counts[UNCHANGED],
        deteriorated=counts[DETERIORATED],
        of_changed=of_changed,
        shares=category_shares(pairs, counts, level=level),
    )
