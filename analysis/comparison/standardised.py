"""The difference between two groups in standard deviations of people."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.change.effect_sizes import exact_correction, exact_corrections, noncentral_t_limits
from analysis.comparison.arms import Arms, Contrasts, small
from analysis.comparison.left_out import METHOD, differing, jackknifed, of_clusters, with_and_without
from analysis.comparison.rows import Codes, categories, groups, renumbered
from analysis.comparison.wording import STANDARDISED_DIFFERENCE
from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, ONE_GROUP, TOO_FEW, Estimate, check_level

POOLED = "standard deviations of people, pooled over both groups"
COHEN, HEDGES = "cohen_d", "hedges_g"


def standardised_comparison(
    table: pd.DataFrame, outcome: str, arms: Arms, *, figure: str = HEDGES, cluster: str = "", level: float = 0.95
) -> Contrasts:
    """Each group against the reference, in pooled standard deviations: Hedges' g, or Cohen's d.

    Estimand: ``standardised_difference``: the difference of the means of two groups over the standard deviation within
    them; ``standardised_effect`` where chance assigned the groups. Groups formed by need differ beforehand.
    Formula: d = (mean - mean of the reference) / s, s² = ((n₁ - 1) s₁² + (n₂ - 1) s₂²) / m, m = n₁ + n₂ - 2; g = J d
    with the exact J = Γ(m/2) / (√(m/2) Γ((m - 1)/2)). Interval: noncentral t(m), t = d / √(1/n₁ + 1/n₂); g's times J.
    With ``cluster`` that of people who are alike: the figure once more without each cluster, as ``clustered_sizes``.
    Columns and units: one column of scores and the groups, one row per person; ``figure`` is hedges_g or cohen_d.
    Missing: ``listwise``: score, group and cluster. Nobody in one group: ``one_group``; fewer than three people in
    both, or two for Cohen's d: ``too_few``; no spread within the groups: ``all_equal``; by cluster, all of a group in
    one: ``one_cluster``, and no interval.
    Raises: ValueError for an absent column, texts as scores, a group that was not named, another figure or level.
    Source: Hedges (1981), Journal of Educational Statistics 6; Cumming and Finch (2001) for the interval.
    Checked against R: ``effectsize::cohens_d(x, y)``, ``effectsize::hedges_g(x, y)``; limits by ``uniroot`` on ``pt``;
    by cluster a loop that leaves out each.

    >>> table = pd.DataFrame({"arm": ["support"] * 4 + ["advice"] * 4, "exit": [34, 41, 52, 60, 25, 33, 45, 52]})
    >>> found = standardised_comparison(table, "exit", Arms("arm", "advice")).estimates[0]
    >>> round(found.value, 3), round(found.interval_low, 3), round(found.interval_high, 3)
    (0.589, -0.68, 1.814)
    """
    check_level(level)
    if figure not in (COHEN, HEDGES):
        raise ValueError(f"figure is {figure!r}; it is {HEDGES} or {COHEN}.")
    people = _people(table, outcome, arms, cluster)
    return Contrasts(
        names=tuple(arms.contrast(name) for name in people.names[1:]),
        estimates=tuple(
            _against_reference(people, place, arms, figure=figure, level=level) for place in range(1, len(people.names))
        ),
        people={name: int((people.codes == place).sum()) for place, name in enumerate(people.names)},
        clusters=None if people.clusters is None else int(renumbered(people.clusters).max(initial=-1)) + 1,
    )


@dataclass(frozen=True, slots=True)
class _People:
    """Who counts: scores, numbers of their groups (the reference is 0) and of their clusters; how many do not."""

    names: tuple[str, ...]
    scores: Numbers
    codes: Codes
    clusters: Codes | None
    lost: int


def _people(table: pd.DataFrame, outcome: str, arms: Arms, cluster: str) -> _People:
    scores, (names, codes) = column_of(table, outcome), groups(table, arms)
    known = ~np.isnan(scores) & (codes >= 0)
    if not cluster:
        return _People(names, scores[known], codes[known], None, int((~known).sum()))
    clusters = categories(table, cluster)[1]
    known &= clusters >= 0
    return _People(names, scores[known], codes[known], clusters[known], int((~known).sum()))


def _against_reference(people: _People, place: int, arms: Arms, *, figure: str, level: float) -> Estimate:
    first, second = (people.scores[people.codes == code] for code in (place, 0))
    found = _compared(first, second, arms, people.lost, figure=figure, level=level)
    if people.clusters is None:
        return found
    both = (people.codes == place) | (people.codes == 0)
    clusters = renumbered(people.clusters[both])
    return _by_cluster(found, people.scores[both], people.codes[both] == place, clusters, figure=figure)


def _compared(first: Numbers, second: Numbers, arms: Arms, lost: int, *, figure: str, level: float) -> Estimate:
    n, degrees = int(first.size + second.size), int(first.size + second.size) - 2
    within = np.concatenate([values - values.mean() if values.size else values for values in (first, second)])
    reason = ""
    if not first.size or not second.size:
        reason = ONE_GROUP
    elif degrees < (2 if figure == HEDGES else 1):
        reason = TOO_FEW
    elif are_equal(np.append(within, 0.0), largest(first, second)):
        reason = ALL_EQUAL
    value = low = high = spread = None
    if not reason:
        spread = math.sqrt(float(within @ within) / degrees)
        width = math.sqrt(1 / first.size + 1 / second.size)
        factor = exact_correction(degrees) if figure == HEDGES else 1.0
        d = float(first.mean() - second.mean()) / spread
        value = factor * d
        low, high = (factor * limit * width for limit in noncentral_t_limits(d / width, degrees, level))
    return Estimate(
        estimand=arms.estimand(STANDARDISED_DIFFERENCE),
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=lost,
        missing_policy=LISTWISE,
        method=f"{figure}_noncentral_t",
        unit=POOLED,
        standardiser=spread,
        degrees_of_freedom=None if value is None else degrees,
        assumptions=("independent_people", "equal_spread", "normal_scores"),
        cautions=(*arms.cautions, *small(n)),
        reason=reason,
    )


def _by_cluster(
    found: Estimate, scores: Numbers, is_first: NDArray[np.bool_], clusters: Codes, *, figure: str
) -> Estimate:
    """The same figure with the interval of its jackknife over clusters."""
    frame = replace(
        found,
        interval_low=None,
        interval_high=None,
        method=f"{figure}_{METHOD}",
        degrees_of_freedom=None,
        assumptions=("independent_clusters", "equal_spread"),
        cautions=tuple(dict.fromkeys((*found.cautions, *small(found.n, int(clusters.max(initial=-1)) + 1)))),
        reason=found.reason or ALL_EQUAL,
    )
    if found.value is None:
        return frame
    order = np.argsort(clusters, kind="stable")
    scores, is_first, clusters = scores[order], is_first[order], clusters[order]
    member = np.stack([is_first, ~is_first], axis=1)
    column, among = scores[:, None], member.astype(np.float64)
    centres = (among * column).sum(axis=0) / among.sum(axis=0)
    apart = among * (column - centres)
    people = of_clusters(among, clusters)
    n, totals, squares = (
        with_and_without(values) for values in (people, of_clusters(apart, clusters), of_clusters(apart**2, clusters))
    )
    differ = differing(np.repeat(column, 2, axis=1), clusters, largest(scores), member).any(axis=1)
    degrees = n.sum(axis=1) - 2
    with np.errstate(invalid="ignore", divide="ignore"):
        means = centres + totals / n
        spread = np.sqrt(np.where(differ, (squares - totals**2 / n).sum(axis=1), np.nan) / degrees)
        values = (means[:, 0] - means[:, 1]) / spread * (exact_corrections(degrees) if figure == HEDGES else 1.0)
    return jackknifed(frame, values, people)
