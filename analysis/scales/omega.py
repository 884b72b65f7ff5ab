"""How well the items of a scale hang together when some tell more than others: omega total of one factor."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.multivariate.factor import Factor
from statsmodels.tools.sm_exceptions import ConvergenceWarning, EstimationWarning

from analysis.missing import LISTWISE
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, COLLINEAR, NO_CONVERGENCE, NO_VALUES, ONE_VALUE, TOO_FEW, Estimate, check_level
from analysis.scales.alpha import RELIABILITY
from analysis.scales.items import items_pointing_up, without_blanks

SMALLEST_UNIQUENESS = 0.005
"""A share of an item's variance of its own below this is an improper (Heywood) solution, as in R's ``factanal``."""
FLAT = 1e-6
"""A slope of the likelihood below this is its top."""
OPEN = 5.0
"""An error above this, on the logit of omega, leaves omega open from nearly 0 to nearly 1."""
IMPROPER = "improper_solution"
POOR_FIT = "poor_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFit:
    """How well one factor fits the correlations of the items; with three items it always does, and has no test."""

    chi_square: float
    degrees_of_freedom: int
    p_value: float | None
    rmsea: float | None
    cfi: float | None
    srmr: float

    @property
    def poor(self) -> bool:
        """Whether p < 0.05 and (RMSEA > 0.08 or CFI < 0.9)."""
        if self.p_value is None or self.rmsea is None or self.cfi is None:
            return False
        return self.p_value < 0.05 and (self.rmsea > 0.08 or self.cfi < 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFactor:
    """One factor under the items, what it gives, and whether it fits them.

    loadings: by item, in standard deviations. improper: items left without any variance of their own, so that the model
    cannot be right and omega is None. fit: None when there is no proper solution.
    """

    omega: Estimate
    loadings: Mapping[str, float]
    fit: FactorFit | None = None
    improper: tuple[str, ...] = ()


def omega_total(
    table: pd.DataFrame, items: Sequence[str], *, reverse: Sequence[str] = (), level: float = 0.95
) -> OneFactor:
    """Omega total of one factor fitted by maximum likelihood, and the fit of that factor.

    Estimand: the share of the variance of the sum score that comes from the one thing the items measure.
    Formula: ω = (Σλ)² / ((Σλ)² + Σψ), λ loadings and ψ variances of the items' own, in the units of the answers.
    Standard error: delta method on the expected information; interval on the logit of ω. Fit: χ² = n F with
    k(k - 3)/2 degrees of freedom, RMSEA, CFI, SRMR.
    Columns and units: one column of numbers per item, one row per person; reversed items are turned around.
    Missing: ``listwise``. Fewer than three items, or not more people than items: ``too_few``. An item without spread:
    ``all_equal``; one that follows from the others: ``collinear``; none of its own variance left (Heywood):
    ``no_convergence`` with the caution ``improper_solution`` and its name in ``improper``.
    Cautions: ``poor_fit`` when p < 0.05 and (RMSEA > 0.08 or CFI < 0.9): there is more than one thing in these items.
    Raises: ValueError for fewer than two items, an absent column, texts, a level that is no share.
    Source: McDonald (1999), Test Theory; Raykov (2002), Multivariate Behavioral Research 37, for the error.
    Checked against R: ``lavaan::cfa`` with ``omega := sum(l)^2 / (sum(l)^2 + sum(e))``.

    >>> rng = np.random.default_rng(1)
    >>> answers = rng.standard_normal((80, 1)) + rng.standard_normal((80, 4))
    >>> found = omega_total(pd.DataFrame(answers, columns=list("abcd")), list("abcd"))
    >>> round(found.omega.value, 3), found.fit.degrees_of_freedom, found.improper
    (0.748, 2, ())
    """
    check_level(level)
    answers = items_pointing_up(table, items, reverse)
    complete = without_blanks(answers)
    lost = len(answers) - len(complete)
    if reason := _why_not(complete):
        return OneFactor(omega=_omega(None, None, len(complete), lost, level=level, reason=reason), loadings={})
    return _one_factor(complete, items, lost, level)


def _one_factor(complete: Numbers, items: Sequence[str], lost: int, level: float) -> OneFactor:
    sd = complete.std(axis=0, ddof=1)
    correlations = np.asarray(np.corrcoef(complete, rowvar=False), dtype=np.float64)
    fitted = _fit(correlations)
    if fitted is None:
        return OneFactor(omega=_omega(None, None, len(complete), lost, level=level, reason=NO_CONVERGENCE), loadings={})
    loadings, own = fitted
    named = dict(zip(items, (float(loading) for loading in loadings), strict=True))
    if improper := tuple(item for item, left in zip(items, own, strict=True) if left < SMALLEST_UNIQUENESS):
        absent = _omega(None, None, len(complete), lost, level=level, reason=NO_CONVERGENCE, caution=IMPROPER)
        return OneFactor(omega=absent, loadings=named, improper=improper)
    told = _omega_and_error(loadings * sd, own * sd**2, len(complete))
    if told is None:
        absent = _omega(None, None, len(complete), lost, level=level, reason=NO_CONVERGENCE)
        return OneFactor(omega=absent, loadings=named)
    value, error = told
    fit = _fit_measures(correlations, loadings, own, len(complete))
    omega = _omega(value, error, len(complete), lost, level=level, caution=POOR_FIT if fit.poor else "")
    return OneFactor(omega=omega, loadings=named, fit=fit)


def _why_not(complete: Numbers) -> str:
    """Why no factor can be fitted, '' when it can be tried."""
    n, k = complete.shape
    if n < 2:
        return NO_VALUES if n == 0 else ONE_VALUE
    if k < 3 or n <= k:
        return TOO_FEW
    if any(are_equal(complete[:, item], largest(complete)) for item in range(k)):
        return ALL_EQUAL
    return COLLINEAR if np.linalg.matrix_rank(np.corrcoef(complete, rowvar=False), tol=1e-8) < k else ""


def _fit(correlations: Numbers) -> tuple[Numbers, Numbers] | None:
    """Loadings, mostly positive, and own variances of one factor by maximum likelihood; None without convergence."""
    values, vectors = np.linalg.eigh(correlations)
    start = vectors[:, -1] * math.sqrt(max(values[-1] - 1, 0.1))
    start = np.clip(start, -0.95, 0.95)
    model = Factor(endog=None, n_factor=1, corr=correlations, method="ml")
    with warnings.catch_warnings():
        # What the library warns of is looked at: own variances near zero by the caller, the end of the search here.
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", EstimationWarning)
        fitted = model.fit(start=(start[:, None], 1 - start**2), opt={"gtol": 1e-7, "maxiter": 5000})
    loadings = np.asarray(fitted.loadings[:, 0], dtype=np.float64)
    own = np.asarray(fitted.uniqueness, dtype=np.float64)
    arrived = np.abs(model.mle_retvals.jac).max() < FLAT or own.min() < SMALLEST_UNIQUENESS
    if not arrived:
        return None
    return (-loadings if loadings.sum() < 0 else loadings), own


def _omega_and_error(loadings: Numbers, own: Numbers, n: int) -> tuple[float, float] | None:
    """Omega and its error; None where so few people leave the loadings open."""
    common, rest = float(loadings.sum()) ** 2, float(own.sum())
    slope = np.concatenate(
        [
            np.full(loadings.size, 2 * float(loadings.sum()) * rest / (common + rest) ** 2),
            np.full(own.size, -common / (common + rest) ** 2),
        ]
    )
    variance = float(slope @ np.linalg.solve(_information(loadings, own, n), slope))
    value = common / (common + rest)
    if not 0 < variance < (OPEN * value * (1 - value)) ** 2:
        return None
    return value, math.sqrt(variance)


def _information(loadings: Numbers, own: Numbers, n: int) -> Numbers:
    """Expected information about loadings and own variances: n/2 tr(Σ⁻¹ ∂Σ Σ⁻¹ ∂Σ)."""
    inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(own))
    turned = inverse @ loadings
    of_loadings = 2 * (float(loadings @ turned) * inverse + np.outer(turned, turned))
    between = 2 * inverse * turned
    return np.asarray(n / 2 * np.block([[of_loadings, between], [between.T, inverse**2]]), dtype=np.float64)


def _fit_measures(correlations: Numbers, loadings: Numbers, own: Numbers, n: int) -> FactorFit:
    k = loadings.size
    implied = np.outer(loadings, loadings) + np.diag(own)
    degrees = k * (k - 3) // 2
    srmr = math.sqrt(float(np.square(correlations - implied)[np.tril_indices(k)].sum()) / (k * (k + 1) / 2))
    if degrees == 0:
        return FactorFit(chi_square=0.0, degrees_of_freedom=0, p_value=None, rmsea=None, cfi=None, srmr=srmr)
    log_determinant = float(np.linalg.slogdet(correlations)[1])
    distance = float(np.linalg.slogdet(implied)[1]) + float(np.trace(np.linalg.solve(implied, correlations)))
    chi_square = n * max(distance - log_determinant - k, 0.0)
    of_nothing = -n * log_determinant - k * (k - 1) / 2
    worst = max(of_nothing, chi_square - degrees, 0.0)
    return FactorFit(
        chi_square=chi_square,
        degrees_of_freedom=degrees,
        p_value=float(stats.chi2.sf(chi_square, degrees)),
        rmsea=math.sqrt(max(chi_square - degrees, 0.0) / (degrees * n)),
        cfi=1.0 if worst == 0 else 1 - max(chi_square - degrees, 0.0) / worst,
        srmr=srmr,
    )


def _omega(
    value: float | None, error: float | None, n: int, lost: int, *, level: float, reason: str = "", caution: str = ""
) -> Estimate:
    low = high = None
    if value is not None and error is not None:
        reach = float(stats.norm.ppf((1 + level) / 2)) * error / (value * (1 - value))
        middle = math.log(value / (1 - value))
        low, high = 1 / (1 + math.exp(reach - middle)), 1 / (1 + math.exp(-reach - middle))
    return Estimate(
        estimand="omega_total",
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=lost,
        missing_policy=LISTWISE,
        method="one_factor_ml",
        unit=RELIABILITY,
        assumptions=("independent_people", "one_dimension", "normal_answers"),
        cautions=(caution,) if caution else (),
        reason=reason,
    )
