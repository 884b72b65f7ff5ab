"""Those who answered beside the whole register: shares, the R-indicator, and the shares after weighting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sampling.covariates import is_numeric
from analysis.sampling.r_indicator import RIndicator, r_indicator
from analysis.sampling.representativeness import Representativeness, against_register
from survey.findings.planned.people import ARM, PARTICIPANT, WEIGHT, PlannedTable
from survey.findings.planned.subgroups import MOST_VALUES
from survey.findings.planned.weighing import Weighed
from survey.instrument.plan import GIVEN, Contrast, Plan

ANSWERED, WEIGHTED = "answered at the waves of the contrast", "weight of the contrast"


def register_told(
    table: PlannedTable, plan: Plan, contrast: Contrast | None, weights: Weighed | None
) -> tuple[Representativeness | None, RIndicator | None]:
    """Who answered at the waves of a contrast, against the register; None without one, or without a variable of it."""
    variables = _variables(table, plan)
    if table.register is None or contrast is None or not variables:
        return None, None
    answered = table.answered(contrast.wave)
    if contrast.from_wave:
        answered &= table.answered(contrast.from_wave)
    frame = table.register.copy(deep=False)
    frame[ANSWERED] = frame[PARTICIPANT].isin(table.people[PARTICIPANT][answered]).astype(np.float64)
    weight = _with_weights(frame, table, answered, weights, plan)
    shown = [name for name in variables if frame[name].nunique() <= MOST_VALUES]
    shares = against_register(frame, ANSWERED, shown, weight=weight, level=plan.level)
    return shares, r_indicator(frame, ANSWERED, variables, level=plan.level)


def _variables(table: PlannedTable, plan: Plan) -> list[str]:
    if table.register is None:
        return []
    named = dict.fromkeys((*plan.weights.margins, *plan.covariates, *plan.subgroups))
    usable = [name for name in named if name in table.register.columns and name not in (ARM, WEIGHT)]
    return [
        name for name in usable if is_numeric(table.register, name) or table.register[name].nunique() <= MOST_VALUES
    ]


def _with_weights(
    frame: pd.DataFrame, table: PlannedTable, answered: np.ndarray, weights: Weighed | None, plan: Plan
) -> str | None:
    """The column of weights, where each of those who answered has one and stands in the register."""
    if weights is None or not weights.is_made or plan.weights.method == GIVEN or weights.design is None:
        return None
    weighting = weights.design.weighting
    if weighting is None or weighting.missing:
        return None
    of_person = dict(zip(table.people[PARTICIPANT][answered], weighting.weights, strict=True))
    frame[WEIGHTED] = frame[PARTICIPANT].map(of_person).astype("float64")
    return WEIGHTED if frame[WEIGHTED].notna().sum() == int(frame[ANSWERED].sum()) else None
