"""How many people a study must ask to see a change, or a difference, if there is one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
from scipy import optimize, special, stats

from analysis.comparison.arms import ENOUGH_CLUSTERS, FEW_CLUSTERS
from analysis.results import Cell, check_level

PAIRED, COMPARED = "paired", "compared"
MOST_PEOPLE = 1e9
NODES, NODE_WEIGHTS = np.polynomial.legendre.leggauss(300)
REACH = 9.0
"""A χ stands within 9 of its middle, where its standard deviation is 0.7: all but a part in 10³⁰."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """People come in households, or with workers: how many per cluster, how alike they are, how unequal clusters are.

    ``icc``: the share of all variance that lies between clusters. ``variation``: the standard deviation of the sizes of
    clusters over their mean.
    """

    size: float
    icc: float
    variation: float = 0.0

    def __post_init__(self) -> None:
        if self.size < 1 or not 0 <= self.icc <= 1 or self.variation < 0:
            raise ValueError(f"{self}: size is 1 or more, icc from 0 to 1, variation 0 or more.")

    def design_effect(self, kept: float = 1.0) -> float:
        """How many times as many people are needed when each is kept with a chance: 1 + ((1 + cv²) m - 1) icc.

        Source: Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35.

        >>> round(Clusters(20, 0.05).design_effect(), 3)
        1.95
        """
        return max(1.0, 1 + ((1 + self.variation**2) * self.size * kept - 1) * self.icc)


ALONE = Clusters(1, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """How many people to ask, and how that number came about.

    ``exact``: independent people with both answers that are needed, per group, not rounded. ``analysed``: with both
    answers, after the design effect. ``asked``: so that these are left after the loss. All per group, the smaller one
    where groups are unequal; ``larger_asked`` is the other. ``clusters``: of all groups together.
    """

    comparison: str
    power: float
    level: float
    difference: float
    sd: float
    exact: float
    design_effect: float
    lost: float
    analysed: int
    asked: int
    larger_asked: int | None
    clusters: int | None
    cautions: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Cell]:
        """The fields under their own names."""
        return {**asdict(self), "cautions": " ".join(self.cautions)}


def sample_size_paired(
    change: float,
    sd_of_change: float,
    *,
    power: float = 0.8,
    level: float = 0.95,
    lost: float = 0.0,
    clusters: Clusters = ALONE,
) -> SampleSize:
    """How many people to ask at entry so that a mean change of the same people is seen.

    Estimand: the number with which the t test of a true mean change finds it with probability ``power``.
    Formula: the smallest n with P(|t| > t(n - 1)) ≥ power, t noncentral, δ = change √n / sd; times the design effect,
    over 1 - lost. ``icc`` is that of the change; clusters shrink by the loss.
    Units: change and sd in points of the scale; the sd of change is that of entry × √(2 (1 - correlation)).
    Raises: ValueError for no change, an sd not above 0, shares outside 0 to 1.
    Source: Cohen (1988), Statistical Power Analysis, chapter 2; Eldridge et al. (2006) for clusters.
    Checked against R: ``power.t.test(delta, sd, power, type = "paired", strict = TRUE)``.

    >>> found = sample_size_paired(5, 20, lost=0.3)
    >>> round(found.exact, 2), found.analysed, found.asked
    (127.52, 128, 183)
    """
    _check(change, sd_of_change, power, level, lost)
    exact = _smallest(lambda n: power_paired(n, change, sd_of_change, level=level), power)
    found = _people(exact, 1.0, lost, clusters)
    return _told(PAIRED, exact, found, (power, level, lost), difference=change, sd=sd_of_change, clusters=clusters)


def sample_size_compared(
    difference: float,
    sd: float,
    *,
    power: float = 0.8,
    level: float = 0.95,
    lost: float = 0.0,
    entry_correlation: float | None = None,
    ratio: float = 1.0,
    clusters: Clusters = ALONE,
) -> SampleSize:
    """How many people to ask per group so that a difference of two groups is seen.

    Estimand: the number with which the t test of a true difference finds it with probability ``power``.
    Formula: as ``sample_size_paired``, δ = difference / (sd √(1/n₁ + 1/n₂)), n₁ + n₂ - 2 degrees of freedom, n₂ = ratio
    n₁. With ``entry_correlation`` r (ANCOVA): sd √(1 - r²), one degree less. For differences in change give their sd.
    Units: difference and sd in points of the scale. Whole clusters are in one group.
    Raises: ValueError for no difference, an sd not above 0, a ratio below 1, shares outside 0 to 1.
    Source: Cohen (1988), chapter 2; Borm, Fransen and Lemmens (2007) for ANCOVA; Eldridge et al. (2006).
    Checked against R: ``power.t.test(delta, sd, power, strict = TRUE)``; unequal groups by ``pt(ncp)``.

    >>> found = sample_size_compared(5, 20, clusters=Clusters(10, 0.02))
    >>> round(found.exact, 2), round(found.design_effect, 2), found.analysed, found.clusters
    (252.13, 1.18, 298, 60)
    """
    _check(difference, sd, power, level, lost)
    if ratio < 1:
        raise ValueError(f"ratio is {ratio}; it says how many times larger the larger group is, 1 or more.")
    if entry_correlation is not None and not -1 < entry_correlation < 1:
        raise ValueError(f"entry_correlation is {entry_correlation}; it lies between -1 and 1.")
    left = sd * math.sqrt(1 - (entry_correlation or 0.0) ** 2)
    less = 0 if entry_correlation is None else 1
    exact = _smallest(lambda n: power_compared(n, ratio * n, difference, left, level=level, covariates=less), power)
    found = _people(exact, ratio, lost, clusters)
    return _told(COMPARED, exact, found, (power, level, lost), difference=difference, sd=sd, clusters=clusters)


def power_paired(people: float, change: float, sd_of_change: float, *, level: float = 0.95) -> float:
    """The probability that the paired t test finds a true mean change.

    Checked against R: ``power.t.test(n, delta, sd, type = "paired", strict = TRUE)``.

    >>> round(power_paired(20, 4, 10), 6)
    0.396994
    """
    return _beyond(people - 1, abs(change) / sd_of_change * math.sqrt(people), level)


def power_compared(
    smaller: float, larger: float, difference: float, sd: float, *, level: float = 0.95, covariates: int = 0
) -> float:
    """The probability that the t test of two groups finds a true difference of their means.

    Checked against R: ``power.t.test(n, delta, sd, strict = TRUE)``.

    >>> round(power_compared(20, 20, 4, 10), 6)
    0.234349
    """
    noncentrality = abs(difference) / (sd * math.sqrt(1 / smaller + 1 / larger))
    return _beyond(smaller + larger - 2 - covariates, noncentrality, level)


def _beyond(degrees: float, noncentrality: float, level: float) -> float:
    """P(|t| > quantile) for the noncentral t: the chance to be found in either direction.

    Formula: the mean of P(|normal + δ| > quantile × χ / √m) over χ, by Gauss and Legendre. The library's noncentral t
    (scipy 1.17) answers 0 or 1 at random far out in a tail; this is R's ``pt`` to ten digits.
    """
    check_level(level)
    if degrees < 1:
        return 0.0
    limit = float(stats.t.ppf((1 + level) / 2, degrees)) / math.sqrt(degrees)
    middle = math.sqrt(max(degrees - 0.5, 0.25))
    low, high = max(0.0, middle - REACH), middle + REACH
    chi = (low + high) / 2 + (high - low) / 2 * NODES
    density = np.exp((degrees - 1) * np.log(chi / middle) - (chi**2 - middle**2) / 2) * NODE_WEIGHTS
    beyond = special.ndtr(noncentrality - limit * chi) + special.ndtr(-noncentrality - limit * chi)
    return float(beyond @ density / density.sum())


def _smallest(reached: Callable[[float], float], power: float) -> float:
    """The smallest number of people, from 2 on and not rounded, with which ``power`` is reached."""
    low, high = 2.0, 4.0
    if reached(low) >= power:
        return low
    while reached(high) < power:
        low, high = high, high * 2
        if high > MOST_PEOPLE:
            raise ValueError("More than a thousand million people would be needed: the difference is next to nothing.")
    return float(optimize.brentq(lambda n: reached(n) - power, low, high, xtol=1e-10, rtol=1e-12))


@dataclass(frozen=True, slots=True)
class _People:
    analysed: int
    asked: int
    larger_asked: int
    design_effect: float


def _people(exact: float, ratio: float, lost: float, clusters: Clusters) -> _People:
    effect = clusters.design_effect(1 - lost)
    analysed, larger = (_up(times * exact * effect) for times in (1.0, ratio))
    return _People(analysed, _up(analysed / (1 - lost)), _up(larger / (1 - lost)), effect)


def _told(
    comparison: str,
    exact: float,
    people: _People,
    asked_for: tuple[float, float, float],
    *,
    difference: float,
    sd: float,
    clusters: Clusters,
) -> SampleSize:
    power, level, lost = asked_for
    larger = people.larger_asked if comparison == COMPARED else None
    count = None
    if clusters.size > 1:
        count = sum(_up(asked / clusters.size) for asked in (people.asked, *(() if larger is None else (larger,))))
    return SampleSize(
        comparison=comparison,
        power=power,
        level=level,
        difference=difference,
        sd=sd,
        exact=exact,
        design_effect=people.design_effect,
        lost=lost,
        analysed=people.analysed,
        asked=people.asked,
        larger_asked=larger,
        clusters=count,
        cautions=(FEW_CLUSTERS,) if count is not None and count < ENOUGH_CLUSTERS else (),
    )


def _up(number: float) -> int:
    """Rounded up, but for the rounding of the computer."""
    return math.ceil(number - 1e-9 * max(1.0, number))


def _check(difference: float, sd: float, power: float, level: float, lost: float) -> None:
    check_level(level)
    if difference == 0 or not math.isfinite(difference) or not sd > 0 or not math.isfinite(sd):
        raise ValueError(f"Difference {difference}, sd {sd}: the difference is not 0, the sd is above 0.")
    if not 1 - level < power < 1:
        raise ValueError(f"power is {power}; it lies between {1 - level:.3g}, which chance alone reaches, and 1.")
    if not 0 <= lost < 1:
        raise ValueError(f"lost is {lost}; it is a share from 0 to below 1.")
