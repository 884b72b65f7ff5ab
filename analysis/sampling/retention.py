"""How those who stayed differed at entry from those who were lost."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import AVAILABLE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_GROUP, TOO_FEW, Cell, Estimate, check_level
from analysis.sampling.covariates import Mask, categories_of, is_numeric
from analysis.tables import EstimateTable

UNIT = "standard deviations at entry"


Told = tuple[dict[str, Cell], Estimate]


@dataclass(frozen=True, kw_only=True)
class Retention(EstimateTable):
    """Of those who answered before, how many answered after, and how both groups compare.

    keys: variable, category ('' for numbers), and of the retained and the lost the mean, or the share of the category,
    of those whose value is known, with their number.
    without_entry: people of the table who did not answer before; they count nowhere else.
    """

    retained: int
    lost: int
    without_entry: int

    @property
    def lost_share(self) -> float | None:
        """The lost among those who answered before; None when nobody did."""
        asked = self.retained + self.lost
        return self.lost / asked if asked else None


def retained_and_lost(
    table: pd.DataFrame, before: str, after: str, variables: Sequence[str] = (), *, level: float = 0.95
) -> Retention:
    """The retained against the lost, by standardised differences at entry: the score before first, then the variables.

    Estimand: (retained - lost) / √((variance of the retained + variance of the lost) / 2), of the people these stand
    for; for a category the shares and their variances p(1 - p). Beyond 0.1 a difference is usually called one.
    Formula: variances of numbers with n - 1; normal interval, standard error by the delta method, for numbers
    √(d²(v₁²/(n₁ - 1) + v₂²/(n₂ - 1)) / (8 v²) + (v₁/(n₁ - 1) + v₂/(n₂ - 1)) / v), v the mean of v₁ and v₂.
    Columns and units: one row per person; columns of numbers, or texts as categories; in standard deviations.
    Missing: ``available``, variable by variable, among those with ``before``; retained means ``after`` is there.
    Raises: ValueError for an absent column, texts as scores, infinite numbers, a level that is no share.
    Source: Austin (2009), Statistics in Medicine 28; Bonett (2008), Psychological Methods 13, for the standard error.
    Checked against R: ``effectsize::cohens_d(pooled_sd = FALSE)``; shares, errors by ``numericDeriv``.

    >>> table = pd.DataFrame({"entry": [40, 50, 60, 30, 40], "exit": [50, 55, 70, None, None], "sex": list("fmfmm")})
    >>> found = retained_and_lost(table, "entry", "exit", ["sex"])
    >>> found.lost_share, round(found.only(variable="entry").value, 3), found.only(category="m").value
    (0.4, 1.732, -2.0)
    """
    check_level(level)
    asked, stayed = ~np.isnan(column_of(table, before)), ~np.isnan(column_of(table, after))
    groups = (asked & stayed, asked & ~stayed)
    found = [
        difference
        for variable in (before, *variables)
        for difference in (_numbers if is_numeric(table, variable) else _categories)(table, variable, groups, level)
    ]
    return Retention(
        retained=int(groups[0].sum()),
        lost=int(groups[1].sum()),
        without_entry=int((~asked).sum()),
        keys=tuple(key for key, _estimate in found),
        estimates=tuple(estimate for _key, estimate in found),
    )


def _numbers(table: pd.DataFrame, variable: str, groups: tuple[Mask, Mask], level: float) -> Iterator[Told]:
    values = column_of(table, variable)
    known = ~np.isnan(values)
    stayed, lost = (values[group & known] for group in groups)
    missing = int(((groups[0] | groups[1]) & ~known).sum())
    yield _difference((variable, ""), (stayed, lost), missing, level, of_shares=False)


def _categories(table: pd.DataFrame, variable: str, groups: tuple[Mask, Mask], level: float) -> Iterator[Told]:
    codes, texts = pd.factorize(categories_of(table, variable), use_na_sentinel=True)
    known = codes >= 0
    missing = int(((groups[0] | groups[1]) & ~known).sum())
    occurring = np.unique(codes[known & (groups[0] | groups[1])])
    for category, code in sorted((str(texts[code]), code) for code in occurring):
        is_this = (codes == code).astype(np.float64)
        stayed, lost = (is_this[group & known] for group in groups)
        yield _difference((variable, category), (stayed, lost), missing, level, of_shares=True)


def _difference(
    name: tuple[str, str], groups: tuple[Numbers, Numbers], missing: int, level: float, *, of_shares: bool
) -> Told:
    value = error = low = high = None
    reason = _reason(groups, least=1 if of_shares else 2)
    if not reason:
        value, error = _of_shares(*groups) if of_shares else _of_numbers(*groups)
    if value is None or error is None:
        reason = reason or ALL_EQUAL
    else:
        reach = float(stats.norm.ppf((1 + level) / 2)) * error
        low, high = value - reach, value + reach
    estimate = Estimate(
        estimand="standardised_difference",
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=groups[0].size + groups[1].size,
        missing=missing,
        missing_policy=AVAILABLE,
        method="normal",
        unit=UNIT,
        assumptions=("independent_people",),
        reason=reason,
    )
    sides: dict[str, Cell] = {}
    for side, group in zip(("retained", "lost"), groups, strict=True):
        sides |= {side: float(group.mean()) if group.size else None, f"{side}_n": group.size}
    return {"variable": name[0], "category": name[1], **sides}, estimate


def _reason(groups: tuple[Numbers, Numbers], least: int) -> str:
    sizes = [group.size for group in groups]
    if not any(sizes):
        return NO_VALUES
    if not all(sizes):
        return ONE_GROUP
    if min(sizes) < least:
        return TOO_FEW
    return ALL_EQUAL if are_equal(np.concatenate(groups), largest(*groups)) else ""


def _of_numbers(stayed: Numbers, lost: Numbers) -> tuple[float | None, float | None]:
    """The difference of two means that are spread in at least one group, and its standard error."""
    first, second = float(stayed.var(ddof=1)), float(lost.var(ddof=1))
    both = (first + second) / 2
    if are_equal(stayed, largest(stayed)) and are_equal(lost, largest(lost)):
        return None, None
    value = float(stayed.mean() - lost.mean()) / math.sqrt(both)
    of_spread = value**2 * (first**2 / (stayed.size - 1) + second**2 / (lost.size - 1)) / (8 * both**2)
    of_means = (first / (stayed.size - 1) + second / (lost.size - 1)) / both
    return value, math.sqrt(of_spread + of_means)


def _of_shares(stayed: Numbers, lost: Numbers) -> tuple[float | None, float | None]:
    """The difference of two shares, one of which at least is neither 0 nor 1, and its standard error."""
    first, second = float(stayed.mean()), float(lost.mean())
    spread = [first * (1 - first), second * (1 - second)]
    divisor = math.sqrt(sum(spread) / 2)
    if divisor == 0:
        return None, None
    apart = first - second
    slopes = (
        1 / divisor - apart * (1 - 2 * first) / (4 * divisor**3),
        -1 / divisor - apart * (1 - 2 * second) / (4 * divisor**3),
    )
    sizes = (stayed.size, lost.size)
    variance = sum(slope**2 * part / size for slope, part, size in zip(slopes, spread, sizes, strict=True))
    return apart / divisor, math.sqrt(variance)
