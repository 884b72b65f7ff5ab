"""How the scores of a group are spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import AVAILABLE, numbers
from analysis.precision import Numbers, are_equal, in_steps, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, Cell, Estimate, Finding, check_level

CROWDED = 0.15
"""From this share of people at one end of a scale on, change in that direction can hardly show (Terwee 2007)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A group's scores. A figure is None when it cannot be told; ``mean.reason`` says why."""

    mean: Estimate
    sd: float | None
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    floor_share: float | None
    ceiling_share: float | None

    @property
    def n(self) -> int:
        """How many people have a score."""
        return self.mean.n

    @property
    def missing(self) -> int:
        """How many people have none."""
        return self.mean.missing

    def as_row(self) -> dict[str, Cell]:
        """Everything under fixed names: a row of a table."""
        names = ("sd", "median", "lower_quartile", "upper_quartile", "floor_share", "ceiling_share")
        row: dict[str, Cell] = {name: getattr(self, name) for name in names}
        mean = self.mean.as_row()
        del mean["estimand"]
        return {"n": mean.pop("n"), "missing": mean.pop("missing"), "mean": mean.pop("value"), **row, **mean}


def mean_with_interval(column: pd.Series, *, level: float = 0.95, unit: str = "points") -> Estimate:
    """The mean with its t interval.

    Estimand: the mean of the population these people stand for, as if drawn at random.
    Formula: mean ± t(n - 1) × sd / √n, sd with n - 1.
    Columns and units: one column of numbers, one row per person; all figures in the column's unit.
    Missing: ``available``. One value: no interval; all equal: neither interval nor standard error, as R refuses too.
    Raises: ValueError for texts, infinite numbers, a level that is no share.
    Source: Student (1908), The probable error of a mean, Biometrika 6.
    Checked against R: ``t.test(x)``.

    >>> mean = mean_with_interval(pd.Series([1, 2, 3, None]))
    >>> mean.value, round(mean.interval_low, 4), mean.n, mean.missing
    (2.0, -0.4841, 3, 1)
    """
    check_level(level)
    every = numbers(column)
    known = every[~np.isnan(every)]
    return mean_of(known, magnitude=largest(known), level=level, unit=unit, missing=int(every.size - known.size))


def mean_of(
    known: Numbers,
    *,
    magnitude: float,
    missing: int,
    estimand: str = "mean",
    policy: str = AVAILABLE,
    level: float = 0.95,
    unit: str = "points",
) -> Estimate:
    """The mean of numbers without gaps, with its t interval, under the name and policy of the caller.

    Formula, source and check: ``mean_with_interval``. ``magnitude``: the largest number the values were made from.

    >>> mean_of(np.array([2.0]), magnitude=2.0, missing=0).reason
    'one_value'
    """
    n = int(known.size)
    value = float(known.mean()) if n else None
    reason = {0: NO_VALUES, 1: ONE_VALUE}.get(n) or (ALL_EQUAL if are_equal(known, magnitude) else "")
    error = low = high = None
    if value is not None and not reason:
        error = float(known.std(ddof=1) / np.sqrt(n))
        reach = float(stats.t.ppf((1 + level) / 2, n - 1)) * error
        low, high = value - reach, value + reach
    return Estimate(
        estimand=estimand,
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=missing,
        missing_policy=policy,
        method="t",
        unit=unit,
        reason=reason,
    )


def describe(
    column: pd.Series, score_range: tuple[float, float], *, level: float = 0.95, unit: str = "points"
) -> Description:
    """The spread of a group's scores, its mean with an interval, and the shares at both ends.

    Estimand: of the people with a score, mean, standard deviation (n - 1), quartiles, shares at the lowest and highest
    possible score; the interval alone speaks of more people than these.
    Formula: quartiles interpolate linearly (R's type 7); shares are counts over n.
    Columns and units: one column of scores, one row per person; shares from 0 to 1, the rest in the column's unit.
    Missing: ``available``; without any value everything is None.
    Raises: ValueError for texts, infinite numbers, scores outside ``score_range``, a level that is no share.
    Source: Hyndman and Fan (1996) for quartiles; Terwee et al. (2007) for floor and ceiling.
    Checked against R: ``t.test(x)``, ``sd(x)``, ``quantile(x, type = 7)``, ``mean(x == 0)``.

    >>> told = describe(pd.Series([0, 50, 100, 100, None]), (0, 100))
    >>> told.median, told.floor_share, told.ceiling_share, told.n, told.missing
    (75.0, 0.25, 0.5, 4, 1)
    """
    mean = mean_with_interval(column, level=level, unit=unit)
    every = numbers(column)
    known = every[~np.isnan(every)]
    lower, median, upper = np.quantile(known, (0.25, 0.5, 0.75)) if known.size else (None, None, None)
    floor_share, ceiling_share = _shares_at_ends(known, score_range)
    return Description(
        mean=mean,
        sd=_sd(known),
        median=None if median is None else float(median),
        lower_quartile=None if lower is None else float(lower),
        upper_quartile=None if upper is None else float(upper),
        floor_share=floor_share,
        ceiling_share=ceiling_share,
    )


def crowded_ends(description: Description) -> tuple[Finding, ...]:
    """Which ends of the scale hold more than 15 % of the people, so that change there can hardly show.

    >>> told = describe(pd.Series([0, 50, 60, 70, 80, 90, 95, 99, 100, 100]), (0, 100))
    >>> [str(finding) for finding in crowded_ends(told)]
    ['ceiling crowded: share 0.2, n 10']
    """
    ends = (("floor_crowded", description.floor_share), ("ceiling_crowded", description.ceiling_share))
    return tuple(
        Finding(key, {"share": share, "n": description.n})
        for key, share in ends
        if share is not None and share > CROWDED
    )


def _sd(known: Numbers) -> float | None:
    if known.size < 2:
        return None
    return 0.0 if are_equal(known, largest(known)) else float(known.std(ddof=1))


def _shares_at_ends(known: Numbers, score_range: tuple[float, float]) -> tuple[float | None, float | None]:
    low, high = score_range
    magnitude = max(abs(low), abs(high))
    steps, ends = in_steps(known, magnitude), in_steps(np.array(score_range, dtype=np.float64), magnitude)
    if ((steps < ends[0]) | (steps > ends[1])).any():
        raise ValueError(f"Some scores are outside {low} to {high}; give the score_range they were made with.")
    if not known.size:
        return None, None
    return float((steps == ends[0]).mean()), float((steps == ends[1]).mean())
