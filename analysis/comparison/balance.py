"""How alike two groups are in what is known of them, before and after weighting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.precision import Numbers
from analysis.results import Cell

LARGE = 0.1
"""A standardised difference beyond this is usually called one (Austin 2009)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One covariate, or one category of it: the means of the supported and of the others, and how far they are apart.

    ``difference_before``, ``difference_after``: in standard deviations of the unweighted people; None without spread.
    """

    covariate: str
    supported_before: float
    reference_before: float
    supported_after: float
    reference_after: float
    difference_before: float | None
    difference_after: float | None

    @property
    def left(self) -> bool:
        """Whether the groups differ after weighting by more than 0.1 standard deviations."""
        return self.difference_after is not None and abs(self.difference_after) > LARGE

    def as_row(self) -> dict[str, Cell]:
        """All under fixed names."""
        return {name: getattr(self, name) for name in self.__slots__}


def balance_of(covariate: str, values: Numbers, supported: Numbers, weights: Numbers, *, of_supported: bool) -> Balance:
    """The standardised difference of one column before and after weighting.

    Formula: (mean of the supported - mean of the others) / s. s² is the variance of the supported where weights bring
    the others to them, elsewhere the mean of both variances: p (1 - p) for a column of 0 and 1, else with n - 1.
    Source: Austin (2009), Statistics in Medicine 28. Checked against R: ``MatchIt::summary.matchit``.

    >>> told = balance_of("age", np.array([30.0, 40, 20, 30]), np.array([1.0, 1, 0, 0]), np.array([1.0, 1, 1, 3]),
    ...                   of_supported=True)
    >>> round(told.difference_before, 4), round(told.difference_after, 4)
    (1.4142, 1.0607)
    """
    groups = [values[supported == group] for group in (1, 0)]
    weighing = [weights[supported == group] for group in (1, 0)]
    before = [float(group.mean()) for group in groups]
    after = [float(np.average(group, weights=weight)) for group, weight in zip(groups, weighing, strict=True)]
    variances = [_variance(group, values) for group in groups]
    spread = float(np.sqrt(variances[0] if of_supported else sum(variances) / 2))
    return Balance(
        covariate=covariate,
        supported_before=before[0],
        reference_before=before[1],
        supported_after=after[0],
        reference_after=after[1],
        difference_before=(before[0] - before[1]) / spread if spread > 0 else None,
        difference_after=(after[0] - after[1]) / spread if spread > 0 else None,
    )


def _variance(group: Numbers, values: Numbers) -> float:
    if np.isin(values, (0.0, 1.0)).all():
        return float(group.mean() * (1 - group.mean()))
    return float(group.var(ddof=1)) if group.size > 1 else 0.0
