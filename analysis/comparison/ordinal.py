"""One ordered item in several groups: the odds of a higher answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.comparison.ancova import BY_CHANCE, LOST_ALIKE, NO_HIDDEN_NEED
from analysis.comparison.arms import Arms, Contrasts, small
from analysis.comparison.regression import REDUNDANT
from analysis.comparison.rows import Codes, Rows, rows_of
from analysis.comparison.wording import ODDS_RATIO
from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers
from analysis.proportional_odds import fit_proportional_odds
from analysis.results import ALL_EQUAL, ONE_GROUP, Estimate, check_level
from analysis.sampling.logistic import Logistic, fit_logistic

PROPORTIONAL = "proportional_odds"
NOT_PROPORTIONAL = "odds_not_proportional"
DOUBTFUL = 0.05
"""Below this p-value of Brant's test the odds differ from one cut of the answers to another."""


@dataclass(frozen=True, slots=True)
class Brant:
    """Whether the odds of the groups are the same wherever the answers are cut: a small p-value says they are not."""

    statistic: float
    degrees_of_freedom: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsOfHigher:
    """Odds ratios, and the test of ``proportionality``.

    It is None where the item has two answers, or where one cut of them tells people apart without error.
    """

    contrasts: Contrasts
    proportionality: Brant | None


def odds_of_higher_answer(
    table: pd.DataFrame, answer: str, arms: Arms, *, covariates: Sequence[str] = (), level: float = 0.95
) -> OddsOfHigher:
    """Proportional odds of one ordered item, each group against the reference.

    Estimand: ``odds_ratio``: the odds of a higher answer in a group over those in the reference, at the same covariates
    and wherever the answers are cut; ``effect_odds_ratio`` where chance assigned the groups.
    Formula: logit P(answer > c) = groups + covariates - cut, by maximum likelihood; ratio exp(b), interval
    exp(b ± z × standard error). Brant: the groups' coefficients of one logistic regression per cut, with their joint
    covariance, tested for being the same; below 0.05 ``odds_not_proportional`` is among the cautions.
    Columns and units: answers as numbers in order, the groups, covariates, one row per person; a ratio, 1 for no
    difference. Answers that nobody gave are left out.
    Missing: ``listwise``. Nobody in a group, one answer only, answers told apart without error, a group that follows
    from the covariates: a reason.
    Raises: ValueError for an absent column, texts as answers, a group that was not named, a level that is no share.
    Source: McCullagh (1980), Journal of the Royal Statistical Society B 42; Brant (1990), Biometrics 46.
    Checked against R: ``MASS::polr(factor(answer) ~ arm + age, Hess = TRUE)``; Brant by ``glm`` per cut.

    >>> table = pd.DataFrame({"arm": ["support"] * 8 + ["advice"] * 8, "answer": [3, 2, 3, 1, 3, 2, 3, 2] + [1, 2, 1, 3,
    ...                       1, 2, 1, 2]})
    >>> found = odds_of_higher_answer(table, "answer", Arms("arm", "advice")).contrasts.estimates[0]
    >>> round(found.value, 2), found.estimand, found.unit
    (7.0, 'odds_ratio', 'ratio of odds')
    """
    check_level(level)
    rows = rows_of(table, column_of(table, answer), arms, covariates=covariates)
    return _told(rows, arms, _frame(rows, arms, level))


def _told(rows: Rows, arms: Arms, frame: Estimate) -> OddsOfHigher:
    others = arms.names or tuple(name for name in rows.people if name != arms.reference) or ("others",)
    levels, places_of = np.unique(rows.outcome, return_inverse=True)
    answers = np.asarray(places_of, dtype=np.int64)
    reason = rows.reason or (ALL_EQUAL if levels.size < 2 else "")
    fit = None
    if not reason:
        fit, reason = fit_proportional_odds(answers, rows.matrix[:, 1:])
    places = {name: rows.terms.index(name) for name in others if name in rows.terms}
    brant = _brant(rows.matrix, answers, list(places.values())) if fit is not None else None
    if brant and brant.p_value < DOUBTFUL:
        frame = replace(frame, cautions=(*frame.cautions, NOT_PROPORTIONAL))
    absent = replace(frame, reason=reason or ONE_GROUP)
    found = {}
    if fit is not None:
        errors = np.sqrt(np.diag(fit.covariances))
        found = {
            name: _ratio(absent, float(fit.coefficients[at - 1]), float(errors[at - 1])) for name, at in places.items()
        }
    return OddsOfHigher(
        contrasts=Contrasts(
            names=tuple(arms.contrast(name) for name in others),
            estimates=tuple(found.get(name, absent) for name in others),
            people=rows.people,
        ),
        proportionality=brant,
    )


def _frame(rows: Rows, arms: Arms, level: float) -> Estimate:
    return Estimate(
        estimand=arms.estimand(ODDS_RATIO),
        value=None,
        level=level,
        n=rows.n,
        missing=rows.missing,
        missing_policy=LISTWISE,
        method="proportional_odds",
        unit="ratio of odds",
        assumptions=(BY_CHANCE if arms.by_chance else NO_HIDDEN_NEED, PROPORTIONAL, LOST_ALIKE, "independent_people"),
        cautions=(*arms.cautions, *((REDUNDANT,) if rows.redundant else ()), *small(rows.n)),
        reason=ONE_GROUP,
    )


def _ratio(frame: Estimate, logarithm: float, error: float) -> Estimate:
    reach = float(stats.norm.ppf((1 + frame.level) / 2)) * error
    low, value, high = (float(np.exp(at)) for at in (logarithm - reach, logarithm, logarithm + reach))
    p_value = float(2 * stats.norm.sf(abs(logarithm) / error))
    return replace(frame, value=value, interval_low=low, interval_high=high, p_value=p_value, reason="")


def _brant(matrix: Numbers, answers: Codes, columns: list[int]) -> Brant | None:
    """Brant's test of some columns; None with two answers, or where one cut tells people apart without error."""
    cuts = [fit_logistic(matrix, (answers > cut).astype(np.float64)) for cut in range(int(answers.max()))]
    if len(cuts) < 2 or any(cut.reason for cut in cuts):
        return None
    differences = np.concatenate([cut.coefficients[columns] - cuts[0].coefficients[columns] for cut in cuts[1:]])
    blocks = [[_shared(matrix, first, second)[np.ix_(columns, columns)] for second in cuts] for first in cuts]
    joint = np.block(blocks)
    width = len(columns)
    against_first = np.hstack([np.tile(-np.eye(width), (len(cuts) - 1, 1)), np.eye(width * (len(cuts) - 1))])
    spread = against_first @ joint @ against_first.T
    statistic = float(differences @ np.linalg.solve(spread, differences))
    degrees = width * (len(cuts) - 1)
    return Brant(statistic, degrees, float(stats.chi2.sf(statistic, degrees)))


def _shared(matrix: Numbers, first: Logistic, second: Logistic) -> Numbers:
    """The covariance of the coefficients of two cuts, whose answers are nested: P(above both) is the smaller share."""
    both = np.minimum(first.probabilities, second.probabilities) - first.probabilities * second.probabilities
    return np.asarray(first.covariances @ (matrix.T * both) @ matrix @ second.covariances)
