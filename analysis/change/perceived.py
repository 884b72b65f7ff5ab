"""Change as people feel it, where nobody was asked at entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.change.then_test import FELT_CHANGE, mean_difference
from analysis.missing import column_of, complete_pairs
from analysis.precision import largest
from analysis.results import Estimate, check_level
from analysis.shares import wilson_share
from analysis.tables import EstimateTable

ASKED_ONCE = "asked_once"
FELT = ("felt_better", "felt_same", "felt_worse")


def perceived_change(
    table: pd.DataFrame, then: str, now: str, *, level: float = 0.95, unit: str = "points"
) -> Estimate:
    """The mean felt change of a study that asks once: now, and looking back at before.

    Estimand: ``felt_change``, the mean of now - then of the people these answers stand for. Both were asked on one day:
    it is what people feel has changed, no measured change, and always carries the caution ``asked_once``.
    Formula: mean of the differences with its t interval and t test.
    Columns and units: two columns of scores, one row per person; in their unit.
    Missing: ``listwise``. One pair: no interval; all differences equal: neither interval nor standard error.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Howard (1980), Evaluation Review 4.
    Checked against R: ``t.test(now, then, paired = TRUE)``.

    >>> found = perceived_change(pd.DataFrame({"then": [40, 45, 65], "now": [55, 60, 83]}), "then", "now")
    >>> round(found.value, 2), found.estimand, found.cautions
    (16.0, 'felt_change', ('asked_once',))
    """
    check_level(level)
    pairs = complete_pairs(table, then, now)
    found = mean_difference(
        pairs.changes,
        magnitude=largest(pairs.before, pairs.after),
        missing=pairs.counts.lost,
        estimand=FELT_CHANGE,
        level=level,
        unit=unit,
    )
    return replace(found, cautions=(ASKED_ONCE,))


def perceived_shares(
    table: pd.DataFrame, answer: str, *, better: Sequence[float], worse: Sequence[float], level: float = 0.95
) -> EstimateTable:
    """The shares of people who say that they are better, the same, worse.

    Estimand: ``felt_better``, ``felt_same``, ``felt_worse``, of the people these answers stand for.
    Formula: people with an answer among ``better``, among ``worse``, or any other, over people with an answer; Wilson.
    Columns and units: one column of answers as numbers, one row per person; ``felt`` names the row; shares 0 to 1.
    Missing: ``available``; nobody answered: ``no_values``.
    Raises: ValueError for an absent column, texts, an answer that is both, a level that is no share.
    Source: Jaeschke et al. (1989), Controlled Clinical Trials 10, for such questions; Wilson (1927).
    Checked against R: ``prop.test(sum(answer %in% better), length(answer), correct = FALSE)``.

    >>> found = perceived_shares(pd.DataFrame({"felt": [1, 2, 0, -1, 2, None]}), "felt", better=[1, 2], worse=[-1, -2])
    >>> [share.value for share in found.estimates], found.estimates[0].missing
    ([0.6, 0.2, 0.2], 1)
    """
    if both := sorted(set(better) & set(worse)):
        raise ValueError(f"The answers {both} are both better and worse; put each on one side.")
    every = column_of(table, answer)
    known = every[~np.isnan(every)]
    up, down = int(np.isin(known, list(better)).sum()), int(np.isin(known, list(worse)).sum())
    counts = (up, known.size - up - down, down)
    lost = int(every.size - known.size)
    shares = tuple(
        replace(
            wilson_share(count, int(known.size), estimand=estimand, missing=lost, level=level), cautions=(ASKED_ONCE,)
        )
        for estimand, count in zip(FELT, counts, strict=True)
    )
    return EstimateTable(estimates=shares, keys=tuple({"felt": felt.removeprefix("felt_")} for felt in FELT))
