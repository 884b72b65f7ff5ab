"""Weights that make those who answered like the register, as the plan wants them, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.missing import column_of
from analysis.results import NO_VALUES, Estimate, Finding
from analysis.sampling.calibration import linear_calibration
from analysis.sampling.design import Design, drawn_by
from analysis.sampling.margins import register_margin
from analysis.sampling.post_stratification import post_stratification
from analysis.sampling.raking import raking
from analysis.sampling.weighted_figures import weighted_change, weighted_mean
from analysis.sampling.weights import Weighting, effective_n
from survey.findings.planned.people import AFTER, BEFORE, STRATA, WEIGHT, PlannedTable
from survey.findings.planned.results import WeightingTold
from survey.instrument.plan import GIVEN, NO_WEIGHTS, Plan

CALIBRATION, POST_STRATIFICATION = "calibration", "post_stratification"


@dataclass(frozen=True, slots=True)
class Weighed:
    """Who answered at the waves of a contrast (of everybody), the design they are counted by, and what it cost."""

    answered: NDArray[np.bool_]
    design: Design | None
    told: WeightingTold

    @property
    def is_made(self) -> bool:
        """Whether there are weights."""
        return not self.told.reason


def weighed(table: PlannedTable, plan: Plan, wave: str, from_wave: str) -> Weighed | None:
    """The weights of those who answered at a wave, or at both; None where the plan wants none."""
    if plan.weights.method == NO_WEIGHTS:
        return None
    answered = table.answered(wave)
    if from_wave:
        answered &= table.answered(from_wave)
    people = table.people[answered].reset_index(drop=True)
    drawn = Design(strata=STRATA if STRATA in people.columns else None, cluster=plan.cluster)
    if plan.weights.method == GIVEN and WEIGHT in people.columns:
        at_wave = table.wide(table.outcomes[0].name, wave)[answered].reset_index(drop=True)
        return Weighed(answered, _found(replace(drawn, weight=WEIGHT), at_wave), _given(at_wave, wave, from_wave))
    lacking = _lacking(table, plan)
    if lacking is not None:
        return Weighed(answered, None, _without(plan, len(people), (wave, from_wave), lacking))
    weighting = _weighting(people, table.register, plan)
    return Weighed(answered, _found(replace(drawn, weighting=weighting), people), _told(weighting, wave, from_wave))


def _found(design: Design, people: pd.DataFrame) -> Design:
    """The design with what it means for these people, found once for all figures."""
    return replace(design, drawn=drawn_by(people, design))


def _lacking(table: PlannedTable, plan: Plan) -> Finding | None:
    """Why no margins can be had, None when they can."""
    if plan.weights.method == GIVEN:
        return Finding("no_column_of_weights")
    if table.register is None:
        return Finding("no_register_for_weights")
    absent = [name for name in plan.weights.margins if name not in table.register.columns]
    return Finding("margins_not_in_register", {"margins": ", ".join(absent)}) if absent else None


def _weighting(people: pd.DataFrame, register: pd.DataFrame | None, plan: Plan) -> Weighting:
    wanted, frame = plan.weights, pd.DataFrame() if register is None else register
    if wanted.method == POST_STRATIFICATION:
        return post_stratification(people, register_margin(frame, *wanted.margins), trim=wanted.trim)
    margins = [register_margin(frame, name) for name in wanted.margins]
    if wanted.method == CALIBRATION:
        return linear_calibration(people, margins, trim=wanted.trim)
    return raking(people, margins, trim=wanted.trim)


def _told(weighting: Weighting, wave: str, from_wave: str) -> WeightingTold:
    return WeightingTold(
        wave=wave,
        from_wave=from_wave,
        method=weighting.method,
        margins=weighting.margins,
        n=weighting.n,
        missing=weighting.missing,
        effective_n=weighting.effective_n,
        design_effect=weighting.design_effect,
        trimmed_share=weighting.trimmed_share,
        lowest=weighting.lowest,
        highest=weighting.highest,
        reason=weighting.reason,
        problem=weighting.problem,
    )


def _given(people: pd.DataFrame, wave: str, from_wave: str) -> WeightingTold:
    every = column_of(people, WEIGHT)
    weights = every[~np.isnan(every)]
    n, mean = int(weights.size), float(weights.mean()) if weights.size else None
    effective = effective_n(weights) if n else None
    return WeightingTold(
        wave=wave,
        from_wave=from_wave,
        method=GIVEN,
        margins=(),
        n=n,
        missing=int(every.size) - n,
        effective_n=effective,
        design_effect=n / effective if effective else None,
        trimmed_share=None,
        lowest=float(weights.min()) / mean if mean else None,
        highest=float(weights.max()) / mean if mean else None,
        reason="" if n else NO_VALUES,
        problem=None if n else Finding("nobody_has_a_weight"),
    )


def _without(plan: Plan, people: int, waves: tuple[str, str], problem: Finding) -> WeightingTold:
    return WeightingTold(
        wave=waves[0],
        from_wave=waves[1],
        method=plan.weights.method,
        margins=plan.weights.margins,
        n=0,
        missing=people,
        effective_n=None,
        design_effect=None,
        trimmed_share=None,
        lowest=None,
        highest=None,
        reason=NO_VALUES,
        problem=problem,
    )


def weighted_of(wide: pd.DataFrame, weights: Weighed, frame: Estimate, counted: NDArray[np.bool_]) -> Estimate:
    """The weighted mean or mean change of those who are ``counted``, named as the unweighted ``frame``.

    Others who answered stay in the design, as a domain does; ``missing`` tells of everyone else who is counted.
    """
    if weights.design is None or not weights.is_made:
        return absent(frame, weights)
    held = wide[weights.answered].reset_index(drop=True)
    held.loc[~counted[weights.answered], AFTER] = np.nan
    if BEFORE not in held.columns:
        found = weighted_mean(held, AFTER, weights.design, level=frame.level, unit=frame.unit)
    else:
        found = weighted_change(held, BEFORE, AFTER, weights.design, level=frame.level, unit=frame.unit)
    return replace(found, missing=int(counted.sum()) - found.n, estimand=frame.estimand, weights=weights.told.method)


def absent(frame: Estimate, weights: Weighed) -> Estimate:
    """The weighted figure where there are no weights: nobody counts, and why."""
    return replace(
        frame,
        value=None,
        standard_error=None,
        interval_low=None,
        interval_high=None,
        n=0,
        missing=frame.n + frame.missing,
        method="linearised",
        degrees_of_freedom=None,
        p_value=None,
        standardiser=None,
        weights=weights.told.method,
        cautions=(),
        reason=weights.told.reason,
    )
