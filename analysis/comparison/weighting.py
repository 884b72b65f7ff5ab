"""Groups formed by need, made alike in what is known of them by weighting: an adjusted difference, never an effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.comparison.ancova import BY_CHANCE, LOST_ALIKE, NO_HIDDEN_NEED
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.balance import Balance, balance_of
from analysis.comparison.propensity import ARM, EVERYONE, SUPPORTED, TARGETS, Propensity, propensity_of, stacked
from analysis.comparison.regression import compared
from analysis.comparison.robust import HC3, Errors, by_cluster
from analysis.comparison.rows import Rows, groups, rows_of
from analysis.comparison.wording import ADJUSTED_DIFFERENCE
from analysis.missing import column_of
from analysis.results import check_level

OVERLAP = "overlap"
BALANCE_LEFT = "imbalance_left"
WEIGHTS_UNEVEN = "weights_uneven"
UNEVEN = 0.5
"""Where weights leave less than this share of a group's people, a few of them decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedComparison:
    """An adjusted difference, and what the weights did.

    ``balance``: each covariate before and after. ``effective_n``: how many people of each group the weights leave.
    ``cut``: of how many people the weight was cut.
    """

    contrasts: Contrasts
    balance: tuple[Balance, ...] = ()
    effective_n: Mapping[str, float] = field(default_factory=dict)
    cut: int = 0

    def balance_table(self) -> pd.DataFrame:
        """One row per covariate, or category of one, under fixed names."""
        return pd.DataFrame([one.as_row() for one in self.balance], columns=list(Balance.__slots__), dtype=object)


def weighted_comparison(
    table: pd.DataFrame,
    outcome: str,
    arms: Arms,
    covariates: Sequence[str],
    *,
    target: str = EVERYONE,
    trim: float = 1.0,
    with_covariates: bool = True,
    errors: Errors | None = None,
    cluster: str = "",
    level: float = 0.95,
    unit: str = "points",
) -> WeightedComparison:
    """Two groups that differ by need, compared after weighting by the inverse of the probability of being in theirs.

    Estimand: ``adjusted_difference`` of the means if both groups had the covariates of ``everyone``, or of the
    ``supported`` (all but the reference). Needs nobody wrote down stay: ``confounding_by_need``.
    Formula: weights of ``propensity_of``, cut at the quantile ``trim`` (1: none); regression of the outcome on the
    group and, ``with_covariates``, on these: right if either model is. Errors: ``stacked``, which know that weights are
    estimated (by ``cluster`` if named); given ``errors`` take weights as known, mostly too cautious. Interval: ± t.
    Columns and units: as ``adjusted_comparison``; the entry score is one of the covariates.
    Missing: ``listwise``. A group empty, groups told apart without error (``separation``), one cluster: a reason.
    Raises: ValueError for more than two groups, a target or trim that cannot be; as ``adjusted_comparison``.
    Source: Robins, Hernan and Brumback (2000); Lunceford and Davidian (2004); Austin and Stuart (2015).
    Checked against R: ``glm(binomial)``, ``lm(weights)`` with ``sandwich::estfun`` of both stacked; ``vcovHC``, CR2.

    >>> table = pd.DataFrame({"arm": ["support"] * 3 + ["advice", "support", "advice", "support", "advice"],
    ...                       "entry": [30, 40, 35, 40, 50, 60, 35, 45], "exit": [45, 52, 48, 50, 63, 66, 44, 50]})
    >>> found = weighted_comparison(table, "exit", Arms("arm", "advice"), ["entry"])
    >>> round(found.contrasts.estimates[0].value, 2), round(found.effective_n["support"], 1)
    (4.42, 4.1)
    """
    check_level(level)
    _check(table, arms, target, trim)
    by = errors.cluster if errors else cluster
    rows = rows_of(table, column_of(table, outcome), arms, covariates=covariates, cluster=by)
    held = propensity_of(rows, target, trim)
    wide = rows.matrix.shape[1] if with_covariates else ARM + 1
    return _told(rows, arms, held, errors, width=wide, target=target, level=level, unit=unit)


def _told(
    rows: Rows,
    arms: Arms,
    propensity: Propensity,
    errors: Errors | None,
    *,
    width: int,
    target: str,
    level: float,
    unit: str,
) -> WeightedComparison:
    reason = rows.reason or propensity.reason
    weighed = replace(rows, reason=reason)
    balance: tuple[Balance, ...] = ()
    effective: dict[str, float] = {}
    if not reason:
        balance, effective = _balance(rows, propensity, target), _effective(rows, propensity)
        weighed = replace(rows, weights=propensity.weights, matrix=rows.matrix[:, :width], terms=rows.terms[:width])
    contrasts = compared(
        weighed,
        arms,
        errors or (HC3 if rows.clusters is None else by_cluster("cluster", "cr1")),
        arms.estimand(ADJUSTED_DIFFERENCE),
        level=level,
        unit=unit,
        assumptions=(BY_CHANCE if arms.by_chance else NO_HIDDEN_NEED, OVERLAP, LOST_ALIKE),
        cautions=_cautions(rows, balance, effective),
        weights="inverse_probability",
        spread=None if errors else lambda fit, which: stacked(fit, which, propensity, rows.clusters),
    )
    method = f"inverse_probability_{target}_{errors.kind if errors else 'stacked'}"
    estimates = tuple(replace(estimate, method=method) for estimate in contrasts.estimates)
    return WeightedComparison(
        contrasts=replace(contrasts, estimates=estimates), balance=balance, effective_n=effective, cut=propensity.cut
    )


def _cautions(rows: Rows, balance: tuple[Balance, ...], effective: Mapping[str, float]) -> tuple[str, ...]:
    return (
        *((BALANCE_LEFT,) if any(one.left for one in balance) else ()),
        *((WEIGHTS_UNEVEN,) if any(n < UNEVEN * rows.people[name] for name, n in effective.items()) else ()),
    )


def _balance(rows: Rows, propensity: Propensity, target: str) -> tuple[Balance, ...]:
    return tuple(
        balance_of(term, rows.matrix[:, at], propensity.supported, propensity.weights, of_supported=target == SUPPORTED)
        for at, term in enumerate(rows.terms)
        if at > ARM
    )


def _effective(rows: Rows, propensity: Propensity) -> dict[str, float]:
    """(Σ w)² / Σ w² in each group (Kish)."""
    found = {}
    for at, name in enumerate(rows.people):
        weights = propensity.weights[propensity.supported == at]
        found[name] = float(np.sum(weights) ** 2 / np.sum(weights**2))
    return found


def _check(table: pd.DataFrame, arms: Arms, target: str, trim: float) -> None:
    if target not in TARGETS:
        raise ValueError(f"target is {target}; it is {' or '.join(TARGETS)}.")
    if not 0.5 <= trim <= 1:
        raise ValueError(f"trim is {trim}; it is a quantile from 0.5 to 1, 1 for no weight cut.")
    names, _codes = groups(table, arms)
    if len(names) > 2:
        raise ValueError(f"Column {arms.column}: weighting compares two groups, there are {', '.join(names)}.")
