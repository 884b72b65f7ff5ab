"""Arms held against a reference at one wave, by every estimator of the plan, in the words that the design allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparison.ancova import BY_CHANCE, LOST_ALIKE, NO_HIDDEN_NEED, adjusted_comparison
from analysis.comparison.arms import Arms
from analysis.comparison.gain import difference_in_change
from analysis.comparison.mixed import repeated_waves
from analysis.comparison.regression import compared
from analysis.comparison.robust import HC3, Errors, by_cluster
from analysis.comparison.rows import rows_of
from analysis.comparison.standardised import standardised_comparison
from analysis.comparison.waves import Waves
from analysis.comparison.weighting import WeightedComparison, weighted_comparison
from analysis.comparison.wording import ADJUSTED_DIFFERENCE
from analysis.missing import column_of
from analysis.results import ONE_CLUSTER, ONE_GROUP, Estimate
from analysis.sampling.weighted_regression import weighted_regression
from survey.findings.planned.changes import Figured
from survey.findings.planned.people import AFTER, ARM, BEFORE, SCORE, WAVE
from survey.findings.planned.weighing import Weighed, absent
from survey.instrument.plan import BY_NEED, Plan

ANCOVA, CHANGE_SCORES, DIFFERENCE = "ancova", "change_scores", "difference"
LINEARISED = "linearised"


@dataclass(frozen=True, slots=True)
class Comparing:
    """Who is compared: every arm of the table with the reference, as the design says how people came into them."""

    plan: Plan
    reference: str
    arms: tuple[str, ...]
    design: str
    assigned: str

    def named(self) -> Arms:
        """The arms of the model: all others against the reference."""
        return Arms(ARM, self.reference, self.arms, design=self.design, assigned=self.assigned)

    def pair(self, arm: str) -> Arms:
        """One arm against the reference."""
        return replace(self.named(), names=(arm,))

    def errors(self) -> tuple[Errors, ...]:
        """Those that hold for independent people and, where people are alike by cluster, those that know it."""
        return (HC3, by_cluster(self.plan.cluster)) if self.plan.cluster else (HC3,)


def comparison_figures(
    wide: pd.DataFrame, comparing: Comparing, weights: Weighed | None, counted: NDArray[np.bool_], *, whole: bool
) -> dict[str, Figured]:
    """For each arm its figures against the reference: the adjusted difference first, by cluster and weights if planned.

    Where ``whole``, the difference in change and the standardised difference, too. Needs a score at the earlier wave;
    without one it is the difference of the means.
    """
    people = wide[counted]
    plan, arms = comparing.plan, comparing.named()
    first = _adjusted if BEFORE in wide.columns else _plain
    leads = [first(people, comparing, errors) for errors in comparing.errors()]
    weighted = _weighted(wide, comparing, weights, counted, leads[-1]) if weights is not None else {}
    changes = _in_change(people, comparing) if whole and BEFORE in wide.columns else []
    found = {}
    for arm in arms.names:
        means = [each[arm] for each in leads]
        leading = len(means) - 1
        if weights is not None:
            means.append(weighted[arm])
            leading += weights.is_made
        others = [each[arm] for each in changes]
        if whole:
            pair = of_pair(people, arm, comparing.reference)
            others += standardised_comparison(
                pair, AFTER, comparing.pair(arm), cluster=plan.cluster or "", level=plan.level
            ).estimates
        found[arm] = Figured((*means, *others), leading)
    return found


def of_pair(people: pd.DataFrame, arm: str, reference: str) -> pd.DataFrame:
    """The people of two arms, and those without an arm, who count as missing."""
    return people[(people[ARM].isin([arm, reference]) | people[ARM].isna()).to_numpy()]


def _adjusted(people: pd.DataFrame, comparing: Comparing, errors: Errors) -> dict[str, Estimate]:
    arms, plan = comparing.named(), comparing.plan
    found = adjusted_comparison(
        people, BEFORE, AFTER, arms, covariates=plan.covariates, errors=errors, level=plan.level
    )
    method = f"{ANCOVA}_{errors.kind}"
    return {arm: replace(found.named(arms.contrast(arm)), method=method) for arm in arms.names}


def _plain(people: pd.DataFrame, comparing: Comparing, errors: Errors) -> dict[str, Estimate]:
    """The difference of the means at one wave, of people alike in the covariates: nobody was asked before."""
    arms, plan = comparing.named(), comparing.plan
    rows = rows_of(people, column_of(people, AFTER), arms, covariates=plan.covariates, cluster=errors.cluster)
    basis = BY_CHANCE if arms.by_chance else NO_HIDDEN_NEED
    estimand = arms.estimand(ADJUSTED_DIFFERENCE)
    found = compared(rows, arms, errors, estimand, level=plan.level, unit="points", assumptions=(basis, LOST_ALIKE))
    method = f"{DIFFERENCE}_{errors.kind}"
    return {arm: replace(found.named(arms.contrast(arm)), method=method) for arm in arms.names}


def _with_terms(people: pd.DataFrame, arms: Arms) -> tuple[pd.DataFrame, dict[str, str]]:
    """A column of 0 and 1 for each arm but the reference, missing for people without an arm."""
    terms = {arm: f"{ARM}: {arm}" for arm in arms.names}
    unknown = people[ARM].isna().to_numpy()
    columns = {
        term: np.where(unknown, np.nan, (people[ARM] == arm).to_numpy(dtype=np.float64)) for arm, term in terms.items()
    }
    return pd.concat([people, pd.DataFrame(columns, index=people.index)], axis=1), terms


def _one_group(frame: Estimate) -> Estimate:
    return replace(
        frame,
        value=None,
        standard_error=None,
        interval_low=None,
        interval_high=None,
        degrees_of_freedom=None,
        p_value=None,
        reason=frame.reason or ONE_GROUP,
    )


def _in_change(people: pd.DataFrame, comparing: Comparing) -> list[dict[str, Estimate]]:
    arms, plan = comparing.named(), comparing.plan
    found = []
    for errors in comparing.errors():
        model = difference_in_change(
            people, BEFORE, AFTER, arms, covariates=plan.covariates, errors=errors, level=plan.level
        )
        method = f"{CHANGE_SCORES}_{errors.kind}"
        found.append({arm: replace(model.named(arms.contrast(arm)), method=method) for arm in arms.names})
    return found


def _weighted(
    wide: pd.DataFrame,
    comparing: Comparing,
    weights: Weighed,
    counted: NDArray[np.bool_],
    frames: dict[str, Estimate],
) -> dict[str, Estimate]:
    """The same regression of the population, with errors that come from the design."""
    method = f"{ANCOVA if BEFORE in wide.columns else DIFFERENCE}_{LINEARISED}"
    if weights.design is None or not weights.is_made:
        return {arm: replace(absent(frame, weights), method=method) for arm, frame in frames.items()}
    held, terms = _with_terms(wide, comparing.named())
    held = held[weights.answered].reset_index(drop=True)
    held.loc[~counted[weights.answered], AFTER] = np.nan
    present = [term for arm, term in terms.items() if _has_both(held, arm, comparing.reference)]
    entry = (BEFORE,) if BEFORE in held.columns else ()
    covariates = (*present, *entry, *comparing.plan.covariates)
    found = weighted_regression(held, AFTER, covariates, weights.design, level=comparing.plan.level)
    told = {}
    for arm, term in terms.items():
        estimate = found.only(term=term) if term in present else _one_group(found.estimates[0])
        if frames[arm].reason == ONE_CLUSTER:  # how clusters differ cannot be told of an arm that is one of them
            estimate = replace(_one_group(estimate), value=estimate.value, reason=ONE_CLUSTER)
        told[arm] = replace(
            estimate,
            estimand=frames[arm].estimand,
            method=method,
            missing=int(counted.sum()) - estimate.n,
            weights=weights.told.method,
            assumptions=tuple(dict.fromkeys((*frames[arm].assumptions, *estimate.assumptions))),
            cautions=tuple(dict.fromkeys((*frames[arm].cautions, *estimate.cautions))),
        )
    return told


def _has_both(held: pd.DataFrame, arm: str, reference: str) -> bool:
    complete = held[AFTER].notna() & (held[BEFORE].notna() if BEFORE in held.columns else True)
    return bool((complete & (held[ARM] == arm)).any() and (complete & (held[ARM] == reference)).any())


def mixed_comparison(
    long: pd.DataFrame, comparing: Comparing, waves: tuple[str, str], people: int
) -> dict[str, Estimate]:
    """The difference in change by a mixed model, which counts whoever answered once."""
    arms, plan = comparing.named(), comparing.plan
    told = Waves(waves, column=WAVE, group=plan.cluster or "")
    model = repeated_waves(long, SCORE, told, arms, covariates=plan.covariates, level=plan.level).contrasts
    return {
        arm: replace(model.named(f"{arms.contrast(arm)} at {waves[1]}"), missing=people - model.estimates[0].n)
        for arm in arms.names
    }


def by_need(people: pd.DataFrame, comparing: Comparing, arm: str) -> WeightedComparison | None:
    """Weighting by the chance to be supported, where people came into the arms by need."""
    if comparing.design != BY_NEED or BEFORE not in people.columns:
        return None
    pair = of_pair(people, arm, comparing.reference)
    covariates: Sequence[str] = (BEFORE, *comparing.plan.covariates)
    return weighted_comparison(
        pair,
        AFTER,
        comparing.pair(arm),
        covariates,
        cluster=comparing.plan.cluster or "",
        level=comparing.plan.level,
    )


def arms_compared(arms: Sequence[str], named: Iterable[str], reference: str) -> tuple[str, ...]:
    """Every arm of the table and of the plan but the reference, in their order."""
    return tuple(name for name in dict.fromkeys((*arms, *named)) if name != reference)
